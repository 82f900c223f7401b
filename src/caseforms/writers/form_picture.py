"""Pictures for the person who confirms a learned form: each page with numbered frames, and what the numbers mean.

A question that nobody has confirmed has a dashed frame and a question mark, so that colours are not the only sign.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from caseforms.writers.form_legend import Entry, draw_legend, font_of

Rectangle = tuple[float, float, float, float]

#: Dark enough for white figures on them, and apart from each other also for people who see fewer colours.
_INKS = ("#0b5394", "#a61c00", "#38761d", "#741b47", "#7f4f00", "#134f5c", "#4a3aa7", "#b0006d")
_TINT = 38  # of 255: how much of its colour a box shows
_DASHES = ((7, 5), (4, 3))  # pixels of a dash and of the gap behind it, of a long edge and of a short one
_EDGE = 40  # pixels: a shorter edge is short
_TAG, _SMALL_TAG = 15, 13  # pixels of the figures at a frame, and at a small one, beside which there is little room
_SMALL = 32  # pixels: a box that is smaller is small
_ROOM = 2  # pixels round a figure inside a frame
_INK = 128  # of 255: what is darker is print
_SIDE = 10  # pixels between page and legend


class Mark(NamedTuple):
    """A box to frame. tag: the figure at it, "" for none; box: left, bottom, right, top in points of the page."""

    number: int
    tag: str
    box: Rectangle
    confirm: bool


@dataclass(frozen=True)
class Drawing:
    """A page to draw on: pixels as `readers.page_images` gives them, or None for bare paper of this size.

    corner: of the picture's lower left corner, in points. words: printed words for bare paper, with their places.
    """

    width: int
    height: int
    scale: float
    corner: tuple[float, float] = (0.0, 0.0)
    pixels: bytes | None = None
    words: tuple[tuple[str, Rectangle], ...] = ()


def ink_of(number: int) -> str:
    """Give the colour of a question's frames."""
    return _INKS[number % len(_INKS)]


def picture(drawing: Drawing, marks: Sequence[Mark], entries: Sequence[Entry]) -> tuple[bytes, bytes | None]:
    """Draw a page; give it as PNG with its legend beside it, or, where that is too long, the legend as a second PNG."""
    page = _framed(drawing, marks)
    beside = draw_legend(entries, page.height)
    if beside is None:
        return _png(page), _png(draw_legend(entries))
    whole = _new((page.width + _SIDE + beside.width, max(page.height, beside.height)))
    whole.paste(page, (0, 0))
    whole.paste(beside, (page.width + _SIDE, 0))
    return _png(whole), None


def _new(size: tuple[int, int]) -> Any:
    from PIL import Image

    return Image.new("RGB", size, "white")


def _png(image: Any) -> bytes:
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()


def _paper(drawing: Drawing) -> Any:
    from PIL import Image, ImageDraw

    size = (drawing.width, drawing.height)
    if drawing.pixels is not None:
        return Image.frombytes("RGB", size, drawing.pixels)
    paper = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(paper)
    pen.rectangle((0, 0, size[0] - 1, size[1] - 1), outline="#999999")
    for text, box in drawing.words:
        left, top, _, bottom = _pixels(drawing, box)
        pen.text((left, top), text, fill="#888888", font=font_of(max(8, round(bottom - top))))
    return paper


def _pixels(drawing: Drawing, box: Rectangle) -> Rectangle:
    """Give a place on the page in pixels: left, top, right, bottom."""
    x, y = drawing.corner
    left, right = (round((edge - x) * drawing.scale) for edge in (box[0], box[2]))
    top, bottom = (round(drawing.height - (edge - y) * drawing.scale) for edge in (box[3], box[1]))
    return (left, top, right, bottom)


