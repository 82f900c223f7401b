"""A sheet that lists things for people: styled header that stays in sight, filter, links to files, ready to print."""

from __future__ import annotations

import io
import math
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from string import ascii_uppercase
from textwrap import wrap
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from caseforms.writers.xlsx import safe_text, worksheet_class

if TYPE_CHECKING:
    from caseforms.writers.xlsx import Format, Workbook, Worksheet

HEADER = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#21456B", "text_wrap": True, "valign": "vcenter"}
_LINK = {"font_color": "#0B5CAD", "underline": 1, "valign": "top"}

_LINE = 15.0  # points
_DENSITY = 1.1  # letters of common words in the room of one of Excel's characters, which is as wide as a digit
_HIGHEST = 405.0  # points of a row, a little under Excel's limit of 409
_LETTER_PAPER = 1  # Excel's number for it
_DOTS = 96 / 72  # of Excel's pictures a point
_FIGURE, _GAP = (420, 150), 3  # dots: a picture at most, and round it
_LONGEST_LINK = 2_079  # characters, Excel's limit
_MOST_LINKS = 65_530  # of one sheet, Excel's limit

#: What has a meaning in an address (# % space) is a letter in a file's name. What makes the way stays, and so do
#: letters beyond ASCII, which Excel does not read back from their escapes.
_WAY = r"/\:" if os.name == "nt" else "/"
_ESCAPES = {code: quote(chr(code), safe=_WAY) for code in range(128)}


class Column(NamedTuple):
    """A column: heading, width in characters; long texts wrapped or not; number format where it holds numbers."""

    heading: str
    width: float
    wrap: bool = False
    number: str = ""


class Link(NamedTuple):
    """A cell that opens a file: the text shown and the address, as `Links` gives it."""

    text: str
    address: str


class Figure(NamedTuple):
    """A cell that shows a picture: the PNG, its width and height in dots, and what it shows, in words."""

    content: bytes
    size: tuple[int, int]
    words: str


Row = Sequence[str | float | Link | Figure | None]


class Links:
    """Makes the addresses of files as seen from the workbook's folder, so that both can be moved together."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder in which the workbook will stand."""
        self._folder = os.path.abspath(folder)  # noqa: PTH100  # resolve() would leave the folder through links
        self._addresses: dict[str, str] = {}

    def to(self, path: str) -> Link:
        """Give the link to a submission's file; an attachment (`mail.eml > form.pdf`) opens its mail."""
        file = path.partition(" > ")[0]
        address = self._addresses.get(file)
        if address is None:
            address = self._addresses[file] = self._address(file)
        return Link(path, address)

    def _address(self, file: str) -> str:
        whole = os.path.abspath(file)  # noqa: PTH100  # as above
        try:
            way = os.path.relpath(whole, self._folder)
        except ValueError:  # another drive of a Windows machine
            way = whole
        return "external:" + way.translate(_ESCAPES)


class _ReadyRows:
    """Mixed into the library's sheet: rows that are finished XML already.

    The library makes an object of every cell and works on it twice more when it saves; a list of a
    hundred thousand cells costs a third when each is written down at once. The texts themselves
    stand in the workbook's shared strings, so there is nothing here to be escaped.
    """

    ready_rows: Sequence[str] = ()

    def _write_rows(self: Any) -> None:
        last, self.dim_rowmax = self.dim_rowmax, 0  # the header is the library's
        super()._write_rows()  # type: ignore[misc]  # of the sheet that this is mixed into
        self.dim_rowmax = last
        self.fh.write("".join(self.ready_rows))


def write_list(workbook: Workbook, title: str, columns: Sequence[Column], rows: Iterable[Row]) -> int:
    """Add a sheet with a list and give the number of its rows; without any it says "None.".

    A text is written as text, whatever it looks like; None and "" leave the cell empty.
    """
    sheet: Any = workbook.add_worksheet(title, type("ListSheet", (_ReadyRows, worksheet_class()), {}))
    writer = _RowWriter(sheet, columns, _dress(workbook, sheet, title, columns), workbook.add_format(_LINK))
    ready = [writer.xml(number, row) for number, row in enumerate(rows, start=2)]
    count = len(ready)
    sheet.ready_rows = ready or [writer.xml(2, ("None.",))]
    sheet.dim_rowmax = len(sheet.ready_rows)
    sheet.autofilter(0, 0, sheet.dim_rowmax, len(columns) - 1)
    return count


def set_page(sheet: Worksheet, title: str) -> None:
    """Prepare a sheet for printing: landscape, as wide as the paper, name and page number at the foot."""
    sheet.set_landscape()
    sheet.set_paper(_LETTER_PAPER)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L&9{title.replace('&', '&&')}&R&9Page &P of &N")


