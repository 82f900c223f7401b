"""Addresses of spreadsheet cells as Excel writes them: `B5`, `$A$1:C9`, `D:E`."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

#: The largest sheet Excel knows: rows and columns (16384 is XFD).
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

_AREA = re.compile(r"\$?([A-Za-z]{0,3})\$?([0-9]{0,7})(?::\$?([A-Za-z]{0,3})\$?([0-9]{0,7}))?")


class Area(NamedTuple):
    """A rectangle of cells, 1-based, all four sides included."""

    top: int
    left: int
    bottom: int
    right: int


@cache
def column_number(letters: str) -> int:
    """Give 1 for A, 28 for AB; ValueError when these are no column letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64 if "A" <= letter <= "Z" else LAST_COLUMN + 1
    if not 0 < number <= LAST_COLUMN:
        msg = f"no column: {letters}"
        raise ValueError(msg)
    return number


@cache
def column_letters(number: int) -> str:
    """Give A for 1, AB for 28."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def area(address: str) -> Area | None:
    """Read an address of one cell, a rectangle, whole columns or whole rows; None when it is none of these."""
    found = _AREA.fullmatch(address.strip())
    if found is None:
        return None
    letters, row, end_letters, end_row = found.groups()
    if end_letters is None:
        if not (letters and row):
            return None
        end_letters, end_row = letters, row
    if bool(letters) != bool(end_letters) or bool(row) != bool(end_row) or not (letters or row):
        return None
    try:
        left, right = sorted((column_number(letters), column_number(end_letters))) if letters else (1, LAST_COLUMN)
    except ValueError:
        return None
    top, bottom = sorted((int(row), int(end_row))) if row else (1, LAST_ROW)
    return Area(top, left, bottom, right) if top > 0 and bottom <= LAST_ROW else None
