"""The monthly case-note report: the notes of a client in date order, the review, absences, problems (OP-060101 III)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from caseforms.errors import UsageError
from caseforms.register.base import Entry
from caseforms.reports.absences import STATUS_CHANGE, Absence, absences, away_in
from caseforms.reports.assignments import Assigned, assigned
from caseforms.reports.base import NO_LABELS, Labels, Period, date, of_forms, same_name, text
from caseforms.reports.case_notes import NOTES, is_review, late_days, note_day, note_order
from caseforms.reports.clients import (
    ROSTER,
    Client,
    about,
    by_client,
    client_of,
    clients_of_worker,
    distinct,
    same_client,
)
from caseforms.reports.note_problems import Around, Limits, NoteProblem, note_problems


class Note(NamedTuple):
    """A note. entered: when it was written down; late_days: days after its month's end that it was."""

    date: dt.date | None
    time: str
    type: str
    topics: tuple[str, ...]
    text: str
    author: str
    entered: dt.date | None
    late_days: int
    is_review: bool


class Review(NamedTuple):
    """The month's review of progress: the last note that is one."""

    date: dt.date | None
    author: str


class NotesReport(NamedTuple):
    """One client's month. entries: IDs of all register entries that it was made from."""

    client: Client
    period: Period
    notes: tuple[Note, ...]
    review: Review | None
    absences: tuple[Absence, ...]
    note_problems: tuple[NoteProblem, ...]
    entries: tuple[str, ...]


def notes_of_client(
    entries: Iterable[Entry],
    client: Client,
    month: Period,
    today: dt.date,
    limits: Limits = Limits(),  # noqa: B008 - it is frozen
    labels: Labels = NO_LABELS,
) -> NotesReport:
    """Give the report on one client.

    Args:
        entries: all of the register, or all about the client.
        client: from `clients.find_client` or `clients.client_of`.
        month: from `base.month`.
        today: what lies after it has not happened; before the month's last day nothing is missing yet.
        limits: the settings for notes.
        labels: words of the forms of notes and status changes.
    """
    found = about(entries, client)
    notes = sorted((entry for entry in of_forms(found, NOTES) if month.holds(note_day(entry))), key=note_order)
    changes = list(of_forms(found, STATUS_CHANGE))
    away = absences(changes, labels)
    reviews = [note for note in notes if is_review(note)]
    spells = tuple(spell for spell in away if away_in(spell, month))
    told = [entry for entry in changes if spells or month.holds(date(entry, "effective_date"))]
    return NotesReport(
        client=client,
        period=month,
        notes=tuple(_note(entry, labels) for entry in notes),
        review=Review(date(reviews[-1], "note_date"), text(reviews[-1], "author")) if reviews else None,
        absences=spells,
        note_problems=note_problems(Around(notes, found, client, month, today, away, limits), labels),
        entries=tuple(entry.id for entry in (*notes, *told)),
    )


def notes_of_worker(
    entries: Iterable[Entry],
    worker: str,
    month: Period,
    today: dt.date,
    limits: Limits = Limits(),  # noqa: B008 - it is frozen
    labels: Labels = NO_LABELS,
) -> list[NotesReport]:
    """Give the reports on a worker's clients by name: those assigned in the month, and those the worker wrote about.

    Raises:
        UsageError: the worker had no client in the month and wrote no note.
    """
    entries = list(of_forms(entries, NOTES, ROSTER, STATUS_CHANGE))
    written = [
        client_of(entry)
        for entry in of_forms(entries, NOTES)
        if same_name(text(entry, "author"), worker) and month.holds(note_day(entry))
    ]
    clients = distinct([*clients_of_worker(entries, worker), *written])
    of_clients = [
        (client, found)
        for client, found in zip(clients, by_client(entries, clients), strict=True)
        if assigned(found, month, worker) is not Assigned.NOT or any(same_client(client, one) for one in written)
    ]
    if not of_clients:
        raise UsageError(
            f"No client and no note of {worker} is known for {month.label}.",
            "Write the worker's name as the caseload list has it, or take in the list first.",
        )
    of_clients.sort(key=lambda pair: (pair[0].key, pair[0].name, pair[0].short))
    return [notes_of_client(found, client, month, today, limits, labels) for client, found in of_clients]


def _note(entry: Entry, labels: Labels) -> Note:
    return Note(
        date=date(entry, "note_date"),
        time=text(entry, "note_time"),
        type=labels.shown(entry, "note_type"),
        topics=labels.several(entry, "topics"),
        text=text(entry, "note_text"),
        author=text(entry, "author"),
        entered=date(entry, "entered_date"),
        late_days=late_days(entry),
        is_review=is_review(entry),
    )
