"""The draft as it is written: TOML that loads again as the same form, and plain objects for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders_forms import Drawing, learned

from caseforms.definitions.learned_toml import as_objects, as_toml
from caseforms.definitions.load import load_form
from caseforms.workspace import shipped

KEYS = [
    "name", "confirm", "confidence", "widgets", "parts", "page", "box", "label", "section", "subject", "type",
    "evidence",
]  # fmt: skip


def drawn() -> Drawing:
    drawing = Drawing(pages=2)
    drawing.heading("Client", 740)
    drawing.asked("Client's name:", 'na"me\\', 720, tip='Say "who"\\\n')
    drawing.asked("Date of birth:", "fecha\u0301", 700)
    drawing.asked("State:", "state", 680, kind="Ch", flags=1 << 17, options=["ME", "NH", "Maine (ME)"])
    drawing.text("Do you agree?", 40, 662)
    drawing.tick("Yes", "Check Box1", 200, 660)
    drawing.tick("No", "Check Box2", 240, 660)
    drawing.asked("City:", "a", 600)
    drawing.asked("City:", "b", 500, page=2)
    drawing.box("no label", 300, 300, page=2)
    return drawing


def test_the_draft_loads_as_the_form_it_is(tmp_path: Path):
    draft = learned(drawn(), tmp_path)
    file = tmp_path / "draft.toml"
    file.write_text(as_toml(draft), "utf-8")
    assert load_form(file, shipped("forms")) == draft.form


def test_each_question_says_why_and_what_is_to_be_confirmed(tmp_path: Path):
    draft = learned(drawn(), tmp_path)
    text = as_toml(draft)
    assert text.count("confirm = true  # confirm") == sum(q.field.confirm for q in draft.questions) > 0
    lines = text.splitlines()
    reasons = [lines[number - 1] for number, line in enumerate(lines) if line == "[[field]]"]
    assert len(reasons) == len(draft.questions)
    assert all(line.startswith(("# 0.", "# 1.")) for line in reasons)
    assert any("label left: name" in line for line in reasons)


def test_objects_for_programs(tmp_path: Path):
    found = as_objects(learned(drawn(), tmp_path))
    assert all(list(one) == KEYS for one in found)
    assert json.loads(json.dumps(found)) == found
    name = found[0]
    assert (name["name"], name["widgets"], name["page"], name["box"]) == (
        "client_name", ['na"me\\'], 1, [150.0, 720.0, 300.0, 734.0],
    )  # fmt: skip
    assert (name["section"], name["subject"], name["type"], name["confirm"]) == ("Client", "subject", "name", False)


@pytest.mark.parametrize("text", ["\x7f", "\u2028", "a\tb", '"""', "\\", "é", "\U0001f600", "#"])
def test_every_text_survives(text: str, tmp_path: Path):
    drawing = Drawing()
    drawing.asked("Client's name:", f"x{text}y", 720)
    draft = learned(drawing, tmp_path)
    file = tmp_path / "draft.toml"
    file.write_text(as_toml(draft), "utf-8")
    assert load_form(file, shipped("forms")) == draft.form


def test_the_same_blank_gives_the_same_bytes(tmp_path: Path):
    assert as_toml(learned(drawn(), tmp_path)) == as_toml(learned(drawn(), tmp_path))
