from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from pathlib import Path

import pytest

from caseforms.errors import OperatingError, UsageError
from caseforms.model import Severity
from caseforms.register import documents, steps
from caseforms.register.base import NewDocument
from caseforms.register.store import Store, open_register

ANA = {"who": "Ana Clerk"}
FIRST = "R-2026-00001"


def letter(*entries: str, code: str = "return", **more: object) -> NewDocument:
    name = f"{entries[0] if entries else 'D'}-{code}.docx"
    return NewDocument(code, "Return for correction", entries, f"{code}.docx", "e" * 64, "f" * 64, name, **more)


@pytest.fixture
def filled(register: Store, report, at) -> Store:
    """A register with two incomplete referrals, one in screening, and a provider's page."""
    bad = (Severity.ERROR,)
    reports = [report("a.pdf", severities=bad), report("b.pdf", severities=bad), report("c.pdf")]
    register.add([*reports, report("d.pdf", form="provider-contact-page")], at=at, **ANA)
    return register


def statuses(register: Store) -> list[str]:
    return [entry.status for entry in register.entries()]


def test_a_document_is_numbered_and_sealed_by_an_event_of_its_own(filled: Store, at):
    new = letter(FIRST, about="000417 2026-03", recipient="S-2026-00004-1", due=dt.date(2026, 4, 7))
    made = filled.record_document(new, who="Ben Clerk", at=at, role="liaison")
    assert (made.id, made.made, made.who) == ("D-2026-00001", at, "Ben Clerk")
    assert {name: getattr(made, name) for name in NewDocument._fields} == new._asdict()
    [event] = filled.events(made.id)
    assert (event.from_, event.to, event.who, event.role, event.at) == ("new", "made", "Ben Clerk", "liaison", at)
    assert len(event.content) == 64
    assert filled.documents() == [made]
    assert statuses(filled)[0] == "incomplete"
    assert filled.verify() == []


def test_numbers_start_again_each_year_and_have_no_gaps(filled: Store, at):
    def numbers(year: int, count: int) -> list[str]:
        new = [letter(FIRST)] * count
        return [made.id for made in filled.record_documents(new, at=at.replace(year=year), **ANA)]

    assert numbers(2026, 2) == ["D-2026-00001", "D-2026-00002"]
    with pytest.raises(UsageError):
        filled.record_documents([letter(FIRST), letter("R-2026-00009")], at=at, **ANA)
    assert numbers(2026, 1) == ["D-2026-00003"]
    assert numbers(2027, 1) == ["D-2027-00001"]
    assert numbers(2026, 1) == ["D-2026-00004"]
    assert filled.verify() == []


def test_none_is_none(filled: Store, at):
    assert filled.record_documents([], at=at, move_to="returned", **ANA) == []
    assert filled.documents() == []


def test_a_return_letter_returns_its_referral_in_the_same_breath(filled: Store, at):
    made = filled.record_document(letter(FIRST), at=at, role="clerk", move_to="returned", **ANA)
    assert statuses(filled) == ["returned", "incomplete", "screening", "received"]
    step = filled.events(FIRST)[-1]
    assert (step.from_, step.to, step.role, step.comment) == ("incomplete", "returned", "clerk", made.id)
    assert filled.entry(FIRST).events[-1] == step
    assert filled.verify() == []


def test_a_referral_that_is_returned_already_stays_so_without_an_event(filled: Store, at):
    twice = [letter(FIRST), letter(FIRST, "R-2026-00002")]
    filled.record_documents(twice, at=at, move_to="returned", **ANA)
    filled.record_document(letter(FIRST), at=at, move_to="returned", **ANA)
    assert [event.to for event in filled.events(FIRST)] == ["received", "incomplete", "returned"]
    assert [event.comment for event in filled.events("R-2026-00002")][-1] == "D-2026-00002"
    assert len(filled.documents()) == 3
    assert filled.verify() == []


