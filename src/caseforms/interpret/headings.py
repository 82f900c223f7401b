"""The headings of an Excel form sheet: alone in a row, side by side, or first in a row before its labels."""

from __future__ import annotations

from collections.abc import Iterator

from caseforms.definitions.labels import LabelIndex
from caseforms.fieldtypes.text import clean
from caseforms.interpret.context import Context
from caseforms.interpret.grid import Grid, is_heading_like
from caseforms.interpret.marks import ALONE
from caseforms.model import Box, BoxKind

_LAST = 1 << 20  # beyond the last column of a sheet
_LONGEST = 160  # characters: a longer text is no label


def walk(grid: Grid, index: LabelIndex, context: Context, print_cells: set[str]) -> Iterator[Box]:
    """Walk the words of the sheet; the headings among them are print, and opened in the context."""
    for row, line in grid.rows():
        words = [box for box in line if _is_words(box)]
        headings = _headings(grid, words, line, index)
        print_cells |= {(box.place.cell or "") for box, _, _ in headings}
        for _, section, columns in headings:
            context.heading(section, row, columns)
        opened = [box for box, _, _ in headings]
        yield from (box for box in words if not any(box is heading for heading in opened))


def _is_words(box: Box) -> bool:
    text = clean(box.text)
    return bool(text) and box.kind is not BoxKind.TICK and box.value is None and len(text) <= _LONGEST


def _headings(
    grid: Grid, words: list[Box], line: list[Box], index: LabelIndex
) -> list[tuple[Box, str, tuple[float, float]]]:
    """Give the headings in a row with the columns they stand over.

    A heading stands alone, beside nothing but other headings, or first in its row before a label of its section.
    """
    sections = [(box, section) for box in words if (section := index.section(clean(box.text))) is not None]
    if not sections:
        return []
    box, section = sections[0]
    if box is words[0] and len(words) > 1 and len(sections) < len(words):
        label = clean(words[1].text)
        own = index.within(label, section) is not None and not _holds_value_below(grid, box, index)
        return [(box, section, (0, _LAST))] if own else []
    if len(sections) < len(words):
        return []
    if len(words) == 1:
        alone = is_heading_like(box, line) and not _holds_value_below(grid, box, index)
        return [(box, section, (0, _LAST))] if alone else []
    if any(_holds_value_below(grid, box, index) for box, _ in sections):
        return []
    starts = [box.grid[1] if box.grid else 0 for box, _ in sections]
    return [
        (box, section, (start if number else 0, until))
        for number, ((box, section), start, until) in enumerate(
            zip(sections, starts, [*starts[1:], _LAST], strict=True)
        )
    ]


def _holds_value_below(grid: Grid, box: Box, index: LabelIndex) -> bool:
    """Whether a word that may be heading or label ("Supervisor") has its value below it."""
    below = grid.below(box)
    return (
        below is not None
        and bool(clean(below.text))
        and index.find(below.text) is None
        and index.section(below.text) is None
        and index.find(box.text) is not None
        and not clean(below.text).endswith(":")
        and ALONE.match(below.text) is None
    )
