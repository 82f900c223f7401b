"""One sheet of an .xlsx file: its cells as boxes, and what stands beside the cells in the sheet's own part.

Source: ECMA-376 part 1, 18.3 (worksheets); [MS-XLSX] 2.4 (drop-downs kept in the x14 extension).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import NamedTuple

from caseforms.model import Box, BoxKind, Place, Remark
from caseforms.readers.a1 import Area, area, column_letters, column_number
from caseforms.readers.number_formats import NumberFormat, Shown, general, shown_moment
from caseforms.readers.xlsx_parts import BrokenPartError, Element, local, namespace, rows_then_root

#: How a part writes "yes".
TRUE = frozenset({"1", "true", "on"})
_DIGITS = "0123456789"
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
# An empty formatted cell. Sheets carry tens of thousands; cutting them out of the bytes is cheaper than parsing them.
_EMPTY_CELL = re.compile(rb'<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?/>')
_WORTH_CUTTING = 30_000  # bytes
_Grid = tuple[int, int, int, int]


class Book(NamedTuple):
    """What the cells of all sheets share: texts, number formats by style number as written, the 1904 date system."""

    texts: Sequence[str]
    formats: Mapping[str | None, NumberFormat | None]
    mac: bool


class DropDown(NamedTuple):
    """A list to choose from: the formula that names its entries, and the cells that have it."""

    formula: str
    areas: tuple[Area, ...]


class Sheet(NamedTuple):
    """A sheet as its part describes it. boxes: by (row, column). controls: form controls still to be looked up."""

    name: str
    hidden: bool
    boxes: dict[tuple[int, int], Box]
    hidden_rows: frozenset[int]
    hidden_columns: tuple[range, ...]
    merges: tuple[Area, ...]
    drop_downs: tuple[DropDown, ...]
    controls: tuple[Element, ...]


def text_of(element: Element) -> str:
    """Join the runs of a text; phonetic guides beside them are not part of it."""
    parts = []
    for child in element:
        name = local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts.extend(grandchild.text or "" for grandchild in child if local(grandchild) == "t")
    return unescaped("".join(parts))


def unescaped(text: str) -> str:
    """Undo `_x000D_`, the way Excel writes characters that XML cannot carry."""
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def read_sheet(data: bytes, name: str, book: Book, *, hidden: bool) -> Sheet:
    """Read a sheet's part; BrokenPartError when it makes no sense."""
    cells = _Cells(name, book, hidden=hidden)
    if (
        len(data) > _WORTH_CUTTING
        and b"<!" not in data
        and b"<c>" not in data
        and data.count(b"<c r=") == data.count(b"<c ")
    ):
        data = _EMPTY_CELL.sub(b"", data)
    root = None
    try:
        for element in rows_then_root(data):
            if local(element) == "row":
                cells.add_row(element)
            else:
                root = element
        return _whole(root, cells)
    except (ValueError, IndexError, OverflowError) as error:
        raise BrokenPartError(name) from error