@pytest.mark.parametrize(
    ("id_", "role", "said"),
    [
        ("R-2026-00003", "clerk", "R-2026-00003: screening cannot go to returned."),
        ("R-2026-00002", "worker", "incomplete cannot go to returned by the worker."),
    ],
)
def test_a_step_that_is_not_allowed_records_none_of_the_batch(filled: Store, at, id_: str, role: str, said: str):
    before = filled.events()
    with pytest.raises(OperatingError, match=said):
        filled.record_documents([letter("R-2026-00002"), letter(id_)], at=at, role=role, move_to="returned", **ANA)
    assert filled.documents() == []
    assert filled.events() == before
    assert statuses(filled)[1] == "incomplete"


@pytest.mark.parametrize("new", [letter("R-2026-00009"), letter(FIRST, recipient="S-2026-00009-1")])
def test_an_entry_that_is_not_there_is_a_clear_refusal(filled: Store, at, new: NewDocument):
    with pytest.raises(UsageError, match=r"no entry of this number: [RS]-2026-00009"):
        filled.record_document(new, at=at, **ANA)


def test_more_entries_than_a_database_takes_in_one_question(filled: Store, report, at, monkeypatch):
    monkeypatch.setattr(steps, "_AT_ONCE", 2)
    ids = tuple(entry.id for entry in filled.entries())
    for some in (ids, ids[:3], ids[:2], ids[:1]):
        assert filled.record_document(letter(*some), at=at, **ANA).entries == some
    with pytest.raises(UsageError, match="R-2026-00009"):
        filled.record_document(letter(*ids, "R-2026-00009"), at=at, **ANA)


@pytest.mark.parametrize(
    "crash",
    [
        "BEFORE INSERT ON document WHEN NEW.number = 2",
        "BEFORE INSERT ON event WHEN NEW.id = 8",  # the first document's own
        "BEFORE INSERT ON event WHEN NEW.id = 11",  # the last: the second referral's step
        "BEFORE UPDATE ON entry WHEN NEW.id = 'R-2026-00002'",
    ],
)
def test_a_crash_in_the_middle_leaves_nothing(path: Path, filled: Store, at, crash: str):
    before = (filled.events(), statuses(filled))
    _sql(path, f"CREATE TRIGGER crash {crash} BEGIN SELECT RAISE(FAIL, 'crash'); END")
    both = [letter(FIRST), letter("R-2026-00002")]
    with pytest.raises(Exception, match="crash"):
        filled.record_documents(both, at=at, move_to="returned", **ANA)
    assert (filled.events(), statuses(filled)) == before
    assert filled.documents() == []
    _sql(path, "DROP TRIGGER crash")
    made = filled.record_documents(both, at=at, move_to="returned", **ANA)
    assert [one.id for one in made] == ["D-2026-00001", "D-2026-00002"]
    assert filled.verify() == []


def test_found_again_is_the_newest_of_its_kind_for_the_same_entries(filled: Store, at):
    find = filled.find_document
    assert find("return", [FIRST]) is None
    first = filled.record_document(letter(FIRST), at=at, **ANA)
    assert find("return", [FIRST]) == first
    assert find("return", [FIRST]) == first, "asking changes nothing"
    later = filled.record_document(letter(FIRST), at=at.replace(hour=11), **ANA)
    same_moment = filled.record_document(letter(FIRST), at=at.replace(hour=11), **ANA)
    assert find("return", [FIRST]) == same_moment != later
    for others in (
        ("ack", [FIRST]), ("return", []), ("return", [FIRST, "R-2026-00002"]), ("return", [FIRST], "x"),
        ("return", [FIRST], "", "S-2026-00004-1"),
    ):  # fmt: skip
        assert find(*others) is None


def test_neither_order_nor_repetition_of_entries_makes_another_document(filled: Store, at):
    made = filled.record_document(letter("R-2026-00002", FIRST, FIRST, code="fix-list"), at=at, **ANA)
    assert made.entries == ("R-2026-00002", FIRST)
    assert filled.find_document("fix-list", [FIRST, "R-2026-00002"]) == made


def test_the_newest_is_the_last_made_also_after_new_year(filled: Store, at):
    for day in (dt.datetime(2026, 12, 29), dt.datetime(2027, 1, 2), dt.datetime(2026, 12, 30)):
        filled.record_document(letter(FIRST), at=day, **ANA)
    found = filled.find_document("return", [FIRST])
    assert found is not None
    assert found.id == "D-2027-00001"


