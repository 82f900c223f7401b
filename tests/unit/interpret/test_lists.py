"""Excel row lists: one record a row below a header within the first 15 rows."""

from __future__ import annotations

import pytest
from builders import INDEXES, TODAY
from hypothesis import given
from hypothesis import strategies as st

from caseforms.definitions.labels import LabelIndex
from caseforms.interpret.records import interpret
from caseforms.model import Box, BoxKind, Page, Place, Record, State, Submission
from caseforms.readers.a1 import column_letters

INDEX = INDEXES["treatment-referral"]
HEADER = ("Client Name", "DOB", "Phone", "Case Name", "Case #", "Nickname")
ROWAN = ("Rowan Testcase", "07/14/2012", "207-555-0134", "Testcase", "CW-2026-0417", "Ro")
JUNIPER = ("Juniper Sample", "03/02/2010", "207-555-0135", "Sample", "CW-2026-0418", "")


def read(*rows: tuple[str, ...], hidden: tuple[int, ...] = (), index: LabelIndex = INDEX) -> list[Record]:
    boxes = [
        Box(
            BoxKind.CELL, text, Place(sheet="Clients", cell=f"{column_letters(c)}{r}"), grid=(r, c, 1, 1),
            hidden=r in hidden,
        )
        for r, row in enumerate(rows, 1) for c, text in enumerate(row, 1) if text
    ]  # fmt: skip
    page = Page(1, tuple(boxes), "Clients")
    return interpret(Submission("f.xlsx", "0", "x", (page,)), (page,), index, TODAY)


def names(records: list[Record]) -> list[str | None]:
    return [record.value("client_name") for record in records]


def remarks(record: Record) -> list[tuple[str, dict[str, str]]]:
    return [(remark.kind, dict(remark.words)) for remark in record.remarks if remark.kind != "few_labels"]


def test_one_record_a_row_with_its_place():
    one, two = read(HEADER, ROWAN, JUNIPER)

    assert names([one, two]) == ["Rowan Testcase", "Juniper Sample"]
    assert (one.part, two.part) == ("Clients, row 2", "Clients, row 3")
    answer = two.answer("client_dob")
    assert (answer.value, answer.place.cell, answer.source) == ("2010-03-02", "B3", "column:DOB")
    assert one.value("case_number") == "CW-2026-0417"


def test_columns_the_form_does_not_know_are_kept_with_their_header():
    one, two = read(HEADER, ROWAN, JUNIPER)

    assert [(left.label, left.raw, left.place.cell) for left in one.unplaced] == [("Nickname", "Ro", "F2")]
    assert two.unplaced == ()


def test_a_cell_left_empty_is_blank_at_its_place():
    (record,) = read(HEADER, ("Rowan Testcase", "", "207-555-0134"))

    assert (record.answer("client_dob").state, record.answer("client_dob").place.cell) == (State.BLANK, "B2")
    assert record.answer("worker_name").state is State.ABSENT


@pytest.mark.parametrize(("row", "found"), [(1, 2), (15, 2), (16, 0)])
def test_the_header_stands_within_the_first_fifteen_rows(row, found):
    records = read(*[("Clients of March",)] * (row - 1), HEADER, ROWAN, JUNIPER)

    assert sum(record.part.startswith("Clients, row") for record in records) == found


def test_blank_rows_are_skipped():
    assert names(read(HEADER, (), ROWAN, (), (), JUNIPER, ())) == ["Rowan Testcase", "Juniper Sample"]


@pytest.mark.parametrize(
    "total", [("Total", "2"), ("TOTAL:", "", "2"), ("Grand total", "2", "3"), ("Number of clients", "2")]
)
def test_totals_are_skipped_and_told(total):
    *_, last = records = read(HEADER, ROWAN, JUNIPER, total)

    assert len(records) == 2
    assert remarks(last) == [("skipped_row", {"n": "4", "v": total[0]})]


def test_a_note_between_rows_is_told_by_the_next_record():
    one, two = read(HEADER, ROWAN, ("continued",), JUNIPER)

    assert remarks(one) == []
    assert remarks(two) == [("skipped_row", {"n": "3", "v": "continued"})]


def test_a_full_name_alone_is_a_record():
    assert names(read(HEADER, ROWAN, ("Marisol Example-Demo",))) == ["Rowan Testcase", "Marisol Example-Demo"]


def test_hidden_rows_are_read_and_told():
    one, two = read(HEADER, ROWAN, JUNIPER, hidden=(3,))

    assert remarks(one) == []
    assert remarks(two) == [("hidden_row", {"n": "3"})]
    assert two.value("client_name") == "Juniper Sample"


def test_what_stands_above_the_list_is_said_for_every_row():
    one, two = read(("Clients of March",), ("Requested by:", "Ada Clerk", "Mood:", "good"), HEADER, ROWAN, JUNIPER)

    assert (one.value("worker_name"), two.value("worker_name")) == ("Ada Clerk", "Ada Clerk")
    assert two.answer("worker_name").place.cell == "B2"
    assert [(left.label, left.raw) for left in one.unplaced] == [("Mood", "good"), ("Nickname", "Ro")]
    assert two.unplaced == ()


