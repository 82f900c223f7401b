"""The waiting list: one per region, one per district, per service (domain.md 7)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from caseforms.fieldtypes.keys import case_key
from caseforms.fieldtypes.phones import shown_phone
from caseforms.fieldtypes.text import fold
from caseforms.register.base import Entry
from caseforms.reports.base import NO_LABELS, Labels, arrived, codes, date, in_order, of_forms, text

DECISION = "decision"
_WAITLISTED, _APPROVED = "waitlisted", "approved"
#: Statuses of a referral that waits no longer.
_OFF = frozenset({"assigned", "in_service", "reject_requested", "closed", "withdrawn", "denied", "duplicate"})
#: Which priority comes first (a default); none given comes last.
_RANKS: Mapping[str, int] = {"emergency": 0, "high": 1, "routine": 2}
_NO_DAY = dt.date.max
_UPDATE_DAYS = 30


class WaitingRow(NamedTuple):
    """A line of the waiting list: one referral for one service. position: in the region's list of the service."""

    position: int
    id: str
    client: str
    dob: dt.date | None
    case_number: str
    region: str
    district: str
    service: str
    priority: str
    placed: dt.date | None
    days_waiting: int | None
    approved: dt.date | None
    contractor: str
    expected_start: str
    other_services: tuple[str, ...]
    last_update: dt.date | None
    update_by: dt.date | None
    specialist: str
    phone: str
    note: str
    district_position: int
    district_count: int
    region_count: int


class Subtotal(NamedTuple):
    """How many wait. district: None for the sum of the region's districts."""

    region: str
    district: str | None
    service: str
    waiting: int


class _Wait(NamedTuple):
    """A decision that put a referral on the list, and the referral where the register has it."""

    decision: Entry
    referral: Entry | None
    service: str

    @property
    def id(self) -> str:
        return self.referral.id if self.referral is not None else text(self.decision, "referral_id")

    @property
    def region(self) -> str:
        return self.said("region")

    @property
    def district(self) -> str:
        return self.said("district")

    @property
    def placed(self) -> dt.date | None:
        return date(self.decision, "placed_on") or date(self.decision, "decided_on")

    def said(self, name: str) -> str:
        return text(self.decision, name) or (text(self.referral, name) if self.referral is not None else "")

    def order(self) -> tuple[object, ...]:
        """Give the order of the list: priority, date placed, received, referral ID (domain.md 7)."""
        source = self.referral or self.decision
        rank = _RANKS.get(text(self.decision, "priority"), len(_RANKS))
        placed = self.placed or arrived(self.decision).date()
        return rank, placed, arrived(source).replace(tzinfo=None), self.id, self.decision.id

    def lists(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give the region's and the district's list that it stands on; case and spaces of the names do not count."""
        region = (fold(self.region), self.service)
        return region, (*region, fold(self.district))


def _number(decision: Entry) -> str:
    return case_key(text(decision, "referral_id"))


def _decided(decision: Entry) -> dt.date:
    return date(decision, "decided_on") or arrived(decision).date()


def _waits(entries: Iterable[Entry], on: dt.date | None) -> list[_Wait]:
    """Give who waits, in the order of the list. on: decisions after it, and those placed after it, do not count."""
    entries = list(entries)
    referrals = {case_key(entry.id): entry for entry in entries if entry.form != DECISION}
    newest: dict[str, dict[str, Entry]] = {}
    decisions = [one for one in in_order(of_forms(entries, DECISION)) if on is None or _decided(one) <= on]
    for decision in sorted(decisions, key=_decided):
        of_services = newest.setdefault(_number(decision), {})
        service = text(decision, "service")
        if not service:
            of_services.clear()  # a decision that names no service is about all of them
        of_services.pop("", None)
        of_services[service] = decision
    waits = [
        _Wait(decision, referral, service)
        for number, of_services in newest.items()
        for referral in (referrals.get(number),)
        if referral is None or referral.status not in _OFF
        for named, decision in of_services.items()
        if text(decision, "result") == _WAITLISTED
        for service in _services(named, referral)
    ]
    return sorted(
        (wait for wait in waits if on is None or wait.placed is None or wait.placed <= on),
        key=lambda wait: wait.order(),
    )


def _services(named: str, referral: Entry | None) -> tuple[str, ...]:
    """Give the services waited for: the decision's, else all that the referral asks for."""
    if named or referral is None:
        return (named,)
    return codes(referral, "services_requested") or ("",)


def waiting_list(
    entries: Iterable[Entry],
    on: dt.date,
    updates: Mapping[str, dt.date] | None = None,
    update_days: int = _UPDATE_DAYS,
    labels: Labels = NO_LABELS,
) -> list[WaitingRow]:
    """Give all who wait on a day, by region, service and position.

    Args:
        entries: all of the register.
        on: the day; decisions made later do not count yet.
        updates: when a referral's family was last written to, by referral ID.
        update_days: days after which it is written to again.
        labels: words of the decision.
    """
    entries = list(entries)
    waits = _waits(entries, on)
    counts = Counter(key for wait in waits for key in wait.lists())
    approvals = _approvals(entries)
    places: Counter[tuple[str, ...]] = Counter()
    rows = []
    for wait in waits:
        places.update(wait.lists())
        region, district = wait.lists()
        row = _row(wait, on, (updates or {}).get(wait.id), update_days, labels)
        rows.append(
            row._replace(
                position=places[region],
                region_count=counts[region],
                district_position=places[district],
                district_count=counts[district],
                approved=approvals.get(_number(wait.decision), row.approved),
            )
        )
    return sorted(rows, key=lambda row: (fold(row.region), row.service, row.position))


def _approvals(entries: Iterable[Entry]) -> dict[str, dt.date]:
    return {
        _number(decision): _decided(decision)
        for decision in of_forms(entries, DECISION)
        if text(decision, "result") == _APPROVED
    }


def _row(wait: _Wait, on: dt.date, updated: dt.date | None, update_days: int, labels: Labels) -> WaitingRow:
    decision, referral, placed = wait.decision, wait.referral or wait.decision, wait.placed
    since = updated or placed
    return WaitingRow(
        position=0,
        id=wait.id,
        client=text(referral, "client_name") or text(referral, "case_name"),
        dob=date(referral, "client_dob"),
        case_number=text(referral, "case_number"),
        region=wait.region,
        district=wait.district,
        service=labels.choice("service", wait.service),
        priority=labels.shown(decision, "priority"),
        placed=placed,
        days_waiting=(on - placed).days if placed else None,
        approved=date(decision, "decided_on"),
        contractor=text(decision, "contractor"),
        expected_start=text(decision, "expected_start"),
        other_services=tuple(_received(referral)),
        last_update=updated,
        update_by=date(decision, "update_by") or (_later(since, update_days) if since else None),
        specialist=text(referral, "worker_name"),
        phone=shown_phone(text(referral, "worker_phone")),
        note=text(decision, "conditions"),
        district_position=0,
        district_count=0,
        region_count=0,
    )


def _later(day: dt.date, days: int) -> dt.date:
    return day + min(dt.timedelta(days=days), _NO_DAY - day)


def _received(referral: Entry) -> Iterator[str]:
    """Walk the services that the family gets now, as the referral tells them."""
    rows = referral.values.get("current_services")
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, Mapping) and (service := row.get("service") or row.get("provider")):
            yield str(service)


