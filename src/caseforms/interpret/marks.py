"""Choices on an Excel form sheet that are marked: ticks of form controls, and an X in the cell beside a caption."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from caseforms.definitions.labels import LabelIndex, Match, Target
from caseforms.fieldtypes.text import clean
from caseforms.interpret.claims import Claim
from caseforms.interpret.grid import Grid
from caseforms.model import Box, BoxKind

#: What stands alone in a cell to mark the caption beside it.
ALONE = re.compile(r"^\s*(?:[xX✓✔☑☒☐]|yes|no|y|n|true|false)?\s*$", re.IGNORECASE)
_SAID = frozenset({"yes", "no", "unknown"})


def is_of_list(grid: Grid, box: Box, field: str, index: LabelIndex) -> bool:
    """Whether a cell is a mark, or one caption of several with marks of their own, and not the answer itself."""
    if index.fields[field].type == "yes_no":
        return _says(box) and any(_says(other) for other in grid.after(box))
    if clean(box.text) and ALONE.match(box.text) is not None:
        return True
    mark = grid.right_of(box)
    marked = mark is not None and bool(clean(mark.text)) and ALONE.match(mark.text) is not None
    return _is_caption(box, field, index) and (marked or _is_caption(grid.below(box), field, index))


def _says(box: Box) -> bool:
    return clean(box.text).lower() in _SAID


def _is_caption(box: Box | None, field: str, index: LabelIndex) -> bool:
    return box is not None and any(target.field == field for target in index.captioned(box.text))


def mark_claims(grid: Grid, index: LabelIndex, print_cells: set[str], taken: set[str]) -> Iterator[Claim]:
    """Take form-control ticks by their caption, and captions with an X in the cell beside."""
    captions: list[tuple[Box, Target]] = []
    for box in grid.boxes:
        text = clean(box.label if box.kind is BoxKind.TICK else box.text)
        cell = box.place.cell or ""
        if not text or (box.kind is not BoxKind.TICK and cell in print_cells | taken):
            continue
        target = _ticked(grid, box, text, index)
        if target is not None and box.kind is BoxKind.TICK:
            yield Claim(target, box, f"cell:{cell}")
        elif target is not None:
            captions.append((box, target))
    before = sum(_is_set(grid.before(box)) for box, _ in captions) > sum(_is_set(grid.next(box)) for box, _ in captions)
    for _, group in groupby(captions, key=lambda caption: caption[0].grid and caption[0].grid[0]):
        line = list(group)
        for box, target in line:
            yield from _marked(grid, box, target, index, print_cells, taken, before=_before(grid, line, usual=before))


def _before(grid: Grid, line: list[tuple[Box, Target]], *, usual: bool) -> bool:
    """Whether the marks of a row stand before their captions: only one side may be free, else as usual on the sheet."""
    first, last = grid.before(line[0][0]), grid.next(line[-1][0])
    before, after = (box is None or ALONE.match(box.text) is not None for box in (first, last))
    return before if before != after else usual


def _marked(
    grid: Grid, box: Box, target: Target, index: LabelIndex, print_cells: set[str], taken: set[str], *, before: bool
) -> Iterator[Claim]:
    sides = (grid.before(box),) if before else (grid.right_of(box), next(grid.left_of(box), None))
    mark = next((mark for mark in sides if _is_mark(mark, taken)), None)
    if mark is not None:
        print_cells.add(box.place.cell or "")
        taken.add(mark.place.cell or "")
        yield Claim(target, mark, f"cell:{mark.place.cell}")
    elif before or any(_is_caption(other, target.field, index) for other in (grid.below(box), grid.above(box))):
        print_cells.add(box.place.cell or "")  # one of a list of captions, not marked


def _ticked(grid: Grid, box: Box, text: str, index: LabelIndex) -> Target | None:
    """Find which choice the mark beside a caption ticks."""
    targets = index.captioned(text)
    said = text.lower() in _SAID
    asked = _question(grid, box, index) if targets or said else None
    if asked is not None:
        target = next((target for target in targets if target.field == asked.field), None)
        if target is None and said and index.fields[asked.field].type == "yes_no":
            target = Target(asked.field, f"={text.lower()}")
        if target is not None:
            return target
    return targets[0] if len({target.field for target in targets}) == 1 else None


def _is_set(box: Box | None) -> bool:
    return box is not None and bool(clean(box.text)) and ALONE.match(box.text) is not None


def _is_mark(box: Box | None, taken: set[str]) -> bool:
    return box is not None and (box.place.cell or "") not in taken and ALONE.match(box.text) is not None


def _question(grid: Grid, box: Box, index: LabelIndex) -> Target | None:
    """Find the question that a tick belongs to: the nearest label on its left, else above it."""
    for left in grid.left_of(box):
        match: Match | None = index.find(left.text) if clean(left.text) else None
        if match is not None and index.fields[match.target.field].type in {"yes_no", "choice", "choices"}:
            return match.target
    row, column, _, _ = box.grid or (1, 1, 1, 1)
    for r in range(row - 1, max(0, row - 12), -1):
        for c in (column, column - 1, column - 2):
            above = grid.at(r, c) if c > 0 else None
            match = index.find(above.text) if above is not None and clean(above.text) else None
            if match is not None and index.fields[match.target.field].type in {"yes_no", "choice", "choices"}:
                return match.target
    return None
