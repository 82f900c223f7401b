"""The same file came before."""

from __future__ import annotations

from collections.abc import Iterator

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.conditions.moment import shown
from caseforms.model import Facts, Record


class Condition(BaseCondition):
    """Reports a form whose file has the content of one that is known already.

    Words: {id} of the earlier entry, {d} the day it came.
    """

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:  # noqa: ARG002 - the content decides
        """Yield the first earlier entry with this content."""
        for known in facts.history.find("sha256", facts.sha256)[:1]:
            yield Problem(words={"id": known.id, "d": shown(known.received)})

    def words(self) -> frozenset[str]:
        """Give the words of this condition."""
        return frozenset({"id", "d"})
