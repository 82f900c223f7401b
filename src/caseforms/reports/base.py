"""What all lists share: periods, an entry's answers as texts and days, and the words of the forms.

A list is a pure function of register entries, a day and settings: no clock, no database, no file. Its rows are
NamedTuples; dates are dates or None, texts are "" where nothing is known, choices are labels.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from caseforms.errors import UsageError
from caseforms.fieldtypes.dates import to_date
from caseforms.fieldtypes.keys import name_key
from caseforms.fieldtypes.text import fold
from caseforms.model import Severity
from caseforms.register.base import Entry

#: Entries that stand so say nothing of their own.
VOID = frozenset({"duplicate", "withdrawn"})
_MONTHS_TEXT = "January February March April May June July August September October November December"
MONTHS = _MONTHS_TEXT.split()
_YEARS = range(1900, 2200)
_TWELVE = 12

_MONTH = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)
_MONTH_FIRST = re.compile(r"(\d{1,2})[/-](\d{4})", re.ASCII)
_MONTH_NAMED = re.compile(r"([A-Za-z]{3,9})\.?,?\s+(\d{4})", re.ASCII)
_FLAGS = re.ASCII | re.IGNORECASE
_QUARTER = re.compile(r"(\d{4})[\s-]*Q([1-4])", _FLAGS)
_QUARTER_FIRST = re.compile(r"(?:Q([1-4])|([1-4])(?:st|nd|rd|th)?\s+quarter)[\s,/-]+(?:of\s+)?(\d{4})", _FLAGS)


class Period(NamedTuple):
    """A run of days: what people call it, its first and its last day."""

    label: str
    start: dt.date
    end: dt.date

    def holds(self, day: dt.date | None) -> bool:
        """Say whether a day is in it."""
        return day is not None and self.start <= day <= self.end


class Labels(NamedTuple):
    """The words of the forms, and of the grades of problems; what is not known stays as it is.

    fields: field name -> label. choices: field name -> code -> label. grades: severity -> word.
    """

    fields: Mapping[str, str] = {}
    choices: Mapping[str, Mapping[str, str]] = {}
    grades: Mapping[Severity, str] = {}

    def grade(self, severity: Severity) -> str:
        """Give how a severity is worded."""
        return self.grades.get(severity, severity.value)

    def field(self, name: str) -> str:
        """Give a field's label."""
        return self.fields.get(name) or name.replace("_", " ").capitalize()

    def choice(self, name: str, code: str) -> str:
        """Give the label of a code of a field."""
        return self.choices.get(name, {}).get(code, code)

    def shown(self, entry: Entry, name: str) -> str:
        """Give an entry's choice by its label, several with commas between."""
        return ", ".join(self.several(entry, name))

    def several(self, entry: Entry, name: str) -> tuple[str, ...]:
        """Give an entry's choices by their labels."""
        return tuple(self.choice(name, code) for code in codes(entry, name))


#: For lists made without the words of the forms: codes stay codes.
NO_LABELS = Labels()


def month(text: str) -> Period:
    """Read a month: `2026-03`; `03/2026` and `March 2026` are read, too.

    Raises:
        UsageError: it is none of these.
    """
    period = read_month(text)
    if period is None:
        raise UsageError(f'"{text}" is not a month.', "Write the year and the month, such as 2026-03.")
    return period


def read_month(text: str) -> Period | None:
    """Give the month that a text names (a day names its month), None if it names none."""
    written = text.strip()
    day = to_date(written)
    if day is not None:
        return month_of(day) if day.year in _YEARS else None
    if found := _MONTH.fullmatch(written):
        return _month(int(found[1]), int(found[2]))
    if found := _MONTH_FIRST.fullmatch(written):
        return _month(int(found[2]), int(found[1]))
    if found := _MONTH_NAMED.fullmatch(written):
        name = found[1].capitalize()
        numbers = [number for number, full in enumerate(MONTHS, 1) if name in {full, full[:3], full[:4]}]
        return _month(int(found[2]), numbers[0]) if numbers else None
    return None


def _month(year: int, number: int) -> Period | None:
    if year not in _YEARS or not 1 <= number <= _TWELVE:
        return None
    return month_of(dt.date(year, number, 1))


def month_of(day: dt.date) -> Period:
    """Give the month that a day is in."""
    last = calendar.monthrange(day.year, day.month)[1]
    return Period(f"{MONTHS[day.month - 1]} {day.year}", day.replace(day=1), day.replace(day=last))


def quarter(text: str) -> Period:
    """Read a calendar quarter: `2026Q1`; `2026-Q1`, `Q1 2026` and `1st quarter 2026` are read, too.

    Raises:
        UsageError: it is none of these.
    """
    period = read_quarter(text)
    if period is None:
        raise UsageError(f'"{text}" is not a quarter.', "Write the year and the quarter, such as 2026Q1.")
    return period


def read_quarter(text: str) -> Period | None:
    """Give the calendar quarter that a text names, None if it names none."""
    if found := _QUARTER.fullmatch(text.strip()):
        year, number = int(found[1]), int(found[2])
    elif found := _QUARTER_FIRST.fullmatch(text.strip()):
        year, number = int(found[3]), int(found[1] or found[2])
    else:
        return None
    return quarter_of(dt.date(year, number * 3, 1)) if year in _YEARS else None


def quarter_of(day: dt.date) -> Period:
    """Give the calendar quarter that a day is in."""
    first = (day.month - 1) // 3 * 3
    start, end = dt.date(day.year, first + 1, 1), month_of(dt.date(day.year, first + 3, 1)).end
    return Period(f"{MONTHS[first]} to {MONTHS[first + 2]} {day.year}", start, end)


def months_apart(later: dt.date, earlier: dt.date) -> int:
    """Give how many calendar months one day's month lies after another's."""
    return (later.year - earlier.year) * _TWELVE + later.month - earlier.month


def of_forms(entries: Iterable[Entry], *forms: str) -> Iterator[Entry]:
    """Walk the entries of these forms that still stand, in their order: no duplicates, nothing withdrawn."""
    return (entry for entry in entries if entry.form in forms and entry.status not in VOID)


def text(entry: Entry, name: str) -> str:
    """Give an answer as text, "" where there is none."""
    value = entry.values.get(name)
    return value.strip() if isinstance(value, str) else "" if value is None else str(value)


def date(entry: Entry, name: str) -> dt.date | None:
    """Give an answer as a date, None where there is none."""
    return to_date(entry.values.get(name))


def codes(entry: Entry, name: str) -> tuple[str, ...]:
    """Give the codes of a choice or of choices; several in one text are divided by semicolons."""
    value = entry.values.get(name)
    if isinstance(value, list | tuple):
        return tuple(str(code) for code in value if code)
    return tuple(code for piece in text(entry, name).split(";") if (code := piece.strip()))


def arrived(entry: Entry) -> dt.datetime:
    """Give when an entry came: with its mail, else when it was registered."""
    return entry.received or entry.created


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Give entries in the order in which they came; of those of one moment the register's order stays."""
    return sorted(entries, key=lambda entry: _comparable(arrived(entry)))


def _comparable(moment: dt.datetime) -> dt.datetime:
    """Drop the time zone, which a mail may give and the register does not (dates are agency-local)."""
    return moment.replace(tzinfo=None)


def same_name(one: str, other: str) -> bool:
    """Say whether two texts name the same person; names that are no names compare as texts."""
    keys = [name_key(name) or fold(name) for name in (one, other)]
    return bool(keys[0]) and keys[0] == keys[1]
