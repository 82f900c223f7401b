"""What the widgets of a form show on the page, against what its fields hold.

Viewers that do not draw a changed field anew, and programs that draw it without changing it, make files in which
the two differ: then the sender saw something else than is read. A second look costs a tenth of reading, so it is
taken only where forms are checked. A look that cannot be read for sure says nothing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pikepdf

from caseforms.fieldtypes.on_paper import agree, is_part, same_value
from caseforms.fieldtypes.text import one_line
from caseforms.model import Box, BoxKind, Place, Remark
from caseforms.readers.pdf_fit import is_cut
from caseforms.readers.pdf_fonts import Font, UndecodableError
from caseforms.readers.pdf_form import BROKEN, Shown
from caseforms.readers.pdf_nodes import Node, Widget

Looks = Mapping[tuple[str, Place], tuple[Remark, ...]]

_READ_ONLY, _MULTILINE, _PASSWORD, _COMBO, _COMB = 1, 1 << 12, 1 << 13, 1 << 17, 1 << 24
_DEEPEST = 32  # levels of a field tree, and of drawings inside drawings
_LONG = 30  # letters: a limit as long as this is none of a date, a state or a number
_INVISIBLE = 3  # the way of drawing letters that leaves no mark
_SHOWS = re.compile(rb"Tj|TJ|[\s)]['\"]|\sDo")  # the operators that draw letters, or a drawing inside the drawing
_NEXT_LINE = frozenset({"Td", "TD", "T*", "Tm", "BT", "'", '"'})


def second_look(content: bytes, path: Path | None, shown: Sequence[Shown]) -> Looks:
    """Give what is remarkable about boxes, by their name and place.

    Args:
        content: the whole file.
        path: the same file on disk, where there is one.
        shown: the form's boxes with their widgets.
    """
    found: dict[tuple[str, Place], tuple[Remark, ...]] = {}
    try:
        with pikepdf.open(path if path is not None else io.BytesIO(content), suppress_warnings=True) as pdf:
            eye = _Eye(pdf)
            for one in shown:
                remark = eye.remark(one)
                if remark is not None:
                    found[one.box.name, one.box.place] = (remark,)
    except (pikepdf.PasswordError, OSError, *BROKEN):
        return found
    return found


class _Eye:
    """Looks at one file."""

    def __init__(self, pdf: Any) -> None:
        form = pdf.Root.get("/AcroForm")
        self._pdf = pdf
        self._form = form if isinstance(form, pikepdf.Dictionary) else pikepdf.Dictionary()
        self._drawn_anew = bool(self._form.get("/NeedAppearances", False))
        self._fonts: dict[Any, Font] = {}

    def remark(self, one: Shown) -> Remark | None:
        """Give the gravest that is remarkable about a field, None where all is as it should be."""
        box = one.box
        kind = box.kind
        if kind is BoxKind.TICK or kind is BoxKind.RADIO:
            return _ticks(box, one.widgets)
        flags = one.field.entries.get("/Ff", 0)
        flags = flags if isinstance(flags, int) else 0
        if kind is BoxKind.CHOICE:
            if not flags & _COMBO:
                return None  # a list shows what might be chosen, too
        elif kind is not BoxKind.TEXT or flags & _PASSWORD:
            return None
        for widget in one.widgets:
            if not widget.hidden and (remark := self._text(box, widget, flags)) is not None:
                return remark
        widget = one.widgets[0]
        if kind is BoxKind.TEXT and not widget.hidden and box.text.strip():
            return self._room(box, widget, flags)
        return None

    def _text(self, box: Box, widget: Widget, flags: int) -> Remark | None:
        stream = self._drawing(widget.node)
        if stream is None:
            return None
        data = stream.read_bytes()
        text = box.text
        if text and data.count(b"Tj") == 1 and b"TJ" not in data and _literally(text) in data:
            return None  # by far the commonest case
        if _SHOWS.search(data) is None:
            filled = text.strip() and not self._drawn_anew
            return Remark("not_shown", {}, widget.place) if filled else None
        try:
            shown = one_line("".join(self._shown(stream, 0)))
        except UndecodableError:
            return None
        return self._compared(box, widget, shown, flags)

    def _compared(self, box: Box, widget: Widget, shown: str, flags: int) -> Remark | None:
        stored = [text for text in (box.text, box.raw or "") if text.strip()]
        if not stored:
            said = any(char.isalnum() for char in shown) and not self._drawn_anew and not flags & _READ_ONLY
            return Remark("shows_other", {"a": "nothing", "b": shown}, widget.place) if said else None
        if not shown:
            return None if self._drawn_anew else Remark("not_shown", {}, widget.place)
        if any(agree(text, shown) for text in stored):
            return None
        if is_part(stored[0], shown):
            return Remark("cut_text", {}, widget.place)
        if same_value(stored[0], shown) is False or not self._has_script(widget.node):
            return Remark("shows_other", {"a": one_line(stored[0]), "b": shown}, widget.place)
        return None

    def _room(self, box: Box, widget: Widget, flags: int) -> Remark | None:
        """Tell a text that is longer than its box, or as long as the box lets one write."""
        node, text = widget.node, box.text
        limit = self._inherited(node, "/MaxLen")
        if isinstance(limit, int) and 0 < limit <= len(text) and (limit < len(text) or limit >= _LONG):
            return Remark("cut_text" if limit < len(text) else "full_box", {}, widget.place)
        look = self._inherited(node, "/DA") or self._form.get("/DA")
        room = _room(node.get("/Rect"))
        if look is None or room is None or flags & _COMB:
            return None
        cut = is_cut(text, str(look), room, lines=flags & _MULTILINE != 0) and not self._turned(node)
        return Remark("cut_text", {}, widget.place) if cut else None

    def _turned(self, node: Node) -> bool:
        looks = self._object(node.get("/MK"))
        return bool(looks.get("/R")) if _is_dictionary(looks) else False

    def _has_script(self, node: Node) -> bool:
        """Whether a script shows the value otherwise than it is stored."""
        scripts = self._object(self._inherited(node, "/AA"))
        return _is_dictionary(scripts) and scripts.get("/F") is not None

    def _inherited(self, node: Any, key: str) -> Any:
        for _ in range(_DEEPEST):
            if (found := node.get(key)) is not None:
                return found
            if (parent := node.get("/Parent")) is None:
                return None
            node = self._object(parent)
            if not _is_dictionary(node):
                return None
        return None

    def _object(self, value: Any) -> Any:
        """Follow a reference as it stands in qpdf's JSON."""
        if type(value) is str and value.endswith(" R"):
            number, generation, _ = value.split()
            return self._pdf.get_object((int(number), int(generation)))
        return value

    def _drawing(self, node: Node) -> Any:
        """Give the stream that draws a widget, None where there is none."""
        looks = node.get("/AP")
        if looks is None:
            return None
        looks = self._object(looks)
        normal = self._object(looks.get("/N")) if _is_dictionary(looks) else None
        return normal if isinstance(normal, pikepdf.Stream) else None

    def _shown(self, stream: Any, depth: int) -> Iterator[str]:
        """Give the pieces of text that a stream draws, with spaces between lines."""
        resources = stream.get("/Resources")
        font, seen = Font(None), True
        for instruction in pikepdf.parse_content_stream(stream):
            operands: Any = instruction.operands
            name = str(instruction.operator)
            if name in _NEXT_LINE:
                yield " "
            if name == "Tf":
                font = self._font(resources, operands[0])
            elif name == "Tr":
                seen = operands[0] != _INVISIBLE
            elif name == "Do":
                yield from self._inside(resources, operands[0], depth)
            elif seen and name in {"Tj", "'", '"'}:
                yield font.read(bytes(operands[-1]))
            elif seen and name == "TJ":
                yield font.read(b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String)))

    def _inside(self, resources: Any, name: Any, depth: int) -> Iterator[str]:
        """Give the text of a drawing inside a drawing; what a picture shows cannot be told."""
        drawings = resources.get("/XObject") if resources is not None else None
        drawing = drawings.get(str(name)) if drawings is not None else None
        if not isinstance(drawing, pikepdf.Stream) or drawing.get("/Subtype") != "/Form" or depth > _DEEPEST:
            raise UndecodableError
        yield from self._shown(drawing, depth + 1)

    def _font(self, resources: Any, name: Any) -> Font:
        for holder in (resources, self._form.get("/DR")):
            fonts = holder.get("/Font") if holder is not None else None
            font = fonts.get(str(name)) if fonts is not None else None
            if font is not None:
                key = font.objgen if font.is_indirect else (id(resources), str(name))
                if key not in self._fonts:
                    self._fonts[key] = Font(font)
                return self._fonts[key]
        return Font(None)


def _is_dictionary(value: Any) -> bool:
    return type(value) is dict or isinstance(value, pikepdf.Dictionary)


def _room(rect: Any) -> tuple[float, float] | None:
    """Give width and height of a widget's rectangle, as far as it is one."""
    try:
        left, bottom, right, top = rect
        return abs(right - left), abs(top - bottom)
    except (TypeError, ValueError):
        return None


def _literally(text: str) -> bytes:
    """Give a text as it stands in a stream when nothing about it is out of the ordinary."""
    plain = text.encode("latin-1", "replace")
    return b"(%s)" % plain.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")


def _ticks(box: Box, widgets: Sequence[Widget]) -> Remark | None:
    """Compare the state that a button shows with the one that is stored."""
    if box.remarks:  # two states are stored
        return None
    for widget in widgets:
        if widget.hidden or not widget.states or not widget.state:
            continue
        stored = box.raw if box.raw in widget.states else "Off"
        shown = widget.state if widget.state in widget.states else "Off"
        if stored != shown:
            kind = "tick_not_shown" if shown == "Off" else "tick_shown"
            words = {"a": one_line(box.label) or shown.replace("Off", stored or "")}
            return Remark(kind, words, widget.place)
    return None