def test_documents_of_an_entry_and_of_a_code(filled: Store, at):
    new = [letter(FIRST), letter(FIRST, "R-2026-00002", code="fix-list"), letter("R-2026-00002"), letter()]
    made = filled.record_documents(new, at=at, **ANA)
    assert filled.documents() == made
    assert filled.documents(FIRST) == made[:2]
    assert filled.documents("r-2026-00002 ") == made[1:3]
    assert filled.documents(FIRST, "return") == made[:1]
    assert filled.documents(code="return") == [made[0], made[2], made[3]]
    assert filled.documents("R-2026") == filled.documents("R-2026-0000%") == []


def test_rules_are_told_which_letters_went_out(filled: Store, at):
    codes = ("introduction", "return", "introduction")
    filled.record_documents([letter(FIRST, code=code) for code in codes], at=at, **ANA)
    filled.record_document(letter("R-2026-00002", recipient="S-2026-00004-1"), at=at, **ANA)
    known = {one.id: one.letters for one in filled.history().find("dob", "2012-03-04")}
    assert known == {
        FIRST: ("introduction", "return"),
        "R-2026-00002": ("return",),
        "R-2026-00003": (),
        "S-2026-00004-1": (),
    }


COLUMNS = (
    *("year", "number", "code", "title", "entries", "about", "recipient", "same", "template"),
    *("template_sha256", "sha256", "file", "made", "who", "due"),
)


@pytest.mark.parametrize("column", COLUMNS)
def test_verify_finds_a_change_in_any_column(path: Path, filled: Store, at, column: str):
    filled.record_documents([letter(FIRST), letter("R-2026-00002")], at=at, **ANA)
    other = "7" if column in {"year", "number"} else "'x'"
    change = f"UPDATE document SET {column} = {other} WHERE id = 'D-2026-00002'"  # noqa: S608
    _sql(path, change, by_force=True)
    assert filled.verify() == ["Document D-2026-00002 was changed after it was made."]


_ADDED = f"INSERT INTO document SELECT 'D-2026-00004', 2026, 4, {', '.join(COLUMNS[2:])} FROM document LIMIT 1"  # noqa: S608


def test_no_column_is_left_out_of_the_seal():
    assert {*COLUMNS, "id"} == set(documents.made.c.keys())


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("DELETE FROM document WHERE id = 'D-2026-00001'", ["Document D-2026-00001 is missing."]),
        ("DELETE FROM document WHERE id = 'D-2026-00003'", ["Document D-2026-00003 is missing."]),
        (
            _ADDED,
            ["Document D-2026-00004 has no event: it was put in from outside."],
        ),
        (
            "UPDATE document SET id = 'R-2026-00001' WHERE number = 2",
            [
                "Document R-2026-00001 has no event: it was put in from outside.",
                "Document D-2026-00002 is missing.",
            ],
        ),
        ("UPDATE event SET content = '' WHERE entity = 'D-2026-00002'", ["Event 10 was changed."]),
        ("UPDATE event SET to_status = 'sent' WHERE entity = 'D-2026-00002'", ["Event 10 was changed."]),
        ("UPDATE event SET comment = 'D-2026-00003' WHERE entity = 'R-2026-00001'", ["Event 9 was changed."]),
        ("DELETE FROM event WHERE entity = 'D-2026-00002'", ["Event 10 is missing."]),
        ("DELETE FROM event WHERE entity = 'D-2026-00003'", ["Document D-2026-00003 has no event"]),
        ("UPDATE event SET hash = 'x' WHERE entity = 'D-2026-00001'", ["The chain of events is broken at event 9."]),
    ],
)
def test_verify_finds_what_was_done_to_documents_by_hand(path: Path, filled: Store, at, change: str, found: list[str]):
    filled.record_document(letter(FIRST), at=at, move_to="returned", **ANA)
    filled.record_documents([letter("R-2026-00002"), letter()], at=at, **ANA)
    assert filled.verify() == []
    _sql(path, change, by_force=True)
    said = filled.verify()
    assert [sentence for sentence in found if not any(one.startswith(sentence) for one in said)] == []


