"""From the parts of one sheet to its page of boxes: merged cells, drop-downs, names, comments, ticks, what is hidden.

Source: domain.md 3 (merged cells allowed, hidden rows and sheets read but reported).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from caseforms.model import Box, BoxKind, Page, Place, Remark
from caseforms.readers.a1 import Area, area, column_letters
from caseforms.readers.xlsx_beside import Control, comments, controls
from caseforms.readers.xlsx_parts import Element, Package
from caseforms.readers.xlsx_sheet import TRUE, DropDown, Sheet

_SMALL = 1000  # cells of a drop-down's area; of a larger one only the used corner of the sheet is taken
_MANY_RUNS = 10  # of hidden rows: more are a filtered list, told in one remark
_DEPTH = 3  # of names that stand for names


class Reference(NamedTuple):
    """A rectangle on a sheet."""

    sheet: str
    area: Area


class Names:
    """The defined names of a workbook, and what formulas refer to."""

    def __init__(self, workbook: Element, sheets: Iterable[Sheet]) -> None:
        """Take the names from the workbook's part and the cells they may refer to from the sheets."""
        self._sheets = {sheet.name.casefold(): sheet for sheet in sheets}
        titles = [entry.get("name", "").casefold() for entry in workbook.iterfind("{*}sheets/{*}sheet")]
        self._formulas: dict[tuple[str, str], str] = {}
        self._entries: dict[tuple[str, str], tuple[str, ...]] = {}
        self._offered: dict[str, set[tuple[int, int]]] = {}
        self._of_cells: dict[str, list[tuple[Area, str]]] = {}
        for entry in workbook.iterfind("{*}definedNames/{*}definedName"):
            name, scope = entry.get("name", ""), entry.get("localSheetId", "")
            sheet = titles[int(scope)] if scope.isdecimal() and int(scope) < len(titles) else ""
            self._formulas[sheet, name.casefold()] = entry.text or ""
            found = reference(entry.text or "", "")
            if found and entry.get("hidden") not in TRUE and not name.startswith("_xl"):
                self._of_cells.setdefault(found.sheet.casefold(), []).append((found.area, name))

    def of_cells(self, sheet: str) -> list[tuple[Area, str]]:
        """Give the names that stand for cells of a sheet, with the rectangle each stands for."""
        return self._of_cells.get(sheet.casefold(), [])

    def box(self, formula: str, sheet: str) -> Box | None:
        """Give the filled cell that a formula such as `$B$3` refers to."""
        found = reference(formula, sheet)
        target = self._sheets.get(found.sheet.casefold()) if found else None
        return target.boxes.get(found.area[:2]) if found and target else None

    def entries(self, formula: str, sheet: str) -> tuple[str, ...]:
        """Give the entries of a drop-down; none when they are computed in a way that only Excel can follow."""
        key = (sheet, formula)
        if key not in self._entries:
            self._entries[key] = self._resolved(formula, sheet)
        return self._entries[key]

    def only_lists(self, sheet: Sheet) -> bool:
        """Say whether all that stands on a sheet is the entries of drop-downs."""
        for other in self._sheets.values():
            for drop_down in other.drop_downs:
                self.entries(drop_down.formula, other.name)
        filled = {key for key, box in sheet.boxes.items() if box.text or box.raw}
        return bool(filled) and filled <= self._offered.get(sheet.name.casefold(), set())

    def _resolved(self, formula: str, sheet: str, depth: int = 0) -> tuple[str, ...]:
        formula = formula.removeprefix("=").strip()
        if formula.startswith('"'):
            inner = formula[1:].removesuffix('"').replace('""', '"')
            return tuple(entry.strip() for entry in inner.split(",") if entry.strip())
        found = reference(formula, sheet)
        if found:
            return self._texts(found)
        name = formula.rpartition("!")[2].casefold()
        meant = self._formulas.get((sheet.casefold(), name)) or self._formulas.get(("", name))
        return self._resolved(meant, sheet, depth + 1) if meant and depth < _DEPTH else ()

    def _texts(self, found: Reference) -> tuple[str, ...]:
        target = self._sheets.get(found.sheet.casefold())
        if target is None:
            return ()
        texts = {key: text for key in within(target.boxes, found.area) if (text := target.boxes[key].text.strip())}
        self._offered.setdefault(target.name.casefold(), set()).update(texts)
        return tuple(texts.values())


