"""What is printed around widgets: labels beside, above or below them, captions of ticks, headings.

Forms have a habit: labels stand on the left of their boxes, or above, or below. It is counted once a layout, so that
the label of the next row is not taken for the label of this one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from caseforms.definitions.labels import LabelIndex
from caseforms.model import Box, BoxKind, Submission

ROW_SLACK = 6.0  # points by which boxes of one line may differ in height
COLUMN_SLACK = 40.0  # points by which boxes of one column may differ
_LEFT = 220.0  # points: how far to the left a label may end
_ABOVE = 16.0  # points: how far above the box a label may stand
_BELOW = 14.0  # points: how far below
_RIGHT = 14.0  # points: how far to the right of a tick box its caption may begin
_OVER = 30.0  # points: how far above a row of ticks its question may stand
_SLACK = 3.0  # points by which print and box may overlap
_LONGEST = 120  # characters: longer print is a sentence, not a label
_PAGE = 100_000.0  # more points than any page is high

Rectangle = tuple[float, float, float, float]
Found = tuple[float, Box]


def row_of(box: Box) -> float:
    """Give the height of a box as a row that grows downwards and from page to page."""
    rect = box.place.box
    return (box.place.page or 0) * _PAGE - ((rect[1] + rect[3]) / 2 if rect else 0.0)


def column_of(box: Box) -> float:
    """Give the left edge of a box."""
    return box.place.box[0] if box.place.box else 0.0


def label_of(submission: Submission, box: Box) -> str:
    """Give the printed label of one widget: beside a tick, else on its left, else above it; "" for none."""
    sides = _sides(box, _runs(submission, box.place.page), ())
    order = ("right", "left", "above") if box.kind is BoxKind.TICK else ("left", "above")
    return next((_words(sides[side][1]) for side in order if side in sides), "")


def caption_of(submission: Submission, box: Box) -> str:
    """Give what is printed right behind a tick or the button of a radio group, "" for nothing."""
    found = _sides(box, _runs(submission, box.place.page), ()).get("right")
    return _words(found[1]) if found else ""


class Layout:
    """The print of a form around its widgets."""

    def __init__(self, submission: Submission, boxes: Sequence[Box], index: LabelIndex) -> None:
        """Look at nothing yet: taking the print off a page costs as much as reading all its fields."""
        self._submission, self._boxes, self._index = submission, boxes, index
        self._around: dict[int, dict[str, Found]] | None = None
        self._habits: dict[bool, str] = {}

    def label(self, position: int) -> str:
        """Give the printed label of a widget by its position among the boxes, "" for none."""
        around, tick = self._sides(), self._boxes[position].kind is BoxKind.TICK
        sides = around.get(position, {})
        habit = self._habits[tick]
        if habit in sides:
            return _words(sides[habit][1])
        others = self._labels()
        rest = [side for side in ("left", "above") if side in sides and id(sides[side][1]) not in others]
        return _words(sides[rest[0]][1]) if rest and not tick else ""

    def headings(self) -> Iterator[tuple[str, float, tuple[float, float]]]:
        """Give the printed headings: section, row, and the columns over which they stand."""
        self._sides()
        labels = self._labels()
        for page in sorted({box.place.page for box in self._boxes if box.place.page}):
            found = [
                (run, section)
                for run in _runs(self._submission, page)
                if id(run) not in labels and (section := self._index.section(run.text)) is not None
            ]
            for run, section in found:
                line = sorted(column_of(other) for other, _ in found if abs(row_of(other) - row_of(run)) <= ROW_SLACK)
                at = line.index(column_of(run))
                until = line[at + 1] if at + 1 < len(line) else float("inf")
                yield section, row_of(run), (column_of(run) if at else float("-inf"), until)

    def questions(self, box: Box) -> Iterator[str]:
        """Give the print that may ask what a tick answers: on its left, the nearest first, then above its row."""
        rect = box.place.box
        if rect is None:
            return
        left: list[tuple[float, str]] = []
        above: list[tuple[float, str]] = []
        for run in _runs(self._submission, box.place.page):
            x0, bottom, x1, top = run.place.box or rect
            if rect[1] - _SLACK <= (bottom + top) / 2 <= rect[3] + _SLACK and x1 <= rect[0] + _SLACK:
                left.append((rect[0] - x1, _words(run)))
            elif 0 <= bottom - rect[3] + _SLACK <= _OVER and x0 <= rect[2]:
                above.append((bottom - rect[3], _words(run)))
        yield from (words for _, words in (*sorted(left), *sorted(above)))

    def _sides(self) -> dict[int, dict[str, Found]]:
        if self._around is None:
            pages: dict[int | None, list[Box]] = {}
            for box in self._boxes:
                if box.place.box is not None and not box.hidden:
                    pages.setdefault(box.place.page, []).append(box)
            runs = {page: _runs(self._submission, page) for page in pages}
            self._around = {
                position: _sides(box, runs[box.place.page], pages[box.place.page])
                for position, box in enumerate(self._boxes)
                if box.place.box is not None and not box.hidden
            }
            self._habits = {False: self._habit(("left", "above", "below")), True: self._habit(("right", "left"))}
        return self._around

    def _habit(self, sides: tuple[str, ...]) -> str:
        """Find the side on which most labels stand that the form knows, the nearer one of two."""
        counts = []
        for number, side in enumerate(sides):
            near = [
                around[side][0]
                for position, around in (self._around or {}).items()
                if side in around and self._knows(position, _words(around[side][1]), tick="right" in sides)
            ]
            counts.append((-len(near), sum(near) / len(near) if near else 0.0, number))
        return sides[min(counts)[2]]

    def _knows(self, position: int, label: str, *, tick: bool) -> bool:
        if (self._boxes[position].kind is BoxKind.TICK) != tick:
            return False
        if tick:
            return bool(self._index.captioned(label)) or label.lower() in {"yes", "no"}
        return self._index.find_exactly(label) is not None or self._index.shared(label)

    def _labels(self) -> set[int]:
        """Give the print that is the label of some widget, as the form's habit has it."""
        return {
            id(sides[habit][1])
            for position, sides in self._sides().items()
            if (habit := self._habits[self._boxes[position].kind is BoxKind.TICK]) in sides
        }


