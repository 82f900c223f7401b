"""What a clerk has before her: a filled request, a folder to put it in, a command and what it says."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from builders import blank, filled_by_openpyxl, filled_by_pikepdf

from caseforms.cli.boundary import run

FORM = "treatment-referral"

#: A complete request for treatment services: no rule has anything to say.
COMPLETE = {
    "client_name": "Juniper Sample",
    "client_dob": "07/04/1990",
    "client_phone": "(207) 555-0134",
    "case_name": "Sample",
    "case_number": "CW-2026-0417",
    "worker_name": "Quill Placeholder",
    "worker_phone": "(207) 555-0101",
    "supervisor_name": "Marisol Example-Demo",
    "form_date": "03/02/2026",
    "services_requested.nurturing_parenting": "X",
    "service_basis": "Court order",
    "basis_date": "03/01/2026",
    "program": "Family Maintenance (FM)",
    "pathway": "Later request",
    "preferred_language": "English",
    "interpreter_needed": "No",
    "location_preference": "Sampleton",
    "cultural_considerations": "None",
    "worker_signature": "Quill Placeholder",
    "signature_date": "03/02/2026",
}


class Said(NamedTuple):
    """What a command left: exit code and both streams."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


class Desk:
    """Runs commands in this process as on March 31, 2026."""

    def __init__(self, streams: pytest.CaptureFixture[str]) -> None:
        self._streams = streams

    def __call__(self, *words: object, as_of: str = "2026-03-31") -> Said:
        code = run(["--as-of", as_of, *map(str, words)])
        return Said(code, *self._streams.readouterr())


def registered(office: Path) -> int:
    """Count what an office has registered."""
    with contextlib.closing(sqlite3.connect(office / "register.sqlite3")) as connection:
        return connection.execute("SELECT count(*) FROM entry").fetchone()[0]


def process(*words: object) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, as a shell does."""
    command = [sys.executable, "-m", "caseforms", *map(str, words)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def referral(**changes: str) -> bytes:
    """A filled request as PDF; "" leaves an answer out."""
    return filled_by_pikepdf(blank(FORM, "pdf"), {name: text for name, text in (COMPLETE | changes).items() if text})


def sheet(**changes: str) -> bytes:
    """The same as an Excel form."""
    return filled_by_openpyxl(blank(FORM, "xlsx"), {name: text for name, text in (COMPLETE | changes).items() if text})


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
