"""The template of an XFA form: its subforms, fields and printed texts, as far as reading answers needs them.

Source: XFA specification 3.3, part 2 "Template specification".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from caseforms.readers.xfa_packets import Element, child, elements, flat, local

#: Containers through which names and data pass as if they were not there.
TRANSPARENT = frozenset({"area", "subformSet", "pageSet", "pageArea"})
_KINDS = frozenset({"subform", "field", "exclGroup", "draw", *TRANSPARENT})
_POINTS = {"in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pt": 1.0, "mp": 0.001, "px": 0.75}
_MEASURE = re.compile(r"\s*(-?\d*\.?\d+)\s*(in|cm|mm|pt|mp|px)?\s*")
_UNSEEN = frozenset({"hidden", "invisible", "inactive"})
_LETTER = (612.0, 792.0)
_MOST = 1000  # instances of one repeated subform that are looked at


class Frame(NamedTuple):
    """A page's size and the part of it that the form flows through: left, top (from above), width, height."""

    size: tuple[float, float]
    left: float
    top: float
    width: float
    height: float


@dataclass(slots=True, eq=False)
class Node:
    """A part of the template. Measures are points; None where the template leaves them open.

    bind: `once`, `none`, `global` or `dataRef`. most, least: instances. ui: `textEdit`, `checkButton`, ...
    shown, saved: of a choice what is seen and what is stored; of a tick the stored states on, off.
    text: of a draw its words; of a field what the blank prints in it. tip: tooltip or words for a screen reader.
    """

    kind: str
    name: str = ""
    bind: str = "once"
    ref: str = ""
    least: int = 1
    most: int = 1
    kids: list[Node] = field(default_factory=list)
    ui: str = ""
    caption: str = ""
    caption_side: str = "left"
    reserve: float | None = None
    tip: str = ""
    shown: tuple[str, ...] = ()
    saved: tuple[str, ...] = ()
    listed: tuple[str, str, str] | None = None
    text: str = ""
    decimal: bool = False
    unseen: bool = False
    x: float = 0.0
    y: float = 0.0
    w: float | None = None
    h: float | None = None
    least_w: float = 0.0
    least_h: float = 0.0
    anchor: str = "topLeft"
    layout: str = "position"
    columns: tuple[float, ...] = ()
    inset: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    before: bool = False
    after: bool = False
    frame: Frame | None = None


def points(measure: str | None) -> float | None:
    """Read a measure ("12.7mm", "1in") as points; a bare number counts inches."""
    found = _MEASURE.fullmatch(measure or "")
    return float(found[1]) * _POINTS[found[2] or "in"] if found else None


def node_of(element: Element) -> Node:
    """Read a part of the template with all it holds."""
    kind = local(element)
    node = Node(kind, element.get("name") or "", unseen=element.get("presence") in _UNSEEN)
    _bound(node, element)
    _placed(node, element)
    if kind in {"field", "draw", "exclGroup"}:
        _worded(node, element)
    if kind == "field":
        _asked(node, element)
    if kind == "pageArea":
        node.frame = _frame(element)
    if kind not in {"field", "draw"}:
        node.kids = [node_of(kid) for kid in elements(element) if local(kid) in _KINDS]
    return node


def _bound(node: Node, element: Element) -> None:
    bind, occur = child(element, "bind"), child(element, "occur")
    if bind is not None:
        node.ref = bind.get("ref") or ""
        node.bind = bind.get("match") or "once"
        if node.bind == "dataRef" and not node.ref:
            node.bind = "once"
    if occur is not None:
        node.least = _count(occur.get("min"), 1)
        most = _count(occur.get("max"), max(node.least, 1))
        node.most = _MOST if most < 0 else min(most, _MOST)


def _count(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else otherwise


def _placed(node: Node, element: Element) -> None:
    node.x, node.y = points(element.get("x")) or 0.0, points(element.get("y")) or 0.0
    node.w, node.h = points(element.get("w")), points(element.get("h"))
    node.least_w, node.least_h = points(element.get("minW")) or 0.0, points(element.get("minH")) or 0.0
    node.anchor = element.get("anchorType") or "topLeft"
    node.layout = element.get("layout") or "position"
    node.columns = tuple(points(width) or 0.0 for width in (element.get("columnWidths") or "").split())
    margin = child(element, "margin")
    if margin is not None and node.kind in {"subform", "exclGroup", "area"}:
        left, top, right, bottom = (points(margin.get(f"{side}Inset")) or 0.0 for side in _SIDES)
        node.inset = (left, top, right, bottom)
    for kid in elements(element):
        if local(kid) in {"breakBefore", "breakAfter"} and kid.get("targetType") == "pageArea":
            node.before = node.before or local(kid) == "breakBefore"
            node.after = node.after or local(kid) == "breakAfter"
        elif local(kid) == "break":
            node.before, node.after = kid.get("before") == "pageArea", kid.get("after") == "pageArea"


_SIDES = ("left", "top", "right", "bottom")


def _worded(node: Node, element: Element) -> None:
    caption, assist, value = child(element, "caption"), child(element, "assist"), child(element, "value")
    if caption is not None:
        node.caption_side = caption.get("placement") or "left"
        node.reserve = points(caption.get("reserve"))
        words = child(caption, "value")
        if words is not None and caption.get("presence") not in _UNSEEN:
            node.caption = _words(words)
    if assist is not None:
        tips = (child(assist, "toolTip"), child(assist, "speak"))
        node.tip = next((words for tip in tips if tip is not None and (words := _one_line(flat(tip)))), "")
    if value is not None:
        node.text = _words(value)
        node.decimal = child(value, "decimal") is not None or child(value, "float") is not None


def _words(value: Element) -> str:
    """Give what a value element holds as words; pictures and lines hold none."""
    kinds = {"text", "exData", "integer", "decimal", "float", "date", "time", "dateTime", "boolean"}
    return "\n".join(words for kid in elements(value) if local(kid) in kinds and (words := flat(kid).strip()))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _asked(node: Node, element: Element) -> None:
    ui = child(element, "ui")
    sort = (
        next((local(kid) for kid in elements(ui) if local(kid) not in {"extras", "picture"}), "")
        if ui is not None
        else ""
    )
    node.ui = sort or "defaultUi"
    node.decimal = node.decimal or node.ui == "numericEdit"
    node.shown, node.saved = items_of(element)
    bound = child(element, "bindItems")
    if bound is not None and bound.get("ref"):
        node.listed = (bound.get("ref"), bound.get("labelRef") or "$", bound.get("valueRef") or "$")


def items_of(element: Element) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the choices of a field: what is shown, and what is stored for each."""
    lists = [kid for kid in elements(element) if local(kid) == "items"]
    saved = next((each for each in lists if each.get("save") == "1"), None)
    shown = next((each for each in lists if each is not saved), saved)
    texts = [tuple(flat(kid) for kid in elements(each)) if each is not None else () for each in (shown, saved)]
    return texts[0], texts[1] or texts[0]


def _frame(element: Element) -> Frame:
    medium, content = child(element, "medium"), child(element, "contentArea")
    short = (points(medium.get("short")) if medium is not None else None) or _LETTER[0]
    long = (points(medium.get("long")) if medium is not None else None) or _LETTER[1]
    lying = medium is not None and medium.get("orientation") == "landscape"
    size = (long, short) if lying else (short, long)
    if content is None:
        return Frame(size, 0.0, 0.0, *size)
    left, top = points(content.get("x")) or 0.0, points(content.get("y")) or 0.0
    return Frame(size, left, top, points(content.get("w")) or size[0], points(content.get("h")) or size[1])
