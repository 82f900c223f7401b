"""Tick marks written as text: `☒ Yes ☐ No`, `[x] FM [ ] FR`."""

from __future__ import annotations

import re

_MARK = re.compile(
    "([\u2610\u25a1\u25fb\u2751]|\\[\\s*\\]|\\(\\s*\\))|([\u2611\u2612\u2713\u2714\u2705\u25a0]|\\[[xX\u2713\u2714]\\]|\\([xX\u2713\u2714]\\))"
)


def marked(text: str) -> tuple[str, ...] | None:
    """Give the words behind the ticked marks of a text.

    None where the text has no marks with words behind, or where words stand before the first mark, so
    that nobody can tell which mark belongs to which word. Nothing ticked gives ().
    """
    if text.isascii() and "[" not in text and "(" not in text:
        return None
    parts = _MARK.split(text)
    if len(parts) == 1 or parts[0].strip():
        return None
    words = [
        (ticked is not None, word.strip(" \t\n,;/")) for ticked, word in zip(parts[2::3], parts[3::3], strict=True)
    ]
    return tuple(word for ticked, word in words if ticked) if all(word for _, word in words) else None
