"""`register`: listed, shown, exported, and whether it is as it was written."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path

import openpyxl
import pytest
from clerk import Desk, put, referral

from caseforms.register.database import Database


@pytest.fixture
def kept(caseforms: Desk, inbox: Path, office: Path) -> Path:
    """An office whose register holds two requests."""
    put(inbox, "a.pdf", referral())
    put(inbox, "b.pdf", referral(client_name="Rowan Testcase", client_phone="", case_name="-x", case_number="00042-1"))
    assert caseforms("--office", office, "intake", inbox, "--out", inbox.parent / "out").code == 0
    return office


def test_list_and_show_name_nobody(caseforms: Desk, kept: Path):
    listed = caseforms("--office", kept, "register", "list")
    shown = caseforms("--office", kept, "register", "show", "r-2026-00002")
    for said in (listed, shown):
        assert [name for name in ("Juniper", "Rowan", "Testcase") if name in said.out] == []
        assert "R. T." in said.out
    assert "2 entries." in listed.out
    assert "PER009" in shown.out
    assert "Rowan Testcase" in caseforms("--office", kept, "register", "list", "--show-names").out
    assert "Rowan Testcase" in caseforms("--office", kept, "register", "show", "R-2026-00002", "--show-names").out


def test_filters(caseforms: Desk, kept: Path):
    def count(*words: object) -> int:
        return len(json.loads(caseforms("--office", kept, "register", "export", "--format", "json", *words).out))

    assert count() == 2
    assert count("--text", "rowan") == 1
    assert count("--form", "treatment-referral") == 2
    assert count("--form", "provider-contact-page") == 0
    assert count("--since", "2026-03-31", "--until", "03/31/2026") == 2
    assert count("--since", "2026-04-01") == 0
    assert count("--until", "2026-03-30") == 0


def test_show_of_nothing(caseforms: Desk, kept: Path):
    said = caseforms("--office", kept, "register", "show", "R-2026-00009")
    assert (said.code, said.out) == (2, "")


def test_export(caseforms: Desk, kept: Path):
    said = caseforms("--office", kept, "register", "export")
    assert said.code == 0
    page = openpyxl.load_workbook("register-2026-03-31.xlsx").active
    heading, *rows = page.iter_rows(values_only=True)
    assert heading[0] == "ID"
    assert [row[0] for row in rows] == ["R-2026-00001", "R-2026-00002"]
    client, case = heading.index("Client"), heading.index("Case number")
    assert [row[client] for row in rows] == ["Juniper Sample", "Rowan Testcase"]
    assert rows[1][case] == "00042-1"
    listed = json.loads(caseforms("--office", kept, "register", "export", "--format", "json").out)
    assert [row["client"] for row in listed] == ["Juniper Sample", "Rowan Testcase"]
    assert caseforms("--office", kept, "register", "export", "--out", "list.csv").code == 2, "Excel in a .csv"
    caseforms("--office", kept, "register", "export", "--format", "csv", "--out", "list.csv")
    assert Path("list.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    (_, second) = csv.DictReader(io.StringIO(Path("list.csv").read_text(encoding="utf-8-sig")))
    assert second["Case name"] == "'-x"


def test_verify_finds_what_was_changed_behind_its_back(caseforms: Desk, kept: Path):
    verify = ("--office", kept, "register", "verify")
    assert caseforms(*verify).out.startswith("The register is sound: ")
    with sqlite3.connect(kept / "register.sqlite3") as connection:
        connection.execute("UPDATE entry SET answered = replace(answered, 'Rowan', 'Roman')")
    connection.close()
    said = caseforms(*verify)
    assert said.code == 5
    assert "R-2026-00002" in said.out
    assert "R-2026-00001" not in said.out


def test_a_register_in_use_is_said_in_words(caseforms: Desk, kept: Path, inbox: Path, monkeypatch):
    whole = Database.__init__
    monkeypatch.setattr(Database, "__init__", lambda self, target, **_: whole(self, target, wait=0.1))
    put(inbox, "c.pdf", referral(client_name="Tamsin Placeholder"))
    holder = sqlite3.connect(kept / "register.sqlite3", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        said = caseforms("--office", kept, "intake", inbox, "--out", inbox.parent / "out")
    finally:
        holder.close()
    assert said.code == 5
    assert "The register is in use by someone else" in said.err
    assert "2 entries." in caseforms("--office", kept, "register", "list").out


def test_what_is_no_register(caseforms: Desk, office: Path):
    (office / "register.sqlite3").write_bytes(b"not a database at all" * 100)
    said = caseforms("--office", office, "register", "list")
    assert said.code == 5
    assert "not a register" in said.err
