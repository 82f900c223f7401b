"""Did the tool that made a copy bring the text on the paper at all? Seen with pdfium, from where the widget was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageStat

from bench.accuracy_boxes import Asked
from bench.accuracy_values import Put

_SCALE = 3.0  # pixels a point
_SAME = 2.0  # of 255 shades, over the whole box: less is no tick
_MARGIN = 2.0  # points around the box in which its text may stand


def not_on_paper(copy: Path, asked: Sequence[Asked], puts: Mapping[str, Put]) -> frozenset[str]:
    """Give the names of the fields of which some place shows less than what was put in: cut off, or without a glyph."""
    document = pypdfium2.PdfDocument(copy)
    lost: set[str] = set()
    try:
        for number in range(len(document)):
            here = [(one, spot) for one in asked for spot in one.spots if spot.page == number + 1]
            written = [(one, spot.box) for one, spot in here if puts.get(one.name, Put("")).kind in {"text", "choice"}]
            if not written:
                continue
            page = document[number]
            paper = page.get_textpage()
            for one, (left, bottom, right, top) in written:
                seen = paper.get_text_bounded(left - _MARGIN, bottom - _MARGIN, right + _MARGIN, top + _MARGIN)
                if not _in_order(puts[one.name].text, seen):
                    lost.add(one.name)
            paper.close()
            page.close()
    finally:
        document.close()
    return frozenset(lost)


def ticks_not_on_paper(copy: Path, blank: Path, asked: Sequence[Asked], puts: Mapping[str, Put]) -> frozenset[str]:
    """Give the names of the ticked fields whose place looks no other than on the blank."""
    lost: set[str] = set()
    documents = pypdfium2.PdfDocument(copy), pypdfium2.PdfDocument(blank)
    try:
        for number in range(min(map(len, documents))):
            spots = [(one, spot) for one in asked for spot in one.spots if spot.page == number + 1]
            on = [(one.name, spot.seen) for one, spot in spots if _is_on(puts.get(one.name), spot.states)]
            if on:
                pictures = [document[number].render(scale=_SCALE, grayscale=True).to_pil() for document in documents]
                lost |= {name for name, box in on if _alike(pictures[0], pictures[1], box)}
    finally:
        for document in documents:
            document.close()
    return frozenset(lost)


def _is_on(put: Put | None, states: Sequence[str]) -> bool:
    return put is not None and put.kind in {"tick", "radio"} and put.ticked and put.stored in states


def _alike(one: Image.Image, other: Image.Image, box: tuple[float, float, float, float]) -> bool:
    """Whether two pictures show about the same in a box of the page as seen."""
    height = one.height / _SCALE
    left, upper, right, lower = box[0], height - box[3], box[2], height - box[1]
    crop = tuple(round(edge * _SCALE) for edge in (left, upper, right, lower))
    if other.size != one.size:
        return False
    darkness = [ImageStat.Stat(picture.crop(crop)).mean[0] for picture in (one, other)]
    return abs(darkness[0] - darkness[1]) < _SAME


def _in_order(text: str, seen: str) -> bool:
    """Whether all signs of a text are seen, in their order; print between them is no fault of the tool."""
    left = iter("".join(seen.split()))
    return all(sign in left for sign in "".join(text.split()))
