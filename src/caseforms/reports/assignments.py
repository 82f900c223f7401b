"""For how much of a month a client was assigned, as caseload lists and status changes tell (domain.md 6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum

from caseforms.register.base import Entry
from caseforms.reports.absences import STATUS_CHANGE
from caseforms.reports.base import Period, arrived, date, in_order, of_forms, same_name, text
from caseforms.reports.clients import ROSTER

#: Changes after which the client is no longer the worker's (policy OP-060101 III.A.2).
LEAVING = frozenset({"transfer_facility", "transfer_worker", "parole", "discharge", "case_closed"})
#: What a termination summary must say.
SECTIONS = ("progress", "problems", "concerns", "recent_developments")
_DAY = dt.timedelta(days=1)


class Assigned(Enum):
    """How much of a month: from the first through the last day, some days, none, or nobody listed the client."""

    FULL = "full"
    PART = "part"
    NOT = "none"
    UNKNOWN = "unknown"


def assigned(found: Iterable[Entry], month: Period, worker: str = "") -> Assigned:
    """Say for how much of a month a client was assigned: to this worker, or to anybody.

    Args:
        found: the entries about the client.
        month: the month.
        worker: name of the worker; "" for anybody.
    """
    found = list(found)
    rows = [entry for entry in of_forms(found, ROSTER) if not worker or same_name(text(entry, "worker_name"), worker)]
    if not rows:
        return Assigned.UNKNOWN if not worker else Assigned.NOT
    left = list(_leaving(found))
    begun = month.start
    inside = False
    for start, end in sorted(_spans(rows, left)):
        inside = inside or (start <= month.end and end >= month.start)
        if start <= begun <= end:
            begun = month.end + _DAY if end >= month.end else end + _DAY
    if begun > month.end:
        return Assigned.FULL
    return Assigned.PART if inside else Assigned.NOT


def _spans(rows: Sequence[Entry], left: Sequence[Entry]) -> Iterator[tuple[dt.date, dt.date]]:
    """Walk the first and last days of the assignments; a later list corrects an earlier one."""
    newest: dict[tuple[str, dt.date | None], tuple[Entry, dt.date]] = {}
    for row in in_order(rows):
        key = text(row, "worker_name").casefold(), date(row, "assigned_date")
        listed = date(row, "list_date") or arrived(row).date()
        newest[key] = row, min(listed, newest[key][1]) if key in newest else listed
    for (_, start), (row, listed) in newest.items():
        begun = start or listed
        unassigned = date(row, "unassigned_date")
        ends = [
            day for change in left if _ends(change, row) and (day := date(change, "effective_date")) and day > begun
        ]
        ends += [unassigned] if unassigned is not None and unassigned >= begun else []
        yield begun, min(ends, default=dt.date.max)


def _ends(change: Entry, row: Entry) -> bool:
    """Say whether a change ends the assignment of a row: a transfer between workers only that of who hands over."""
    sender = text(change, "worker_name")
    transfer = text(change, "change_type") == "transfer_worker" and bool(sender)
    return not transfer or same_name(sender, text(row, "worker_name"))


def _leaving(found: Iterable[Entry]) -> Iterator[Entry]:
    return (change for change in of_forms(found, STATUS_CHANGE) if text(change, "change_type") in LEAVING)


def has_summary(found: Iterable[Entry], month: Period) -> bool:
    """Say whether a whole termination summary takes effect in the month, which counts as its entry (domain.md 6)."""
    return any(
        month.holds(date(change, "effective_date")) and all(text(change, section) for section in SECTIONS)
        for change in _leaving(found)
    )
