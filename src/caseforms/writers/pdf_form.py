"""Pages with boxes to fill in: reportlab's canvas, grown by the widgets of a PDF form (ISO 32000-1, 12.7).

reportlab's own form makers write dotted names into one field, limit the length of a text and give
every button one appearance only, so the widgets are written here from reportlab's PDF objects:
dotted names become a proper field tree, which every viewer and filler understands.
Only this module knows reportlab, and it is imported only when a blank is made.
"""

# reportlab has no types:
# mypy: allow-untyped-calls

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

PAGE_WIDTH, PAGE_HEIGHT = LETTER

_MULTILINE = 1 << 12
_REQUIRED = 1 << 1
_RADIO = 1 << 15
_COMBO = 1 << 17
_PRINT = 1 << 2

_LETTERS, _SHRINKING = "/Helv 10 Tf 0 g", "/Helv 0 Tf 0 g"
_CHECK, _BULLET = "4", "l"  # in ZapfDingbats
_MARK_SIZE = {_CHECK: 1.0, _BULLET: 0.75}  # of the button
_MARK_MIDDLE = 0.347  # height of the middle of both marks above the base line, in their size

INK = Color(0.10, 0.12, 0.16)
GREY = Color(0.36, 0.39, 0.44)
ACCENT = Color(0.13, 0.27, 0.42)
BAND = Color(0.89, 0.92, 0.95)
TINT = Color(0.955, 0.97, 0.99)
EDGE = Color(0.47, 0.53, 0.60)
OFFICE = Color(0.915, 0.915, 0.915)


class Rect(NamedTuple):
    """A rectangle on the page in points, origin in the lower left corner."""

    x: float
    y: float
    width: float
    height: float


class Style(NamedTuple):
    """How a text is set."""

    font: str
    size: float
    colour: Color = INK

    def width(self, text: str) -> float:
        """Give the width of a line in points."""
        return float(stringWidth(text, self.font, self.size))

    def wrap(self, text: str, width: float) -> list[str]:
        """Break a text into lines that fit a width in points."""
        return [str(line) for line in simpleSplit(text, self.font, self.size, width)]


