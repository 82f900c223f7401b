"""Forms that agencies really publish, kept beside the repository: nothing on them is lost or taken for ours."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from clerk import process

SHARED = Path(os.environ.get("CASEFORMS_SHARED") or Path(__file__).resolve().parents[2] / "shared") / "real-forms"

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason=f"{SHARED} is not there (set CASEFORMS_SHARED)")

TELLS = sorted((SHARED / "fields").glob("*.json")) if SHARED.is_dir() else []
#: States that are no answer: a box nobody ticked.
NOT_TICKED = {"", "/", "/Off"}


@pytest.fixture(scope="module")
def found() -> dict[str, dict[str, Any]]:
    """What `read` gives for each fillable form, by file."""
    folders = [SHARED / "pdf-acroform", SHARED / "pdf-xfa"]
    said = process("--quiet", "--as-of", "2026-03-31", "read", *folders, "--format", "jsonl")
    assert said.returncode == 3, said.stderr
    objects = [json.loads(line) for line in said.stdout.splitlines()]
    return {Path(each["file"]).relative_to(SHARED).as_posix(): each for each in objects}


def told(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def stripped(text: str) -> str:
    return " ".join(text.split())


def on_states(field: dict[str, Any]) -> set[str]:
    return {state for widget in field.get("widgets", ()) for state in widget.get("on", ())}


def chosen(field: dict[str, Any]) -> str | None:
    """The value that must come out: of a drop-down what it shows, of a box its known on-state; None for none."""
    value = field.get("value") or ""
    if field["type"] in {"checkbox", "radio"}:
        return value[1:] if value not in NOT_TICKED and value in on_states(field) else None
    if field["type"] in {"pushbutton", "signature"} or not value.strip():
        return None
    return dict(field.get("options", ())).get(value, value).strip() or None


def values(object_: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Every box that came out, by its name: what no question takes, and what one does."""
    boxes = {box["name"]: box for box in object_["unplaced"]}
    for answer in object_["answers"].values():
        if answer["source"].startswith("widget:") and answer["state"] in {"answered", "unreadable"}:
            boxes[answer["source"].removeprefix("widget:")] = answer
    return boxes


@pytest.mark.parametrize("path", TELLS, ids=lambda path: path.stem)
def test_every_value_comes_out_with_its_place(path: Path, found: dict[str, dict[str, Any]]):
    tells = told(path)
    boxes = values(found[tells["file"]])
    expected = {field["name"]: field for field in tells["fields"] if chosen(field) is not None}
    assert expected.keys() - boxes.keys() == set()
    for name, field in expected.items():
        box = boxes[name]
        if field["type"] not in {"checkbox", "radio"}:
            assert stripped(box["raw"]) == stripped(chosen(field) or ""), name
        pages = {field["page"], *(widget["page"] for widget in field.get("widgets", ()))}
        assert box["page"] in pages, name
        assert box["box"] is not None, name


@pytest.mark.parametrize("path", TELLS, ids=lambda path: path.stem)
def test_nothing_comes_out_that_nobody_wrote(path: Path, found: dict[str, dict[str, Any]]):
    tells = told(path)
    silent = {field["name"] for field in tells["fields"] if chosen(field) is None and field["type"] != "signature"}
    assert values(found[tells["file"]]).keys() & silent == set()


@pytest.mark.parametrize("path", TELLS, ids=lambda path: path.stem)
def test_none_is_taken_for_one_of_ours(path: Path, found: dict[str, dict[str, Any]]):
    object_ = found[told(path)["file"]]
    assert object_["form"] is None
    assert object_["failure"]["kind"] in {"unknown_form", "ambiguous_form"}


XFA = [
    path
    for path in (sorted((SHARED / "truth").glob("*.json")) if SHARED.is_dir() else ())
    if "xfa_paths" in path.read_text("utf-8")
]


def in_path(name: str) -> str:
    """A full name without its numbers, as the list of true answers writes it."""
    return re.sub(r"\[\d+\]", "", name).replace(".", "/")


@pytest.mark.parametrize("path", XFA, ids=lambda path: path.stem)
def test_a_form_that_shows_nothing_outside_acrobat_is_read_from_its_packets(
    path: Path, found: dict[str, dict[str, Any]]
):
    tells = told(path)
    boxes = {in_path(name): box for name, box in values(found[tells["file"]]).items()}
    tried = 0
    for slot in tells["canonical"].values():
        for at, value in zip(slot.get("xfa_paths", ()), slot.get("value", ()), strict=True):
            box = boxes[at]
            # a choice shows more than it stores: "M Male" for Male
            assert stripped(value) in stripped(box["raw"]), at
            assert box["page"], at
            assert box["label"], at
            tried += 1
    assert tried > 10


def test_an_outlook_message_gives_its_attachments_in_order():
    said = process("--quiet", "read", SHARED / "email" / "outlook-msg-with-pdf.msg", "--format", "jsonl")
    inner, form = [json.loads(line) for line in said.stdout.splitlines()]
    assert inner["failure"]["kind"] == "not_a_form"
    assert form["file"].endswith(".pdf")
