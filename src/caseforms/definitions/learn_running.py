"""Blanks inside running sentences: the words before a blank at the start of a line end the line above it."""

from __future__ import annotations

import re

from caseforms.definitions.learn_page import Phrase, Sheet, Spot

_AFTER = 16.0  # points behind a blank where its sentence goes on
_EDGE = 2.0  # points by which words and blanks may overlap
_LEADING = 28.0  # points between the lines of a sentence with blanks
_ON_LINE = 6.0  # points by which the middles of one line may differ
_WORDS = 5  # the last words of a line that may say what the blank is
_CLAUSE = re.compile(r"[,;:.]\s+")
_ENDED = re.compile(r"[.?!:]\W*$")


def words_before(sheet: Sheet, spot: Spot) -> tuple[str, Phrase] | None:
    """Give the last words of the line above a blank that stands at the start of a line inside a sentence."""
    if spot.tick or spot.members or not spot.placed:
        return None
    x0, _, x1, _ = spot.box
    level = [p for p in sheet.phrases if abs(_middle(p.box) - _middle(spot.box)) <= _ON_LINE]
    first = all(p.box[0] >= x0 for p in level) and not any(
        s.box[0] < x0 and abs(_middle(s.box) - _middle(spot.box)) <= _ON_LINE for s in sheet.spots
    )
    goes_on = any(-_EDGE <= p.box[0] - x1 <= _AFTER and _inside(p.text) for p in level)
    if not (first and goes_on):
        return None
    over = [p for p in sheet.phrases if _ON_LINE < _middle(p.box) - _middle(spot.box) <= _LEADING]
    if not over:
        return None
    lowest = min(_middle(p.box) for p in over)
    last = max((p for p in over if _middle(p.box) - lowest <= _ON_LINE), key=lambda p: p.box[2])
    closed = any(
        s.box[0] >= last.box[2] - _EDGE and abs(_middle(s.box) - _middle(last.box)) <= _ON_LINE for s in sheet.spots
    )
    if closed or _ENDED.search(last.text) or last.box[2] < sheet.size[0] / 2:
        return None
    words = _CLAUSE.split(last.text.strip(" ,;"))[-1].split()
    return " ".join(words[-_WORDS:]), last


def _inside(text: str) -> bool:
    """Whether a text goes on with a sentence: it begins with a small letter or a comma."""
    return text[:1].islower() or text[:1] in {",", ";"}


def _middle(box: tuple[float, float, float, float]) -> float:
    return (box[1] + box[3]) / 2
