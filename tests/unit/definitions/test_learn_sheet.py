"""Learning Excel forms."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from builders import TODAY
from openpyxl.worksheet.datavalidation import DataValidation

from caseforms.definitions.labels import LabelIndex
from caseforms.definitions.learn import LearnedForm
from caseforms.definitions.learned_toml import as_objects, as_toml
from caseforms.definitions.load import load_form
from caseforms.errors import UnreadableFileError
from caseforms.interpret.records import interpret
from caseforms.model import Submission
from caseforms.pipeline.learning import learn_blank
from caseforms.readers.files import read_file
from caseforms.workspace import shipped


def sheet(folder: Path, cells: dict[str, str], merged: tuple[str, ...] = ()) -> LearnedForm:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Referral"
    for cell, text in cells.items():
        page[cell] = text
    for area in merged:
        page.merge_cells(area)
    path = folder / "blank.xlsx"
    book.save(path)
    return learn_blank(path)


def cells(form: LearnedForm) -> dict[str, list[str]]:
    return {question["name"]: question["cells"] for question in as_objects(form)}


def test_merged_places_two_columns_right_of_their_labels(tmp_path: Path):
    form = sheet(
        tmp_path,
        {"A1": "Referral", "A3": "Client", "A4": "Name:", "K4": "Date of Birth:", "A5": "Telephone:", "K5": "E-mail:"},
        ("C4:H4", "M4:N4", "C5:H5", "M5:O5"),
    )
    assert cells(form) == {
        "client_name": ["Referral!C4"], "client_dob": ["Referral!M4"], "client_phone": ["Referral!C5"],
        "client_email": ["Referral!M5"],
    }  # fmt: skip


def test_the_empty_cell_behind_a_colon(tmp_path: Path):
    form = sheet(tmp_path, {"A1": "Case number:", "A2": "Client's name:", "A3": "Worker:"})
    assert cells(form) == {
        "case_number": ["Referral!B1"], "client_name": ["Referral!B2"], "worker_name": ["Referral!B3"],
    }  # fmt: skip


def test_the_draft_of_a_sheet_loads(tmp_path: Path):
    form = sheet(tmp_path, {"A1": "Case number:", "A2": "Client's name:"})
    file = tmp_path / "draft.toml"
    file.write_text(as_toml(form), "utf-8")
    assert load_form(file, shipped("forms")) == form.form


def test_a_sheet_without_places_is_refused(tmp_path: Path):
    with pytest.raises(UnreadableFileError, match="No sheet has an empty place"):
        sheet(tmp_path, {"A1": "Only words"})


HEADINGS = ["Nr", "First name", "Last name", "Birthdate", "Home phone", "Mailing street", "Mailing city"]


def register(folder: Path, *, rows: int, entries: int = 0, headings: list[str] = HEADINGS) -> LearnedForm:
    """Learn a register; entries: rows in which something may be chosen."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(headings)
    for number in range(1, rows + 1):
        page.append([number])
    if entries:
        chosen = DataValidation(type="list", formula1='"Yes,No"')
        page.add_data_validation(chosen)
        chosen.add(f"H2:H{1 + entries}")
    path = folder / "Case-register.xlsx"
    book.save(path)
    return learn_blank(path)


def test_a_list_is_one_question_a_column(tmp_path: Path):
    form = register(tmp_path, rows=300, entries=300, headings=[*HEADINGS, "Consent"])
    assert cells(form) == {
        "client_name": ["Sheet!B2", "Sheet!C2"], "client_dob": ["Sheet!D2"],
        "client_phone": ["Sheet!E2"], "client_address": ["Sheet!F2", "Sheet!G2"], "consent": ["Sheet!H2"],
    }  # fmt: skip
    assert [choice.label for choice in form.form.named("consent").choices] == ["Yes", "No"]
    assert form.form.named("client_address").label == "Mailing address"
    assert form.form.title == "Case register"


@pytest.mark.parametrize(("entries", "confirm"), [(3, False), (0, True)])
def test_a_list_that_nothing_but_its_headings_shows_is_to_be_confirmed(tmp_path: Path, entries: int, *, confirm: bool):
    form = register(tmp_path, rows=0, entries=entries, headings=[*HEADINGS, "Consent"])
    assert form.form.named("client_dob").confirm is confirm


def test_three_headings_over_nothing_are_no_list(tmp_path: Path):
    with pytest.raises(UnreadableFileError):
        register(tmp_path, rows=0, headings=HEADINGS[1:4])
    assert len(register(tmp_path, rows=0, headings=HEADINGS[1:5]).questions) == 3


def test_a_list_is_read_one_record_a_row(tmp_path: Path):
    form = register(tmp_path, rows=3).form
    book = openpyxl.load_workbook(tmp_path / "Case-register.xlsx")
    page = book.active
    assert page is not None
    filled = (("Rowan", "Testcase", "07/04/1990", "207-555-0134", "1 Sample St", "Harbor"), ("Juniper", "Sample"))
    for row, values in enumerate(filled, 2):
        for column, value in enumerate(values, 2):
            page.cell(row, column, value)
    book.save(tmp_path / "filled.xlsx")
    records = [
        record
        for submission in read_file(tmp_path / "filled.xlsx")
        if isinstance(submission, Submission)
        for record in interpret(submission, submission.pages, LabelIndex(form), TODAY)
    ]
    assert [record.answers["client_name"].value for record in records] == ["Rowan Testcase", "Juniper Sample"]
    assert records[0].answers["client_address"].value == "1 Sample St, Harbor"


def test_sentences_and_empty_areas_without_a_label_ask_nothing(tmp_path: Path):
    text = "Here are some hints that everybody should read before the work begins:"
    form = sheet(tmp_path, {"A1": text, "A3": "Client's name:", "A9": "The end"}, ("D5:F6",))
    assert cells(form) == {"client_name": ["Referral!B3"]}
