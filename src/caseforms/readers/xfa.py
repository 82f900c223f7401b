"""XFA forms: dynamic ones read from their packets, the packets of hybrid ones compared with their boxes.

A dynamic form ("Please wait...") has no boxes that another program than Acrobat shows. Its answers stand in the
data packet, its questions in the template packet (docs/decisions/010-xfa.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from caseforms.errors import UnreadableFileError
from caseforms.model import Box, BoxKind, Page, Place, Remark
from caseforms.readers.base import Content
from caseforms.readers.xfa_bind import Item, Merge
from caseforms.readers.xfa_boxes import box_of, fields_of
from caseforms.readers.xfa_layout import Laid, Print, lay_out
from caseforms.readers.xfa_packets import Packets, child, flat, local
from caseforms.readers.xfa_same import differences
from caseforms.readers.xfa_template import Node, node_of
from caseforms.readers.xfa_values import Data, data_of

_WORDED = {"draw", "caption"}  # elements of a template that print words
_ENOUGH = 0.5  # share of the template's words that a page of the form itself shows


def on_paper(packets: Packets, printed: Callable[[int], tuple[Box, ...]], pages: int) -> bool:
    """Whether the pages themselves show the form: it was flattened, and its packets may be those of the blank.

    printed: gives what stands on a page; the page of a dynamic form only asks to wait.
    """
    if packets.template is None:
        return False
    parts = (element for element in packets.template.iter() if isinstance(element.tag, str))
    prints = (child(part, "value") for part in parts if local(part) in _WORDED)
    asked = {word for value in prints if value is not None for word in _words_of(flat(value))}
    seen = {word for page in range(1, pages + 1) for run in printed(page) for word in _words_of(run.text)}
    return len(asked & seen) >= _ENOUGH * len(asked) and bool(asked)


def _words_of(text: str) -> list[str]:
    return [word for word in re.findall(r"\w{3,}", text.casefold()) if not word.isdigit()]


def read(packets: Packets, signed: Sequence[Box] = (), title: str = "") -> Content:
    """Read a dynamic form.

    Args:
        packets: its packets.
        signed: signature boxes, which such a form has beside its packets.
        title: of the document's properties.

    Raises:
        UnreadableFileError: `xfa` when the packets hold no data or cannot be read.
    """
    if packets.datasets is None:
        raise unreadable()
    merge = _merged(packets)
    laid = lay_out(merge.items)
    by_name = {box.name: box for box in signed}
    boxes = []
    for item in fields_of(merge.items):
        box = box_of(item, laid.places.get(id(item), Place(1)))
        own = by_name.pop(box.name, None)
        if own is not None and own.kind is BoxKind.SIGNATURE:
            hidden = box.hidden and own.hidden
            box = box._replace(text=own.text, value=own.value, kind=own.kind, hidden=hidden)
        if own is not None or not (box.hidden and _of_the_program(item)):
            boxes.append(box)
    boxes += [box._replace(place=Place(1)) for box in by_name.values()]
    boxes += map(_left, merge.left)
    return Content(_pages(boxes, laid), _mended(packets), title, _Printed(laid.prints))


def unreadable() -> UnreadableFileError:
    """Make the refusal of a form whose packets hold nothing that can be read."""
    return UnreadableFileError(
        "xfa",
        "This kind of PDF form (XFA) shows nothing outside Adobe Acrobat, and no answers are stored in it.",
        "Open it in Acrobat, fill it if it is empty, save it there and hand it in again, or print it to PDF.",
    )


def compared(boxes: Sequence[Box], packets: Packets) -> tuple[tuple[Box, ...], tuple[Remark, ...]]:
    """Compare the boxes of a hybrid form with its data packet, field by field.

    Returns:
        The boxes, each that differs with a remark; a value that only the packet has stands in its box, or
        in one of its own. And the remarks about the form as a whole.
    """
    if packets.datasets is None:
        return tuple(boxes), ()
    data = data_of(packets.datasets)
    if not any(leaf.text.strip() for leaf in _root(data).leaves()):
        filled = any(box.filled for box in boxes)
        return tuple(boxes), (Remark("empty_packet"),) if filled else ()
    merge = _merged(packets, data)
    items = {item.name: item for item in fields_of(merge.items)}
    told, empty = differences(boxes, items)
    alone = [box for name, item in items.items() if (box := _alone(name, item, boxes)) is not None]
    alone += map(_left, merge.left)
    remarks = [Remark("empty_packet")] if empty else []
    return (*told, *alone), (*remarks, *_mended(packets))


def _mended(packets: Packets) -> tuple[Remark, ...]:
    return (Remark("repaired", {"how": packets.repaired}),) if packets.repaired else ()


def _merged(packets: Packets, data: Data | None = None) -> Merge:
    data = data if data is not None else data_of(packets.datasets)
    if packets.template is not None:
        return Merge(node_of(packets.template), data, packets.form)
    return Merge(Node("template", kids=[_questions(kid) for kid in _root(data).kids]), data, packets.form)


def _questions(data: Data) -> Node:
    """Make a template of the data where the form's own is lost."""
    if not data.group:
        return Node("field", data.name, ui="defaultUi")
    return Node("subform", data.name, kids=[_questions(kid) for kid in data.kids], layout="tb")


def _root(datasets: Data) -> Data:
    return next((kid for kid in datasets.kids if kid.name == "data"), datasets)


def _of_the_program(item: Item) -> bool:
    """Whether what an unseen field holds is the form's own: a page number, a version that stands on the blank too."""
    said = "\n".join(item.said).strip()
    return item.data is None or not said or said == item.node.text.strip()


def _alone(name: str, item: Item, boxes: Sequence[Box]) -> Box | None:
    """Make a box of a value that no widget shows."""
    if name in {box.name for box in boxes} or item.data is None or _of_the_program(item):
        return None
    box = box_of(item)
    return box._replace(hidden=True) if box.filled else None


def _left(data: Data) -> Box:
    """Make a box of a value that no field of the template shows."""
    return Box(BoxKind.TEXT, data.text, Place(1), data.path, hidden=True)


def _pages(boxes: Sequence[Box], laid: Laid) -> tuple[Page, ...]:
    on_page: Mapping[int, list[Box]] = {number: [] for number in range(1, len(laid.sizes) + 1)}
    for box in boxes:
        on_page[min(box.place.page or 1, len(laid.sizes))].append(box)
    return tuple(Page(number, tuple(on_page[number]), size=laid.sizes[number - 1]) for number in on_page)


class _Printed:
    """Gives what the template prints on a page as WORD boxes, from top to bottom, left to right."""

    def __init__(self, prints: Sequence[Print]) -> None:
        self._prints = prints

    def __call__(self, page: int) -> tuple[Box, ...]:
        here = sorted(
            (each for each in self._prints if each.page == page), key=lambda each: (-each.box[3], each.box[0])
        )
        return tuple(Box(BoxKind.WORD, each.text, Place(page, each.box)) for each in here)
