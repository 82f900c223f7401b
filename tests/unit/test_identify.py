"""Which form is it: by names, by labels, by title; none and two are failures that name what was looked for."""

from __future__ import annotations

import pytest
from builders import FORMS, INDEXES, TODAY, asked, blank, filled_by_pikepdf, filling, form_pdf, submission_of, widget

from caseforms.definitions.labels import LabelIndex
from caseforms.errors import UnreadableFileError
from caseforms.identify import identify
from caseforms.model import Box, BoxKind, Page, Place, Submission
from caseforms.pipeline.reading import ReadingDesk
from caseforms.pipeline.reading_many import read_files

each_form = pytest.mark.parametrize("form", FORMS)


def pdf_of(*boxes: Box, title: str = "", words: tuple[str, ...] = ()) -> Submission:
    def printed(page: int) -> tuple[Box, ...]:
        return tuple(Box(BoxKind.WORD, text, Place(page)) for text in words)

    return Submission("f.pdf", "0", "application/pdf", (Page(1, boxes),), title=title, printed=printed)


def text_box(name: str, label: str = "") -> Box:
    return Box(BoxKind.TEXT, "", Place(1, (0, 0, 9, 9)), name, label)


def sheet_of(*rows: tuple[str, ...], sheet: str = "Sheet1") -> Submission:
    cells = [
        Box(BoxKind.CELL, text, Place(sheet=sheet, cell=f"{'ABCDEF'[c]}{r}"), grid=(r, c + 1, 1, 1))
        for r, row in enumerate(rows, 1)
        for c, text in enumerate(row)
        if text
    ]
    return Submission("f.xlsx", "0", "x", (Page(1, tuple(cells), sheet),))


def recognised(submission: Submission, indexes=INDEXES) -> tuple[str, float]:
    found = identify(submission, submission.pages, indexes)
    return found.labels.form.id, found.confidence


def refusal(submission: Submission, indexes=INDEXES) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as refused:
        identify(submission, submission.pages, indexes)
    return refused.value


@each_form
@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_our_own_blanks_are_known_by_their_names(form, ending, tmp_path):
    assert recognised(submission_of(blank(form, ending), tmp_path, f"form.{ending}")) == (form, 1.0)


@each_form
def test_by_tooltips_alone(form):
    boxes = [text_box(f"Text{number}", field.label) for number, field in enumerate(asked(FORMS[form]))]

    found, confidence = recognised(pdf_of(*boxes))

    assert found == form
    assert confidence > 0.9


@each_form
def test_by_names_of_another_program(form):
    boxes = [text_box("".join(word.capitalize() for word in field.name.split("_"))) for field in asked(FORMS[form])]

    assert recognised(pdf_of(*boxes))[0] == form


@each_form
def test_by_labels_in_cells(form):
    rows = [(f"{field.label}:", "") for field in asked(FORMS[form])]

    assert recognised(sheet_of(*rows))[0] == form


