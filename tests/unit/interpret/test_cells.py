"""Excel form sheets to records: labels left of, above and in the cell; ticks; headings; what is left over."""

from __future__ import annotations

import io

import openpyxl
import pytest
from builders import INDEXES, TODAY, record_of, submission_of

from caseforms.interpret.records import interpret
from caseforms.model import Box, BoxKind, Page, Place, Record, State, Submission
from caseforms.readers.a1 import column_letters

INDEX = INDEXES["treatment-referral"]


def cell(row: int, column: int, text: str, *, rows: int = 1, columns: int = 1, **more) -> Box:
    place = Place(sheet="Referral", cell=f"{column_letters(column)}{row}")
    return Box(BoxKind.CELL, text, place, grid=(row, column, rows, columns), **more)


def read_boxes(*boxes: Box) -> Record:
    page = Page(1, boxes, "Referral")
    (record,) = interpret(Submission("f.xlsx", "0", "x", (page,)), (page,), INDEX, TODAY)
    return record


def read(*rows: tuple[str | None, ...]) -> Record:
    """The record of a sheet with these cells; None is a cell that was never touched."""
    boxes = [cell(r, c, text) for r, row in enumerate(rows, 1) for c, text in enumerate(row, 1) if text is not None]
    return read_boxes(*boxes)


def left(record: Record) -> list[tuple[str, str]]:
    return [(unplaced.label, unplaced.raw) for unplaced in record.unplaced]


def kinds(record: Record, field: str) -> list[str]:
    return [remark.kind for remark in record.answer(field).remarks]


# ---- where values stand ----


def test_label_left_of_its_value():
    record = read(("Client's name:", "Rowan Testcase"), ("DOB", "07/14/2012"))
    answer = record.answer("client_name")

    assert (answer.value, answer.confidence, answer.source) == ("Rowan Testcase", 1.0, "cell:B1")
    assert (answer.place.sheet, answer.place.cell) == ("Referral", "B1")
    assert record.value("client_dob") == "2012-07-14"
    assert record.unplaced == ()


def test_columns_may_stand_empty_between_label_and_value():
    record = read(("Client's name:", None, None, "Rowan Testcase"))

    assert record.answer("client_name").place.cell == "D1"


def test_label_above_its_value():
    record = read(
        ("Client's name", "DOB"), ("Rowan Testcase", "07/14/2012"), ("Case name", "Case #"), ("Testcase", "000417")
    )

    assert record.value("client_name") == "Rowan Testcase"
    assert record.value("client_dob") == "2012-07-14"
    assert record.value("case_number") == "000417"
    assert kinds(record, "client_name") == []


def test_label_and_value_in_one_cell():
    record = read(("Client's name: Rowan Testcase", "DOB: 07/14/2012"), ("Case #: CW-2026-0417",))

    assert record.value("client_name") == "Rowan Testcase"
    assert record.value("case_number") == "CW-2026-0417"
    assert record.answer("client_dob").place.cell == "B1"
    assert record.unplaced == ()


def test_a_merged_answer_cell():
    record = read_boxes(
        cell(1, 1, "Client's name:", columns=2), cell(1, 3, "Rowan Testcase", columns=3), cell(2, 1, "DOB"),
        cell(2, 3, "07/14/2012"),
    )  # fmt: skip

    assert record.value("client_name") == "Rowan Testcase"
    assert record.value("client_dob") == "2012-07-14"


def test_a_value_against_the_habit_of_the_sheet_is_told():
    record = read(
        ("Case name:", "Testcase"), ("DOB:", "07/14/2012"), ("Client's name:", None), ("Rowan Testcase", None)
    )

    answer = record.answer("client_name")
    assert (answer.value, answer.place.cell) == ("Rowan Testcase", "A4")
    assert kinds(record, "client_name") == ["guessed_place"]
    assert answer.confidence < 0.9


def test_an_unanswered_label_is_blank_with_the_place_of_its_answer():
    record = read(("Client's name:", "Rowan Testcase"), ("DOB:", None), ("Case #:", ""))

    assert (record.answer("client_dob").state, record.answer("client_dob").place.cell) == (State.BLANK, "B2")
    assert (record.answer("case_number").state, record.answer("case_number").place.cell) == (State.BLANK, "B3")
    assert record.answer("worker_name").state is State.ABSENT


