"""`register documents`, and what `register show` says of them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import sqlite3
from pathlib import Path

import openpyxl
import pytest
from clerk import Desk

from caseforms.model import Answer, Record, Report, State
from caseforms.register.base import NewDocument
from caseforms.register.store import open_register

AT = dt.datetime(2026, 3, 31, 10, 5)


@pytest.fixture
def kept(office: Path) -> Path:
    """An office whose register holds three requests, two of them with a document, and a document of no entry."""
    answers = {"client_name": Answer("client_name", "Client's name", "name", State.ANSWERED, "Rowan Testcase")}
    reports = [
        Report(f"{n}.pdf", f"{n}" * 64, record=Record("treatment-referral", "2026-01", answers)) for n in (1, 2, 3)
    ]
    store = open_register(office / "register.sqlite3")
    store.add(reports, who="Ana Clerk", at=AT)
    store.record_documents(
        [
            NewDocument("ack", "Acknowledgement", (f"R-2026-0000{n}",), "ack.docx", "e" * 64, "f" * 64, f"{n}-ack.docx")
            for n in (1, 2)
        ]
        + [
            NewDocument(
                "notes", "Case notes", (), "notes.docx", "e" * 64, "d" * 64, "000417-notes.docx",
                about="000417 2026-03", due=dt.date(2026, 4, 7),
            )
        ],
        who="=Ana Clerk",
        at=AT,
    )  # fmt: skip
    store.close()
    return office


def test_show_lists_the_documents_of_the_entry_and_their_events(caseforms: Desk, kept: Path):
    shown = caseforms("--office", kept, "register", "show", "r-2026-00001").out
    assert "Documents" in shown
    assert "1-ack.docx" in shown
    assert "D-2026-00001 made" in shown
    assert "03/31/2026 10:05" in shown
    assert "D-2026-00002" not in shown
    assert "2-ack.docx" not in shown


def test_an_entry_without_documents_has_no_empty_table(caseforms: Desk, kept: Path):
    shown = caseforms("--office", kept, "register", "show", "R-2026-00003").out
    assert "R-2026-00003" in shown
    assert "Documents" not in shown


def test_all_are_listed_or_those_of_an_entry_or_a_code(caseforms: Desk, kept: Path):
    def said(*words: str) -> str:
        answer = caseforms("--office", kept, "register", "documents", *words)
        assert answer.code == 0
        return answer.out

    assert "3 documents." in said()
    assert "000417 2026-03" in said()
    assert "1 document." in said("r-2026-00002")
    assert "2 documents." in said("--code", "ack")
    assert "0 documents." in said("R-2026-00001", "--code", "notes")


def test_an_entry_that_is_not_there_is_said(caseforms: Desk, kept: Path):
    said = caseforms("--office", kept, "register", "documents", "R-2026-00009")
    assert (said.code, said.out) == (2, "")


def test_for_other_programs_and_for_excel(caseforms: Desk, kept: Path):
    documents = ("--office", kept, "register", "documents")
    rows = json.loads(caseforms(*documents, "--format", "json").out)
    assert [row["id"] for row in rows] == ["D-2026-00001", "D-2026-00002", "D-2026-00003"]
    assert rows[0]["entries"] == ["R-2026-00001"]
    assert (rows[2]["due"], rows[2]["made"], rows[2]["sha256"]) == ("2026-04-07", "2026-03-31T10:05:00", "d" * 64)
    lines = caseforms(*documents, "R-2026-00002", "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == [rows[1]]
    table = list(csv.DictReader(io.StringIO(caseforms(*documents, "--format", "csv").out)))
    assert [row["Who"] for row in table] == ["'=Ana Clerk"] * 3
    assert caseforms(*documents, "--format", "xlsx").code == 2, "Excel on the screen"
    assert caseforms(*documents, "--format", "xlsx", "--out", "list.csv").code == 2
    said = caseforms(*documents, "--format", "xlsx", "--out", "list.xlsx")
    assert "Wrote 3 documents to list.xlsx" in said.err
    heading, *cells = openpyxl.load_workbook("list.xlsx").active.iter_rows(values_only=True)
    assert heading[0] == "ID"
    assert [row[0] for row in cells] == [row["id"] for row in rows]


def test_the_text_goes_to_a_file_too(caseforms: Desk, kept: Path):
    caseforms("--office", kept, "register", "documents", "--out", "list.txt")
    assert "000417-notes.docx" in Path("list.txt").read_text(encoding="utf-8")


def test_export_lists_entries_only(caseforms: Desk, kept: Path):
    rows = json.loads(caseforms("--office", kept, "register", "export", "--format", "json").out)
    assert [row["id"] for row in rows] == ["R-2026-00001", "R-2026-00002", "R-2026-00003"]
    assert "documents" not in rows[0]


def test_verify_covers_documents(caseforms: Desk, kept: Path):
    verify = ("--office", kept, "register", "verify")
    assert caseforms(*verify).code == 0
    with sqlite3.connect(kept / "register.sqlite3") as connection:
        connection.execute("DROP TRIGGER document_no_update")
        connection.execute("UPDATE document SET who = 'Nobody' WHERE id = 'D-2026-00002'")
    connection.close()
    said = caseforms(*verify)
    assert said.code == 5
    assert "Document D-2026-00002 was changed after it was made." in said.out
    assert "D-2026-00001" not in said.out
