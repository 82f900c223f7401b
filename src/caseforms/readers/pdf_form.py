"""The form inside a PDF: widgets found, inherited entries resolved, widgets of one field merged.

The only module that knows pikepdf. A page's annotations are walked first, because some widgets hang on
a page but in no field tree; then the field tree, for fields that no page shows.

A node is taken from pikepdf in one piece, as qpdf's JSON (see pdf_nodes), because asking for its dozen
keys one by one costs three times as much.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf

from caseforms.model import NOWHERE, Box, Place
from caseforms.readers.base import Rectangle, as_seen
from caseforms.readers.pdf_nodes import Field, Node, Nodes, Widget
from caseforms.readers.pdf_packets import packets

_HIDDEN = 0b100010  # annotation flags Hidden (bit 2) and NoView (bit 6): PDF 32000-1, table 165
_INHERITED = ("/FT", "/V", "/Ff", "/Opt", "/TU")
_NO_STATES: tuple[tuple[str, ...], str] = ((), "")
_DEEPEST = 32  # levels of a field tree; a deeper one is a loop

#: Warnings of qpdf about files that are as good as any.
_HARMLESS = re.compile("handled correctly|Resources is missing")
#: Warnings of qpdf about objects of which only a part can be read.
_BROKEN_OBJECT = re.compile(
    "while reading object|giving up|(?:dictionary|duplicated) key|dictionary ended|error decoding|unfilterable|"
    "non-dictionary"
)
PasswordNeeded = pikepdf.PasswordError
#: What pikepdf raises over a broken file.
BROKEN = (pikepdf.PdfError, RuntimeError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError)


class Shown(NamedTuple):
    """A box with the field that it was made of, and the widgets in which the field shows."""

    box: Box
    field: Field
    widgets: list[Widget]


class Form(NamedTuple):
    """What a PDF says, in plain Python.

    sizes: width and height of each page in points, as the eye sees it. warned: something about the file
    is not as it should be. rebuilt: its table of contents had to be made anew. broken: of some object
    only a part could be read. dangling: pages or fields refer to objects that are not in it.
    numbers: of the objects of a rebuilt file. xfa: there is an XFA form too; packets: its streams by name.
    attachments: names of enclosed files. shown: the boxes once more, with the widgets that show them.
    noted: pages with notes over them that may hold typed answers.
    """

    boxes: tuple[Box, ...]
    shown: tuple[Shown, ...]
    sizes: tuple[tuple[float, float], ...]
    warned: bool
    rebuilt: bool
    broken: bool
    dangling: bool
    numbers: frozenset[int]
    xfa: bool
    packets: tuple[tuple[str, bytes], ...]
    attachments: tuple[str, ...]
    title: str
    noted: frozenset[int] = frozenset()


def read_form(content: bytes, path: Path | None) -> Form:
    """Open a PDF with the empty password and read its form; opening it by its path is quicker.

    Raises:
        PasswordNeeded: it does not open with the empty password.
        BROKEN: one of these, when pikepdf cannot make sense of it.
    """
    with pikepdf.open(path if path is not None else io.BytesIO(content), suppress_warnings=True) as pdf:
        root = pdf.Root
        form = root.get("/AcroForm")
        walk = _Walk(pdf)
        sizes = tuple(walk.page(number, page.obj) for number, page in enumerate(pdf.pages, 1))
        xfa = None
        if isinstance(form, pikepdf.Dictionary):
            fields = form.get("/Fields")
            walk.tree(json.loads(fields.to_json(dereference=True)) if isinstance(fields, pikepdf.Array) else None)
            xfa = form.get("/XFA")
        attachments = (*_enclosed(pdf, root), *walk.attached)
        info = pdf.trailer.get("/Info")
        title = info.get("/Title") if isinstance(info, pikepdf.Dictionary) else None
        shown = walk.boxes()
        warnings = [text for warning in pdf.get_warnings() if not _HARMLESS.search(text := str(warning))]
        rebuilt = any("reconstruct" in warning for warning in warnings)
        return Form(
            tuple([one.box for one in shown]),
            shown,
            sizes,
            bool(warnings),
            rebuilt,
            any(map(_BROKEN_OBJECT.search, warnings)),
            walk.dangling,
            frozenset(thing.objgen[0] for thing in pdf.objects if thing is not None) if rebuilt else frozenset(),
            xfa is not None,
            tuple(packets(xfa)),
            attachments,
            str(title).strip() if isinstance(title, pikepdf.String) else "",
            frozenset(walk.noted),
        )


class _Walk:
    """Collects widgets page by page, then the rest of the tree, then gives one box a field."""

    def __init__(self, pdf: Any) -> None:
        self.dangling = False
        self.attached: list[str] = []
        self.noted: set[int] = set()
        self._nodes = Nodes(lambda number, generation: _fetched(pdf, number, generation), _decoded)
        self._fields: dict[Any, tuple[Field, list[Widget], list[Any]]] = {}
        self._parents: dict[str, Field] = {}
        self._seen: set[str] = set()

    def page(self, number: int, page: Any) -> tuple[float, float]:
        """Take up the widgets of a page and give its size as the eye sees it."""
        frame, turn = _frame(page)
        annotations = page.get("/Annots")
        if isinstance(annotations, pikepdf.Array):
            references = json.loads(annotations.to_json(dereference=True))
            for reference, node in zip(references, _nodes(annotations), strict=True):
                self._annotation(reference, node, number, frame, turn)
        width, height = frame[2] - frame[0], frame[3] - frame[1]
        return (height, width) if turn % 180 else (width, height)

    def _annotation(self, reference: Any, node: Any, number: int, frame: Rectangle, turn: int) -> None:
        if not isinstance(node, dict):
            self.dangling = True
            return
        kind = node.get("/Subtype")
        if kind == "/Widget":
            key = reference if isinstance(reference, str) else f"on page {number}: {len(self._seen)}"
            self._seen.add(key)
            self._take(node, key, number, frame, turn)
        elif kind in {"/FreeText", "/Stamp"}:
            self.noted.add(number)
        elif kind == "/FileAttachment":
            self.attached.append(self._nodes.file_name(node.get("/FS")))

    def tree(self, fields: Any, depth: int = 0) -> None:
        """Take up the fields that no page shows."""
        if not isinstance(fields, list) or depth > _DEEPEST:
            return
        for field in fields:
            if isinstance(field, str):
                if field in self._seen:
                    continue
                self._seen.add(field)
            node = self._nodes.value(field)
            if not isinstance(node, dict):
                self.dangling = True
            elif node.get("/Kids") is not None:
                self.tree(self._nodes.value(node["/Kids"]), depth + 1)
            else:
                self._take(node, str(field), None, (0.0, 0.0, 0.0, 0.0), 0)

    def boxes(self) -> tuple[Shown, ...]:
        """Give one box for each field, in the order of the pages, with the widgets that show it."""
        return tuple(
            [
                Shown(box, found[0], found[1])
                for found in self._fields.values()
                if (box := self._nodes.box(*found)) is not None
            ]
        )

    def _take(self, node: Node, reference: str, number: int | None, frame: Rectangle, turn: int) -> None:
        field = self._field(node)
        name, entries = field
        flags = node.get("/F", 0)
        rect = node.get("/Rect")
        if type(rect) is not list:
            rect = self._nodes.value(rect)
        place = NOWHERE if number is None or rect is None else Place(number, _seen(rect, frame, turn))
        hidden = number is None or (type(flags) is int and flags & _HIDDEN != 0)
        states, state = self._nodes.states(node) if entries.get("/FT") == "/Btn" else _NO_STATES
        widget = Widget(place, hidden, states, state, node)
        known = self._fields.get(name or reference)
        if known is None:
            self._fields[name or reference] = (field, [widget], [entries.get("/V")])
        else:
            known[1].append(widget)
            if known[0].entries is not entries:
                known[2].append(entries.get("/V"))

    def _field(self, node: Node) -> Field:
        """Resolve a node with what it inherits; each parent is resolved once."""
        parent = node.get("/Parent")
        own = node.get("/T")
        if parent is None:
            return Field(self._nodes.text(own), node)
        above = self._above(parent)
        if own is None:  # a bare widget of the field above
            return above
        entries = {key: value for key in _INHERITED if (value := node.get(key, above.entries.get(key))) is not None}
        name = self._nodes.text(own)
        return Field(f"{above.name}.{name}" if above.name else name, entries)

    def _above(self, parent: Any) -> Field:
        if not isinstance(parent, str):  # a parent that stands inside its kid, which no program writes
            return Field("", {})
        above = self._parents.get(parent)
        if above is None:
            self._parents[parent] = Field("", {})  # where a loop of parents ends
            node = self._nodes.value(parent)
            above = self._parents[parent] = self._field(node) if isinstance(node, dict) else Field("", {})
        return above


def _fetched(pdf: Any, number: int, generation: int) -> Any:
    """Give an object of the file as JSON; a stream's content as bytes in hex."""
    found = pdf.get_object((number, generation))
    if isinstance(found, pikepdf.Stream):
        return "b:" + found.read_bytes().hex()
    return json.loads(found.to_json(dereference=True)) if isinstance(found, pikepdf.Object) else found


