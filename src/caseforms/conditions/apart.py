"""Two kinds of services that must be kept apart within one household or case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Field

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.conditions.earlier import keys_of, known
from caseforms.conditions.guard import Texts, said
from caseforms.model import Facts, Record


class Condition(BaseCondition):
    """A problem when this form asks for a service of one side, and it or another form of the case for the other side.

    field: the list of services. rows: table of further people -> its column with their services.
    one, other: the services of the two sides. Words: {id} the other form, if it is another one.
    """

    field: str
    rows: Mapping[str, str] = {}
    one: Annotated[Texts, Field(min_length=1)]
    other: Annotated[Texts, Field(min_length=1)]

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield one problem."""
        own = {*said(record, self.field), *self._of_rows({name: record.value(name) for name in self.rows})}
        sides = [side for side in (set(self.one), set(self.other)) if side & own]
        if len(sides) > 1:
            yield Problem(self.field, {"id": ""})
        elif sides:
            wanted = set(self.other) if sides[0] == set(self.one) else set(self.one)
            for form in known(facts, "case", keys_of(record).get("case")):
                if wanted & {*(form.values.get(self.field) or ()), *self._of_rows(form.values)}:
                    yield Problem(self.field, {"id": form.id})
                    return

    def _of_rows(self, values: Mapping[str, Any]) -> Iterator[str]:
        for table, column in self.rows.items():
            for row in values.get(table) or ():
                services = row.get(column) or ()
                yield from [services] if isinstance(services, str) else services

    def fields(self) -> frozenset[str]:
        """Give the list and the tables."""
        return frozenset({self.field, *self.rows})

    def reads(self) -> frozenset[str]:
        """Give the columns with services."""
        return frozenset(f"{table}.{column}" for table, column in self.rows.items())

    def words(self) -> frozenset[str]:
        """Give the words of this condition."""
        return frozenset({"id"})
