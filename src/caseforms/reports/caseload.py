"""The caseload list that a worker gives to the unit manager each month (policy OP-060101 II.D; domain.md 4.7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import NamedTuple

from caseforms.errors import UsageError
from caseforms.fieldtypes.text import fold
from caseforms.register.base import Entry
from caseforms.reports.base import (
    NO_LABELS,
    Labels,
    arrived,
    codes,
    date,
    in_order,
    month_of,
    of_forms,
    same_name,
    text,
)
from caseforms.reports.clients import ROSTER, Client, client_of, distinct, same_client

#: Columns that matter for classification and management: a default (CSL003).
CRITICAL = (
    "client_dob",
    "housing",
    "custody_level",
    "earned_credit_level",
    "program",
    "next_review_date",
    "next_eligibility_date",
    "projected_end_date",
    "absence_status",
    "alerts",
)
_DUE_DAY = 5


class CaseloadClient(NamedTuple):
    """A client of the list. blank: labels of the critical columns that nobody filled."""

    name: str
    id: str
    case_number: str
    assigned: dt.date | None
    dob: dt.date | None
    housing: str
    custody_level: str
    earned_credit_level: str
    program: str
    next_review: dt.date | None
    next_eligibility: dt.date | None
    projected_end: dt.date | None
    status: str
    alerts: tuple[str, ...]
    blank: tuple[str, ...]


class Caseload(NamedTuple):
    """The list of one worker. date: of the list; due: when the unit manager must have it."""

    worker: str
    unit: str
    office: str
    date: dt.date
    count: int  # type: ignore[assignment]  # the merge field's name; nobody counts a row's values
    due: dt.date
    clients: tuple[CaseloadClient, ...]
    entries: tuple[str, ...]


def caseload(
    entries: Iterable[Entry],
    worker: str,
    on: dt.date,
    labels: Labels = NO_LABELS,
    critical: Collection[str] = CRITICAL,
    due_day: int = _DUE_DAY,
) -> Caseload:
    """Give a worker's newest list up to a day, by client's name, without those unassigned by then.

    Args:
        entries: all of the register.
        worker: the worker's name.
        on: the day.
        labels: words of the caseload list.
        critical: names of the columns that may not be blank.
        due_day: day of the month after the list's on which it is due.

    Raises:
        UsageError: there is no list of this worker.
    """
    newest = _newest(entries, worker, on)
    listed = _listed(newest[-1])
    here = [row for row in newest if (date(row, "unassigned_date") or dt.date.max) > on]
    clients = sorted((_client(row, labels, critical) for row in here), key=lambda one: (fold(one.name), one.id))
    return Caseload(
        worker=text(newest[-1], "worker_name"),
        unit=_last(newest, "unit"),
        office=_last(newest, "facility_or_office"),
        date=listed,
        count=len(clients),
        due=due(listed, due_day),
        clients=tuple(clients),
        entries=tuple(row.id for row in here),
    )


def _newest(entries: Iterable[Entry], worker: str, on: dt.date) -> list[Entry]:
    """Give the rows of a worker's newest list up to a day, each client once."""
    rows = [row for row in in_order(of_forms(entries, ROSTER)) if same_name(text(row, "worker_name"), worker)]
    rows = [row for row in rows if _listed(row) <= on]
    if not rows:
        raise UsageError(
            f"The register has no caseload list of {worker}.",
            "Take in the list first, or write the worker's name as the list has it.",
        )
    listed = max(map(_listed, rows))
    return _once([row for row in rows if _listed(row) == listed])


def due(listed: dt.date, day: int = _DUE_DAY) -> dt.date:
    """Give when a list is due: that day of the next month, or its last (CSL001)."""
    following = month_of(month_of(listed).end + dt.timedelta(days=1))
    return min(following.start + dt.timedelta(days=day - 1), following.end)


def _listed(row: Entry) -> dt.date:
    return date(row, "list_date") or arrived(row).date()


def _last(rows: list[Entry], name: str) -> str:
    return next((said for row in reversed(rows) if (said := text(row, name))), "")


def _once(rows: list[Entry]) -> list[Entry]:
    """Give the row of each client that came last; a row that names nobody stays."""
    people = [client_of(row) for row in rows]
    clients: list[Client] = distinct(person for person in people if any(person))
    newest: dict[int, Entry] = {}
    for at, (row, person) in enumerate(zip(rows, people, strict=True)):
        who = next((number for number, one in enumerate(clients) if any(person) and same_client(one, person)), -1 - at)
        newest[who] = row
    return [row for row in rows if any(row is kept for kept in newest.values())]


def _client(row: Entry, labels: Labels, critical: Collection[str]) -> CaseloadClient:
    return CaseloadClient(
        name=text(row, "client_name"),
        id=text(row, "client_id_number"),
        case_number=text(row, "case_number"),
        assigned=date(row, "assigned_date"),
        dob=date(row, "client_dob"),
        housing=text(row, "housing"),
        custody_level=labels.shown(row, "custody_level"),
        earned_credit_level=labels.shown(row, "earned_credit_level"),
        program=labels.shown(row, "program"),
        next_review=date(row, "next_review_date"),
        next_eligibility=date(row, "next_eligibility_date"),
        projected_end=date(row, "projected_end_date"),
        status=labels.shown(row, "absence_status"),
        alerts=labels.several(row, "alerts"),
        blank=tuple(labels.field(name) for name in critical if not codes(row, name)),
    )
