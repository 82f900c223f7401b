from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import sqlite3
import threading
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from caseforms.errors import OperatingError, UsageError
from caseforms.model import Report, Severity, State, Unplaced
from caseforms.register.base import Filters
from caseforms.register.batch import Batch
from caseforms.register.store import Store, open_register

NAMES = {"who": "Ana Clerk"}


def sql(path: Path, statement: str, *, by_force: bool = False) -> None:
    """Change the file behind the register's back."""
    connection = sqlite3.connect(path)
    if by_force:
        connection.execute("DROP TRIGGER event_no_update")
        connection.execute("DROP TRIGGER event_no_delete")
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_referral_gets_its_number_and_goes_on_by_its_findings(register: Store, report, at):
    good = report("a.pdf", severities=(Severity.WARNING, Severity.NOTE))
    bad = report("b.pdf", severities=(Severity.ERROR, Severity.ERROR))
    assert register.add([good, bad], who="Ana Clerk", at=at) == ["R-2026-00001", "R-2026-00002"]
    first, second = register.entries()
    assert (first.submission, first.kind, first.status) == ("S-2026-00001", "referral", "screening")
    assert (first.errors, first.warnings, first.notes) == (0, 1, 1)
    assert (second.submission, second.status, second.errors) == ("S-2026-00002", "incomplete", 2)
    assert [(e.from_, e.to, e.who, e.role, e.at) for e in register.events("R-2026-00002")] == [
        ("new", "received", "Ana Clerk", "clerk", at),
        ("received", "incomplete", "Ana Clerk", "clerk", at),
    ]


def test_other_forms_are_called_after_their_file(register: Store, report, at):
    forms = [
        report("list.xlsx", form="release-of-information", part="row 2"),
        report("list.xlsx", form="treatment-referral", part="row 3"),
        report("list.xlsx", form="provider-contact-page", part="row 4"),
    ]
    assert register.add(forms, at=at, **NAMES) == ["S-2026-00001-1", "R-2026-00001", "S-2026-00001-3"]
    assert {entry.submission for entry in register.entries()} == {"S-2026-00001"}
    assert [entry.status for entry in register.entries()] == ["received", "screening", "received"]
    assert [entry.part for entry in register.entries()] == ["row 2", "row 3", "row 4"]


def test_the_whole_report_comes_back(register: Store, report, at):
    sent = report("a.pdf", severities=(Severity.ERROR,))
    box = Unplaced("Text31", "Nickname", "Ro", sent.record.answer("client_name").place)
    sent = Report(**{name: getattr(sent, name) for name in Report.__slots__} | {"unplaced": (box,)})
    [id_] = register.add([sent], at=at, **NAMES)
    full = register.entry(id_.lower())
    assert full.record.answers == sent.record.answers
    assert list(full.record.answers) == list(sent.record.answers)
    assert full.record.unplaced == (box,)
    assert full.findings == sent.findings
    assert [answer.state for answer in full.record.answers.values()][-3:] == [
        State.BLANK,
        State.ABSENT,
        State.UNREADABLE,
    ]
    assert [event.to for event in full.events] == ["received", "incomplete"]
    assert full.entry.values == {"client_name": "Rowan Testcase", "client_dob": "2012-03-04"}
    assert full.entry.received == dt.datetime(2026, 3, 30, 9, 15)


def test_an_entry_that_is_not_there_is_a_clear_refusal(register: Store):
    with pytest.raises(UsageError, match="no entry of this number"):
        register.entry("R-2026-00009")


def test_the_same_content_comes_in_once(register: Store, report, at):
    twice = [report("a.pdf", sha256="1" * 64), report("copy of a.pdf", sha256="1" * 64)]
    assert register.add(twice, at=at, **NAMES) == ["R-2026-00001", ""]
    assert register.add(twice, at=at, **NAMES) == ["", ""]
    assert register.known("1" * 64) == register.entries()[0]
    assert register.known("2" * 64) is None
    assert len(register.entries()) == 1
    assert len(register.events()) == 2


def test_what_gave_no_record_is_not_registered(register: Store, report, at):
    assert register.add([Report("x.pdf", "3" * 64)], at=at, **NAMES) == [""]
    assert register.add([Report("x.pdf", "3" * 64), report("a.pdf")], at=at, **NAMES) == ["", "R-2026-00001"]


