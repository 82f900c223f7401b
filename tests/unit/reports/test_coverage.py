import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseforms.reports.base import Labels, month, quarter
from caseforms.reports.coverage import coverage, measure_row

MARCH, TODAY = month("2026-03"), dt.date(2026, 3, 31)
RESULTS = ["met", "coding_error", "attempted_only", "missed", "plan_gap", "excused", "partial", "pending"]


@pytest.fixture
def result(entry):
    def build(person, result, measure="child", **values):
        given = {"worker_name": "Marisol Example-Demo", "unit": "4", "case_number": "CW-2026-0417", "month": "2026-03"}
        return entry("coverage-results", person=person, result=result, measure=measure, **{**given, **values})

    return build


@pytest.mark.parametrize(
    ("counts", "counted", "percent"),
    [
        ({}, 0, None),
        ({"excused": 3, "partial": 2, "pending": 1}, 0, None),
        ({"met": 1}, 1, 100),
        ({"missed": 1}, 1, 0),
        ({"met": 2, "missed": 1}, 3, 66),
        ({"met": 199, "missed": 1}, 200, 99),
        ({"met": 1, "coding_error": 1, "attempted_only": 1, "missed": 1, "plan_gap": 1, "excused": 9}, 5, 20),
    ],
)
def test_percent_met(counts, counted, percent):
    row = measure_row("child", counts)
    assert (row.counted, row.percent) == (counted, percent)


@given(st.dictionaries(st.sampled_from(RESULTS), st.integers(0, 50)))
def test_percent_is_a_percent(counts):
    row = measure_row("child", counts)
    assert row.counted == row.met + row.coding_error + row.attempted_only + row.missed + row.plan_gap
    assert (row.percent is None) == (row.counted == 0)
    assert row.percent is None or 0 <= row.percent <= 100
    assert (row.percent == 100) == (row.met == row.counted > 0)


def test_the_report(result):
    entries = [
        result("Rowan Testcase", "met", date_counted="2026-03-31", entered_date="2026-04-01"),
        result("Wren Testcase", "missed", reasons="No contact"),
        result("Juniper Sample", "attempted_only"),
        result("Ada Demo", "coding_error", reasons="SW Plan Contact is not set"),
        result("Émile O'Fabrica Jr.", "plan_gap", measure="plans"),
        result("Quill Example", "excused"),
    ]
    labels = Labels({}, {"measure": {"plans": "Case plan", "child": "Child seen"}, "result": {"missed": "Missed"}})
    found = coverage(entries, MARCH, TODAY, unit="4", labels=labels)
    assert (found.unit, found.period, found.made) == ("4", "March 2026", TODAY)
    assert [(row.name, row.counted, row.met, row.percent, row.excused) for row in found.measures] == [
        ("Case plan", 1, 0, 0, 0),
        ("Child seen", 4, 1, 25, 1),
    ]
    assert found.coverage_missed == (
        ("Marisol Example-Demo", "Juniper Sample", "Child seen", "attempted_only", ""),
        ("Marisol Example-Demo", "Wren Testcase", "Child seen", "Missed", "No contact"),
    )
    assert [row.person for row in found.coverage_repairable] == ["Ada Demo", "Émile O'Fabrica Jr."]
    assert found.coverage_late == (
        ("Marisol Example-Demo", "Rowan Testcase", dt.date(2026, 3, 31), dt.date(2026, 4, 1), 1),
    )
    assert set(found.entries) == {entry.id for entry in entries}


@pytest.mark.parametrize(
    ("date", "entered", "said", "late"),
    [
        ("2026-03-31", "2026-03-31", None, None),
        ("2026-03-31", "2026-04-01", None, 1),
        ("2026-03-31", "2026-04-01", "0", None),
        ("2026-03-01", None, "3", 3),
        ("2024-02-29", "2024-02-29", None, None),
        ("2024-02-29", "2024-03-01", "many", 1),
    ],
)
def test_late_entries(result, date, entered, said, late):
    row = result("Rowan Testcase", "met", date_counted=date, entered_date=entered, late_days=said, month=date[:7])
    found = coverage([row], month(date), TODAY).coverage_late
    assert [one.late_days for one in found] == ([late] if late else [])


def test_what_came_last_counts(result):
    found = coverage([result("Rowan Testcase", "coding_error"), result("Testcase", "met")], MARCH, TODAY)
    assert found.measures[0].counted == 2
    found = coverage([result("Rowan Testcase", "coding_error"), result("Rowan Testcase", "met")], MARCH, TODAY)
    assert (found.measures[0].counted, found.measures[0].met) == (1, 1)


@pytest.mark.parametrize(
    ("values", "counted"),
    [
        ({"month": "2026-03"}, 1),
        ({"month": "March 2026"}, 1),
        ({"month": "2026-02"}, 0),
        ({"month": None, "date_counted": "2026-03-31"}, 1),
        ({"month": None, "date_counted": "2026-04-01"}, 0),
        ({"month": None}, 0),
        ({"unit": "5"}, 0),
        ({"worker_name": "Ada Clerk"}, 0),
    ],
)
def test_only_the_rows_asked_for(result, values, counted):
    rows = [result("Rowan Testcase", "met", **values)]
    found = coverage(rows, MARCH, TODAY, unit="4", worker="example-demo, marisol")
    assert sum(row.counted for row in found.measures) == counted


def test_a_quarter_holds_its_months(result):
    rows = [result("Rowan Testcase", "met", month=f"2026-{number:02d}") for number in range(1, 5)]
    assert coverage(rows, quarter("2026Q1"), TODAY).measures[0].met == 3


def test_no_rows_no_measures():
    found = coverage([], MARCH, TODAY)
    assert found.measures == found.coverage_missed == found.coverage_late == ()
