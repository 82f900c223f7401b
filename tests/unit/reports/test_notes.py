import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseforms.errors import UsageError
from caseforms.reports.base import Labels, month
from caseforms.reports.case_notes import minutes
from caseforms.reports.clients import Client, find_client
from caseforms.reports.last import last_dates
from caseforms.reports.note_problems import Limits
from caseforms.reports.notes import notes_of_client, notes_of_worker

MARCH, TODAY = month("2026-03"), dt.date(2026, 3, 31)
ROWAN = {"client_name": "Rowan Testcase", "client_id_number": "000417"}
WORDS = [f"w{chr(97 + i)}{chr(97 + j)}" for i in range(5) for j in range(20)]
LONG = " ".join(WORDS[:23])  # 20 runs of four words


@pytest.fixture
def note(entry):
    def build(day="2026-03-10", written=LONG, **values):
        given = {"author": "Quill Placeholder", "is_monthly_review": "yes", **ROWAN, **values}
        return entry("case-notes", note_date=day, note_text=written, **given)

    return build


@pytest.fixture
def listed(entry):
    def build(start="2026-01-01", end=None, **values):
        given = {"worker_name": "Quill Placeholder", **ROWAN, **values}
        return entry("caseload-list", assigned_date=start, unassigned_date=end, **given)

    return build


def report(*entries, client="000417", period=MARCH, today=TODAY, **more):
    return notes_of_client(entries, find_client(entries, client), period, today, **more)


def problems(*entries, **more):
    return [(one.code, one.grade) for one in report(*entries, **more).note_problems]


def test_the_notes_of_the_month_in_order(note):
    entries = [
        note("2026-03-31", "Fourth, on the last day."),
        note("2026-03-10", note_time="2:30 PM"),
        note("2026-03-10", note_time="9:15 am"),
        note("2026-03-01", "First of all, on the first."),
        note("2026-02-28", "Last of February, not of March."),
        note("2026-04-01", "First of April, not of March."),
        note("2026-03-12", client_name="Juniper Sample", client_id_number="000401"),
    ]
    found = report(*entries)
    assert [(one.date.day, one.time) for one in found.notes] == [(1, ""), (10, "9:15 am"), (10, "2:30 PM"), (31, "")]
    assert set(found.entries) == {one.id for one in entries[:4]}
    assert found.period == MARCH
    assert found.client.name == "Rowan Testcase"


def test_what_a_note_says(note):
    labels = Labels({}, {"topics": {"reentry": "Reentry"}, "note_type": {"contact": "Contact"}})
    one = note(topics=["reentry"], note_type="contact", entered_date="2026-04-02", note_time="10:00")
    assert report(one, labels=labels).notes == (
        (
            dt.date(2026, 3, 10),
            "10:00",
            "Contact",
            ("Reentry",),
            LONG,
            "Quill Placeholder",
            dt.date(2026, 4, 2),
            2,
            True,
        ),
    )


def test_the_review_is_the_last_note_that_is_one(note):
    entries = [
        note("2026-03-03"),
        note("2026-03-20", is_monthly_review=None, note_type="monthly_review", author="Ada Clerk"),
        note("2026-03-30", is_monthly_review="no"),
    ]
    assert report(*entries).review == (dt.date(2026, 3, 20), "Ada Clerk")
    assert report(entries[2]).review is None


def test_a_good_month_has_no_problem(note, listed):
    assert problems(note(), listed()) == []


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("2026-03-01", None, [("NOT001", "warning")]),
        ("2026-03-02", None, [("NOT001", "note")]),
        ("2026-01-01", "2026-03-31", [("NOT001", "warning")]),
        ("2026-01-01", "2026-03-30", [("NOT001", "note")]),
        ("2026-01-01", "2026-02-28", []),
        ("2026-04-01", None, []),
    ],
)
def test_a_month_without_a_note(listed, start, end, found):
    assert problems(listed(start, end)) == found


def test_nothing_is_missing_before_the_month_is_over(note, listed):
    assert problems(listed(), today=dt.date(2026, 3, 30)) == []
    assert problems(note(is_monthly_review="no"), today=dt.date(2026, 3, 30)) == []


def test_without_a_list_a_missing_note_is_only_mentioned(note):
    assert problems(note("2026-02-10")) == [("NOT001", "note")]


