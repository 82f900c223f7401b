"""The form inside a PDF: widgets found, inherited entries resolved, widgets of one field merged.

The only module that knows pikepdf. A page's annotations are walked first, because some widgets hang on
a page but in no field tree; then the field tree, for fields that no page shows.

A node is taken from pikepdf in one piece, as qpdf's JSON, because asking for its dozen keys one by one
costs three times as much. In it a string begins with `u:` (or `b:`, bytes in hex), a name with `/` (or
`n:/`, where it is not UTF-8), and a reference reads `12 0 R`.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf

from caseforms.model import NOWHERE, Box, BoxKind, Place, Remark
from caseforms.readers.base import Rectangle, as_seen

_HIDDEN = 0b100010  # annotation flags Hidden (bit 2) and NoView (bit 6): PDF 32000-1, table 165
_RADIO, _PUSH = 1 << 15, 1 << 16  # button field flags: table 226
_INHERITED = ("/FT", "/V", "/Ff", "/Opt", "/TU")
_TEXT = BoxKind.TEXT
_DEEPEST = 32  # levels of a field tree; a deeper one is a loop

Node = dict[str, Any]
PasswordNeeded = pikepdf.PasswordError
#: What pikepdf raises over a broken file.
BROKEN = (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError)


class Form(NamedTuple):
    """What a PDF says, in plain Python.

    sizes: width and height of each page in points, as the eye sees it. warned: the file had to be
    repaired. dangling: it refers to objects that are not in it. attachments: names of enclosed files.
    """

    boxes: tuple[Box, ...]
    sizes: tuple[tuple[float, float], ...]
    warned: bool
    dangling: bool
    xfa: bool
    attachments: tuple[str, ...]
    title: str


class _Field(NamedTuple):
    name: str
    entries: Node


class _Widget(NamedTuple):
    place: Place
    hidden: bool
    states: tuple[str, ...]  # on-states of a tick
    state: str  # its present state


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
        xfa = False
        if isinstance(form, pikepdf.Dictionary):
            fields = form.get("/Fields")
            walk.tree(json.loads(fields.to_json(dereference=True)) if isinstance(fields, pikepdf.Array) else None)
            xfa = "/XFA" in form
        attachments = (*_enclosed(pdf, root), *walk.attached)
        info = pdf.trailer.get("/Info")
        title = info.get("/Title") if isinstance(info, pikepdf.Dictionary) else None
        boxes = walk.boxes()
        return Form(
            boxes,
            sizes,
            bool(pdf.get_warnings()),
            walk.dangling,
            xfa,
            attachments,
            str(title).strip() if isinstance(title, pikepdf.String) else "",
        )


class _Walk:
    """Collects widgets page by page, then the rest of the tree, then gives one box a field."""

    def __init__(self, pdf: Any) -> None:
        self.dangling = False
        self.attached: list[str] = []
        self._pdf = pdf
        self._fields: dict[Any, tuple[_Field, list[_Widget], list[Any]]] = {}
        self._parents: dict[str, _Field] = {}
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
        elif kind == "/FileAttachment":
            self.attached.append(self._file_name(node.get("/FS")))

    def tree(self, fields: Any, depth: int = 0) -> None:
        """Take up the fields that no page shows."""
        if not isinstance(fields, list) or depth > _DEEPEST:
            return
        for field in fields:
            if isinstance(field, str):
                if field in self._seen:
                    continue
                self._seen.add(field)
            node = self._value(field)
            if not isinstance(node, dict):
                self.dangling = True
            elif node.get("/Kids") is not None:
                self.tree(self._value(node["/Kids"]), depth + 1)
            else:
                self._take(node, str(field), None, (0.0, 0.0, 0.0, 0.0), 0)

    def boxes(self) -> tuple[Box, ...]:
        """Give one box for each field, in the order of the pages."""
        return tuple([box for found in self._fields.values() if (box := self._box(*found)) is not None])

    def _take(self, node: Node, reference: str, number: int | None, frame: Rectangle, turn: int) -> None:
        field = self._field(node)
        flags = node.get("/F", 0)
        rect = node.get("/Rect")
        if type(rect) is not list:
            rect = self._value(rect)
        place = NOWHERE if number is None or rect is None else Place(number, _seen(rect, frame, turn))
        hidden = number is None or (type(flags) is int and flags & _HIDDEN != 0)
        states, state = self._states(node) if field.entries.get("/FT") == "/Btn" else ((), "")
        widget = _Widget(place, hidden, states, state)
        value = field.entries.get("/V")
        key = field.name or reference
        known = self._fields.get(key)
        if known is None:
            self._fields[key] = (field, [widget], [value])
        else:
            known[1].append(widget)
            if known[0].entries is not field.entries:
                known[2].append(value)

    def _field(self, node: Node) -> _Field:
        """Resolve a node with what it inherits; each parent is resolved once."""
        parent = node.get("/Parent")
        own = node.get("/T")
        if parent is None:
            return _Field(self._text(own), node)
        above = self._above(parent)
        if own is None:  # a bare widget of the field above
            return above
        entries = {key: value for key in _INHERITED if (value := node.get(key, above.entries.get(key))) is not None}
        name = self._text(own)
        return _Field(f"{above.name}.{name}" if above.name else name, entries)

    def _above(self, parent: Any) -> _Field:
        if not isinstance(parent, str):  # a parent that stands inside its kid, which no program writes
            return _Field("", {})
        above = self._parents.get(parent)
        if above is None:
            self._parents[parent] = _Field("", {})  # where a loop of parents ends
            node = self._value(parent)
            above = self._parents[parent] = self._field(node) if isinstance(node, dict) else _Field("", {})
        return above

    def _value(self, value: Any) -> Any:
        """Follow a reference, one step."""
        if isinstance(value, str) and value.endswith(" R") and value[:1].isdigit():
            number, generation, _ = value.split()
            found = self._pdf.get_object((int(number), int(generation)))
            if isinstance(found, pikepdf.Stream):
                return "b:" + found.read_bytes().hex()
            return json.loads(found.to_json(dereference=True)) if isinstance(found, pikepdf.Object) else found
        return value

    def _text(self, value: Any) -> str:
        """Give a string, name or text stream as text; "" for anything else."""
        if value is None:
            return ""
        if isinstance(value, str):
            mark = value[:2]
            if mark == "u:":
                return value[2:]
            if value.startswith("/"):
                return value[1:]
            if mark == "b:":
                return str(pikepdf.String(bytes.fromhex(value[2:])))
            if value.startswith("n:/"):
                return _latin(value[3:])
            return self._text(self._value(value)) if value.endswith(" R") else ""
        return "" if isinstance(value, (dict, list)) else str(value)

    def _box(self, field: _Field, widgets: list[_Widget], values: list[Any]) -> Box | None:
        """Make the box of a field; None for push buttons and things that are no field."""
        entries = field.entries
        kind = entries.get("/FT")
        flags = entries.get("/Ff", 0)
        flags = flags if isinstance(flags, int) else 0
        if kind is None or (kind == "/Btn" and flags & _PUSH):
            return None
        label = self._text(entries.get("/TU"))
        shown = widgets if len(widgets) == 1 else [widget for widget in widgets if not widget.hidden] or widgets
        place, hidden = shown[0].place, shown[0].hidden
        also = tuple([widget.place for widget in shown[1:]]) if len(shown) > 1 else ()
        if kind == "/Tx":
            value, remarks = (values[0], ()) if len(values) == 1 else self._chosen(values)
            text = self._text(value)
            return Box(_TEXT, text, place, field.name, label, None, None, (), None, None, hidden, also, remarks)
        base = Box(_TEXT, "", place, field.name, label, None, None, (), None, None, hidden, also)
        if kind == "/Btn":
            return self._button(base, entries, widgets, values, radio=bool(flags & _RADIO))
        value, remarks = self._chosen(values)
        if kind == "/Ch":
            return self._choice(base, self._value(entries.get("/Opt")), self._value(value))._replace(remarks=remarks)
        if kind == "/Sig":
            signed, day = self._signature(self._value(value))
            return base._replace(kind=BoxKind.SIGNATURE, text=signed, value=day)
        return None

    def _chosen(self, values: list[Any]) -> tuple[Any, tuple[Remark, ...]]:
        """Choose among the values of several fields of one name; differing ones are remarked upon."""
        if len(values) == 1:
            return values[0], ()
        said = [value for value in values if self._text(value).strip()]
        texts = list(dict.fromkeys(self._text(value).strip() for value in said))
        if len(texts) > 1:
            return said[0], (Remark("two_answers", {"a": texts[0], "b": texts[1]}),)
        return (said[0] if said else next((value for value in values if value is not None), None)), ()

    def _button(self, base: Box, entries: Node, widgets: list[_Widget], values: list[Any], *, radio: bool) -> Box:
        """Read a check box or radio group: only a known on-state counts, `/` and `Off` do not."""
        states = list(dict.fromkeys(state for widget in widgets for state in widget.states))
        stored = next((_state(self._text(value), states) for value in values if value is not None), None)
        if stored is None:  # never set: the look of the widget decides
            stored = next((widget.state for widget in widgets if widget.state in states), "")
        on = stored if stored in states or (not states and stored and stored == widgets[0].state) else ""
        on = "" if on == "Off" else on
        captions = self._captions(entries.get("/Opt"), states)
        if on:
            places = [widget.place for widget in widgets if on in widget.states and widget.place.page]
            base = base._replace(place=places[0], also=tuple(places[1:])) if places else base
        if radio or len(states) > 1:
            text = captions.get(on, on) if on else ""
            return base._replace(kind=BoxKind.RADIO, text=text, raw=on or None, options=tuple(captions.values()))
        return base._replace(kind=BoxKind.TICK, ticked=bool(on), raw=on or None, options=tuple(captions.values()))

    def _captions(self, options: Any, states: list[str]) -> dict[str, str]:
        """Give what each on-state means: the entry of /Opt that it counts to, else its own name."""
        options = self._value(options)
        shown = [self._text(option) for option in options] if isinstance(options, list) else []
        return {
            state: shown[int(state)] if state.isascii() and state.isdigit() and int(state) < len(shown) else state
            for state in states
        }

    def _choice(self, base: Box, options: Any, value: Any) -> Box:
        """Read a drop-down or list: what is stored is exported, what is shown is the answer."""
        shown: dict[str, str] = {}
        for option in options if isinstance(options, list) else ():
            entry = self._value(option)
            pair = [self._text(part) for part in entry] if isinstance(entry, list) else [self._text(entry)]
            shown[pair[0]] = pair[-1]
        stored = [self._text(part) for part in value] if isinstance(value, list) else [self._text(value)]
        stored = [part for part in stored if part]
        text = "; ".join(shown.get(part, part) for part in stored)
        raw = "; ".join(stored) or None
        return base._replace(kind=BoxKind.CHOICE, text=text, raw=raw, options=tuple(shown.values()))

    def _signature(self, value: Any) -> tuple[str, dt.date | None]:
        """Read a digital signature: who signed and on which day."""
        if not isinstance(value, dict):
            return self._text(value), None
        day = re.match(r"D:(\d{4})(\d\d)(\d\d)", self._text(value.get("/M")))
        try:
            signed = dt.date(*(int(part) for part in day.groups())) if day else None
        except ValueError:
            signed = None
        return self._text(value.get("/Name")) or "signed digitally", signed

    def _states(self, node: Node) -> tuple[tuple[str, ...], str]:
        """Give the on-states a tick can have (the looks it has, but Off) and the one it has."""
        looks = self._value(node.get("/AP"))
        normal = self._value(looks.get("/N")) if isinstance(looks, dict) else None
        known = [self._text(key) for key in normal] if isinstance(normal, dict) else []
        return tuple([state for state in known if state not in {"", "Off"}]), self._text(node.get("/AS"))

    def _file_name(self, spec: Any) -> str:
        spec = self._value(spec)
        return (self._text(spec.get("/UF", spec.get("/F"))) if isinstance(spec, dict) else "") or "a file"


def _nodes(annotations: Any) -> list[Any]:
    """Give the annotations of a page, null for what is missing; one call for all is half the cost of one each."""
    found = [a.to_json(dereference=True) if isinstance(a, pikepdf.Dictionary) else b"null" for a in annotations]
    nodes: list[Any] = json.loads(b"[%s]" % b",".join(found))
    return nodes


def _state(text: str, states: list[str]) -> str:
    """Give the state a button's value names; some programs store it as a string with its slash: (/Yes)."""
    return text[1:] if text not in states and text.startswith("/") and text[1:] in states else text


