"""The pages on forms, rules and reading tell all that the program knows, and nothing else."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import pytest

ROOT = Path(__file__).resolve().parents[2]
TODAY = dt.date(2026, 3, 31)


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _said(cell: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", cell))


def test_form_page_tells_every_key_and_type(console: ModuleType) -> None:
    from caseforms.definitions import form

    page = _text("docs/add-a-form.md")
    models = (form.FormDefinition, form.Identify, form.Section, form.FieldDefinition)
    tables = [step.lines for step in console.steps(page) if step.lang == "table" and step.lines[0].startswith("| Key ")]
    told = [{line.split("`")[1] for line in lines[2:]} for lines in tables]
    assert told == [set(model.model_fields) for model in models]
    assert {row[0].strip("`") for row in console.table(page, "Type")} == set(get_args(form.FieldType))


def test_form_of_the_page_is_read_back_from_its_excel_blank_too(tmp_path: Path, console: ModuleType) -> None:
    from openpyxl import load_workbook

    list(console.follow(_text("docs/add-a-form.md"), tmp_path))
    office = tmp_path / "office"
    book = load_workbook(office / "visit-request.xlsx")
    sheet, _, cell = book.defined_names["cf.client_name"].attr_text.rpartition("!")
    book[sheet.strip("'")][cell.replace("$", "").partition(":")[0]] = "Juniper Sample"
    book.save(office / "filled.xlsx")
    with contextlib.chdir(office):
        said = json.loads(console._caseforms(["read", "--format", "json", "filled.xlsx"]))
    assert said[0]["form"] == "visit-request"
    assert said[0]["answers"]["client_name"]["value"] == "Juniper Sample"


def test_rule_page_tells_every_condition_with_all_its_keys_and_words(console: ModuleType) -> None:
    from caseforms.definitions.rule import condition_class, condition_kinds

    rows = {row[0].strip("`"): row for row in console.table(_text("docs/add-a-rule.md"), "Condition")}
    assert set(rows) == set(condition_kinds())
    for kind, row in rows.items():
        model = condition_class(kind)
        assert model is not None
        keys = {field.alias or name for name, field in model.model_fields.items()}
        named = {key for key in keys if re.search(rf"`{key}`", row[2])}
        assert named == keys, kind
        words = set(re.findall(r"\{(\w+)\}", row[3]))
        if kind not in {"cases", "remark"}:  # theirs depend on what they hold
            assert words == model.model_construct().words(), kind


def test_rule_page_tells_every_key_of_rules_guards_and_examples(console: ModuleType) -> None:
    from caseforms.conditions.guard import Guard
    from caseforms.definitions.example_keys import EXAMPLE_KEYS
    from caseforms.definitions.rule import Rule

    page = _text("docs/add-a-rule.md")
    tables = [step.lines for step in console.steps(page) if step.lang == "table" and step.lines[0].startswith("| Key ")]
    told = [{line.split("`")[1] for line in lines[2:]} for lines in tables]
    guard = {field.alias or name for name, field in Guard.model_fields.items()}
    assert told == [set(Rule.model_fields), guard, set(EXAMPLE_KEYS)]


def test_letter_page_tells_every_key_of_a_template(console: ModuleType) -> None:
    from caseforms.definitions.template import TemplateDefinition

    told = {row[0].strip("`") for row in console.table(_text("docs/add-a-letter.md"), "Key")}
    assert told == {field.alias or name for name, field in TemplateDefinition.model_fields.items()} - {"code"}


def test_letter_page_shows_what_tags_print(tmp_path: Path) -> None:
    import docx

    from caseforms.writers.docx_template import compiled
    from caseforms.writers.docx_text import printed_text
    from caseforms.writers.merge import Group

    shown = re.findall(
        r"^\| `(\{\{ (?:letter|referral|cc).*?\}\})` \| (.*) \|$", _text("docs/add-a-letter.md"), re.MULTILINE
    )
    assert len(shown) >= 6
    document = docx.Document()
    for tag, _ in shown:
        document.add_paragraph(tag.replace("\\|", "|"))
    document.save(str(tmp_path / "tags.docx"))
    letters = ["a", "b", "c"]
    fields = {
        "letter": Group("letter", {"due": TODAY}),
        "referral": Group("referral", {"services": letters}),
        "cc": letters,
    }
    made = compiled(tmp_path / "tags.docx", None).render(fields, title="t", author="a", at=TODAY)
    assert printed_text(made.content).splitlines() == [printed for _, printed in shown]


def test_reading_page_tells_every_remark_with_its_rules(console: ModuleType) -> None:
    from caseforms.conditions.remark import KINDS
    from caseforms.workspace import Workspace

    source = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("readers", "interpret", "fieldtypes")
        for path in (ROOT / "src" / "caseforms" / folder).rglob("*.py")
    )
    told = {row[0].strip("`"): set(row[2].split()) for row in console.table(_text("docs/reading.md"), "Noticed")}
    noticed = {kind for kind in KINDS if f'"{kind}"' in source}
    codes: dict[str, set[str]] = {kind: set() for kind in noticed}
    for rule in Workspace(None).rules:
        for condition in (rule.condition, *(case.check for case in getattr(rule.condition, "cases", ()))):
            if hasattr(condition, "error_if_needed") or rule.kind == "unsure":
                for kind in noticed & set(condition.kinds):
                    codes[kind].add(rule.code)
    assert told == codes


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Written", "date"),
        ("Written (birth date)", "birth_date"),
        ("Written (phone)", "phone"),
        ("Written (name)", "name"),
        ("Written (case_number)", "case_number"),
    ],
)
def test_reading_page_shows_what_parsers_do(heading: str, kind: str, console: ModuleType) -> None:
    from caseforms.fieldtypes.dates import to_date, us
    from caseforms.fieldtypes.parse import parse

    page = _text("docs/reading.md")
    page = page[page.index("\n## Dates") :]
    for written, read, noticed in console.table(page, heading):
        parsed = parse(kind, written, today=TODAY)
        date = to_date(parsed.value)
        assert read == ("not read" if parsed.value is None else us(date) if date else parsed.value), written
        assert _said(noticed) == {remark for remark, _ in parsed.remarks}, written


def test_reading_page_tells_what_is_blank(console: ModuleType) -> None:
    from caseforms.fieldtypes.blanks import is_blank

    page = _text("docs/reading.md")
    for written, identity, text in console.table(page[page.index("\n## What counts as blank") :], "Written"):
        for word in _said(written) | ({""} if "nothing" in written else set()):
            assert is_blank("date", word) == (identity == "blank"), word
            assert is_blank("text", word) == (text == "blank"), word


def test_reading_page_tells_the_states_and_the_likeness(console: ModuleType) -> None:
    from caseforms.definitions.labels import CLOSE
    from caseforms.model import State

    page = _text("docs/reading.md")
    assert {row[0].strip("`") for row in console.table(page, "State")} == set(State)
    assert f"{CLOSE * 100:.0f} %" in page


def test_json_of_the_reading_page_is_what_comes_out(tmp_path: Path, console: ModuleType) -> None:
    page = _text("docs/reading.md")
    list(console.follow(page, tmp_path))
    block = next(step for step in console.steps(page) if step.lang == "json")
    with contextlib.chdir(tmp_path):
        words = ["--as-of", "2026-03-31", "check", "--format", "json", "inbox/rowan.pdf"]
        (real,) = json.loads(console._caseforms(words))
    _holds(json.loads("\n".join(block.lines)), real, "")


def _holds(shown: Any, real: Any, where: str) -> None:
    """Check that what is shown is there; `...` stands for anything, answers and findings may be left out."""
    if isinstance(shown, dict):
        assert set(shown) == set(real) or where == "/answers", where
        for key, value in shown.items():
            _holds(value, real[key], f"{where}/{key}")
    elif isinstance(shown, list):
        for each, other in zip(shown, real, strict=False):
            _holds(each, other, f"{where}[]")
    elif shown != "...":
        assert shown == real, where


def test_unplaced_boxes_and_failures_have_the_keys_that_the_page_names() -> None:
    from caseforms.model import NOWHERE, Failure, Report, Unplaced
    from caseforms.writers.report_json import report_object

    box = Unplaced("Text31", "Nickname", "Ro", NOWHERE)
    made = report_object(Report("a.pdf", "", unplaced=(box,), failure=Failure("encrypted", "Locked.", "Ask.")))
    assert list(made["unplaced"][0])[:3] == ["name", "label", "raw"]
    assert made["form"] is None
    assert list(made["failure"]) == ["kind", "message", "mend"]
