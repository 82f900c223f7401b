"""What a cell shows for its number."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseforms.readers.number_formats import built_in_format, general, number_format


def shown(code: str, number: float, *, mac: bool = False):
    fmt = number_format(code)
    assert fmt is not None
    return tuple(fmt.show(number, mac=mac))


@pytest.mark.parametrize(
    ("code", "number", "text"),
    [
        ("00000000", 41702, "00041702"),
        ("000-00-0000", 1234567, "001-23-4567"),
        ("00000", 2134, "02134"),
        ("00000-0000", 41011234, "04101-1234"),
        ("(000) 000-0000", 2075550134, "(207) 555-0134"),
        ("[<=9999999]###-####;(###) ###-####", 5550134, "555-0134"),
        ("[<=9999999]###-####;(###) ###-####", 2075550134, "(207) 555-0134"),
        ("[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", 2075550134, "(207) 555-0134"),
        ("0%", 0.5, "50%"),
        ("0.00%", 0.12345, "12.35%"),
        ("#,##0", 1234567, "1,234,567"),
        ("#,##0.00;[Red](#,##0.00)", -1234.5, "(1,234.50)"),
        ('_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)', 1234.5, "$1,234.50"),
        ("[$€-407] 0.00", 2, "€ 2.00"),
        ("000,000", 1234, "001,234"),
        ("0.###", 1.5, "1.5"),
        ("0", 2.5, "3"),
        ("0", -0.4, "0"),
        ("0.0,", 12345, "12.3"),
        ("0.0E+00", 12345, "1.2E+04"),
        ('General" years"', 7, "7 years"),
        ('"Yes";;"No"', 1, "Yes"),
        ('"Yes";;"No"', 0, "No"),
    ],
)
def test_digits_are_placed_as_the_format_says(code, number, text):
    assert shown(code, number)[0] == text
    assert shown(code, number)[1] == number


@pytest.mark.parametrize("code", ["#", '"$"* "-"??'])
def test_a_format_that_hides_a_number_does_not_lose_it(code):
    assert shown(code, 0) == ("0", 0)


@pytest.mark.parametrize("code", ["General", "@", "GENERAL", "[Red]General", ";;;"])
def test_formats_without_effect(code):
    assert number_format(code) is None


def test_fractions_are_shown_as_numbers():
    assert shown("# ?/?", 0.5)[0] == "0.5"


@pytest.mark.parametrize(
    ("code", "number", "text", "value"),
    [
        ("m/d/yyyy", 33423, "07/04/1991", dt.date(1991, 7, 4)),
        ("[$-409]mmmm d, yyyy;@", 33423, "07/04/1991", dt.date(1991, 7, 4)),
        ("DD.MM.YYYY", 33423, "07/04/1991", dt.date(1991, 7, 4)),
        ("m/d/yyyy h:mm", 33423.5, "07/04/1991 12:00", dt.datetime(1991, 7, 4, 12)),
        ("m/d/yyyy h:mm", 33423, "07/04/1991", dt.date(1991, 7, 4)),
        ("m/d/yyyy", 33423.75, "07/04/1991", dt.date(1991, 7, 4)),
        ("h:mm AM/PM", 0.75, "18:00", dt.time(18)),
        ("mm:ss", 0.01, "00:14", dt.time(0, 14, 24)),
        ("h:mm", 0, "00:00", dt.time(0)),
        ("m/d/yyyy h:mm", 33423.9999999999, "07/05/1991", dt.date(1991, 7, 5)),
        ("[h]:mm", 1.25, "30:00", 1.25),
    ],
)
def test_dates_and_times(code, number, text, value):
    assert shown(code, number) == (text, value)


@pytest.mark.parametrize(
    ("number", "value"),
    [
        (-1, -1),
        (0, 0),
        (1, dt.date(1900, 1, 1)),
        (59, dt.date(1900, 2, 28)),
        (60, 60),  # 29 February 1900 never was
        (61, dt.date(1900, 3, 1)),
        (2958465, dt.date(9999, 12, 31)),
        (2958466, 2958466),
    ],
)
def test_the_ends_of_the_1900_system(number, value):
    assert shown("yyyy-mm-dd", number)[1] == value


@pytest.mark.parametrize(
    ("number", "value"),
    [
        (-1, -1),
        (0, dt.date(1904, 1, 1)),
        (60, dt.date(1904, 3, 1)),
        (2957003, dt.date(9999, 12, 31)),
        (2957004, 2957004),
    ],
)
def test_the_ends_of_the_1904_system(number, value):
    assert shown("yyyy-mm-dd", number, mac=True)[1] == value


def test_months_and_minutes_are_told_apart():
    assert shown("mm", 33423)[1] == dt.date(1991, 7, 4)
    assert shown("h:mm", 0.5)[1] == dt.time(12)


@pytest.mark.parametrize("code", ['0.0 "days"', "[Red]0.0", "0\\d", '"m"0', "0_d"])
def test_letters_that_are_no_date(code):
    assert shown(code, 33423)[1] == 33423


@pytest.mark.parametrize("number", [14, 22, 27, 36, 50, 58])
def test_built_in_dates(number):
    assert built_in_format(number).show(33423).value == dt.date(1991, 7, 4)


@pytest.mark.parametrize("number", [0, 13, 23, 26, 48, 49, 59])
def test_built_in_formats_that_are_no_dates(number):
    fmt = built_in_format(number)
    assert fmt is None or fmt.show(33423).value == 33423


@pytest.mark.parametrize(
    ("number", "text"),
    [(2075550134.0, "2075550134"), (0.1 + 0.2, "0.3"), (-1.5, "-1.5"), (1e20, "1" + "0" * 20), (1e300, "1E+300")],
)
def test_numbers_without_a_format(number, text):
    assert general(number).text == text


@given(
    st.text(alphabet='0#?.,%;[]<>=-/ "\\_*@EGeneralymdhs+$', max_size=15),
    st.floats(allow_nan=False, allow_infinity=False),
)
def test_no_format_breaks_the_reader_or_changes_the_number(code, number):
    fmt = number_format(code)
    text, value = fmt.show(number) if fmt else general(number)
    assert text.strip()
    assert isinstance(value, (dt.date, dt.time)) or value == number
