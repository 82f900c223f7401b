"""Excel form sheet: label left of, above or in the same cell as its value.

Every cell is first told to be a label, a heading or neither; then the sheet's own habit (values on the
right or below) is counted, and each label takes its value where the habit says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from caseforms.definitions.labels import OWN_CELL, LabelIndex, Match, Target
from caseforms.fieldtypes.text import clean, normalise_label
from caseforms.interpret.claims import Claim, remarks_on
from caseforms.interpret.grid import Grid, is_heading_like
from caseforms.interpret.sheet_tables import table_claims
from caseforms.model import Box, BoxKind, Remark
from caseforms.readers.a1 import column_letters

_LONGEST = 160  # characters: a longer text is no label
_GLYPH = re.compile(r"^\s*([☐☑☒✓✔✗✘□■]|\[[ xX✓]?\]|\([ xX✓]\))\s*(.+)$", re.DOTALL)
_ON = re.compile(r"[☑☒✓✔✗✘■]|\[[xX✓]\]|\([xX✓]\)")
_ALONE = re.compile(r"^\s*(?:[xX✓✔☑☒☐]|yes|no|y|n|true|false)?\s*$", re.IGNORECASE)
_OTHER_WAY = 0.85  # confidence of a value found against the sheet's habit


class _Label(NamedTuple):
    box: Box
    targets: tuple[Target, ...]
    match: Match | None
    listed: bool = False  # it asks for entries of a list, each of which may have its own mark


def claims(grid: Grid, index: LabelIndex) -> tuple[list[Claim], set[str]]:
    """Give the claims of a form sheet, and the cells that are print (labels, headings)."""
    found: list[Claim] = []
    print_cells: set[str] = set()
    taken: set[str] = set()
    for claim in _named(grid, index):
        found.append(claim)
        taken.add(_cell(claim.box))
    named = {claim.target.field for claim in found}
    in_tables, heads = table_claims(grid, index, named)
    found += in_tables
    taken |= {_cell(claim.box) for claim in in_tables}
    print_cells |= heads
    labels: list[_Label] = []
    for box, section in _walk(grid, index, print_cells):
        if _cell(box) in taken or _cell(box) in heads:
            continue
        here = [] if is_own_print(box, index) else list(_in_itself(box, section, index))
        if here:
            found += here
            taken.add(_cell(box))
            continue
        label = _label(box, section, index)
        if label is not None:
            labels.append(label)
            print_cells.add(_cell(box))
    found += _beside(
        grid, index, [label for label in labels if label.targets[0].field not in named], print_cells, taken
    )
    found += _ticks(grid, index, print_cells, taken)
    return found, print_cells


def is_own_print(box: Box, index: LabelIndex) -> bool:
    """Whether our own blank prints this: a label (with its help in the lines below it), a choice, a sentence."""
    text = clean(box.text)
    return any(normalise_label(words) in index.print_texts for words in (text, text.partition("\n")[0]))


def _cell(box: Box) -> str:
    return box.place.cell or ""


def _named(grid: Grid, index: LabelIndex) -> Iterator[Claim]:
    """Take the cells whose defined name says what they hold: those of our own blanks."""
    for box in grid.boxes:
        if box.name.startswith(OWN_CELL):
            match = index.find_name(box.name[len(OWN_CELL) :])
            if match is not None and match.alias == box.name[len(OWN_CELL) :]:
                yield Claim(match.target, box, f"cell:{box.place.cell}")


def _walk(grid: Grid, index: LabelIndex, print_cells: set[str]) -> Iterator[tuple[Box, str | None]]:
    """Walk the words of the sheet with the section they stand under; headings are print."""
    section: str | None = None
    for _, line in grid.rows():
        for box in line:
            text = clean(box.text)
            if not text or box.kind is BoxKind.TICK or box.value is not None or len(text) > _LONGEST:
                continue
            opened = index.section(text)
            if opened is not None and is_heading_like(box, line) and not _holds_value_below(grid, box, index):
                section = opened
                print_cells.add(_cell(box))
                continue
            yield box, section


def _holds_value_below(grid: Grid, box: Box, index: LabelIndex) -> bool:
    """Whether a word that may be heading or label ("Supervisor") has its value below it."""
    below = grid.below(box)
    return (
        below is not None
        and bool(clean(below.text))
        and index.find(below.text) is None
        and index.find(box.text) is not None
        and not clean(below.text).endswith(":")
        and _ALONE.match(below.text) is None
    )


def _label(box: Box, section: str | None, index: LabelIndex) -> _Label | None:
    text = clean(box.text)
    first = text.partition("\n")[0]
    for words in (text, first) if first != text else (text,):  # what stands below a label explains it
        match: Match | None = index.find(words, section)
        if match is not None and (match.how != "close" or words.endswith(":")):
            listed = index.fields[match.target.field].type in {"choice", "choices"}
            return _Label(box, (match.target,), match, listed)
    both = index.combined(first, section)
    return _Label(box, both, None) if both else None


def _in_itself(box: Box, section: str | None, index: LabelIndex) -> Iterator[Claim]:
    """Take label and value, or tick and caption, in one cell: "Phone: (207) 555-0134", "☒ Drug Testing"."""
    text = clean(box.text)
    glyph = _GLYPH.match(text)
    if glyph is not None:
        targets = index.captioned(glyph[2], section)
        if len({target.field for target in targets}) == 1:
            ticked = bool(_ON.match(glyph[1]))
            tick = box._replace(kind=BoxKind.TICK, ticked=ticked, label=glyph[2])
            yield Claim(targets[0], tick, f"cell:{box.place.cell}")
        return
    start = 0
    while (colon := text.find(":", start)) > 0:
        start = colon + 1
        value = text[colon + 1 :].strip()
        match: Match | None = index.find(text[:colon], section) if value else None
        both = index.combined(text[:colon], section) if value and match is None else ()
        if (both or (match is not None and match.how != "close")) and not index.find(value, section):
            for target in both or ((match.target,) if match else ()):
                yield Claim(target, box, f"cell:{box.place.cell}", match.confidence if match else 0.95, (), value)
            return


def _beside(
    grid: Grid, index: LabelIndex, labels: list[_Label], print_cells: set[str], taken: set[str]
) -> Iterator[Claim]:
    """Give each label the value on its right or below it, as most labels of the sheet have it."""

    def value(box: Box | None, label: _Label) -> Box | None:
        if box is None or box.kind is BoxKind.TICK or _cell(box) in print_cells or _cell(box) in taken:
            return None
        return None if label.listed and _is_of_list(grid, box, label.targets[0].field, index) else box

    def filled(box: Box | None) -> bool:
        return box is not None and bool(clean(box.text) or box.remarks)

    sides = [(label, value(grid.right_of(label.box), label), value(grid.below(label.box), label)) for label in labels]
    right = sum(filled(beside) for _, beside, _ in sides)
    below = sum(filled(under) and not filled(beside) for _, beside, under in sides)
    for label, beside, under in sides:
        first, second = (beside, under) if right >= below else (under, beside)
        if first is not None and _cell(first) in taken:
            first = None
        guessed = first is None and filled(second) and second is not None and _cell(second) not in taken
        box = second if guessed else first
        if box is None:
            box = _nothing_at(label.box, on_right=right >= below)
        else:
            taken.add(_cell(box))
        yield from _claim(label, box, guessed=guessed)


def _is_of_list(grid: Grid, box: Box, field: str, index: LabelIndex) -> bool:
    """Whether a cell is a mark, or one caption of several with marks of their own, and not the answer itself."""
    if clean(box.text) and _ALONE.match(box.text) is not None:
        return True

    mark = grid.right_of(box)
    marked = mark is not None and bool(clean(mark.text)) and _ALONE.match(mark.text) is not None
    return _is_caption(box, field, index) and (marked or _is_caption(grid.below(box), field, index))


def _is_caption(box: Box | None, field: str, index: LabelIndex) -> bool:
    return box is not None and any(target.field == field for target in index.captioned(box.text))


def _nothing_at(label: Box, *, on_right: bool) -> Box:
    """Make the empty box where the value of a label would stand."""
    row, column, rows, columns = label.grid or (1, 1, 1, 1)
    where = (row, column + columns) if on_right else (row + rows, column)
    return Box(
        BoxKind.CELL, "", label.place._replace(cell=f"{column_letters(where[1])}{where[0]}"), grid=(*where, 1, 1)
    )


def _claim(label: _Label, box: Box, *, guessed: bool) -> Iterator[Claim]:
    source = f"cell:{box.place.cell}"
    confidence = label.match.confidence if label.match else 0.95
    remarks = remarks_on(label.match, clean(label.box.text)) if label.match else ()
    if guessed:
        remarks = (*remarks, Remark("guessed_place", {"label": clean(label.box.text).rstrip(":")}, box.place))
        confidence *= _OTHER_WAY
    for target in label.targets:
        yield Claim(target, box, source, round(confidence, 3), remarks)


def _ticks(grid: Grid, index: LabelIndex, print_cells: set[str], taken: set[str]) -> Iterator[Claim]:
    """Take form-control ticks by their caption, and captions with an X in the cell beside."""
    for box in grid.boxes:
        text = clean(box.label if box.kind is BoxKind.TICK else box.text)
        cell = _cell(box)
        if not text or (box.kind is not BoxKind.TICK and cell in print_cells | taken):
            continue
        targets = index.captioned(text)
        asked = _question(grid, box, index) if targets or text.lower() in {"yes", "no", "unknown"} else None
        target = next((t for t in targets if asked is not None and t.field == asked.field), None)
        if target is None and asked is not None and index.fields[asked.field].type == "yes_no":
            target = Target(asked.field, f"={text.lower()}") if text.lower() in {"yes", "no", "unknown"} else None
        if target is None and len({t.field for t in targets}) == 1:
            target = targets[0]
        if target is None:
            continue
        if box.kind is BoxKind.TICK:
            yield Claim(target, box, f"cell:{cell}")
            continue
        mark = next((m for m in (grid.right_of(box), next(grid.left_of(box), None)) if _is_mark(m, taken)), None)
        if mark is not None:
            print_cells.add(cell)
            taken.add(_cell(mark))
            yield Claim(target, mark, f"cell:{mark.place.cell}")
        elif any(_is_caption(other, target.field, index) for other in (grid.below(box), grid.above(box))):
            print_cells.add(cell)  # one of a list of captions, not marked


def _is_mark(box: Box | None, taken: set[str]) -> bool:
    return box is not None and _cell(box) not in taken and _ALONE.match(box.text) is not None


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
