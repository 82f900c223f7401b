"""A date that has not come yet."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.conditions.guard import Texts
from caseforms.conditions.moment import SPECIAL, moment, moments, shown
from caseforms.model import Facts, Record


class Condition(BaseCondition):
    """Reports each of these dates that is later than today, the as-of date.

    fields: the dates looked at (a column is written `household.dob`), but for those whose future a rule of its own
        reports. or_after: dates of the same form that they may not be later than, either.
    Words: {d} the date, {limit} the date it is later than, {after} this in words: `in the future`, or
        `after Date of request, 03/02/2026`.
    """

    of: Texts = Field(alias="fields")
    or_after: Texts = ()

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield each date once."""
        limits = [(limit, other) for other in self.or_after if (limit := moment(record, facts, other))]
        limit, other = min(limits, default=(facts.today, ""))
        for name in self.of:
            if f"{name}:future" in facts.owned:
                continue
            for field, date in moments(record, facts, name):
                if date > facts.today:
                    yield Problem(field, {"d": shown(date), "limit": shown(facts.today), "after": "in the future"})
                elif date > limit:
                    after = f"after {record.answer(other).label}, {shown(limit)}"
                    yield Problem(field, {"d": shown(date), "limit": shown(limit), "after": after})

    def fields(self) -> frozenset[str]:
        """Give the dates it looks at."""
        return frozenset(self.of)

    def reads(self) -> frozenset[str]:
        """Give the dates it may not be later than."""
        return frozenset(self.or_after) - SPECIAL

    def words(self) -> frozenset[str]:
        """Give the words of this condition."""
        return frozenset({"d", "limit", "after"})
