"""The problems page of the monthly case-note report: NOT001-006, 008, 011 and 013 (domain.md 5 and 6)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from caseforms.fieldtypes.dates import mentions, us
from caseforms.fieldtypes.likeness import Likeness, compare, note_words, says_nothing
from caseforms.fieldtypes.text import fold
from caseforms.model import SEVERITIES, Severity
from caseforms.register.base import Entry
from caseforms.reports.absences import Absence, away_in, note_due
from caseforms.reports.assignments import Assigned, assigned, has_summary
from caseforms.reports.base import MONTHS, NO_LABELS, Labels, Period, date, months_apart, of_forms, text
from caseforms.reports.case_notes import NOTES, is_review, late_days, note_day
from caseforms.reports.clients import Client

_B, _F, _N = SEVERITIES
_ABSENCE, _RETURN = "absence", "return"
_FEW_WORDS = 5
_HAS_WORD = re.compile(r"\w")


class Limits(NamedTuple):
    """The settings for notes (domain.md 10).

    similarity: likeness (0 to 1) from which a note counts as copied; compare_months: how far back it is looked for;
    least_words: notes with fewer are copied only when they are the very same; absence_months: time away after which
    a month needs a note that says so.
    """

    similarity: float = 0.80
    compare_months: int = 3
    least_words: int = 20
    absence_months: int = 1


class NoteProblem(NamedTuple):
    """A line of the problems page, numbered from 1; the gravest come first."""

    number: int
    code: str
    label: str
    message: str
    mend: str
    where: str
    grade: str


class _Found(NamedTuple):
    grade: Severity
    day: dt.date
    code: str
    message: str
    mend: str
    where: str = ""
    label: str = "Case note"


@dataclass(frozen=True, slots=True)
class Around:
    """All that the problems of a client's month are told by.

    notes: the month's. found: all entries about the client. client: whose names do not count when notes are compared.
    today: notes dated later are wrong; before the month's last day nothing is missing yet. away: all absences.
    """

    notes: Sequence[Entry]
    found: Sequence[Entry]
    client: Client
    month: Period
    today: dt.date
    away: Sequence[Absence]
    limits: Limits


def note_problems(around: Around, labels: Labels = NO_LABELS) -> tuple[NoteProblem, ...]:
    """Give what is wrong with a client's month, the gravest first, then by day.

    Args:
        around: the month.
        labels: words of the grades.
    """
    problems = [problem for note in around.notes for problem in _of_note(note, around)]
    if around.today >= around.month.end:
        problems += [problem._replace(where=around.month.label) for problem in _missing(around)]
    problems.sort(key=lambda problem: (SEVERITIES.index(problem.grade), problem.day, problem.code))
    return tuple(
        NoteProblem(number, one.code, one.label, one.message, one.mend, one.where, labels.grade(one.grade))
        for number, one in enumerate(problems, 1)
    )


def _missing(around: Around) -> Iterator[_Found]:
    """Walk what the month lacks as a whole."""
    month, end = around.month, around.month.end
    whole = assigned(around.found, month)
    if not around.notes and whole is not Assigned.NOT and not has_summary(around.found, month):
        who = around.client.name or around.client.short
        grade = _F if whole is Assigned.FULL else _N
        yield _Found(grade, end, "NOT001", f"No case note for {who} in {month.label}.", "Write the note.")
    if around.notes and not any(map(is_review, around.notes)) and not has_summary(around.found, month):
        grade = _N if whole is Assigned.PART else _F
        yield _Found(
            grade,
            end,
            "NOT008",
            f"No note of {month.label} is a progress review.",
            "Record this month's progress review.",
        )
    for absence in around.away:
        if note_due(absence, month, around.today, around.limits.absence_months) and not _absence_told(absence, around):
            yield _Found(_F, end, "NOT002", f"Away since {us(absence.out)}.", "Add this month's absence note.")


def _absence_told(absence: Absence, around: Around) -> bool:
    """Say whether a note with words in it tells of the absence; in the month of the return, of the return."""
    kinds = {_ABSENCE, _RETURN} if around.month.holds(absence.back) else {_ABSENCE}
    return any(
        text(note, "note_type") in kinds and _count(text(note, "note_text")) >= _FEW_WORDS for note in around.notes
    )


def _count(written: str) -> int:
    return sum(_HAS_WORD.search(word) is not None for word in written.split())


def _of_note(note: Entry, around: Around) -> Iterator[_Found]:
    day, written = note_day(note), text(note, "note_text")
    where = f"Note of {us(day)} ({note.id})"
    if _count(written) < _FEW_WORDS:
        message = f"The note has only {_count(written)} words." if written else "The note is empty."
        yield _Found(_B, day, "NOT003", message, "Write what happened this month.", where)
    for label, problem in _not_said(note, around.today):
        yield _Found(_B, day, "NOT004", f"{label} {problem}.", "Correct it in the note.", where, label)
    if says_nothing(written):
        mend = "Say what was reviewed and how the client is doing."
        yield _Found(_F, day, "NOT013", "The note says nothing of this month.", mend, where)
    yield from (problem._replace(where=where) for problem in _copied(note, around))
    if late := late_days(note):
        message = f"Entered {late} {'day' if late == 1 else 'days'} after the month."
        yield _Found(_N, day, "NOT011", message, "Enter notes before the month ends.", where)


def _not_said(note: Entry, today: dt.date) -> Iterator[tuple[str, str]]:
    if not text(note, "author"):
        yield "Author", "is missing"
    if not (text(note, "client_id_number") or text(note, "case_number")):
        yield "Client number", "is missing"
    day = date(note, "note_date")
    if day is None:
        yield "Date", "is missing"
    elif day > today:
        yield "Date", "is in the future"


def _copied(note: Entry, around: Around) -> Iterator[_Found]:
    """Tell of the earlier note that this one is most like, if it is too much like it (domain.md 6)."""
    words = note_words(text(note, "note_text"), (around.client.name,))
    likest: tuple[Likeness, dt.date] | None = None
    for old in of_forms(around.found, NOTES):
        before = date(old, "note_date")
        if before is None or not 1 <= months_apart(note_day(note), before) <= around.limits.compare_months:
            continue
        likeness = compare(words, note_words(text(old, "note_text"), (around.client.name,)), around.limits.least_words)
        if likest is None or (likeness.same, likeness.share, before) > (likest[0].same, likest[0].share, likest[1]):
            likest = likeness, before
    if likest is None or not (likest[0].same or likest[0].share >= around.limits.similarity):
        return
    likeness, before = likest
    mild = likeness.short or (text(note, "note_type") in {_ABSENCE, _RETURN} and _is_current(note, around))
    mend = "Write what happened this month."
    if likeness.same:
        message = f"This is word for word the note of {us(before)}."
        yield _Found(_N if mild else _B, note_day(note), "NOT005", message, mend)
    else:
        message = f"{likeness.percent}% the same as the note of {us(before)}."
        mend = f"Cut and paste is not acceptable. {mend}"
        yield _Found(_N if mild else _F, note_day(note), "NOT006", message, mend)


def _is_current(note: Entry, around: Around) -> bool:
    """Say whether an absence note names its month, a day of it, or where the client is."""
    written, start = text(note, "note_text"), around.month.start
    name = MONTHS[start.month - 1]
    if re.search(rf"\b(?:{name}|{name.upper()})\b", written):
        return True
    days = range((around.month.end - start).days + 1)
    if any(mentions(written, start + dt.timedelta(days=day)) for day in days):
        return True
    places = [absence.place for absence in around.away if away_in(absence, around.month)]
    folded = f" {fold(written)} "
    return any(f" {fold(place)} " in folded for place in (*places, text(note, "facility")) if fold(place))
