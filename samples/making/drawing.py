"""Draws other people's forms: other labels, other names of boxes, other layouts, and papers that are no forms."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import xlsxwriter
from PIL import Image
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

_LEFT, _TOP, _LINE = 54, 730, 26
_MADE = dt.datetime(2026, 3, 2, 9, 0, 0)  # noqa: DTZ001  a workbook's properties have no zone


class Sheet:
    """A PDF page that is drawn from its top to its bottom."""

    def __init__(self, title: str, *, properties: str = "") -> None:
        self._kept = io.BytesIO()
        self._canvas = Canvas(self._kept, pagesize=LETTER, invariant=True)
        self._canvas.setTitle(properties or title)
        self._y = _TOP
        self._canvas.setFont("Helvetica-Bold", 14)
        self._canvas.drawString(_LEFT, self._y, title)
        self._y -= 34

    def heading(self, text: str) -> None:
        """Print a heading."""
        self._canvas.setFont("Helvetica-Bold", 11)
        self._canvas.drawString(_LEFT, self._y, text)
        self._y -= 24

    def line(self, text: str) -> None:
        """Print a line of text."""
        self._canvas.setFont("Helvetica", 10)
        self._canvas.drawString(_LEFT, self._y, text)
        self._y -= 16

    def box(self, label: str, text: str, name: str, tip: str = "", *, above: bool = False) -> None:
        """Print a label and a text box, beside it or below it."""
        self._canvas.setFont("Helvetica", 9)
        if above:
            self._canvas.drawString(_LEFT, self._y, label)
            self._y -= 22
        else:
            self._canvas.drawRightString(220, self._y + 5, label)
        self._field("textfield", name, tip, _LEFT if above else 226, self._y, width=240, height=18, value=text)
        self._y -= _LINE

    def pair(self, *boxes: tuple[str, str, str, str]) -> None:
        """Print two or three boxes on one line: (label, text, name, tip) each."""
        width = 500 / len(boxes)
        for number, (label, text, name, tip) in enumerate(boxes):
            x = _LEFT + number * width
            self._canvas.setFont("Helvetica", 9)
            self._canvas.drawString(x, self._y + 5, label)
            start = 6 + self._canvas.stringWidth(label, "Helvetica", 9)
            self._field("textfield", name, tip, x + start, self._y, width=width - start - 10, height=18, value=text)
        self._y -= _LINE

    def ticks(self, question: str, *choices: tuple[str, str, str, bool]) -> None:
        """Print a question and a tick box a choice: (caption, name, tip, ticked) each."""
        if question:
            self.line(question)
        for caption, name, tip, on in choices:
            self._field("checkbox", name, tip, _LEFT + 10, self._y, size=12, checked=on, buttonStyle="check")
            self._canvas.setFont("Helvetica", 9)
            self._canvas.drawString(_LEFT + 28, self._y + 3, caption)
            self._y -= 18
        self._y -= 6

    def _field(self, kind: str, name: str, tip: str, x: float, y: float, **more: Any) -> None:
        if kind == "textfield":
            more |= {"fontSize": 9}
        getattr(self._canvas.acroForm, kind)(
            name=name, tooltip=tip or None, x=x, y=y, borderWidth=0.5, forceBorder=True, **more
        )

    def done(self) -> bytes:
        """Give the PDF."""
        self._canvas.save()
        return self._kept.getvalue()


def scan() -> bytes:
    """Give a PDF that holds one picture and nothing else."""
    kept = io.BytesIO()
    canvas = Canvas(kept, pagesize=LETTER, invariant=True)
    canvas.drawImage(ImageReader(_grey()), 0, 0, *LETTER)
    canvas.save()
    return kept.getvalue()


def picture() -> bytes:
    """Give a small PNG picture."""
    kept = io.BytesIO()
    _grey().save(kept, "PNG")
    return kept.getvalue()


def _grey() -> Image.Image:
    """Give what a scanner makes of a form: grey paper, darker lines."""
    paper = Image.new("L", (170, 220), 245)
    for y in range(20, 200, 12):
        paper.paste(120, (20, y, 150 - (y * 7) % 60, y + 3))
    return paper


def book(fill: Any, **options: Any) -> bytes:
    """Give a workbook that `fill(book, sheet)` writes; `sheet` names its first sheet."""
    kept = io.BytesIO()
    named = options.pop("sheet", "Request")
    made = xlsxwriter.Workbook(kept, {"in_memory": True, **options})
    made.set_properties({"created": _MADE})
    fill(made, made.add_worksheet(named))
    made.close()
    return kept.getvalue()
