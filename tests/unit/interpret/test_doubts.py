"""Doubts: the page shows something else, the blank had the tick already, nobody has confirmed the question."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from builders import FORMS, TODAY, blank, filled_by_pikepdf, filled_by_pypdf, form_pdf, record_of, submission_of, tick

from caseforms.definitions.labels import LabelIndex
from caseforms.definitions.learned import LearnedBox
from caseforms.interpret.records import interpret
from caseforms.model import Page, Record, Remark, State, Submission, nothing_seen

FORM = "treatment-referral"
FILLED = {"client_name": "Rowan Testcase", "client_phone": "(207) 555-0134"}


def changed(content: bytes, name: str, text: str) -> bytes:
    """Change an answer as a program does that does not draw it anew."""
    return filled_by_pikepdf(content, {name: text})


def kinds(record: Record, field: str) -> list[str]:
    return [remark.kind for remark in record.answer(field).remarks]


def test_the_value_counts_and_the_page_makes_it_doubtful(tmp_path: Path):
    drawn = filled_by_pypdf(blank(FORM, "pdf"), FILLED)
    record = record_of(submission_of(changed(drawn, "client_name", "Juniper Sample"), tmp_path), FORM)
    answer = record.answer("client_name")
    assert (answer.value, answer.state, answer.confidence) == ("Juniper Sample", State.ANSWERED, 0.5)
    (remark,) = answer.remarks
    assert (remark.kind, remark.words) == ("shows_other", {"a": "Juniper Sample", "b": "Rowan Testcase"})
    assert remark.place == answer.place
    assert record.answer("client_phone").remarks == ()
    assert record.answer("client_phone").confidence == 1.0


def test_without_a_second_look_nothing_is_said(tmp_path: Path):
    drawn = filled_by_pypdf(blank(FORM, "pdf"), FILLED)
    submission = submission_of(changed(drawn, "client_name", "Juniper Sample"), tmp_path)
    answer = record_of(replace(submission, looks=nothing_seen), FORM).answer("client_name")
    assert (answer.remarks, answer.confidence) == ((), 1.0)


def test_boxes_that_no_question_takes_are_told_with_their_label(tmp_path: Path):
    content = form_pdf(
        tick("/T (Stray) /TU (A stray box) /V /Yes /AS /Off"),
        tick("/T (Nameless) /V /Off /AS /Yes", "Yes", "9 9 19 19"),
    )
    record = record_of(submission_of(content, tmp_path), FORM)
    told = [remark for remark in record.remarks if remark.kind.startswith("tick_")]
    assert [(remark.kind, remark.words["label"]) for remark in told] == [
        ("tick_not_shown", "A stray box"), ("tick_shown", "Nameless"),
    ]  # fmt: skip
    assert [remark.place.page for remark in told] == [1, 1]


def test_a_cut_text_is_told_once_for_a_table_and_lowers_nothing(tmp_path: Path):
    long = "Example Family Counselling and Visitation Service of Sampleton"
    boxes = {f"household_clients.{row}.services": long for row in (1, 2)}
    record = record_of(submission_of(filled_by_pikepdf(blank(FORM, "pdf"), boxes), tmp_path), FORM)
    assert kinds(record, "household_clients").count("cut_text") == 1
    assert record.answer("household_clients").confidence == 1.0


def test_boxes_joined_to_one_are_all_looked_at(tmp_path: Path):
    """A reader may join boxes; the places of the others stand in `also`."""
    first, second = tick("/T (A) /V /Yes /AS /Yes"), tick("/T (client_name) /V /Off /AS /Yes", "Yes", "9 9 19 19")
    submission = submission_of(form_pdf(first, second), tmp_path)
    ((_, place),) = submission.looks()
    page = submission.pages[0]
    joined = page.boxes[0]._replace(name="client_name", text="Rowan", also=(place,), kind="text", ticked=None)
    submission = replace(submission, pages=(Page(1, (joined,), size=page.size),))
    assert kinds(record_of(submission, FORM), "client_name") == ["single_name", "tick_shown"]


# ---- the definition ----


def with_field(name: str, **more: Any) -> LabelIndex:
    """The form with one of its questions changed."""
    form = FORMS[FORM]
    fields = tuple(f.model_copy(update=more) if f.name == name else f for f in form.field)
    return LabelIndex(form.model_copy(update={"field": fields}))


def read(submission: Submission, index: LabelIndex) -> Record:
    (record,) = interpret(submission, submission.pages, index, TODAY)
    return record


@pytest.mark.parametrize(
    ("field", "boxes", "ticked", "captions"),
    [
        ("urgent", {"urgent": "Yes"}, ("yes",), ["Yes"]),
        ("urgent", {"urgent": "No"}, ("yes",), []),
        ("urgent", {}, ("yes",), []),
        ("urgent", {"urgent": "Yes"}, (), []),
        ("services_requested", {"services_requested.drug_testing": "X"}, ("drug_testing",), ["Drug testing"]),
        ("services_requested", {"services_requested.visitation": "X"}, ("drug_testing",), []),
    ],
)
def test_a_tick_of_the_blank_is_told_where_it_is_still_there(
    tmp_path: Path, field: str, boxes: dict[str, str], ticked: tuple[str, ...], captions: list[str]
):
    submission = submission_of(filled_by_pikepdf(blank(FORM, "pdf"), boxes), tmp_path)
    learned = tuple(LearnedBox(widget="x", part="option", means=code, ticked=True) for code in ticked)
    other = LearnedBox(widget="y", part="option", means="visitation")
    found = read(submission, with_field(field, box=(*learned, other))).answer(field).remarks
    assert [remark.words["a"] for remark in found if remark.kind == "ticked_before"] == captions


@pytest.mark.parametrize(
    ("boxes", "told"), [({"client_name": "Rowan Testcase"}, True), ({"case_name": "Testcase"}, False)]
)
def test_an_answer_to_a_question_that_nobody_confirmed(tmp_path: Path, boxes: dict[str, str], told: bool):  # noqa: FBT001
    submission = submission_of(filled_by_pikepdf(blank(FORM, "pdf"), boxes), tmp_path)
    record = read(submission, with_field("client_name", confirm=True))
    assert ("unconfirmed" in kinds(record, "client_name")) is told
    assert Remark("unconfirmed") not in record.answer("case_name").remarks


def test_pages_are_opened_once_more_only_when_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    submission = submission_of(filled_by_pikepdf(blank(FORM, "pdf"), FILLED), tmp_path)
    opened = []
    kept = pikepdf.open
    monkeypatch.setattr(pikepdf, "open", lambda *said, **more: opened.append(said) or kept(*said, **more))
    record_of(replace(submission, looks=nothing_seen), FORM)
    assert opened == []
    record_of(submission, FORM)
    assert len(opened) == 1
