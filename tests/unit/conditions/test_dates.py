import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from caseforms.conditions import came_of_age, date_limit
from caseforms.model import Answer, Facts, Record, State


@pytest.mark.parametrize(
    ("limit", "date", "wrong"),
    [
        ({"not_before": "other"}, "2026-03-01", False),
        ({"not_before": "other"}, "2026-02-28", True),
        ({"not_after": "other"}, "2026-03-01", False),
        ({"not_after": "other"}, "2026-03-02", True),
        ({"not_after": "other", "days": 14}, "2026-03-15", False),
        ({"not_after": "other", "days": 14}, "2026-03-16", True),
        ({"not_after": "other", "days": -1}, "2026-03-01", True),
        ({"not_after": "other", "months": 12}, "2027-03-01", False),
        ({"not_after": "other", "months": "roi_max_months"}, "2027-03-02", True),
        ({"not_after": "other", "business_days": 2}, "2026-03-03", False),
        ({"not_after": "other", "business_days": 2}, "2026-03-04", True),
        ({"not_after": "today"}, "2026-04-01", True),
        ({"not_before": "received"}, "2026-03-09", True),
        ({"not_before": "absent"}, "2026-03-09", False),
    ],
)
def test_a_date_and_its_limit(record, check, limit, date, wrong):
    form = record(date=date, other="2026-03-01", received=dt.date(2026, 3, 10))
    assert bool(check(date_limit.Condition(date="date", **limit), form)) is wrong


def test_the_words_tell_both_dates(record, check):
    condition = date_limit.Condition(date="today", not_after="form_date", days="stale_form_days")
    (problem,) = check(condition, record(form_date="2026-02-28"))
    assert problem.field == "form_date"
    assert problem.words == {"d": "03/31/2026", "other": "02/28/2026", "limit": "03/30/2026", "n": "31"}


def test_an_unreadable_date_has_no_order(record, check):
    assert not check(date_limit.Condition(date="a", not_after="today"), record(a=State.UNREADABLE))


def test_it_owns_the_future_only_where_it_looks_for_it():
    assert date_limit.Condition(date="a", not_after="today").owns() == {"a:future"}
    assert date_limit.Condition(date="a", not_after="today", days=3).owns() == set()
    assert date_limit.Condition(date="a", not_after="b").owns() == set()


@pytest.mark.parametrize("keys", [{}, {"not_before": "b", "not_after": "b"}, {"not_after": "b", "days": "stale_days"}])
def test_a_limit_is_one_limit(keys):
    with pytest.raises(ValidationError):
        date_limit.Condition(date="a", **keys)


@given(st.dates(), st.dates(), st.sampled_from(["not_before", "not_after"]), st.integers(-4000, 4000))
def test_any_two_dates_can_be_compared(one, two, side, days):
    answers = {
        name: Answer(name, name, "date", State.ANSWERED, day.isoformat()) for name, day in (("a", one), ("b", two))
    }
    condition = date_limit.Condition.model_validate({"date": "a", side: "b", "days": days, "months": 12})
    assert len(list(condition.check(Record("f", "1", answers), Facts(two)))) <= 1


@pytest.mark.parametrize(
    ("born", "signed", "today", "reached"),
    [
        ("2008-03-31", "2026-01-15", dt.date(2026, 3, 31), "03/31/2026"),
        ("2008-04-01", "2026-01-15", dt.date(2026, 3, 31), None),
        ("2008-02-29", "2026-02-28", dt.date(2026, 2, 28), None),
        ("2008-02-29", "2026-02-28", dt.date(2026, 3, 1), "03/01/2026"),
        ("2008-01-15", "2026-01-15", dt.date(2026, 3, 31), None),
    ],
)
def test_coming_of_age(record, check, facts, born, signed, today, reached):
    condition = came_of_age.Condition(born="dob", after="signed")
    problems = check(condition, record(dob=born, signed=signed), facts(today=today))
    assert [problem.words["d"] for problem in problems] == ([reached] if reached else [])


@given(st.dates(), st.dates(), st.dates())
def test_any_birthday_can_be_asked(born, after, today):
    days = (("dob", born), ("signed", after))
    answers = {name: Answer(name, name, "date", State.ANSWERED, day.isoformat()) for name, day in days}
    condition = came_of_age.Condition(born="dob", after="signed")
    assert len(list(condition.check(Record("f", "1", answers), Facts(today)))) <= 1
