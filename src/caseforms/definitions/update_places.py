"""Where a place of the old blank would stand on the new one: the print around it tells.

A line put in moves all below it; a question that moved along with its print stands where it stood.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from statistics import median
from typing import NamedTuple

from caseforms.definitions.learned import Blank, BlankPage, Rectangle

_NEAREST = 5  # printed words round a place that tell where it went
_SAME = 0.3  # of the smaller box: two places that share so much are one
_UP_DOWN = 4.0  # a word beside tells more of a box than one above
_LINE = 12.0  # points: what is not farther up or down stands on the same line


class _Pair(NamedTuple):
    """A printed word of both blanks: its place then, its page now, and how far it moved."""

    box: Rectangle
    page: int
    dx: float
    dy: float


class Places:
    """Follows places from one edition of a blank to the next."""

    def __init__(self, old: Blank | None, new: Blank | None) -> None:
        """Compare the printed words of both."""
        self._pairs: dict[int, list[_Pair]] = defaultdict(list)
        before, now = _pages(old), _pages(new)
        once = _once(before) & _once(now)
        for page in before:
            for text, box in _words(page).items():
                for other in now:
                    if other.number != page.number and text not in once:
                        continue
                    then = _words(other).get(text)
                    if then is not None:
                        self._pairs[page.number].append(_Pair(box, other.number, then[0] - box[0], then[1] - box[1]))

    def now(self, page: int, box: Rectangle) -> tuple[int, Rectangle]:
        """Give the page and place on the new blank; the same as before where no print tells."""
        beside = [pair for pair in self._pairs[page] if _up_down(pair.box, box) <= _LINE]
        pairs = sorted(beside or self._pairs[page], key=lambda pair: _apart(pair.box, box))[:_NEAREST]
        if not pairs:
            return page, box
        to = Counter(pair.page for pair in pairs).most_common(1)[0][0]
        dx = median(pair.dx for pair in pairs if pair.page == to)
        dy = median(pair.dy for pair in pairs if pair.page == to)
        return to, (box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy)


def _pages(blank: Blank | None) -> tuple[BlankPage, ...]:
    return blank.page if blank is not None else ()


def _words(page: BlankPage) -> dict[str, Rectangle]:
    return {anchor.text: anchor.box for anchor in page.anchors}


def _once(pages: tuple[BlankPage, ...]) -> set[str]:
    counts = Counter(anchor.text for page in pages for anchor in page.anchors)
    return {text for text, count in counts.items() if count == 1}


def _apart(one: Rectangle, two: Rectangle) -> float:
    across = abs(one[0] + one[2] - two[0] - two[2]) / 2
    return across + _UP_DOWN * _up_down(one, two)


def _up_down(one: Rectangle, two: Rectangle) -> float:
    return abs(one[1] + one[3] - two[1] - two[3]) / 2


def same_place(one: Rectangle, two: Rectangle) -> bool:
    """Whether two places on a page are one."""
    wide = min(one[2], two[2]) - max(one[0], two[0])
    high = min(one[3], two[3]) - max(one[1], two[1])
    least = min(_size(one), _size(two))
    return wide > 0 and high > 0 and wide * high >= _SAME * max(least, 1.0)


def _size(box: Rectangle) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
