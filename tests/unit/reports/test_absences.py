import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseforms.reports.absences import Absence, absences, away_in, note_due
from caseforms.reports.assignments import Assigned, assigned, has_summary
from caseforms.reports.base import Labels, month

DAY = dt.date
TODAY = DAY(2026, 3, 31)


def spell(out, back=None):
    return Absence(DAY.fromisoformat(out), DAY.fromisoformat(back) if back else None, "", "")


@pytest.mark.parametrize(
    ("out", "back", "months"),
    [
        ("2026-01-10", "2026-02-20", ["2026-02"]),
        ("2026-01-10", "2026-02-08", []),
        ("2026-01-10", "2026-02-10", []),
        ("2026-01-10", "2026-02-11", []),
        ("2026-01-10", "2026-02-12", ["2026-02"]),
        ("2026-01-10", None, ["2026-02", "2026-03"]),
        ("2026-01-31", "2026-03-02", ["2026-03"]),
        ("2026-01-31", "2026-03-01", []),
        ("2026-01-28", "2026-03-02", ["2026-03"]),
        ("2026-01-27", "2026-03-01", ["2026-02"]),
        ("2026-02-28", None, ["2026-03"]),
        ("2026-03-01", None, []),
        ("2025-12-10", "2026-03-01", ["2026-01", "2026-02"]),
        ("2025-12-10", "2026-03-02", ["2026-01", "2026-02", "2026-03"]),
    ],
)
def test_which_months_need_a_note_on_the_absence(out, back, months):
    year = [f"2026-{number:02d}" for number in range(1, 13)]
    assert [name for name in year if note_due(spell(out, back), month(name), TODAY)] == months


def test_leap_year():
    leap = spell("2024-01-31", "2024-03-02")
    assert not note_due(leap, month("2024-02"), TODAY)  # a month after 01/31 is 02/29: nothing of February is later
    assert note_due(leap, month("2024-03"), TODAY)


@pytest.mark.parametrize(("today", "due"), [("2026-03-10", False), ("2026-03-11", True)])
def test_an_open_absence_is_known_up_to_today(today, due):
    assert note_due(spell("2026-02-10"), month("2026-03"), DAY.fromisoformat(today)) is due


def test_the_time_may_be_set_otherwise():
    assert not note_due(spell("2026-01-10", "2026-02-20"), month("2026-02"), TODAY, after_months=2)


@pytest.mark.parametrize(
    ("out", "back", "away"),
    [
        ("2026-02-01", "2026-03-01", False),
        ("2026-02-01", "2026-03-02", True),
        ("2026-03-31", None, True),
        ("2026-04-01", None, False),
        ("2026-01-01", None, True),
    ],
)
def test_away_in_a_month(out, back, away):
    assert away_in(spell(out, back), month("2026-03")) is away


def change(entry, kind, **values):
    return entry("status-change", client_name="Rowan Testcase", change_type=kind, **values)


def spans(*changes):
    return [(str(one.out), str(one.back) if one.back else "") for one in absences(changes)]


def test_an_absence_of_one_form_or_of_two(entry):
    out = change(entry, "absence_out", out_date="2026-01-10", absence_reason="court", holding_location="County jail")
    back = change(entry, "absence_return", return_date="2026-02-20")
    both = change(entry, "absence_return", out_date="2026-01-10", return_date="2026-02-20")
    assert spans(out) == [("2026-01-10", "")]
    assert spans(out, back) == spans(out, both) == spans(both) == [("2026-01-10", "2026-02-20")]
    labels = Labels({}, {"absence_reason": {"court": "Court"}})
    assert absences([out, back], labels)[0][2:] == ("Court", "County jail")


def test_the_effective_date_stands_for_a_day_that_is_not_given(entry):
    changes = [
        change(entry, "absence_out", effective_date="2026-01-10"),
        change(entry, "absence_return", effective_date="2026-02-20"),
    ]
    assert spans(*changes) == [("2026-01-10", "2026-02-20")]


def test_a_later_form_corrects_an_earlier_one(entry):
    first = change(entry, "absence_out", out_date="2026-01-10", return_date="2026-02-08")
    later = change(entry, "absence_return", out_date="2026-01-10", return_date="2026-02-20")
    assert spans(first, later) == [("2026-01-10", "2026-02-20")]


def test_two_absences_and_the_returns_of_each(entry):
    changes = [
        change(entry, "absence_out", out_date="2026-01-10"),
        change(entry, "absence_return", return_date="2026-01-12"),
        change(entry, "absence_out", out_date="2026-02-01"),
        change(entry, "absence_return", return_date="2026-02-03"),
    ]
    assert spans(*changes) == [("2026-01-10", "2026-01-12"), ("2026-02-01", "2026-02-03")]


def test_moved_on_while_away_is_one_absence(entry):
    changes = [
        change(entry, "absence_out", out_date="2026-01-10", holding_location="County jail"),
        change(entry, "absence_out", out_date="2026-02-01", holding_location="Hospital"),
        change(entry, "absence_return", return_date="2026-03-03"),
    ]
    assert spans(*changes) == [("2026-01-10", "2026-03-03")]
    assert absences(changes)[0].place == "Hospital"


def test_back_and_out_again_on_one_day_are_two_absences(entry):
    changes = [
        change(entry, "absence_out", out_date="2026-01-10", return_date="2026-02-01"),
        change(entry, "absence_out", out_date="2026-02-01", return_date="2026-02-03"),
    ]
    assert spans(*changes) == [("2026-01-10", "2026-02-01"), ("2026-02-01", "2026-02-03")]


