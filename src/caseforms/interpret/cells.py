"""Excel form sheet: label left of, above or in the same cell as its value.

Every cell is first told to be a label, a heading or neither; then the sheet's own habit (values on the
right or below) is counted, and each label takes its value where the habit says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from caseforms.definitions.labels import OWN_CELL, LabelIndex, Match, Target
from caseforms.fieldtypes.text import clean, normalise_label
from caseforms.interpret.claims import Claim, remarks_on
from caseforms.interpret.context import Context
from caseforms.interpret.grid import Grid
from caseforms.interpret.headings import walk
from caseforms.interpret.marks import is_of_list, mark_claims
from caseforms.interpret.sheet_tables import table_claims
from caseforms.model import Box, BoxKind, Remark
from caseforms.readers.a1 import column_letters

_GLYPH = re.compile(r"^\s*([☐☑☒✓✔✗✘□■]|\[[ xX✓]?\]|\([ xX✓]\))\s*(.+)$", re.DOTALL)
_ON = re.compile(r"[☑☒✓✔✗✘■]|\[[xX✓]\]|\([xX✓]\)")
_FEWEST_TURNED = 3  # values before or above their labels that show a habit
_OTHER_WAY = 0.85  # confidence of a value found against the sheet's habit


class _Label(NamedTuple):
    box: Box
    targets: tuple[Target, ...]
    match: Match | None
    listed: bool = False  # it asks for entries of a list, each of which may have its own mark
    guessed: bool = False  # what stands around it speaks for another field, too


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
    context = Context(index)
    for box in walk(grid, index, context, print_cells):
        if _cell(box) in taken or _cell(box) in heads:
            continue
        own = is_own_print(box, index)
        if own and named:  # our own blank: its answer cells have names, and its labels need not be matched
            print_cells.add(_cell(box))
            continue
        here = [] if own else list(_in_itself(box, context, index))
        if here:
            found += here
            taken.add(_cell(box))
            continue
        label = _label(grid, box, context, index)
        if label is not None:
            labels.append(label)
            print_cells.add(_cell(box))
    found += _beside(
        grid, index, [label for label in labels if label.targets[0].field not in named], print_cells, taken
    )
    found += mark_claims(grid, index, print_cells, taken)
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


def _label(grid: Grid, box: Box, context: Context, index: LabelIndex) -> _Label | None:
    text = clean(box.text)
    first = text.partition("\n")[0]
    row, column, _, _ = box.grid or (0, 0, 1, 1)
    for words in (text, first) if first != text else (text,):  # what stands below a label explains it
        found = context.find(words, row, column)
        if found is not None and (found.match.how != "close" or words.endswith(":")):
            context.see(words, found.match, row, column)
            listed = index.fields[found.match.target.field].type in {"choice", "choices", "yes_no"}
            return _Label(box, (found.match.target,), found.match, listed, found.guessed)
    both = index.combined(first, context.section_at(row, column))
    if not both and not _is_value(grid, box, index):
        context.see(first, None, row, column)
    return _Label(box, both, None) if both else None


def _is_value(grid: Grid, box: Box, index: LabelIndex) -> bool:
    """Whether words that name somebody ("Mother") are the answer to the label on their left or above them."""
    if clean(box.text).endswith(":"):
        return False

    def asks(label: Box | None) -> bool:
        return label is not None and bool(clean(label.text)) and index.find(label.text) is not None

    above = grid.above(box)
    beside_it = grid.right_of(above) if above is not None else None
    answered = beside_it is not None and bool(clean(beside_it.text)) and not asks(beside_it)
    return asks(next(grid.left_of(box), None)) or (asks(above) and not answered)


def _in_itself(box: Box, context: Context, index: LabelIndex) -> Iterator[Claim]:
    """Take label and value, or tick and caption, in one cell: "Phone: (207) 555-0134", "☒ Drug Testing"."""
    text = clean(box.text)
    row, column, _, _ = box.grid or (0, 0, 1, 1)
    section = context.section_at(row, column)
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
        there = context.find(text[:colon], row, column) if value else None
        match = there.match if there else None
        both = index.combined(text[:colon], section) if value and match is None else ()
        if (both or (match is not None and match.how != "close")) and not index.find(value, section):
            context.see(text[:colon], match, row, column)
            guess = (Remark("guessed_place", {"label": text[:colon]}, box.place),) if there and there.guessed else ()
            for target in both or ((match.target,) if match else ()):
                yield Claim(target, box, f"cell:{box.place.cell}", match.confidence if match else 0.95, guess, value)
            return


def _beside(
    grid: Grid, index: LabelIndex, labels: list[_Label], print_cells: set[str], taken: set[str]
) -> Iterator[Claim]:
    """Give each label the value on its right or below it, as most labels of the sheet have it.

    On a sheet where hardly any value stands there, but before or above the labels, it is taken from there.
    """

    def value(box: Box | None, label: _Label) -> Box | None:
        if box is None or box.kind is BoxKind.TICK or _cell(box) in print_cells or _cell(box) in taken:
            return None
        return None if label.listed and is_of_list(grid, box, label.targets[0].field, index) else box

    def filled(box: Box | None) -> bool:
        return box is not None and bool(clean(box.text) or box.remarks)

    around = [
        (label, [value(box, label) for box in (grid.right_of(label.box), grid.below(label.box))]) for label in labels
    ]
    right = sum(filled(beside) for _, (beside, _) in around)
    below = sum(filled(under) and not filled(beside) for _, (beside, under) in around)
    turned = _turned_round(grid, labels, value, filled, right + below)
    for label, (beside, under) in around:
        first, second = (beside, under) if right >= below else (under, beside)
        if turned is not None:
            first, second = turned[_cell(label.box)], None
        if first is not None and _cell(first) in taken:
            first = None
        guessed = first is None and filled(second) and second is not None and _cell(second) not in taken
        box = second if guessed else first
        if box is None:
            box = _nothing_at(label.box, on_right=right >= below)
        else:
            taken.add(_cell(box))
        yield from _claim(label, box, guessed=guessed or label.guessed)


def _turned_round(
    grid: Grid,
    labels: list[_Label],
    value: Callable[[Box | None, _Label], Box | None],
    filled: Callable[[Box | None], bool],
    usual: int,
) -> dict[str, Box | None] | None:
    """Give the values left of or above their labels, where far more stand there than on the usual sides."""
    best: dict[str, Box | None] | None = None
    most = max(2 * usual, _FEWEST_TURNED - 1)
    for side in (grid.before, grid.above):
        found = {_cell(label.box): value(side(label.box), label) for label in labels}
        count = sum(map(filled, found.values()))
        if count > most:
            best, most = found, count
    return best


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