def _framed(drawing: Drawing, marks: Sequence[Mark]) -> Any:
    from PIL import Image, ImageDraw

    paper = _paper(drawing)
    bare = paper.convert("L")
    places = [_pixels(drawing, mark.box) for mark in marks]
    for mark, place in zip(marks, places, strict=True):
        inside = _within(place, paper.size)
        if inside is not None:
            under = paper.crop(inside)
            paper.paste(Image.blend(under, Image.new("RGB", under.size, ink_of(mark.number)), _TINT / 255), inside)
    pen = ImageDraw.Draw(paper)
    for mark, place in zip(marks, places, strict=True):
        for line in _lines(place, dashed=mark.confirm):
            pen.line(line, fill=ink_of(mark.number), width=2)
    taken = list(places)
    for mark, place in zip(marks, places, strict=True):
        if mark.tag:
            taken.append(_tag(pen, bare, mark, place, taken))
    return paper


def _within(place: Rectangle, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    left, top, right, bottom = (int(edge) for edge in place)
    left, top, right, bottom = max(left, 0), max(top, 0), min(right, size[0]), min(bottom, size[1])
    return (left, top, right, bottom) if right > left and bottom > top else None


def _lines(place: Rectangle, *, dashed: bool) -> Iterator[Rectangle]:
    """Give the lines of a frame."""
    left, top, right, bottom = place
    edges = (
        (left, top, right, top),
        (right, top, right, bottom),
        (left, bottom, right, bottom),
        (left, top, left, bottom),
    )
    for x0, y0, x1, y1 in edges:
        length = max(x1 - x0, y1 - y0)
        dash, gap = _DASHES[length < _EDGE]
        if not dashed:
            yield (x0, y0, x1, y1)
            continue
        at = 0.0
        while at < length:
            end = min(at + dash, length)
            yield (x0 + at, y0, x0 + end, y1) if x1 > x0 else (x0, y0 + at, x1, y0 + end)
            at = end + gap


def _tag(pen: Any, bare: Any, mark: Mark, place: Rectangle, taken: Sequence[Rectangle]) -> Rectangle:
    """Write a frame's figure where it hides least."""
    size = _SMALL_TAG if place[2] - place[0] < _SMALL else _TAG
    font = font_of(size)
    text = f"{mark.tag}?" if mark.confirm else mark.tag
    wide, high = pen.textlength(text, font=font) + 6, size + 3
    spot = min(_spots(place, wide, high), key=lambda one: _hidden(bare, one, place, taken))
    pen.rectangle(spot, fill=ink_of(mark.number))
    pen.text(((spot[0] + spot[2]) / 2, (spot[1] + spot[3]) / 2), text, fill="white", font=font, anchor="mm")
    return spot


def _spots(place: Rectangle, wide: float, high: float) -> Iterable[Rectangle]:
    """Give the places for a figure, the best first: inside at the left, then around the box."""
    left, top, right, bottom = place
    middle = (top + bottom - high) / 2
    if right - left >= wide + 2 * _ROOM and bottom - top >= high - 2 * _ROOM:
        yield (left + _ROOM, middle, left + _ROOM + wide, middle + high)
        yield (right - _ROOM - wide, middle, right - _ROOM, middle + high)
    yield (left - wide - 1, middle, left - 1, middle + high)
    yield (left, top - high, left + wide, top)
    yield (left, bottom, left + wide, bottom + high)
    yield (right + 1, middle, right + 1 + wide, middle + high)


def _hidden(bare: Any, spot: Rectangle, own: Rectangle, taken: Iterable[Rectangle]) -> float:
    """Say how bad a place for a figure is: the print it hides, the other frames and figures it lies on."""
    inside = _within(spot, bare.size)
    if inside is None or inside[2] - inside[0] < spot[2] - spot[0] - 1:
        return 1e9
    ink: float = sum(bare.crop(inside).histogram()[:_INK])
    others = sum(_shared(spot, other) for other in taken if other is not own and other != own)
    return ink + 2.0 * others


def _shared(one: Rectangle, two: Rectangle) -> float:
    wide = min(one[2], two[2]) - max(one[0], two[0])
    high = min(one[3], two[3]) - max(one[1], two[1])
    return wide * high if wide > 0 and high > 0 else 0.0
