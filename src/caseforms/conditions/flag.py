"""The guard says it all: where it holds, there is the problem."""

from __future__ import annotations

from collections.abc import Iterator

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.model import Facts, Record


class Condition(BaseCondition):
    """A problem wherever the rule's `when` holds.

    field: the answer that it is about.
    """

    field: str

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:  # noqa: ARG002 - needs less
        """Yield one problem."""
        yield Problem(self.field)

    def fields(self) -> frozenset[str]:
        """Give the one field."""
        return frozenset({self.field})
