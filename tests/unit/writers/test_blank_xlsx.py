import datetime as dt

import openpyxl
import pytest

from caseforms.writers.blank import Blank, BlankField, BlankSection
from caseforms.writers.blank_xlsx import write_blank_xlsx

ROLES = (("parent", "Parent"), ("child", "Child"))
LONG = tuple((f"kind_{number}", f"A kind of help that has a long name, number {number}") for number in range(9))

BLANK = Blank(
    form="ride-request",
    title="Ride Request: What's asked",
    edition="2026-01",
    agency="Cedar Valley Department of Human Services",
    purpose="Ask for a ride.",
    sections=(
        BlankSection(
            "Client",
            (
                BlankField("client_name", "Client's name", "name", required=True, help="First and last name."),
                BlankField("client_dob", "Date of birth", "birth_date"),
                BlankField("client_phone", "Phone", "phone"),
                BlankField("urgent", "Urgent?", "yes_no"),
                BlankField("role", "Role", "choice", choices=ROLES),
                BlankField("kind", "Kind of help", "choice", choices=LONG),
                BlankField("services", "Services", "choices", choices=ROLES),
                BlankField("reason", "Reason", "narrative", lines=5),
                BlankField(
                    "trips",
                    "Trips",
                    "table",
                    rows=2,
                    columns=(
                        *(BlankField(f"c{number}", f"Column {number}", "text") for number in range(8)),
                        BlankField("day", "Day", "date"),
                    ),
                ),
            ),
        ),
        BlankSection("Decision", (BlankField("decision", "Decision", "text", office=True),)),
    ),
)


@pytest.fixture(scope="module")
def blank_file(tmp_path_factory):
    target = tmp_path_factory.mktemp("blank") / "form.xlsx"
    write_blank_xlsx(BLANK, target)
    return target


def answer_cells(book):
    """Answer cells by the part of their defined name after `cf.`"""
    cells = {}
    for name, defined in book.defined_names.items():
        if name.startswith("cf."):
            [(sheet, where)] = defined.destinations
            cells[name.removeprefix("cf.")] = book[sheet][where.replace("$", "")]
    return cells


def test_every_answer_cell_has_the_name_of_its_field(blank_file):
    cells = answer_cells(openpyxl.load_workbook(blank_file))
    columns = [*(f"c{number}" for number in range(8)), "day"]
    assert set(cells) == {
        "client_name", "client_dob", "client_phone", "urgent", "role", "kind", "services.parent", "services.child",
        "reason", "decision", *(f"trips.{row}.{column}" for row in (1, 2) for column in columns),
    }  # fmt: skip
    assert all(cell.value is None for cell in cells.values())
    assert len({cell.coordinate for cell in cells.values()}) == len(cells)


def test_label_stands_left_of_its_answer(blank_file):
    book = openpyxl.load_workbook(blank_file)
    cell = answer_cells(book)["client_phone"]
    assert book.active.cell(cell.row, 1).value == "Phone"
    assert book.active.cell(answer_cells(book)["client_name"].row, 1).value == "Client's name *\nFirst and last name."


def test_formats_keep_what_is_typed(blank_file):
    cells = answer_cells(openpyxl.load_workbook(blank_file))
    assert cells["client_dob"].number_format == "mm/dd/yyyy"
    assert cells["client_phone"].number_format == "@"
    assert cells["reason"].alignment.wrap_text


def test_lists_offer_the_choices_even_where_excel_cannot_hold_them_in_place(blank_file):
    book = openpyxl.load_workbook(blank_file)
    cells = answer_cells(book)
    rules = {str(rule.sqref): rule for rule in book.active.data_validations.dataValidation}
    assert rules[cells["role"].coordinate].formula1 == '"Parent,Child"'
    assert rules[cells["urgent"].coordinate].formula1 == '"Yes,No,Unknown"'
    assert rules[cells["services.child"].coordinate].formula1 == '"X"'
    assert rules[cells["kind"].coordinate].formula1 == "Lists!$A$1:$A$9"
    assert [row[0] for row in book["Lists"].iter_rows(values_only=True)] == [label for _, label in LONG]
    assert book["Lists"].sheet_state == "hidden"
    assert rules[cells["client_name"].coordinate].prompt == "First and last name."


def test_filled_with_openpyxl_every_value_comes_back(tmp_path, blank_file):
    answers = {
        "client_name": "Émile O'Fabrica",
        "client_dob": dt.datetime(2008, 2, 29),
        "client_phone": "0075550134",
        "services.child": "X",
        "trips.2.day": dt.datetime(2026, 3, 6),
        "trips.1.c7": "=text",
    }
    book = openpyxl.load_workbook(blank_file)
    for name, value in answers.items():
        answer_cells(book)[name].value = value
        if isinstance(value, str):
            answer_cells(book)[name].data_type = "s"
    book.save(tmp_path / "filled.xlsx")
    cells = answer_cells(openpyxl.load_workbook(tmp_path / "filled.xlsx"))
    assert {name: cell.value for name, cell in cells.items() if cell.value is not None} == answers


def test_document_says_what_it_is_and_prints_on_one_width(blank_file):
    book = openpyxl.load_workbook(blank_file)
    sheet = book.active
    assert book.properties.keywords == "caseforms:ride-request:2026-01"
    assert book.properties.title == BLANK.title
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.page_setup.orientation == "portrait"
    assert "ride-request, edition 2026-01" in sheet.oddFooter.left.text
    assert sheet.oddFooter.right.text == "Page &P of &N"
    assert not sheet.protection.sheet


def test_same_form_gives_the_same_bytes(tmp_path, blank_file):
    write_blank_xlsx(BLANK, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == blank_file.read_bytes()