@pytest.mark.parametrize(("concerns", "found"), [("None", []), (None, [("NOT001", "note")])])
def test_a_whole_termination_summary_is_the_months_entry(entry, listed, concerns, found):
    sections = dict.fromkeys(("progress", "problems", "recent_developments"), "None")
    summary = entry(
        "status-change", change_type="discharge", effective_date="2026-03-20", concerns=concerns, **ROWAN, **sections
    )
    assert problems(listed(), summary) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (None, [("NOT003", "error")]),
        ("", [("NOT003", "error")]),
        ("Met him at work", [("NOT003", "error")]),
        ("Met him at work -", [("NOT003", "error")]),
        ("Met him at work today", []),
        ("No change.", [("NOT003", "error"), ("NOT013", "warning")]),
        ("No change since last month. Same as last month.", [("NOT013", "warning")]),
    ],
)
def test_a_note_that_says_too_little(note, written, found):
    assert problems(note(written=written)) == found


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"author": None}, "Author is missing."),
        ({"client_id_number": None}, "Client number is missing."),
        ({"day": "2026-04-01", "period": month("2026-04")}, "Date is in the future."),
        ({"day": None}, "Date is missing."),
    ],
)
def test_a_note_that_lacks_its_marks(note, values, said):
    period = values.pop("period", MARCH)
    found = report(note(**values), client="Rowan Testcase", period=period).note_problems
    assert [(one.code, one.message, one.grade) for one in found] == [("NOT004", said, "error")]
    assert found[0].label == said.partition(" is")[0]
    assert found[0].number == 1


def test_a_note_of_today_is_not_in_the_future(note):
    assert problems(note("2026-03-31")) == []


@pytest.mark.parametrize(
    ("before", "code"),
    [
        ("2026-02-28", "NOT005"),
        ("2025-12-01", "NOT005"),
        ("2025-11-30", None),
        ("2026-03-01", None),
        ("2026-04-01", None),
        (None, None),
    ],
)
def test_a_note_is_compared_with_those_of_the_three_months_before(note, before, code):
    found = [one for one in problems(note("2026-03-10"), note(before, came="2026-03-05")) if one[0] != "NOT004"]
    assert found == ([(code, "error")] if code else [])


def test_dates_and_the_name_do_not_hide_a_copy(note):
    old = note("2026-02-10", f"{LONG} Rowan came on 02/09/2026 at 10:00")
    new = note("2026-03-10", f"{LONG} Testcase came on March 9 at 2:15 pm")
    found = report(old, new).note_problems
    assert [one.message for one in found] == ["This is word for word the note of 02/10/2026."]
    assert found[0].where == f"Note of 03/10/2026 ({new.id})"


@pytest.mark.parametrize(("kept", "percent"), [(19, 80), (18, None), (20, 85)])
def test_from_eighty_percent_on_a_note_is_copied(note, kept, percent):
    new = " ".join([*WORDS[:kept], *WORDS[50 : 50 + 23 - kept]])
    found = report(note("2026-02-10"), note(written=new)).note_problems
    expected = f"{percent}% the same as the note of 02/10/2026."
    assert [(one.code, one.message, one.grade) for one in found] == (
        [("NOT006", expected, "warning")] if percent else []
    )


def test_the_limit_is_a_setting(note):
    new = " ".join([*WORDS[:18], *WORDS[50:55]])
    entries = [note("2026-02-10"), note(written=new)]
    assert problems(*entries, limits=Limits(similarity=0.75)) == [("NOT006", "warning")]
    assert problems(*entries, limits=Limits(similarity=0.76)) == []


@pytest.mark.parametrize(("words", "grade"), [(19, "note"), (20, "error")])
def test_under_twenty_words_the_same_text_is_only_mentioned(note, words, grade):
    written = " ".join(WORDS[:words])
    assert problems(note("2026-02-10", written), note(written=written)) == [("NOT005", grade)]


def test_a_copied_note_is_told_once_and_not_as_missing(note, listed):
    assert problems(note("2026-02-10"), note(), listed()) == [("NOT005", "error")]


@pytest.mark.parametrize(
    ("tail", "place", "grade"),
    [
        ("still away in March", None, "note"),
        ("still away on 03/12/2026", None, "note"),
        ("still away on 02/12/2026", None, "error"),
        ("still at the county jail", "County Jail", "note"),
        ("still away", "County Jail", "error"),
    ],
)
def test_an_absence_note_may_repeat_its_words_if_it_is_of_the_month(entry, note, tail, place, grade):
    out = entry("status-change", change_type="absence_out", out_date="2026-01-10", holding_location=place, **ROWAN)
    old, new = (note(day, f"{LONG} {tail}", note_type="absence") for day in ("2026-02-12", "2026-03-12"))
    assert problems(out, old, new) == [("NOT005", grade)]


def test_notes_without_a_review(note, listed):
    plain = note(is_monthly_review="no")
    assert problems(plain, listed()) == [("NOT008", "warning")]
    assert problems(plain, listed("2026-03-02")) == [("NOT008", "note")]
    assert problems(plain, note("2026-03-20", " ".join(WORDS[30:60]))) == []


