"""Excel workbooks (.xlsx, .xlsm): cells, drop-downs, form controls and comments as boxes.

The parts are parsed here and not by a library, because a form needs both the formula and its stored
result, the number formats, the ticks of form controls and the drop-downs of the x14 extension, in a
millisecond a file (docs/decisions/002). Source: ECMA-376; domain.md 3.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from caseforms.errors import UnreadableFileError
from caseforms.model import Page, Remark
from caseforms.readers import xls
from caseforms.readers.base import Content
from caseforms.readers.number_formats import NumberFormat, built_in_format, number_format
from caseforms.readers.xlsx_page import Names, page_of
from caseforms.readers.xlsx_parts import BrokenPartError, Element, Package, Relation, local, namespace, parse
from caseforms.readers.xlsx_sheet import TRUE, Book, Sheet, read_sheet, text_of, unescaped

_OTHER_KINDS = {
    "word/document.xml": ("This is a Word document, not a workbook.", "Open it, save it as PDF and send that."),
    "ppt/presentation.xml": ("This is a presentation, not a workbook.", "Send the filled form itself."),
    "content.xml": ("This is an OpenDocument file, not a workbook.", "Open it, save it as .xlsx and send it again."),
}
_ZIP = ("This is a zip file, not a workbook.", "Unpack it and send the forms in it.")
_NEW_COPY = "Ask the sender for a new copy."
_ZIP_SIGNATURE = b"PK\x03\x04"


class _Listed(NamedTuple):
    """A sheet as the workbook lists it; part: where it lies, "" when the list points nowhere."""

    number: int
    name: str
    hidden: bool
    part: str


def read(content: bytes) -> Content:
    """Read a workbook into pages of boxes, one page a sheet, hidden ones included.

    Old and binary workbooks (.xls, .xlsb) are handed to `xls`, whatever the file is called.

    Raises:
        UnreadableFileError: `empty`; `encrypted`; `damaged` (cut off, broken parts, no sheet left);
            `not_a_form` (a zip that is no workbook); `wrong_type` (no Excel file at all).
    """
    if not content:
        raise UnreadableFileError("empty", "The file is empty (0 bytes).", _NEW_COPY)
    if content.startswith(xls.SIGNATURE):
        return xls.read(content)
    try:
        package = Package(content)
    except BrokenPartError as error:
        raise _no_zip(content) from error
    try:
        pointers = package.relations("")
        part = _part(pointers, "officeDocument") or "xl/workbook.xml"
        if part.endswith(".bin"):
            return xls.read(content)
        with _collector_at_rest():
            return _read(package, part, _part(pointers, "core-properties"))
    except BrokenPartError as error:
        raise _damaged("its contents cannot be read") from error


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Stop garbage collection meanwhile: it would walk the boxes of a long list again and again."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _damaged(how: str) -> UnreadableFileError:
    return UnreadableFileError("damaged", f"The workbook is damaged: {how}.", _NEW_COPY)


def _no_zip(content: bytes) -> UnreadableFileError:
    if _ZIP_SIGNATURE in content[:1024]:
        return _damaged("it is cut off, or was changed on its way")
    mend = "Open it in Excel, save it as .xlsx and send it again."
    return UnreadableFileError("wrong_type", "This is not an Excel workbook.", mend)


def _no_workbook(package: Package) -> UnreadableFileError:
    message, mend = next((words for part, words in _OTHER_KINDS.items() if part in package), _ZIP)
    return UnreadableFileError("not_a_form", message, mend)


def _part(pointers: dict[str, Relation], kind: str) -> str:
    """Give the part that a pointer of this type leads to, "" without one."""
    return next((pointer.target for pointer in pointers.values() if pointer.type == kind), "")


def _read(package: Package, part: str, properties: str) -> Content:
    workbook = package.xml(part)
    if workbook is None or local(workbook) != "workbook":
        raise _no_workbook(package)
    pointers = package.relations(part)
    book = Book(
        _texts(package, _part(pointers, "sharedStrings")),
        _formats(package, _part(pointers, "styles")),
        any(local(entry) == "workbookPr" and entry.get("date1904") in TRUE for entry in workbook),
    )
    sheets: list[tuple[_Listed, Sheet]] = []
    lost: list[_Listed] = []
    for listed in _listed(workbook, pointers):
        sheet = _sheet(package, listed, book)
        if sheet is None:
            lost.append(listed)
        else:
            sheets.append((listed, sheet))
    if not sheets:
        raise _nothing_left(package, lost)
    return _content(package, sheets, lost, Names(workbook, [sheet for _, sheet in sheets]), _title(package, properties))


def _nothing_left(package: Package, lost: list[_Listed]) -> UnreadableFileError:
    if not lost:
        return _damaged("it has no sheets")
    how = "cannot be read" if lost[0].part in package else "is listed but missing"
    return _damaged(f"the sheet '{lost[0].name}' {how}")


def _content(
    package: Package, sheets: list[tuple[_Listed, Sheet]], lost: list[_Listed], names: Names, title: str
) -> Content:
    pages: list[Page] = []
    remarks = [Remark("lost_sheet", {"n": listed.name}) for listed in lost]
    for listed, sheet in sheets:
        page, noticed = page_of(package, listed.part, listed.number, sheet, names)
        pages.append(page)
        remarks += noticed
    return Content(tuple(pages), tuple(remarks), title)


def _listed(workbook: Element, pointers: dict[str, Relation]) -> list[_Listed]:
    """Give the sheets with cells, in order; sheets that hold only a chart or an old macro are passed over."""
    found = []
    for number, entry in enumerate(workbook.iterfind("{*}sheets/{*}sheet"), 1):
        id_ = next((value for key, value in entry.attrib.items() if key.endswith("}id")), "")
        pointer = pointers.get(id_, Relation("worksheet", ""))
        if pointer.type == "worksheet":
            hidden = entry.get("state") in {"hidden", "veryHidden"}
            found.append(_Listed(number, entry.get("name", ""), hidden, pointer.target))
    return found


def _sheet(package: Package, listed: _Listed, book: Book) -> Sheet | None:
    """Read a sheet; None when its part is missing or broken."""
    try:
        data = package.read(listed.part)
        return None if data is None else read_sheet(data, listed.name, book, hidden=listed.hidden)
    except BrokenPartError:
        return None


def _texts(package: Package, part: str) -> list[str]:
    root = package.xml(part) if part else None
    if root is None:
        return []
    plain = f"{namespace(root)}t"
    return [
        unescaped(entry[0].text or "") if len(entry) == 1 and entry[0].tag == plain else text_of(entry)
        for entry in root
    ]


def _formats(package: Package, part: str) -> dict[str | None, NumberFormat | None]:
    """Give the number format of each cell style that has one, by the style's number as cells write it."""
    root = package.xml(part) if part else None
    if root is None:
        return {}
    codes = {entry.get("numFmtId"): entry.get("formatCode", "") for entry in root.iterfind("{*}numFmts/{*}numFmt")}
    formats: dict[str | None, NumberFormat | None] = {}
    for style, entry in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        id_ = entry.get("numFmtId", "0")
        if id_ == "0":
            continue
        code = codes.get(id_)
        shown = built_in_format(int(id_) if id_.isdecimal() else 0) if code is None else number_format(code)
        if shown:
            formats[str(style)] = shown
    return formats


def _title(package: Package, part: str) -> str:
    data = package.read(part) if part else None
    return (parse(data).findtext("{*}title") or "").strip() if data and b"title" in data else ""
