"""When a client was last written about, and last met or called."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from caseforms.register.base import Entry
from caseforms.reports.base import codes, date, of_forms, text
from caseforms.reports.case_notes import NOTES


class Last(NamedTuple):
    """Days of the last note and of the last contact; None where there is none."""

    note: dt.date | None
    contact: dt.date | None


def last_dates(entries: Iterable[Entry], on: dt.date) -> Last:
    """Give the days up to `on`: of any note, and of a note that tells of a contact (its type, or a method)."""
    notes = [
        (day, entry)
        for entry in of_forms(entries, NOTES)
        if (day := date(entry, "note_date")) is not None and day <= on
    ]
    contacts = [day for day, entry in notes if text(entry, "note_type") == "contact" or codes(entry, "contact_method")]
    return Last(max((day for day, _ in notes), default=None), max(contacts, default=None))
