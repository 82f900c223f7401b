"""Do the box and the data packet of a hybrid form say the same? They are two copies of one answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from caseforms.fieldtypes.text import one_line, shorten
from caseforms.model import Box, BoxKind, Remark
from caseforms.readers.xfa_bind import Item
from caseforms.readers.xfa_boxes import box_of

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NOTHING = "nothing"
_ON = "a tick"
_LONGEST = 80  # letters of an answer in a remark
_CENTURY = 100
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def differences(boxes: Sequence[Box], items: Mapping[str, Item]) -> tuple[list[Box], bool]:
    """Compare boxes with the items of the same name.

    Returns:
        The boxes; those that differ with a remark, those that are empty with the packet's value. And whether the
        packet is empty as a whole while boxes are filled, which is told once and not box by box.
    """
    pairs = [(box, box_of(items[box.name]) if _has_data(box, items) else None) for box in boxes]
    empty = not any(kept is not None and kept.filled for _, kept in pairs)
    if empty:
        return list(boxes), any(box.filled and kept is not None for box, kept in pairs)
    return [_told(box, kept) if kept is not None else box for box, kept in pairs], False


def _has_data(box: Box, items: Mapping[str, Item]) -> bool:
    item = items.get(box.name)
    return item is not None and item.data is not None and box.kind is not BoxKind.SIGNATURE


def _told(box: Box, kept: Box) -> Box:
    if _alike(box, kept):
        return box
    words = {"label": box.label or box.name, "a": _words(box), "b": _words(kept)}
    told = (*box.remarks, Remark("two_copies", words, box.place))
    if box.filled:
        return box._replace(remarks=told)
    return box._replace(text=kept.text, raw=kept.raw, ticked=kept.ticked, remarks=told)


def _words(box: Box) -> str:
    if not box.filled:
        return _NOTHING
    return shorten(one_line(box.text), _LONGEST) or _ON


def _alike(box: Box, kept: Box) -> bool:
    if not box.filled and not kept.filled:
        return True
    if BoxKind.TICK in {box.kind, kept.kind} and box.ticked is not None and kept.ticked is not None:
        return box.ticked == kept.ticked
    if box.filled != kept.filled:
        return False
    seen = (box.text,) if box.kind is BoxKind.RADIO else (box.text, box.raw)  # a state is only a number
    ours = {_folded(text) for text in seen if text}
    theirs = {_folded(text) for text in (kept.text, kept.raw) if text}
    if ours & theirs:
        return True
    if box.kind is BoxKind.RADIO and box.raw and box.raw.isdigit() and box.raw == box.text:
        return int(box.raw) < len(kept.options) and kept.options[int(box.raw)] == kept.text
    return _same_day(box.text, kept.raw or kept.text)


def _folded(text: str) -> str:
    """Write a text as letters and digits only: what a field's pattern adds is no difference."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in plain if char.isalnum()) or " ".join(plain.split())


def _same_day(seen: str, stored: str) -> bool:
    """Whether a date as it is shown (03/27/2026, 27 Mar 26) is the day that is stored (2026-03-27)."""
    if not _ISO.fullmatch(stored.strip()):
        return False
    year, month, day = (int(part) for part in stored.strip().split("-"))
    numbers = [int(part) for part in re.findall(r"\d+", seen)]
    words = re.findall(r"[a-z]{3,}", seen.casefold())
    numbers += [_MONTHS.index(word[:3]) + 1 for word in words if word[:3] in _MONTHS]
    return sorted(numbers) in (sorted((year, month, day)), sorted((year % _CENTURY, month, day)))
