"""Forty one-page letters to PDF, against one bare call of LibreOffice over the same files.

The bare call has the same filter and options and a profile that is there already. It says nothing about files that
fail, prints damaged ones as text, leaves half a file behind when it is stopped, and waits for ever.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import docx
import pypdf

from bench.timing import Pair
from caseforms.errors import OperatingError
from caseforms.writers.office_pdf import convert
from caseforms.writers.office_program import find_program

_LETTERS = 40
_FILTER = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'


def pairs(folder: Path, *, quick: bool) -> list[Pair]:
    """Give the pairs, after checking that both sides make the same pages; none without LibreOffice."""
    try:
        program = find_program()
    except OperatingError as error:
        print(f"left out: {error.message}", file=sys.stderr)
        return []
    ours, plain = folder / "pdf", folder / "bare"
    files = _letters(folder / "letters")
    profile = (folder / "profile").resolve().as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", _FILTER, "--outdir", plain]

    def convert_all() -> None:
        shutil.rmtree(ours, ignore_errors=True)
        assert len(convert(files, ours).done) == _LETTERS  # noqa: S101

    def bare() -> None:
        shutil.rmtree(plain, ignore_errors=True)
        subprocess.run([*command, *files], capture_output=True, check=True)

    convert_all(), bare()
    for file in files:
        pages = _pages(ours / f"{file.stem}.pdf")
        assert pages == _pages(plain / f"{file.stem}.pdf"), file.name  # noqa: S101
        assert len(pages) == 1, "not one page"  # noqa: S101
        assert file.stem in pages[0], file.name  # noqa: S101
    what = f"{_LETTERS} letters to PDF / one bare call of LibreOffice"
    rounds = 3 if quick else 7
    return [
        Pair(f"{what}, wall", convert_all, bare, rounds, 1.2, wall=True),
        Pair(f"{what}, CPU", convert_all, bare, rounds, None),
    ]


def _letters(folder: Path) -> Sequence[Path]:
    """Write letters of one page, with a table as a return letter has it."""
    folder.mkdir()
    files = [folder / f"R-2026-{number:05}-return.docx" for number in range(1, _LETTERS + 1)]
    for file in files:
        document = docx.Document()
        document.add_heading(f"Return of {file.stem}", 1)
        for _ in range(4):
            document.add_paragraph("We cannot work on this referral yet. Please mend what is listed below. " * 3)
        table = document.add_table(0, 3)
        for number in range(1, 6):
            row = table.add_row()
            for cell, text in zip(row.cells, (str(number), "The phone is missing.", "Write it."), strict=True):
                cell.text = text
        document.save(os.fspath(file))
    return files


def _pages(path: Path) -> list[str]:
    """Give the text of each page."""
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]
