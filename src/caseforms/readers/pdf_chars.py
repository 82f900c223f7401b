"""The letters of a PDF's pages with their places, and how dark a place is: for forms that lost their fields.

Asked for only where fields do not tell. Each page is taken once.
"""

from __future__ import annotations

import ctypes
import importlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from caseforms.model import Letter
from caseforms.readers.base import Rectangle, as_seen

_SCALE, _SIDE = 3, 40  # points of a picture for a point of the page, at least; and how wide it is for a small place
_DARK = 160  # of 255: what is darker counts as ink
_INK = bytes(value < _DARK for value in range(256))
_OVER_THE_PAGE = (3, 13)  # notes that people type with: FreeText and Stamp, in pdfium's numbers
_WIDE = 0.5  # of its height: how wide a letter is taken to be whose place a file does not tell
_FEW = 150  # letters on a page that are a line of a fax machine, and no form
_MOST_OF_IT = 0.6  # of a page, covered by a picture of it
_LARGEST = 2_000_000  # points of a picture
_HALVES = (0xD800, 0xE000)  # codes that are no letters by themselves
_SPACES = frozenset({*range(3, 33), 1, 0xA0, 0xAD})  # codes that show nothing
_HYPHENS = frozenset({2, 0xFFFE})  # pdfium's codes for a hyphen at the end of a line
_TIGHT = 1.0  # points: between letters of one text that stand so near there is no space
_TALL = 12.0  # points: the height of a line whose place a file does not tell
_UNKNOWN = "\ufffd"  # a letter that the file does not name