@pytest.mark.parametrize("change", ["UPDATE document SET who = 'Nobody'", "DELETE FROM document"])
def test_the_database_itself_refuses_to_change_documents(path: Path, filled: Store, at, change: str):
    filled.record_document(letter(FIRST), at=at, **ANA)
    with pytest.raises(sqlite3.IntegrityError, match="documents are never"):
        _sql(path, change)


def test_two_clerks_at_once_lose_and_double_no_number(path: Path, filled: Store, at):
    start = threading.Barrier(2)
    ids: list[str] = []

    def write(who: str) -> None:
        own = open_register(path)
        start.wait()
        for _ in range(10):
            ids.extend(
                made.id for made in own.record_documents([letter(FIRST)] * 3, who=who, at=at, move_to="returned")
            )
        own.close()

    _together(lambda: write("Ana Clerk"), lambda: write("Ben Clerk"))
    assert sorted(ids) == [f"D-2026-{n:05}" for n in range(1, 61)]
    assert [event.to for event in filled.events(FIRST)].count("returned") == 1
    assert filled.verify() == []


def test_a_move_is_a_step_with_its_reason(filled: Store, at):
    event = filled.move(
        " r-2026-00003",
        "denied",
        who="Lee Liaison",
        role="liaison",
        at=at,
        reason_code="single_focus_need",
        comment="x\0",
    )
    assert (event.entity, event.from_, event.to, event.who) == ("R-2026-00003", "screening", "denied", "Lee Liaison")
    assert (event.role, event.at, event.reason_code) == ("liaison", at, "single_focus_need")
    assert event.comment == "x\N{REPLACEMENT CHARACTER}"
    assert filled.events("R-2026-00003")[-1] == event
    assert statuses(filled)[2] == "denied"
    assert filled.verify() == []


def test_a_move_that_is_not_allowed_changes_nothing(filled: Store, at):
    before = filled.events()
    with pytest.raises(OperatingError, match="screening cannot go to approved by the clerk") as refused:
        filled.move("R-2026-00003", "approved", role="clerk", at=at, **ANA)
    assert refused.value.mend == "Ask the liaison to do it."
    with pytest.raises(OperatingError, match="screening cannot go to screening"):
        filled.move("R-2026-00003", "screening", role="liaison", at=at, **ANA)
    with pytest.raises(UsageError, match="no entry of this number"):
        filled.move("R-2026-00009", "approved", role="liaison", at=at, **ANA)
    assert filled.events() == before
    assert statuses(filled)[2] == "screening"


def test_a_crash_in_a_move_leaves_the_status(path: Path, filled: Store, at):
    _sql(path, "CREATE TRIGGER crash BEFORE INSERT ON event BEGIN SELECT RAISE(FAIL, 'crash'); END")
    with pytest.raises(Exception, match="crash"):
        filled.move("R-2026-00003", "approved", role="liaison", at=at, **ANA)
    assert statuses(filled)[2] == "screening"


def test_two_liaisons_cannot_both_move_it(path: Path, filled: Store, report, at):
    filled.add([report(f"m{n}.pdf") for n in range(20)], at=at, **ANA)
    ids = [entry.id for entry in filled.entries() if entry.status == "screening"]
    start = threading.Barrier(2)
    moved: list[str] = []
    refused: list[str] = []

    def decide(to: str) -> None:
        own = open_register(path)
        start.wait()
        for id_ in ids:
            try:
                moved.append(own.move(id_, to, who="Lee Liaison", role="liaison", at=at).entity)
            except OperatingError as error:
                refused.append(error.message.partition(":")[0])
        own.close()

    _together(lambda: decide("duplicate"), lambda: decide("withdrawn"))
    assert sorted(moved) == sorted(refused) == sorted(ids)
    assert filled.verify() == []


def _together(*works) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _sql(path: Path, statement: str, *, by_force: bool = False) -> None:
    """Change the file behind the register's back."""
    connection = sqlite3.connect(path)
    if by_force:
        for table in ("event", "document"):
            connection.execute(f"DROP TRIGGER {table}_no_update")
            connection.execute(f"DROP TRIGGER {table}_no_delete")
    connection.execute(statement)
    connection.commit()
    connection.close()