def reference(formula: str, sheet: str) -> Reference | None:
    """Read `'Page 2'!$B$3:$B$9`; a formula that names no sheet means the one it stands on."""
    title, mark, address = formula.strip().rpartition("!")
    found = area(address)
    if found is None:
        return None
    if title.startswith("'"):
        title = title[1:].removesuffix("'").replace("''", "'")
    return Reference(title if mark else sheet, found)


def within(boxes: dict[tuple[int, int], Box], place: Area) -> list[tuple[int, int]]:
    """Give the keys of the boxes inside a rectangle, row by row."""
    top, left, bottom, right = place
    if (bottom - top + 1) * (right - left + 1) <= len(boxes):
        return [key for key in _cells(place) if key in boxes]
    return sorted(key for key in boxes if top <= key[0] <= bottom and left <= key[1] <= right)


def _cells(place: Area) -> Iterator[tuple[int, int]]:
    for row in range(place.top, place.bottom + 1):
        for column in range(place.left, place.right + 1):
            yield row, column


def page_of(package: Package, part: str, number: int, sheet: Sheet, names: Names) -> tuple[Page, list[Remark]]:
    """Make the page of a sheet, and the remarks about it that belong to no box."""
    canvas = _Canvas(sheet)
    canvas.hide_columns()
    canvas.merge()
    canvas.name(names.of_cells(sheet.name))
    for drop_down in sheet.drop_downs:
        canvas.offer(drop_down, names.entries(drop_down.formula, sheet.name))
    remarks = [] if sheet.hidden and names.only_lists(sheet) else canvas.hidden_parts()
    ticks: list[Box] = []
    pointers = package.relations(part)
    if pointers:
        remarks += canvas.comment(comments(package, pointers))
        ticks = [canvas.tick(control, names) for control in controls(package, pointers, sheet.controls)]
    return Page(number, (*canvas.in_order(), *ticks), sheet.name, None, sheet.hidden), remarks


