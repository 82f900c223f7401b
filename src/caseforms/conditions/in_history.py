"""An earlier form of the same case or person, and how it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.conditions.earlier import keys_of, known
from caseforms.conditions.guard import Texts
from caseforms.model import Facts, Record


class Condition(BaseCondition):
    """A problem when there is such an earlier form, or with `wanted = true` when there is none.

    by: how the forms are matched; one way is enough. among: only these forms. status: only those that stand so.
    at: the field that the problem is shown at. Words: {id} the earlier form, if there is one.
    """

    by: Annotated[tuple[Literal["name", "case", "provider"], ...], Field(min_length=1)]
    at: str
    among: tuple[str, ...] = ()
    status: Texts = ()
    wanted: bool = False

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield one problem."""
        own = keys_of(record)
        found = next(
            (
                form
                for kind in self.by
                for form in known(facts, kind, own.get(kind))
                if (not self.among or form.form in self.among) and (not self.status or form.status in self.status)
            ),
            None,
        )
        if (found is None) == self.wanted:
            yield Problem(self.at, {"id": found.id if found else ""})

    def fields(self) -> frozenset[str]:
        """Give the field it is shown at."""
        return frozenset({self.at})

    def words(self) -> frozenset[str]:
        """Give the words of this condition."""
        return frozenset({"id"})