def test_numbers_start_again_each_year_and_have_no_gaps(register: Store, report, at, monkeypatch):
    register.add([report("a.pdf"), report("b.pdf")], at=at, **NAMES)
    with monkeypatch.context() as patched:
        patched.setattr(Batch, "_tell", _fail)
        with pytest.raises(ZeroDivisionError):
            register.add([report("c.pdf")], at=at, **NAMES)
    assert register.add([report("d.pdf")], at=at, **NAMES) == ["R-2026-00003"]
    assert register.add([report("e.pdf")], at=at.replace(year=2027), **NAMES) == ["R-2027-00001"]
    assert register.add([report("f.pdf")], at=at, **NAMES) == ["R-2026-00004"]
    assert register.verify() == []


def _fail(*_: object) -> None:
    raise ZeroDivisionError


def test_a_crash_in_the_middle_leaves_nothing(path: Path, register: Store, report, at):
    sql(path, "CREATE TRIGGER crash BEFORE INSERT ON event WHEN NEW.id = 3 BEGIN SELECT RAISE(FAIL, 'crash'); END")
    with pytest.raises(Exception, match="crash") as crashed:
        register.add([report("a.pdf"), report("b.pdf")], at=at, **NAMES)
    assert "Rowan" not in str(crashed.value)
    assert register.entries() == []
    assert register.events() == []
    assert register.known("a.pdf".ljust(64, "0")) is None


def test_history_knows_what_rules_ask(register: Store, report, at):
    register.add([report("a.pdf", client_name="Émile O'Fabrica", client_dob="2012-03-04")], at=at, **NAMES)
    history = register.history()
    [known] = history.find("dob", "2012-03-04")
    assert (known.id, known.form, known.path, known.status) == (
        "R-2026-00001",
        "treatment-referral",
        "a.pdf",
        "screening",
    )
    assert known.received == dt.date(2026, 3, 30)
    assert known.values["client_name"] == "Émile O'Fabrica"
    assert "case_number" not in known.values
    assert history.find("sha256", "a.pdf".ljust(64, "0")) == [known]
    assert history.find("name", known.keys["name"]) == [known]


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (Filters(), ["a.pdf", "b.pdf", "c.pdf"]),
        (Filters(status="incomplete"), ["b.pdf"]),
        (Filters(form="release-of-information"), ["c.pdf"]),
        (Filters(kind="referral"), ["a.pdf", "b.pdf"]),
        (Filters(text="EMILE"), ["a.pdf"]),
        (Filters(text="b.pdf"), ["b.pdf"]),
        (Filters(text="individual"), ["c.pdf"]),
        (Filters(text="100%"), []),
        (Filters(since=dt.date(2026, 3, 31), until=dt.date(2026, 3, 31)), ["a.pdf", "b.pdf", "c.pdf"]),
        (Filters(since=dt.date(2026, 4, 1)), []),
        (Filters(until=dt.date(2026, 3, 30)), []),
    ],
)
def test_entries_are_filtered(register: Store, report, at, filters: Filters, names: list[str]):
    sent = [
        report("a.pdf", client_name="Émile O'Fabrica"),
        report("b.pdf", severities=(Severity.ERROR,)),
        report("c.pdf", form="release-of-information", items=["individual"], rows=[{"relation": "individual"}]),
    ]
    register.add(sent, at=at, **NAMES)
    assert [entry.path for entry in register.entries(filters)] == names


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (
            "UPDATE entry SET content = replace(content, 'Rowan', 'Robin') WHERE id = 'R-2026-00002'",
            "Entry R-2026-00002",
        ),
        ("UPDATE entry SET answered = replace(answered, 'Rowan', 'Robin') WHERE id = 'R-2026-00002'", "was changed"),
        (
            "UPDATE entry SET content = replace(content, 'error', 'note') WHERE id = 'R-2026-00001'",
            "Entry R-2026-00001",
        ),
        ("UPDATE entry SET status = 'approved' WHERE id = 'R-2026-00002'", "a status that its events do not give"),
        ("UPDATE submission SET sender = 'other@example.org'", "Entry R-2026-00001 was changed"),
        ("DELETE FROM entry WHERE id = 'R-2026-00002'", "Entry R-2026-00002 is missing."),
        ("UPDATE event SET who = 'Nobody' WHERE id = 3", "Event 3 was changed."),
        ("UPDATE event SET at = '2026-01-01T00:00:00' WHERE id = 6", "Event 6 was changed."),
        ("UPDATE event SET from_status = 'approved' WHERE id = 4", "broken at event 4"),
        ("UPDATE event SET previous = 'x' WHERE id = 4", "broken at event 4"),
        ("DELETE FROM event WHERE id = 1", "Event 1 is missing."),
        ("DELETE FROM event WHERE id = 4", "Event 4 is missing."),
        ("DELETE FROM event WHERE id IN (2, 3)", "Events 2 to 3 are missing."),
        ("DELETE FROM event WHERE id = 6", "Entry R-2026-00003 has a status"),
        ("DELETE FROM event WHERE id > 4", "Entry R-2026-00003 has no first event."),
    ],
)
def test_verify_finds_what_was_changed_by_hand(path: Path, register: Store, report, at, change: str, found: str):
    register.add([report(f"{n}.pdf", severities=(Severity.ERROR,)) for n in "abc"], at=at, **NAMES)
    assert register.verify() == []
    sql(path, change, by_force=True)
    assert any(found in problem for problem in register.verify())


