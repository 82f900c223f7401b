"""A blank form as an Excel sheet: label left, answer right, every answer cell with a name of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from textwrap import shorten, wrap
from typing import TYPE_CHECKING, Any

from caseforms.writers.atomic import replacing
from caseforms.writers.blank import Blank, BlankField, BlankSection
from caseforms.writers.blank_parts import has_required, identity, imprint, is_office, options, paragraphs, shares
from caseforms.writers.xlsx import new_workbook, safe_text, sheet_name

if TYPE_CHECKING:
    from caseforms.writers.xlsx import Format, Workbook, Worksheet

_LABEL_WIDTH = 44  # characters
_UNIT_WIDTH = 11  # of one of the columns that the answers take
_UNITS = 6  # that a wide answer takes; a short one takes half of them
_LINE = 14.0  # points
_DENSITY = 1.1  # letters of size 10 in the room of one of Excel's characters, which are of size 11
_PAGE = 740.0  # points of rows that a page surely holds, as narrow as the width makes them
_START = 70.0  # points that a page must have left for a section to begin there, beside its first box
_LETTER = 1  # Excel's number for the paper size

_WIDE_KINDS = frozenset({"narrative", "address"})
_DATE_KINDS = frozenset({"date", "birth_date"})
_GENERAL_KINDS = frozenset({"narrative", "choice", "choices", "yes_no"})  # the others are stored as text: zeros stay


#: Excel's limits for a drop-down written out in place, for the title and the text of an input message.
_LIST_LIMIT, _TITLE_LIMIT, _MESSAGE_LIMIT = 255, 32, 255

_INK, _GREY, _ACCENT, _BAND, _TINT, _EDGE, _OFFICE = (
    "#1A1F29", "#5C6370", "#21456B", "#E3EBF2", "#F4F8FC", "#788799", "#E9E9E9",
)  # fmt: skip
_LISTS = "Lists"
_MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # the same form gives the same file, whenever it is made


def write_blank_xlsx(blank: Blank, target: Path) -> None:
    """Write the form as an Excel sheet for Letter paper.

    Each answer cell has a defined name: `cf.FIELD`, for a list to tick `cf.FIELD.CHOICE` (an X is a
    tick), in a table `cf.FIELD.ROW.COLUMN`. The document's keywords say `caseforms:FORM:EDITION`.

    Raises:
        OperatingError: the target cannot be written.
    """
    with replacing(target) as passing:
        workbook = new_workbook(passing)
        _BlankSheet(workbook, blank).write()
        workbook.close()


class _BlankSheet:
    """Writes one form from top to bottom; `_row` is the next free row."""

    def __init__(self, workbook: Workbook, blank: Blank) -> None:
        self._blank = blank
        self._book = workbook
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        # The sheet's name stands between apostrophes in the defined names; not every program takes more of them.
        self._name = sheet_name(blank.title.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}"))
        self._sheet: Worksheet = workbook.add_worksheet(self._name)
        self._lists: Worksheet | None = None
        self._listed: dict[tuple[str, ...], int] = {}
        self._row = 0
        self._used = 0.0  # points of this page
        self._breaks: list[int] = []
        tables = [field for section in blank.sections for field in section.fields if field.kind == "table"]
        self._units = max([_UNITS, *(len(table.columns) - 1 for table in tables)])

    def write(self) -> None:
        """Write everything."""
        blank = self._blank
        mark = identity(blank)
        self._book.set_properties(
            {"title": blank.title, "author": blank.agency, "subject": mark, "keywords": mark, "created": _MADE}
        )
        self._set_page()
        self._line(blank.title, bold=True, font_size=18, font_color=_ACCENT)
        self._line(", ".join(filter(None, (blank.agency, f"edition {blank.edition}"))), font_color=_GREY)
        for paragraph in paragraphs(blank.purpose):
            self._line(paragraph)
        if has_required(blank):
            self._line("* must be filled in", bold=True)
        for section in blank.sections:
            self._section(section)
        self._sheet.set_h_pagebreaks(self._breaks)

    def _set_page(self) -> None:
        sheet, blank = self._sheet, self._blank
        sheet.set_column(0, 0, _LABEL_WIDTH)
        sheet.set_column(1, self._units, _UNIT_WIDTH)
        sheet.hide_gridlines(2)
        sheet.set_portrait()
        sheet.set_paper(_LETTER)
        sheet.set_margins(left=0.6, right=0.6, top=0.6, bottom=0.75)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        about = imprint(blank).replace("&", "&&")
        sheet.set_footer(f"&L&9{about}&R&9Page &P of &N")

    def _format(self, **wanted: Any) -> Format:
        """Give a cell format, made once for each look."""
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({"font_size": 10, "font_color": _INK, **wanted})
        return self._formats[key]

    def _line(self, text: str, **look: Any) -> None:
        """Write a line of print over the whole width, as high as its words need."""
        larger = look.get("font_size", 10) / 10
        room = int((_LABEL_WIDTH + self._units * _UNIT_WIDTH) / larger)
        self._merge(0, self._units, self._format(text_wrap=True, valign="vcenter", **look), text)
        self._end_row(_LINE * larger * _height(text, room) + 3)

    def _end_row(self, height: float) -> None:
        """Finish the row; a row that the page has no room for begins the next page."""
        if self._used + height > _PAGE:
            self._break_page()
        self._sheet.set_row(self._row, height)
        self._used += height
        self._row += 1

    def _break_page(self) -> None:
        self._breaks.append(self._row)
        self._used = 2 * _LINE  # the title, which every page repeats

    def _merge(self, first: int, last: int, look: Format, text: str = "") -> None:
        """Make one cell of columns `first` to `last` of the row."""
        if first == last:
            self._sheet.write_blank(self._row, first, None, look)
        else:
            self._sheet.merge_range(self._row, first, self._row, last, "", look)
        if text:
            self._sheet.write_string(self._row, first, safe_text(text), look)

    def _section(self, section: BlankSection) -> None:
        office = is_office(section.fields)
        first = max((field.lines * _LINE for field in section.fields[:1]), default=0.0)
        if self._used + _START + first > _PAGE:
            self._break_page()
        self._end_row(9)
        title = (
            f"{section.title} (for office use only)"
            if office and "office" not in section.title.lower()
            else section.title
        )
        self._line(title, bold=True, font_size=12, font_color=_ACCENT, bg_color=_BAND)
        for paragraph in paragraphs(section.text):
            self._line(paragraph)
        for field in section.fields:
            if field.kind == "choices":
                self._choices(field)
            elif field.kind == "table":
                self._table(field)
            else:
                self._question(field, marked=field.office and not office)

    def _question(self, field: BlankField, *, marked: bool) -> None:
        longest = max(map(len, options(field)), default=0)
        wide = field.kind in _WIDE_KINDS or field.lines > 1 or longest > _UNIT_WIDTH * _UNITS // 2 - 3
        lines = self._label(field, 0, marked=marked)
        self._merge(1, _UNITS if wide else _UNITS // 2, self._answer_look(field))
        self._name_cell(1, field.name)
        self._guide(1, field)
        self._end_row(max(19.0, _LINE * max(lines, field.lines) + 4))

    def _label(self, field: BlankField, last: int, *, marked: bool = False) -> int:
        """Write label and help into the columns up to `last`; give the number of lines that they take."""
        label = field.label + (" *" if field.required else "")
        notes = "; ".join(filter(None, ("for office use" if marked else "", field.help)))
        look = self._format(text_wrap=True, valign="vcenter")
        room = _LABEL_WIDTH + last * _UNIT_WIDTH
        self._merge(0, last, look, label)
        if not notes:
            return _height(label, room)
        small = self._format(font_size=9, italic=True, font_color=_GREY)
        parts = (self._format(), f"{label}\n", small, notes)
        self._sheet.write_rich_string(self._row, 0, *parts, look)
        return _height(label, room) + _height(notes, room + 4)

    def _choices(self, field: BlankField) -> None:
        """Write a list to tick: the question as a heading, a row for each choice."""
        self._heading(field._replace(help=field.help or "put an X beside each that applies"))
        look = self._answer_look(field, align="center", bold=True)
        indented = self._format(indent=2, text_wrap=True, valign="vcenter")
        for code, label in field.choices:
            self._sheet.write_string(self._row, 0, safe_text(label), indented)
            self._sheet.write_blank(self._row, 1, None, look)
            self._sheet.data_validation(
                self._row, 1, self._row, 1, {"validate": "list", "source": ["X"], "show_error": False}
            )
            self._name_cell(1, f"{field.name}.{code}")
            self._end_row(_LINE * _height(label, _LABEL_WIDTH - 3) + 1)

    def _heading(self, field: BlankField) -> None:
        lines = self._label(field, self._units)
        self._end_row(_LINE * lines + 4)

    def _table(self, field: BlankField) -> None:
        """Write a table: the question as a heading, a row of column headings, empty rows."""
        self._heading(field)
        columns = [column._replace(office=field.office) for column in field.columns]
        spans = _spans(columns, self._units)
        head = self._format(bold=True, text_wrap=True, valign="top", border=1, border_color=_EDGE, bg_color=_BAND)
        lines = 1
        for column, (first, last) in zip(columns, spans, strict=True):
            self._merge(first, last, head, column.label)
            lines = max(lines, _height(column.label, _width(first, last)))
        self._end_row(_LINE * lines + 2)
        for number in range(1, field.rows + 1):
            for column, (first, last) in zip(columns, spans, strict=True):
                self._merge(first, last, self._answer_look(column))
                self._name_cell(first, f"{field.name}.{number}.{column.name}")
                self._guide(first, column)
            self._end_row(19)

    def _answer_look(self, field: BlankField, **more: Any) -> Format:
        number = "mm/dd/yyyy" if field.kind in _DATE_KINDS else "General" if field.kind in _GENERAL_KINDS else "@"
        look = {
            "num_format": number,
            "text_wrap": True,
            "align": "left",
            "valign": "top" if field.lines > 1 else "vcenter",
            "border": 1,
            "border_color": _EDGE,
            "bg_color": _OFFICE if field.office else _TINT,
        }
        return self._format(**(look | more))

    def _name_cell(self, column: int, name: str) -> None:
        self._book.define_name(f"cf.{name}", f"='{self._name}'!${_letter(column)}${self._row + 1}")

    def _guide(self, column: int, field: BlankField) -> None:
        """Give the cell its drop-down list, and the message that shows when it is entered."""
        listed = options(field)
        rule: dict[str, Any] = {"validate": "any"}
        if listed:
            rule = {"validate": "list", "source": self._source(listed), "error_type": "warning"}
            rule |= {
                "error_title": "Not on the list",
                "error_message": "This is not on the list. Keep it?",
            }
        if field.help:
            rule["input_title"] = shorten(field.label, _TITLE_LIMIT, placeholder="...")
            rule["input_message"] = shorten(field.help, _MESSAGE_LIMIT, placeholder="...")
        if len(rule) > 1:
            self._sheet.data_validation(self._row, column, self._row, column, rule)

    def _source(self, listed: Sequence[str]) -> list[str] | str:
        """Give a list in place where Excel can hold it, else the cells of a hidden sheet."""
        if len(",".join(listed)) <= _LIST_LIMIT and not any("," in option for option in listed):
            return list(listed)
        if self._lists is None:
            self._lists = self._book.add_worksheet(_LISTS)
            self._lists.hide()
        column = self._listed.setdefault(tuple(listed), len(self._listed))
        self._lists.write_column(0, column, [safe_text(option) for option in listed])
        letter = _letter(column)
        return f"={_LISTS}!${letter}$1:${letter}${len(listed)}"


def _letter(column: int) -> str:
    """Give a column's letters; 0 is A, 26 is AA."""
    return (_letter(column // 26 - 1) if column > 25 else "") + chr(ord("A") + column % 26)  # noqa: PLR2004  # letters


def _width(first: int, last: int) -> int:
    return _LABEL_WIDTH if first == 0 else (last - first + 1) * _UNIT_WIDTH


def _height(text: str, room: int) -> int:
    """Estimate the lines that a text takes in a cell of so many characters."""
    return sum(max(1, len(wrap(line, max(int(room * _DENSITY), 4)))) for line in text.split("\n"))


def _spans(columns: Sequence[BlankField], units: int) -> list[tuple[int, int]]:
    """Give the first and last column of the sheet that each column of a table takes.

    The first one stands under the labels; the others share the units by the room that they need.
    """
    needs = shares(columns[1:])
    taken = [1] * len(needs)
    for _ in range(units - len(needs) if needs else 0):
        neediest = max(range(len(needs)), key=lambda number: needs[number] / taken[number])
        taken[neediest] += 1
    ends = list(accumulate(taken, initial=0))
    return [(0, 0), *((before + 1, end) for before, end in pairwise(ends))]
