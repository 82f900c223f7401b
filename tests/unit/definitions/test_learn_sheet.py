"""Learning Excel forms."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from caseforms.definitions.learn import LearnedForm
from caseforms.definitions.learned_toml import as_objects, as_toml
from caseforms.definitions.load import load_form
from caseforms.errors import UnreadableFileError
from caseforms.pipeline.learning import learn_blank
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
