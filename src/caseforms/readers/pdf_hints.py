"""What a PDF says about its fields beside their values: lengths, formats, the looks of each tick.

Reading has no use for it; learning does: a field of two characters is a month or a state, a comb of nine cells
a social security number, and a format of dates a date.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, NamedTuple

import pikepdf

from caseforms.readers.base import Rectangle, as_seen
from caseforms.readers.pdf_form import BROKEN, _frame

_MULTILINE, _COMB, _HIDDEN = 1 << 12, 1 << 24, 0b100010
_DEEPEST = 32
_EDGES = 4  # of a rectangle


class WidgetHint(NamedTuple):
    """One place of a field. state: the on-state of this tick; on: it shows that state."""

    page: int
    box: Rectangle
    state: str = ""
    on: bool = False
    hidden: bool = False


class FieldHint(NamedTuple):
    """A field. longest: characters it takes, 0 for no limit. format: the script that formats it."""

    name: str
    longest: int = 0
    comb: bool = False
    multiline: bool = False
    format: str = ""
    widgets: tuple[WidgetHint, ...] = ()


def hints_of(content: bytes) -> Mapping[str, FieldHint]:
    """Give the hints of each field by its full name; none for a file that pikepdf cannot make sense of."""
    found: dict[str, FieldHint] = {}
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            for number, page in enumerate(pdf.pages, 1):
                frame, turn = _frame(page.obj)
                for annotation in page.obj.get("/Annots") or ():
                    if isinstance(annotation, pikepdf.Dictionary) and annotation.get("/Subtype") == "/Widget":
                        _take(found, annotation, number, frame, turn)
    except BROKEN:
        return found
    return found


def _take(found: dict[str, FieldHint], node: Any, number: int, frame: Rectangle, turn: int) -> None:
    chain = _chain(node)
    name = ".".join(str(part["/T"]) for part in reversed(chain) if "/T" in part)
    rect = node.get("/Rect")
    if rect is None or len(rect) != _EDGES:
        return
    box = as_seen(tuple(float(edge) for edge in rect), frame, turn)  # type: ignore[arg-type]
    state = next((s for s in _states(node) if s != "Off"), "")
    shown = str(node.get("/AS", "")).removeprefix("/")
    flags = int(node.get("/F", 0))
    widget = WidgetHint(number, box, state, on=bool(state) and shown == state, hidden=bool(flags & _HIDDEN))
    known = found.get(name)
    if known is not None:
        found[name] = known._replace(widgets=(*known.widgets, widget))
        return
    kind = int(_inherited(chain, "/Ff") or 0)
    text = str(_inherited(chain, "/FT")) == "/Tx"
    found[name] = FieldHint(
        name,
        int(_inherited(chain, "/MaxLen") or 0),
        text and bool(kind & _COMB),
        text and bool(kind & _MULTILINE),
        _script(chain),
        (widget,),
    )


def _chain(node: Any) -> list[Any]:
    chain = [node]
    while len(chain) < _DEEPEST and isinstance(parent := chain[-1].get("/Parent"), pikepdf.Dictionary):
        chain.append(parent)
    return chain


def _inherited(chain: list[Any], key: str) -> Any:
    return next((value for node in chain if (value := node.get(key)) is not None), None)


def _states(node: Any) -> list[str]:
    looks = node.get("/AP")
    normal = looks.get("/N") if isinstance(looks, pikepdf.Dictionary) else None
    if not isinstance(normal, pikepdf.Dictionary) or isinstance(normal, pikepdf.Stream):
        return []
    return [str(key).removeprefix("/") for key in normal.keys()]  # noqa: SIM118  keys() gives the names


def _script(chain: list[Any]) -> str:
    """Give the script that formats what is typed, such as `AFDate_FormatEx("mm/dd/yyyy")`."""
    for node in chain:
        actions = node.get("/AA")
        if isinstance(actions, pikepdf.Dictionary):
            for key in ("/F", "/K"):
                action = actions.get(key)
                code = action.get("/JS") if isinstance(action, pikepdf.Dictionary) else None
                if code is not None:
                    text = bytes(code.read_bytes()).decode("latin-1") if isinstance(code, pikepdf.Stream) else str(code)
                    return text[:200]
    return ""
