"""Dates: a strict reader of the written forms, and the calendar arithmetic of the rules (domain.md 3 and 6)."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Collection, Mapping

from caseforms.fieldtypes.parsed import BLANK, Parsed, answered, unreadable
from caseforms.fieldtypes.text import plain

#: Day 0 of a spreadsheet's 1900 calendar, moved one day back by the 02/29/1900 it invented.
_SERIAL_ZERO = dt.date(1899, 12, 30)
#: Numbers read as a spreadsheet's day count: 01/01/1910 to 04/08/2064.
_SERIALS = range(3654, 60001)
#: Numbers that are a year, and never a day count.
_YEARS = range(1900, 2101)
_FIRST_YEAR = 1000
_CENTURY = 100
_MONTHS = 12
_SATURDAY = 5

# Not from the calendar module, whose names follow the computer's language.
_MONTHS_TEXT = "january february march april may june july august september october november december"
_MONTH_NAMES = _MONTHS_TEXT.split()
_MONTH_NUMBERS: Mapping[str, int] = {
    word: number for number, name in enumerate(_MONTH_NAMES, 1) for word in (name, name[:3], name[:4])
}

_MONTH = "(?P<name>" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTH_NAMES) + r"|sept)\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"'?(?P<year>\d{4}|\d\d)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?\s*,?\s*)?"
_CLOCK = r"(?:(?:\s*,?\s+(?:at\s+)?|t)\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?z?)?"
_FLAGS = re.ASCII | re.IGNORECASE
#: An age behind a date of birth: "07/14/1991 (34)", "7/14/91, age 34", "7/14/1991 34 y/o".
_AGE = re.compile(
    r"[\s,;-]*(?:\(\s*(?:age:?\s*)?\d{1,3}(?:\s*(?:yrs?|years?|y/?o)\.?)?(?:\s+old)?\s*\)|age:?\s*\d{1,3}"
    r"|\s\d{1,3}\s*(?:yrs?|years?|y/?o)\.?(?:\s+old)?)$",
    _FLAGS,
)

_AMERICAN = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_NUMBERS = re.compile(rf"{_WEEKDAY}(?P<month>\d{{1,2}})\s*(?P<sep>[/.-])\s*{_DAY}\s*(?P=sep)\s*{_YEAR}{_CLOCK}", _FLAGS)
_YEAR_FIRST = re.compile(rf"{_WEEKDAY}(?P<year>\d{{4}})([/.-])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}}){_CLOCK}", _FLAGS)
_MONTH_DAY = re.compile(rf"{_WEEKDAY}{_MONTH}[\s-]*{_DAY}(?:\s*,\s*|\s+|-){_YEAR}{_CLOCK}", _FLAGS)
_DAY_MONTH = re.compile(rf"{_WEEKDAY}{_DAY}[\s-]*(?:of\s+)?{_MONTH}[\s,-]*{_YEAR}{_CLOCK}", _FLAGS)

#: What may stand around the pieces of a date that is not complete: "about 1990", "03/xx/1990", "1990s".
_VAGUE_TEXT = (
    "about abt approx approximately around circa ca c est estimated early mid late in or to of the year years s "
    "spring summer fall autumn winter st nd rd th unknown unk x xx xxxx"
)
_VAGUE = frozenset(_VAGUE_TEXT.split())
_PIECES = re.compile(r"\d+|[a-z]+|[^\s\w]|_", re.ASCII)
_VAGUE_SIGNS = frozenset("/.-?,~_'()")
_YEAR_WRITTEN = re.compile(r"(?:1[6-9]|20)\d\d", re.ASCII)
_LONGEST = 60
_RUN_OF_DIGITS = re.compile(r"\d{6,8}", re.ASCII)
_DAY_COUNT = re.compile(r"\d{5}", re.ASCII)


def read_date(text: str, typed: object, today: dt.date, *, birth: bool = False) -> Parsed:
    """Read a date (domain.md 3, "Values"); the value is an ISO date.

    Args:
        text: as written, trimmed.
        typed: typed value of a spreadsheet cell, or None.
        today: what "past" is measured by.
        birth: a two-digit year is the latest one that is not in the future; otherwise it is 20YY.

    Remarks: `two_digit_year` (birth dates), `day_first`, `serial_date` with {v} as written and {d} as read; when
    unreadable one of `impossible_date`, `partial_date`, `digits_date`, `unreadable_date` with {v}.
    """
    if typed is not None:
        return _read_typed(text, typed, today, birth=birth)
    found = _AMERICAN.fullmatch(text)
    if found:
        month, _, day, year = found.groups()
        return _build(text, year, int(month), int(day), today if birth else None, swap=True)
    found = _ISO.fullmatch(text)
    if found:
        return _build(text, found[1], int(found[2]), int(found[3]), None, swap=False)
    return _read_long(text, today if birth else None)


def _read_typed(text: str, typed: object, today: dt.date, *, birth: bool) -> Parsed:
    if isinstance(typed, dt.datetime):
        typed = typed.date()
    if isinstance(typed, dt.date):
        # A formula that points at an empty cell gives day 0, which no one wrote.
        return BLANK if dt.date(1899, 12, 29) < typed <= dt.date(1899, 12, 31) else answered(typed.isoformat())
    if isinstance(typed, int | float) and not isinstance(typed, bool) and typed == typed // 1:
        return _read_whole(text or f"{typed:.0f}", int(typed))
    return read_date(text, None, today, birth=birth)


def _read_whole(text: str, number: int) -> Parsed:
    if number in _SERIALS:
        found = _SERIAL_ZERO + dt.timedelta(days=number)
        return answered(found.isoformat(), ("serial_date", {"v": text, "d": us(found)}))
    if number in _YEARS:
        return unreadable("partial_date", v=text)
    return unreadable("digits_date" if _RUN_OF_DIGITS.fullmatch(str(number)) else "unreadable_date", v=text)


def _read_long(text: str, born_by: dt.date | None) -> Parsed:
    """Read the rarer written forms; say why a text is none of them."""
    if len(text) > _LONGEST:
        return unreadable("unreadable_date", v=text)
    written = plain(text).rstrip(" .,;")
    if born_by is not None:
        written = _AGE.sub("", written)
    for form in (_NUMBERS, _YEAR_FIRST, _MONTH_DAY, _DAY_MONTH):
        found = form.fullmatch(written)
        if found:
            parts = found.groupdict()
            name = parts.get("name")
            month = _MONTH_NUMBERS[name.lower()[:3]] if name else int(parts["month"])
            return _build(text, parts["year"], month, int(parts["day"]), born_by, swap=form is _NUMBERS)
    if _DAY_COUNT.fullmatch(written):
        return _read_whole(text, int(written))
    if _RUN_OF_DIGITS.fullmatch(written):
        return unreadable("digits_date", v=text)
    return unreadable("partial_date" if _is_partial(written.lower()) else "unreadable_date", v=text)


def _is_partial(written: str) -> bool:
    """Say whether a text holds pieces of a date and nothing else: a year, month and year, month and day."""
    pieces = _PIECES.findall(written)
    numbers = [piece for piece in pieces if piece.isdigit()]
    words = [piece for piece in pieces if piece.isalpha()]
    years = [number for number in numbers if _YEAR_WRITTEN.fullmatch(number)]
    small = [number for number in numbers if len(number) <= len("31")]
    months = [word for word in words if word in _MONTH_NUMBERS]
    only_dates = len(years) + len(small) == len(numbers) and all(
        piece in _VAGUE_SIGNS or piece in _VAGUE or piece in _MONTH_NUMBERS or piece.isdigit() for piece in pieces
    )
    if not only_dates:
        return False
    if years or months:
        return len(small) <= 1
    return len(small) == len("md") and not words


def _build(text: str, year: str, month: int, day: int, born_by: dt.date | None, *, swap: bool) -> Parsed:
    """Make the date; `born_by` is given for birth dates, `swap` where day and month may be the other way round."""
    swapped = swap and month > _MONTHS >= day
    if swapped:
        month, day = day, month
    found = _full_year(int(year), month, day, born_by) if len(year) == len("26") else _real(int(year), month, day)
    if found is None or found.year < _FIRST_YEAR:
        return unreadable("impossible_date", v=text)
    short = born_by is not None and len(year) == len("26")
    if not (swapped or short):
        return answered(found.isoformat())
    words = {"v": text, "d": us(found)}
    kinds = (("day_first", swapped), ("two_digit_year", short))
    return answered(found.isoformat(), *((kind, words) for kind, holds in kinds if holds))


def _full_year(year: int, month: int, day: int, born_by: dt.date | None) -> dt.date | None:
    """Give a two-digit year its century: this one, for births the one before if that day is yet to come."""
    if born_by is None:
        return _real(2000 + year, month, day)
    century = born_by.year // _CENTURY * _CENTURY
    this = _real(century + year, month, day)
    return this if this and this <= born_by else _real(century - _CENTURY + year, month, day)


def _real(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def to_date(iso: object) -> dt.date | None:
    """Give the date of an ISO text such as a record's value; None for anything else."""
    if not isinstance(iso, str):
        return None
    try:
        return dt.date.fromisoformat(iso)
    except ValueError:
        return None


