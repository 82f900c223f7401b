"""What is drawn on the pages of a PDF: printed words with their type, lines, rectangles, shaded bars.

Learning a blank needs more of a page than reading an answer does: a label belongs to the box inside whose
ruled cell it stands, and a heading is told by its type or by the bar behind it.
"""

from __future__ import annotations

import ctypes
import importlib
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from caseforms.readers.base import Rectangle, as_seen
from caseforms.readers.pdf_hints import FieldHint, hints_of

_THIN = 2.5  # points: what is thinner is a line
_SHORT = 3.0  # points: what is shorter is no line, but a part of a letter or a picture
_PALE = 250  # of 255: a fill that is lighter is white paper
_SPACE = 0.15  # of the type's height: a wider gap parts two words
_NARROW = 0.05  # the same where pdfium sees a space
_DROP = 0.3  # of the type's height: letters that differ more stand on different lines
_BOLD = 600  # weight of a type from which it is bold
_LEVELS = 15  # of drawings inside drawings
_MOST = 20_000  # parts of drawings on a page; more are a picture
_CORNERS = 4
_SLANT = 0.5  # points by which a line may rise and still be level
_CODES, _HALVES = 0x110000, (0xD800, 0xDFFF)  # of letters; of half letters, which mean nothing alone
_CURVES = 2  # points of a Bezier curve before its end
_FEWEST = 3  # underscores make a line


class Word(NamedTuple):
    """A printed word. size: of its type in points; middle: height of the middle of its line."""

    text: str
    box: Rectangle
    size: float
    bold: bool = False
    middle: float = 0.0


class PageMark(NamedTuple):
    """One page as drawn; all places as the eye sees them.

    lines: thin ones, level or upright, also those typed as underscores. boxes: drawn rectangles. bars: shaded ones.
    """

    number: int
    size: tuple[float, float]
    words: tuple[Word, ...] = ()
    lines: tuple[Rectangle, ...] = ()
    boxes: tuple[Rectangle, ...] = ()
    bars: tuple[Rectangle, ...] = ()


class PageMarks(NamedTuple):
    """What learning sees of a PDF beside its boxes: its pages, and what the file says of each field by its name."""

    pages: tuple[PageMark, ...]
    fields: Mapping[str, FieldHint]


def marks_of(content: bytes) -> PageMarks:
    """Take the words and drawings off every page of a PDF; a page that cannot be opened is empty."""
    return PageMarks(_pages(content), hints_of(content))


def _pages(content: bytes) -> tuple[PageMark, ...]:
    pypdfium2: Any = importlib.import_module("pypdfium2")
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return ()
    try:
        return tuple(mark_of(document, number) for number in range(1, len(document) + 1))
    finally:
        document.close()


def mark_of(document: Any, number: int) -> PageMark:
    """Take the words and drawings off one page (from 1) of an open document."""
    pypdfium2: Any = importlib.import_module("pypdfium2")
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        return PageMark(number, (0.0, 0.0))
    turn, frame = page.get_rotation(), page.get_mediabox()
    text = page.get_textpage()
    words, typed = _words(text, frame, turn)
    text.close()
    drawn = _Drawn(frame, turn)
    drawn.take(page)
    size = page.get_size()
    page.close()
    return PageMark(
        number,
        (round(size[0], 2), round(size[1], 2)),
        tuple(words),
        tuple(sorted({*drawn.lines, *typed})),
        tuple(sorted(drawn.boxes)),
        tuple(sorted(drawn.bars)),
    )


class _Letter(NamedTuple):
    """A letter: as drawn, and with the room its type gives it. parted: pdfium sees a space before it."""

    text: str
    box: Rectangle
    room: Rectangle
    at: int
    parted: bool


def _letters(text: Any, frame: Rectangle, turn: int) -> Iterator[_Letter | None]:
    """Give the letters as the eye sees them, in the order of the file, None for every space and break."""
    raw: Any = importlib.import_module("pypdfium2.raw")
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    loose = raw.FS_RECTF()
    parted = False
    for at in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, at)
        sign = chr(code) if 0 < code < _CODES and not _HALVES[0] <= code <= _HALVES[1] else "\ufffd"
        if not sign.isprintable() or sign.isspace():
            parted = True
            if raw.FPDFText_IsGenerated(text, at) != 1:  # where pdfium only thinks that there is a space, the gap tells
                yield None
            continue
        raw.FPDFText_GetCharBox(text, at, left, right, bottom, top)
        box = as_seen((left.value, bottom.value, right.value, top.value), frame, turn)
        raw.FPDFText_GetLooseCharBox(text, at, loose)
        wide = as_seen((loose.left, loose.bottom, loose.right, loose.top), frame, turn)
        yield _Letter(sign, box, wide, at, parted)
        parted = False


def _words(text: Any, frame: Rectangle, turn: int) -> tuple[list[Word], list[Rectangle]]:
    """Put letters together into words; runs of underscores are lines."""
    words: list[Word] = []
    lines: list[Rectangle] = []
    run: list[_Letter] = []
    for letter in (*_letters(text, frame, turn), None):
        if run and (letter is None or not _follows(run[-1], letter)):
            for part in _parts(run):
                box = _around(part)
                if part[0].text == "_" and len(part) >= _FEWEST:
                    lines.append((box[0], box[1], box[2], box[1]))
                else:
                    words.append(_word(text, part, box))
            run = []
        if letter is not None:
            run.append(letter)
    return words, lines


