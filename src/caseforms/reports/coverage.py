"""The monthly compliance report: counts and percentages of each measure (domain.md 6, "Month result per person")."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from caseforms.fieldtypes.keys import case_key
from caseforms.fieldtypes.text import fold
from caseforms.register.base import Entry
from caseforms.reports.base import NO_LABELS, Labels, Period, date, in_order, of_forms, read_month, same_name, text

RESULTS = "coverage-results"
MET, CODING_ERROR, ATTEMPTED, MISSED, PLAN_GAP = "met", "coding_error", "attempted_only", "missed", "plan_gap"
#: Results that percentages are of; excused, partial and pending months are shown, but not counted.
COUNTED = (MET, CODING_ERROR, ATTEMPTED, MISSED, PLAN_GAP)
#: Results that can still be put right by correcting what was entered.
REPAIRABLE = (CODING_ERROR, PLAN_GAP)


class MeasureRow(NamedTuple):
    """A measure. percent: met of the counted, 0 to 100, rounded down; None where nothing counts."""

    name: str
    counted: int
    met: int
    percent: int | None
    coding_error: int
    attempted_only: int
    missed: int
    plan_gap: int
    excused: int
    partial: int
    pending: int


class PersonRow(NamedTuple):
    """Somebody whose month was not met."""

    worker: str
    person: str
    measure: str
    result: str
    reasons: str


class LateRow(NamedTuple):
    """A contact that was entered late. late_days: after the last day of its month."""

    worker: str
    person: str
    date: dt.date | None
    entered: dt.date | None
    late_days: int


class Coverage(NamedTuple):
    """The report. unit: "" where it is of all. entries: IDs of what it was made from."""

    unit: str
    period: str
    made: dt.date
    measures: tuple[MeasureRow, ...]
    coverage_missed: tuple[PersonRow, ...]
    coverage_repairable: tuple[PersonRow, ...]
    coverage_late: tuple[LateRow, ...]
    entries: tuple[str, ...]


def coverage(
    entries: Iterable[Entry],
    period: Period,
    made: dt.date,
    unit: str = "",
    worker: str = "",
    labels: Labels = NO_LABELS,
) -> Coverage:
    """Give the report on a month (or more), from the rows of coverage results.

    A person's month and measure counts once: what came last.

    Args:
        entries: all of the register.
        period: whose months count.
        made: the day of the report.
        unit: only this unit's rows.
        worker: only this worker's rows.
        labels: words of the coverage results, which also order the measures.
    """
    rows = [
        row
        for row in _once(of_forms(entries, RESULTS), period)
        if (not unit or fold(text(row, "unit")) == fold(unit))
        and (not worker or same_name(text(row, "worker_name"), worker))
    ]
    rows.sort(key=lambda row: (fold(text(row, "worker_name")), fold(text(row, "person")), text(row, "measure")))
    return Coverage(
        unit=unit,
        period=period.label,
        made=made,
        measures=_measures(rows, labels),
        coverage_missed=_people(rows, (MISSED, ATTEMPTED), labels),
        coverage_repairable=_people(rows, REPAIRABLE, labels),
        coverage_late=tuple(late for row in rows if (late := _late(row)).late_days > 0),
        entries=tuple(row.id for row in rows),
    )


def _once(rows: Iterable[Entry], period: Period) -> list[Entry]:
    newest: dict[tuple[object, ...], Entry] = {}
    for row in in_order(rows):
        month = _month(row)
        if month is not None and period.start <= month.start and month.end <= period.end:
            who = fold(text(row, "person")), case_key(text(row, "case_number")), text(row, "person_kind")
            newest[who, month.start, text(row, "measure")] = row
    return list(newest.values())


def _month(row: Entry) -> Period | None:
    return read_month(text(row, "month")) or read_month(str(row.values.get("date_counted") or ""))


def _measures(rows: Iterable[Entry], labels: Labels) -> tuple[MeasureRow, ...]:
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        counts.setdefault(text(row, "measure"), Counter())[text(row, "result")] += 1
    known = list(labels.choices.get("measure", ()))
    order = {measure: place for place, measure in enumerate(known)}
    return tuple(
        measure_row(labels.choice("measure", measure), counts[measure])
        for measure in sorted(counts, key=lambda measure: (order.get(measure, len(known)), measure))
    )


def measure_row(name: str, counts: Mapping[str, int]) -> MeasureRow:
    """Give a measure's line: percent met = met / (met + coding_error + attempted_only + missed + plan_gap).

    Args:
        name: of the measure.
        counts: how many months had each result.
    """
    counted = sum(counts.get(result, 0) for result in COUNTED)
    met = counts.get(MET, 0)
    return MeasureRow(
        name=name,
        counted=counted,
        met=met,
        percent=100 * met // counted if counted else None,
        coding_error=counts.get(CODING_ERROR, 0),
        attempted_only=counts.get(ATTEMPTED, 0),
        missed=counts.get(MISSED, 0),
        plan_gap=counts.get(PLAN_GAP, 0),
        excused=counts.get("excused", 0),
        partial=counts.get("partial", 0),
        pending=counts.get("pending", 0),
    )


def _people(rows: Iterable[Entry], results: tuple[str, ...], labels: Labels) -> tuple[PersonRow, ...]:
    return tuple(
        PersonRow(
            worker=text(row, "worker_name"),
            person=text(row, "person"),
            measure=labels.shown(row, "measure"),
            result=labels.shown(row, "result"),
            reasons=text(row, "reasons"),
        )
        for row in rows
        if text(row, "result") in results
    )


def _late(row: Entry) -> LateRow:
    """Give when a contact was entered; the days late are the row's, else counted from its month's end."""
    day, entered, said = date(row, "date_counted"), date(row, "entered_date"), text(row, "late_days")
    month = read_month(day.isoformat()) if day else None
    late = (entered - month.end).days if entered and month else 0
    if said.isdecimal() and said.isascii():
        late = int(said)
    return LateRow(text(row, "worker_name"), text(row, "person"), day, entered, max(0, late))
