"""Lists on a blank sheet: a row of headings with nothing but empty rows below, one record a row.

Each column is one question. What the reader does with a filled list is in `interpret.lists`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from caseforms.definitions.learn_groups import Question
from caseforms.fieldtypes.text import fold, one_line
from caseforms.model import Box
from caseforms.readers.a1 import column_letters

LISTED, BARE = "list", "bare list"  # pattern of the first cell of a column; of one that nothing shows to be empty
_WITHIN = 15  # rows in which the headings stand
_FEWEST, _MANY = 3, 4  # headings of a list; of one whose empty rows have nothing that shows them
_ROWS = 3  # empty rows that show a list
_LONGEST = 60  # letters of a heading
_NOUNS = {"name": "name", "address": "address"}


class BlankList(NamedTuple):
    """A list. row: of its headings; places: the first empty cell under each heading; pattern: LISTED or BARE."""

    row: int
    places: tuple[Box, ...]
    pattern: str


def list_of(boxes: Sequence[Box], asks: Callable[[Box], bool]) -> BlankList | None:
    """Find the list of a sheet; None for a form.

    boxes: the cells that can be seen. asks: whether a cell is a place for an answer.
    """
    rows: dict[int, list[Box]] = defaultdict(list)
    for box in boxes:
        if box.grid is not None:
            rows[box.grid[0]].append(box)
    for number in sorted(rows):
        if number > _WITHIN:
            return None
        heads = [box for box in rows[number] if one_line(box.text) and not asks(box)]
        if len(heads) >= _FEWEST and all(map(_is_heading, heads)):
            below = {at: line for at, line in rows.items() if at > number}
            heads = [head for head in heads if not _is_counted(head, below)]
            pattern = _pattern(heads, below, asks)
            if pattern:
                return BlankList(number, tuple(_place(head, below, asks) for head in heads), pattern)
    return None


def _is_counted(head: Box, below: dict[int, list[Box]]) -> bool:
    """Whether the rows are numbered under a heading."""
    column = head.grid[1] if head.grid else 0
    texts = [one_line(box.text) for at in sorted(below) for box in below[at] if box.grid and box.grid[1] == column]
    numbers = [int(text.rstrip(".")) for text in texts if text.rstrip(".").isdecimal()]
    return len(numbers) > 1 and len(numbers) == len(texts) and all(b == a + 1 for a, b in pairwise(numbers))


def _is_heading(box: Box) -> bool:
    text = one_line(box.text)
    return not text.endswith((":", ".", "?")) and len(text) <= _LONGEST and any(map(str.isalpha, text))


def _pattern(heads: Sequence[Box], below: dict[int, list[Box]], asks: Callable[[Box], bool]) -> str:
    """Tell the pattern of a list: nothing is printed below its headings but the numbers of the rows; "" for none."""
    columns = {box.grid[1] for box in heads if box.grid}
    texts = [box for line in below.values() for box in line if one_line(box.text) and not asks(box)]
    if any(not one_line(box.text).rstrip(".").isdecimal() or (box.grid and box.grid[1] in columns) for box in texts):
        return ""
    asked = [at for at, line in below.items() if any(asks(box) and box.grid and box.grid[1] in columns for box in line)]
    if len(asked) >= _ROWS:
        return LISTED
    single = all(box.grid is not None and box.grid[2:] == (1, 1) for box in heads)
    return BARE if not asked and single and len(heads) >= _MANY else ""


def _place(head: Box, below: dict[int, list[Box]], asks: Callable[[Box], bool]) -> Box:
    """Give the first empty cell under a heading, with the entries that may be chosen there."""
    row, column, _, _ = head.grid or (1, 1, 1, 1)
    under = (b for at in sorted(below) for b in below[at] if b.grid and b.grid[1] == column and asks(b))
    first = next(under, head)
    at = min((at for at in below if any(map(asks, below[at]))), default=row + 1)
    place = head.place._replace(cell=f"{column_letters(column)}{at}")
    options = first.options if first is not head else ()
    return head._replace(text="", name="", label="", options=options, grid=(row + 1, column, 1, 1), place=place)


def name_columns(questions: Iterable[Question]) -> None:
    """Finish the columns of lists.

    Give questions that several cells side by side answer a label over all: "Mailing address", not "Mailing city".

    A column is found again by the words that it shares with this label, and by the part that it names.
    """
    for question in questions:
        if question.first.spot.pattern == BARE:
            question.doubt("nothing shows that the rows below are for answers")
        noun = _NOUNS.get(question.concept, "")
        if noun and len(question.items) > 1 and all(item.spot.pattern in {LISTED, BARE} for item in question.items):
            words = [fold(item.label).split() for item in question.items if item.label]
            same = takewhile(lambda row: len(set(row)) == 1, zip(*words, strict=False))
            shared = " ".join(row[0] for row in same)
            question.asked = f"{shared} {noun}".strip().capitalize()
            question.aliases = [shared.capitalize()] if shared else []
