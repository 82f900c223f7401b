"""A date that has not come yet."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.conditions.guard import Texts
from caseforms.conditions.moment import SPECIAL, moment, shown
from caseforms.model import Facts, Record


class Condition(BaseCondition):
    """Reports each of these dates that is later than today, the as-of date.

    fields: the dates looked at, but for those whose future a rule of its own reports. or_after: dates of the same
    form that it may not be later than, either. Words: {d} the date, {limit} the date it is later than.
    """

    of: Texts = Field(alias="fields")
    or_after: Texts = ()

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield each date once."""
        for name in self.of:
            date = moment(record, facts, name)
            if date is None or f"{name}:future" in facts.owned:
                continue
            limits = [limit for other in self.or_after if (limit := moment(record, facts, other))]
            limit = min([facts.today, *limits])
            if date > limit:
                yield Problem(name, {"d": shown(date), "limit": shown(limit)})

    def fields(self) -> frozenset[str]:
        """Give the dates it looks at."""
        return frozenset(self.of)

    def reads(self) -> frozenset[str]:
        """Give the dates it may not be later than."""
        return frozenset(self.or_after) - SPECIAL

    def words(self) -> frozenset[str]:
        """Give the words of this condition."""
        return frozenset({"d", "limit"})