def us(date: dt.date) -> str:
    """Give the date as letters print it: `03/06/2026`."""
    return f"{date.month:02d}/{date.day:02d}/{date.year:04d}"


def age_on(born: dt.date, day: dt.date) -> int:
    """Give the age in full years on a day (domain.md 6): who is born on Feb 29 turns 18 on Mar 1, 2026."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def add_months(date: dt.date, months: int) -> dt.date:
    """Go months on (or back), keeping the day, clipped to the month's end (domain.md, head).

    Raises:
        ValueError: the year leaves 1..9999.
    """
    year, month = divmod(date.year * _MONTHS + date.month - 1 + months, _MONTHS)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        msg = f"year {year} is out of range"
        raise ValueError(msg)
    return dt.date(year, month + 1, min(date.day, calendar.monthrange(year, month + 1)[1]))


def business_days_after(date: dt.date, days: int, holidays: Collection[dt.date] = ()) -> dt.date:
    """Give the day that many business days later: Mon-Fri less holidays (domain.md, head); 0 gives the date itself."""
    while days > 0:
        date += dt.timedelta(days=1)
        if date.weekday() < _SATURDAY and date not in holidays:
            days -= 1
    return date


def mentions(text: str, date: dt.date) -> bool:
    """Say whether a text names a day, with its year or without: `4/30`, `04-30-26`, `2026-04-30`, `April 30`."""
    month = rf"{_MONTH_NAMES[date.month - 1][:3]}[a-z]*\.?"
    year = rf"(?:{date.year:04d}|{date.year % _CENTURY:02d})"
    day = rf"0?{date.day}(?:st|nd|rd|th)?"
    of_year = rf"(?:[,\s-]+{year})?(?![,\s-]+\d{{4}}|\d)"
    ways = (
        rf"(?<![\d/.-])0?{date.month}(?P<sep>[/.-])0?{date.day}(?:(?P=sep){year})?(?![/.-]?\d)",
        rf"(?<![\d-])0*{date.year}-0?{date.month}-0?{date.day}(?!\d)",
        rf"\b{month}[\s-]+{day}{of_year}",
        rf"(?<!\d){day}[\s-]+(?:of\s+)?{month}{of_year}",
    )
    return any(re.search(way, text, _FLAGS) for way in ways)
