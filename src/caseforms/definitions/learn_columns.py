"""Pages in two columns: where the gutter is, so that one column is read before the other.

A form in rows has a gap down the middle, too. Two columns are told by their lines, which do not stand level.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from caseforms.readers.base import Rectangle

_FROM, _TO, _STEP = 0.35, 0.65, 6.0  # where a gutter may be, of the page's width; points between places tried
_LONG = 144.0  # points: the shortest stretch in two columns
_FEWEST = 4  # boxes in each column
_LEVEL = 3.0  # points by which boxes of one row may differ
_SHARED = 0.34  # of the boxes of the smaller column may stand level with boxes of the other
_TOUCH = 1.0  # points


class Gutter(NamedTuple):
    """Where two columns part. at: from the left; top, bottom: how far nothing crosses it; all in points."""

    at: float
    bottom: float
    top: float

    def column(self, box: Rectangle) -> int:
        """Tell where a box stands: 0 above the columns, 1 in the left one, 2 in the right one, 3 below."""
        middle = (box[1] + box[3]) / 2
        if middle > self.top:
            return 0
        if middle < self.bottom:
            return 3
        return 1 if box[2] <= self.at + _TOUCH else 2


def gutter_of(width: float, words: Sequence[Rectangle], boxes: Sequence[Rectangle]) -> Gutter | None:
    """Find the gutter of a page; None for a page that is read line by line.

    width: of the page. words: lines of print. boxes: what one fills in.
    """
    found: list[tuple[int, Gutter]] = []
    at = width * _FROM
    while at <= width * _TO:
        gutter = _clear(at, words, boxes)
        if gutter is not None:
            found.append((_parted(gutter, boxes), gutter))
        at += _STEP
    best = max(found, key=lambda one: one[0], default=None)
    return best[1] if best is not None and best[0] else None


def _clear(at: float, words: Sequence[Rectangle], boxes: Sequence[Rectangle]) -> Gutter | None:
    """Find the longest stretch of a page in which nothing crosses a place."""
    across = sorted(
        ((box[1], box[3]) for box in (*words, *boxes) if box[0] < at - _TOUCH and box[2] > at + _TOUCH), reverse=True
    )
    edges = [(float("inf"), float("inf")), *across, (0.0, 0.0)]
    gaps = [(one[0] - two[1], two[1], one[0]) for one, two in pairwise(edges)]
    most = max(gaps, key=lambda gap: sum(gap[1] <= (b[1] + b[3]) / 2 <= gap[2] for b in boxes), default=None)
    return Gutter(at, most[1], most[2]) if most is not None else None


def _parted(gutter: Gutter, boxes: Sequence[Rectangle]) -> int:
    """Count the boxes in both columns; 0 where they stand in common rows."""
    left = [box for box in boxes if gutter.column(box) == 1]
    right = [box for box in boxes if gutter.column(box) == 2]  # noqa: PLR2004  the right column
    fewer, more = sorted((left, right), key=len)
    if gutter.top - gutter.bottom < _LONG:
        return 0
    level = sum(any(abs(one[1] - other[1]) <= _LEVEL for other in more) for one in fewer)
    return len(left) + len(right) if len(fewer) >= _FEWEST and level <= _SHARED * len(fewer) else 0
