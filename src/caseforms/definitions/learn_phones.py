"""Boxes of one telephone number: area code and number, three groups of digits, number and extension.

Two boxes beside each other are two numbers ("Home", "Work") unless something shows that they are one: joined wrongly,
the second number would be read as an extension, or cut off.
"""

from __future__ import annotations

from collections.abc import Sequence

from caseforms.definitions.learn_evidence import Item
from caseforms.definitions.learn_meaning import meaning_of_print
from caseforms.definitions.learn_page import same_line

OVERLAP = 4.0  # points by which neighbours may overlap
BEHIND = 30.0  # points between the boxes of a date or a phone
_PIECE, _PHONE = 50.0, 72.0  # points: the widest area code; the narrowest box of a whole phone number
_OWN = 1.2  # price of a label that is surely the box's own
_WIDER = 1.5  # times the area code's: the box of the number behind it
_EXTENSION = 5  # digits of the longest extension
_CLEAR = 0.8  # strength from which a label says outright what it asks
_PAIR, _THREE = 2, 3
_PIECES = frozenset({"area", "exchange"})


def width(item: Item) -> float:
    """Give the width of a box in points."""
    return item.spot.box[2] - item.spot.box[0]


def gap(one: Item, two: Item) -> float:
    """Give the points between two boxes of a line."""
    return two.spot.box[0] - one.spot.box[2]


def own_label(item: Item) -> bool:
    """Whether a label is surely this box's own."""
    best = item.labels.best
    return best is not None and best.price < _OWN and sum(map(str.isalpha, best.text)) > 1


def phone_parts(items: Sequence[Item]) -> tuple[list[Item], list[str]]:
    """Join the boxes of a telephone number that begins with the first item; nothing where it stands alone."""
    first = items[0]
    if first.concept != "phone" or first.spot.members:
        return [], []
    run = [first]
    for item in items[1:_THREE]:
        follows = same_line(run[-1].spot, item.spot) and -OVERLAP <= gap(run[-1], item) <= BEHIND
        mine = item.concept == "phone" or (not item.concept and not own_label(item))
        if not (follows and mine) or _begins(item, run[-1]):
            break
        run.append(item)
    if len(run) > 1 and _is_extension(run[1]):
        return run[:_PAIR], ["", "extension"]
    if len(run) == _PAIR and _is_piece(first) and width(first) < _PHONE:
        return run, ["area", "number"]
    if len(run) == _THREE and all(width(item) < _PHONE for item in run[:_PAIR]):
        return run, ["area", "exchange", "number"]
    return [], []


def _begins(item: Item, last: Item) -> bool:
    """Whether a number begins with a box: its own label asks for one, or it is as wide as a whole one."""
    if item.part:
        return item.part == "area" and not _is_piece(last)
    best = item.labels.best
    asked = meaning_of_print(best.text) if best is not None and own_label(item) else None
    if asked is not None and asked.concept == "phone" and asked.strength >= _CLEAR:
        return last.part not in _PIECES and not (_is_piece(last) and width(item) > _WIDER * width(last))
    return item.concept == "phone" and width(item) > _PHONE and not _is_piece(last)


def _is_piece(item: Item) -> bool:
    return item.part in _PIECES or width(item) < _PIECE


def _is_extension(item: Item) -> bool:
    """Whether a box asks for an extension: it says so, and its label says it or it has no room for more."""
    if item.part != "extension":
        return False
    label = item.told("label")
    said = label.part == "extension" and label.strength >= _CLEAR
    return said or 0 < item.spot.longest <= _EXTENSION or width(item) < _PHONE
