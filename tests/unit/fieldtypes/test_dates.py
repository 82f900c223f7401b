import datetime as dt

import pytest

from caseforms.fieldtypes.dates import add_months, age_on, business_days_after, mentions, to_date, us
from caseforms.fieldtypes.parse import parse

TODAY = dt.date(2026, 3, 31)


def read(raw, kind="date", typed=None):
    return parse(kind, raw, typed=typed, today=TODAY)


def kinds(parsed):
    return [kind for kind, _ in parsed.remarks]


@pytest.mark.parametrize(
    "raw",
    [
        "3/6/2026",
        "03/06/2026",
        "3-6-26",
        "03.06.2026",
        "2026-03-06",
        "2026-03-06T00:00:00",
        "2026-03-06 00:00:00",
        "2026/3/6",
        "Mar 6, 2026",
        "March 6th 2026",
        "March 6,2026",
        "MARCH 6 2026",
        "6 March 2026",
        "6th of March 2026",
        "06-Mar-2026",
        "06-Mar-26",
        "Friday, March 6, 2026",
        "Fri 03/06/2026",
        "3 / 6 / 2026",
        "03/06/2026 10:30 AM",
        "\u200e03\u20116\u20112026",
        "\uff10\uff13/06/2026",
        "\u00a003/06/2026\u200b",
    ],
)
def test_every_written_form_is_read_without_a_remark(raw):
    assert read(raw) == ("answered", "2026-03-06", ())


@pytest.mark.parametrize(
    ("raw", "value", "shown"),
    [
        ("02/29/12", "2012-02-29", "02/29/2012"),
        ("07/04/61", "1961-07-04", "07/04/1961"),
        ("03/31/26", "2026-03-31", "03/31/2026"),
        ("04/01/26", "1926-04-01", "04/01/1926"),
        ("20-Feb-99", "1999-02-20", "02/20/1999"),
    ],
)
def test_two_digit_year_of_a_birth_is_the_latest_past_one_and_is_told(raw, value, shown):
    assert read(raw, "birth_date") == ("answered", value, (("two_digit_year", {"v": raw, "d": shown}),))


def test_two_digit_year_of_another_date_is_in_this_century_without_a_remark():
    assert read("07/04/61") == ("answered", "2061-07-04", ())


def test_month_above_twelve_is_read_as_day_first_and_told():
    assert read("13/05/2001") == ("answered", "2001-05-13", (("day_first", {"v": "13/05/2001", "d": "05/13/2001"}),))
    assert read("12/05/2001") == ("answered", "2001-12-05", ())


@pytest.mark.parametrize(
    "raw", ["02/30/2001", "13/13/2001", "04/31/2001", "02/29/2023", "2026-13-05", "Feb 30, 2001", "03/06/0026"]
)
def test_impossible_dates(raw):
    assert read(raw) == ("unreadable", None, (("impossible_date", {"v": raw}),))


@pytest.mark.parametrize(
    "raw",
    [
        "1990",
        "about 1990",
        "c. 1990",
        "March 1990",
        "03/1990",
        "06/??/1990",
        "xx/xx/1990",
        "1990s",
        "1990 or 1991",
        "March 3",
        "3/6",
        "May",
        "Spring 1990",
        "1990?",
    ],
)
def test_partial_dates(raw):
    assert read(raw, "birth_date") == ("unreadable", None, (("partial_date", {"v": raw}),))


@pytest.mark.parametrize(
    "raw", ["twelve", "3/6/2026 4/7/2026", "03/06-2026", "next week", "1899 12 x1", "5", "3/6/2026" * 20]
)
def test_everything_else_is_unreadable(raw):
    assert read(raw) == ("unreadable", None, (("unreadable_date", {"v": raw}),))


@pytest.mark.parametrize("raw", ["7041991", "07041991", "070491"])
def test_digits_without_separators_are_not_guessed(raw):
    assert read(raw) == ("unreadable", None, (("digits_date", {"v": raw}),))


