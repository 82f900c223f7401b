"""How long a release of information holds."""

from __future__ import annotations

from collections.abc import Iterator

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.conditions.moment import shown
from caseforms.conditions.setting import Number, number
from caseforms.fieldtypes.dates import to_date
from caseforms.fieldtypes.releases import release_holds
from caseforms.model import Facts, Record


class Condition(BaseCondition):
    """A problem when a release that is valid today ends soon.

    days: how soon (a number or a setting). Words: {d} the end, {n} the days left.
    """

    days: Number = "roi_warn_days"

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield one problem."""
        values = {name: answer.value for name, answer in record.answers.items()}
        ends = to_date(values.get("expiration_date"))
        if ends is not None and release_holds(values, facts.today):
            left = (ends - facts.today).days
            if left <= number(self.days, facts.agency):
                yield Problem("expiration_date", {"d": shown(ends), "n": str(left)})

    def fields(self) -> frozenset[str]:
        """Give the end."""
        return frozenset({"expiration_date"})

    def words(self) -> frozenset[str]:
        """Give the words of this condition."""
        return frozenset({"d", "n"})
