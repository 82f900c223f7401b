"""Signature lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.model import Facts, Record, State


class Condition(BaseCondition):
    """A problem for each line that is there and not signed, or signed and not dated.

    A copy of the form without the line owes no signature.
    lines: signature field -> field of its date.
    """

    lines: Annotated[dict[str, str], Field(min_length=1)]

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:  # noqa: ARG002 - needs less
        """Yield a problem at the signature or at its date."""
        for signature, date in self.lines.items():
            state = record.answer(signature).state
            if state is State.BLANK:
                yield Problem(signature)
            elif state is not State.ABSENT and record.answer(date).state is State.BLANK:
                yield Problem(date)

    def fields(self) -> frozenset[str]:
        """Give signatures and dates."""
        return frozenset(self.lines) | frozenset(self.lines.values())

    def owns(self) -> frozenset[str]:
        """Own the blankness of all of them."""
        return self.fields()