@pytest.mark.parametrize("typed", [None, 33423, 33423.0])
def test_day_counts_are_read_and_told(typed):
    expected = ("answered", "1991-07-04", (("serial_date", {"v": "33423", "d": "07/04/1991"}),))
    assert read("33423", typed=typed) == expected


@pytest.mark.parametrize(
    ("typed", "remark"),
    [
        (3653, "unreadable_date"),
        (3654, "serial_date"),
        (60000, "serial_date"),
        (60001, "unreadable_date"),
        (1900, "partial_date"),
        (2100, "partial_date"),
        (2101, "unreadable_date"),
        (7041991.0, "digits_date"),
        (33423.5, "unreadable_date"),
        (True, "unreadable_date"),
        (float("nan"), "unreadable_date"),
    ],
)
def test_numbers_in_a_date_cell(typed, remark):
    assert kinds(read(str(typed), typed=typed)) == [remark]


@pytest.mark.parametrize("typed", [dt.date(2026, 3, 6), dt.datetime(2026, 3, 6, 14, 30)])
def test_typed_dates_win_over_the_text_shown(typed):
    assert read("6-Mar", typed=typed) == ("answered", "2026-03-06", ())
    assert read("", typed=typed) == ("answered", "2026-03-06", ())


def test_day_zero_of_a_formula_is_blank():
    assert read("1/0/1900", typed=dt.datetime(1899, 12, 31)).state == "blank"
    assert read("0", typed=0).state == "blank"


def test_iso_and_us():
    assert to_date("2026-03-06") == dt.date(2026, 3, 6)
    assert [to_date(value) for value in ("", "x", None, 5, "2026-02-30")] == [None] * 5
    assert us(dt.date(2026, 3, 6)) == "03/06/2026"


def test_born_on_leap_day_turns_18_on_march_first():
    born = dt.date(2008, 2, 29)
    assert age_on(born, dt.date(2026, 2, 28)) == 17
    assert age_on(born, dt.date(2026, 3, 1)) == 18
    assert age_on(born, dt.date(2028, 2, 29)) == 20


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2025-08-31", 6, "2026-02-28"),
        ("2026-01-01", 6, "2026-07-01"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-01-31", -1, "2025-12-31"),
        ("2024-01-31", 1, "2024-02-29"),
    ],
)
def test_months_are_clipped_to_their_end(day, months, expected):
    assert add_months(dt.date.fromisoformat(day), months).isoformat() == expected


def test_months_beyond_the_calendar_are_refused():
    with pytest.raises(ValueError, match="out of range"):
        add_months(dt.date(9999, 12, 1), 1)


def test_business_days_leave_out_weekends_and_holidays():
    friday = dt.date(2026, 3, 6)
    assert business_days_after(friday, 0) == friday
    assert business_days_after(friday, 1) == dt.date(2026, 3, 9)
    assert business_days_after(friday, 5) == dt.date(2026, 3, 13)
    assert business_days_after(friday, 1, {dt.date(2026, 3, 9)}) == dt.date(2026, 3, 10)


@pytest.mark.parametrize(
    "text",
    ["Hearing 4/3.", "04/03/2026", "on 4-3-26,", "2026-04-03", "April 3", "APR. 3, 2026", "3 April",
     "3rd of April 2026", "April 3rd, 2026; 10:00", "03-Apr-26", "4/30 and 4/3"],
)  # fmt: skip
def test_a_day_that_a_text_names(text):
    assert mentions(text, dt.date(2026, 4, 3))


@pytest.mark.parametrize(
    "text",
    ["", "14/3", "4/30", "4/3/2025", "4/3/25", "April 30", "April 3, 2025", "13 April", "2026-04-30", "4.3.1", "April",
     "3/4/2026", "Apr", "1/4/3"],
)  # fmt: skip
def test_a_day_that_a_text_does_not_name(text):
    assert not mentions(text, dt.date(2026, 4, 3))
