"""How commands end: exit codes, words instead of tracebacks, nothing of a form in them (DESIGN 3)."""

from __future__ import annotations

import errno
import io
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from clerk import Desk, process, put, referral, registered, sheet

from caseforms.check import RuleSet
from caseforms.cli import boundary
from caseforms.readers import files, pdf
from caseforms.register.store import Store
from caseforms.version import __version__

SENTENCE = "This is a fault in caseforms, not in your form."
COMMANDS = (
    (),
    ("init",), ("intake",), ("read",), ("check",),
    ("forms",), ("forms", "list"), ("forms", "show"), ("forms", "check"), ("forms", "blank"),
    ("rules",), ("rules", "list"), ("rules", "explain"), ("rules", "test"),
    ("register",), ("register", "list"), ("register", "show"), ("register", "export"), ("register", "verify"),
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(caseforms: Desk, command: tuple[str, ...]):
    for option in ("--help", "-h"):
        said = caseforms(*command, option)
        assert (said.code, said.err) == (0, "")
        assert said.out.startswith("Usage: caseforms")
        assert len(said.out.splitlines()) > 5


def test_version(caseforms: Desk):
    assert caseforms("--version").out == f"caseforms, version {__version__}\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("chek",), "Did you mean 'check'?"),
        (("--fast", "check"), "--fast"),
        (("check",), "PATH"),
        (("check", "gone.pdf"), "gone.pdf"),
        (("intake", "."), "--out"),
        (("read", ".", "--format", "xml"), "xml"),
        (("forms", "show", "gone"), "There is no form gone"),
        (("rules", "explain", "PER999"), "There is no rule PER999"),
        (("forms", "blank", "treatment-referral", "--out", "blank.xlsx"), "blank.xlsx does not end in .pdf"),
        (("register", "list", "--status", "screned"), "'screned' is not one of"),
        (("rules", "test", "PER999"), "There is no rule PER999"),
    ],
)
def test_2_for_wrong_use(caseforms: Desk, words: tuple[str, ...], says: str):
    said = caseforms(*words)
    assert (said.code, said.out) == (2, "")
    assert says in said.err


def test_0_1_and_3(caseforms: Desk, inbox: Path):
    good = put(inbox, "good.pdf", referral())
    poor = put(inbox, "poor.pdf", referral(client_phone=""))
    torn = put(inbox, "torn.pdf", referral()[:1000])
    assert caseforms("check", good).code == 0
    assert caseforms("check", good, poor).code == 1
    assert caseforms("check", good, poor, torn).code == 3
    assert caseforms("read", good, torn).code == 3


@pytest.mark.parametrize("command", ["check", "read", "intake"])
def test_4_before_anything_is_started(caseforms: Desk, inbox: Path, office: Path, command: str):
    settings = office / "caseforms.toml"
    settings.write_text("holidais = []\n" + settings.read_text(encoding="utf-8"), encoding="utf-8")
    form = office / "forms" / "treatment-referral.toml"
    form.write_text(form.read_text(encoding="utf-8").replace('type = "phone"', 'type = "fone"', 1), encoding="utf-8")
    rules = office / "rules" / "per.toml"
    rules.write_text(rules.read_text(encoding="utf-8").replace('"client_name"', '"client_nmae"', 1), encoding="utf-8")
    put(inbox, "a.pdf", referral())
    out = ("--out", inbox.parent / "out") if command == "intake" else ()
    said = caseforms("--office", office, command, inbox, *out)
    if command == "read":  # needs no rules
        assert "client_nmae" not in said.err
    else:
        assert "client_nmae" in said.err
        assert "did you mean client_name?" in said.err.lower().replace("'", "").replace('"', "")
    assert (said.code, said.out) == (4, "")
    for words in ("caseforms.toml", "holidais", "treatment-referral.toml", "fone"):
        assert words in said.err
    assert not registered(office)
    assert not (inbox.parent / "out").exists()


def test_5_without_an_office_or_a_register(caseforms: Desk, office: Path, tmp_path: Path):
    nowhere = ("--office", tmp_path)
    for words in ((*nowhere, "forms", "list"), (*nowhere, "register", "list"), ("init", office)):
        said = caseforms(*words)
        assert (said.code, said.out) == (5, "")
        assert said.err.startswith("Error: ")
        assert len(said.err.splitlines()) == 2, "what is wrong, how to mend it"


