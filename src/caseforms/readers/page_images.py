"""The pages of a PDF as a person sees them: pixels, for the pictures that show where a form's boxes are."""

from __future__ import annotations

import importlib
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from caseforms.readers.base import as_seen

_MOST = 3000  # pixels along the longer edge: a page of the size of a poster is drawn smaller


class PageImage(NamedTuple):
    """A page as drawn.

    scale: pixels to a point. corner: place of the picture's lower left corner, in points of the page as seen.
    pixels: red, green and blue of each pixel, row by row from the upper left corner.
    """

    number: int
    scale: float
    corner: tuple[float, float]
    width: int
    height: int
    pixels: bytes


def page_images(content: bytes, scale: float, numbers: Collection[int]) -> Iterator[PageImage]:
    """Draw pages of a PDF with their boxes, in their order; a page that cannot be opened is left out.

    scale: pixels to a point (1/72 inch). numbers: of the pages that are wanted, from 1.
    """
    pypdfium2: Any = importlib.import_module("pypdfium2")

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return
    try:
        for number in range(1, len(document) + 1):
            if number not in numbers:
                continue
            try:
                page = document[number - 1]
            except pypdfium2.PdfiumError:
                continue
            drawn = min(scale, _MOST / max(*page.get_size(), 1.0))
            frame = as_seen(page.get_bbox(), page.get_mediabox(), page.get_rotation())
            bitmap = page.render(scale=drawn, rev_byteorder=True)
            yield PageImage(number, drawn, frame[:2], bitmap.width, bitmap.height, _packed(bitmap))
            bitmap.close()
            page.close()
    finally:
        document.close()


def _packed(bitmap: Any) -> bytes:
    """Give the pixels without what pads the rows."""
    buffer = bytes(bitmap.buffer)
    width = bitmap.width * bitmap.n_channels
    return b"".join(buffer[at : at + width] for at in range(0, bitmap.stride * bitmap.height, bitmap.stride))
