"""Enough words to be of use."""

from __future__ import annotations

from collections.abc import Iterator

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.conditions.setting import Number, number
from caseforms.model import Facts, Record


class Condition(BaseCondition):
    """A problem when an answered text has too few words; blank is no matter of it.

    least: how many there must be (a number or a setting). Words: {n} how many there are, {least}.
    """

    field: str
    least: Number = "narrative_min_words"

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield one problem."""
        text = record.value(self.field)
        words = sum(any(map(str.isalnum, word)) for word in text.split()) if isinstance(text, str) else 0
        least = number(self.least, facts.agency)
        if 0 < words < least:
            yield Problem(self.field, {"n": str(words), "least": str(least)})

    def fields(self) -> frozenset[str]:
        """Give the one field."""
        return frozenset({self.field})

    def words(self) -> frozenset[str]:
        """Give the words of this condition."""
        return frozenset({"n", "least"})
