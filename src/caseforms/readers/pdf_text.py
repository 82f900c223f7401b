"""The printed text of a PDF's pages, with pypdfium2: asked for only where fields alone do not tell."""

from __future__ import annotations

import ctypes
import importlib
from typing import Any

from caseforms.model import Box, BoxKind, Place
from caseforms.readers.base import Rectangle, as_seen

_GAP = 1.2  # two runs on one line belong together when the gap is at most this many letter heights
_LINE = 0.5  # and their middles differ by less than this many letter heights


class PrintedText:
    """Gives the runs of printed text of a page as WORD boxes, from top to bottom, left to right.

    A run is what stands together on one line: a label, a heading, a sentence. The document is opened at
    the first call and each page is taken once.
    """

    def __init__(self, content: bytes) -> None:
        """Keep the file's content for later."""
        self._content = content
        self._pages: dict[int, tuple[Box, ...]] = {}

    def __call__(self, page: int) -> tuple[Box, ...]:
        """Give a page's runs (pages count from 1); none for a page that pdfium cannot open."""
        known = self._pages.get(page)
        if known is None:
            known = self._pages[page] = self._read(page)
        return known

    def _read(self, number: int) -> tuple[Box, ...]:
        pypdfium2: Any = importlib.import_module("pypdfium2")

        try:
            document = pypdfium2.PdfDocument(self._content)
        except pypdfium2.PdfiumError:
            return ()
        try:
            page = document[number - 1]
            turn, frame = page.get_rotation(), page.get_mediabox()
            text = page.get_textpage()
            runs = _runs(text)
            text.close()
            page.close()
        except (pypdfium2.PdfiumError, IndexError):
            return ()
        finally:
            document.close()
        seen = [(as_seen(box, frame, turn), words) for box, words in runs]
        return tuple(Box(BoxKind.WORD, words, Place(number, box)) for box, words in _in_lines(seen))


def _runs(text: Any) -> list[tuple[Rectangle, str]]:
    """Take the rectangles of text as pdfium sees them, with what stands in each."""
    raw: Any = importlib.import_module("pypdfium2.raw")  # its names are made at run time

    found = []
    for index in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(index)
        size = raw.FPDFText_GetBoundedText(text, left, top, right, bottom, None, 0)
        buffer = (ctypes.c_ushort * size)()
        raw.FPDFText_GetBoundedText(text, left, top, right, bottom, buffer, size)
        words = bytes(buffer).decode("utf-16-le", "replace").replace("\x00", "").strip()
        if words:
            found.append(((left, bottom, right, top), words))
    return found


def _in_lines(runs: list[tuple[Rectangle, str]]) -> list[tuple[Rectangle, str]]:
    """Put the runs in reading order and join those that stand close together on one line."""
    runs = sorted(runs, key=lambda run: (-(run[0][1] + run[0][3]) / 2, run[0][0]))
    lines: list[list[tuple[Rectangle, str]]] = []
    for run in runs:
        box = run[0]
        last = lines[-1][-1][0] if lines else None
        height = max(box[3] - box[1], 1.0)
        if last is not None and abs((box[1] + box[3]) / 2 - (last[1] + last[3]) / 2) < _LINE * height:
            lines[-1].append(run)
        else:
            lines.append([run])
    joined: list[tuple[Rectangle, str]] = []
    for line in lines:
        line.sort(key=lambda run: run[0][0])
        current, words = line[0]
        for box, more in line[1:]:
            if box[0] - current[2] <= _GAP * max(min(current[3] - current[1], box[3] - box[1]), 1.0):
                glue = "" if box[0] - current[2] < 0.1 * (box[3] - box[1]) else " "
                current = (current[0], min(current[1], box[1]), max(current[2], box[2]), max(current[3], box[3]))
                words = f"{words}{glue}{more}"
            else:
                joined.append((current, words))
                current, words = box, more
        joined.append((current, words))
    return joined
