"""What a worker still has to correct: the open entries that have errors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from caseforms.fieldtypes.text import one_line
from caseforms.model import SEVERITIES, Finding, Severity
from caseforms.register.base import Entry, FullEntry
from caseforms.reports.base import VOID, Labels, arrived, in_order, same_name, text

#: Statuses of entries that nobody waits for any more.
DONE = VOID | {"closed", "denied", "resubmitted"}
#: Fields that name who filled a form, or answers for it.
_WORKERS = ("worker_name", "author", "prepared_by", "caseworker_name", "staff_person")


class ProblemRow(NamedTuple):
    """An item to fix, numbered from 1 in its entry."""

    number: int
    code: str
    label: str
    message: str
    mend: str
    where: str
    grade: str


class EntryRow(NamedTuple):
    """An entry with its items. form: the title of the form; client: who it is about."""

    id: str
    client: str
    received: dt.date
    form: str
    problems: tuple[ProblemRow, ...]


def to_fix(entries: Iterable[Entry], worker: str) -> list[Entry]:
    """Give a worker's open entries that have errors, those that came first at the top.

    Args:
        entries: all of the register.
        worker: the worker's name.
    """
    return in_order(
        entry
        for entry in entries
        if entry.errors
        and entry.status not in DONE
        and any(same_name(text(entry, field), worker) for field in _WORKERS)
    )


def fix_list(
    full: Iterable[FullEntry], titles: Mapping[str, str] | None = None, grades: Mapping[Severity, str] | None = None
) -> list[EntryRow]:
    """Give the entries of `to_fix` with what to correct in each: errors, then warnings.

    Args:
        full: the entries with their findings.
        titles: form id -> title.
        grades: how severities are worded; as they are called without it.
    """
    return [
        EntryRow(
            id=one.entry.id,
            client=text(one.entry, "client_name") or text(one.entry, "case_name"),
            received=arrived(one.entry).date(),
            form=(titles or {}).get(one.entry.form, one.entry.form),
            problems=_problems(one.findings, Labels(grades=grades or {})),
        )
        for one in full
    ]


def _problems(findings: Iterable[Finding], labels: Labels) -> tuple[ProblemRow, ...]:
    grave = [finding for finding in findings if finding.severity is not Severity.NOTE]
    grave.sort(key=lambda finding: SEVERITIES.index(finding.severity))
    return tuple(
        ProblemRow(
            number=number,
            code=finding.code,
            label=finding.label,
            message=one_line(finding.message),
            mend=one_line(finding.mend),
            where=str(finding.place),
            grade=labels.grade(finding.severity),
        )
        for number, finding in enumerate(grave, 1)
    )
