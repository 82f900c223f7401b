"""The blank as learning sees it: widgets as spots, printed words as phrases, ruled lines as walls between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from caseforms.definitions.learn_columns import Gutter, gutter_of
from caseforms.model import Box, BoxKind, Page, Submission
from caseforms.readers.base import Rectangle
from caseforms.readers.page_marks import PageMark, PageMarks, Word
from caseforms.readers.pdf_hints import FieldHint, WidgetHint

_GAP = 0.75  # of the type's height: a wider gap parts two phrases
_LEVEL = 0.22  # of the type's height: words whose lines differ more stand on different lines
_TOUCH = 1.5  # points: words that stand nearer are never parted
_EDGE = 3.0  # points by which a drawn edge and a widget's edge may differ
_ROW = 14.0  # points between boxes that have no place of their own
_WALL = 0.5  # of a widget's height or width that a wall must cover to part


class Spot(NamedTuple):
    """One place of a field on a page. number: among the places of its field; state: the on-state of this tick."""

    name: str
    kind: BoxKind
    page: int
    box: Rectangle
    tooltip: str = ""
    longest: int = 0
    comb: bool = False
    multiline: bool = False
    format: str = ""
    options: tuple[str, ...] = ()
    state: str = ""
    ticked: bool = False
    number: int = 0
    alone: bool = True  # the field has no other place on its page
    cell: str = ""  # of a workbook, with its sheet
    placed: bool = True  # False where the file does not say where it stands
    members: tuple[Spot, ...] = ()  # of a run of cells that is one box to the eye; else empty
    pattern: str = ""  # what the lengths of the members tell: date, phone, ssn, zip, comb

    @property
    def tick(self) -> bool:
        """Whether it is ticked rather than written into."""
        return self.kind in {BoxKind.TICK, BoxKind.RADIO}

    @property
    def each(self) -> tuple[Spot, ...]:
        """The boxes that it is made of."""
        return self.members or (self,)


class Phrase(NamedTuple):
    """Printed words that stand together on one line."""

    text: str
    page: int
    box: Rectangle
    size: float
    bold: bool


class Sheet(NamedTuple):
    """One page: its spots and phrases in reading order, and its walls. plain: the usual size of type.

    gutter: where the page has two columns.
    """

    number: int
    size: tuple[float, float]
    spots: tuple[Spot, ...]
    phrases: tuple[Phrase, ...]
    level: tuple[Rectangle, ...]
    upright: tuple[Rectangle, ...]
    bars: tuple[Rectangle, ...]
    plain: float
    gutter: Gutter | None = None


def sheets_of(submission: Submission, marks: PageMarks) -> tuple[Sheet, ...]:
    """Put the pages of a blank together from its boxes, its print and its drawings.

    A form whose pages are laid out only when it is opened (dynamic XFA) has boxes, and no places for them.
    """
    if submission.paper is None:
        return tuple(_unplaced(page) for page in submission.pages)
    spots: dict[int, list[Spot]] = defaultdict(list)
    for box in submission.boxes():
        for spot in _spots(box, marks.fields.get(box.name)):
            spots[spot.page].append(spot)
    return tuple(_sheet(mark, spots.get(mark.number, [])) for mark in marks.pages)


def _unplaced(page: Page) -> Sheet:
    """Set the boxes of a page one under the other, in the order of the file."""
    spots = tuple(
        Spot(
            box.name, box.kind, page.number, (0.0, -_ROW * number - 10, 100.0, -_ROW * number), box.label,
            options=box.options, placed=False,
        )
        for number, box in enumerate(page.boxes)
    )  # fmt: skip
    return Sheet(page.number, page.size or (0.0, 0.0), spots, (), (), (), (), 10.0)


def _spots(box: Box, hint: FieldHint | None) -> Iterable[Spot]:
    """Give the places of a field; none for one that no page shows."""
    hint = hint or FieldHint(box.name)
    places = [widget for widget in hint.widgets if not widget.hidden]
    if not places:
        places = [WidgetHint(p.page, p.box) for p in (box.place, *box.also) if p.page and p.box]
    states = {widget.state for widget in places}
    alone = len(states) == 1 and len({widget.page for widget in places}) == len(places)
    for number, widget in enumerate(places):
        if widget.box[2] - widget.box[0] < 1 or widget.box[3] - widget.box[1] < 1:
            continue
        yield Spot(
            box.name, box.kind, widget.page, widget.box, box.label, hint.longest, hint.comb, hint.multiline,
            hint.format, box.options, widget.state, widget.on, number, alone=alone,
        )  # fmt: skip


def _sheet(mark: PageMark, spots: list[Spot]) -> Sheet:
    ordered = tuple(in_order(spots))
    edges = [*mark.lines, *(edge for box in (*mark.boxes, *mark.bars) for edge in _edges(box))]
    level = tuple(sorted({edge for edge in edges if edge[2] - edge[0] > edge[3] - edge[1]}))
    upright = tuple(sorted({edge for edge in edges if edge[2] - edge[0] <= edge[3] - edge[1]}))
    phrases = tuple(_phrases(mark, ordered, upright))
    gutter = gutter_of(mark.size[0], [phrase.box for phrase in phrases], [spot.box for spot in ordered])
    if gutter is not None:
        ordered = tuple(in_order(ordered, gutter))
    sizes = [phrase.size for phrase in phrases for _ in phrase.text.split()]
    plain = median(sizes) if sizes else 10.0
    return Sheet(mark.number, mark.size, ordered, phrases, level, upright, mark.bars, plain, gutter)


def _edges(box: Rectangle) -> tuple[Rectangle, ...]:
    x0, y0, x1, y1 = box
    return ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1))


def in_order(spots: Iterable[Spot], gutter: Gutter | None = None) -> list[Spot]:
    """Sort spots as one reads: line by line, from left to right; of two columns first the left one."""
    if gutter is None:
        return _line_by_line(spots)
    columns: list[list[Spot]] = [[], [], [], []]
    for spot in spots:
        columns[gutter.column(spot.box)].append(spot)
    return [spot for column in columns for spot in _line_by_line(column)]


def _line_by_line(spots: Iterable[Spot]) -> list[Spot]:
    rows: list[list[Spot]] = []
    for spot in sorted(spots, key=lambda s: (s.page, -(s.box[1] + s.box[3]) / 2, s.box[0], s.name, s.number)):
        if rows and same_line(rows[-1][0], spot):
            rows[-1].append(spot)
        else:
            rows.append([spot])
    return [spot for row in rows for spot in sorted(row, key=lambda s: (s.box[0], s.name, s.number))]


def same_line(one: Spot, two: Spot) -> bool:
    """Whether two spots stand on one line."""
    if one.page != two.page:
        return False
    shared = min(one.box[3], two.box[3]) - max(one.box[1], two.box[1])
    return shared >= _WALL * min(one.box[3] - one.box[1], two.box[3] - two.box[1])


def _phrases(mark: PageMark, spots: Sequence[Spot], upright: Sequence[Rectangle]) -> list[Phrase]:
    lines: list[list[Word]] = []
    for word in sorted(mark.words, key=lambda w: (-w.middle, w.box[0])):
        for line in reversed(lines[-4:]):
            last = line[-1]
            if abs(last.middle - word.middle) <= _LEVEL * min(last.size, word.size):
                line.append(word)
                break
        else:
            lines.append([word])
    phrases: list[Phrase] = []
    for line in lines:
        line.sort(key=lambda w: w.box[0])
        run = [line[0]]
        for word in line[1:]:
            if _parted(run[-1], word, spots, upright):
                phrases.append(_phrase(mark.number, run))
                run = []
            run.append(word)
        phrases.append(_phrase(mark.number, run))
    return [phrase for phrase in phrases if any(map(str.isalnum, phrase.text)) or "#" in phrase.text]


def _parted(one: Word, two: Word, spots: Sequence[Spot], upright: Sequence[Rectangle]) -> bool:
    """Whether two words of a line belong to different phrases."""
    gap = two.box[0] - one.box[2]
    if gap > _GAP * max(one.size, two.size):
        return True
    middle = (one.box[1] + one.box[3]) / 2
    if one.text.endswith(":") and gap > 0.4 * max(one.size, two.size):
        return True
    if gap > _TOUCH and any(one.box[2] - 1 <= x0 <= two.box[0] + 1 and y0 <= middle <= y1 for x0, y0, _, y1 in upright):
        return True
    return gap > _TOUCH and any(
        s.box[0] >= one.box[2] - _EDGE and s.box[2] <= two.box[0] + _EDGE and s.box[1] <= middle <= s.box[3]
        for s in spots
    )


def _phrase(page: int, words: list[Word]) -> Phrase:
    boxes = [word.box for word in words]
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    text = " ".join(word.text for word in words)
    return Phrase(text, page, box, max(w.size for w in words), sum(w.bold for w in words) * 2 > len(words))
