"""Somebody was a child on one day and is grown up on another."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.conditions.moment import SPECIAL, moment, shown
from caseforms.model import Facts, Record


class Condition(BaseCondition):
    """A problem when the agency's adult age was reached after one day, by another.

    born: the date of birth. after, by: the two days: a field, `today` or `received`.
    Words: {d} the day the age was reached, {n} the age.
    """

    born: str
    after: str
    by: str = "today"

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield one problem."""
        born, after, by = (moment(record, facts, name) for name in (self.born, self.after, self.by))
        if born is None or after is None or by is None:
            return
        reached = _birthday(born, facts.agency.adult_age)
        if after < reached <= by:
            yield Problem(self.born, {"d": shown(reached), "n": str(facts.agency.adult_age)})

    def fields(self) -> frozenset[str]:
        """Give the fields among the dates."""
        return frozenset({self.born, self.after, self.by}) - SPECIAL

    def words(self) -> frozenset[str]:
        """Give the words of this condition."""
        return frozenset({"d", "n"})


def _birthday(born: dt.date, age: int) -> dt.date:
    """Give the day a person reaches an age; born on February 29, March 1 of other years (domain.md 6)."""
    year = min(born.year + age, dt.MAXYEAR)
    leap_day = (born.month, born.day) == (2, 29)
    return dt.date(year, 3, 1) if leap_day and not calendar.isleap(year) else born.replace(year=year)