@pytest.mark.parametrize(("entered", "found"), [("2026-03-31", []), ("2026-04-01", [("NOT011", "note")]), (None, [])])
def test_a_note_entered_after_its_month(note, entered, found):
    assert problems(note("2026-03-31", entered_date=entered)) == found


def test_days_late_are_counted_from_the_months_end(note):
    found = report(note("2024-02-29", entered_date="2024-03-01"), period=month("2024-02"))
    assert found.notes[0].late_days == 1
    assert found.note_problems[0].message == "Entered 1 day after the month."


@pytest.mark.parametrize(
    ("back", "kind", "due"),
    [
        (None, "contact", True),
        (None, "absence", False),
        (None, "return", True),
        ("2026-03-20", "return", False),
        ("2026-04-02", "return", True),
        ("2026-03-01", "contact", False),
        ("2026-03-02", "contact", True),
    ],
)
def test_a_month_away_needs_a_note_that_says_so(entry, note, back, kind, due):
    out = entry("status-change", change_type="absence_out", out_date="2026-01-10", return_date=back, **ROWAN)
    found = report(out, note(note_type=kind))
    assert [one.code for one in found.note_problems] == (["NOT002"] if due else [])
    assert len(found.absences) == (back != "2026-03-01")
    assert (out.id in found.entries) == (back != "2026-03-01")


def test_an_empty_absence_note_says_nothing(entry, note):
    out = entry("status-change", change_type="absence_out", out_date="2026-01-10", **ROWAN)
    assert problems(out, note(note_type="absence", written="Away")) == [("NOT003", "error"), ("NOT002", "warning")]


def test_problems_are_numbered_the_gravest_first(note):
    new = note("2026-03-30", entered_date="2026-04-02", written="Nothing.", is_monthly_review="no")
    found = report(note("2026-02-10"), new).note_problems
    assert [(one.number, one.grade) for one in found] == [(1, "error"), (2, "warning"), (3, "note")]
    assert all(all(one) for one in found)  # nothing on the page is blank


def test_the_clients_of_a_worker(note, listed):
    other = {"client_name": "Juniper Sample", "client_id_number": "000401"}
    entries = [
        listed(),
        listed(end="2026-02-27", client_name="Wren Example", client_id_number="000402"),
        listed(worker_name="Ada Clerk", client_name="Ada Demo", client_id_number="000403"),
        note(**other),
        note(client_name="Marisol Fabrica", client_id_number="000404", author="Ada Clerk"),
    ]
    found = notes_of_worker(entries, "Placeholder, Quill", MARCH, TODAY)
    assert [one.client.name for one in found] == ["Juniper Sample", "Rowan Testcase"]
    assert [len(one.notes) for one in found] == [1, 0]
    with pytest.raises(UsageError, match="No client and no note of Nobody Example"):
        notes_of_worker(entries, "Nobody Example", MARCH, TODAY)


@pytest.mark.parametrize(
    ("clock", "minute"),
    [("0:00", 0), ("12:00 AM", 0), ("9:15", 555), ("2:30 p.m.", 870), ("12:05 pm", 725), ("1430", 870), ("noon", 1440)],
)
def test_times(clock, minute):
    assert minutes(clock) == minute


def test_last_note_and_last_contact(note):
    entries = [
        note("2026-02-10", note_type="contact"),
        note("2026-02-12", contact_method="telephone"),
        note("2026-03-10"),
        note("2026-04-10"),
    ]
    assert last_dates(entries, TODAY) == (None, dt.date(2026, 3, 10), dt.date(2026, 2, 12))
    assert last_dates([], TODAY) == (None, None, None)


DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 5, 31))


@given(
    rows=st.lists(st.tuples(DAYS, st.sampled_from(["", "9:00", "2 PM", "later"]), st.sampled_from([LONG, "", "Hi."])))
)
def test_the_notes_are_those_of_the_month_sorted_and_the_problems_numbered(entry, rows):
    entries = [
        entry("case-notes", note_date=day.isoformat(), note_time=time, note_text=written, **ROWAN)
        for day, time, written in rows
    ]
    found = notes_of_client(entries, Client("Rowan Testcase", "000417", key="testcase|rowan|"), MARCH, TODAY)
    keys = [(one.date, minutes(one.time)) for one in found.notes]
    assert keys == sorted(keys)
    assert len(keys) == sum(day.month == 3 for day, *_ in rows)
    assert [one.number for one in found.note_problems] == list(range(1, len(found.note_problems) + 1))
