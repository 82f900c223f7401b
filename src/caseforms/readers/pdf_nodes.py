"""What the nodes of a PDF form say, in qpdf's JSON: values, states and options, made into boxes.

In this JSON a string begins with `u:` (or `b:`, bytes in hex), a name with `/` (or `n:/`, where it is
not UTF-8), and a reference reads `12 0 R`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from caseforms.model import Box, BoxKind, Place, Remark

_RADIO, _PUSH = 1 << 15, 1 << 16  # button field flags: PDF 32000-1, table 226
_TEXT = BoxKind.TEXT

Node = dict[str, Any]


class Field(NamedTuple):
    """A field: its full name, and its entries with those it inherits."""

    name: str
    entries: Node


class Widget(NamedTuple):
    """A place where a field shows. states: the on-states of a tick; state: its present state; node: all of it."""

    place: Place
    hidden: bool
    states: tuple[str, ...]
    state: str
    node: Node


class Nodes:
    """Reads nodes.

    fetch: gives the object of a number and generation. decode: reads the bytes of a string as text.
    """

    def __init__(self, fetch: Callable[[int, int], Any], decode: Callable[[bytes], str]) -> None:
        """Keep what the file's library lends."""
        self._fetch = fetch
        self._decode = decode

    def value(self, value: Any) -> Any:
        """Follow a reference, one step."""
        if isinstance(value, str) and value.endswith(" R") and value[:1].isdigit():
            number, generation, _ = value.split()
            return self._fetch(int(number), int(generation))
        return value

    def text(self, value: Any) -> str:
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
                return self._decode(bytes.fromhex(value[2:]))
            if value.startswith("n:/"):
                return _latin(value[3:])
            return self.text(self.value(value)) if value.endswith(" R") else ""
        return "" if isinstance(value, (dict, list)) else str(value)

    def box(self, field: Field, widgets: list[Widget], values: list[Any]) -> Box | None:
        """Make the box of a field; None for push buttons and things that are no field."""
        entries = field.entries
        kind = entries.get("/FT")
        flags = entries.get("/Ff", 0)
        flags = flags if isinstance(flags, int) else 0
        if kind is None or (kind == "/Btn" and flags & _PUSH):
            return None
        tip = entries.get("/TU")
        label = self.text(tip) if tip is not None else ""
        if len(widgets) == 1:
            place, hidden, *_ = widgets[0]
            also: tuple[Place, ...] = ()
        else:
            shown = [widget for widget in widgets if not widget.hidden] or widgets
            place, hidden, *_ = shown[0]
            also = tuple([widget.place for widget in shown[1:]])
        if kind == "/Tx":
            value, remarks = (values[0], ()) if len(values) == 1 else self._chosen(values)
            text = self.text(value) if value is not None else ""
            return Box(_TEXT, text, place, field.name, label, None, None, (), None, None, hidden, also, remarks)
        base = Box(_TEXT, "", place, field.name, label, None, None, (), None, None, hidden, also)
        if kind == "/Btn":
            return self._button(base, entries, widgets, values, radio=bool(flags & _RADIO))
        value, remarks = self._chosen(values)
        if kind == "/Ch":
            return self._choice(base, self.value(entries.get("/Opt")), self.value(value))._replace(remarks=remarks)
        if kind == "/Sig":
            signed, day = self._signature(self.value(value))
            return base._replace(kind=BoxKind.SIGNATURE, text=signed, value=day)
        return None

    def _chosen(self, values: list[Any]) -> tuple[Any, tuple[Remark, ...]]:
        """Choose among the values of several fields of one name; differing ones are remarked upon."""
        if len(values) == 1:
            return values[0], ()
        said = [value for value in values if self.text(value).strip()]
        texts = list(dict.fromkeys(self.text(value).strip() for value in said))
        if len(texts) > 1:
            return said[0], (Remark("two_answers", {"a": texts[0], "b": texts[1]}),)
        return (said[0] if said else next((value for value in values if value is not None), None)), ()

    def _button(self, base: Box, entries: Node, widgets: list[Widget], values: list[Any], *, radio: bool) -> Box:
        """Read a check box or radio group: only a known on-state counts, `/` and `Off` do not."""
        states = list(dict.fromkeys(state for widget in widgets for state in widget.states))
        stored = [_state(self.text(value), states) for value in values if value is not None]
        if not stored:  # never set: the look of the widget decides
            stored = [widget.state for widget in widgets if widget.state in states]
        chosen = [state for state in dict.fromkeys(stored) if _is_on(state, states, widgets)]
        on = chosen[0] if chosen else ""
        captions = self._captions(entries.get("/Opt"), states)
        if on:
            places = [widget.place for widget in widgets if on in widget.states and widget.place.page]
            base = base._replace(place=places[0], also=tuple(places[1:])) if places else base
        if len(chosen) > 1:
            a, b = (captions.get(state, state) for state in chosen[:2])
            base = base._replace(remarks=(Remark("two_answers", {"a": a, "b": b}),))
        if radio or len(states) > 1:
            text = captions.get(on, on) if on else ""
            return base._replace(kind=BoxKind.RADIO, text=text, raw=on or None, options=tuple(captions.values()))
        return base._replace(kind=BoxKind.TICK, ticked=bool(on), raw=on or None, options=tuple(captions.values()))

    def _captions(self, options: Any, states: list[str]) -> dict[str, str]:
        """Give what each on-state means: the entry of /Opt that it counts to, else its own name."""
        options = self.value(options)
        shown = [self.text(option) for option in options] if isinstance(options, list) else []
        return {
            state: shown[int(state)] if state.isascii() and state.isdigit() and int(state) < len(shown) else state
            for state in states
        }

    def _choice(self, base: Box, options: Any, value: Any) -> Box:
        """Read a drop-down or list: what is stored is exported, what is shown is the answer."""
        shown: dict[str, str] = {}
        for option in options if isinstance(options, list) else ():
            entry = self.value(option)
            pair = [self.text(part) for part in entry] if isinstance(entry, list) else [self.text(entry)]
            if pair:
                shown[pair[0]] = pair[-1]
        stored = [self.text(part) for part in value] if isinstance(value, list) else [self.text(value)]
        stored = [part for part in stored if part]
        text = "; ".join(shown.get(part, part) for part in stored)
        raw = "; ".join(stored) or None
        return base._replace(kind=BoxKind.CHOICE, text=text, raw=raw, options=tuple(shown.values()))

    def _signature(self, value: Any) -> tuple[str, dt.date | None]:
        """Read a digital signature: who signed and on which day."""
        if not isinstance(value, dict):
            return self.text(value), None
        day = re.match(r"D:(\d{4})(\d\d)(\d\d)", self.text(value.get("/M")))
        try:
            signed = dt.date(*(int(part) for part in day.groups())) if day else None
        except ValueError:
            signed = None
        return self.text(value.get("/Name")) or "signed digitally", signed

    def states(self, node: Node) -> tuple[tuple[str, ...], str]:
        """Give the on-states a tick can have (the looks it has, but Off) and the one it has."""
        looks = self.value(node.get("/AP"))
        normal = self.value(looks.get("/N")) if isinstance(looks, dict) else None
        known = [self.text(key) for key in normal] if isinstance(normal, dict) else []
        return tuple([state for state in known if state not in {"", "Off"}]), self.text(node.get("/AS"))

    def file_name(self, spec: Any) -> str:
        """Give the name of a file specification."""
        spec = self.value(spec)
        return (self.text(spec.get("/UF", spec.get("/F"))) if isinstance(spec, dict) else "") or "a file"


def _state(text: str, states: list[str]) -> str:
    """Give the state a button's value names; some programs store it as a string with its slash: (/Yes)."""
    return text[1:] if text not in states and text.startswith("/") and text[1:] in states else text


def _is_on(state: str, states: list[str], widgets: list[Widget]) -> bool:
    """Whether a state is on: one that a widget has a look for; where there are no looks, the one it shows."""
    return state != "Off" and (state in states or bool(not states and state and state == widgets[0].state))


def _latin(name: str) -> str:
    """Read a PDF name that is not UTF-8: its bytes, some of them written #xx, are Latin-1."""
    return re.sub(r"#([0-9a-fA-F]{2})", lambda code: chr(int(code[1], 16)), name)
