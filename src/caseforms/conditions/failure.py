"""A file gave no form: the failure's own two sentences become the finding."""

from __future__ import annotations

from collections.abc import Iterator

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.conditions.guard import Texts
from caseforms.model import Facts, Failure, Record


class Condition(BaseCondition):
    """Reports files that failed in one of these ways.

    kinds: of failures (`empty`, `damaged`, `encrypted`, `scan`, `unknown_form` ...).
    Words: {message} and {mend}, the failure's own; {kind}.
    """

    kinds: Texts

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:  # noqa: ARG002 - there is a record, so no failure
        """Yield nothing: the file gave a record."""
        return iter(())

    def check_failure(self, failure: Failure, facts: Facts) -> Iterator[Problem]:  # noqa: ARG002 - the failure says it all
        """Yield the failure if it is one of these."""
        if failure.kind in self.kinds:
            yield Problem(words={"kind": failure.kind, "message": failure.message, "mend": failure.mend})

    def words(self) -> frozenset[str]:
        """Give the failure's words."""
        return frozenset({"kind", "message", "mend"})
