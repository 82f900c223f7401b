"""Forms of other hands that tests draw: print where it is wanted, and fields with the names they are given."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
from reportlab.pdfgen import canvas

from caseforms.definitions.learn import LearnedForm
from caseforms.pipeline.learning import learn_blank

BOLD = "Helvetica-Bold"


@dataclass
class Drawing:
    """A form under the pen; coordinates are points from the lower left corner."""

    pages: int = 1
    prints: list[tuple[int, str, float, float, str, float]] = field(default_factory=list)
    lines: list[tuple[int, float, float, float, float]] = field(default_factory=list)
    fields: list[dict[str, Any]] = field(default_factory=list)

    def text(self, words: str, x: float, y: float, *, font: str = "Helvetica", size: float = 9, page: int = 1) -> None:
        self.prints.append((page, words, x, y, font, size))

    def heading(self, words: str, y: float, page: int = 1) -> None:
        self.text(words, 40, y, font=BOLD, size=13, page=page)

    def line(self, x0: float, y0: float, x1: float, y1: float, page: int = 1) -> None:
        self.lines.append((page, x0, y0, x1, y1))

    def box(self, name: str, x: float, y: float, wide: float = 150, high: float = 14, **more: Any) -> None:
        """A text field; more: tip, longest, comb, script, page, kind (Tx, Btn, Sig, Ch), state, on, options, flags.

        again: it is another place of the field of this name.
        """
        self.fields.append({"name": name, "rect": [x, y, x + wide, y + high], "page": 1, **more})

    def asked(self, words: str, name: str, y: float, x: float = 40, gap: float = 110, **more: Any) -> None:
        """A label with its field on the right."""
        self.text(words, x, y + 3, page=more.get("page", 1))
        self.box(name, x + gap, y, **more)

    def tick(self, words: str, name: str, x: float, y: float, state: str = "Yes", **more: Any) -> None:
        """A check box with its caption behind it."""
        self.text(words, x + 14, y + 2, page=more.get("page", 1))
        self.box(name, x, y, 10, 10, kind="Btn", state=state, **more)

    def write(self, path: Path) -> Path:
        """Write the form."""
        paper = io.BytesIO()
        pen = canvas.Canvas(paper, pagesize=(612, 792), invariant=1)
        for number in range(1, self.pages + 1):
            for page, words, x, y, font, size in self.prints:
                if page == number:
                    pen.setFont(font, size)
                    pen.drawString(x, y, words)
            for page, *line in self.lines:
                if page == number:
                    pen.line(*line)
            pen.showPage()
        pen.save()
        with pikepdf.open(io.BytesIO(paper.getvalue())) as document:
            self._add_fields(document)
            with warnings.catch_warnings():  # pikepdf does not like widgets that hang on a page only
                warnings.simplefilter("ignore")
                document.save(path, deterministic_id=True)
        return path

    def _add_fields(self, document: pikepdf.Pdf) -> None:
        tree = []
        for told in self.fields:
            page = document.pages[told["page"] - 1]
            node = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name("/" + told.get("kind", "Tx")),
                T=pikepdf.String(told["name"]), Rect=told["rect"], F=4, Ff=told.get("flags", 0),
            )  # fmt: skip
            _add_more(document, node, told)
            node = document.make_indirect(node)
            if "/Annots" not in page.obj:
                page.obj.Annots = pikepdf.Array()
            page.obj.Annots.append(node)
            if told.get("again"):
                _shown_again(document, node, tree)
            elif not told.get("orphan"):
                tree.append(node)
        document.Root.AcroForm = document.make_indirect(pikepdf.Dictionary(Fields=pikepdf.Array(tree)))


def _shown_again(document: pikepdf.Pdf, node: pikepdf.Dictionary, tree: list[Any]) -> None:
    """Make a widget another place of the field of its name."""
    at, known = next((at, field) for at, field in enumerate(tree) if str(field.T) == str(node.T))
    if "/Kids" not in known:
        field = document.make_indirect(pikepdf.Dictionary(T=known.T, FT=known.FT, Ff=known.Ff, Kids=pikepdf.Array()))
        known.Parent = field
        field.Kids.append(known)
        for key in ("/T", "/FT", "/Ff"):
            del known[key]
        tree[at] = known = field
    for key in ("/T", "/FT", "/Ff"):
        del node[key]
    node.Parent = known
    known.Kids.append(node)


def _add_more(document: pikepdf.Pdf, node: pikepdf.Dictionary, told: dict[str, Any]) -> None:
    if tip := told.get("tip"):
        node.TU = pikepdf.String(tip)
    if longest := told.get("longest"):
        node.MaxLen = longest
    if told.get("comb"):
        node.Ff = 1 << 24
    if script := told.get("script"):
        node.AA = pikepdf.Dictionary(F=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String(script)))
    if options := told.get("options"):
        node.Opt = pikepdf.Array([pikepdf.String(option) for option in options])
    if state := told.get("state"):
        look = document.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 10, 10])
        shown = pikepdf.Name(f"/{state}" if told.get("on") else "/Off")
        node.AP = pikepdf.Dictionary(N=pikepdf.Dictionary({f"/{state}": look, "/Off": look}))
        node.AS, node.V = shown, shown


def learned(drawing: Drawing, folder: Path) -> LearnedForm:
    """Learn a drawn form."""
    return learn_blank(drawing.write(folder / "blank.pdf"))


def widgets(form: LearnedForm, name: str) -> list[str]:
    """The widgets of a question in reading order; [] when there is none of this name."""
    found: Iterable[Any] = (question.field for question in form.questions if question.field.name == name)
    return [box.widget for each in found for box in each.box]


def parts(form: LearnedForm, name: str) -> list[str]:
    """What each box of a question holds."""
    return [box.part for box in form.form.named(name).box]
