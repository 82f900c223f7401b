"""What a blank asks, read from its widgets with pikepdf alone: the measure must not see with the eyes it measures."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pikepdf

Rectangle = tuple[float, float, float, float]

_BUTTON, _RADIO, _COMBO = 1 << 16, 1 << 15, 1 << 17
_MULTILINE, _PASSWORD, _FILE, _COMB, _NO_SCROLL = 1 << 12, 1 << 13, 1 << 20, 1 << 24, 1 << 23
_HIDDEN, _NO_VIEW = 1 << 1, 1 << 5
_READ_ONLY = 1
_SMALLEST = 2.0  # points: what is smaller cannot be seen


class Spot(NamedTuple):
    """One widget. states: its on-states, without the slash; only check boxes and radio buttons have any.

    box: as the file has it. seen: on the page as the eye sees it, from its lower left corner.
    """

    page: int
    box: Rectangle
    states: tuple[str, ...] = ()
    seen: Rectangle = (0.0, 0.0, 0.0, 0.0)


class Asked(NamedTuple):
    """One field that somebody can fill. kind: text, tick, radio, choice, signature.

    options: export value and shown text of each; of a radio group what its numbered on-states stand for. format: the
    date, number or phone format that its script names. size: of its type in points, 0 = chosen by the program.
    scrolls: takes more than it can show.
    """

    name: str
    kind: str
    spots: tuple[Spot, ...]
    tooltip: str = ""
    longest: int = 0
    comb: bool = False
    multiline: bool = False
    scrolls: bool = True
    options: tuple[tuple[str, str], ...] = ()
    format: str = ""
    size: float = 0.0


def full_name(widget: pikepdf.Object) -> str:
    """Give the full name of the field that a widget shows."""
    names = [str(node["/T"]) for node in line_of(widget) if "/T" in node]
    return ".".join(reversed(names))


def line_of(widget: pikepdf.Object) -> list[pikepdf.Object]:
    """Give a widget and its ancestors, itself first."""
    line = [widget]
    while "/Parent" in line[-1] and len(line) < 40:
        line.append(line[-1]["/Parent"])
    return line


def field_of(widget: pikepdf.Object) -> pikepdf.Object:
    """Give the field that a widget belongs to: the nearest with a name."""
    return next((node for node in line_of(widget) if "/T" in node), widget)


def inherited(widget: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """Give what a widget or the nearest of its ancestors says."""
    return next((node[key] for node in line_of(widget) if key in node), None)


def widgets(document: pikepdf.Pdf) -> list[tuple[int, pikepdf.Object]]:
    """Give all widgets with their pages, counted from 1, also those that hang on a page only."""
    found = []
    for number, page in enumerate(document.pages, 1):
        notes = [note for note in page.obj.get("/Annots", ()) if isinstance(note, pikepdf.Dictionary)]
        found += [(number, note) for note in notes if note.get("/Subtype") == "/Widget"]
    return found


def asked(path: Path) -> list[Asked]:
    """Give the fields that somebody can fill, in the order of their first widgets."""
    found: dict[str, Asked] = {}
    with pikepdf.open(path) as document:
        for page, widget in widgets(document):
            one = _asked(page, widget)
            if one is None:
                continue
            spot = one.spots[0]
            one = one._replace(spots=(spot._replace(seen=_seen(document.pages[page - 1], spot.box)),))
            known = found.get(one.name)
            found[one.name] = one if known is None else known._replace(spots=known.spots + one.spots)
    return list(found.values())


def _seen(page: pikepdf.Page, box: Rectangle) -> Rectangle:
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    x0, y0, x1, y1 = box[0] - left, box[1] - bottom, box[2] - left, box[3] - bottom
    width, height = right - left, top - bottom
    turned = {
        90: (y0, width - x1, y1, width - x0),
        180: (width - x1, height - y1, width - x0, height - y0),
        270: (height - y1, x0, height - y0, x1),
    }
    rotate = inherited(page.obj, "/Rotate")
    return turned.get(int(rotate or 0) % 360, (x0, y0, x1, y1))


def _asked(page: int, widget: pikepdf.Object) -> Asked | None:
    name, flags = full_name(widget), int(inherited(widget, "/Ff") or 0)
    left, bottom, right, top = (float(edge) for edge in widget.get("/Rect", [0, 0, 0, 0]))
    box = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    unseen = int(widget.get("/F", 0)) & (_HIDDEN | _NO_VIEW) or min(box[2] - box[0], box[3] - box[1]) < _SMALLEST
    kind = _kind(str(inherited(widget, "/FT")), flags)
    if not name or unseen or not kind or flags & _READ_ONLY:
        return None
    tip = str(inherited(widget, "/TU") or "")
    if kind in {"tick", "radio"}:
        return Asked(name, kind, (Spot(page, box, _states(widget)),), tip, options=_options(widget))
    appearance = re.search(r"([\d.]+)\s+Tf", str(inherited(widget, "/DA") or ""))
    return Asked(
        name,
        kind,
        (Spot(page, box),),
        tip,
        longest=int(inherited(widget, "/MaxLen") or 0),
        comb=bool(flags & _COMB) and kind == "text",
        multiline=bool(flags & _MULTILINE) and kind == "text",
        scrolls=not flags & _NO_SCROLL,
        options=_options(widget) if kind == "choice" else (),
        format=_format(widget),
        size=float(appearance[1]) if appearance else 0.0,
    )


def _kind(kind: str, flags: int) -> str:
    if kind == "/Btn":
        return "" if flags & _BUTTON else "radio" if flags & _RADIO else "tick"
    if kind == "/Tx":
        return "" if flags & (_PASSWORD | _FILE) else "text"
    return {"/Ch": "choice", "/Sig": "signature"}.get(kind, "")


def _states(widget: pikepdf.Object) -> tuple[str, ...]:
    shown = widget.get("/AP", {}).get("/N", {})
    keys = shown.keys() if isinstance(shown, pikepdf.Dictionary) and not isinstance(shown, pikepdf.Stream) else ()
    return tuple(key[1:] for key in keys if key != "/Off")


def _options(widget: pikepdf.Object) -> tuple[tuple[str, str], ...]:
    pairs = []
    for option in inherited(widget, "/Opt") or ():
        both = [str(one) for one in option] if isinstance(option, pikepdf.Array) else [str(option)] * 2
        pairs.append((both[0], both[-1]))
    return tuple(pairs)


def _format(widget: pikepdf.Object) -> str:
    actions = inherited(widget, "/AA")
    script = actions.get("/F", actions.get("/K")) if actions is not None else None
    code = script.get("/JS", "") if isinstance(script, pikepdf.Dictionary) else ""
    text = code.read_bytes().decode("latin-1") if isinstance(code, pikepdf.Stream) else str(code)
    if found := re.search(r"AFDate_\w+\(\s*[\"']([^\"']+)", text):
        return f"date {found[1]}"
    if found := re.search(r"AFSpecial_\w+\(\s*[\"']?(\d)", text):
        return {"0": "zip", "1": "zip4", "2": "phone", "3": "ssn"}.get(found[1], "")
    return "number" if "AFNumber_" in text else ""
