"""The fields of a bound XFA form as boxes: what a person sees in them, what is stored, their labels and choices."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caseforms.fieldtypes.text import one_line
from caseforms.model import NOWHERE, Box, BoxKind, Place
from caseforms.readers.xfa_bind import Item

_NO_ANSWER = frozenset({"button", "imageEdit", "barcode"})
_ON, _OFF = "1", "0"  # what a tick stores where the template does not say
_ZEROS = re.compile(r"(-?\d+)\.0+|(-?\d+\.\d*?[1-9])0+")


def fields_of(items: list[Item]) -> Iterator[Item]:
    """Walk the fields that ask something; a group of radio buttons is one."""
    for item in items:
        if item.node.kind == "exclGroup":
            yield item
        elif item.node.kind == "field":
            if item.node.ui not in _NO_ANSWER:
                yield item
        else:
            yield from fields_of(item.kids)


def box_of(item: Item, place: Place = NOWHERE) -> Box:
    """Make the box of a field."""
    base = Box(BoxKind.TEXT, "", place, item.name, label_of(item), hidden=item.hidden)
    if item.node.kind == "exclGroup":
        return _radio(base, item)
    if item.node.ui == "checkButton":
        return _tick(base, item)
    if item.shown:
        return _choice(base, item)
    if item.node.ui == "signature":
        return base._replace(kind=BoxKind.SIGNATURE, text="; ".join(item.said))
    stored = "\n".join(item.said).replace("\u2029", "\n")
    text = _plain_number(stored) if item.node.decimal else stored
    return base._replace(text=text, raw=stored if text != stored else None)


def label_of(item: Item) -> str:
    """Give the words that belong to a field: its caption, else its tooltip or what a screen reader says."""
    caption = one_line(item.node.caption).lstrip("* ").rstrip()
    return caption or one_line(item.node.tip)


def _plain_number(stored: str) -> str:
    """Take off the zeros with which numbers are stored: 2.00000000."""
    found = _ZEROS.fullmatch(stored)
    return (found[1] or found[2]) if found else stored


def on_state(item: Item) -> str:
    """Give what a tick stores when it is on."""
    return item.saved[0] if item.saved else _ON


def _tick(base: Box, item: Item) -> Box:
    on = on_state(item)
    said = "; ".join(item.said).strip()
    known = {on, _OFF, "", *item.saved[1:], *item.others}
    if said not in known:  # neither on nor off: kept as it stands
        return base._replace(text=said)
    ticked = said == on.strip() and bool(said)
    return base._replace(kind=BoxKind.TICK, ticked=ticked, raw=on if ticked else None, options=(on,))


def _radio(base: Box, item: Item) -> Box:
    """Read a group of radio buttons: the caption of the chosen one."""
    buttons = [kid for kid in item.walk() if kid.node.kind == "field"]
    captions = {on_state(button): label_of(button) or button.node.name for button in buttons}
    said = item.said or [on_state(each) for each in buttons if "; ".join(each.said) == on_state(each) and each.said]
    text = "; ".join(captions.get(each, each) for each in said)
    return base._replace(kind=BoxKind.RADIO, text=text, raw="; ".join(said) or None, options=tuple(captions.values()))


def _choice(base: Box, item: Item) -> Box:
    """Read a drop-down or list: what is stored is a code, what is shown is the answer."""
    shown = dict(zip(item.saved, item.shown, strict=False))
    said = [part for text in item.said for part in (text.split("\n") if text not in shown else [text]) if part]
    text = "; ".join(shown.get(part, shown.get(part.strip(), part)) for part in said)
    options = tuple(option for option in item.shown if option.strip())
    return base._replace(kind=BoxKind.CHOICE, text=text, raw="; ".join(said) or None, options=options)