class _Cells:
    """Collects the boxes of a sheet, row by row."""

    def __init__(self, sheet: str, book: Book, *, hidden: bool) -> None:
        self.sheet, self.book, self.hidden = sheet, book, hidden
        self.boxes: dict[tuple[int, int], Box] = {}
        self.hidden_rows: set[int] = set()
        self._row = 0

    def add_row(self, element: Element) -> None:
        """Take the cells of a row that hold something; addresses that are left out are counted."""
        row = self._row = int(element.get("r") or self._row + 1)
        hidden = self.hidden
        if element.get("hidden") in TRUE or element.get("ht") in {"0", "0.0"}:
            self.hidden_rows.add(row)
            hidden = True
        column, space = 0, namespace(element)
        tags = (f"{space}v", f"{space}f", f"{space}is")
        for cell in element:
            address = cell.get("r")
            column = column_number(address.rstrip(_DIGITS)) if address else column + 1
            stored, formula = _stored(cell, tags)
            if stored is not None or formula:
                place = Place(None, None, self.sheet, address or f"{column_letters(column)}{row}")
                grid = (row, column, 1, 1)
                self.boxes[row, column] = self._box(cell, stored, place, grid, hidden)

    def _box(self, cell: Element, stored: str | None, place: Place, grid: _Grid, hidden: bool) -> Box:  # noqa: FBT001
        kind = cell.get("t")
        if stored is None:
            if kind != "str":
                remark = Remark(
                    "formula_without_value", {"c": place.cell or "", "v": "a formula without a value"}, place
                )
                return Box(BoxKind.CELL, "", place, raw="", grid=grid, hidden=hidden, remarks=(remark,))
            text, value = "", None
        elif kind == "s":
            text, value = self.book.texts[int(stored)], None
        elif kind == "e":
            remark = Remark("error_cell", {"c": place.cell or "", "v": stored}, place)
            return Box(BoxKind.CELL, "", place, raw=stored, grid=grid, hidden=hidden, remarks=(remark,))
        else:
            text, value = self._typed(kind, stored, cell.get("s"))
        return Box(BoxKind.CELL, text, place, "", "", None, None, (), value, grid, hidden)

    def _typed(self, kind: str | None, stored: str, style: str | None) -> Shown:
        """Give what a cell shows that is no shared text."""
        if kind is None or kind == "n":
            number = float(stored)
            if not isfinite(number):
                raise ValueError(self.sheet)
            style_format = self.book.formats.get(style)
            return style_format.show(number, mac=self.book.mac) if style_format else general(number)
        if kind == "b":
            ticked = stored.strip() in TRUE
            return Shown("TRUE" if ticked else "FALSE", ticked)
        if kind == "d":
            return _iso(stored)
        return Shown(stored if kind == "inlineStr" else unescaped(stored), None)


def _stored(cell: Element, tags: tuple[str, str, str]) -> tuple[str | None, bool]:
    """Give what a cell stores (None: nothing) and whether it is a formula; tags: of value, formula and inline text."""
    stored, formula = None, False
    value_tag, formula_tag, inline_tag = tags
    for child in cell:
        tag = child.tag
        if tag == value_tag:
            stored = child.text
        elif tag == formula_tag:
            formula = True
        elif tag == inline_tag:
            stored = text_of(child)
    return stored, formula


def _iso(stored: str) -> Shown:
    """Read a date that is stored as text (strict files); one that is none stays text."""
    for read in (dt.date.fromisoformat, dt.datetime.fromisoformat, dt.time.fromisoformat):
        try:
            return shown_moment(read(stored.removesuffix("Z")))
        except ValueError:
            continue
    return Shown(stored, None)


def _whole(root: Element, cells: _Cells) -> Sheet:
    """Add what stands before and behind the rows."""
    columns: tuple[range, ...] = ()
    merges: tuple[Area, ...] = ()
    drop_downs: list[DropDown] = []
    controls: tuple[Element, ...] = ()
    for part in root:
        name = local(part)
        if name == "cols":
            columns = tuple(_hidden_columns(part))
        elif name == "mergeCells":
            merges = tuple(found for cell in part if (found := area(cell.get("ref", ""))))
        elif name in {"dataValidations", "extLst"}:
            drop_downs.extend(_drop_downs(part))
        elif name in {"controls", "AlternateContent"}:
            controls += tuple(part.iterfind(".//{*}control"))
    return Sheet(
        cells.sheet,
        cells.hidden,
        cells.boxes,
        frozenset(cells.hidden_rows),
        columns,
        merges,
        tuple(drop_downs),
        controls,
    )


def _hidden_columns(columns: Element) -> Iterator[range]:
    for column in columns:
        if column.get("hidden") in TRUE or column.get("width") in {"0", "0.0"}:
            yield range(int(column.get("min", "1")), int(column.get("max", "1")) + 1)


def _drop_downs(part: Element) -> Iterator[DropDown]:
    """Give the lists among the validations; in the x14 extension formula and cells are elements, not attributes."""
    for validation in part.iter("{*}dataValidation"):
        formula = validation.find("{*}formula1")
        if validation.get("type") != "list" or formula is None:
            continue
        cells = validation.get("sqref") or validation.findtext("{*}sqref") or ""
        areas = tuple(found for address in cells.split() if (found := area(address)))
        yield DropDown("".join(formula.itertext()).strip(), areas)
