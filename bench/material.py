"""The files that are timed: our own blanks, filled with invented answers by independent tools."""

from __future__ import annotations

import random
from pathlib import Path

import openpyxl
import pypdf

from caseforms.definitions.blank import blank_of
from caseforms.definitions.form import FormDefinition
from caseforms.definitions.load import load_forms
from caseforms.workspace import shipped
from caseforms.writers.blank_pdf import write_blank_pdf
from caseforms.writers.blank_xlsx import write_blank_xlsx

_FIRST = ("Rowan", "Juniper", "Quill", "Marisol", "Émile", "Linden", "Sage", "Wren", "Hollis", "Marlow")
_LAST = ("Testcase", "Sample", "Example", "Placeholder", "Demo", "Fabrica")


def answers(number: int) -> dict[str, str]:
    """Give a complete, valid treatment referral; nobody shares a name, phone or case with another number."""
    rng = random.Random(number)  # noqa: S311  invented people need no cryptography
    return {
        "client_name": f"{_FIRST[number % 10]} {_LAST[number // 10 % 6]}{number}",
        "client_dob": f"{rng.randint(1, 12):02}/{rng.randint(1, 28):02}/{rng.randint(1950, 2000)}",
        "client_phone": f"(207) 555-{100 + number % 100:04}",
        "client_address": "100 Example Street, Sampleton, ME 00000",
        "case_name": f"{_LAST[number // 10 % 6]}{number}",
        "case_number": f"CW-2026-{number:04}",
        "worker_name": "Ada Placeholder",
        "worker_email": "ada.placeholder@example.org",
        "supervisor_name": "Quill Example",
        "form_date": "03/06/2026",
        "basis_date": "02/20/2026",
        "preferred_language": "English",
        "location_preference": "Sampleton",
        "cultural_considerations": "None",
        "reason": "The family asks for help with routines. " * 3,
    }


def treatment_referral() -> FormDefinition:
    """Give the form that is filled."""
    return load_forms(shipped("forms"))["treatment-referral"]


def fill_pdfs(folder: Path, count: int) -> list[Path]:
    """Write `count` filled fillable PDFs with pypdf."""
    blank = folder / "blank.pdf"
    write_blank_pdf(blank_of(treatment_referral(), "Cedar Valley Department of Human Services"), blank)
    paths = []
    for number in range(count):
        writer = pypdf.PdfWriter(clone_from=str(blank))
        values: dict[str, str] = answers(number) | {"services_requested.nurturing_parenting": "/nurturing_parenting"}
        for page in writer.pages:
            writer.update_page_form_field_values(page, values, auto_regenerate=False)
        paths.append(folder / f"referral-{number:04}.pdf")
        writer.write(str(paths[-1]))
    blank.unlink()
    return paths


def fill_sheets(folder: Path, count: int, start: int = 5000) -> list[Path]:
    """Write `count` filled Excel forms with openpyxl."""
    blank = folder / "blank.xlsx"
    write_blank_xlsx(blank_of(treatment_referral(), "Cedar Valley Department of Human Services"), blank)
    paths = []
    for number in range(start, start + count):
        book = openpyxl.load_workbook(blank)
        for name, value in answers(number).items():
            sheet, cell = next(book.defined_names[f"cf.{name}"].destinations)
            book[sheet][cell.replace("$", "").partition(":")[0]] = value
        paths.append(folder / f"referral-{number:04}.xlsx")
        book.save(paths[-1])
    blank.unlink()
    return paths
