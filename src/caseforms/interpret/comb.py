"""A line of letters that stand in cells of a comb: what is in the cells, with a space for those left empty."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from caseforms.definitions.learned import Rectangle
from caseforms.definitions.page_match import Word

_APART = 0.6  # of its size: letters that all stand farther apart fill cells
_WIDE = 0.75  # of its size: a cell is at least so wide
_OFF = 0.22  # of a cell: how far from its middle a letter may stand
_MANY = 4  # letters that hardly stand at even distances by chance


def in_cells(line: Sequence[Word], box: Rectangle | None) -> str | None:
    """Give the text of a line whose letters fill cells, one each; None for any other line."""
    letters = sorted((letter for word in line for letter in word.letters), key=lambda letter: letter.box[0])
    if len(letters) < len("ab") or len(line) < len("ab"):
        return None
    boxes = [letter.box for letter in letters]
    middles = [(one[0] + one[2]) / 2 for one in boxes]
    size = max(one[3] - one[1] for one in boxes)
    apart = all(two[0] - one[2] > _APART * size for one, two in pairwise(boxes))
    steps = _steps(middles, size)
    few = len(letters) < _MANY
    if steps is None or (few and not (apart and _fits(middles, box))):
        joined = apart and len(letters) > len("ab") and all(len(word.text) == 1 for word in line)
        return "".join(letter.text for letter in letters) if joined else None
    text = letters[0].text
    for letter, step in zip(letters[1:], steps, strict=True):
        text += letter.text if step == 1 else f" {letter.text}"
    return text


def _steps(middles: Sequence[float], size: float) -> list[int] | None:
    """Give by how many cells each letter stands behind the one before; None where the distances are not even."""
    gaps = [two - one for one, two in pairwise(middles)]
    cell = min(gaps)
    if cell < _WIDE * size:
        return None
    steps = [round(gap / cell) for gap in gaps]
    cell = sum(gaps) / sum(steps)
    at, off = 0, 0.0
    for step, middle in zip(steps, middles[1:], strict=True):
        at += step
        off = max(off, abs(middle - middles[0] - at * cell))
    return steps if off <= _OFF * cell else None


def _fits(middles: Sequence[float], box: Rectangle | None) -> bool:
    """Whether few letters stand in the middles of even cells of their box."""
    if box is None:
        return False
    cell = min(two - one for one, two in pairwise(middles))
    cells = round((box[2] - box[0]) / cell)
    if not cells:
        return False
    cell = (box[2] - box[0]) / cells
    places = [(middle - box[0]) / cell - 0.5 for middle in middles]
    return all(abs(place - round(place)) <= _OFF for place in places)