def test_a_label_with_its_explanation_below_it_in_the_cell():
    record = read(("Client's name *\nFirst and last name, as on official papers.", "Rowan Testcase"))

    assert record.value("client_name") == "Rowan Testcase"
    assert record.unplaced == ()


def test_two_labels_on_one_line():
    record = read(("Client's name:", "Rowan Testcase", "DOB:", "07/14/2012"), ("Case name:", "", "Case #:", "000417"))

    assert record.value("client_dob") == "2012-07-14"
    assert record.answer("case_name").state is State.BLANK
    assert record.value("case_number") == "000417"


@pytest.mark.parametrize(
    "row", [("Case Name/Number:", "Testcase / CW-2026-0417"), ("Case Name/Number: Testcase / CW-2026-0417",)]
)
def test_combined_labels(row):
    record = read(row)

    assert (record.value("case_name"), record.value("case_number")) == ("Testcase", "CW-2026-0417")
    assert record.unplaced == ()


def test_headings_are_context():
    record = read(
        ("Client",), ("Name:", "Rowan Testcase"), ("Phone:", "207-555-0134"),
        ("Requesting worker",), ("Name:", "Ada Clerk"), ("Phone:", "207-555-0145"),
        ("Supervisor",), ("Name:", "Quill Placeholder"),
    )  # fmt: skip

    assert record.value("client_name") == "Rowan Testcase"
    assert record.value("client_phone") == "2075550134"
    assert record.value("worker_name") == "Ada Clerk"
    assert record.value("worker_phone") == "2075550145"
    assert record.value("supervisor_name") == "Quill Placeholder"


def test_a_word_that_is_heading_and_label_is_a_label_where_its_value_stands():
    record = read(("Supervisor", "Requesting worker"), ("Quill Placeholder", "Ada Clerk"))

    assert (record.value("supervisor_name"), record.value("worker_name")) == ("Quill Placeholder", "Ada Clerk")


def test_a_typed_cell_counts_by_its_value():
    record = read_boxes(
        cell(1, 1, "Case #:"),
        cell(1, 2, "417", value=417),
        cell(2, 1, "Phone:"),
        cell(2, 2, "2075550134", value=2075550134.0),
    )

    assert record.value("case_number") == "417"
    assert kinds(record, "case_number") == ["number_as_text"]
    assert record.value("client_phone") == "2075550134"


def test_a_cell_with_an_error_is_unreadable():
    from caseforms.model import Remark

    broken = cell(1, 2, "", raw="#REF!", remarks=(Remark("error_cell", {"c": "B1", "v": "#REF!"}),))
    answer = read_boxes(cell(1, 1, "Client's phone:"), broken).answer("client_phone")

    assert (answer.state, answer.raw) == (State.UNREADABLE, "#REF!")
    assert [remark.kind for remark in answer.remarks] == ["error_cell"]


# ---- names ----


def test_the_name_of_a_cell_says_what_it_holds():
    record = read_boxes(
        cell(9, 9, "Rowan Testcase", name="cf.client_name"),
        cell(1, 1, "Client's name:"),
        cell(1, 2, "somebody else"),
        cell(10, 9, "x", name="cf.services_requested.drug_testing"),
        cell(11, 9, "Juniper Sample", name="cf.household_clients.1.name"),
        cell(12, 9, "blue", name="cf.nothing"),
    )

    assert record.answer("client_name").source == "cell:I9"
    assert record.value("client_name") == "Rowan Testcase"
    assert record.value("services_requested") == ["drug_testing"]
    assert record.value("household_clients") == [{"name": "Juniper Sample"}]
    assert ("", "blue") in left(record)
    assert "somebody else" in [raw for _, raw in left(record)]


# ---- ticks ----


@pytest.mark.parametrize("mark", ["☒", "☑", "✓", "[x]", "[X]", "(x)"])
def test_glyphs_before_captions(mark):
    record = read(("Services requested",), (f"{mark} Drug testing",), ("☐ Visitation",), ("[ ] Anger management",))

    assert record.value("services_requested") == ["drug_testing"]
    assert record.unplaced == ()


