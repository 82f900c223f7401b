"""The same client asked for the same before."""

from __future__ import annotations

from collections.abc import Iterator

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.conditions.earlier import latest, of_client
from caseforms.conditions.guard import Texts, said
from caseforms.conditions.moment import shown
from caseforms.conditions.setting import Number, number
from caseforms.model import Facts, Known, Record


class Condition(BaseCondition):
    """A problem when an earlier form of this client, received not long ago, overlaps with this one.

    field: the list that overlaps. days: how far apart the two were received at most (a number or a setting).
    status: the earlier one stands so. status_not: it does not stand so.
    Words: {id} the earlier form, {d} the day it was received, {n} days ago, {both} what overlaps.
    """

    field: str
    days: Number = "duplicate_days"
    status: Texts = ()
    status_not: Texts = ()

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield one problem for the latest."""
        values = set(said(record, self.field))
        if not values:
            return
        day = record.received or facts.today
        most = number(self.days, facts.agency)
        found = [
            known
            for known in of_client(record, facts)
            if abs((day - known.received).days) <= most and self._stands(known) and values & self._theirs(known)
        ]
        if found:
            last = latest(found)
            both = ", ".join(sorted(values & self._theirs(last))).replace("_", " ")
            days = str(abs((day - last.received).days))
            yield Problem(self.field, {"id": last.id, "d": shown(last.received), "n": days, "both": both})

    def _stands(self, known: Known) -> bool:
        return (not self.status or known.status in self.status) and known.status not in self.status_not

    def _theirs(self, known: Known) -> set[str]:
        return set(known.values.get(self.field) or ())

    def fields(self) -> frozenset[str]:
        """Give the list."""
        return frozenset({self.field})

    def words(self) -> frozenset[str]:
        """Give the words of this condition."""
        return frozenset({"id", "d", "n", "both"})