def test_5_for_a_register_of_a_newer_version(caseforms: Desk, inbox: Path, office: Path):
    put(inbox, "a.pdf", referral())
    assert caseforms("--office", office, "intake", inbox, "--out", inbox / "out").code == 0
    with sqlite3.connect(office / "register.sqlite3") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    for words in (("register", "list"), ("intake", inbox, "--out", inbox / "out")):
        said = caseforms("--office", office, *words)
        assert said.code == 5
        assert "newer version" in said.err


class TornError(RuntimeError):
    """An error that nobody foresaw, quoting an answer as such errors do."""


def breaking_on(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the PDF reader break on one file."""
    whole = pdf.read

    def read(content: bytes, path: Path | None = None):
        if path is not None and path.name == name:
            raise TornError("cannot read 'Juniper Sample'")
        return whole(content, path)

    monkeypatch.setattr(pdf, "read", read)


def told_to_us(err: str) -> None:
    """The fault is reported with everything that helps, and nothing of the form."""
    assert "Juniper" not in err
    assert "Traceback" not in err
    assert "TornError" in err
    assert __version__ in err
    assert any(line.strip().startswith("readers/files.py:") for line in err.splitlines())


@pytest.mark.parametrize("command", ["read", "check"])
def test_70_and_the_neighbours_are_read(caseforms: Desk, inbox: Path, monkeypatch, command: str):
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        put(inbox, name, referral(client_name="Juniper Sample"))
    breaking_on("b.pdf", monkeypatch)
    said = caseforms(command, inbox, "--format", "jsonl")
    assert said.code == 70
    assert [(Path(found["file"]).name, found["form"] is None) for found in said.objects] == [
        ("a.pdf", False),
        ("b.pdf", True),
        ("c.pdf", False),
    ]
    broken = said.objects[1]
    assert broken["failure"] == {
        "kind": "fault",
        "message": SENTENCE,
        "mend": "Please report it; hand the file in again after the next update.",
    }
    assert broken["sha256"] == said.objects[0]["sha256"]
    assert "Juniper" not in str(broken)
    if command == "check":
        assert [finding["code"] for finding in broken["findings"]] == ["GEN001"]
    assert SENTENCE in said.err
    told_to_us(said.err)


def test_70_at_the_end_of_an_intake(caseforms: Desk, inbox: Path, office: Path, monkeypatch):
    for number, name in enumerate(("a.pdf", "b.pdf", "c.pdf")):
        put(inbox, name, referral(client_name=f"Juniper Sample{'abc'[number]}"))
    breaking_on("b.pdf", monkeypatch)
    intake = ("--office", office, "intake", inbox, "--out", inbox.parent / "out")
    said = caseforms(*intake)
    assert said.code == 70
    assert SENTENCE in said.out, "listed under Not read"
    told_to_us(said.err)
    assert "2 entries." in caseforms("--office", office, "register", "list").out
    assert (inbox.parent / "out" / "intake.xlsx").exists()
    monkeypatch.undo()
    monkeypatch.setenv("COLUMNS", "250")
    assert caseforms(*intake).code == 0
    assert "3 entries." in caseforms("--office", office, "register", "list").out


def list_of(*names: str) -> bytes:
    """A workbook with one request a row."""
    book = openpyxl.Workbook()
    heading = ("Client's Name", "Date of Birth", "Phone", "Case Name", "Case Number", "Services requested", "Program")
    book.active.append(heading)
    for number, name in enumerate(names):
        row = ("07/04/1990", f"(207) 555-010{number}", "Sample", f"CW-2026-041{number}", "Drug testing", "FR")
        book.active.append((name, *row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_70_for_a_rule_that_breaks_takes_the_whole_file(caseforms: Desk, inbox: Path, office: Path, monkeypatch):
    put(inbox, "a.pdf", referral())
    put(inbox, "b.xlsx", list_of("Tamsin Placeholder", "Rowan Testcase", "Merrit Example"))
    whole = RuleSet.check

    def check(self, record, facts):
        if record.value("client_name") == "Rowan Testcase":
            raise TornError("'Rowan Testcase' is no key")
        return whole(self, record, facts)

    intake = ("--office", office, "intake", inbox, "--out", inbox.parent / "out")
    with monkeypatch.context() as broken:
        broken.setattr(RuleSet, "check", check)
        said = caseforms(*intake)
    assert said.code == 70
    assert "Rowan" not in said.out + said.err
    assert "1 entry." in caseforms("--office", office, "register", "list").out
    assert caseforms(*intake).code == 0, "after the next update"
    assert "4 entries." in caseforms("--office", office, "register", "list").out


def test_70_for_what_the_register_cannot_take(caseforms: Desk, inbox: Path, office: Path, monkeypatch):
    for name in ("Juniper Sample", "Rowan Testcase", "Tamsin Placeholder"):
        put(inbox, f"{name[0]}.pdf", referral(client_name=name))
    whole = Store.add

    def add(self, reports, **how):
        if any(report.record.value("client_name") == "Rowan Testcase" for report in reports):
            raise TornError("'Rowan Testcase' cannot be written")
        return whole(self, reports, **how)

    monkeypatch.setattr(Store, "add", add)
    said = caseforms("--office", office, "intake", inbox, "--out", inbox.parent / "out")
    assert said.code == 70
    assert "Rowan" not in said.out + said.err
    assert "2 entries." in caseforms("--office", office, "register", "list").out
    assert "sound" in caseforms("--office", office, "register", "verify").out


def test_70_outside_of_any_file(caseforms: Desk, inbox: Path, monkeypatch):
    def read_files(*_args, **_how) -> Iterator[None]:
        raise TornError("'Juniper Sample'")

    monkeypatch.setattr("caseforms.pipeline.reading_many.read_files", read_files)
    said = caseforms("check", put(inbox, "a.pdf", referral()))
    assert (said.code, said.out) == (70, "")
    assert SENTENCE in said.err
    assert "Juniper" not in said.err
    assert "Traceback" not in said.err


def test_one_torn_attachment_does_not_hide_the_form_before_it(caseforms: Desk, inbox: Path, monkeypatch):
    from email.message import EmailMessage

    mail = EmailMessage()
    mail["Subject"] = "Two forms"
    mail.set_content("attached")
    mail.add_attachment(referral(), maintype="application", subtype="pdf", filename="a.pdf")
    mail.add_attachment(sheet(), maintype="application", subtype="octet-stream", filename="b.xlsx")
    put(inbox, "m.eml", bytes(mail))

    def read(content: bytes):
        raise TornError("'Juniper Sample'")

    monkeypatch.setattr("caseforms.readers.xlsx.read", read)
    said = caseforms("read", inbox, "--format", "jsonl")
    assert said.code == 70
    assert [found["failure"] and found["failure"]["kind"] for found in said.objects] == [None, "fault"]


def full_disk(*_args, **_how) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_leaves_no_half_workbook(caseforms: Desk, inbox: Path, office: Path, monkeypatch):
    put(inbox, "a.pdf", referral())
    monkeypatch.setattr(os, "fsync", full_disk)
    said = caseforms("--office", office, "intake", inbox, "--out", inbox.parent / "out")
    assert said.code == 5
    assert "disk" in said.err
    assert list((inbox.parent / "out").iterdir()) == []
    assert "sound" in caseforms("--office", office, "register", "verify").out


def test_a_full_disk_of_the_register_registers_nothing(caseforms: Desk, inbox: Path, office: Path, monkeypatch):
    from caseforms.register import database

    put(inbox, "a.pdf", referral())
    intake = ("--office", office, "intake", inbox, "--out", inbox.parent / "out")
    assert caseforms(*intake).code == 0
    put(inbox, "b.pdf", referral(client_name="Rowan Testcase", reason="Asked for by the family. " * 5000))
    with monkeypatch.context() as disk:
        disk.setattr(database, "_set_up_sqlite", with_little_room(database._set_up_sqlite))
        said = caseforms(*intake)
    assert said.code == 5
    assert "disk" in said.err
    assert "1 entry." in caseforms("--office", office, "register", "list").out
    assert "sound" in caseforms("--office", office, "register", "verify").out


def with_little_room(set_up):
    def limited(connection, record) -> None:
        set_up(connection, record)
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}").close()

    return limited


def test_a_workbook_open_in_excel_is_found_before_anything_is_registered(
    caseforms: Desk, inbox: Path, office: Path, monkeypatch
):
    put(inbox, "a.pdf", referral())
    book = put(inbox.parent / "out", "intake.xlsx", b"open in Excel")
    whole = Path.open

    def locked(self: Path, *args, **how):
        if self == book:
            raise PermissionError(errno.EACCES, "in use", str(self))
        return whole(self, *args, **how)

    monkeypatch.setattr(Path, "open", locked)
    said = caseforms("--office", office, "intake", inbox, "--out", book.parent)
    assert said.code == 5
    assert "Close intake.xlsx in Excel and run again." in said.err
    monkeypatch.undo()
    assert not registered(office)
    assert [path.name for path in book.parent.iterdir()] == ["intake.xlsx"]


def test_a_folder_that_cannot_be_made(caseforms: Desk, inbox: Path, office: Path):
    put(inbox, "a.pdf", referral())
    said = caseforms("--office", office, "intake", inbox, "--out", inbox / "a.pdf" / "out")
    assert said.code == 5
    assert not registered(office)


def test_stopped_in_the_middle(caseforms: Desk, inbox: Path, office: Path, monkeypatch):
    from caseforms.pipeline import intake

    for number in range(5):
        put(inbox, f"{number}.pdf", referral(client_name=f"Rowan {'abcde'[number]}testcase"))
    whole = files.read_file

    def read_file(path: Path, named: str | None = None):
        if path.name == "4.pdf":
            raise KeyboardInterrupt
        return whole(path, named)

    monkeypatch.setattr(intake, "_TRANSACTION", 2)
    monkeypatch.setattr("caseforms.pipeline.reading.read_file", read_file)
    command = ("--office", office, "intake", inbox, "--out", inbox.parent / "out")
    said = caseforms(*command)
    assert said.code == 130
    assert "What was registered before stays registered" in said.err
    assert "sound" in caseforms("--office", office, "register", "verify").out
    assert "4 entries." in caseforms("--office", office, "register", "list").out
    monkeypatch.setattr("caseforms.pipeline.reading.read_file", whole)
    assert caseforms(*command).code == 0
    assert "5 entries." in caseforms("--office", office, "register", "list").out


def test_as_a_process(inbox: Path):
    path = put(inbox, "ä.pdf", referral(client_name="Zoë Łukasz-Sample"))
    said = process("--as-of", "2026-03-31", "check", path, "--format", "jsonl")
    assert (said.returncode, said.stderr) == (0, "")
    assert "Zoë Łukasz-Sample" in said.stdout
    said = process("chek")
    assert (said.returncode, said.stdout) == (2, "")


@pytest.mark.skipif(os.name == "nt", reason="Windows tells of a closed pipe in another way")
@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_reader_that_has_enough_is_no_failure(inbox: Path, form: str):
    path = put(inbox, "a.pdf", referral())
    ends, starts = os.pipe()
    os.close(ends)
    command = [sys.executable, "-m", "caseforms", "read", str(path), "--format", form]
    said = subprocess.run(command, stdout=starts, stderr=subprocess.PIPE, check=False)
    os.close(starts)
    assert (said.returncode, said.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_output_that_has_no_room_is_told(inbox: Path, form: str):
    path = put(inbox, "a.pdf", referral())
    command = [sys.executable, "-m", "caseforms", "read", str(path), "--format", form]
    with Path("/dev/full").open("wb") as full:
        said = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert said.returncode == 5
    assert said.stderr.startswith(b"Error: No space left on device")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no terminals to borrow")
@pytest.mark.parametrize(("options", "coloured"), [((), True), (("--no-color",), False)])
def test_colours_are_for_a_terminal_and_for_who_wants_them(inbox: Path, options: tuple[str, ...], coloured: bool):  # noqa: FBT001
    path = put(inbox, "a.pdf", referral(client_name=""))
    outer, inner = os.openpty()
    command = [sys.executable, "-m", "caseforms", "--quiet", *options, "check", str(path)]
    environment = {name: text for name, text in os.environ.items() if name != "NO_COLOR"} | {"TERM": "xterm"}
    subprocess.run(command, stdout=inner, stderr=subprocess.DEVNULL, check=False, env=environment)
    said = os.read(outer, 1 << 16).decode()
    os.close(inner)
    os.close(outer)
    assert "1 item to fix" in said
    assert ("\x1b[" in said) is coloured


def test_the_process_sets_itself_up(monkeypatch: pytest.MonkeyPatch):
    """The collector of cycles and the streams belong to a process; here only what is asked of them counts."""
    asked = []
    monkeypatch.setattr(boundary.gc, "set_threshold", lambda *numbers: asked.append(numbers))
    monkeypatch.setattr(boundary.sys, "stdout", Stream(asked))
    monkeypatch.setattr(boundary.sys, "stderr", Stream(asked))
    monkeypatch.setattr(boundary, "run", lambda _args: 5)
    with pytest.raises(SystemExit) as ended:
        boundary.main([])
    assert ended.value.code == 5
    assert asked == [(200_000, 50, 100), *[{"encoding": "utf-8", "errors": "backslashreplace", "newline": "\n"}] * 2]


class Stream:
    def __init__(self, asked: list[object]) -> None:
        self.asked = asked

    def isatty(self) -> bool:
        return False

    def reconfigure(self, **how: object) -> None:
        self.asked.append(how)
