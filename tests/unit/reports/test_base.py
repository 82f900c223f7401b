import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseforms.errors import UsageError
from caseforms.reports.base import (
    Labels,
    codes,
    month,
    month_of,
    months_apart,
    of_forms,
    quarter,
    quarter_of,
    read_month,
    same_name,
    text,
)

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))


@pytest.mark.parametrize("written", ["2026-03", "2026-3", "03/2026", "3-2026", "March 2026", "mar 2026", "2026-03-17"])
def test_a_month(written):
    assert month(written) == ("March 2026", dt.date(2026, 3, 1), dt.date(2026, 3, 31))


@pytest.mark.parametrize(("written", "last"), [("2024-02", 29), ("2026-02", 28), ("2100-02", 28), ("2026-12", 31)])
def test_the_last_day_of_a_month(written, last):
    assert month(written).end.day == last


@pytest.mark.parametrize(
    "written", ["", "March", "2026", "2026-13", "2026-00", "13/2026", "2026Q1", "Foo 2026", "0026-03"]
)
def test_no_month(written):
    with pytest.raises(UsageError, match="is not a month") as told:
        month(written)
    assert "2026-03" in told.value.mend
    assert read_month(written) is None


@pytest.mark.parametrize("written", ["2026Q1", "2026-q1", "2026 Q1", "Q1 2026", "q1/2026", "1st quarter of 2026"])
def test_a_quarter(written):
    assert quarter(written) == ("January to March 2026", dt.date(2026, 1, 1), dt.date(2026, 3, 31))


def test_the_last_quarter_ends_with_the_year():
    assert quarter("2026Q4") == ("October to December 2026", dt.date(2026, 10, 1), dt.date(2026, 12, 31))


@pytest.mark.parametrize("written", ["", "2026", "2026Q5", "2026Q0", "Q1", "2026-03", "0026Q1"])
def test_no_quarter(written):
    with pytest.raises(UsageError, match="is not a quarter") as told:
        quarter(written)
    assert "2026Q1" in told.value.mend


@given(DAYS)
def test_every_day_is_in_one_month_and_one_quarter(day):
    of_month, of_quarter = month_of(day), quarter_of(day)
    assert of_month.holds(day)
    assert of_quarter.holds(day)
    assert of_quarter.start <= of_month.start <= of_month.end <= of_quarter.end
    assert month(f"{day.year:04d}-{day.month:02d}") == of_month
    assert month(of_month.label) == of_month
    assert not of_month.holds(of_month.start - dt.timedelta(days=1))
    assert not of_month.holds(of_month.end + dt.timedelta(days=1))
    assert not of_month.holds(None)


def test_months_apart():
    assert months_apart(dt.date(2026, 3, 1), dt.date(2025, 12, 31)) == 3
    assert months_apart(dt.date(2026, 3, 31), dt.date(2026, 3, 1)) == 0


def test_answers_as_texts_and_codes(entry):
    one = entry(
        "case-notes", author="  Quill Placeholder ", topics=["reentry", ""], note_type="contact", alerts="A; B;"
    )
    assert text(one, "author") == "Quill Placeholder"
    assert text(one, "facility") == ""
    assert codes(one, "topics") == ("reentry",)
    assert codes(one, "alerts") == ("A", "B")
    assert codes(one, "facility") == ()
    labels = Labels({"client_dob": "Date of birth"}, {"topics": {"reentry": "Reentry"}})
    assert labels.several(one, "topics") == ("Reentry",)
    assert labels.shown(one, "note_type") == "contact"
    assert labels.field("client_dob") == "Date of birth"
    assert labels.field("custody_level") == "Custody level"


def test_duplicates_and_what_was_withdrawn_do_not_stand(entry):
    rows = [entry("decision", status=status) for status in ("received", "duplicate", "withdrawn", "incomplete")]
    assert list(of_forms(rows, "decision")) == [rows[0], rows[3]]
    assert list(of_forms(rows, "case-notes")) == []


def test_names_meet_in_any_order():
    assert same_name("Placeholder, Quill", "quill placeholder")
    assert not same_name("", "")
    assert not same_name("Quill Placeholder", "Ada Clerk")
