"""These questions must be answered: all of them, or at least one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.conditions.guard import Texts, filled, said
from caseforms.fieldtypes.blanks import is_blank
from caseforms.model import Facts, Record, State


class Condition(BaseCondition):
    """One problem for all that is missing.

    need: the fields; a field that this copy of the form lacks is missing too. any: one of them is enough.
    is: only these values count as an answer (a tick that must be yes); of one that cannot be read nothing is said.
    is_not: these do not ("no" for initials). none_is_blank: neither do "none", "N/A" and "unknown" in a text.
    Words: {missing}, the labels of what is missing.
    """

    need: Annotated[Texts, Field(min_length=1)]
    any: bool = False
    is_: Texts | None = Field(None, alias="is")
    is_not: Texts = ()
    none_is_blank: bool = False

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:  # noqa: ARG002 - needs no facts
        """Yield one problem, at the first field that is missing."""
        missing = [field for field in self.need if not self._given(record, field)]
        if missing and (not self.any or len(missing) == len(self.need)):
            *labels, last = (record.answer(field).label.rstrip(" ?:") for field in missing)
            word = "or" if self.any else "and"
            yield Problem(missing[0], {"missing": f"{', '.join(labels)} {word} {last}" if labels else last})

    def _given(self, record: Record, field: str) -> bool:
        values, answer = said(record, field), record.answer(field)
        if self.is_ is not None:
            return answer.state is State.UNREADABLE or not set(values).isdisjoint(self.is_)
        if self.none_is_blank and is_blank("name", answer.raw):
            return False
        return filled(record, field) and set(values).isdisjoint(self.is_not)

    def fields(self) -> frozenset[str]:
        """Give the fields that are needed."""
        return frozenset(self.need)

    def owns(self) -> frozenset[str]:
        """Own the blankness of all of them."""
        return frozenset(self.need)

    def words(self) -> frozenset[str]:
        """Give the word of this condition."""
        return frozenset({"missing"})
