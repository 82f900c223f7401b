"""What reading a text as a value gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Parsed(NamedTuple):
    """A value, or the reason why there is none.

    state: `answered`, `blank` or `unreadable` (the words of the model's State).
    value: JSON-ready, None unless answered.
    remarks: what may not stay silent: (kind, words), see docs/reading.md for the kinds.
    """

    state: str
    value: Any = None
    remarks: tuple[tuple[str, Mapping[str, str]], ...] = ()


BLANK = Parsed("blank")


def answered(value: Any, *remarks: tuple[str, Mapping[str, str]]) -> Parsed:
    """Give a value, with what was noticed on the way."""
    return Parsed("answered", value, remarks)


def unreadable(kind: str, **words: str) -> Parsed:
    """Give the one reason why the text is no value."""
    return Parsed("unreadable", None, ((kind, words),))