def _latin(name: str) -> str:
    """Read a PDF name that is not UTF-8: its bytes, some of them written #xx, are Latin-1."""
    return re.sub(r"#([0-9a-fA-F]{2})", lambda code: chr(int(code[1], 16)), name)


def _seen(rect: Any, frame: Rectangle, turn: int) -> Rectangle | None:
    """Turn a rectangle of the page's own space into the page as the eye sees it."""
    try:
        x0, y0, x1, y1 = rect
        if not turn and x0 <= x1 and y0 <= y1:
            return (round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))
        return as_seen((x0, y0, x1, y1), frame, turn)
    except (TypeError, ValueError):
        return None


def _frame(page: Any) -> tuple[Rectangle, int]:
    """Give a page's media box and its turn (0, 90, 180 or 270 degrees clockwise), inherited or its own."""
    box, turn, node = None, None, dict(page)
    for _ in range(_DEEPEST):
        box = box if box is not None else node.get("/MediaBox")
        turn = turn if turn is not None else node.get("/Rotate")
        parent = node.get("/Parent")
        if (box is not None and turn is not None) or not isinstance(parent, pikepdf.Dictionary):
            break
        node = dict(parent)
    edges = [float(edge) for edge in box] if isinstance(box, pikepdf.Array) else [0.0, 0.0, 612.0, 792.0]
    x0, y0, x1, y1 = edges
    frame = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return frame, int(turn) % 360 if isinstance(turn, int) and turn % 90 == 0 else 0


def _enclosed(pdf: Any, root: Any) -> Iterator[str]:
    """Name the files that travel inside the PDF; they are never written to disk."""
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/EmbeddedFiles" in names:
        yield from (str(name) for name in pdf.attachments)
