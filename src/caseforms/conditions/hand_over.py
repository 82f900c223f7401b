"""What is still open for a client, so that the next worker hears of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.conditions.earlier import of_client
from caseforms.conditions.guard import Texts
from caseforms.conditions.moment import moment, shown
from caseforms.conditions.setting import Number, number
from caseforms.fieldtypes.dates import mentions, to_date
from caseforms.fieldtypes.releases import release_holds, same_party
from caseforms.fieldtypes.text import fold
from caseforms.model import Facts, Known, Record

_RELEASE = "release-of-information"
_PARTIES = ("disclosing_party", "receiving_party")
#: A date and what is on that day.
_Item = tuple[dt.date, str]


class Condition(BaseCondition):
    """One problem for all that is open and that the form does not name: releases that end, days that are to come.

    A release counts when it is valid today, ends so many days after the later of today and `until`, or before, and
    no other one between the same parties holds longer.
    at: the field that the problem is shown at. until: a date field. days: a number or a setting.
    dates: field of an earlier form of the client -> what is on that day. told: fields of this form; what stands
    there with its date is handed over. status_not: earlier forms that stand so do not count.
    Words: {items}.
    """

    at: str
    until: str
    days: Number = "roi_warn_days"
    dates: Annotated[dict[str, str], Field(min_length=1)]
    told: Annotated[tuple[str, ...], Field(min_length=1)]
    status_not: Texts = ("incomplete", "returned", "duplicate", "withdrawn")

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield one problem."""
        earlier = [form for form in of_client(record, facts) if form.status not in self.status_not]
        last = max(facts.today, moment(record, facts, self.until) or facts.today)
        last += dt.timedelta(days=number(self.days, facts.agency))
        told = "\n".join(str(text) for name in self.told if (text := record.value(name)))
        items = {*self._to_come(earlier, facts.today), *_ending(earlier, facts, last)}
        open_ = sorted(item for item in items if not mentions(told, item[0]))
        if open_:
            yield Problem(self.at, {"items": "; ".join(f"{what} {shown(day)}" for day, what in open_)})

    def _to_come(self, earlier: Sequence[Known], today: dt.date) -> Iterator[_Item]:
        for form in earlier:
            for name, what in self.dates.items():
                day = to_date(form.values.get(name))
                if day is not None and day >= today:
                    yield day, f"{what} on"

    def fields(self) -> frozenset[str]:
        """Give the fields of the form itself."""
        return frozenset({self.at, self.until, *self.told})

    def words(self) -> frozenset[str]:
        """Give the word of this condition."""
        return frozenset({"items"})


def _ending(earlier: Sequence[Known], facts: Facts, last: dt.date) -> Iterator[_Item]:
    releases = [form for form in earlier if form.form == _RELEASE and release_holds(form.values, facts.today)]
    for release in releases:
        ends, between = to_date(release.values.get("expiration_date")), _between(release.values)
        if ends is None or ends > last:
            continue
        others = (to_date(other.values.get("expiration_date")) for other in releases if other is not release
                  and _between(other.values) == between)  # fmt: skip
        if all(other is not None and other <= ends for other in others):
            yield ends, f"{_named(release.values, facts.agency.name)} ends"


def _between(values: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(fold(party) for party in _parties(values))


def _parties(values: Mapping[str, Any]) -> list[str]:
    found = (values.get(f"{party}_organization") or values.get(f"{party}_name") for party in _PARTIES)
    return [str(party) for party in found if party]


def _named(values: Mapping[str, Any], agency: str) -> str:
    """Name a release after the party that is not our own agency."""
    others = [party for party in _parties(values) if not same_party(party, agency)]
    return f"release for {others[0]}" if others else "release"
