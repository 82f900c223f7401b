"""When a client was last written about, and last met or called."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from caseforms.register.base import Entry
from caseforms.reports.base import codes, date, of_forms, same_name, text
from caseforms.reports.case_notes import NOTES
from caseforms.reports.clients import ROSTER


class Last(NamedTuple):
    """First day of the worker's newest assignment, days of the last note and contact; None where there is none."""

    assigned: dt.date | None
    note: dt.date | None
    contact: dt.date | None


def last_dates(entries: Iterable[Entry], on: dt.date, worker: str = "") -> Last:
    """Give the days up to `on`: of any note, and of a note that tells of a contact (its type, or a method).

    worker: whose assignment is meant, by the caseload lists; without a name, anybody's.
    """
    entries = list(entries)
    rows = [row for row in of_forms(entries, ROSTER) if not worker or same_name(text(row, "worker_name"), worker)]
    begun = [day for row in rows if (day := date(row, "assigned_date")) is not None and day <= on]
    notes = [
        (day, entry)
        for entry in of_forms(entries, NOTES)
        if (day := date(entry, "note_date")) is not None and day <= on
    ]
    contacts = [day for day, entry in notes if text(entry, "note_type") == "contact" or codes(entry, "contact_method")]
    last_note = max((day for day, _ in notes), default=None)
    return Last(max(begun, default=None), last_note, max(contacts, default=None))
