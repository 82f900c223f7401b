"""How long a release of information holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.conditions.moment import shown
from caseforms.conditions.setting import Number, number
from caseforms.fieldtypes.dates import to_date
from caseforms.model import Facts, Record

#: What a release must say, each in one of these fields; else it is none, whatever its dates (45 CFR 164.508(c)(1)).
_ELEMENTS = (
    ("client_name",),
    ("client_dob",),
    ("disclosing_party_name", "disclosing_party_organization"),
    ("receiving_party_name", "receiving_party_organization"),
    ("information_description", "information_types"),
    ("purpose",),
    ("signature",),
    ("signature_date",),
)


def release_holds(values: Mapping[str, Any], day: dt.date) -> bool:
    """Say whether a release is valid on a day (domain.md 6): signed, not ended, not revoked.

    A release that ends with an event holds while the event is not dated.
    """
    signed, ends, revoked = (
        to_date(values.get(name)) for name in ("signature_date", "expiration_date", "revoked_date")
    )
    if not all(any(map(values.get, names)) for names in _ELEMENTS) or signed is None or signed > day:
        return False
    if revoked is not None and revoked <= day:
        return False
    return day <= ends if ends is not None else bool(values.get("expiration_event"))


class Condition(BaseCondition):
    """A problem when a release that is valid today ends soon.

    days: how soon (a number or a setting). Words: {d} the end, {n} the days left.
    """

    days: Number = "roi_warn_days"

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield one problem."""
        values = {name: answer.value for name, answer in record.answers.items()}
        ends = to_date(values.get("expiration_date"))
        if ends is not None and release_holds(values, facts.today):
            left = (ends - facts.today).days
            if left <= number(self.days, facts.agency):
                yield Problem("expiration_date", {"d": shown(ends), "n": str(left)})

    def fields(self) -> frozenset[str]:
        """Give the end."""
        return frozenset({"expiration_date"})

    def words(self) -> frozenset[str]:
        """Give the words of this condition."""
        return frozenset({"d", "n"})
