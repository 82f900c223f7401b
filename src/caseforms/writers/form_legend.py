"""The legend of a form's picture: number, name of the question, and in grey what kind it is and what its ticks mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

_SIZE, _SMALL = 19, 15  # pixels of the letters
_LINE, _SMALL_LINE = 25, 19
_APART = 7  # pixels between entries
_PAD = 14
_CHIP = 62  # pixels for the number
_WIDEST, _NARROWEST = 560, 240  # pixels of a column
_SHORT = 130  # pixels: a note this short stands on the line of the name
_SPACE = 10  # pixels before it
_BESIDE = 2  # columns beside a page; more go into a picture of their own
_TALL = 1700  # pixels of a legend of its own
_GREY, _BLACK = "#555555", "#111111"


class Entry(NamedTuple):
    """A line of the legend. ink: colour of its frames; note: what follows in grey."""

    number: int
    name: str
    confirm: bool
    ink: str
    note: str = ""


class _Block(NamedTuple):
    """An entry as it will stand: its lines of the name and of the note, and its height in pixels.

    after: pixels from the left at which the note follows on the name's line; 0 where it stands below.
    """

    entry: Entry
    name: tuple[str, ...]
    note: tuple[str, ...]
    height: int
    after: int = 0


@lru_cache(maxsize=16)
def font_of(size: int) -> Any:
    """Give the letters that come with the library, so that a picture is the same on every machine."""
    from PIL import ImageFont

    return ImageFont.load_default(size)


def draw_legend(entries: Sequence[Entry], height: int | None = None) -> Any:
    """Draw a legend in columns; None where it does not fit beside a page of this height."""
    from PIL import Image, ImageDraw

    width = _width(entries)
    blocks = [_block(entry, width - _CHIP) for entry in entries]
    columns = list(_columns(blocks, (height or _TALL) - 2 * _PAD - _LINE))
    if height is not None and len(columns) > _BESIDE:
        return None
    tall = height or max((sum(block.height for block in column) for column in columns), default=0) + 2 * _PAD + _LINE
    image = Image.new("RGB", (_PAD + max(len(columns), 1) * (width + _PAD), tall), "white")
    pen = ImageDraw.Draw(image)
    pen.text((_PAD, _PAD), "Dashed frame and ?: please confirm", fill=_GREY, font=font_of(_SMALL))
    for number, column in enumerate(columns):
        y = _PAD + _LINE
        for block in column:
            _draw(pen, block, _PAD + number * (width + _PAD), y)
            y += block.height
    return image


def _width(entries: Sequence[Entry]) -> int:
    names = (_after(entry) + min(font_of(_SMALL).getlength(entry.note), _SHORT) for entry in entries)
    return int(min(max([_NARROWEST, *(length + _CHIP + 4 for length in names)]), _WIDEST))


def _after(entry: Entry) -> int:
    return int(font_of(_SIZE).getlength(_named(entry))) + _SPACE


def _named(entry: Entry) -> str:
    return f"{entry.name}  ?" if entry.confirm else entry.name


def _block(entry: Entry, width: int) -> _Block:
    name = tuple(_wrapped(_named(entry), font_of(_SIZE), width))
    note = tuple(_wrapped(entry.note, font_of(_SMALL), width))
    if len(note) == len(name) == 1 and _after(entry) + font_of(_SMALL).getlength(entry.note) <= width:
        return _Block(entry, name, note, _LINE + _APART, _after(entry))
    return _Block(entry, name, note, len(name) * _LINE + len(note) * _SMALL_LINE + _APART)


def _wrapped(text: str, font: Any, width: int) -> Iterator[str]:
    """Break a text into lines; a word that is too long is broken where the line ends."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if font.getlength(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        line = word
        while font.getlength(line) > width:
            fits = next(end for end in range(len(line) - 1, 0, -1) if end == 1 or font.getlength(line[:end]) <= width)
            yield line[:fits]
            line = line[fits:]
    if line:
        yield line


def _columns(blocks: Sequence[_Block], height: int) -> Iterator[list[_Block]]:
    column: list[_Block] = []
    used = 0
    for block in blocks:
        if column and used + block.height > height:
            yield column
            column, used = [], 0
        column.append(block)
        used += block.height
    if column:
        yield column


def _draw(pen: Any, block: _Block, x: int, y: int) -> None:
    ink, chip = block.entry.ink, (x, y + 1, x + _CHIP - 12, y + _LINE - 3)
    if block.entry.confirm:  # the number stands in a hollow chip, as its frame is a broken one
        pen.rectangle(chip, outline=ink, width=2)
    else:
        pen.rectangle(chip, fill=ink)
    middle = ((chip[0] + chip[2]) / 2, (chip[1] + chip[3]) / 2)
    shade = ink if block.entry.confirm else "white"
    pen.text(middle, str(block.entry.number), fill=shade, font=font_of(_SIZE - 2), anchor="mm")
    if block.after:
        pen.text((x + _CHIP, y), block.name[0], fill=_BLACK, font=font_of(_SIZE))
        pen.text((x + _CHIP + block.after, y + 3), block.note[0], fill=_GREY, font=font_of(_SMALL))
        return
    for line in block.name:
        pen.text((x + _CHIP, y), line, fill=_BLACK, font=font_of(_SIZE))
        y += _LINE
    for line in block.note:
        pen.text((x + _CHIP, y), line, fill=_GREY, font=font_of(_SMALL))
        y += _SMALL_LINE
