"""Where the parts of an XFA form stand on its pages: worked out from the template, as the program that shows it does.

Exact where the template gives places and sizes; where text flows, heights that depend on fonts are estimated, so that
the order, the line and the column of a box are right, and its page may be off by one in a form that grows.
Source: XFA specification 3.3, chapter "Layout for growable objects".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from caseforms.model import Place
from caseforms.readers.base import Rectangle
from caseforms.readers.xfa_bind import Item
from caseforms.readers.xfa_template import Frame, Node

_WIDTH = 144.0  # points, of a field that does not say
_LINE = 12.0  # points, of a line of text
_LETTER = 5.0  # points, of an average letter
_TICK = 10.0  # points, the usual size of a tick box
_ROOM = 18.0  # points, height of a field that does not say
_MOST_PAGES = 500
_USUAL = Frame((612.0, 792.0), 36.0, 36.0, 540.0, 720.0)
_ACROSS = {"lr-tb", "rl-tb", "row", "rl-row"}


class Print(NamedTuple):
    """Words that the template prints."""

    text: str
    page: int
    box: Rectangle


class Laid(NamedTuple):
    """A form on its pages. places: by the item's identity; sizes: of the pages, in points."""

    places: dict[int, Place]
    prints: list[Print]
    sizes: list[tuple[float, float]]


def lay_out(items: Sequence[Item]) -> Laid:
    """Lay a form out."""
    areas = [item for top in items for item in top.walk() if item.node.kind == "pageArea"]
    flow = _Flow([area.node.frame or _USUAL for area in areas] or [_USUAL])
    bottom = 0.0
    for item in items:
        bottom = flow.place(item, 0.0, bottom, flow.frame.width)
    pages = flow.page
    for index, area in enumerate(areas):
        first = index + 1
        last = pages if index == len(areas) - 1 else first
        for page in range(min(first, pages), max(min(last, pages), min(first, pages)) + 1):
            flow.print_master(area, page, again=page > first)
    return Laid(flow.places, flow.prints, [flow.frame_of(page).size for page in range(1, pages + 1)])


class _Flow:
    """Places item after item; x and y count from the upper left corner of the page's content area."""

    def __init__(self, frames: Sequence[Frame]) -> None:
        self.page = 1
        self.places: dict[int, Place] = {}
        self.prints: list[Print] = []
        self._frames = frames
        self._used = False
        self._fixed = 0  # how many positioned containers are around: nothing breaks inside one
        self._columns: tuple[float, ...] = ()
        self._cell: float | None = None  # width of the table's column that is being filled

    def frame_of(self, page: int) -> Frame:
        """Give the frame of a page; the last page area serves all further pages."""
        return self._frames[min(page, len(self._frames)) - 1]

    @property
    def frame(self) -> Frame:
        """Give the frame of the page that is being filled."""
        return self.frame_of(self.page)

    def place(self, item: Item, x: float, y: float, width: float) -> float:
        """Place an item and all it holds; gives where it ends, on its last page."""
        node = item.node
        if node.kind == "pageSet":
            return y
        if item.hidden and not self._fixed:  # takes no room
            self._fixed += 1
            self._put(item, x, y, width)
            self._fixed -= 1
            return y
        if node.before and self._used:
            y = self._next_page()
        if not self._fixed and y > 0 and y + _height(item, width) > self.frame.height and not _breaks(node):
            y = self._next_page()
        bottom = self._put(item, x, y, width)
        return self._next_page() if node.after else bottom

    def _next_page(self) -> float:
        if self.page < _MOST_PAGES:
            self.page += 1
        self._used = False
        return 0.0

    def _put(self, item: Item, x: float, y: float, width: float) -> float:
        node = item.node
        if node.kind in {"field", "draw"}:
            return self._leaf(item, x, y, width)
        left, top, right, low = node.inset
        start, page = y, self.page
        inner = (node.w or width) - left - right
        if node.layout in {"tb", "table"} or node.kind == "subformSet":
            columns, self._columns = self._columns, node.columns
            y += top
            for kid in item.kids:
                y = self.place(kid, x + left, y, inner)
            y += low
            self._columns = columns
        elif node.layout in _ACROSS:
            y = self._across(item, x + left, y + top, inner) + low
        else:
            self._positioned(item, x + left, y + top)
            y += _height(item, width)
        self._group(item, start)
        return max(y, start + (node.h or node.least_h)) if page == self.page else y

    def _across(self, item: Item, x: float, y: float, width: float) -> float:
        """Place kids from left to right; what does not fit begins a new line, but in the row of a table."""
        row = item.node.layout in {"row", "rl-row"}
        at, bottom = x, y
        for index, kid in enumerate(item.kids):
            wide = self._columns[index] if row and index < len(self._columns) else 0.0
            wide = wide if wide > 0 else _width(kid.node, width)
            if not row and at > x and at + wide > x + width:
                at, y = x, bottom
            page = self.page
            self._cell = wide if row and self._columns else None
            below = self.place(kid, at, y, wide)
            if self.page != page:
                y, bottom = 0.0, below
            bottom = max(bottom, below)
            at += 0.0 if kid.hidden else wide
        return bottom

    def _positioned(self, item: Item, x: float, y: float) -> None:
        self._fixed += 1
        for kid in item.kids:
            wide, high = _width(kid.node, _WIDTH), _height(kid, _WIDTH)
            dx, dy = _anchored(kid.node.anchor, wide, high)
            self.place(kid, x + kid.node.x - dx, y + kid.node.y - dy, wide)
        self._fixed -= 1

    def _leaf(self, item: Item, x: float, y: float, width: float) -> float:
        node = item.node
        wide, high = self._cell or _width(node, width), _height(item, width)
        self._cell = None
        self._used = self._used or not item.hidden
        room = (x, y, x + wide, y + high)
        if node.kind == "draw":
            self._print(node.text, room, item)
            return y + high
        caption, widget = _halves(node, room)
        if caption is not None:
            self._print(node.caption, caption, item)
        if node.text and not item.said and item.data is None:  # stands on every blank
            self._print(node.text, widget, item)
        if node.ui == "checkButton":
            widget = _tick(widget)
        self.places[id(item)] = Place(self.page, self._seen(widget, self.page))
        return y + high

    def _group(self, item: Item, top: float) -> None:
        """Give a group of radio buttons the place of the first of them."""
        if item.node.kind == "exclGroup":
            first = next((self.places[id(kid)] for kid in item.walk() if id(kid) in self.places), None)
            self.places[id(item)] = first or Place(self.page, self._seen((0.0, top, 0.0, top), self.page))

    def _print(self, text: str, room: Rectangle, item: Item) -> None:
        """Print words, a paragraph a line."""
        lines = [line for line in text.split("\n") if line.strip()] if not item.hidden else []
        high = (room[3] - room[1]) / max(len(lines), 1)
        for number, line in enumerate(lines):
            top = room[1] + number * high
            box = (room[0], top, min(room[2], room[0] + len(line) * _LETTER + 2), top + min(high, 2 * _LINE))
            self.prints.append(Print(" ".join(line.split()), self.page, self._seen(box, self.page)))

    def _seen(self, room: Rectangle, page: int) -> Rectangle:
        """Turn a room of the content area into points from the page's lower left corner."""
        frame = self.frame_of(page)
        x0, y0, x1, y1 = room
        high = frame.size[1] - frame.top
        left = frame.left
        return (round(left + x0, 2), round(high - y1, 2), round(left + x1, 2), round(high - y0, 2))

    def print_master(self, area: Item, page: int, *, again: bool) -> None:
        """Print what a page area shows on each of its pages; its fields count once."""
        kept, here, known = self.page, self.frame_of(page), dict(self.places)
        self.page = page
        self._positioned(area, -here.left, -here.top)
        self.page = kept
        if again:
            self.places = known


