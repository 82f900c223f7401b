"""The main job over 500 fillable PDFs and 200 Excel forms, against a plain loop that only reads the values.

The plain loop is what a clerk's nephew would write: pypdf `get_fields` and openpyxl over all cells. It identifies
nothing, checks nothing, registers nothing and writes nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.material import answers, fill_pdfs, fill_sheets
from bench.timing import Pair

_LOOP = """
import sys, warnings
from pathlib import Path
import openpyxl, pypdf
warnings.simplefilter("ignore")
found = 0
for path in sorted(Path(sys.argv[1]).iterdir()):
    if path.suffix == ".pdf":
        found += sum(bool(field.get("/V")) for field in (pypdf.PdfReader(path).get_fields() or {}).values())
    else:
        for sheet in openpyxl.load_workbook(path):
            found += sum(value is not None for row in sheet.iter_rows(values_only=True) for value in row)
print(found)
"""


def pairs(folder: Path, *, quick: bool) -> list[Pair]:
    """Give the pairs, after checking that the intake registers every form with its answers."""
    inbox = folder / "inbox"
    inbox.mkdir()
    pdfs, sheets = (50, 20) if quick else (500, 200)
    files = [*fill_pdfs(inbox, pdfs), *fill_sheets(inbox, sheets)]
    office = folder / "office"
    subprocess.run([*_CASEFORMS, "init", str(office)], capture_output=True, check=True)
    settings = office / "caseforms.toml"  # the plain loop draws no pictures and writes no letters
    settings.write_text(settings.read_text("utf-8").replace("pictures = true", "pictures = false"), encoding="utf-8")
    _check(inbox, files, office)
    rounds = 3 if quick else 5
    what = f"intake of {pdfs} PDF and {sheets} Excel forms / plain pypdf + openpyxl loop"
    whole = folder / "whole"
    subprocess.run([*_CASEFORMS, "init", str(whole)], capture_output=True, check=True)
    more = f"the same with {pdfs + sheets} letters and 150 pictures / without"
    return [
        Pair(f"{what}, wall", lambda: _intake(inbox, office), lambda: _plain(inbox), rounds, 0.2, wall=True),
        Pair(f"{what}, CPU", lambda: _intake(inbox, office), lambda: _plain(inbox), rounds, None),
        Pair(more, lambda: _intake(inbox, whole, ()), lambda: _intake(inbox, office), rounds, None, wall=True),
    ]


def _check(inbox: Path, files: Sequence[Path], office: Path) -> None:
    _intake(inbox, office)
    exported = subprocess.run(
        [*_CASEFORMS, "--office", str(office), "register", "export", "--format", "json"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    rows = {row["case_number"]: row for row in json.loads(exported.stdout)}
    assert len(rows) == len(files)  # noqa: S101
    for path in files:
        wanted = answers(int(path.stem.rpartition("-")[2]))
        assert rows[wanted["case_number"]]["client"] == wanted["client_name"], path.name  # noqa: S101


_CASEFORMS = [sys.executable, "-m", "caseforms", "--as-of", "2026-03-31", "--quiet"]


def _intake(inbox: Path, office: Path, options: Sequence[str] = ("--no-letters",)) -> None:
    """Run the intake into an empty register."""
    for left in office.glob("register.sqlite3*"):
        left.unlink()
    out = office / "out"
    subprocess.run(
        [*_CASEFORMS, "--office", str(office), "intake", str(inbox), "--out", str(out), *options],
        capture_output=True,
        check=True,
    )
    assert (out / "intake.xlsx").exists()  # noqa: S101


def _plain(inbox: Path) -> None:
    subprocess.run([sys.executable, "-c", _LOOP, str(inbox)], capture_output=True, check=True)