def _follows(last: _Letter, letter: _Letter) -> bool:
    """Whether a letter stands close behind the last one, on the same line."""
    one, two = last.room, letter.room
    height = max(one[3] - one[1], two[3] - two[1], 1.0)
    gap = min(two[0] - one[2], letter.box[0] - last.box[2])
    level = abs(two[1] - one[1]) < _DROP * height or abs(two[3] - one[3]) < _DROP * height
    return -height < gap < (_NARROW if letter.parted else _SPACE) * height and level


def _parts(run: list[_Letter]) -> Iterator[list[_Letter]]:
    """Part a run where typed lines begin and end: `Name____Date`."""
    part: list[_Letter] = []
    for letter in run:
        ruled = letter.text == "_"
        if part and ruled != (part[-1].text == "_"):
            yield part
            part = []
        part.append(letter)
    if part:
        yield part


def _around(letters: list[_Letter]) -> Rectangle:
    boxes = [letter.box for letter in letters]
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def _word(text: Any, letters: list[_Letter], box: Rectangle) -> Word:
    raw: Any = importlib.import_module("pypdfium2.raw")
    flags = ctypes.c_int()
    buffer = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(text, letters[0].at, buffer, 128, flags)
    name = buffer.value.decode("latin-1").lower()
    weight = raw.FPDFText_GetFontWeight(text, letters[0].at)
    bold = weight >= _BOLD or any(sign in name for sign in ("bold", "black", "heavy", "demi"))
    rooms = [letter.room for letter in letters]
    size = max(room[3] - room[1] for room in rooms)
    middle = (rooms[0][1] + rooms[0][3]) / 2
    return Word("".join(letter.text for letter in letters), box, round(size, 2), bold, round(middle, 2))


class _Drawn:
    """Collects lines and rectangles."""

    def __init__(self, frame: Rectangle, turn: int) -> None:
        self._frame, self._turn = frame, turn
        self._count = 0
        self.lines: set[Rectangle] = set()
        self.boxes: set[Rectangle] = set()
        self.bars: set[Rectangle] = set()

    def take(self, page: Any) -> None:
        raw: Any = importlib.import_module("pypdfium2.raw")
        self._objects(raw, page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, (1, 0, 0, 1, 0, 0), 0)

    def _objects(self, raw: Any, parent: Any, count: Any, get: Any, matrix: tuple[float, ...], level: int) -> None:
        for index in range(max(count(parent), 0)):
            thing = get(parent, index)
            kind = raw.FPDFPageObj_GetType(thing)
            if kind not in {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM}:
                continue
            self._count += 1
            if self._count > _MOST:
                return
            own = raw.FS_MATRIX()
            raw.FPDFPageObj_GetMatrix(thing, own)
            inner = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(raw, thing, inner)
            elif level < _LEVELS:
                self._objects(raw, thing, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner, level + 1)

    def _path(self, raw: Any, path: Any, matrix: tuple[float, ...]) -> None:
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(path, mode, stroke)
        filled = mode.value != 0 and _shade(raw, path) < _PALE
        if not (filled or stroke.value):
            return
        for points in _outlines(raw, path, matrix):
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            box = as_seen((min(xs), min(ys), max(xs), max(ys)), self._frame, self._turn)
            wide, high = box[2] - box[0], box[3] - box[1]
            if min(wide, high) <= _THIN:
                if max(wide, high) >= _SHORT:
                    self.lines.add(box)
            elif len(points) >= _CORNERS and _is_rectangle(points):
                (self.boxes if stroke.value else self.bars).add(box)
                if stroke.value and filled:
                    self.bars.add(box)
            elif stroke.value:
                self._edges(points)

    def _edges(self, points: list[tuple[float, float]]) -> None:
        for (x0, y0), (x1, y1) in pairwise(points):
            if min(abs(x0 - x1), abs(y0 - y1)) <= _SLANT and max(abs(x0 - x1), abs(y0 - y1)) >= _SHORT:
                box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
                self.lines.add(as_seen(box, self._frame, self._turn))


def _times(one: tuple[float, ...], two: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _outlines(raw: Any, path: Any, matrix: tuple[float, ...]) -> Iterator[list[tuple[float, float]]]:
    """Give the outlines of a path, each as its corners on the page; curves count by their ends."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    curve = 0
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = [point]
        elif kind == raw.FPDF_SEGMENT_BEZIERTO and curve < _CURVES:
            curve += 1
            continue
        else:
            curve = 0
            points.append(point)
        if raw.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if len(points) > 1:
        yield points


def _is_rectangle(points: list[tuple[float, float]]) -> bool:
    straight = (min(abs(x0 - x1), abs(y0 - y1)) <= 1.0 for (x0, y0), (x1, y1) in pairwise(points))
    return len({(round(x), round(y)) for x, y in points}) <= 2 * _CORNERS and all(straight)


def _shade(raw: Any, path: Any) -> int:
    """Give how light a fill is, 0 black to 255 white."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
    return max(red.value, green.value, blue.value) if alpha.value else 255