def test_the_row_says_more_than_what_stands_above():
    (record,) = read(("Client's name:", "Somebody Else"), HEADER, ROWAN)

    assert record.value("client_name") == "Rowan Testcase"
    assert [left.raw for left in record.unplaced] == ["Somebody Else", "Ro"]


def test_a_combined_column():
    one, two = read(
        ("Client Name", "DOB", "Case Name/Number"),
        ("Rowan Testcase", "07/14/2012", "Testcase / CW-2026-0417"),
        ("Juniper Sample",),
    )

    assert (one.value("case_name"), one.value("case_number")) == ("Testcase", "CW-2026-0417")
    assert (two.answer("case_name").state, two.answer("case_number").state) == (State.BLANK, State.BLANK)


def test_columns_that_are_only_close_are_told():
    (record,) = read(("Client Nmae", "DOB", "Case Name", "Case #"), ROWAN[:2] + ROWAN[3:5])

    assert record.value("client_name") == "Rowan Testcase"
    assert [remark.kind for remark in record.answer("client_name").remarks] == ["close_label"]


@pytest.mark.parametrize(
    "rows",
    [
        [("Client Name", "DOB"), ROWAN[:2]],  # two columns may be a form
        [
            ("Client Name", "DOB", "Phone"),
            ROWAN[:3],
            ("Case Name", "Case #", "Program"),
            ROWAN[3:5],
        ],  # labels above values
        [("Client Name:", "Rowan Testcase"), ("DOB:", "07/14/2012"), ("Phone:", "207-555-0134")],
        [HEADER],
    ],
)
def test_a_form_is_no_list(rows):
    (record,) = read(*rows)

    assert record.part == "Clients"


@given(st.lists(st.sampled_from([ROWAN, JUNIPER, (), ("Total", "2"), ("note",)]), max_size=8))
def test_every_filled_row_is_a_record_or_told(rows):
    records = read(HEADER, *rows) if any(rows) else []
    people = [row[0] for row in rows if len(row) > 2]

    if people:
        assert names(records) == people
        told = [words["n"] for record in records for kind, words in remarks(record) if kind == "skipped_row"]
        assert told == [str(number) for number, row in enumerate(rows, 2) if 0 < len(row) <= 2]


# ---- lists as offices have them ----


def test_a_form_with_a_table_below_is_no_list():
    (record,) = read(
        ("Client Name", "Rowan Testcase"), ("DOB", "07/14/2012"), ("Phone", "207-555-0134"),
        ("Other clients who need services",), ("Name", "Date of Birth", "Phone"),
        ("Juniper Sample", "03/02/2010", "207-555-0135"),
    )  # fmt: skip

    assert record.value("client_name") == "Rowan Testcase"
    assert [row["name"] for row in record.value("household_clients")] == ["Juniper Sample"]


def test_two_rows_of_headers():
    one, two = read(
        ("Client", "", "Case", "", "Worker", ""), ("Name", "Phone", "Name", "Number", "Name", "Phone"),
        ("Rowan Testcase", "207-555-0134", "Testcase", "CW-2026-0417", "Ada Clerk", "207-555-0190"),
        ("Juniper Sample", "207-555-0135", "Sample", "CW-2026-0418", "Ada Clerk", "207-555-0190"),
    )  # fmt: skip

    assert (one.value("client_phone"), one.value("worker_phone")) == ("2075550134", "2075550190")
    assert (two.value("client_name"), two.value("case_name")) == ("Juniper Sample", "Sample")


def test_totals_notes_hints_and_headers_that_come_again_are_no_records():
    hints = ("(first last)", "(mm/dd/yyyy)", "(10 digits)")
    found = read(
        HEADER,
        hints,
        ROWAN,
        ("Subtotal Region 1", "1"),
        HEADER,
        JUNIPER,
        ("Note: kept by Ada Clerk",),
        ("Grand Total", "2"),
    )

    assert names(found) == ["Rowan Testcase", "Juniper Sample"]


def test_the_number_of_a_row_is_no_case_number():
    (record,) = read(("#", *HEADER[:4]), ("1", *ROWAN[:4]))

    assert record.answer("case_number").state is State.ABSENT


def test_columns_of_marks():
    one, two = read((*HEADER[:5], "Drug Testing", "Visitation"), (*ROWAN[:5], "x", ""), (*JUNIPER[:5], "", "X"))

    assert (one.value("services_requested"), two.value("services_requested")) == (["drug_testing"], ["visitation"])


NOTES = INDEXES["case-notes"]
NOTE_HEADER = ("Client", "DOC #", "Date", "Type", "Topics", "Case Manager", "Case Note")
NOTE_ROW = ("Rowan Testcase", "000417", "03/02/2026", "Monthly review", "Plan progress", "Quill Placeholder", "Well.")


def test_entries_of_a_list_that_read_like_labels_are_no_second_header():
    records = read(NOTE_HEADER, NOTE_ROW, NOTE_ROW, index=NOTES)
    assert [record.value("topics") for record in records] == [["plan_progress"], ["plan_progress"]]


def test_labels_below_a_header_are_still_labels():
    below = ("Monthly review", "Facility", "Housing", "Plan progress", "Author", "Adjustment", "Reentry")
    (record,) = read(NOTE_HEADER, NOTE_ROW, below, NOTE_ROW, index=NOTES)
    assert record.part == "Clients"
