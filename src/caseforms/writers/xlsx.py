"""Excel workbooks out: the one place that knows XlsxWriter.

A text is always written as text: no answer of a form may become a formula, a number or a link.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # noqa: TC004  # new_workbook loads it
    from xlsxwriter.workbook import Workbook  # noqa: TC004  # new_workbook loads it
    from xlsxwriter.worksheet import Worksheet  # noqa: TC004  # new_workbook loads it

__all__ = [  # the types too, so that nobody else imports the library
    "CELL_LIMIT",
    "Format",
    "Workbook",
    "Worksheet",
    "new_workbook",
    "safe_text",
    "sheet_name",
    "worksheet_class",
    "write_sheet",
]

#: The most that an Excel cell holds, in UTF-16 units (Excel's specifications and limits).
CELL_LIMIT = 32_767

_WIDTHS = (8, 60)  # of a column, in characters
_FIRST_SAFE_DATE = dt.date(1900, 3, 1)  # Excel believes in 29 February 1900; earlier dates go as text
_CREATED = dt.datetime(1980, 1, 1)  # noqa: DTZ001  # as inside the zip, so that the same rows give the same bytes
_BIGGEST_EXACT = 10**15  # Excel keeps 15 digits
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML 1.0
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_SHEET_NAME_LIMIT = 31


def new_workbook(target: Path, *, constant_memory: bool = False) -> Workbook:
    """Start a workbook that is saved at `target` by its `close`; use it inside `atomic.replacing`.

    constant_memory: for very long lists: rows must then be written in order, and the library keeps
    them in passing files beside the target (not in the machine's common folder for such files).
    """
    from xlsxwriter.workbook import Workbook

    options: dict[str, Any] = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": not constant_memory,
        "constant_memory": constant_memory,
        "tmpdir": str(target.parent),
        "remove_timezone": True,
        "default_date_format": "yyyy-mm-dd",
    }
    workbook = Workbook(str(target), options)
    workbook.set_properties({"created": _CREATED})
    return workbook


def worksheet_class() -> type[Worksheet]:
    """Give the library's class of sheets, for a kind of sheet that writes its rows in its own way."""
    from xlsxwriter.worksheet import Worksheet

    return Worksheet


def safe_text(text: str) -> str:
    """Give the text as a cell can hold it: no characters illegal in XML, cut at Excel's limit with a visible note."""
    text = _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))
    if 2 * len(text) <= CELL_LIMIT or _units(text) <= CELL_LIMIT:
        return text
    room = CELL_LIMIT - len(_cut_note(len(text)))
    kept = text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", errors="ignore")
    return kept + _cut_note(len(text) - len(kept))


def _cut_note(count: int) -> str:
    return f"\N{HORIZONTAL ELLIPSIS} [cut: {count:,} characters, the whole text is in the register]"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def sheet_name(title: str) -> str:
    """Give the title as a sheet may be named: at most 31 characters, without those that Excel forbids."""
    name = _NOT_IN_SHEET_NAME.sub(" ", safe_text(title)).strip("' \n")[:_SHEET_NAME_LIMIT].strip("' \n")
    return name if name and name.casefold() != "history" else "Sheet"  # Excel keeps "History" for itself


def write_sheet(workbook: Workbook, title: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Worksheet:
    """Add a sheet with a list: bold frozen header, filter, columns as wide as their longest text.

    rows: a cell each; str, int, float, bool, date, datetime or None (an empty cell).
    """
    sheet: Worksheet = workbook.add_worksheet(sheet_name(title))
    header = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    body = workbook.add_format({"valign": "top", "text_wrap": True})
    day = workbook.add_format({"valign": "top", "num_format": "yyyy-mm-dd"})
    moment = workbook.add_format({"valign": "top", "num_format": "yyyy-mm-dd hh:mm"})
    widths = [len(heading) for heading in headings]
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, safe_text(heading), header)
    last = 0
    for last, row in enumerate(rows, start=1):  # the number of the last row is the filter's end
        for column, value in enumerate(row):
            shown = _write_cell(sheet, (last, column), value, (body, day, moment))
            widths[column] = max(widths[column], shown)
    sheet.freeze_panes(1, 0)
    if headings:
        sheet.autofilter(0, 0, last, len(headings) - 1)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(max(width + 2, _WIDTHS[0]), _WIDTHS[1]))
    return sheet


def _write_cell(sheet: Worksheet, at: tuple[int, int], value: object, formats: tuple[Format, Format, Format]) -> int:
    """Write one value by its type; give the width it takes, in characters."""
    body, day, moment = formats
    if value is None or value == "":
        return 0
    if isinstance(value, bool):
        sheet.write_boolean(*at, value, body)
        return 5
    if isinstance(value, int | float) and math.isfinite(value) and abs(value) < _BIGGEST_EXACT:
        sheet.write_number(*at, value, body)
        return len(str(value))
    if isinstance(value, dt.datetime) and value.date() >= _FIRST_SAFE_DATE:
        sheet.write_datetime(*at, value, moment)
        return 16
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime) and value >= _FIRST_SAFE_DATE:
        sheet.write_datetime(*at, dt.datetime.combine(value, dt.time()), day)
        return 10
    text = safe_text(str(value))
    sheet.write_string(*at, text, body)
    return max(map(len, text.splitlines()), default=0)
