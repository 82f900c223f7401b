"""Two answers that should differ are the same."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.conditions.guard import Texts
from caseforms.fieldtypes.phones import NO_PHONE
from caseforms.model import Facts, Record

TODAY = "today"
AGENCY_PHONE = "agency_phone"
_IN_WORDS = {TODAY: "today's date", AGENCY_PHONE: "the agency's phone"}
_PHONE_DIGITS = 10


class Condition(BaseCondition):
    """Reports a field that repeats one of the others; phones are the same with any extension.

    field: the field looked at. others: fields it must differ from; `today` is the as-of date, `agency_phone`
    the agency's own number. Word: {other}, the label of what it repeats.
    """

    field: str
    others: Texts

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield the first repetition."""
        value = record.value(self.field)
        if value is None or value == NO_PHONE:
            return
        for name in self.others:
            if _bare(value) == _bare(_other(record, facts, name)):
                yield Problem(self.field, {"other": _IN_WORDS.get(name) or record.answer(name).label})
                return

    def fields(self) -> frozenset[str]:
        """Give the field looked at; the others may be missing."""
        return frozenset({self.field})

    def reads(self) -> frozenset[str]:
        """Give the others."""
        return frozenset(self.others) - {TODAY, AGENCY_PHONE}

    def words(self) -> frozenset[str]:
        """Give the word of this condition."""
        return frozenset({"other"})


def _other(record: Record, facts: Facts, name: str) -> str:
    if name == TODAY:
        return facts.today.isoformat()
    if name == AGENCY_PHONE:
        return _digits(facts.agency.phone)
    return record.value(name) or ""


def _bare(value: str) -> str:
    """Give a phone without its extension (`2075550134x12`); other values as they are."""
    head, cross, tail = value.partition("x")
    return head if cross and head.isdigit() and tail.isdigit() else value


@lru_cache(maxsize=8)
def _digits(phone: str) -> str:
    head = phone.lower().partition("x")[0]
    return "".join(char for char in head if char.isdigit())[-_PHONE_DIGITS:]
