"""Postal addresses and e-mail addresses."""

from __future__ import annotations

import re

from caseforms.fieldtypes.parsed import Parsed, answered, unreadable
from caseforms.fieldtypes.text import one_line, plain

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


def read_email(text: str) -> Parsed:
    """Read an e-mail address, also from `Ada Clerk <ada@example.org>`; else unreadable with `bad_email` {v}."""
    if _EMAIL.fullmatch(text) and len(text) <= _LONGEST_EMAIL:
        return answered(text)
    found = _AROUND_EMAIL.fullmatch(plain(text))
    if found and _EMAIL.fullmatch(found[1]) and len(found[1]) <= _LONGEST_EMAIL:
        return answered(found[1])
    return unreadable("bad_email", v=text)
