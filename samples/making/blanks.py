"""Blanks of an invented agency that nobody here designed: the names of its boxes lie, as they do on many real forms.

The first edition, a filled copy of it, and the second edition: a line came, one went, one is called otherwise.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf
from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

_LEFT, _RIGHT, _TOP = 54, 558, 742
_LINE = 34

#: What is written into the filled copy, by the name of the box.
_FILLED = {
    "Text1": "Rowan Testcase", "Date": "07", "undefined": "04", "undefined_2": "1990", "Name": "Juniper Sample",
    "Text5": "207", "Text6": "555-0134", "Text9": "rowan@example.org", "Check Box4": True, "Check Box8": True,
    "Text7": "(207) 555-0145", "Case": "SC-2026-0417", "Phone": "Harbor team", "Text14": "03/27/2026",
    "Text12": "The family asks for help with rent and for a parenting class.",
}  # fmt: skip


class _Blank:
    """A page with ruled lines: labels, and boxes whose names say little."""

    def __init__(self, edition: str) -> None:
        self._kept = io.BytesIO()
        self._canvas = Canvas(self._kept, pagesize=LETTER, invariant=True)
        self._canvas.setTitle("Untitled")
        self._canvas.setFont("Helvetica-Bold", 15)
        self._canvas.drawString(_LEFT, _TOP, "Family Support Intake")
        self._canvas.setFont("Helvetica", 9)
        self._canvas.drawString(_LEFT, _TOP - 14, "Sampleton County Family Center")
        self._canvas.drawString(_LEFT, 34, f"SC-12 ({edition})")
        self._canvas.drawRightString(_RIGHT, 34, "Page 1 of 1")
        self._y = _TOP - 46

    def heading(self, text: str) -> None:
        """Print a heading on a grey bar."""
        self._canvas.setFillGray(0.85)
        self._canvas.rect(_LEFT, self._y - 4, _RIGHT - _LEFT, 16, stroke=0, fill=1)
        self._canvas.setFillGray(0)
        self._canvas.setFont("Helvetica-Bold", 10)
        self._canvas.drawString(_LEFT + 4, self._y, text)
        self._y -= 30

    def line(self, *asked: tuple[str, float, tuple[tuple[str, float], ...]]) -> None:
        """Print questions on one line: label, its place, and name and width of each of its boxes."""
        for label, x, boxes in asked:
            self._canvas.setFont("Helvetica", 9)
            self._canvas.drawString(x, self._y + 4, label)
            at = x + self._canvas.stringWidth(label, "Helvetica", 9) + 6
            for name, width in boxes:
                self._box(name, at, width)
                at += width + 6
        self._y -= _LINE

    def ticks(self, question: str, *choices: tuple[str, str]) -> None:
        """Print a question with tick boxes behind it: caption and name of each."""
        self._canvas.setFont("Helvetica", 9)
        self._canvas.drawString(_LEFT, self._y + 3, question)
        at = _LEFT + 150
        for caption, name in choices:
            self._canvas.acroForm.checkbox(
                name=name, x=at, y=self._y, size=11, borderWidth=0.5, forceBorder=True, buttonStyle="check"
            )
            self._canvas.drawString(at + 16, self._y + 3, caption)
            at += 34 + self._canvas.stringWidth(caption, "Helvetica", 9)
        self._y -= _LINE - 6

    def lines(self, label: str, name: str, height: float) -> None:
        """Print a label with a high box below it."""
        self._canvas.setFont("Helvetica", 9)
        self._canvas.drawString(_LEFT, self._y + 4, label)
        self._y -= height
        self._box(name, _LEFT, _RIGHT - _LEFT, height - 4, fieldFlags="multiline")
        self._y -= _LINE

    def _box(self, name: str, x: float, width: float, height: float = 17, **more: Any) -> None:
        self._canvas.acroForm.textfield(
            name=name, x=x, y=self._y, width=width, height=height, borderWidth=0.5, forceBorder=True, fontSize=9, **more
        )

    def done(self) -> bytes:
        """Give the PDF."""
        self._canvas.save()
        return self._kept.getvalue()


def _first() -> bytes:
    page = _Blank("Rev. 01/26")
    page.heading("Client")
    page.line(
        ("Client's name", _LEFT, (("Text1", 210),)),
        ("Date of birth", 350, (("Date", 26), ("undefined", 26), ("undefined_2", 40))),
    )
    page.line(("Telephone", _LEFT, (("Text5", 34), ("Text6", 80))), ("E-mail", 350, (("Text9", 150),)))
    page.line(("Fax", _LEFT, (("Text10", 150),)), ("Case number", 350, (("Case", 130),)))
    page.ticks("Interpreter needed?", ("Yes", "Check Box3"), ("No", "Check Box4"))
    page.ticks("Help asked for", ("Housing", "Check Box7"), ("Parenting class", "Check Box8"), ("Food", "Check Box9"))
    page.lines("What brings you here?", "Text12", 70)
    page.heading("Worker")
    page.line(("Name", _LEFT, (("Name", 210),)), ("Phone", 350, (("Text7", 150),)))
    page.line(("Unit", _LEFT, (("Phone", 210),)), ("Date", 350, (("Text14", 100),)))
    return page.done()


def _second() -> bytes:
    page = _Blank("Rev. 01/27")
    page.heading("Client")
    page.line(
        ("Client's name", _LEFT, (("Text1", 210),)),
        ("Date of birth", 350, (("Date", 26), ("undefined", 26), ("undefined_2", 40))),
    )
    page.line(("Name you like to be called", _LEFT, (("Text20", 160),)))
    page.line(("Best number to reach you", _LEFT, (("Text5", 34), ("Text6", 80))), ("E-mail", 350, (("Text9", 150),)))
    page.line(("Case number", 350, (("Case", 130),)))
    page.ticks("Interpreter needed?", ("Yes", "Check Box3"), ("No", "Check Box4"))
    page.ticks(
        "Help asked for", ("Housing", "Check Box7"), ("Parenting class", "Check Box8"), ("Food", "Check Box9"),
        ("Child care", "Check Box10"),
    )  # fmt: skip
    page.lines("What brings you here?", "Text12", 70)
    page.heading("Worker")
    page.line(("Name", _LEFT, (("Name", 210),)), ("Phone", 350, (("Text7", 150),)))
    page.line(("Unit", _LEFT, (("Phone", 210),)), ("Date", 350, (("Text14", 100),)))
    return page.done()


def _filled(blank: bytes, written: Mapping[str, str | bool]) -> bytes:
    """Write into a blank as a viewer does that leaves the drawing of the answers to the next one."""
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(blank)) as document:
        for box in document.pages[0].Annots:
            said = written.get(str(box.T))
            if said is True:
                box.V = box.AS = pikepdf.Name("/Yes")
            elif isinstance(said, str):
                box.V = said
        document.Root.AcroForm.NeedAppearances = True
        document.save(kept, deterministic_id=True)
    return kept.getvalue()


def blanks() -> Iterator[tuple[str, bytes]]:
    """Give the files, each with its name."""
    first = _first()
    yield "county-intake.pdf", first
    yield "county-intake-rowan.pdf", _filled(first, _FILLED)
    yield "county-intake-2027.pdf", _second()