def lines_of(text: str, room: float) -> int:
    """Estimate the lines that a text takes in a cell so many of Excel's characters wide."""
    letters = max(int(room * _DENSITY), 4)
    return sum(max(1, len(wrap(line, letters))) for line in text.split("\n"))


def _dress(workbook: Workbook, sheet: Worksheet, title: str, columns: Sequence[Column]) -> list[Format]:
    """Set up columns, header and paper; give the looks of the columns' cells."""
    header = workbook.add_format(HEADER)
    looks = []
    for place, column in enumerate(columns):
        look = {"valign": "top", "text_wrap": column.wrap}
        if column.number:
            look |= {"num_format": column.number, "align": "left"}
        looks.append(workbook.add_format(look))
        sheet.set_column(place, place, column.width, looks[-1])
        sheet.write_string(0, place, column.heading, header)
    sheet.set_row(0, 2 * _LINE + 2)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    set_page(sheet, title)
    return looks


class _RowWriter:
    """Turns the cells of a row into XML, and sees to links and to the height that long texts need."""

    def __init__(self, sheet: Any, columns: Sequence[Column], looks: Sequence[Any], link: Any) -> None:
        self._sheet = sheet
        self._strings = sheet.str_table
        self._link = link
        self._link_style = link._get_xf_index()  # noqa: SLF001  # the number under which the cell's XML names its look
        styles = [look._get_xf_index() for look in looks]  # noqa: SLF001
        rooms = [column.width if column.wrap else math.inf for column in columns]
        self._columns = tuple(zip(ascii_uppercase, styles, rooms, strict=False))
        self._indexes: dict[str, int] = {}
        self._links = 0
        self._pictured: set[int] = set()

    def xml(self, number: int, row: Row) -> str:
        """Give the XML of a row; `number` counts from 1."""
        cells = []
        lines = 1
        for (letter, style, room), value in zip(self._columns, row, strict=False):
            if isinstance(value, str):
                if value:
                    cells.append(f'<c r="{letter}{number}" s="{style}" t="s"><v>{self._index(value)}</v></c>')
                    if room < math.inf and (len(value) > room or "\n" in value):
                        lines = max(lines, lines_of(value, room))
            elif isinstance(value, Link):
                shown = self._link_style if self._made_link(number, letter, value) else style
                cells.append(f'<c r="{letter}{number}" s="{shown}" t="s"><v>{self._index(value.text)}</v></c>')
            elif isinstance(value, Figure):
                lines = max(lines, self._drawn(number, letter, value))
            elif value is not None:
                cells.append(f'<c r="{letter}{number}" s="{style}"><v>{value!r}</v></c>')
        height = f' ht="{min(lines * _LINE, _HIGHEST)}" customHeight="1"' if lines > 1 else ""
        if number in self._pictured:
            self._sheet.set_row_pixels(number - 1, round(min(lines * _LINE, _HIGHEST) * _DOTS))
        return f'<row r="{number}"{height}>{"".join(cells)}</row>'

    def _index(self, text: str) -> int:
        """Give the number under which the workbook keeps a text."""
        index = self._indexes.get(text)
        if index is None:
            kept: int = self._strings._get_shared_string_index(safe_text(text))  # noqa: SLF001  # as write_string does
            self._indexes[text] = index = kept
        else:
            self._strings.count += 1
        return index

    def _drawn(self, number: int, letter: str, figure: Figure) -> int:
        """Lay a picture over its cell; give the lines that it is high."""
        width, height = figure.size
        scale = min(_FIGURE[0] / width, _FIGURE[1] / height, 1.0)
        self._pictured.add(number)
        self._sheet.insert_image(
            number - 1,
            ascii_uppercase.index(letter),
            "picture.png",
            {
                "image_data": io.BytesIO(figure.content),
                "description": figure.words,
                "x_scale": scale,
                "y_scale": scale,
                "x_offset": _GAP,
                "y_offset": _GAP,
                "object_position": 1,  # it moves with its row, and goes where the row is filtered out
            },
        )
        return math.ceil((height * scale + 2 * _GAP) / _DOTS / _LINE)

    def _made_link(self, number: int, letter: str, link: Link) -> bool:
        """Attach a link to a cell, unless Excel holds no more, or no such long ones, or no such letters."""
        if self._links >= _MOST_LINKS or len(link.address) > _LONGEST_LINK or not link.address.isprintable():
            return False
        self._links += 1
        self._sheet.write_url(number - 1, ascii_uppercase.index(letter), link.address, self._link, safe_text(link.text))
        return True
