"""A form learned from its blank: which field of a PDF answers what, by its exact name, never by what the name says.

Names of other people's fields lie ("Text31", "undefined_2", a "Name" that is the doctor's). The definition says which
field is which, so a field that it does not know is nobody's answer and stays unplaced.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from caseforms.definitions.form import FieldDefinition
from caseforms.definitions.labels import LabelIndex, Target
from caseforms.definitions.learned import LearnedBox
from caseforms.fieldtypes.text import clean
from caseforms.interpret.claims import Claim
from caseforms.model import Box, BoxKind, Remark

_OWN = 0.3  # of the fields of a copy must be fields of the blank
_NEAR = 8.0  # points by which a button of a group may stand off its learned place
_PRE_TICKED = 0.5  # confidence of a tick that the blank has already
#: How the learned parts are called where answers are joined.
_PARTS = {"exchange": "prefix", "number": "line", "extension": "ext"}
#: Parts whose boxes, where there are several, hold a letter or two each.
_CELLS = frozenset("comb month day year area exchange number zip state".split())
_DATE_CELLS = {8: (2, 4), 6: (2, 4)}  # digits of a date in cells -> where day and year begin


class Asked(NamedTuple):
    """A box of the blank with the question that it belongs to."""

    field: FieldDefinition
    box: LearnedBox


def is_learned(index: LabelIndex) -> bool:
    """Whether a form's boxes are known from its blank."""
    return index.form.blank is not None and any(field.box for field in index.form.field)


def knows(boxes: Sequence[Box], index: LabelIndex) -> bool:
    """Whether a form was learned, and these are fields of its blank: else its edition is another."""
    return is_learned(index) and own_share(boxes, index) >= _OWN


def own_share(boxes: Sequence[Box], index: LabelIndex) -> float:
    """Give how many of a file's fields are fields of the blank, 0..1; 1 for a file without fields."""
    named = [box for box in boxes if box.name and box.kind is not BoxKind.WORD]
    known = asked_by_name(index)
    return sum(box.name in known for box in named) / len(named) if named else 1.0


def asked_by_name(index: LabelIndex) -> Mapping[str, Sequence[Asked]]:
    """Give the boxes of the blank by the names of their fields."""
    known: dict[str, list[Asked]] | None = index.plans.get(asked_by_name)
    if known is None:
        known = index.plans[asked_by_name] = {}
        for field in index.form.field:
            for box in field.box:
                if box.widget:
                    known.setdefault(box.widget, []).append(Asked(field, box))
    return known


def claims(boxes: Sequence[Box], index: LabelIndex) -> list[Claim]:
    """Give the claims of the fields that the definition knows."""
    known = asked_by_name(index)
    found: list[tuple[Asked, Box]] = []
    others: list[Claim] = []
    for box in boxes:
        entries = known.get(box.name) if box.name else None
        if entries is None:
            others += _listed(box, index)
        elif box.kind is BoxKind.RADIO:
            others += _radio(box, entries)
        else:
            found += _shown(box, entries)
    return [*joined(found, index, lambda box: f"widget:{box.name}"), *others]


def _shown(box: Box, entries: Sequence[Asked]) -> Iterator[tuple[Asked, Box]]:
    """Give a field to each question that shows it; one place that asks for several things is shared among them."""
    places = [(entry.box.page, entry.box.box) for entry in entries]
    for entry, place in zip(entries, places, strict=True):
        yield entry, box if places.count(place) > 1 else box._replace()


def _listed(box: Box, index: LabelIndex) -> Iterator[Claim]:
    """Take a field that the definition lists by name without a place, as staff may write it."""
    match = index.find_name(box.name) if box.name else None
    if match is not None and match.confidence == 1.0 and match.alias == box.name:
        field = index.fields[match.target.field]
        if not field.box:
            yield Claim(match.target, box, f"widget:{box.name}")


def _radio(box: Box, entries: Sequence[Asked]) -> Iterator[Claim]:
    """Take a group of buttons: the chosen one is told by its place."""
    source = f"widget:{box.name}"
    for field in {entry.field.name: entry.field for entry in entries}.values():
        buttons = [entry.box for entry in entries if entry.field is field]
        off = box._replace(kind=BoxKind.TICK, ticked=False)
        if not box.raw:
            yield Claim(Target(field.name, f"={buttons[0].means}"), off, source)
            continue
        chosen = _button(box, buttons)
        if chosen is None:  # a button that the blank did not have: its words may tell
            yield Claim(Target(field.name), box, source)
            continue
        on = box._replace(kind=BoxKind.TICK, ticked=True)
        confidence = _PRE_TICKED if chosen.ticked else 1.0
        yield Claim(Target(field.name, f"={chosen.means}"), on, source, confidence)


def _button(box: Box, buttons: Sequence[LearnedBox]) -> LearnedBox | None:
    place = box.place.box
    if place is not None:
        here = [b for b in buttons if b.page == box.place.page and _distance(b.box, place) <= _NEAR]
        if here:
            return min(here, key=lambda b: _distance(b.box, place))
    if len(buttons) == len(box.options) and box.text in box.options:
        return buttons[box.options.index(box.text)]
    return None