@each_form
def test_by_title_where_few_labels_tell(form):
    required = INDEXES[form].required
    some = required[: -(-len(required) * 6 // 10)]
    boxes = [text_box(FORMS[form].named(name).label) for name in some]
    strange = [text_box(f"Strange{number}", f"Something strange {number}") for number in range(len(boxes))]

    title = FORMS[form].title
    assert recognised(pdf_of(*boxes, *strange, title=title))[0] == form
    assert recognised(pdf_of(*boxes, *strange, words=("Agency", title.upper())))[0] == form


def test_by_print_where_boxes_have_no_names():
    form = FORMS["treatment-referral"]
    boxes = [text_box(f"Text{number}") for number in range(20)]
    words = (form.title, *(f"{field.label}:" for field in asked(form)))

    assert recognised(pdf_of(*boxes, words=words))[0] == form.id
    assert refusal(pdf_of(*boxes, words=("Weather", "Wind:"))).kind == "unknown_form"


def test_a_title_decides_between_bare_labels_that_several_forms_have():
    labels = "Name/Date of Birth/Phone/Name/Number/Name/Phone/Date/Type of Service/Ordered By".split("/")
    boxes = [text_box(f"Text{number}", label) for number, label in enumerate(labels)]

    assert recognised(pdf_of(*boxes, words=("Treatment Services Request",)))[0] == "treatment-referral"


BARE = ("Name", "Date", "Worker", "Comments")  # on every second form


def test_what_every_form_asks_makes_no_case_note():
    notes = {"case-notes": INDEXES["case-notes"]}
    boxes = [text_box(f"T{number}", label) for number, label in enumerate(BARE)]

    assert refusal(pdf_of(*boxes), notes).kind == "unknown_form"
    assert refusal(sheet_of(BARE, ("Rowan Testcase", "03/02/2026", "Quill", "Well.")), notes).kind == "unknown_form"


def test_the_title_makes_it_one():
    notes = {"case-notes": INDEXES["case-notes"]}
    boxes = [text_box(f"T{number}", label) for number, label in enumerate(BARE)]

    assert recognised(pdf_of(*boxes, words=("Monthly Case Notes",)), notes)[0] == "case-notes"
    assert recognised(sheet_of((*BARE[:3], "Case Note")), notes)[0] == "case-notes"
    assert recognised(sheet_of(BARE, sheet="Case notes"), notes)[0] == "case-notes"


def test_a_form_that_goes_by_its_title_yields_to_another():
    labels = ("Name", "Date", "Worker", "Comments", *(f"Question {number}" for number in range(3)))
    other = FORMS["case-notes"].model_copy(update={"id": "other", "title": "Quite another form"})
    other = other.model_copy(update={"identify": other.identify.model_copy(update={"titled": False, "titles": ()})})
    indexes = {form.id: LabelIndex(form) for form in (FORMS["case-notes"], other)}
    boxes = [text_box(f"T{number}", label) for number, label in enumerate(labels)]

    assert recognised(pdf_of(*boxes), indexes)[0] == "other"


def test_nothing_known_is_no_form():
    refused = refusal(pdf_of(text_box("Zzz", "Favourite colour")))

    assert refused.kind == "unknown_form"
    assert refused.message == "We could not tell which form this is. None of its labels is known."
    assert "--form" in refused.mend


def test_some_labels_name_the_nearest_form_and_what_was_found():
    refused = refusal(pdf_of(text_box("client_dob"), *(text_box(f"Q{n}", f"Question {n}") for n in range(20))))

    assert refused.kind == "unknown_form"
    assert "Treatment Services Referral Request (1 of 9 required questions found)" in refused.message


def test_two_that_fit_alike_are_both_named():
    one = FORMS["treatment-referral"]
    two = one.model_copy(update={"id": "treatment-referral-old", "title": "Treatment Referral (old)"})
    boxes = [text_box(f"Text{number}", field.label) for number, field in enumerate(asked(one))]

    refused = refusal(pdf_of(*boxes), {form.id: LabelIndex(form) for form in (one, two)})

    assert refused.kind == "ambiguous_form"
    assert one.title in refused.message
    assert two.title in refused.message
    assert f"--form {one.id} or --form {two.id}" in refused.mend


def test_two_blanks_with_the_same_names_are_told_by_their_title():
    one = FORMS["treatment-referral"]
    two = one.model_copy(update={"id": "other", "title": "Quite another form", "identify": one.identify.__class__()})
    boxes = [text_box(field.name) for field in asked(one)]
    indexes = {form.id: LabelIndex(form) for form in (one, two)}

    assert recognised(pdf_of(*boxes, title=two.title), indexes)[0] == "other"
    assert recognised(pdf_of(*boxes, title=one.title), indexes)[0] == one.id


def test_no_definitions_at_all():
    assert refusal(pdf_of(text_box("client_name")), {}).message == "There is no form definition."


def test_no_boxes_at_all():
    assert refusal(pdf_of()).kind == "unknown_form"


def test_hidden_boxes_do_not_count():
    boxes = [text_box(field.name)._replace(hidden=True) for field in asked(FORMS["treatment-referral"])]

    assert refusal(pdf_of(*boxes)).kind == "unknown_form"


def test_a_form_named_is_taken_for_granted(tmp_path):
    path = tmp_path / "strange.pdf"
    path.write_bytes(
        form_pdf(widget("/FT /Tx /T (ClientName) /V (Rowan Testcase)"), widget("/FT /Tx /T (Q1) /V (blue)"))
    )

    ((told,),) = read_files([path], ReadingDesk(FORMS, TODAY, "treatment-referral"))
    ((untold,),) = read_files([path], ReadingDesk(FORMS, TODAY))

    assert told.record.form == "treatment-referral"
    assert told.record.value("client_name") == "Rowan Testcase"
    assert [left.name for left in told.unplaced] == ["Q1"]
    assert untold.record is None
    assert untold.failure.kind == "unknown_form"
    assert {left.raw for left in untold.unplaced} == {"Rowan Testcase", "blue"}


def test_the_batch_goes_on_after_a_bad_file_and_keeps_its_order(tmp_path):
    boxes, _ = filling(FORMS["treatment-referral"])
    sound = filled_by_pikepdf(blank("treatment-referral", "pdf"), boxes)
    contents = {"a.pdf": sound, "b.pdf": b"", "c.pdf": sound[:9000], "d.txt": b"hello", "e.pdf": sound}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    ticks: list[int] = []

    reports = list(
        read_files(
            [tmp_path / name for name in contents], ReadingDesk(FORMS, TODAY), tick=lambda: ticks.append(1), jobs=1
        )
    )

    assert [report.failure.kind if report.failure else report.record.form for (report,) in reports] == [
        "treatment-referral", "empty", "damaged", "not_a_form", "treatment-referral",
    ]  # fmt: skip
    assert len(ticks) == 5
