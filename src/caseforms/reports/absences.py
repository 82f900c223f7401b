"""When a client was away, and which months need a note that says so (domain.md 6, "Absence")."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from caseforms.fieldtypes.dates import add_months
from caseforms.register.base import Entry
from caseforms.reports.base import NO_LABELS, Labels, Period, date, in_order, of_forms, text

STATUS_CHANGE = "status-change"
_OUT, _BACK = "absence_out", "absence_return"
_DAY = dt.timedelta(days=1)


class Absence(NamedTuple):
    """A time away: from the day out until the day before the day back; back is None while the client is away."""

    out: dt.date
    back: dt.date | None
    reason: str
    place: str


def absences(entries: Iterable[Entry], labels: Labels = NO_LABELS) -> tuple[Absence, ...]:
    """Give the absences that a client's status changes tell, in order, each time away once.

    What came later corrects what came before for the same day out. A return without a day out ends the absence that
    began last. An absence that no return ended goes on into the next one.
    """
    spells: dict[dt.date, Absence] = {}
    for entry in in_order(of_forms(entries, STATUS_CHANGE)):
        kind = text(entry, "change_type")
        if kind not in {_OUT, _BACK}:
            continue
        effective = date(entry, "effective_date")
        out = date(entry, "out_date") or (effective if kind == _OUT else None)
        back = date(entry, "return_date") or (effective if kind == _BACK else None)
        if out is None and back is not None:
            out = max((begun for begun in spells if begun <= back), default=None)
        if out is not None:
            known = spells.get(out, Absence(out, None, "", ""))
            reason, place = labels.shown(entry, "absence_reason"), text(entry, "holding_location")
            spells[out] = Absence(out, back or known.back, reason or known.reason, place or known.place)
    return _joined([spells[out] for out in sorted(spells)])


def _joined(spells: Sequence[Absence]) -> tuple[Absence, ...]:
    found: list[Absence] = []
    for spell in spells:
        if spell.back == spell.out:
            continue  # out and back within a day: not away
        if spell.back is not None and spell.back < spell.out:
            spell = spell._replace(back=None)  # noqa: PLW2901 - a day that cannot be says nothing
        last = found[-1] if found else None
        if last is None or (last.back is not None and last.back <= spell.out):
            found.append(spell)
        else:
            ends = spell.back if last.back is None or spell.back is None else max(last.back, spell.back)
            found[-1] = Absence(last.out, ends, spell.reason or last.reason, spell.place or last.place)
    return tuple(found)


def away_in(absence: Absence, period: Period) -> bool:
    """Say whether the client was away on a day of the period; the day back is not one."""
    return absence.out <= period.end and (absence.back is None or absence.back > period.start)


def note_due(absence: Absence, month: Period, today: dt.date, after_months: int = 1) -> bool:
    """Say whether a month needs a note on the absence (policy OP-060101 III.A; domain.md 6).

    It does when it has a day later than `after_months` months after the day out, up to today, on which the client is
    still away. Out 01/10, back 02/20: February does (02/11 to 02/19); back 02/11: no month does.
    """
    if absence.out > month.end:
        return False
    first = add_months(absence.out, after_months) + _DAY
    last = today if absence.back is None else min(today, absence.back - _DAY)
    return max(first, month.start) <= min(last, month.end)
