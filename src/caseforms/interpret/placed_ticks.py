"""Ticks on a form that lost its fields: a mark that was not on the blank, drawn as a letter, a path or a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from caseforms.definitions.boxed_text import Written
from caseforms.definitions.learned import LearnedBox, Rectangle
from caseforms.interpret.placed_text import without_print

_INKED = 0.07  # of the inside must be darker than when it is empty
_DOUBTFUL = 0.04  # less than this beside the limit is no clear case
_STEADY = 0.008  # by which places differ that no mark touched, where a copy is drawn just as the blank
_SHIFT = 0.04  # by which all boxes of a copy may be lighter or darker than those of the blank
_LITTLE = 0.02  # of the inside must be darker on such a copy: marks may be small beside their frames
_EMPTY = 0.08  # an empty box of which nothing is known is not darker inside
_ALIKE = 1.5  # points by which boxes of one kind differ in size
_LONGEST = 2  # letters of a mark
#: Letters that show an empty box: of Unicode, and of Wingdings in the two ways in which they come out.
_EMPTY_BOXES = frozenset("\u2610\u25a1\u25a2\u25fb\u25fd\u25ef\u25cb\u274f\u2751\u2752\uf06f\uf071\uf072\uf0a8\uf0a1")


class Mark(NamedTuple):
    """What is seen in a tick box. doubtful: only just, or without another box to compare it with."""

    ticked: bool
    doubtful: bool = False


def marks_in(
    boxes: Sequence[tuple[LearnedBox, Rectangle]], written: Mapping[int, Written], ink: Sequence[float]
) -> list[Mark]:
    """Say of each tick box whether it is ticked.

    Args:
        boxes: the tick boxes of a page with their places on the copy.
        written: letters found in them, by their number.
        ink: how dark the inside of each is.
    """
    clear = [number not in written for number in range(len(boxes))]
    return [
        _lettered(learned, written[number], ink[number]) if number in written else _inked(number, boxes, ink, clear)
        for number, (learned, _) in enumerate(boxes)
    ]


def _lettered(learned: LearnedBox, written: Written, ink: float) -> Mark:
    left = without_print(written.words, learned.print)
    marks = [word for word in left if not set(word.text) <= _EMPTY_BOXES]
    if not left and learned.print:
        more = ink - learned.ink if learned.ink is not None else 0.0
        return Mark(more > _INKED, doubtful=abs(more - _INKED) < _DOUBTFUL)
    if not marks:
        return Mark(ticked=False)
    return Mark(ticked=True, doubtful=any(len(word.text) > _LONGEST for word in marks))


def _inked(
    number: int, boxes: Sequence[tuple[LearnedBox, Rectangle]], ink: Sequence[float], clear: Sequence[bool]
) -> Mark:
    learned, place = boxes[number]
    alike = [n for n, (_, other) in enumerate(boxes) if n != number and clear[n] and _is_alike(place, other)]
    if learned.ink is not None:
        added = {n: ink[n] - known for n in (number, *alike) if (known := boxes[n][0].ink) is not None}
        least = min(added.values())
        steady = any(abs(added[n] - least) < _STEADY for n in added if n != number) and abs(least) < _SHIFT
        more = added[number] - (least if steady else 0.0)
        if steady:
            return Mark(more > _LITTLE, doubtful=_STEADY <= more <= _LITTLE)
        return Mark(more > _INKED, doubtful=abs(more - _INKED) < _DOUBTFUL)
    lightest = min(ink[n] for n in (number, *alike))
    compared = bool(alike) and lightest < _EMPTY
    more = ink[number] - (lightest if compared else 0.0)
    return Mark(more > _INKED, doubtful=abs(more - _INKED) < _DOUBTFUL or (not compared and more > _INKED))


def _is_alike(one: Rectangle, two: Rectangle) -> bool:
    return abs((one[2] - one[0]) - (two[2] - two[0])) < _ALIKE and abs((one[3] - one[1]) - (two[3] - two[1])) < _ALIKE