def _distance(one: tuple[float, ...], two: tuple[float, ...]) -> float:
    return max(abs(one[0] + one[2] - two[0] - two[2]), abs(one[1] + one[3] - two[1] - two[3])) / 2


def joined(
    found: Sequence[tuple[Asked, Box]], index: LabelIndex, source: Callable[[Box], str], sure: float = 1.0
) -> Iterator[Claim]:
    """Make claims of boxes: those that hold one part together (lines, cells) become one.

    source: gives the source of a box's claim.
    """
    of_field: dict[str, list[tuple[Asked, Box]]] = {}
    for asked, box in found:
        of_field.setdefault(asked.field.name, []).append((asked, box))
    for group in of_field.values():
        field = group[0][0].field
        if len(group) > 1:
            order = {id(box): number for number, box in enumerate(field.box)}
            group.sort(key=lambda pair: order.get(id(pair[0].box), 0))
        yield from _of_field(field, group, index, source, sure)


def _of_field(
    field: FieldDefinition,
    group: Sequence[tuple[Asked, Box]],
    index: LabelIndex,
    source: Callable[[Box], str],
    sure: float,
) -> Iterator[Claim]:
    written: dict[str, list[Box]] = {}
    for asked, box in group:
        how = source(box)
        if field.type == "table":
            match = index.find_name(asked.box.widget)
            if match is not None:
                yield Claim(match.target, box, how, sure)
        elif asked.box.part == "option":
            before = asked.box.ticked and box.filled
            yield Claim(Target(field.name, f"={asked.box.means or 'yes'}"), box, how, _PRE_TICKED if before else sure)
        else:
            written.setdefault(asked.box.part, []).append(box)
    for part, shown in written.items():
        boxes = _once(shown)
        whole = part in {"", "line", "comb"}
        alone = boxes[0] if len(boxes) == 1 else _one(boxes, part, field)
        target = Target(field.name, "" if whole and len(written) == 1 else _PARTS.get(part, "" if whole else part))
        yield Claim(target, _spaceless(alone) if part == "comb" else alone, source(boxes[0]), sure)


def _once(boxes: Sequence[Box]) -> Sequence[Box]:
    """Take what a field shows in several places for one; where a copy shows different texts there, say so."""
    by_name: dict[str, list[Box]] = {}
    for number, box in enumerate(boxes):
        by_name.setdefault(box.name or f"{number}", []).append(box)
    return boxes if len(by_name) == len(boxes) else [_agreed(same) for same in by_name.values()]


def _agreed(same: Sequence[Box]) -> Box:
    texts: dict[str, Box] = {clean(box.text): box for box in reversed(same) if clean(box.text)}
    if not texts or len(same) == 1:
        return same[0]
    longest = max(texts, key=len)
    best = texts[longest]
    others = [text for text in texts if not longest.startswith(text)]  # a narrower place may cut the same text
    if not others:
        return best
    remark = Remark("two_answers", {"a": longest, "b": others[0]}, best.place)
    return best._replace(remarks=(*best.remarks, remark))


def _one(boxes: Sequence[Box], part: str, field: FieldDefinition) -> Box:
    """Join boxes of one part: cells without gaps, lines with a line break."""
    texts = [clean(box.text) for box in boxes]
    cells = part in _CELLS
    text = ("" if cells else "\n" if part == "line" else " ").join(text for text in texts if text or cells)
    places = (*(box.place for box in boxes[1:]), *(place for box in boxes for place in box.also))
    remarks = tuple(remark for box in boxes for remark in box.remarks)
    merged = boxes[0]._replace(text=text, also=places, remarks=remarks, raw=None, kind=BoxKind.TEXT)
    gap = any(not one and any(texts[at:]) for at, one in enumerate(texts) if any(texts[:at]))
    if (
        part == "comb"
        and field.type in {"date", "birth_date"}
        and not gap
        and text.isdigit()
        and len(text) in _DATE_CELLS
    ):
        day, year = _DATE_CELLS[len(text)]
        return merged._replace(text=f"{text[:day]}/{text[day:year]}/{text[year:]}")
    return merged


def _spaceless(box: Box) -> Box:
    return box._replace(text=re.sub(r"\s+", "", box.text))


def places_of(asked: Iterable[Asked]) -> dict[int, list[Asked]]:
    """Give the boxes of a blank by their pages; those without a place are left out."""
    found: dict[int, list[Asked]] = {}
    for one in asked:
        if one.box.box[2] > one.box.box[0] and not one.box.cell:
            found.setdefault(one.box.page, []).append(one)
    return found


def all_asked(index: LabelIndex) -> Iterator[Asked]:
    """Walk the boxes of a blank in the order of its questions."""
    return (Asked(field, box) for field in index.form.field for box in field.box)
