"""What people typed over a form instead of into its boxes: notes put over the page (PDF annotations)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from caseforms.model import Box, BoxKind, Letter, Page, Place
from caseforms.readers.base import Rectangle
from caseforms.readers.pdf_chars import Paper

_GAP = 1.0  # of its size: a wider gap ends what was typed in one go
_SPACE = 0.6  # a wider gap is a space, told or not


def with_notes(pages: Iterable[Page], paper: Paper, numbers: frozenset[int]) -> Iterator[Page]:
    """Add to the pages of these numbers the lines that stand in notes over them, as WORD boxes."""
    for page in pages:
        notes = tuple(_lines(paper.typed(page.number), page.number)) if page.number in numbers else ()
        yield page._replace(boxes=(*page.boxes, *notes)) if notes else page


def _lines(letters: Iterable[Letter], number: int) -> Iterator[Box]:
    run: list[Letter] = []
    for letter in letters:
        if run and _ends(run[-1].box, letter.box):
            yield _line(run, number)
            run = []
        run.append(letter)
    if run:
        yield _line(run, number)


def _ends(before: Rectangle, box: Rectangle) -> bool:
    size = max(before[3] - before[1], box[3] - box[1], box[2] - box[0])
    level = abs(before[1] + before[3] - box[1] - box[3]) / 2 <= size
    return not level or box[0] - before[2] > _GAP * size or box[0] < before[0]


def _line(run: list[Letter], number: int) -> Box:
    text = run[0].text
    for before, letter in pairwise(run):
        size = max(letter.box[3] - letter.box[1], letter.box[2] - letter.box[0])
        apart = letter.parted or letter.box[0] - before.box[2] > _SPACE * size
        text += f" {letter.text}" if apart else letter.text
    boxes = [letter.box for letter in run]
    around = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    x0, y0, x1, y1 = (round(edge, 2) for edge in around)
    return Box(BoxKind.WORD, text, Place(number, (x0, y0, x1, y1)))
