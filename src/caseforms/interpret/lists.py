"""Excel row list: a header within the first rows, then one record a row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from caseforms.definitions.labels import OWN_CELL, LabelIndex, Match, Target
from caseforms.fieldtypes.text import clean, fold
from caseforms.interpret.claims import Claim, remarks_on
from caseforms.interpret.context import Context
from caseforms.interpret.grid import Grid
from caseforms.interpret.marks import ALONE
from caseforms.model import Box, BoxKind, Remark, Unplaced
from caseforms.readers.a1 import column_letters

_HEADER_WITHIN = 15  # rows (domain.md 3)
_FEWEST = 3  # columns that the form must know for a row to be a header
_SUMMARY = re.compile(
    r"(?:grand |sub ?)totals?\b.*|totals?(?: .*)?|sums?|averages?|counts?|number of (?:clients|records|rows)"
)
_EXPLAINS = re.compile(r"[(\[].*[)\]]", re.DOTALL)  # "(mm/dd/yyyy)" under a label
_LONGEST_NAME = 6  # words; more are a note
_LAST = 1 << 20  # beyond the last column of a sheet
_ANSWERED_ABOVE = 2  # questions answered above a row of labels that make the sheet a form
_LOOK_AHEAD = 6  # rows below a header in which no second row of labels may stand


class Column(NamedTuple):
    """A column that the form knows: its label, what it means (several things for a combined label), how surely."""

    label: str
    targets: tuple[Target, ...]
    confidence: float
    remarks: tuple[Remark, ...] = ()


class Header(NamedTuple):
    """The header of a list: its row, the columns that the form knows, the labels of those it does not, all labels."""

    row: int
    known: dict[int, Column]
    unknown: dict[int, str]
    labels: dict[int, str]


class Row(NamedTuple):
    """One row of a list: the claims of a record, what no column of the form takes, what must be told of it."""

    number: int
    claims: list[Claim]
    unplaced: list[Unplaced]
    remarks: list[Remark]


def header(grid: Grid, index: LabelIndex) -> Header | None:
    """Find the header of a list; None when the sheet is no list."""
    if any(box.name.startswith(OWN_CELL) for box in grid.boxes):
        return None  # our own blank: its cells are named, and looking for labels would cost more than all the rest
    lines = list(grid.rows())
    for position, (number, line) in enumerate(lines):
        if number > _HEADER_WITHIN:
            return None
        if _heads(line, index):
            continue
        found = _columns(line, index, lines[position - 1][1] if position else ())
        texts = [box for box in line if clean(box.text)]
        if len({target for column in found.values() for target in column.targets}) < _FEWEST or 2 * len(found) < len(
            texts
        ):
            continue
        if _is_filled_above(grid, lines[:position], found, index):
            return None  # a form with a table in it
        below = lines[position + 1 : position + 1 + _LOOK_AHEAD]
        again = [clean(box.text) for box in texts]
        asked = (_columns([box for box in more if not _is_chosen(box, found, index)], index) for _, more in below)
        differ = ([clean(box.text) for box in more] != again for _, more in below)
        if any(len(labels) > 1 and other for labels, other in zip(asked, differ, strict=True)):
            return None  # labels again: a form with its labels above the values
        if not any(clean(box.text) for _, more in below for box in more):
            continue
        found = _with_ticks(grid, number, line, found, index)
        unknown = {_column(box): clean(box.text) for box in texts if _column(box) not in found}
        return Header(number, found, unknown, {_column(box): clean(box.text) for box in texts})
    return None


def rows(grid: Grid, head: Header) -> list[Row]:
    """Give the rows below a header; one that is no record (a total, a note) is remarked upon by its neighbour."""
    found: list[Row] = []
    skipped: list[Remark] = []
    for number, line in grid.rows():
        filled = [box for box in line if clean(box.text) or box.remarks or box.ticked]
        if number <= head.row or not filled:
            continue
        if all(clean(box.text) == head.labels.get(_column(box)) for box in filled):
            continue  # the header again, as on each page of a long list
        if _is_record(filled, head):
            found.append(_row(number, line, filled, head, skipped))
            skipped = []
        else:
            skipped.append(Remark("skipped_row", {"n": str(number), "v": clean(filled[0].text)}, filled[0].place))
    if found:
        found[-1].remarks.extend(skipped)
    return found


def _is_record(filled: list[Box], head: Header) -> bool:
    """Whether a row is somebody's: at least two known columns filled, or a full name; and no total."""
    mine = [box for box in filled if _column(box) in head.known]
    if _SUMMARY.fullmatch(fold(filled[0].text)):
        return False
    if all(_EXPLAINS.fullmatch(clean(box.text)) for box in filled):
        return False
    return len(mine) > 1 or (len(mine) == 1 and _is_name(mine[0], head))


