"""Small pictures of places on the pages of a PDF, each with some of its surroundings and a frame round it."""

from __future__ import annotations

import importlib
import io
from types import TracebackType
from typing import Any, NamedTuple, Self

from caseforms.model import Place
from caseforms.readers.base import Rectangle, as_seen

_SCALE = 1.6  # dots a point: print of the usual size can be read well
_LEFT, _BELOW, _RIGHT, _ABOVE = 120.0, 22.0, 60.0, 36.0  # points of the surroundings; labels stand left and above
_LEAST = (270.0, 80.0)  # points: width and height of what is shown at least
_HIGHEST = 240.0  # points: of a longer box its upper part is shown
_FRAME, _WIDTH = (206, 32, 41), 2  # colour and dots
_EDGE = (170, 178, 189)
_COLOURS = 64  # of the picture: print, paper and frame need no more, and the file stays small
_QUICKLY = 2  # Pillow's "fast octree", a tenth of the time of its default
_LARGEST_PAGE = 14_400.0  # points: what Acrobat allows; a larger one would take all memory


class Drawing(NamedTuple):
    """A picture as PNG, with its width and height in dots."""

    content: bytes
    size: tuple[int, int]


class PageCamera:
    """Draws places of one PDF. Used in a `with` block, which keeps the file open."""

    def __init__(self, content: bytes) -> None:
        """Keep the file's content; it is opened at the first picture."""
        self._content = content
        self._document: Any = None
        self._broken = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._document is not None:
            self._document.close()

    def picture(self, place: Place) -> Drawing | None:
        """Give a picture of a place with page and box; None where the page cannot be drawn."""
        if place.page is None or place.box is None or self._broken:
            return None
        pypdfium2: Any = importlib.import_module("pypdfium2")
        try:
            if self._document is None:
                self._document = pypdfium2.PdfDocument(self._content)
                self._document.init_forms()  # without it the answers are not drawn
            page = self._document[place.page - 1]
            try:
                return _drawn(page, place.box)
            finally:
                page.close()
        except (pypdfium2.PdfiumError, IndexError):
            self._broken = self._document is None
            return None


def _drawn(page: Any, box: Rectangle) -> Drawing | None:
    width, height = page.get_size()
    if not (0 < width <= _LARGEST_PAGE and 0 < height <= _LARGEST_PAGE):
        return None
    left, bottom = _corner(page)
    x0, y0, x1, y1 = box[0] - left, box[1] - bottom, box[2] - left, box[3] - bottom
    shown = _shown((x0, y0, x1, y1), width, height)
    if shown is None:
        return None
    crop = (shown[0], shown[1], width - shown[2], height - shown[3])
    image = page.render(scale=_SCALE, crop=crop).to_pil().convert("RGB")
    frame = [(x0 - shown[0], shown[3] - y1), (x1 - shown[0], shown[3] - y0)]
    drawing: Any = importlib.import_module("PIL.ImageDraw").Draw(image)
    edges = [(round(x * _SCALE) + d, round(y * _SCALE) + d) for (x, y), d in zip(frame, (-_WIDTH, _WIDTH), strict=True)]
    drawing.rectangle([(0, 0), (image.width - 1, image.height - 1)], outline=_EDGE)
    drawing.rectangle(edges, outline=_FRAME, width=_WIDTH)
    target = io.BytesIO()
    image.quantize(_COLOURS, _QUICKLY).save(target, "PNG")
    return Drawing(target.getvalue(), image.size)


def _corner(page: Any) -> tuple[float, float]:
    """Give where the lower left corner of the visible page lies in the space of places (`readers.base.as_seen`)."""
    seen = as_seen(page.get_bbox(), page.get_mediabox(), page.get_rotation())
    return seen[0], seen[1]


def _shown(box: Rectangle, width: float, height: float) -> Rectangle | None:
    """Give the part of the page around a box; None where the box lies beside the page."""
    x0, y0, x1, y1 = box
    if x1 <= 0 or y1 <= 0 or x0 >= width or y0 >= height:
        return None
    left, bottom, right, top = x0 - _LEFT, max(y0, y1 - _HIGHEST) - _BELOW, x1 + _RIGHT, y1 + _ABOVE
    right, bottom = max(right, left + _LEAST[0]), min(bottom, top - _LEAST[1])
    return max(left, 0.0), max(bottom, 0.0), min(right, width), min(top, height)