class Paper:
    """The pages of one PDF (pages count from 1); nothing for a page that pdfium cannot open."""

    def __init__(self, content: bytes) -> None:
        """Keep the file's content for later."""
        self._content = content
        self._letters: dict[int, tuple[Letter, ...]] | None = None

    def letters(self, page: int) -> tuple[Letter, ...]:
        """Give the letters of a page in the order of the file, typed notes too; no spaces."""
        if self._letters is None:
            self._letters = self._take_all()
        return self._letters.get(page, ())

    def typed(self, page: int) -> tuple[Letter, ...]:
        """Give the letters that stand in notes put over the page, not in its print."""
        return tuple(letter for letter in self.letters(page) if letter.typed)

    def ink(self, page: int, boxes: Sequence[Rectangle], *, bare: bool = False) -> tuple[float, ...]:
        """Give the share of dark points (0..1) in each of these places of a page as seen, fields and notes drawn.

        bare: without fields and notes, only what is printed.
        """
        if not boxes:
            return ()
        with self._opened() as document:
            sheet = _page(document, page) if bare else _as_looked_at(document, page)
            if sheet is None:
                return tuple(0.0 for _ in boxes)
            frame, turn = sheet.get_mediabox(), sheet.get_rotation()
            shown = as_seen(sheet.get_cropbox(), frame, turn)
            found = tuple(_ink(sheet, box, shown) for box in boxes)
            sheet.close()
        return found

    def is_scanned(self, pages: int) -> bool:
        """Say whether the pages are pictures: nothing is printed on them, or little over a picture of the page."""
        counts = [len(self.letters(number)) for number in range(1, pages + 1)]
        return not any(counts) or (max(counts) < _FEW and all(map(self._is_pictured, range(1, pages + 1))))

    def _is_pictured(self, number: int) -> bool:
        raw: Any = importlib.import_module("pypdfium2.raw")
        with self._opened() as document:
            page = _page(document, number)
            if page is None:
                return True
            width, height = page.get_size()
            pictures = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])
            covered = [(x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in (picture.get_bounds() for picture in pictures)]
            page.close()
        return bool(max(covered, default=0.0) > _MOST_OF_IT * width * height)

    def drawn(self, page: int) -> tuple[tuple[Rectangle, ...], tuple[Rectangle, ...]]:
        """Give the rectangles and the lines that are drawn on a page."""
        from caseforms.readers import page_marks

        with self._opened() as document:
            marks = page_marks.mark_of(document, page)
        return marks.boxes, marks.lines

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        """Open the document, or give None where pdfium cannot."""
        pypdfium2: Any = importlib.import_module("pypdfium2")
        try:
            document = pypdfium2.PdfDocument(self._content)
        except pypdfium2.PdfiumError:
            yield None
            return
        try:
            yield document
        finally:
            document.close()

    def _take_all(self) -> dict[int, tuple[Letter, ...]]:
        with self._opened() as document:
            numbers = range(1, len(document) + 1 if document is not None else 1)
            return {number: self._take(document, number) for number in numbers}

    def _take(self, document: Any, number: int) -> tuple[Letter, ...]:
        page = _page(document, number)
        if page is None:
            return ()
        found = list(_letters(page))
        notes = _notes(page)
        page.close()
        if not notes:
            return tuple(found)
        known = Counter((letter.text, letter.box) for letter in found)
        over: list[Letter] = []
        for letter in self._flattened(number):
            if known[letter.text, letter.box]:
                known[letter.text, letter.box] -= 1
            else:
                over.append(letter._replace(typed=True, run=letter.run + len(found)))
        return (*found, *over, *_laid_out([text for text in notes if text[0].strip()], 2 * len(found) + len(over)))

    def _flattened(self, number: int) -> list[Letter]:
        """Give the letters of a page with those of the notes over it, but none of form fields."""
        with self._opened() as document:
            page = _as_looked_at(document, number, only=_OVER_THE_PAGE)
            found = list(_letters(page)) if page is not None else []
            if page is not None:
                page.close()
        return found


def _page(document: Any, number: int) -> Any:
    """Open a page; None where pdfium cannot."""
    pypdfium2: Any = importlib.import_module("pypdfium2")
    try:
        return document[number - 1] if document is not None else None
    except (pypdfium2.PdfiumError, IndexError):
        return None


def _as_looked_at(document: Any, number: int, only: Sequence[int] = ()) -> Any:
    """Open a page with all that hangs over it drawn into it: fields show a look of their own, also empty ones.

    only: the kinds of notes that are drawn; all by default.
    """
    raw: Any = importlib.import_module("pypdfium2.raw")
    page = _page(document, number)
    if page is None or not raw.FPDFPage_GetAnnotCount(page):
        return page
    for index in reversed(range(raw.FPDFPage_GetAnnotCount(page) if only else 0)):
        note = raw.FPDFPage_GetAnnot(page, index)
        kind = raw.FPDFAnnot_GetSubtype(note)
        raw.FPDFPage_CloseAnnot(note)
        if kind not in only:
            raw.FPDFPage_RemoveAnnot(page, index)
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    page.close()
    return _page(document, number)


def _letters(page: Any) -> Iterator[Letter]:
    """Walk the letters that are drawn on a page; those of one text object are one run."""
    raw: Any = importlib.import_module("pypdfium2.raw")
    frame, turn = page.get_mediabox(), page.get_rotation()
    text = page.get_textpage()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    places = [ctypes.byref(edge) for edge in (left, right, bottom, top)]
    unicode, char_box, thing = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharBox, raw.FPDFText_GetTextObject
    handle, run, before, parted, ended = text.raw, 0, None, True, 0.0
    supposed = False  # pdfium thinks that there is a space, where signs stand at different heights for example
    for at in range(text.count_chars()):
        code = unicode(handle, at)
        if code in _SPACES:
            parted = parted or raw.FPDFText_IsGenerated(handle, at) != 1
            supposed = True
            continue
        char_box(handle, at, *places)
        drawn = thing(handle, at)
        own = ctypes.addressof(drawn.contents) if drawn else None
        new = own != before
        run += new
        before = own
        sign = "-" if code in _HYPHENS else chr(code) if code and not _HALVES[0] <= code < _HALVES[1] else _UNKNOWN
        box = (left.value, bottom.value, right.value, top.value)
        parted = parted or (supposed and (new or abs(left.value - ended) > _TIGHT))
        yield Letter(sign, as_seen(box, frame, turn) if turn else box, run, parted)
        parted = supposed = False
        ended = right.value
    text.close()


def _notes(page: Any) -> list[tuple[str, Rectangle]]:
    """Find the notes over a page: what each says and its place; "" for one that has a look of its own."""
    raw: Any = importlib.import_module("pypdfium2.raw")
    frame, turn = page.get_mediabox(), page.get_rotation()
    found = []
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, index)
        if raw.FPDFAnnot_GetSubtype(note) in _OVER_THE_PAGE:
            place = raw.FS_RECTF()
            raw.FPDFAnnot_GetRect(note, place)
            drawn = raw.FPDFAnnot_GetAP(note, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > len("\0\0")
            text = "" if drawn else _string(raw, note, b"Contents")
            found.append((text, as_seen((place.left, place.bottom, place.right, place.top), frame, turn)))
        raw.FPDFPage_CloseAnnot(note)
    return found


def _string(raw: Any, note: Any, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
    buffer = (ctypes.c_ushort * max(size // 2, 1))()
    raw.FPDFAnnot_GetStringValue(note, key, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


def _laid_out(notes: Sequence[tuple[str, Rectangle]], run: int) -> Iterator[Letter]:
    """Give letters for notes of which the file tells only the words and the whole place."""
    for text, (x0, y0, x1, y1) in notes:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        high = min((y1 - y0) / len(lines), _TALL)
        wide = min(high * _WIDE, (x1 - x0) / max(map(len, lines)))
        for row, line in enumerate(lines):
            run += 1
            top = y1 - row * high
            for column, sign in enumerate(line):
                if not sign.isspace():
                    left = x0 + column * wide
                    parted = not line[:column] or line[column - 1].isspace()
                    yield Letter(sign, (left, top - high, left + wide, top), run, parted, typed=True)


def _ink(page: Any, box: Rectangle, shown: Rectangle) -> float:
    """Draw one place of a page, as large as it needs to be to look at it closely, and count its dark points."""
    pypdfium2: Any = importlib.import_module("pypdfium2")
    raw: Any = importlib.import_module("pypdfium2.raw")
    scale = max(_SCALE, _SIDE / max(box[2] - box[0], 1.0))
    wide, high = round((box[2] - box[0]) * scale), round((box[3] - box[1]) * scale)
    if wide < 1 or high < 1 or wide * high > _LARGEST:
        return 0.0
    picture = pypdfium2.PdfBitmap.new_native(wide, high, raw.FPDFBitmap_Gray)
    raw.FPDFBitmap_FillRect(picture.raw, 0, 0, wide, high, 0xFFFFFFFF)
    raw.FPDF_RenderPageBitmap(
        picture.raw,
        page.raw,
        round((shown[0] - box[0]) * scale),
        round((box[3] - shown[3]) * scale),
        round((shown[2] - shown[0]) * scale),
        round((shown[3] - shown[1]) * scale),
        0,
        0,
    )
    rows = bytes(picture.buffer)
    dark = sum(rows[at : at + wide].translate(_INK).count(1) for at in range(0, picture.stride * high, picture.stride))
    picture.close()
    return dark / (wide * high)
