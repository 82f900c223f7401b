"""A sheet as a grid: which cell stands beside, below or around which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from caseforms.fieldtypes.text import clean
from caseforms.model import Box

_FAR = 4  # columns that may stand empty between a label and its value


class Grid:
    """The boxes of a sheet by row and column; a merged cell fills all its places."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        """Index the boxes that have a place in the grid."""
        self.boxes = [box for box in boxes if box.grid is not None]
        self._at: dict[tuple[int, int], Box] = {}
        self._rows: dict[int, list[Box]] = {}
        for box in self.boxes:
            row, column, rows, columns = box.grid or (0, 0, 1, 1)
            if rows * columns == 1:
                self._at[row, column] = box
            else:
                for r in range(row, row + min(rows, 200)):
                    for c in range(column, column + min(columns, 200)):
                        self._at[r, c] = box
            self._rows.setdefault(row, []).append(box)
        for line in self._rows.values():
            line.sort(key=lambda box: box.grid[1] if box.grid else 0)

    def rows(self) -> Iterator[tuple[int, list[Box]]]:
        """Walk the rows that hold anything, from the top; each with its boxes from left to right."""
        for number in sorted(self._rows):
            yield number, self._rows[number]

    def column(self, number: int) -> list[Box]:
        """Give the boxes that begin in a column."""
        return [box for box in self.boxes if box.grid is not None and box.grid[1] == number]

    def at(self, row: int, column: int) -> Box | None:
        """Give the box that covers a place."""
        return self._at.get((row, column))

    def right_of(self, box: Box) -> Box | None:
        """Give the next box on the right that holds something; else the answer box right beside, if any."""
        row, column, _, columns = box.grid or (0, 0, 1, 1)
        first = None
        for c in range(column + columns, column + columns + _FAR):
            found = self._at.get((row, c))
            if found is not None and found is not box:
                first = first or found
                if clean(found.text) or found.remarks or found.ticked is not None:
                    return found
        return first

    def left_of(self, box: Box) -> Iterator[Box]:
        """Walk the boxes on the left, nearest first."""
        row, column, _, _ = box.grid or (0, 0, 1, 1)
        seen = box
        for c in range(column - 1, 0, -1):
            found = self._at.get((row, c))
            if found is not None and found is not seen:
                seen = found
                yield found

    def next(self, box: Box) -> Box | None:
        """Give the box right beside, on the right."""
        row, column, _, columns = box.grid or (0, 0, 1, 1)
        return self._at.get((row, column + columns))

    def after(self, box: Box) -> list[Box]:
        """Give the boxes on the right, as far as the value of a label may stand."""
        row, column, _, columns = box.grid or (0, 0, 1, 1)
        found = (self._at.get((row, c)) for c in range(column + columns, column + columns + _FAR))
        return [other for other in found if other is not None]

    def before(self, box: Box) -> Box | None:
        """Give the box right before, on the left."""
        row, column, _, _ = box.grid or (0, 0, 1, 1)
        return self._at.get((row, column - 1))

    def below(self, box: Box) -> Box | None:
        """Give the box right below."""
        row, column, rows, _ = box.grid or (0, 0, 1, 1)
        return self._at.get((row + rows, column))

    def above(self, box: Box) -> Box | None:
        """Give the box right above."""
        row, column, _, _ = box.grid or (0, 0, 1, 1)
        return self._at.get((row - 1, column))


def is_heading_like(box: Box, line: list[Box]) -> bool:
    """Whether a box stands alone with words in its row, as a heading does."""
    return all(other is box or not clean(other.text) for other in line)
