"""The dates that rules compare: of an answer, of the day. Not a kind of check."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from caseforms.fieldtypes.dates import to_date, us
from caseforms.model import Facts, Record

#: Words that stand for a date of their own; every other word is a field's name.
SPECIAL = frozenset({"today", "received"})

#: How messages write a date.
shown = us


def moment(record: Record, facts: Facts, name: str) -> dt.date | None:
    """Give a date: `today` (the as-of date), `received` (when the form came), else the field's answer.

    None when there is no such date on this form.
    """
    if name == "today":
        return facts.today
    if name == "received":
        return record.received
    return to_date(record.value(name))


def moments(record: Record, facts: Facts, name: str) -> Iterator[tuple[str, dt.date]]:
    """Give the date of a field, or each of a column such as `household.dob`, with the field it stands in."""
    field, _, column = name.partition(".")
    rows = record.value(field) or () if column else ()
    dates = [to_date(row.get(column)) for row in rows] if column else [moment(record, facts, field)]
    yield from ((field, date) for date in dates if date)
