"""The print of a page without fields, as the eye takes it in: runs of words, ruled boxes, squares to tick."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from caseforms.definitions.boxed_text import is_within, middle
from caseforms.definitions.learned import Rectangle
from caseforms.definitions.page_match import Word, words_of
from caseforms.interpret.placed_text import in_lines, text_of
from caseforms.model import Paper

_GAP = 1.15  # of its height: words of a line that stand farther apart are two texts
_SQUARE = (5.0, 18.0)  # points: sides of a square to tick
_OBLONG = 1.35  # a square is at most so much longer than high
_LOW, _HIGH = 8.0, 400.0  # points: heights of a ruled box
_NARROW = 16.0  # points: a ruled box is wider
_TOUCH = 2.0  # points by which lines that meet may miss each other
_OVER_LINE = 15.0  # points: how high one writes on a line
_LEADER = re.compile(r"[_\u2026.\u00b7]{3,}")


class Run(NamedTuple):
    """Words of a line that stand together."""

    words: tuple[Word, ...]
    box: Rectangle

    @property
    def text(self) -> str:
        """The words without lines to write on."""
        return _LEADER.sub(" ", text_of(self.words)).strip()


class FlatPage:
    """A page: its runs in reading order, its ruled boxes, its squares."""

    def __init__(self, paper: Paper, number: int, size: tuple[float, float]) -> None:
        """Look at nothing yet."""
        self.paper, self.number, self.size = paper, number, size

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """The runs from top to bottom, each line from left to right."""
        squares = self.squares
        lines = in_lines([word for word in words_of(self.paper.letters(self.number)) if not _in_square(word, squares)])
        return tuple(run for line in lines for run in _runs(line, self.boxes))

    @cached_property
    def _drawn(self) -> tuple[tuple[Rectangle, ...], ...]:
        return self.paper.drawn(self.number)

    @cached_property
    def squares(self) -> tuple[Rectangle, ...]:
        """The squares to tick."""
        return tuple(box for box in self._drawn[0] if _is_square(box))

    @cached_property
    def boxes(self) -> tuple[Rectangle, ...]:
        """The ruled boxes: drawn rectangles, cells of tables, and the room above lines to write on."""
        drawn = [box for box in self._drawn[0] if _is_room(box)]
        upright = [line for line in self._drawn[1] if line[3] - line[1] > line[2] - line[0]]
        level = [line for line in self._drawn[1] if line[2] - line[0] >= line[3] - line[1]]
        cells = list(_cells(level, upright))
        above = [
            (x0, y0, x1, y0 + _OVER_LINE)
            for x0, y0, x1, _ in level
            if x1 - x0 > _NARROW and not any(_on_edge((x0, y0, x1, y0), box) for box in (*drawn, *cells))
        ]
        return tuple(dict.fromkeys((*drawn, *cells, *above)))

    def box_at(self, point: tuple[float, float]) -> Rectangle | None:
        """Give the smallest ruled box around a point."""
        found = [box for box in self.boxes if is_within(point, box)]
        return min(found, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]), default=None)

    def runs_in(self, box: Rectangle) -> list[Run]:
        """Give the runs that stand inside a box."""
        return [run for run in self.runs if is_within(middle(run.box), box)]


def _runs(line: Sequence[Word], boxes: Sequence[Rectangle]) -> Iterator[Run]:
    run: list[Word] = []
    for word in line:
        if run and _parts(run[-1], word, boxes):
            yield Run(tuple(run), around(word.box for word in run))
            run = []
        run.append(word)
    if run:
        yield Run(tuple(run), around(word.box for word in run))


def _parts(one: Word, two: Word, boxes: Sequence[Rectangle]) -> bool:
    height = max(one.box[3] - one.box[1], two.box[3] - two.box[1])
    gap = two.box[0] - one.box[2]
    if gap > _GAP * height or one.letters[0].typed != two.letters[0].typed:
        return True
    left, right = middle(one.box), middle(two.box)
    return any(is_within(left, box) != is_within(right, box) for box in boxes) and gap > 0


def around(boxes: Iterable[Rectangle]) -> Rectangle:
    """Give the rectangle around some."""
    every = list(boxes)
    edges = min(b[0] for b in every), min(b[1] for b in every), max(b[2] for b in every), max(b[3] for b in every)
    return (round(edges[0], 2), round(edges[1], 2), round(edges[2], 2), round(edges[3], 2))


def _in_square(word: Word, squares: Sequence[Rectangle]) -> bool:
    return len(word.text) == 1 and any(is_within(middle(word.box), square) for square in squares)


def _is_square(box: Rectangle) -> bool:
    wide, high = box[2] - box[0], box[3] - box[1]
    return all(_SQUARE[0] <= side <= _SQUARE[1] for side in (wide, high)) and max(wide, high) <= _OBLONG * min(
        wide, high
    )


def _is_room(box: Rectangle) -> bool:
    return not _is_square(box) and box[2] - box[0] > _NARROW and _LOW <= box[3] - box[1] <= _HIGH


def _on_edge(line: Rectangle, box: Rectangle) -> bool:
    level = min(abs(line[1] - box[1]), abs(line[1] - box[3])) <= _TOUCH
    return level and line[0] >= box[0] - _TOUCH and line[2] <= box[2] + _TOUCH


def _cells(level: Sequence[Rectangle], upright: Sequence[Rectangle]) -> Iterator[Rectangle]:
    """Give the cells that lines make: between two neighbours upright, and the level lines that join them."""
    if not upright:
        return
    for left in upright:
        for right in sorted((line for line in upright if line[0] > left[0] + _NARROW), key=lambda line: line[0]):
            low, high = max(left[1], right[1]), min(left[3], right[3])
            if high - low < _LOW:
                continue
            ends = sorted(
                {
                    round(line[1], 1)
                    for line in level
                    if line[0] <= left[0] + _TOUCH and line[2] >= right[0] - _TOUCH
                    and low - _TOUCH <= line[1] <= high + _TOUCH
                }
            )  # fmt: skip
            yield from (
                (left[0], below, right[0], above) for below, above in pairwise(ends) if _LOW <= above - below <= _HIGH
            )
            break
