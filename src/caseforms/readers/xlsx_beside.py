"""What floats over the cells of a sheet: comments, and form controls (check boxes, option buttons).

A control's state lies in a part of its own (xl/ctrlProps, xl/activeX), its caption in an old VML drawing, its place in
one or the other; files by older programs have the drawing only. Source: ECMA-376 part 1, 18.7 (comments) and part 4,
19.4 (VML, spreadsheet drawing); [MS-XLSX] 2.4.56 (formControlPr), [MS-OFFMACRO2] (ActiveX).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from caseforms.readers.a1 import LAST_COLUMN, LAST_ROW
from caseforms.readers.xlsx_parts import Element, Package, Relation, local
from caseforms.readers.xlsx_sheet import text_of

_KINDS = {"checkbox": "Checkbox", "radio": "Radio"}
# The class ids under which ActiveX knows its check box and its option button.
_ACTIVE_X = {
    "{8BD21D40-EC42-11CE-9E0D-00AA006002F3}": "Checkbox",
    "{8BD21D50-EC42-11CE-9E0D-00AA006002F3}": "Radio",
}
_ANCHOR = 8  # numbers


class Control(NamedTuple):
    """A check box or an option button. row, column: of the cell under its upper left corner, 1-based.

    kind: "Checkbox", "Radio" or "" for everything else (buttons, lists).
    link: formula of the cell that holds its state.
    """

    kind: str = ""
    ticked: bool = False
    caption: str = ""
    name: str = ""
    link: str = ""
    row: int = 0
    column: int = 0


def comments(package: Package, pointers: dict[str, Relation]) -> dict[str, str]:
    """Give the comments by the address of their cell; of a discussion all its entries, a line each."""
    legacy: dict[str, str] = {}
    threads: dict[str, list[str]] = {}
    for pointer in pointers.values():
        if pointer.type == "comments":
            root = package.xml(pointer.target)
            for comment in () if root is None else root.iterfind("{*}commentList/{*}comment"):
                legacy[comment.get("ref", "")] = "".join(text_of(text) for text in comment.iterfind("{*}text")).strip()
        elif pointer.type == "threadedComment":
            root = package.xml(pointer.target)
            for comment in () if root is None else root:
                threads.setdefault(comment.get("ref", ""), []).append((comment.findtext("{*}text") or "").strip())
    # Where there is a discussion, the old-style comment only tells old programs that they cannot show it.
    found = legacy | {address: "\n".join(texts) for address, texts in threads.items()}
    return {address: text for address, text in found.items() if text}


def controls(package: Package, pointers: dict[str, Relation], elements: Iterable[Element]) -> list[Control]:
    """Give the check boxes and option buttons of a sheet, row by row."""
    shapes: dict[str, Control] = {}
    for pointer in pointers.values():
        if pointer.type == "vmlDrawing":
            shapes |= _shapes(package.xml(pointer.target, forgiving=True))
    for element in elements:
        id_ = element.get("shapeId", "")
        state = pointers.get(next((value for key, value in element.attrib.items() if key.endswith("}id")), ""))
        root = package.xml(state.target) if state else None
        if root is not None:
            shape = _placed(shapes.get(id_, Control()), element)
            shapes[id_] = _active_x(root, shape) if local(root) == "ocx" else _form_control(root, shape)
    found = [
        shape if shape.row and shape.column else shape._replace(row=1, column=1)
        for shape in shapes.values()
        if shape.kind and shape.row <= LAST_ROW and shape.column <= LAST_COLUMN
    ]
    return sorted(found, key=lambda shape: (shape.row, shape.column))


def _placed(shape: Control, element: Element) -> Control:
    start = element.find("{*}controlPr/{*}anchor/{*}from")
    shape = shape._replace(name=element.get("name", ""))
    if start is not None:
        row, column = int(start.findtext("{*}row", "0")), int(start.findtext("{*}col", "0"))
        shape = shape._replace(row=row + 1, column=column + 1)
    return shape


def _form_control(root: Element, shape: Control) -> Control:
    return shape._replace(
        kind=_KINDS.get(root.get("objectType", "").casefold(), ""),
        ticked=root.get("checked") == "Checked",
        link=root.get("fmlaLink", ""),
    )


def _active_x(root: Element, shape: Control) -> Control:
    settings = {}
    for entry in root:
        values = {key.rpartition("}")[2]: value for key, value in entry.attrib.items()}
        settings[values.get("name")] = values.get("value", "")
    class_id = next((value for key, value in root.attrib.items() if key.endswith("classid")), "")
    return shape._replace(
        kind=_ACTIVE_X.get(class_id.upper(), ""),
        ticked=settings.get("Value") == "1",
        caption=settings.get("Caption", "").strip() or shape.caption,
    )


def _shapes(root: Element | None) -> dict[str, Control]:
    """Read an old VML drawing: its controls by the number of their shape."""
    found = {}
    for data in () if root is None else root.iter("{*}ClientData"):
        shape = data.getparent()
        id_ = next((value for key, value in shape.attrib.items() if key.endswith("}spid")), None) or shape.get("id", "")
        words = {local(entry): (entry.text or "").strip() for entry in data}
        column, row = _anchor(shape)
        box = shape.find("{*}textbox")
        caption = " ".join("".join(box.itertext()).split()) if box is not None else ""
        found[id_.rpartition("_s")[2]] = Control(
            _KINDS.get(data.get("ObjectType", "").casefold(), ""),
            words.get("Checked") == "1",
            caption,
            "",
            words.get("FmlaLink", ""),
            row,
            column,
        )
    return found


def _anchor(shape: Element) -> tuple[int, int]:
    """Give column and row of a shape; one inside a group stands where the group begins, (0, 0) is nowhere.

    An anchor is: column, offset in it, row, offset in it, of the upper left corner; then of the lower right one.
    """
    while shape is not None:
        numbers = (shape.findtext("{*}ClientData/{*}Anchor") or "").split(",")
        if len(numbers) == _ANCHOR and all(number.strip().isdecimal() for number in numbers):
            return int(numbers[0]) + 1, int(numbers[2]) + 1
        shape = shape.getparent()
    return 0, 0