def _runs(submission: Submission, page: int | None) -> list[Box]:
    runs = submission.printed(page) if page is not None else ()
    return [run for run in runs if run.place.box is not None and len(run.text) <= _LONGEST]


def _words(run: Box) -> str:
    return run.text.strip().rstrip(":_ ").strip()


def _sides(box: Box, runs: Sequence[Box], others: Sequence[Box]) -> dict[str, Found]:
    """Give the nearest print on each side of a widget with its distance."""
    rect = box.place.box
    best: dict[str, Found] = {}
    for run in runs if rect is not None else ():
        side, distance = _side(run.place.box or (0, 0, 0, 0), rect or (0, 0, 0, 0))
        if side and (side not in best or distance < best[side][0]):
            best[side] = (distance, run)
    if rect is not None and "left" in best and _is_between(best["left"][1], box, others):
        del best["left"]
    return best


def _side(run: Rectangle, rect: Rectangle) -> tuple[str, float]:
    left, bottom, right, top = run
    x0, y0, x1, y1 = rect
    if y0 - _SLACK <= (bottom + top) / 2 <= y1 + _SLACK:
        if -_SLACK <= x0 - right <= _LEFT:
            return "left", x0 - right
        return ("right", left - x1) if -_SLACK <= left - x1 <= _RIGHT else ("", 0.0)
    if left >= x1 or right <= x0:
        return "", 0.0
    if 0 <= bottom - y1 + _SLACK <= _ABOVE:
        return "above", bottom - y1 + _SLACK + abs(left - x0) / 10
    return ("below", y0 - top + _SLACK + abs(left - x0) / 10) if 0 <= y0 - top + _SLACK <= _BELOW else ("", 0.0)


def _is_between(run: Box, box: Box, others: Sequence[Box]) -> bool:
    """Whether another widget stands between a label and a box: then the label is that one's."""
    right, (x0, y0, _, y1) = (run.place.box or (0, 0, 0, 0))[2], box.place.box or (0, 0, 0, 0)
    return any(
        other is not box
        and other.place.box is not None
        and right - _SLACK <= other.place.box[0]
        and other.place.box[2] <= x0 + _SLACK
        and y0 - _SLACK <= (other.place.box[1] + other.place.box[3]) / 2 <= y1 + _SLACK
        for other in others
    )