def subtotals(rows: Iterable[WaitingRow]) -> list[Subtotal]:
    """Give how many wait in each district, and behind a region's districts in the whole region, for each service."""
    found: dict[tuple[str, str], dict[str, Subtotal]] = {}
    for row in rows:
        districts = found.setdefault((fold(row.region), row.service), {})
        line = districts.get(fold(row.district), Subtotal(row.region, row.district, row.service, 0))
        districts[fold(row.district)] = line._replace(waiting=line.waiting + 1)
    lines: list[Subtotal] = []
    for _, districts in sorted(found.items()):
        of_region = [districts[name] for name in sorted(districts)]
        lines += of_region
        lines.append(of_region[0]._replace(district=None, waiting=sum(line.waiting for line in of_region)))
    return lines


def waiting_place(entries: Iterable[Entry], referral: str, on: dt.date | None = None) -> dict[str, object]:
    """Give where a referral stands, as the waiting-list notice says it; nothing when it does not wait.

    Keys: placed, district_position, district_count, region_position, region_count, expected_start, update_by,
    district, region. A referral that waits for several services: the one it was placed for last.

    Args:
        entries: all of the register.
        referral: its ID.
        on: the day; None counts all decisions.
    """
    rows = waiting_list(entries, on or _NO_DAY)
    found = [row for row in rows if case_key(row.id) == case_key(referral)]
    if not found:
        return {}
    row = max(found, key=lambda one: one.placed or dt.date.min)
    return {
        "placed": row.placed,
        "district_position": row.district_position,
        "district_count": row.district_count,
        "region_position": row.position,
        "region_count": row.region_count,
        "expected_start": row.expected_start,
        "update_by": row.update_by,
        "district": row.district,
        "region": row.region,
    }
