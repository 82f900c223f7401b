"""One date against another, with a number of days or months between."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Self

from pydantic import model_validator

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.conditions.moment import SPECIAL, moment, shown
from caseforms.conditions.setting import Number, number
from caseforms.fieldtypes.dates import add_months, business_days_after
from caseforms.model import Agency, Facts, Record


class Condition(BaseCondition):
    """A date may not lie before, or after, another one; silent while one of the two is not known.

    date: the date that is checked: a field, `today` or `received`.
    not_before, not_after: the other date, one of the two; days, months, business_days are added to it
        (a number, negative for earlier, or the name of a setting).
    at: the field that the problem is shown at, where it is not the first of the two that is a field.
    Words: {d} the date, {other} the other one, {limit} the limit, {n} the days between the two.
    """

    date: str
    not_before: str | None = None
    not_after: str | None = None
    days: Number = 0
    months: Number = 0
    business_days: Number = 0
    at: str | None = None

    @model_validator(mode="after")
    def _has_one_limit(self) -> Self:
        if (self.not_before is None) == (self.not_after is None):
            msg = "give either not_before or not_after"
            raise ValueError(msg)
        return self

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield one problem."""
        date, other = moment(record, facts, self.date), moment(record, facts, self._other)
        if date is None or other is None:
            return
        try:
            limit = self._shifted(other, facts.agency)
        except (ValueError, OverflowError):  # a limit beyond the year 9999 limits nothing
            return
        if date < limit if self.not_before else date > limit:
            days = str(abs((date - other).days))
            yield Problem(self._field, {"d": shown(date), "other": shown(other), "limit": shown(limit), "n": days})

    def _shifted(self, date: dt.date, agency: Agency) -> dt.date:
        date = add_months(date, number(self.months, agency)) + dt.timedelta(number(self.days, agency))
        business_days = number(self.business_days, agency)
        return business_days_after(date, business_days, agency.holidays) if business_days else date

    @property
    def _other(self) -> str:
        return self.not_before or self.not_after or ""

    @property
    def _field(self) -> str:
        return self.at or (self._other if self.date in SPECIAL else self.date)

    def fields(self) -> frozenset[str]:
        """Give the fields among the dates."""
        return frozenset({self.date, self._other, self._field}) - SPECIAL

    def owns(self) -> frozenset[str]:
        """Own that the date lies in the future, if that is what it checks."""
        own = self.not_after == "today" and not (self.days or self.months or self.business_days)
        return frozenset({f"{self.date}:future"}) if own else frozenset()

    def words(self) -> frozenset[str]:
        """Give the words of this condition."""
        return frozenset({"d", "other", "limit", "n"})
