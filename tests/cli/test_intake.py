"""`intake`: every file accounted for exactly once, whatever happens around it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import openpyxl
from clerk import Desk, put, referral, registered, sheet


def exported(caseforms: Desk, office: Path) -> list[dict]:
    return json.loads(caseforms("--office", office, "register", "export", "--format", "json").out)


def filled_inbox(inbox: Path) -> None:
    put(inbox, "good.pdf", referral())
    put(inbox, "deep/er/poor.xlsx", sheet(client_name="Rowan Testcase", client_phone="", case_number="CW-2026-0418"))
    put(inbox, "deep/copy of good.pdf", referral())
    put(inbox, "note.txt", b"Please call.")
    put(inbox, "torn.pdf", referral()[:2000])


def test_every_file_is_accounted_for(caseforms: Desk, inbox: Path, office: Path):
    filled_inbox(inbox)
    out = inbox.parent / "out"
    said = caseforms("--office", office, "intake", inbox, "--out", out)
    assert (said.code, said.err) == (0, "")
    assert "Intake of March 31, 2026: 5 files." in said.out
    for result, count in (("Ready", 1), ("To fix", 1), ("Not read", 2), ("Already known", 1)):
        assert f"{result} {count}" in " ".join(said.out.split())
    assert "What to do next" in said.out
    assert [row["id"] for row in exported(caseforms, office)] == ["R-2026-00001", "R-2026-00002"]
    book = openpyxl.load_workbook(out / "intake.xlsx")
    assert {"Summary", "Ready", "To fix", "Not read", "Already known", "All answers"} <= set(book.sheetnames)
    names = {
        cell.value for name in ("Ready", "To fix", "Not read", "Already known") for row in book[name] for cell in row
    }
    assert all(any(isinstance(text, str) and path.name in text for text in names) for path in inbox.rglob("*.*"))


def test_a_second_intake_adds_nothing(caseforms: Desk, inbox: Path, office: Path):
    filled_inbox(inbox)
    intake = ("--office", office, "intake", inbox, "--out", inbox.parent / "out")
    caseforms(*intake)
    before = exported(caseforms, office)
    said = caseforms(*intake)
    assert said.code == 0
    assert "Already known 3" in " ".join(said.out.split())
    assert exported(caseforms, office) == before


def test_the_same_bytes_under_another_name_are_known(caseforms: Desk, inbox: Path, office: Path):
    first = put(inbox, "a.pdf", referral())
    caseforms("--office", office, "intake", first, "--out", inbox.parent / "out")
    again = put(inbox, "b.pdf", first.read_bytes())
    said = caseforms("--office", office, "intake", again, "--out", inbox.parent / "out")
    assert "Already known 1" in " ".join(said.out.split())
    assert len(exported(caseforms, office)) == 1


def test_results_inside_the_inbox_are_no_input(caseforms: Desk, inbox: Path, office: Path):
    put(inbox, "a.pdf", referral())
    intake = ("--office", office, "intake", inbox, "--out", inbox / "out")
    for _ in range(2):
        assert "1 file." in caseforms(*intake).out
    assert (inbox / "out" / "intake.xlsx").exists()


def test_results_in_the_inbox_itself_do_not_hide_the_inbox(caseforms: Desk, inbox: Path, office: Path):
    put(inbox, "a.pdf", referral())
    assert "1 file." in caseforms("--office", office, "intake", inbox, "--out", inbox).out


def test_originals_are_never_changed(caseforms: Desk, inbox: Path, office: Path):
    filled_inbox(inbox)
    files = [path for path in inbox.rglob("*") if path.is_file()]
    before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in files]
    caseforms("--office", office, "intake", inbox, "--out", inbox.parent / "out")
    assert [(path.read_bytes(), path.stat().st_mtime_ns) for path in files] == before
    assert sorted(path for path in inbox.rglob("*") if path.is_file()) == sorted(files)


def test_fail_on(caseforms: Desk, inbox: Path, office: Path):
    put(inbox, "poor.pdf", referral(client_phone=""))
    intake = ("--office", office, "intake", inbox, "--out", inbox.parent / "out")
    assert caseforms(*intake, "--fail-on", "error").code == 1
    assert caseforms(*intake, "--fail-on", "error").code == 0, "known already: nothing new to fail on"
    put(inbox, "torn.pdf", b"")
    assert caseforms(*intake).code == 0, "every file is accounted for"
    assert caseforms(*intake, "--fail-on", "error").code == 3


def test_names_are_initials_on_the_screen(caseforms: Desk, inbox: Path, office: Path):
    put(inbox, "a.pdf", referral(client_name="Rowan Testcase", client_phone=""))
    put(inbox, "b.pdf", referral(client_name="ROWAN TESTCASE", client_dob="07/05/1990", client_phone=""))
    out = ("--out", inbox.parent / "out")
    said = caseforms("--office", office, "intake", inbox, *out)
    assert [name for name in ("rowan", "testcase", "juniper") if name in said.out.lower()] == []


def test_quiet(caseforms: Desk, inbox: Path, office: Path):
    put(inbox, "a.pdf", referral())
    said = caseforms("--quiet", "--office", office, "intake", inbox, "--out", inbox.parent / "out")
    assert "What to do next" not in said.out
    assert "Ready" in said.out
    assert said.err == ""


def test_without_an_office_the_register_lies_with_the_user(caseforms: Desk, inbox: Path):
    put(inbox, "a.pdf", referral())
    assert caseforms("intake", inbox, "--out", inbox.parent / "out").code == 0
    assert "1 entry." in caseforms("register", "list").out
    assert list((inbox.parent / "user").rglob("register.sqlite3"))


def test_a_form_that_is_named_is_taken_for_granted(caseforms: Desk, inbox: Path, office: Path):
    put(inbox, "a.pdf", referral())
    intake = ("--office", office, "intake", inbox, "--out", inbox.parent / "out", "--form")
    assert caseforms(*intake, "gone").code == 2
    assert not registered(office)
    assert caseforms(*intake, "provider-contact-page").code == 0
    assert [row["form"] for row in exported(caseforms, office)] == ["provider-contact-page"]


def test_two_clerks_at_once(caseforms: Desk, inbox: Path, office: Path):
    for number in range(24):
        put(inbox, f"{number:02}.pdf", referral(case_number=f"CW-2026-{number:04}"))
    words = [sys.executable, "-m", "caseforms", "--office", office, "intake", inbox, "--out"]
    clerks = [
        subprocess.Popen(
            [*map(str, words), str(inbox.parent / f"out{number}")], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for number in range(2)
    ]
    for clerk in clerks:
        _, err = clerk.communicate(timeout=60)
        assert (clerk.returncode, err) == (0, b"")
    rows = exported(caseforms, office)
    assert Counter(row["file"] for row in rows) == {path.as_posix(): 1 for path in inbox.iterdir()}
    assert "sound" in caseforms("--office", office, "register", "verify").out
