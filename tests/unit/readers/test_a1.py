"""Addresses of cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseforms.readers.a1 import LAST_COLUMN, LAST_ROW, area, column_letters, column_number


@given(st.integers(1, LAST_COLUMN))
def test_letters_and_numbers_are_one_thing(number):
    assert column_number(column_letters(number)) == number


@pytest.mark.parametrize(("letters", "number"), [("A", 1), ("Z", 26), ("AA", 27), ("az", 52), ("XFD", 16384)])
def test_columns(letters, number):
    assert column_number(letters) == number


@pytest.mark.parametrize("letters", ["", "XFE", "ZZZ", "1", "1A", "Ä"])
def test_no_columns(letters):
    with pytest.raises(ValueError, match="no column"):
        column_number(letters)


@pytest.mark.parametrize(
    ("address", "rectangle"),
    [
        ("B5", (5, 2, 5, 2)),
        ("$B$5", (5, 2, 5, 2)),
        ("C9:$A$1", (1, 1, 9, 3)),
        ("D:E", (1, 4, LAST_ROW, 5)),
        ("2:3", (2, 1, 3, LAST_COLUMN)),
        ("A1048576", (LAST_ROW, 1, LAST_ROW, 1)),
    ],
)
def test_rectangles(address, rectangle):
    assert area(address) == rectangle


@pytest.mark.parametrize(
    "address", ["", "A", "5", "A0", "A1048577", "XFE1", "A1:B", "A1:2", "A1:B2:C3", "Name", "#REF!", "1:0"]
)
def test_no_rectangles(address):
    assert area(address) is None