class FormCanvas(Canvas):
    """A Letter document that can be filled in; the same calls give the same bytes."""

    def __init__(self, path: str, *, title: str, author: str, keywords: str) -> None:
        """Open the document; `title` also stands in the window's title bar."""
        super().__init__(path, pagesize=LETTER, pageCompression=1, invariant=1, lang="en-US")
        self.setTitle(title)
        self.setAuthor(author)
        self.setSubject(keywords)
        self.setKeywords(keywords)
        self.setCreator("caseforms")
        self.setViewerPreference("DisplayDocTitle", "true")
        self._branches: dict[str, tuple[PDFArray, Any]] = {}
        self._fonts = {"Helv": self._font("Helvetica", "WinAnsiEncoding"), "ZaDb": self._font("ZapfDingbats", None)}
        self.acroForm.extras = {
            "NeedAppearances": "true",  # the viewer draws what was typed, in a font that has the letters
            "DA": PDFString(_LETTERS),
            "DR": PDFDictionary({"Font": PDFDictionary(self._fonts)}),
        }

    def words(self, x: float, y: float, text: str, style: Style) -> None:
        """Print one line, beginning at x, on the base line y."""
        self.setFillColor(style.colour)
        self.setFont(style.font, style.size)
        self.drawString(x, y, text)

    def panel(self, rect: Rect, colour: Color) -> None:
        """Paint a rectangle without a border."""
        self.setFillColor(colour)
        self.rect(*rect, stroke=0, fill=1)

    def frame(self, rect: Rect) -> None:
        """Paint the box that a text widget stands in; it is page content, so it prints everywhere."""
        self._ink_frame()
        self.rect(*rect, stroke=1, fill=1)

    def arrow(self, rect: Rect) -> None:
        """Paint the mark of a drop-down list at the right end of its box."""
        x, y = rect.x + rect.width - 13, rect.y + rect.height / 2
        path = self.beginPath()
        path.moveTo(x, y + 2)
        path.lineTo(x + 7, y + 2)
        path.lineTo(x + 3.5, y - 2.5)
        path.close()
        self.setFillColor(EDGE)
        self.drawPath(path, stroke=0, fill=1)

    def text_widget(self, name: str, rect: Rect, tooltip: str, *, lines: int = 1, required: bool = False) -> None:
        """Put a box for text of any length; in a box of several lines the letters shrink until they fit."""
        flags = (_REQUIRED if required else 0) | (_MULTILINE if lines > 1 else 0)
        letters = {"DA": PDFString(_SHRINKING)} if lines > 1 else {}
        self._place(name, rect, {"FT": PDFName("Tx"), "Ff": flags, "TU": PDFString(tooltip)} | letters)

    def list_widget(
        self, name: str, rect: Rect, tooltip: str, options: Sequence[str], *, required: bool = False
    ) -> None:
        """Put a drop-down list. Its first entry is empty, so that a wrong choice can be taken back."""
        shown = PDFArray([PDFString(option) for option in (" ", *options)])
        flags = _COMBO | (_REQUIRED if required else 0)
        self._place(name, rect, {"FT": PDFName("Ch"), "Ff": flags, "Opt": shown, "TU": PDFString(tooltip)})

    def tick_widget(self, name: str, rect: Rect, tooltip: str) -> None:
        """Put a check box; its on-state is `Yes`."""
        self.frame(rect)
        button = self._button("Yes", rect.height, _CHECK)
        self._place(name, rect, {"FT": PDFName("Btn"), "Ff": 0, "TU": PDFString(tooltip)} | button)

    def radio_widget(self, name: str, states: Sequence[tuple[str, Rect]], tooltip: str, *, required: bool) -> None:
        """Put a group of radio buttons, one for each state; clicking the chosen one again clears it."""
        flags = _RADIO | (_REQUIRED if required else 0)
        kids = PDFArray([])
        group = PDFDictionary({"FT": PDFName("Btn"), "Ff": flags, "TU": PDFString(tooltip), "Kids": kids})
        parent = self._hang(name, group)
        for state, rect in states:
            self._ink_frame()
            self.circle(rect.x + rect.width / 2, rect.y + rect.height / 2, rect.height / 2, stroke=1, fill=1)
            button = PDFDictionary(self._widget(rect) | {"Parent": parent} | self._button(state, rect.height, _BULLET))
            self._addAnnotation(button)
            kids.sequence.append(self._doc.Reference(button))

    def next_page(self) -> None:
        """End this page."""
        self.showPage()

    def finish(self) -> None:
        """Write the file; the tab key follows the rows of each page."""
        for page in self._doc.Pages.pages:
            page.__Defaults__ = page.__Defaults__ | {"Tabs": PDFName("R")}
        self.save()

    def _ink_frame(self) -> None:
        self.setFillColor(TINT)
        self.setStrokeColor(EDGE)
        self.setLineWidth(0.6)

    def _font(self, base: str, encoding: str | None) -> Any:
        entries = {"Type": PDFName("Font"), "Subtype": PDFName("Type1"), "BaseFont": PDFName(base)}
        if encoding:
            entries["Encoding"] = PDFName(encoding)
        return self._doc.Reference(PDFDictionary(entries))

    def _widget(self, rect: Rect) -> dict[str, Any]:
        corners = (rect.x, rect.y, rect.x + rect.width, rect.y + rect.height)
        return {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Widget"),
            "P": self._doc.thisPageRef(),
            "Rect": PDFArray([round(number, 2) for number in corners]),
            "F": _PRINT,
        }

    def _button(self, state: str, size: float, mark: str) -> dict[str, Any]:
        """Give the looks of a button, on and off: the mark alone, for its frame is page content."""
        letters = size * _MARK_SIZE[mark]
        x, y = (size - stringWidth(mark, "ZapfDingbats", letters)) / 2, size / 2 - _MARK_MIDDLE * letters
        drawn = f"BT {' '.join(map(str, INK.rgb()))} rg /ZaDb {letters:.2f} Tf {x:.2f} {y:.2f} Td ({mark}) Tj ET"
        resources = PDFDictionary({"Font": PDFDictionary({"ZaDb": self._fonts["ZaDb"]})})
        looks = {
            name: self._doc.Reference(self.acroForm.makeStream(size, size, content, Resources=resources))
            for name, content in ((state, drawn), ("Off", ""))
        }
        return {
            "AS": PDFName("Off"),
            "AP": PDFDictionary({"N": PDFDictionary(looks)}),
            "DA": PDFString(f"/ZaDb {letters:.2f} Tf 0 g"),
            "MK": PDFDictionary({"CA": PDFString(mark)}),
        }

    def _place(self, name: str, rect: Rect, field: dict[str, Any]) -> None:
        entry = PDFDictionary(self._widget(rect) | field)
        self._addAnnotation(entry)
        self._hang(name, entry)

    def _hang(self, name: str, field: PDFDictionary) -> Any:
        """Put a field into the tree of fields: `household.1.name` stands under `household`, under `1`."""
        branch, _, leaf = name.rpartition(".")
        field["T"] = PDFString(leaf)
        reference = self._doc.Reference(field)
        if not branch:
            self.acroForm.fields.append(reference)
            return reference
        if branch not in self._branches:
            kids = PDFArray([])
            self._branches[branch] = kids, self._hang(branch, PDFDictionary({"Kids": kids}))
        kids, parent = self._branches[branch]
        field["Parent"] = parent
        kids.sequence.append(reference)
        return reference