def _decoded(text: bytes) -> str:
    return str(pikepdf.String(text))


def _nodes(annotations: Any) -> list[Any]:
    """Give the annotations of a page, null for what is missing; one call for all is half the cost of one each."""
    found = [a.to_json(dereference=True) if isinstance(a, pikepdf.Dictionary) else b"null" for a in annotations]
    nodes: list[Any] = json.loads(b"[%s]" % b",".join(found))
    return nodes


def _seen(rect: Any, frame: Rectangle, turn: int) -> Rectangle | None:
    """Turn a rectangle of the page's own space into the page as the eye sees it."""
    try:
        x0, y0, x1, y1 = rect
        if not turn and x0 <= x1 and y0 <= y1:
            return (x0, y0, x1, y1)
        return as_seen((x0, y0, x1, y1), frame, turn)
    except (TypeError, ValueError):
        return None


def _frame(page: Any) -> tuple[Rectangle, int]:
    """Give a page's media box and its turn (0, 90, 180 or 270 degrees clockwise), inherited or its own."""
    box, turn = _inherited(page, "/MediaBox"), _inherited(page, "/Rotate")
    edges = [float(edge) for edge in box] if isinstance(box, pikepdf.Array) else [0.0, 0.0, 612.0, 792.0]
    x0, y0, x1, y1 = edges
    frame = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return frame, int(turn) % 360 if isinstance(turn, int) and turn % 90 == 0 else 0


def _inherited(page: Any, key: str) -> Any:
    """Give what a page says, else the nearest of its parents that says anything."""
    for _ in range(_DEEPEST):
        if not isinstance(page, pikepdf.Dictionary):
            break
        if key in page:
            return page.get(key)
        page = page.get("/Parent")
    return None


def _enclosed(pdf: Any, root: Any) -> Iterator[str]:
    """Name the files that travel inside the PDF; they are never written to disk."""
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/EmbeddedFiles" in names:
        yield from (str(name) for name in pdf.attachments)
