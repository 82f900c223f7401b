import datetime as dt

import pytest

from caseforms.fieldtypes.parse import parse
from caseforms.fieldtypes.phones import shown_phone


def read(raw, typed=None):
    return parse("phone", raw, typed=typed, today=dt.date(2026, 3, 31))


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("(207) 555-0134", "2075550134"),
        ("207-555-0134", "2075550134"),
        ("207.555.0134", "2075550134"),
        ("2075550134", "2075550134"),
        ("+1 (207) 555-0134", "2075550134"),
        ("1-207-555-0134", "2075550134"),
        ("2 0 7 5 5 5 0 1 3 4", "2075550134"),
        ("(207) 555\u20110134", "2075550134"),
        ("\u202a+1 207-555-0134\u202c", "2075550134"),
        ("207-555-0134 x12", "2075550134x12"),
        ("207-555-0134, ext. 12", "2075550134x12"),
        ("(207) 555-0134 Extension 12", "2075550134x12"),
        ("207-555-0134#5", "2075550134x5"),
        ("207-555-0134 (cell)", "2075550134"),
        ("Home: 207-555-0134", "2075550134"),
        ("(207) 555-0134 after 5 pm", "2075550134"),
        ("(207) 555-0134 ext 12 (work)", "2075550134x12"),
    ],
)
def test_ways_to_write_a_number(raw, value):
    assert read(raw) == ("answered", value, ())


@pytest.mark.parametrize("typed", [2075550157, 2075550157.0])
def test_number_cells_count_by_their_digits(typed):
    assert read("2.08E+09", typed) == ("answered", "2075550157", ())


@pytest.mark.parametrize("raw", ["555-0134", "5550134", "555-0134 (cell)"])
def test_seven_digits_lack_the_area_code(raw):
    assert read(raw) == ("unreadable", None, (("short_phone", {"v": raw}),))


@pytest.mark.parametrize(
    "raw",
    [
        "107-555-0134",
        "207-155-0134",
        "207-555-013",
        "207-555-01345",
        "+44 20 7946 0958",
        "+52 207 555 0134",
        "call mother",
        "12",
    ],
)
def test_what_is_no_number(raw):
    assert read(raw) == ("unreadable", None, (("bad_phone", {"v": raw}),))


@pytest.mark.parametrize(
    "raw",
    [
        "No phone",
        "no telephone",
        "homeless/no phone",
        "Does not have a phone",
        "doesn\u2019t have a phone",
        "None - no cell phone",
        "Phone: none",
        "has no working phone",
    ],
)
def test_no_phone_is_a_statement(raw):
    assert read(raw) == ("answered", "no phone", (("no_phone", {}),))


def test_no_phone_beside_another_number_is_told():
    assert read("No phone, message 207-555-0134") == ("answered", "2075550134", (("no_phone", {}),))


@pytest.mark.parametrize(
    "raw", ["", " ", "none", "N/A", "000-000-0000", "(000) 000-0000", "xxx-xxx-xxxx", "unknown", "-", "( ) -"]
)
def test_blank(raw):
    assert read(raw).state == "blank"


@pytest.mark.parametrize("raw", ["207-555-0134 / 207-555-0199", "207-555-0134 or 555-0199", "2075550134 12"])
def test_further_digits_are_told(raw):
    assert read(raw) == ("answered", "2075550134", (("two_phones", {"v": raw}),))


def test_shown():
    assert shown_phone("2075550134") == "(207) 555-0134"
    assert shown_phone("2075550134x12") == "(207) 555-0134 ext. 12"
    assert shown_phone("no phone") == "no phone"
