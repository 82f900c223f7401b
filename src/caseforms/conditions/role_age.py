"""A person's age does not fit the role the form gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.conditions.guard import Texts
from caseforms.conditions.moment import SPECIAL, moment
from caseforms.conditions.setting import Number, number
from caseforms.fieldtypes.dates import age_on, to_date
from caseforms.model import Facts, Record


class Condition(BaseCondition):
    """Reports children who are too old to be one and caregivers who are children themselves.

    role, born: fields of the client. table: rows of further people with the columns name, dob and role.
    on: the day that matters, as in `age`. child_roles: must be under `child_until` years, or under a setting.
    caregiver_roles: must be `caregiver_from` years or more.
    Words: {n} the age, {role} the role, {person} who it is: the client, or the row's name.
    """

    role: str = ""
    born: str = ""
    table: str = ""
    on: Texts = ("today",)
    child_roles: Texts
    child_until: Number = "child_role_until"
    caregiver_roles: Texts
    caregiver_from: int

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield the client and each row whose age and role do not fit."""
        on = next(filter(None, (moment(record, facts, name) for name in self.on)), None)
        if on is None:
            return
        years = self._misfit(record.value(self.role), record.value(self.born), on, facts)
        if years is not None:
            words = {"n": str(years), "role": record.value(self.role), "person": "the client"}
            yield Problem(self.born, words)
        rows: list[Mapping[str, Any]] = record.value(self.table) or []
        for position, row in enumerate(rows, start=1):
            years = self._misfit(row.get("role"), row.get("dob"), on, facts)
            if years is not None:
                name = row.get("name")
                words = {"n": str(years), "role": str(row["role"]), "person": name or f"row {position}"}
                yield Problem(self.table, words, names=(name,) if name else ())

    def _misfit(self, role: Any, born: Any, on: dt.date, facts: Facts) -> int | None:
        """Give the age when it does not fit the role."""
        birth = to_date(born)
        if not role or birth is None or birth > on:
            return None
        years = age_on(birth, on)
        too_old = role in self.child_roles and years >= number(self.child_until, facts.agency)
        too_young = role in self.caregiver_roles and years < self.caregiver_from
        return years if too_old or too_young else None

    def fields(self) -> frozenset[str]:
        """Give the client's role and the table; a form needs one of them."""
        return frozenset(name for name in (self.role, self.table) if name)

    def reads(self) -> frozenset[str]:
        """Give the client's date of birth, the days that matter and the columns."""
        columns = (f"{self.table}.{column}" for column in ("name", "dob", "role") if self.table)
        return frozenset((self.born, *self.on, *columns)) - SPECIAL - {""}

    def words(self) -> frozenset[str]:
        """Give the words of this condition."""
        return frozenset({"n", "role", "person"})
