"""A person's age on a date is under or over a limit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Field, model_validator

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.conditions.guard import Texts
from caseforms.conditions.moment import SPECIAL, moment, moments, shown
from caseforms.conditions.setting import Number, number
from caseforms.fieldtypes.dates import age_on
from caseforms.model import Agency, Facts, Record, Severity


class Condition(BaseCondition):
    """Reports an age below `under`, above `over` or of at least `reached`; domain.md 6 says how years are counted.

    born: the date of birth, or several; a column is written `household.dob`.
    on: the day that matters, the first of these that is given (a field, `today`, `received`).
    under, over, reached: years, or the name of a setting (`adult_age`). error_over: an error above this.
    at: the field that the problem is shown at, where it is not the date of birth.
    Words: {n} the age in years, {d} the date of birth, {limit} the limit it broke.
    """

    born: Annotated[Texts, Field(min_length=1)]
    on: Texts = ("today",)
    under: Number | None = None
    over: Number | None = None
    reached: Number | None = None
    error_over: Number | None = None
    at: str | None = None

    @model_validator(mode="after")
    def _has_a_limit(self) -> Self:
        if self.under is None and self.over is None and self.reached is None:
            msg = "say under, over or reached"
            raise ValueError(msg)
        return self

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield each age that is out of bounds; somebody not yet born has none."""
        on = next(filter(None, (moment(record, facts, name) for name in self.on)), None)
        if on is None:
            return
        for name in self.born:
            for field, born in moments(record, facts, name):
                if born <= on:
                    yield from self._judged(self.at or field, born, age_on(born, on), facts.agency)

    def _judged(self, at: str, born: dt.date, years: int, agency: Agency) -> Iterator[Problem]:
        limit = self._broken(years, agency)
        if limit is not None:
            grave = self.error_over is not None and years > number(self.error_over, agency)
            words = {"n": str(years), "d": shown(born), "limit": str(limit)}
            yield Problem(at, words, severity=Severity.ERROR if grave else None)

    def _broken(self, years: int, agency: Agency) -> int | None:
        """Give the first limit that the age breaks."""
        if self.under is not None and years < (limit := number(self.under, agency)):
            return limit
        if self.over is not None and years > (limit := number(self.over, agency)):
            return limit
        if self.reached is not None and years >= (limit := number(self.reached, agency)):
            return limit
        return None

    def fields(self) -> frozenset[str]:
        """Give the dates of birth; the rule needs no other field."""
        return frozenset(self.born)

    def reads(self) -> frozenset[str]:
        """Give the days that matter, and where it is shown."""
        return frozenset(filter(None, (*self.on, self.at))) - SPECIAL

    def words(self) -> frozenset[str]:
        """Give the words of this condition."""
        return frozenset({"n", "d", "limit"})
