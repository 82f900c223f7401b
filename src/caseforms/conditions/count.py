"""How many are ticked, or written down one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.conditions.guard import Texts
from caseforms.fieldtypes.text import fold
from caseforms.model import Facts, Record

_BETWEEN = re.compile(r"[,;\n/&+\u2022]|\.\s|\d+[.)]\s|\band\b|\bas well as\b", re.IGNORECASE)


class Condition(BaseCondition):
    """A problem when fewer than `least` or more than `most` are named; blank is no matter of it.

    field: a list of ticks, or a text, whose parts between commas, "and" and the like are counted.
    beside: besides parts that mention one of these phrases there must be another one.
    Words: {n} how many are named.
    """

    field: str
    least: Annotated[int, Field(ge=1)] = 1
    most: Annotated[int, Field(ge=1)] | None = None
    beside: Texts = ()

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:  # noqa: ARG002 - needs no facts
        """Yield one problem."""
        parts = _parts(record.value(self.field))
        number = len(parts)
        if not number:
            return
        too_many = self.most is not None and number > self.most
        if number < self.least or too_many or all(map(self._weak, parts)):
            yield Problem(self.field, {"n": str(number)})

    def _weak(self, part: str) -> bool:
        return any(f" {fold(phrase)}" in f" {part}" for phrase in self.beside)

    def fields(self) -> frozenset[str]:
        """Give the one field."""
        return frozenset({self.field})

    def words(self) -> frozenset[str]:
        """Give the words of this condition."""
        return frozenset({"n"})


def _parts(value: Any) -> set[str]:
    given = value if isinstance(value, list) else _BETWEEN.split(value) if isinstance(value, str) else ()
    return {part for part in map(fold, given) if part}
