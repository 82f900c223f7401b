"""Our own blanks, filled by other programs, come back whole: every value, nothing beside, nothing guessed."""

from __future__ import annotations

import pytest
from builders import (
    FORMS,
    blank,
    filled_by_openpyxl,
    filled_by_pikepdf,
    filled_by_pypdf,
    filling,
    record_of,
    submission_of,
)
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from caseforms.fieldtypes.blanks import is_blank
from caseforms.fieldtypes.text import clean
from caseforms.model import Record, State

FILLERS = {
    "pikepdf": ("pdf", filled_by_pikepdf),
    "pypdf": ("pdf", filled_by_pypdf),
    "openpyxl": ("xlsx", filled_by_openpyxl),
}
each_form = pytest.mark.parametrize("form", FORMS)


def read_back(content: bytes, folder, ending: str) -> Record:
    submission = submission_of(content, folder, f"form.{ending}")
    assert submission.remarks == ()
    return record_of(submission, pages=[page for page in submission.pages if not page.hidden])


@each_form
@pytest.mark.parametrize("filler", FILLERS)
def test_every_value_comes_back(form, filler, tmp_path):
    ending, fill = FILLERS[filler]
    boxes, values = filling(FORMS[form])

    record = read_back(fill(blank(form, ending), boxes), tmp_path, ending)

    assert record.form == form
    assert {name: record.value(name) for name in values} == values
    assert record.unplaced == ()
    assert record.remarks == ()
    noted = {(answer.kind, remark.kind) for answer in record.answers.values() for remark in answer.remarks}
    assert noted <= {("table", "cut_text")}  # a cell of a table is narrow: a long text runs out of it on paper
    assert {record.answer(name).confidence for name in values} == {1.0}
    assert all(record.answer(name).place.page or record.answer(name).place.cell for name in values)


@each_form
@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_an_unfilled_blank_is_all_blank(form, ending, tmp_path):
    record = read_back(blank(form, ending), tmp_path, ending)

    assert record.form == form
    assert [remark.kind for remark in record.remarks] == ["all_blank"]
    assert record.unplaced == ()
    states = {answer.state for name, answer in record.answers.items() if name not in FORMS[form].statements}
    assert states == {State.BLANK}
    assert all(record.value(name) == "yes" for name in FORMS[form].statements), "our blank carries every statement"


@each_form
@pytest.mark.parametrize("filler", FILLERS)
def test_one_value_alone_comes_back_alone(form, filler, tmp_path):
    ending, fill = FILLERS[filler]
    name = FORMS[form].field[0].name
    boxes, values = filling(FORMS[form])

    record = read_back(fill(blank(form, ending), {name: boxes[name]}), tmp_path, ending)

    answered = {n for n, answer in record.answers.items() if answer.state is not State.BLANK}
    assert answered - set(FORMS[form].statements) == {name}
    assert record.value(name) == values[name]
    assert record.unplaced == ()


def test_every_choice_of_every_list_comes_back(tmp_path):
    for form in FORMS.values():
        for field in form.field:
            for choice in field.choices if field.type == "choice" else ():
                content = filled_by_pikepdf(blank(form.id, "pdf"), {field.name: choice.label})
                assert read_back(content, tmp_path, "pdf").value(field.name) == choice.code
                break
        last = {field.name: field.choices[-1] for field in form.field if field.type == "choice"}
        content = filled_by_openpyxl(blank(form.id, "xlsx"), {name: choice.label for name, choice in last.items()})
        record = read_back(content, tmp_path, "xlsx")
        assert {name: record.value(name) for name in last} == {name: choice.code for name, choice in last.items()}


_WRITTEN = st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_WRITTEN, filler=st.sampled_from(sorted(FILLERS)))
def test_any_writing_comes_back(text, filler, tmp_path):
    assume(not is_blank("text", text) and not text.startswith("="))
    ending, fill = FILLERS[filler]

    content = fill(blank("provider-contact-page", ending), {"best_times": text, "agency_name": text})
    record = read_back(content, tmp_path, ending)

    assert record.value("best_times") == record.value("agency_name") == clean(text)
