"""A release of information that covers this client, or this provider, is with us."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.conditions.earlier import known, of_client
from caseforms.conditions.guard import Texts
from caseforms.fieldtypes.keys import name_key
from caseforms.fieldtypes.releases import names_party, release_holds
from caseforms.model import Facts, Known, Record


class Condition(BaseCondition):
    """A problem when no release that is valid today is known.

    Without a table: for the client of the form, with anybody; the problem is shown at `at`.
    at: the field that the problem is shown at.
    providers: a table with a column `provider`; each row needs a release that names its provider.
    where, unless: column -> value; rows that count, and rows that do not.
    people: the table with a column `name` whose people the releases may be for, beside the client.
    status_not: releases that stand so are not valid.
    Words: {provider}.
    """

    at: str
    providers: str | None = None
    where: Mapping[str, Texts] = {}
    unless: Mapping[str, Texts] = {}
    people: str | None = None
    status_not: Texts = ("incomplete", "returned", "duplicate", "withdrawn")

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield one problem, or one for each provider without a release."""
        releases = [
            form
            for form in self._of_people(record, facts)
            if form.form == "release-of-information"
            and form.status not in self.status_not
            and release_holds(form.values, facts.today)
        ]
        if self.providers is None:
            if not releases:
                yield Problem(self.at)
            return
        for row in record.value(self.providers) or ():
            provider = row.get("provider")
            if provider and self._counts(row) and not any(names_party(form.values, str(provider)) for form in releases):
                yield Problem(self.at, {"provider": str(provider)})

    def _of_people(self, record: Record, facts: Facts) -> Iterator[Known]:
        yield from of_client(record, facts)
        for row in (record.value(self.people) if self.people else None) or ():
            for form in known(facts, "name", name_key(str(row.get("name") or ""))):
                if not row.get("dob") or form.keys.get("dob") == row["dob"]:
                    yield form

    def _counts(self, row: Mapping[str, Any]) -> bool:
        return all(_cell(row, column) in values for column, values in self.where.items()) and not any(
            _cell(row, column) in values for column, values in self.unless.items()
        )

    def fields(self) -> frozenset[str]:
        """Give the field and the tables."""
        return frozenset(filter(None, (self.at, self.providers, self.people)))

    def reads(self) -> frozenset[str]:
        """Give the columns that matter."""
        columns = [(self.providers, column) for column in ("provider", *self.where, *self.unless)]
        return frozenset(f"{table}.{column}" for table, column in (*columns, (self.people, "name")) if table)

    def words(self) -> frozenset[str]:
        """Give the word of this condition."""
        return frozenset({"provider"})


def _cell(row: Mapping[str, Any], column: str) -> str:
    return str(row.get(column) or "").casefold()
