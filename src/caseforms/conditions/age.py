"""A person's age on a date is under or over a limit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from pydantic import model_validator

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.conditions.guard import Texts
from caseforms.conditions.moment import SPECIAL, moment
from caseforms.conditions.setting import Number, number
from caseforms.fieldtypes.dates import age_on
from caseforms.model import Facts, Record, Severity


class Condition(BaseCondition):
    """Reports an age below `under` or above `over`; domain.md 6 says how years are counted.

    born: the date of birth. on: the day that matters, the first of these that is given (a field, `today`, `received`).
    under, over: years, or the name of a setting (`adult_age`). error_over: an error above this.
    Words: {n} the age in years, {limit} the limit it broke.
    """

    born: str
    on: Texts = ("today",)
    under: Number | None = None
    over: Number | None = None
    error_over: Number | None = None

    @model_validator(mode="after")
    def _has_a_limit(self) -> Self:
        if self.under is None and self.over is None:
            msg = "say under or over"
            raise ValueError(msg)
        return self

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield the age if it is out of bounds; somebody not yet born has none."""
        born = moment(record, facts, self.born)
        on = next(filter(None, (moment(record, facts, name) for name in self.on)), None)
        if born is None or on is None or born > on:
            return
        years, agency = age_on(born, on), facts.agency
        if self.under is not None and years < (limit := number(self.under, agency)):
            yield Problem(self.born, {"n": str(years), "limit": str(limit)})
        elif self.over is not None and years > (limit := number(self.over, agency)):
            grave = self.error_over is not None and years > number(self.error_over, agency)
            severity = Severity.ERROR if grave else None
            yield Problem(self.born, {"n": str(years), "limit": str(limit)}, severity=severity)

    def fields(self) -> frozenset[str]:
        """Give the date of birth; the rule needs no other field."""
        return frozenset({self.born})

    def reads(self) -> frozenset[str]:
        """Give the days that matter."""
        return frozenset(self.on) - SPECIAL

    def words(self) -> frozenset[str]:
        """Give the words of this condition."""
        return frozenset({"n", "limit"})
