"""Releases of information: whether one is valid on a day, and whom it names (domain.md 6, "ROI validity")."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caseforms.fieldtypes.dates import to_date
from caseforms.fieldtypes.text import fold

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
#: Fields that name the two sides: who gives, who gets.
SIDES = (
    ("disclosing_party_name", "disclosing_party_organization"),
    ("receiving_party_name", "receiving_party_organization"),
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


def same_party(one: str, other: str) -> bool:
    """Say whether two texts name one person or organization: the whole words of one stand in the other.

    "Example Counseling" is "EXAMPLE COUNSELING, Inc."; a text without a word is nobody.
    """
    ours, theirs = f" {fold(one)} ", f" {fold(other)} "
    return bool(ours.strip()) and bool(theirs.strip()) and (ours in theirs or theirs in ours)


def names_party(values: Mapping[str, Any], party: str) -> bool:
    """Say whether one of the two sides of a release is this person or organization."""
    return any(same_party(str(values.get(name) or ""), party) for side in SIDES for name in side)
