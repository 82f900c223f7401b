"""The findings of a quarter's reviews, for directors and programs staff: numbers of cases, no names (OCS 5)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from caseforms.fieldtypes.keys import case_key
from caseforms.fieldtypes.names import split_name
from caseforms.register.base import Entry
from caseforms.reports.base import Period, arrived, date, in_order, of_forms, read_quarter, text

FINDINGS = "monitoring-findings"
_AGENCY, _CONTRACTOR = "agency", "contractor"
_KINDS: Mapping[str, str] = {"strength": "strengths", "contract_issue": "contract_issues", "safety": "safety"}
#: Tables of the referral forms with a column `name`.
_PEOPLE_TABLES = ("household", "household_clients")


class FindingRow(NamedTuple):
    """A finding. number: its own, else its place in the quarter; id: of the referral."""

    number: str
    id: str
    area: str
    date: dt.date | None
    text: str


class ActionRow(NamedTuple):
    """What is to be done about a finding. closed: None while it is open."""

    number: str
    id: str
    recommendation: str
    owner: str
    due: dt.date | None
    closed: dt.date | None


class Monitoring(NamedTuple):
    """The summary. reviewed: how many referrals have a finding. entries: IDs of what it was made from."""

    period: str
    reviewed: int
    strengths: tuple[FindingRow, ...]
    concerns: tuple[FindingRow, ...]
    training_agency: tuple[FindingRow, ...]
    training_contractor: tuple[FindingRow, ...]
    contract_issues: tuple[FindingRow, ...]
    safety: tuple[FindingRow, ...]
    actions: tuple[ActionRow, ...]
    entries: tuple[str, ...]


def monitoring(entries: Iterable[Entry], quarter: Period) -> Monitoring:
    """Give the findings of a quarter by kind, in the order of their days.

    A finding of no known kind is a concern; a training need that names no staff stands with both staffs, so that
    neither misses it. The same finding (number and referral) counts once: what came last. Names of the referral's
    client and household become its number.

    Args:
        entries: all of the register; the referrals give the names that may not stand in the text.
        quarter: from `base.quarter`.
    """
    entries = list(entries)
    referrals = {case_key(entry.id): entry for entry in entries}
    found = _of_quarter(entries, quarter)
    groups: dict[str, list[FindingRow]] = {}
    actions = []
    for place, entry in enumerate(found, 1):
        number = text(entry, "number") or str(place)
        referral = text(entry, "referral_id")
        hide = _Hiding(referrals.get(case_key(referral)), referral, text(entry, "contractor"))
        row = FindingRow(number, referral, text(entry, "area"), date(entry, "finding_date"), hide(text(entry, "text")))
        for group in _groups(entry):
            groups.setdefault(group, []).append(row)
        if recommendation := hide(text(entry, "recommendation")):
            days = date(entry, "due_date"), date(entry, "closed_date")
            actions.append(ActionRow(number, referral, recommendation, text(entry, "owner"), *days))
    return Monitoring(
        period=quarter.label,
        reviewed=len({case_key(text(entry, "referral_id")) for entry in found} - {""}),
        strengths=tuple(groups.get("strengths", ())),
        concerns=tuple(groups.get("concerns", ())),
        training_agency=tuple(groups.get("training_agency", ())),
        training_contractor=tuple(groups.get("training_contractor", ())),
        contract_issues=tuple(groups.get("contract_issues", ())),
        safety=tuple(groups.get("safety", ())),
        actions=tuple(actions),
        entries=tuple(entry.id for entry in found),
    )


def _of_quarter(entries: Iterable[Entry], quarter: Period) -> list[Entry]:
    newest: dict[tuple[str, str], Entry] = {}
    for entry in in_order(of_forms(entries, FINDINGS)):
        if _in(entry, quarter):
            number = case_key(text(entry, "number"))
            newest[(number, case_key(text(entry, "referral_id"))) if number else ("", entry.id)] = entry
    return sorted(newest.values(), key=lambda entry: (date(entry, "finding_date") or quarter.end, entry.id))


def _in(entry: Entry, quarter: Period) -> bool:
    """Say whether a finding is of the quarter: the one it names, else that of its day."""
    named = read_quarter(text(entry, "quarter"))
    return named == quarter if named else quarter.holds(date(entry, "finding_date") or arrived(entry).date())


def _groups(entry: Entry) -> Sequence[str]:
    kind, staff = text(entry, "kind"), text(entry, "staff_group")
    if kind != "training_need":
        return (_KINDS.get(kind, "concerns"),)
    return [f"training_{group}" for group in (_AGENCY, _CONTRACTOR) if staff in {group, ""}] or ["concerns"]


class _Hiding:
    """Puts the referral's number in place of the names of its people; the contractor's name stays whole."""

    def __init__(self, referral: Entry | None, number: str, contractor: str) -> None:
        """Collect the names: whole ones in any case and order, first and last names as names are written."""
        whole: set[str] = set()
        parts: set[str] = set()
        for name in _names(referral):
            split = split_name(name)
            whole |= {name, f"{split.last}, {split.first}", f"{split.first} {split.last}"}
            parts |= {way for part in (split.first, split.last) for way in (part, part.title(), part.upper())}
        if case := text(referral, "case_name") if referral is not None else "":
            whole.add(case)
            parts.add(split_name(case).last)
        ways = [rf"(?P<kept>{re.escape(contractor)})"] if contractor else []
        ways += [f"(?i:{re.escape(name)})" for name in _longest_first(whole)]
        ways += map(re.escape, _longest_first(parts))
        self._number = number or "the client"
        self._names = re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)") if whole else None
        self._keeps = bool(contractor)

    def __call__(self, written: str) -> str:
        """Give the text without names."""
        if self._names is None:
            return written
        return self._names.sub(lambda found: (self._keeps and found["kept"]) or self._number, written)


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted({name for name in names if len(name.strip(" ,")) > 1}, key=lambda name: (-len(name), name))


def _names(referral: Entry | None) -> list[str]:
    if referral is None:
        return []
    tables = [referral.values.get(name) for name in _PEOPLE_TABLES]
    rows = [row for table in tables if isinstance(table, list) for row in table if isinstance(row, Mapping)]
    return [name for name in (text(referral, "client_name"), *(str(row.get("name") or "") for row in rows)) if name]