def _row(number: int, line: list[Box], filled: list[Box], head: Header, skipped: list[Remark]) -> Row:
    by_column = {_column(box): box for box in line}
    claims = [
        Claim(target, box, f"column:{column.label}", column.confidence, column.remarks)
        for at, column in head.known.items()
        for box in (by_column.get(at) or _empty(filled[0], number, at),)
        for target in column.targets
    ]
    rest = [
        Unplaced(box.name, head.unknown.get(_column(box), ""), box.text, box.place)
        for box in filled
        if _column(box) not in head.known
    ]
    hidden = any(box.hidden for box in filled)
    remarks = [Remark("hidden_row", {"n": str(number)}, claims[0].box.place)] if hidden else []
    return Row(number, claims, rest, remarks + skipped)


def _columns(line: list[Box], index: LabelIndex, over: Sequence[Box] = ()) -> dict[int, Column]:
    """Give the columns of a row of labels; `over`: the row above, which may head several columns at once."""
    found: dict[int, Column] = {}
    taken: set[Target] = set()
    context = Context(index)
    for number, (box, section) in enumerate(headings := _heads(over, index)):
        until = _column(headings[number + 1][0]) if number + 1 < len(headings) else _LAST
        context.heading(section, 0, (_column(box), until))
    for box in line:
        text = clean(box.text)
        if not text or box.value is not None:
            continue
        match = _meant(text, _column(box), index, context)
        if match is not None:
            column = Column(text, (match.target,), match.confidence, remarks_on(match, text))
        else:
            column = Column(text, index.combined(text), 0.95)
        context.see(text, match, 1, _column(box))
        if column.targets and not taken.intersection(column.targets):
            found[_column(box)] = column
            taken.update(column.targets)
    return found


def _is_chosen(box: Box, columns: Mapping[int, Column], index: LabelIndex) -> bool:
    """Whether a cell holds an entry of its column's list; an entry may read like a label ("Plan progress")."""
    column = columns.get(_column(box))
    lists = (index.options.get(target.field) for target in (column.targets if column is not None else ()))
    return any(options is not None and options.find(clean(box.text)) is not None for options in lists)


def _meant(text: str, column: int, index: LabelIndex, context: Context) -> Match | None:
    """Find what a column holds: a bare label ("Phone") belongs to the person whose column stands before it."""
    if not index.shared(text):
        match: Match | None = index.find(text)
        return match
    found = context.find(text, 1, column)
    return found.match if found is not None else None


def _heads(line: Sequence[Box], index: LabelIndex) -> list[tuple[Box, str]]:
    """Give the headings of a row that holds nothing else, and more than one."""
    words = [box for box in line if clean(box.text)]
    found = [(box, section) for box in words if (section := index.section(clean(box.text))) is not None]
    return found if len(found) == len(words) > 1 else []


def _with_ticks(
    grid: Grid, row: int, line: list[Box], found: dict[int, Column], index: LabelIndex
) -> dict[int, Column]:
    """Add the columns that are headed by a choice and hold nothing but marks."""
    more = {}
    for box in line:
        targets = index.captioned(clean(box.text)) if _column(box) not in found else []
        if len({target.field for target in targets}) == 1:
            below = [other for other in grid.column(_column(box)) if other.grid and other.grid[0] > row]
            marks = [other for other in below if clean(other.text)]
            if marks and all(ALONE.match(other.text) is not None for other in marks):
                more[_column(box)] = Column(clean(box.text), (targets[0],), 1.0)
    return found | more


def _is_filled_above(
    grid: Grid, lines: Sequence[tuple[int, list[Box]]], columns: Mapping[int, Column], index: LabelIndex
) -> bool:
    """Whether the rows above answer what the columns ask, as a form does that holds a table further down."""
    asked = {target.field for column in columns.values() for target in column.targets}
    answered: set[str] = set()
    for _, line in lines:
        for box in () if _heads(line, index) else line:
            match: Match | None = index.find_exactly(clean(box.text)) if box.value is None else None
            beside = grid.right_of(box) if match is not None else None
            if match is not None and beside is not None and index.find_exactly(clean(beside.text)) is None:
                answered |= {match.target.field} if clean(beside.text) else set()
    return len(answered & asked) >= _ANSWERED_ABOVE


def _column(box: Box) -> int:
    return box.grid[1] if box.grid else 0


def _is_name(box: Box, head: Header) -> bool:
    column = head.known[_column(box)]
    words = clean(box.text).split()
    plain = 1 < len(words) <= _LONGEST_NAME and ":" not in box.text
    return plain and any(target.field.endswith("_name") for target in column.targets)


def _empty(neighbour: Box, row: int, column: int) -> Box:
    place = neighbour.place._replace(cell=f"{column_letters(column)}{row}")
    return Box(BoxKind.CELL, "", place, grid=(row, column, 1, 1))
