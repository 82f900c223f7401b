"""A table must name somebody, or something, of a kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.conditions.guard import Texts
from caseforms.conditions.moment import moment
from caseforms.conditions.setting import Number, number
from caseforms.fieldtypes.dates import age_on, to_date
from caseforms.model import Facts, Record


class Condition(BaseCondition):
    """A problem when no row of the table is as described; a blank table has none.

    table: the field. where: column -> value (any of several). filled: columns that must be answered.
    below: with the column `dob`, the age that the person has not reached by `on`: the first known of these days.
    Words: {age} the age of `below`, where it is given.
    """

    table: str
    where: Mapping[str, Texts] = {}
    filled: tuple[str, ...] = ()
    below: Number | None = None
    on: Texts = ("form_date", "received", "today")

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield one problem."""
        rows = record.value(self.table) or ()
        if not any(self._fits(row, record, facts) for row in rows):
            age = "" if self.below is None else str(number(self.below, facts.agency))
            yield Problem(self.table, {"age": age})

    def _fits(self, row: Mapping[str, Any], record: Record, facts: Facts) -> bool:
        if not all(str(row.get(column) or "").casefold() in values for column, values in self.where.items()):
            return False
        if not all(row.get(column) for column in self.filled):
            return False
        birth = to_date(row.get("dob") or "")
        if self.below is None or birth is None:
            return True
        day = next(filter(None, (moment(record, facts, name) for name in self.on)), facts.today)
        return age_on(birth, day) < number(self.below, facts.agency)

    def fields(self) -> frozenset[str]:
        """Give the table."""
        return frozenset({self.table})

    def reads(self) -> frozenset[str]:
        """Give the columns that matter."""
        return frozenset(f"{self.table}.{column}" for column in (*self.where, *self.filled))

    def owns(self) -> frozenset[str]:
        """Own the blankness of the table."""
        return frozenset({self.table})

    def words(self) -> frozenset[str]:
        """Give the word of this condition."""
        return frozenset({"age"})
