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
_CLEAR = 0.03  # less than this may be a frame that stands a little beside its place
_EMPTY = 0.08  # an empty box of which nothing is known is not darker inside
_VOTE = 0.03  # by which an empty box of a copy may be lighter or darker than that of the blank
_FAINT = 0.4  # of the darkest mark: fainter ones beside it are traces of the print, where one box is to be ticked
_LETTER = 0.1  # a mark that is a letter is at least so dark
_ALIKE = 1.5  # points by which boxes of one kind differ in size
_NEARLY = 0.7  # of the most: a box that a mark covers so far may be the one that is meant
_NO_MARKS = frozenset(".,:;-_'\"()[]|/")  # print that may reach into a box
_LONGEST = 2  # letters of a mark
#: Letters that show an empty box: of Unicode, and of Wingdings in the two ways in which they come out.
_EMPTY_BOXES = frozenset("\u2610\u25a1\u25a2\u25fb\u25fd\u25ef\u25cb\u274f\u2751\u2752\uf06f\uf071\uf072\uf0a8\uf0a1")


class Mark(NamedTuple):
    """What is seen in a tick box.

    doubtful: only just, or without another box to compare it with. more: how much darker it is than when empty.
    """

    ticked: bool
    doubtful: bool = False
    more: float = 0.0


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
    empty = _when_empty([learned for learned, _ in boxes], ink)
    places = [place for _, place in boxes]
    return [
        _lettered(learned, empty[number], written[number], ink[number])
        if number in written
        else _inked(number, places, empty, ink, clear)
        for number, (learned, _) in enumerate(boxes)
    ]


def _when_empty(boxes: Sequence[LearnedBox], ink: Sequence[float]) -> list[float | None]:
    """Give how dark each box is when empty: as the blank shows it, or as its print alone, as most of the page does."""
    both = [(box.ink, box.bare, seen) for box, seen in zip(boxes, ink, strict=True)]
    told = [(one, bare, seen) for one, bare, seen in both if one is not None and bare is not None]
    as_blank = sum(abs(seen - one) < _VOTE for one, _, seen in told)
    as_print = sum(abs(seen - bare) < _VOTE for _, bare, seen in told)
    return [bare if bare is not None and as_print > as_blank else one for one, bare, _ in both]


def one_of(marks: Mapping[int, Mark]) -> dict[int, Mark]:
    """Leave one tick to boxes of which only one can be meant, where its mark is much darker than the others."""
    on = [number for number, mark in marks.items() if mark.ticked]
    if len(on) < len("ab"):
        return dict(marks)
    darkest = max(marks[number].more for number in on)
    faint = {number for number in on if marks[number].more < _FAINT * darkest}
    return {number: mark._replace(ticked=mark.ticked and number not in faint) for number, mark in marks.items()}


def _lettered(learned: LearnedBox, empty: float | None, written: Written, ink: float) -> Mark:
    left = without_print(written.words, learned.print)
    marks = [word for word in left if not set(word.text) <= _EMPTY_BOXES]
    more = ink - empty if empty is not None else 0.0
    if not left and learned.print:
        return Mark(more > _INKED, abs(more - _INKED) < _DOUBTFUL, more)
    if not marks:
        return Mark(ticked=False)
    return Mark(ticked=True, doubtful=any(len(word.text) > _LONGEST for word in marks), more=max(more, _LETTER))


def _inked(
    number: int,
    places: Sequence[Rectangle],
    empty: Sequence[float | None],
    ink: Sequence[float],
    clear: Sequence[bool],
) -> Mark:
    alike = [n for n, other in enumerate(places) if n != number and clear[n] and _is_alike(places[number], other)]
    if empty[number] is not None:
        added = {n: ink[n] - known for n in (number, *alike) if (known := empty[n]) is not None}
        least = min(added.values())
        steady = any(abs(added[n] - least) < _STEADY for n in added if n != number) and abs(least) < _SHIFT
        more = added[number] - (least if steady else 0.0)
        if steady:
            return Mark(more > _LITTLE, _STEADY <= more <= _CLEAR, more)
        return Mark(more > _INKED, abs(more - _INKED) < _DOUBTFUL, more)
    lightest = min(ink[n] for n in (number, *alike))
    compared = bool(alike) and lightest < _EMPTY
    more = ink[number] - (lightest if compared else 0.0)
    return Mark(more > _INKED, abs(more - _INKED) < _DOUBTFUL or (not compared and more > _INKED), more)


def _is_alike(one: Rectangle, two: Rectangle) -> bool:
    return abs((one[2] - one[0]) - (two[2] - two[0])) < _ALIKE and abs((one[3] - one[1]) - (two[3] - two[1])) < _ALIKE


def is_mark(text: str) -> bool:
    """Whether a word can be a mark over a box: an X, a check mark, a sign."""
    return (
        len(text) == 1 and (text in "xX" or not text.isalnum()) and text not in _EMPTY_BOXES and text not in _NO_MARKS
    )


def touches(mark: Rectangle, boxes: Mapping[int, Rectangle]) -> bool:
    """Whether a mark lies over some box."""
    return any(_common(mark, box) > 0 for box in boxes.values())


def shared(mark: Rectangle, boxes: Mapping[int, Rectangle], marks: Mapping[int, Mark]) -> dict[int, Mark]:
    """Give a mark that reaches into several boxes, or stands beside one, to the box that it covers most.

    Returns:
        The boxes that it touches, as they are then: the others lose their tick, unless the mark covers them nearly as
        much, which makes all of them doubtful.
    """
    covered = {number: share for number, box in boxes.items() if (share := _common(mark, box)) > 0}
    if not covered:
        return {}
    most = max(covered.values())
    near = [number for number, share in covered.items() if share > _NEARLY * most]
    found: dict[int, Mark] = {}
    for number in covered:
        mark_there = marks[number]
        if number in near:
            found[number] = Mark(ticked=True, doubtful=mark_there.doubtful or len(near) > 1, more=mark_there.more)
        elif not mark_there.ticked or mark_there.more <= _LETTER:
            found[number] = Mark(ticked=False)
        else:
            found[number] = Mark(ticked=False, doubtful=True, more=mark_there.more)
    return found


def _common(one: Rectangle, two: Rectangle) -> float:
    wide = min(one[2], two[2]) - max(one[0], two[0])
    high = min(one[3], two[3]) - max(one[1], two[1])
    return wide * high if wide > 0 and high > 0 else 0.0