def test_out_and_back_on_one_day_is_no_absence(entry):
    out, back = (
        change(entry, "absence_out", out_date="2026-01-10"),
        change(entry, "absence_return", return_date="2026-01-10"),
    )
    assert spans(out, back) == []


def test_what_is_no_absence(entry):
    assert spans(change(entry, "absence_out", out_date="2026-01-10", return_date="2026-01-10")) == []
    assert spans(change(entry, "absence_return", return_date="2026-01-10")) == []
    assert spans(change(entry, "discharge", effective_date="2026-01-10", out_date="2026-01-10")) == []
    assert spans(change(entry, "absence_out")) == []


def test_a_return_before_the_day_out_ends_nothing(entry):
    assert spans(change(entry, "absence_out", out_date="2026-01-10", return_date="2026-01-09")) == [("2026-01-10", "")]


DAYS = st.dates(DAY(2025, 1, 1), DAY(2026, 12, 31))


@given(pairs=st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=6))
def test_absences_are_in_order_and_do_not_overlap(entry, pairs):
    found = absences(
        entry(
            "status-change",
            change_type="absence_out",
            out_date=out.isoformat(),
            return_date=back.isoformat() if back else None,
        )
        for out, back in pairs
    )
    assert all(one.back is None or one.out < one.back for one in found)
    assert all(one.back is not None and one.back <= other.out for one, other in itertools.pairwise(found))


@pytest.mark.parametrize(
    ("rows", "how"),
    [
        ([("2026-03-01", None)], Assigned.FULL),
        ([("2026-03-01", "2026-03-31")], Assigned.FULL),
        ([("2026-03-02", None)], Assigned.PART),
        ([("2026-03-01", "2026-03-01")], Assigned.PART),
        ([("2026-01-01", "2026-03-30")], Assigned.PART),
        ([("2026-01-01", "2026-03-01")], Assigned.PART),
        ([("2026-01-01", "2026-02-28")], Assigned.NOT),
        ([("2026-04-01", None)], Assigned.NOT),
        ([("2026-01-01", "2026-03-15"), ("2026-03-16", None)], Assigned.FULL),
        ([("2026-01-01", "2026-03-15"), ("2026-03-15", None)], Assigned.FULL),
        ([("2026-01-01", "2026-03-15"), ("2026-03-17", None)], Assigned.PART),
        ([], Assigned.UNKNOWN),
    ],
)
def test_how_much_of_a_month_a_client_is_assigned(entry, rows, how):
    lists = [
        entry("caseload-list", worker_name="Quill Placeholder", assigned_date=start, unassigned_date=end)
        for start, end in rows
    ]
    assert assigned(lists, month("2026-03")) is how


def test_assigned_to_this_worker(entry):
    row = entry("caseload-list", worker_name="Quill Placeholder", assigned_date="2026-01-01")
    assert assigned([row], month("2026-03"), "placeholder, quill") is Assigned.FULL
    assert assigned([row], month("2026-03"), "Ada Clerk") is Assigned.NOT


@pytest.mark.parametrize(
    ("kind", "day", "how"),
    [
        ("discharge", "2026-03-31", Assigned.FULL),
        ("discharge", "2026-03-30", Assigned.PART),
        ("discharge", "2026-02-28", Assigned.NOT),
        ("absence_out", "2026-03-01", Assigned.FULL),
    ],
)
def test_who_left_is_no_longer_assigned(entry, kind, day, how):
    row = entry("caseload-list", worker_name="Quill Placeholder", assigned_date="2026-01-01")
    assert assigned([row, change(entry, kind, effective_date=day)], month("2026-03")) is how


@pytest.mark.parametrize(
    ("sender", "start", "how"),
    [
        ("Quill Placeholder", "2026-03-15", Assigned.FULL),
        ("Quill Placeholder", "2026-03-10", Assigned.FULL),
        ("Quill Placeholder", "2026-03-17", Assigned.PART),
        (None, "2026-03-15", Assigned.FULL),
    ],
)
def test_a_transfer_between_workers_leaves_the_client_assigned(entry, sender, start, how):
    rows = [
        entry("caseload-list", worker_name="Quill Placeholder", assigned_date="2026-01-01"),
        entry("caseload-list", worker_name="Ada Clerk", assigned_date=start),
        change(entry, "transfer_worker", effective_date="2026-03-15", worker_name=sender),
    ]
    assert assigned(rows, month("2026-03")) is how
    assert assigned(rows, month("2026-03"), "Quill Placeholder") is Assigned.PART
    assert assigned(rows, month("2026-04"), "Quill Placeholder") is Assigned.NOT


def test_a_list_without_the_day_of_assignment_counts_from_the_first_list(entry):
    rows = [entry("caseload-list", list_date=day) for day in ("2026-02-28", "2026-03-31")]
    assert assigned(rows, month("2026-03")) is Assigned.FULL
    assert assigned(rows[1:], month("2026-03")) is Assigned.PART


def test_a_whole_summary_counts_as_an_entry(entry):
    said = dict.fromkeys(("progress", "problems", "concerns", "recent_developments"), "None")
    whole = change(entry, "discharge", effective_date="2026-03-31", **said)
    assert has_summary([whole], month("2026-03"))
    assert not has_summary([whole], month("2026-04"))
    assert not has_summary(
        [change(entry, "discharge", effective_date="2026-03-31", **{**said, "concerns": None})], month("2026-03")
    )