class _Canvas:
    """The boxes of a sheet while what stands beside the cells is added to them."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.boxes = sheet.boxes.copy()
        self._last_row = max((row for row, _ in self.boxes), default=0)
        self._last_column = max((column for _, column in self.boxes), default=0)
        self._covered: set[tuple[int, int]] = set()

    def in_order(self) -> list[Box]:
        """Give the boxes row by row."""
        return [self.boxes[key] for key in sorted(self.boxes)]

    def hide_columns(self) -> None:
        """Mark the cells of hidden columns."""
        if self.sheet.hidden_columns:
            for key, box in self.boxes.items():
                if self._column_hidden(key[1]):
                    self.boxes[key] = box._replace(hidden=True)

    def merge(self) -> None:
        """Let the upper left cell stand for its merged range, also when it is empty; what it covers cannot be seen."""
        for place in self.sheet.merges:
            top, left, bottom, right = place
            box = self._box(top, left)
            self.boxes[top, left] = box._replace(grid=(top, left, bottom - top + 1, right - left + 1))
            for key in within(self.boxes, place):
                if key != (top, left):
                    self.boxes[key] = self.boxes[key]._replace(hidden=True)
            self._covered.update(_cells(self._used(place)))
            self._covered.discard((top, left))

    def name(self, names: Iterable[tuple[Area, str]]) -> None:
        """Give a cell (or a merged range, whole or by its first cell) the name that stands for exactly it."""
        for place, name in names:
            top, left, bottom, right = place
            box = self._box(top, left)
            size = (bottom - top + 1, right - left + 1)
            if not box.name and box.grid and size in {(1, 1), box.grid[2:]} and (top, left) not in self._covered:
                self.boxes[top, left] = box._replace(name=name)

    def offer(self, drop_down: DropDown, entries: tuple[str, ...]) -> None:
        """Give the cells of a drop-down its entries; the empty ones among them become boxes."""
        for place in drop_down.areas:
            for row, column in _cells(self._used(place)):
                if (row, column) not in self._covered:
                    self.boxes[row, column] = self._box(row, column)._replace(options=entries)

    def comment(self, texts: dict[str, str]) -> list[Remark]:
        """Hang comments on their boxes; give back those on empty cells."""
        loose = []
        for address, text in texts.items():
            found = area(address)
            remark = Remark("comment", {"c": address, "v": text}, Place(sheet=self.sheet.name, cell=address))
            box = self.boxes.get(found[:2]) if found else None
            if found and box:
                self.boxes[found[:2]] = box._replace(remarks=(*box.remarks, remark))
            else:
                loose.append(remark)
        return loose

    def tick(self, control: Control, names: Names) -> Box:
        """Make the box of a form control; the cell it is linked to knows better than the control's own state."""
        linked = names.box(control.link, self.sheet.name) if control.kind == "Checkbox" and control.link else None
        ticked = linked.value if linked and isinstance(linked.value, bool) else control.ticked
        row, column = control.row, control.column
        return Box(
            BoxKind.TICK,
            (control.caption or "Yes") if ticked else "",
            Place(sheet=self.sheet.name, cell=f"{column_letters(column)}{row}"),
            name=control.name,
            label=control.caption,
            ticked=ticked,
            grid=(row, column, 1, 1),
            hidden=self._hidden(row, column),
        )

    def hidden_parts(self) -> list[Remark]:
        """Tell of the hidden sheet, and of hidden rows and columns that hold something."""
        sheet = self.sheet
        if sheet.hidden:
            return [Remark("hidden_sheet", {"n": sheet.name}, Place(sheet=sheet.name))]
        if not sheet.hidden_rows and not sheet.hidden_columns:
            return []
        filled = [key for key, box in self.boxes.items() if box.text or box.raw is not None]
        rows = sorted({row for row, _ in filled if row in sheet.hidden_rows})
        columns = sorted({column for _, column in filled if self._column_hidden(column)})
        remarks = _told("hidden_row", rows, sheet.hidden_rows.__contains__, str, sheet.name)
        return remarks + _told("hidden_column", columns, self._column_hidden, column_letters, sheet.name)

    def _box(self, row: int, column: int) -> Box:
        found = self.boxes.get((row, column))
        if found is not None:
            return found
        place = Place(sheet=self.sheet.name, cell=f"{column_letters(column)}{row}")
        return Box(BoxKind.CELL, "", place, grid=(row, column, 1, 1), hidden=self._hidden(row, column))

    def _hidden(self, row: int, column: int) -> bool:
        return self.sheet.hidden or row in self.sheet.hidden_rows or self._column_hidden(column)

    def _column_hidden(self, column: int) -> bool:
        return any(column in columns for columns in self.sheet.hidden_columns)

    def _used(self, place: Area) -> Area:
        """Cut a very large rectangle down to the used corner of the sheet and one row and column more."""
        top, left, bottom, right = place
        if (bottom - top + 1) * (right - left + 1) <= _SMALL:
            return place
        return Area(top, left, min(bottom, self._last_row + 1), min(right, self._last_column + 1))


def _told(
    kind: str, filled: list[int], hidden: Callable[[int], bool], shown: Callable[[int], str], sheet: str
) -> list[Remark]:
    """Make one remark for each run of hidden rows or columns; for a filtered list one for all of them."""
    runs: list[list[int]] = []
    for number in filled:
        if runs and all(hidden(between) for between in range(runs[-1][-1] + 1, number)):
            runs[-1].append(number)
        else:
            runs.append([number])
    if len(runs) > _MANY_RUNS:
        words = [f"{shown(filled[0])} to {shown(filled[-1])} ({len(filled):,} of them)"]
    else:
        words = [_run(kind, run, shown) for run in runs]
    return [Remark(kind, {"n": word}, Place(sheet=sheet)) for word in words]


def _run(kind: str, run: list[int], shown: Callable[[int], str]) -> str:
    first, last = shown(run[0]), shown(run[-1])
    if first == last:
        return first
    if kind == "hidden_column":
        return f"{first} and {last}" if run[-1] - run[0] == 1 else f"{first} to {last}"
    return f"{first}-{last}"
