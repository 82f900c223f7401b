"""Answers to yes/no questions (domain.md 3, "Values")."""

from __future__ import annotations

import re
from collections.abc import Mapping

from caseforms.fieldtypes.marks import marked
from caseforms.fieldtypes.parsed import BLANK, Parsed, answered, unreadable
from caseforms.fieldtypes.text import fold

_YES = answered("yes")
_NO = answered("no")
_UNKNOWN = answered("unknown")
_WRITTEN: Mapping[str, Parsed] = (
    dict.fromkeys(("yes", "y", "x", "true", "1", "1.0", "on", "\u2713", "\u2714", "\u2611", "\u2612", "\u2705"), _YES)
    | dict.fromkeys(("no", "n", "false", "0", "0.0", "off", "\u2610"), _NO)
    | dict.fromkeys(("unknown", "unk", "not sure", "unsure", "dont know", "do not know", "not known"), _UNKNOWN)
)
#: An answer with more behind it: "Yes - Penobscot", "No, never".
_WITH_MORE = re.compile(r"(yes|no)\s*[-\u2013\u2014:,;.(](?!\W*(?:yes|no)\b)", re.IGNORECASE)
_SUGGESTIONS = {"y": "Yes", "n": "No", "u": "Unknown", "d": "Unknown"}


def read_yes_no(text: str, typed: object = None) -> Parsed:
    """Read `yes`, `no` or `unknown`; else unreadable with `not_in_list` {v, s}, s being the likely answer or "".

    Args:
        text: as written, trimmed. A row of marks counts as the one ticked: `☒ Yes ☐ No`.
        typed: typed value of a spreadsheet cell, or None.
    """
    if isinstance(typed, bool):
        return _YES if typed else _NO
    found = _WRITTEN.get(text.lower()) or _WRITTEN.get(fold(text))
    if found is None:
        ticked = marked(text)
        found = _read_more(text) if ticked is None else _read_ticked(ticked)
    return found or unreadable("not_in_list", v=text, s=_SUGGESTIONS.get(fold(text)[:1], ""))


def _read_ticked(ticked: tuple[str, ...]) -> Parsed | None:
    if not ticked:
        return BLANK
    return read_yes_no(ticked[0]) if len(ticked) == 1 else None


def _read_more(text: str) -> Parsed | None:
    more = _WITH_MORE.match(text)
    return _WRITTEN[more[1].lower()] if more else None