@pytest.mark.parametrize(
    "rows", [[("Drug testing", "x"), ("Visitation", "")], [("X", "Drug testing"), (" ", "Visitation")]]
)
def test_an_x_beside_a_caption(rows):
    assert read(("Services requested",), *rows).value("services_requested") == ["drug_testing"]


def control(row: int, column: int, caption: str, *, ticked: bool) -> Box:
    return cell(row, column, "")._replace(kind=BoxKind.TICK, label=caption, ticked=ticked)


def test_form_controls_by_their_caption():
    record = read_boxes(
        cell(1, 1, "Services requested"), control(2, 1, "Drug testing", ticked=True),
        control(3, 1, "Visitation", ticked=False),
    )  # fmt: skip

    assert record.value("services_requested") == ["drug_testing"]


@pytest.mark.parametrize(("yes", "no", "value"), [(True, False, "yes"), (False, True, "no"), (False, False, None)])
def test_form_controls_with_the_question_on_the_left(yes, no, value):
    record = read_boxes(
        cell(1, 1, "Interpreter needed?"), control(1, 2, "Yes", ticked=yes), control(1, 3, "No", ticked=no),
        cell(2, 1, "Urgent?"), control(2, 2, "Yes", ticked=False), control(2, 3, "No", ticked=True),
    )  # fmt: skip

    assert record.value("interpreter_needed") == value
    assert record.value("urgent") == "no"


def test_both_form_controls_ticked():
    record = read_boxes(
        cell(1, 1, "Urgent?"), control(1, 2, "Yes", ticked=True), control(1, 3, "No", ticked=True)
    )  # fmt: skip

    assert record.answer("urgent").state is State.UNREADABLE
    assert kinds(record, "urgent") == ["two_answers"]


@pytest.mark.parametrize(("text", "value"), [("Yes", "yes"), ("☒ Yes ☐ No", "yes"), ("☐ Yes ☒ No", "no"), ("n", "no")])
def test_yes_no_in_one_cell(text, value):
    assert read(("Interpreter needed?", text)).value("interpreter_needed") == value


def test_captions_below_their_question_are_no_value_of_it():
    record = read(
        ("Client's name", "Rowan Testcase"), ("Services requested",), ("Anger Management", "x"), ("Drug Testing",),
        ("Visits", "X"), ("Therapy",),
    )  # fmt: skip

    assert sorted(record.value("services_requested")) == ["anger_management", "visitation"]
    assert kinds(record, "services_requested") == []
    assert record.unplaced == ()


# ---- tables ----


def test_a_table_under_its_heading():
    record = read(
        ("Client's name", "Rowan Testcase"), ("Other clients",), ("Name", "DOB", "Shoe size"),
        ("Juniper Sample", "03/02/2010", "36"), ("Quill Placeholder",), (), ("Case name", "Testcase"),
    )  # fmt: skip
    answer = record.answer("household_clients")

    assert answer.value == [{"name": "Juniper Sample", "dob": "2010-03-02"}, {"name": "Quill Placeholder"}]
    assert (record.value("client_name"), record.value("case_name")) == ("Rowan Testcase", "Testcase")
    assert record.answer("client_dob").state is State.ABSENT
    assert [raw for _, raw in left(record)] == ["36"]


# ---- what is left over ----


def test_what_the_form_does_not_know_is_kept_with_the_words_on_its_left():
    record = read(("Client's name:", "Rowan Testcase"), ("Favourite colour:", "blue"), ("Favourite number:", None))

    assert left(record) == [("Favourite colour", "blue")]
    assert record.unplaced[0].place.cell == "B2"


def test_the_title_is_no_answer():
    record = read(
        ("Treatment Services Referral Request",), ("Cedar Valley Department",), ("Client's name:", "Rowan Testcase")
    )

    assert record.unplaced == ()
    assert record.value("client_name") == "Rowan Testcase"


