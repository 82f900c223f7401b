"""Old and binary Excel workbooks (.xls, .xlsb), through python-calamine.

It gives values without their number formats: leading zeros that only a format shows are not there to be seen.
Source: domain.md 3; DESIGN 4.
"""

from __future__ import annotations

import datetime as dt
import io
import struct
from typing import Any

from caseforms.errors import UnreadableFileError
from caseforms.model import Box, BoxKind, Page, Place, Remark
from caseforms.readers.a1 import column_letters
from caseforms.readers.base import Content
from caseforms.readers.number_formats import Shown, general, shown_moment

#: How an OLE file starts: an old .xls, or a new workbook under a password.
SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# Of the 512 bytes of the header: sector size, number of allocation tables, first directory sector, the tables' sectors.
_OLE_HEADER = struct.Struct("<30xH12xII24x109I")
_LISTED_TABLES = 109
_SECTOR_SHIFTS = (9, 12)
_FREE = 0xFFFFFFFF
_LARGEST = 4_000_000  # places of a sheet that may be looked at
_FAULT = ("This is an old or damaged Excel file.", "Open it in Excel, save it anew as .xlsx and send it again.")
_PASSWORD = ("The workbook is protected by a password.", "Ask the sender for a copy without a password.")


def read(content: bytes) -> Content:
    """Read a workbook into pages of boxes, one page a sheet, hidden sheets included.

    Raises:
        UnreadableFileError: `empty`, `encrypted` (also a new workbook under a password), `damaged`.
    """
    if not content:
        raise UnreadableFileError("empty", "The file is empty (0 bytes).", "Ask the sender for a new copy.")
    if content.startswith(SIGNATURE):
        if _ENCRYPTED in content:
            raise UnreadableFileError("encrypted", *_PASSWORD)
        if not _whole(content):
            raise UnreadableFileError("damaged", *_FAULT)
    import python_calamine

    visible = python_calamine.SheetVisibleEnum.Visible
    try:
        with python_calamine.load_workbook(io.BytesIO(content)) as workbook:
            pages = tuple(
                _page(number, workbook.get_sheet_by_index(number - 1), hidden=listed.visible != visible)
                for number, listed in enumerate(workbook.sheets_metadata, 1)
                if listed.typ == python_calamine.SheetTypeEnum.WorkSheet
            )
    except python_calamine.PasswordError as error:
        raise UnreadableFileError("encrypted", *_PASSWORD) from error
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise UnreadableFileError("damaged", *_FAULT) from error
    except BaseException as error:  # a panic of the library derives from it and has no importable name
        if type(error).__name__ == "PanicException":
            raise UnreadableFileError("damaged", *_FAULT) from error
        raise
    if not pages:
        raise UnreadableFileError("damaged", *_FAULT)
    remarks = (Remark("hidden_sheet", {"n": str(page.sheet)}, Place(sheet=page.sheet)) for page in pages if page.hidden)
    return Content(pages, tuple(remarks))


def _whole(content: bytes) -> bool:
    """Tell whether all sectors that an OLE file's header and its allocation tables speak of are in the file.

    calamine does not survive it when they are not. Source: [MS-CFB] 2.2 and 2.3.
    """
    if len(content) < _OLE_HEADER.size:
        return False
    shift, tables, directory, *more = _OLE_HEADER.unpack_from(content)
    sectors = -(-len(content) >> shift) - 1 if shift in _SECTOR_SHIFTS else 0
    listed = more[-_LISTED_TABLES:][:tables]
    if not tables or directory >= sectors or any(table >= sectors for table in listed):
        return False
    per_table = 1 << (shift - 2)
    for place, table in enumerate(listed):
        entries = struct.unpack_from(f"<{per_table}I", content, (table + 1) << shift)
        used = [place * per_table + i for i, entry in enumerate(entries) if entry != _FREE]
        if used and used[-1] >= sectors:
            return False
    return True


def _page(number: int, sheet: Any, *, hidden: bool) -> Page:
    merged = {
        (top + 1, left + 1): (bottom - top + 1, right - left + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    }
    boxes = []
    bottom, right = sheet.end or (0, 0)
    if (bottom + 1) * (right + 1) > _LARGEST:
        raise UnreadableFileError("damaged", *_FAULT)  # one stray cell far away; the library fills all between
    for row, values in enumerate(sheet.to_python(skip_empty_area=False), 1):
        for column, value in enumerate(values, 1):
            size = merged.get((row, column))
            if value == "" and size is None:
                continue
            text, typed = _shown(value)
            place = Place(None, None, sheet.name, f"{column_letters(column)}{row}")
            grid = (row, column, *(size or (1, 1)))
            boxes.append(Box(BoxKind.CELL, text, place, value=typed, grid=grid, hidden=hidden))
    return Page(number, tuple(boxes), sheet.name, None, hidden)


def _shown(value: Any) -> Shown:
    if isinstance(value, bool):
        return Shown("TRUE" if value else "FALSE", value)
    if isinstance(value, (int, float)):
        return general(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time.min:
        return shown_moment(value.date())
    if isinstance(value, (dt.date, dt.time)):
        return shown_moment(value)
    if isinstance(value, dt.timedelta):
        minutes = round(value.total_seconds()) // 60
        return Shown(f"{minutes // 60}:{minutes % 60:02}", value / dt.timedelta(days=1))
    return Shown(str(value), None)
