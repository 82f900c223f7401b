"""The active providers of a case and the releases of information of a client (domain.md 6, "ROI validity")."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from caseforms.fieldtypes.phones import shown_phone
from caseforms.fieldtypes.releases import SIDES, names_party, release_holds, same_party
from caseforms.fieldtypes.text import fold
from caseforms.register.base import Entry
from caseforms.reports.base import NO_LABELS, Labels, date, in_order, of_forms, text
from caseforms.reports.clients import Client, client_of, same_client

PAGE, RELEASE = "provider-contact-page", "release-of-information"
_FAR = dt.date.max


class ActiveProvider(NamedTuple):
    """A provider as the newest contact page has it. id: of that page's entry.

    release_ends: last day of the release that holds longest; None where none holds, or it ends with an event.
    """

    id: str
    name: str
    agency: str
    phone: str
    email: str
    best_way: str
    services: str
    release_valid: bool
    release_ends: dt.date | None


class ReleaseRow(NamedTuple):
    """A release of information. ends: None where it ends with an event or does not say."""

    id: str
    disclosing: str
    receiving: str
    ends: dt.date | None
    valid: bool


def active_providers(
    entries: Iterable[Entry],
    on: dt.date,
    client: Client | None = None,
    ours: Collection[str] = (),
    labels: Labels = NO_LABELS,
) -> list[ActiveProvider]:
    """Give the providers whose contact page is on file, by agency and name; the newest page of a provider counts.

    A page that names nobody came back blank and is no provider's.

    Args:
        entries: those of one case or client.
        on: the day on which a release must hold.
        client: whose releases count; without it, those of anybody among the entries.
        ours: names of the agency and its workers; given, a release counts only if one stands on its other side.
        labels: words of the contact page.
    """
    entries = list(entries)
    newest = {who: page for page in in_order(of_forms(entries, PAGE)) if (who := _identity(page))}
    valid = [release for release in _of(entries, client) if is_valid(release, on)]
    rows = [_row(page, [one for one in valid if _between(one, _names(page), ours)], labels) for page in newest.values()]
    return sorted(rows, key=lambda row: (fold(row.agency), fold(row.name), row.id))


def _identity(page: Entry) -> str:
    """Give what tells one provider from another: the person, of a page without one the agency; "" for nobody."""
    return fold(text(page, "provider_name") or text(page, "agency_name"))


def _of(entries: Iterable[Entry], client: Client | None) -> list[Entry]:
    found = of_forms(entries, RELEASE)
    return [entry for entry in found if client is None or same_client(client, client_of(entry))]


def is_valid(release: Entry, on: dt.date) -> bool:
    """Say whether a release is valid on a day: it holds, and nothing on it must be fixed first (domain.md 6)."""
    return not release.errors and release.status not in {"incomplete", "returned"} and release_holds(release.values, on)


def is_released(
    entries: Iterable[Entry], on: dt.date, client: Client | None, names: Collection[str], ours: Collection[str]
) -> bool:
    """Say whether a release that is valid on a day stands between us and a provider of one of these names.

    The other arguments are those of `active_providers`.
    """
    return any(is_valid(release, on) and _between(release, names, ours) for release in _of(entries, client))


def _names(page: Entry) -> list[str]:
    return [name for name in (text(page, "provider_name"), text(page, "agency_name")) if name]


def _between(release: Entry, names: Collection[str], ours: Collection[str]) -> bool:
    """Say whether a release stands between a provider of one of these names and us."""
    for name in names:
        if not ours and names_party(release.values, name):
            return True
        for one, other in (SIDES, SIDES[::-1]):
            theirs = any(same_party(text(release, field), name) for field in one)
            if ours and theirs and any(same_party(text(release, field), us) for field in other for us in ours):
                return True
    return False


def _row(page: Entry, valid: Sequence[Entry], labels: Labels) -> ActiveProvider:
    longest = max((date(release, "expiration_date") or _FAR for release in valid), default=_FAR)
    return ActiveProvider(
        id=page.id,
        name=text(page, "provider_name"),
        agency=text(page, "agency_name"),
        phone=shown_phone(text(page, "provider_phone") or text(page, "cell_phone")),
        email=text(page, "provider_email"),
        best_way=labels.shown(page, "best_way_to_reach"),
        services=text(page, "services_provided"),
        release_valid=bool(valid),
        release_ends=None if longest == _FAR else longest,
    )


def releases(entries: Iterable[Entry], on: dt.date, client: Client | None = None) -> list[ReleaseRow]:
    """Give all releases of a client, those that end first at the top.

    Args:
        entries: those of one case or client.
        on: the day on which they are valid or not.
        client: whose; without it, of anybody among the entries.
    """
    rows = [
        ReleaseRow(
            id=entry.id,
            disclosing=_side(entry, 0),
            receiving=_side(entry, 1),
            ends=date(entry, "expiration_date"),
            valid=is_valid(entry, on),
        )
        for entry in _of(entries, client)
    ]
    return sorted(rows, key=lambda row: (row.ends or _FAR, row.id))


def _side(entry: Entry, number: int) -> str:
    return ", ".join(filter(None, (text(entry, name) for name in SIDES[number])))
