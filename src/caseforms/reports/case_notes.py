"""What one case note tells of itself: its day, its hour, whether it reviews the month, how late it came."""

from __future__ import annotations

import datetime as dt
import re

from caseforms.register.base import Entry
from caseforms.reports.base import arrived, date, month_of, text

NOTES = "case-notes"
_REVIEW = "monthly_review"
_CLOCK = re.compile(r"(\d{1,2})(?::?(\d\d))?\s*(?:([ap])\.?\s*m\.?)?", re.IGNORECASE | re.ASCII)
_HALF_DAY, _DAY_END = 12, 24 * 60


def note_day(entry: Entry) -> dt.date:
    """Give the day of a note, which decides its month (domain.md 6); without one, the day it was written down."""
    return date(entry, "note_date") or date(entry, "entered_date") or arrived(entry).date()


def is_review(entry: Entry) -> bool:
    """Say whether a note is a monthly review of progress."""
    return text(entry, "is_monthly_review") == "yes" or text(entry, "note_type") == _REVIEW


def late_days(entry: Entry) -> int:
    """Give how many days after the end of its month a note was entered; 0 in time, or where a day is not known."""
    day, entered = date(entry, "note_date"), date(entry, "entered_date")
    return max(0, (entered - month_of(day).end).days) if day and entered else 0


def minutes(clock: str) -> int:
    """Give the minute of the day of a written time, such as `2:30 PM` or `14:30`; one that is none comes last."""
    found = _CLOCK.fullmatch(clock.strip())
    if found is None:
        return _DAY_END
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        hour = hour % _HALF_DAY + (_HALF_DAY if half == "p" else 0)
    return min(hour * 60 + minute, _DAY_END)


def note_order(entry: Entry) -> tuple[dt.date, int, dt.date, str]:
    """Give what notes are sorted by: day, time, day of entry, number."""
    return note_day(entry), minutes(text(entry, "note_time")), date(entry, "entered_date") or note_day(entry), entry.id
