"""`forms learn`, from the outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders_forms import Drawing
from clerk import Desk


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    drawing = Drawing()
    drawing.asked("Client's name:", "Text1", 720)
    drawing.asked("Date of birth:", "Text2", 700)
    drawing.box("Text3", 300, 500)
    return drawing.write(tmp_path / "intake.pdf")


def test_the_draft_is_a_form_like_any_other(caseforms: Desk, office: Path, blank: Path):
    target = office / "forms" / "intake.toml"
    said = caseforms("forms", "learn", blank, "--out", target)
    assert said.code == 0
    assert "3 questions, 1 to confirm" in said.out
    assert caseforms("--office", office, "forms", "check").code == 0
    assert "Client's name" in caseforms("--office", office, "forms", "show", "intake").out


def test_the_draft_on_the_screen(caseforms: Desk, blank: Path):
    said = caseforms("forms", "learn", blank)
    assert said.code == 0
    assert 'name = "client_dob"' in said.out


def test_the_draft_for_programs(caseforms: Desk, blank: Path):
    found = json.loads(caseforms("forms", "learn", blank, "--format", "json").out)
    assert [one["widgets"] for one in found] == [["Text1"], ["Text2"], ["Text3"]]
    assert [one["confirm"] for one in found] == [False, False, True]


def test_a_file_is_never_replaced_unasked(caseforms: Desk, blank: Path, tmp_path: Path):
    target = tmp_path / "x.toml"
    target.write_text("mine")
    assert caseforms("forms", "learn", blank, "--out", target).code == 5
    assert target.read_text() == "mine"
    assert caseforms("forms", "learn", blank, "--out", target, "--force").code == 0
    assert target.read_text() != "mine"


@pytest.mark.parametrize(("name", "content"), [("a.pdf", b""), ("a.pdf", b"no form"), ("missing.pdf", None)])
def test_what_is_no_blank_is_refused_in_words(caseforms: Desk, tmp_path: Path, name: str, content: bytes | None):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    said = caseforms("forms", "learn", tmp_path / name)
    assert said.code == 3
    assert "Traceback" not in said.err


def test_a_blank_without_fields_is_refused(caseforms: Desk, tmp_path: Path):
    drawing = Drawing()
    drawing.text("Name: ____________", 40, 700)
    assert caseforms("forms", "learn", drawing.write(tmp_path / "flat.pdf")).code == 3