def test_an_answer_that_looks_like_print_is_kept():
    record = read(("Client's name:", "Rowan Testcase"), ("Favourite service:", "Drug testing"))

    assert left(record) == [("Favourite service", "Drug testing")]


def test_a_real_workbook(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Referral"
    sheet.merge_cells("A1:D1")
    sheet["A1"] = "Treatment Services Referral Request"
    for row, (label, value) in enumerate(
        [("Client's name", "Rowan Testcase"), ("DOB", "07/14/2012"), ("Client phone", "(207) 555-0134"),
         ("Case name", "Testcase"), ("Case #", "CW-2026-0417"), ("Caseworker", "Ada Clerk"),
         ("Supervisor", "Quill Placeholder"), ("Date of request", "03/02/2026"),
         ("Services requested", "Drug testing; Visitation")], 3,
    ):  # fmt: skip
        sheet.cell(row, 1, label)
        sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=4)
        sheet.cell(row, 2, value)
    buffer = io.BytesIO()
    book.save(buffer)
    record = record_of(submission_of(buffer.getvalue(), tmp_path, "form.xlsx"))

    assert record.form == "treatment-referral"
    assert record.value("services_requested") == ["drug_testing", "visitation"]
    assert {name for name in INDEX.required if record.value(name) is None} == set()
    assert (record.unplaced, record.remarks, record.part) == ((), (), "Referral")


# ---- sheets as offices have them ----


def test_each_persons_phone_stands_behind_the_person():
    record = read(
        ("Client", "Rowan Testcase", "DOB", "07/14/2012"),
        ("Social Worker", "Ada Clerk", "Phone", "207-555-0190"),
        ("Attorney", "Lex Codex", "Phone", "207-555-0171"),
    )

    assert record.value("worker_phone") == "2075550190"
    assert record.answer("client_phone").state is State.ABSENT
    assert ("Phone", "207-555-0171") in left(record)


def test_blocks_side_by_side():
    record = read(
        ("Client", None, None, "Social Worker"),
        ("Name", "Rowan Testcase", None, "Name", "Ada Clerk"),
        ("Phone", "207-555-0134", None, "Phone", "207-555-0190"),
    )

    assert (record.value("client_name"), record.value("worker_name")) == ("Rowan Testcase", "Ada Clerk")
    assert (record.value("client_phone"), record.value("worker_phone")) == ("2075550134", "2075550190")


def test_headings_in_a_column_of_their_own():
    record = read(
        ("CLIENT", "Name", "Rowan Testcase"), (None, "Phone", "207-555-0134"),
        ("CASE", "Case Name", "Testcase"),
        ("SUPERVISOR", "Name", "Bo Sample"), (None, "Phone", "207-555-0191"),
    )  # fmt: skip

    assert (record.value("client_name"), record.value("supervisor_name")) == ("Rowan Testcase", "Bo Sample")
    assert (record.value("client_phone"), record.value("supervisor_phone")) == ("2075550134", "2075550191")


def test_values_before_their_labels():
    record = read(("Rowan Testcase", "Client Name"), ("07/14/2012", "DOB"), ("Testcase", "Case Name"))

    found = [record.value(name) for name in ("client_name", "client_dob", "case_name")]
    assert found == ["Rowan Testcase", "2012-07-14", "Testcase"]


def test_the_mark_of_a_row_stands_where_the_row_has_room_for_it():
    record = read(
        ("Services Requested:",),
        ("x", "Drug Testing"), ("x", "Anger Management"), (None, "Visitation"),
        ("ICWA applies?", "Yes", "X", "No"),
    )  # fmt: skip

    assert record.value("services_requested") == ["drug_testing", "anger_management"]
    assert record.value("icwa_applies") == "yes"


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("* Client's Full Legal Name (please print):", "client_name"),
        ("Name of Requesting Social Worker", "worker_name"),
        ("Social Worker's Phone Number", "worker_phone"),
        ("Case No. (not court)", "case_number"),
        ("2. Date of Birth (mm/dd/yyyy)", "client_dob"),
    ],
)
def test_labels_in_other_words(label, field):
    assert read((label, "x1"), ("Case Name", "Sample")).answer(field).raw == "x1"
