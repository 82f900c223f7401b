"""Whatever a blank repeats, its draft is a definition that loads: no label, name or id means two things."""

from __future__ import annotations

import tempfile
from pathlib import Path

from builders_forms import Drawing, learned
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseforms.definitions.learn_distinct import Distinct
from caseforms.definitions.learned_toml import as_toml
from caseforms.definitions.load import load_form
from caseforms.fieldtypes.text import normalise_label
from caseforms.workspace import shipped

#: Labels that are alike for everybody who compares labels, and names that the draft may give by itself.
LABELS = st.sampled_from(
    ["E-mail", "Email", "e mail:", "Name", "Name (2)", "name 2", "Client name", "Case #", "Case No.", "Case number",
     "Phone", "Tel.", "Unseen field 1", "Worker e-mail", "Worker email", "...", "(s)", "1", "É", "Form", "Form (2)"]
)  # fmt: skip
HEADINGS = st.sampled_from(["", "Client", "Worker", "Worker (2)", "1. Client", "2) Client", "Form", "???"])
ROWS = st.lists(st.tuples(HEADINGS, LABELS, st.booleans()), min_size=1, max_size=18)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS)
def test_a_draft_always_loads(rows):
    drawing = Drawing()
    for number, (heading, label, hidden) in enumerate(rows):
        y = 750 - 40 * number
        if heading:
            drawing.heading(heading, y + 20)
        drawing.asked(label, f"f{number}", y, wide=0 if hidden else 150)
    with tempfile.TemporaryDirectory() as folder:
        draft = learned(drawing, Path(folder))
        file = Path(folder) / "draft.toml"
        file.write_text(as_toml(draft), "utf-8")
        assert load_form(file, shipped("forms")) == draft.form
    assert {box.widget for field in draft.form.field for box in field.box} | {
        name for field in draft.form.field for name in field.widgets
    } == {f"f{number}" for number in range(len(rows))}


@given(st.lists(st.tuples(st.sampled_from("abcd"), LABELS, HEADINGS), max_size=30))
def test_no_text_belongs_to_two(asked):
    known = Distinct("abcd")
    given_: dict[str, str] = {}
    for name, label, section in asked:
        text = known.label(name, label, section or "Form")
        assert given_.setdefault(normalise_label(text), name) == name
