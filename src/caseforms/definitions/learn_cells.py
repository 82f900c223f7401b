"""Runs of small boxes that are one box to the eye: cells with a character each, and boxes of known lengths."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from caseforms.definitions.learn_page import Sheet, Spot, same_line
from caseforms.model import BoxKind

_WIDEST = 26.0  # points: of a cell with one character
_EVEN = 3.0  # points by which cells of one run may differ in width
_GAP = 16.0  # points between cells
_HYPHEN = 30.0  # points between cells with a hyphen between, where their names do not say that they belong together
_FAR = 45.0  # points between boxes of known lengths
_FEWEST = 4
_OVERLAP = 4.0  # points by which neighbours may overlap
_SMALL = 20.0  # points: of a cell whose like may stand farther off, behind a printed hyphen
_DIGITS = re.compile(r"\d+")
#: Lengths of neighbouring boxes that tell what they are.
_LENGTHS = {(2, 2, 4): "date", (3, 3, 4): "phone", (3, 2, 4): "ssn", (5, 4): "zip"}


def with_runs(sheet: Sheet) -> Sheet:
    """Put runs of cells together."""
    spots: list[Spot] = []
    rest = list(sheet.spots)
    while rest:
        run = _cells(sheet, rest)
        pattern = "comb"
        if len(run) < _FEWEST:
            run, pattern = _known(rest)
        if len(run) > 1:
            spots.append(_joined(run, pattern))
            rest = rest[len(run) :]
        else:
            spots.append(rest.pop(0))
    return sheet._replace(spots=tuple(spots))


def _cells(sheet: Sheet, spots: Sequence[Spot]) -> list[Spot]:
    first = spots[0]
    run = [first]
    for spot in spots[1:]:
        before = run[-1]
        even = abs(_width(spot) - _width(first)) <= _EVEN and spot.longest == first.longest
        stem = _DIGITS.sub("", spot.name) == _DIGITS.sub("", first.name)
        far = _FAR if stem else _GAP if _print_between(sheet, before, spot) else _HYPHEN
        near = -_OVERLAP <= spot.box[0] - before.box[2] <= (far if _width(first) <= _SMALL else _GAP)
        if not (_cell(spot) and _cell(before) and even and near and same_line(before, spot)):
            break
        run.append(spot)
    return run


def _print_between(sheet: Sheet, one: Spot, two: Spot) -> bool:
    """Whether words stand between two cells; a hyphen or a bracket is none."""
    return any(
        one.box[2] - 1 <= (p.box[0] + p.box[2]) / 2 <= two.box[0] + 1
        and p.box[1] < one.box[3]
        and p.box[3] > one.box[1]
        and any(map(str.isalnum, p.text))
        for p in sheet.phrases
    )


def _cell(spot: Spot) -> bool:
    return spot.kind is BoxKind.TEXT and _width(spot) <= _WIDEST and spot.longest <= 1


def _known(spots: Sequence[Spot]) -> tuple[list[Spot], str]:
    for lengths, pattern in _LENGTHS.items():
        run = list(spots[: len(lengths)])
        if tuple(s.longest for s in run) != lengths or any(s.kind is not BoxKind.TEXT for s in run):
            continue
        pairs = list(pairwise(run))
        if all(same_line(a, b) and -_OVERLAP <= b.box[0] - a.box[2] <= _FAR for a, b in pairs):
            return run, pattern
    return [spots[0]], ""


def _joined(run: Sequence[Spot], pattern: str) -> Spot:
    boxes = [spot.box for spot in run]
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    return run[0]._replace(box=box, members=tuple(run), pattern=pattern)


def _width(spot: Spot) -> float:
    return spot.box[2] - spot.box[0]
