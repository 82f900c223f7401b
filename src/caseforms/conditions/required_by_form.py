"""The form needs an answer, it is blank, and no rule of its own says so."""

from __future__ import annotations

from collections.abc import Iterator

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.model import Facts, Record, State

_MISSING = {State.BLANK: "is blank", State.ABSENT: "is not on this copy of the form"}


class Condition(BaseCondition):
    """Reports every blank or absent answer that the form's definition requires.

    Words: {what}, `is blank` or `is not on this copy of the form`.
    """

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield the needed fields that are missing."""
        for answer in record.answers.values():
            if answer.needed and answer.state in _MISSING and answer.field not in facts.owned:
                yield Problem(answer.field, {"what": _MISSING[answer.state]})

    def words(self) -> frozenset[str]:
        """Give the word of this condition."""
        return frozenset({"what"})