@pytest.mark.parametrize("change", ["UPDATE event SET who = 'Nobody'", "DELETE FROM event"])
def test_the_database_itself_refuses_to_change_events(path: Path, register: Store, report, at, change: str):
    register.add([report()], at=at, **NAMES)
    with pytest.raises(sqlite3.IntegrityError, match="events are never"):
        sql(path, change)


def test_staff_can_ask_the_database_for_answers_and_findings(path: Path, register: Store, report, at):
    register.add([report("a.pdf", severities=(Severity.ERROR,), client_name="Rowan", items=["x", "y"])], at=at, **NAMES)
    connection = sqlite3.connect(path)
    answers = connection.execute("SELECT field, state, value, raw, page, confidence FROM answer").fetchall()
    findings = connection.execute("SELECT entry, code, severity, field, page FROM finding").fetchall()
    connection.close()
    assert ("client_name", "answered", "Rowan", "Rowan", 1, 0.9) in answers
    assert ("request_date", "unreadable", None, "soon", 1, None) in answers
    assert ("gender", "absent", None, None, None, None) in answers
    assert [json.loads(row[2]) for row in answers if row[0] == "items"] == [["x", "y"]]
    assert findings == [("R-2026-00001", "PER000", "error", "gender", None)]


def _add_all(path: Path, reports: list[Report], who: str) -> list[str]:
    register = open_register(path)
    ids = [id_ for one in reports for id_ in register.add([one], who=who, at=dt.datetime(2026, 3, 31))]
    register.close()
    return ids


def test_two_clerks_at_once_lose_and_double_nothing(path: Path, report):
    reports = [report(f"{n}.pdf") for n in range(25)]
    start = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=start) as pool:  # both make the register, too
        runs = [pool.submit(_add_all, path, reports, who) for who in ("Ana Clerk", "Ben Clerk")]
        ids = [run.result() for run in runs]
    winners = [first or second for first, second in zip(*ids, strict=True)]
    assert all(not (first and second) for first, second in zip(*ids, strict=True))
    assert sorted(winners) == [f"R-2026-{n:05}" for n in range(1, 26)]
    register = open_register(path)
    assert sorted(entry.path for entry in register.entries()) == sorted(one.path for one in reports)
    assert register.verify() == []
    register.close()


def test_threads_share_one_register(register: Store, report, at):
    reports = [report(f"{n}.pdf") for n in range(10)]
    results: list[list[str]] = []
    clerks = [threading.Thread(target=lambda: results.append(register.add(reports, at=at, **NAMES))) for _ in range(3)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    assert sorted(map(any, results)) == [False, False, True]
    assert len(register.entries()) == 10


def test_a_register_in_use_says_so(path: Path, report, at):
    register = open_register(path, wait=0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperatingError, match="in use by someone else; try again in a minute"):
        register.add([report()], at=at, **NAMES)
    assert register.entries() == []  # reading goes on
    other.execute("ROLLBACK")
    other.close()
    assert register.add([report()], at=at, **NAMES) == ["R-2026-00001"]
    register.close()


def test_file_names_and_senders_of_any_bytes_are_kept(register: Store, report, at):
    register.add([report("b\udce4d\0.pdf", sha256="4" * 64)], who="A\udce4", at=at)
    assert register.entries()[0].path == "b\\udce4d\N{REPLACEMENT CHARACTER}.pdf"
    assert register.verify() == []


def test_a_full_disk_loses_nothing_that_was_there(register: Store, report, at):
    register.add([report("a.pdf")], at=at, **NAMES)
    with register._database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(OperatingError, match="full; nothing was registered"):
        register.add([report("b.pdf", client_name="R" * 100_000)], at=at, **NAMES)
    assert [entry.path for entry in register.entries()] == ["a.pdf"]
    assert register.verify() == []