def _tick(room: Rectangle) -> Rectangle:
    """Give the square of a tick: at the left of its room, half way down."""
    x0, y0, x1, y1 = room
    size = min(_TICK, max(x1 - x0, 1.0), max(y1 - y0, 1.0))
    middle = (y0 + y1) / 2
    return (x0, middle - size / 2, x0 + size, middle + size / 2)


def _breaks(node: Node) -> bool:
    """Whether an item may go on on the next page."""
    return node.kind not in {"field", "draw"} and node.layout in {"tb", "table", "lr-tb", "rl-tb"}


def _width(node: Node, room: float) -> float:
    if node.w is not None:
        return node.w
    if node.kind == "draw" or (node.kind != "field" and node.layout != "position"):
        return max(room, node.least_w)
    if node.kind == "field":
        side = len(node.caption) * _LETTER if node.caption_side in {"left", "right", "inline"} else 0.0
        return max(node.least_w, min(room, _WIDTH + side) if room > 0 else _WIDTH)
    return max((kid.x + _width(kid, _WIDTH) for kid in node.kids), default=0.0)


def _height(item: Item, room: float) -> float:
    node = item.node
    if node.h is not None:
        return node.h
    if node.kind == "draw":
        wide = max(_width(node, room), _LETTER)
        lines = sum(-(-len(line) * _LETTER // wide) or 1 for line in node.text.split("\n")) if node.text else 0
        return max(node.least_h, lines * _LINE)
    if node.kind == "field":
        above = (node.reserve or _LINE) if node.caption and node.caption_side in {"top", "bottom"} else 0.0
        return max(node.least_h, _ROOM + above)
    if _breaks(node) or node.layout in _ACROSS:
        heights = [_height(kid, room) for kid in item.kids if not kid.hidden]
        return max(node.least_h, (max(heights, default=0.0) if node.layout in _ACROSS else sum(heights)))
    low = _lowest(item.kids)
    return max(node.least_h, low + node.inset[1] + node.inset[3])


def _lowest(items: Iterable[Item]) -> float:
    return max((kid.node.y + _height(kid, _WIDTH) for kid in items), default=0.0)


def _anchored(anchor: str, wide: float, high: float) -> tuple[float, float]:
    """Give how far right and down of its upper left corner an item is anchored."""
    across = wide if anchor.endswith("Right") else wide / 2 if anchor.endswith("Center") else 0.0
    down = high if anchor.startswith("bottom") else high / 2 if anchor.startswith("middle") else 0.0
    return across, down


def _halves(node: Node, room: Rectangle) -> tuple[Rectangle | None, Rectangle]:
    """Part the room of a field into that of its caption and that of its widget."""
    x0, y0, x1, y1 = room
    if not node.caption:
        return None, room
    if node.caption_side in {"top", "bottom"}:
        size = min(node.reserve or _LINE, y1 - y0)
        if node.caption_side == "top":
            return (x0, y0, x1, y0 + size), (x0, y0 + size, x1, y1)
        return (x0, y1 - size, x1, y1), (x0, y0, x1, y1 - size)
    size = min(node.reserve or len(node.caption) * _LETTER, x1 - x0)
    if node.caption_side == "right":
        return (x1 - size, y0, x1, y1), (x0, y0, x1 - size, y1)
    return (x0, y0, x0 + size, y1), (x0 + size, y0, x1, y1)
