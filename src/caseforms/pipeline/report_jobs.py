"""The documents about several entries: case notes of a month, caseloads, coverage, findings, corrections.

Each takes its rows from `reports` and hands them to the template as groups and lists.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from caseforms.errors import UsageError
from caseforms.fieldtypes.text import fold
from caseforms.pipeline.documents import Plan
from caseforms.pipeline.jobs import Job, What
from caseforms.pipeline.merging import Fields, form_labels, rows
from caseforms.pipeline.parties import complete_workers, worker_group
from caseforms.reports.base import Period

if TYPE_CHECKING:
    from caseforms.definitions.template import TemplateDefinition
    from caseforms.pipeline.letters import LetterDesk
    from caseforms.reports.clients import Client
    from caseforms.reports.notes import NotesReport


def notes_of(
    desk: LetterDesk, definition: TemplateDefinition, month: Period, on: dt.date, *, client: str = "", worker: str = ""
) -> list[Plan]:
    """Give the monthly case-note report of a client, or one for each client of a worker.

    Raises:
        UsageError: nobody is called so, or the worker has no client.
    """
    from caseforms.reports.clients import find_client
    from caseforms.reports.note_problems import Limits
    from caseforms.reports.notes import notes_of_client, notes_of_worker

    settings, entries = desk.workspace.settings.notes, desk.casebook.entries
    limits = Limits(
        settings.note_similarity, settings.note_compare_months, settings.note_min_words, settings.absence_after_months
    )
    words = form_labels(desk.workspace.forms, "case-notes", "status-change")
    if worker:
        found = notes_of_worker(entries, worker, month, on, limits, words)
    else:
        found = [notes_of_client(entries, find_client(entries, client), month, on, limits, words)]
    return [_notes_plan(desk, definition, report) for report in found]


def _notes_plan(desk: LetterDesk, definition: TemplateDefinition, report: NotesReport) -> Plan:
    about = f"{report.client.short} {report.period.start:%Y-%m}".strip()
    return Plan(definition, partial(_notes_job, desk, definition, report, about), report.entries, about)


def _notes_job(desk: LetterDesk, definition: TemplateDefinition, report: NotesReport, about: str, on: dt.date) -> Job:
    newest = _newest(desk, report.entries)
    fields: Fields = {
        **_person(report.client),
        "period": report.period._asdict(),
        "review": report.review._asdict() if report.review else {},
        "form": {"facility": newest.get("facility"), "housing": newest.get("housing")},
        "worker": worker_group(desk.workspace.settings, str(newest.get("author") or "")),
    }
    complete_workers(fields, desk.workspace.settings)
    lists = {name: rows(name[:-1], getattr(report, name)) for name in ("notes", "absences", "note_problems")}
    what = What(report.entries, about, "", f"{_whose(report)}-{definition.code}-{report.period.start:%Y-%m}")
    return desk.report(definition, fields, dict(lists), on, what)


def _whose(report: NotesReport) -> str:
    """Give the client's number for a file's name; what has no digit is no number, and may be a name."""
    number = report.client.short
    return _in_a_name(number) if any(map(str.isdecimal, number)) else next(iter(report.entries), "client")


def _newest(desk: LetterDesk, ids: Sequence[str]) -> dict[str, object]:
    """Give the answers of entries taken together; what came last counts."""
    together: dict[str, object] = {}
    wanted = set(ids)
    for entry in desk.casebook.entries:
        if entry.id in wanted:
            together.update({name: value for name, value in entry.values.items() if value})
    return together


def _person(client: Client) -> Fields:
    return {
        "client": {"name": client.name, "id_number": client.id_number, "dob": client.dob},
        "case": {"number": client.case_number},
    }


def caseload_of(desk: LetterDesk, definition: TemplateDefinition, worker: str, on: dt.date) -> Plan:
    """Give the caseload list of a worker, as it stands on a day."""
    from caseforms.reports.caseload import caseload

    words, settings = form_labels(desk.workspace.forms, "caseload-list"), desk.workspace.settings.notes
    found = caseload(desk.casebook.entries, worker, on, words, due_day=settings.caseload_due_day)
    about = f"{found.worker} {found.date:%Y-%m}"
    stem = f"{_submission(found.entries)}-{definition.code}-{found.date:%Y-%m}"
    lists: dict[str, object] = {"clients": rows("client", found.clients)}
    groups = {"caseload": _alone(found), "worker": worker_group(desk.workspace.settings, found.worker)}
    return _plan(desk, definition, groups, lists, found.entries, about, stem)


def coverage_of(desk: LetterDesk, definition: TemplateDefinition, month: Period, unit: str, on: dt.date) -> Plan:
    """Give the compliance report of a month."""
    from caseforms.reports.coverage import coverage

    found = coverage(
        desk.casebook.entries, month, on, unit, labels=form_labels(desk.workspace.forms, "coverage-results")
    )
    if not found.entries:
        raise UsageError(f"There are no coverage results for {month.label}.", "Take them in first: caseforms intake")
    names = ("measures", "coverage_missed", "coverage_repairable", "coverage_late")
    lists: dict[str, object] = {name: rows(name.removesuffix("s"), getattr(found, name)) for name in names}
    stem = "-".join(filter(None, (definition.code, f"{month.start:%Y-%m}", _in_a_name(unit))))
    about = " ".join(filter(None, (f"{month.start:%Y-%m}", unit)))
    return _plan(desk, definition, {"coverage": _alone(found)}, lists, found.entries, about, stem)


def findings_of(desk: LetterDesk, definition: TemplateDefinition, quarter: Period, label: str) -> Plan:
    """Give the findings summary of a quarter."""
    from caseforms.reports.monitoring import monitoring

    found = monitoring(desk.casebook.entries, quarter)
    if not found.entries:
        raise UsageError(f"There are no findings for {quarter.label}.", "Take them in first: caseforms intake")
    names = ("strengths", "concerns", "training_agency", "training_contractor", "contract_issues", "safety", "actions")
    lists: dict[str, object] = {name: rows("finding", getattr(found, name)) for name in names}
    stem = f"{definition.code}-{_in_a_name(label)}"
    return _plan(desk, definition, {"monitoring": _alone(found)}, lists, found.entries, label, stem)


def fix_list_of(desk: LetterDesk, definition: TemplateDefinition, worker: str, on: dt.date) -> Plan:
    """Give the list of what a worker must correct."""
    from caseforms.reports.fix_list import fix_list, to_fix
    from caseforms.writers.wording import GRADES

    entries = to_fix(desk.casebook.entries, worker)
    if not entries:
        raise UsageError(f"Nothing of {worker} must be corrected.", "See what is registered: caseforms register list")
    titles = {name: form.title for name, form in desk.workspace.forms.items()}
    found = fix_list([desk.casebook.full(entry.id) for entry in entries], titles, GRADES)
    ids = tuple(entry.id for entry in entries)
    groups: Fields = {"worker": worker_group(desk.workspace.settings, worker)}
    about = f"{worker} {on.isoformat()}"
    return _plan(desk, definition, groups, {"entries": rows("entry", found)}, ids, about, f"{ids[0]}-{definition.code}")


def _alone(found: Any) -> dict[str, object]:
    """Give what a report says once, without its lists."""
    return {name: value for name, value in found._asdict().items() if not isinstance(value, tuple)}


def _submission(ids: Sequence[str]) -> str:
    """Give the number of the file that rows came in: files are called by numbers, never by a name."""
    return ids[0].rpartition("-")[0] if ids[0].count("-") > 2 else ids[0]  # noqa: PLR2004  S-2026-00031-1


def _in_a_name(text: str) -> str:
    """Give a number or a unit as it may stand in a file's name."""
    return fold(text).replace(" ", "-")


def _plan(
    desk: LetterDesk, definition: TemplateDefinition, groups: Fields, lists: dict[str, object],
    entries: Sequence[str], about: str, stem: str,
) -> Plan:  # fmt: skip
    def job(on: dt.date) -> Job:
        fields = {name: dict(values) for name, values in groups.items()}
        if "worker" in fields:
            complete_workers(fields, desk.workspace.settings)
        return desk.report(definition, fields, dict(lists), on, What(tuple(entries), about, "", stem))

    return Plan(definition, job, tuple(entries), about)
