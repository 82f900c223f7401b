"""Postal addresses and e-mail addresses."""

from __future__ import annotations

import re

from caseforms.fieldtypes.parsed import Parsed, answered, unreadable
from caseforms.fieldtypes.text import one_line, plain

_STATES = (
    "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois "
    "indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri "
    "montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington "
    "wisconsin wyoming new_hampshire new_jersey new_mexico new_york north_carolina north_dakota rhode_island "
    "south_carolina south_dakota west_virginia district_of_columbia puerto_rico guam american_samoa"
)
_CODES = (
    "al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa "
    "ri sc sd tn tx ut vt va wa wv wi wy dc pr gu as vi mp"
)
_NAMES = "|".join(sorted(_STATES.split(), key=len, reverse=True)).replace("_", r"\s+")
_ZIP = re.compile(r"(?:^|[\s,])(\d{5}(?:-\d{4})?)$", re.ASCII)
_STATE = re.compile(rf"(?:^|[\s,])({_NAMES}|{'|'.join(_CODES.split())})[\s,.]*$", re.IGNORECASE)

#: What shows that a state's name follows: a comma, or no house number.
_BEFORE_STATE = re.compile(r",\s*$|^\D*$", re.ASCII)

_EMAIL = re.compile(
    r"[^\s@,;:<>()\"\[\]\\.]+(?:\.[^\s@,;:<>()\"\[\]\\.]+)*@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_](?:[\w-]{0,61}[^\W_])"
)
_AROUND_EMAIL = re.compile(r"(?:[^<>@]*<)?(?:mailto:)?\s*([^<>\s]+)\s*>?", re.IGNORECASE)
_LONGEST_EMAIL = 254


def read_address(text: str) -> Parsed:
    """Read a postal address; its lines become one, joined by commas."""
    if "\n" not in text:
        return answered(one_line(text))
    lines = (one_line(line).rstrip(",") for line in text.split("\n"))
    return answered(", ".join(line for line in lines if line))


def split_address(text: str) -> dict[str, str]:
    """Take an address apart into street, city, state and zip, as far as it can be told; the rest is "".

    Reads it from its end: ZIP code, state (name or code), then the city behind the last comma. Without a comma, what is
    left is a street if it has a digit, otherwise a city.
    """
    rest = read_address(text).value
    parts = {"street": "", "city": "", "state": "", "zip": ""}
    found = _ZIP.search(rest)
    if found:
        parts["zip"] = found[1]
        rest = rest[: found.start()].rstrip(" ,.")
    found = _STATE.search(rest)
    # "100 Example Ct" is a court, not Connecticut.
    if found and (parts["zip"] or _BEFORE_STATE.search(rest[: found.start(1)])):
        parts["state"] = one_line(found[1])
        rest = rest[: found.start()].rstrip(" ,.")
    if len(parts["state"]) == len("ME"):
        parts["state"] = parts["state"].upper()
    street, comma, city = rest.rpartition(",")
    if not comma and any(map(str.isdigit, rest)):
        street, city = rest, ""
    return parts | {"street": street.strip(" ,"), "city": city.strip()}


def read_email(text: str) -> Parsed:
    """Read an e-mail address, also from `Ada Clerk <ada@example.org>`; else unreadable with `bad_email` {v}."""
    if _EMAIL.fullmatch(text) and len(text) <= _LONGEST_EMAIL:
        return answered(text)
    found = _AROUND_EMAIL.fullmatch(plain(text))
    if found and _EMAIL.fullmatch(found[1]) and len(found[1]) <= _LONGEST_EMAIL:
        return answered(found[1])
    return unreadable("bad_email", v=text)
