"""Boxes joined into questions: parts of a name, date, phone or address, lines of a text, ticks of one question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from caseforms.definitions.learn_evidence import Item
from caseforms.definitions.learn_page import Spot, same_line
from caseforms.model import BoxKind

#: From which confidence on a guess needs no confirmation.
SURE = 0.75
#: Below it a guess is none; the same where nothing says whose it is.
HEARD, BARE = 0.45, 0.6
_DOUBT = 0.7  # the most that a guess is worth that must be confirmed
_OVERLAP = 4.0  # points by which neighbours may overlap
_BEHIND = 30.0  # points between the boxes of a date or a phone
_SMALL = 80.0  # points: the widest box of a month, day or year
_PIECE, _PHONE = 50.0, 72.0  # points: the widest area code; the narrowest box of a whole phone number
_OWN = 1.2  # price of a label that is surely the box's own
_SKIPPED = 4  # boxes that may stand between the parts of an address
_PAIR = 2
_TALL = 32.0  # points: a higher box is a text by itself
_LINES = 3.2  # line heights between parts of one answer
_DATES = frozenset({"date", "birth_date", "signature_date"})


@dataclass(eq=False)
class Question:
    """One question: its items in reading order, with the part each holds."""

    items: list[Item]
    parts: list[str] = field(default_factory=list)
    concept: str = ""
    person: str = ""
    confidence: float = 0.0
    name: str = ""
    bare: bool = False  # nothing says whose it is
    notes: list[str] = field(default_factory=list)
    kind: str = ""  # yes_no, choice or choices, for ticks
    asked: str = ""  # the question over ticks
    means: list[str] = field(default_factory=list)

    def call(self, name: str, taken: set[str]) -> None:
        """Give it a name, which is then taken."""
        self.name = name
        taken.add(name)

    def doubt(self, why: str) -> None:
        """Note why it must be confirmed."""
        self.confidence = min(self.confidence, _DOUBT)
        self.notes.append(why)

    @property
    def first(self) -> Item:
        """Its first box."""
        return self.items[0]

    def boxes(self) -> list[tuple[Spot, str]]:
        """Give every widget with the part it holds, in reading order."""
        found: list[tuple[Spot, str]] = []
        for item, part in zip(self.items, self.parts, strict=True):
            spot = item.spot
            if not spot.members:
                found.append((spot, part))
            else:
                found += [(m, p) for m, p in zip(spot.members, _member_parts(spot), strict=True)]
        return found


_MEMBERS = {
    "date": ("month", "day", "year"),
    "phone": ("area", "exchange", "number"),
    "ssn": ("comb", "comb", "comb"),
    "zip": ("zip", "zip"),
}


def _member_parts(spot: Spot) -> tuple[str, ...]:
    known = _MEMBERS.get(spot.pattern)
    return known if known is not None else ("comb",) * len(spot.members)


def text_questions(items: Sequence[Item]) -> list[Question]:
    """Join the boxes of a page into which one writes."""
    questions: list[Question] = []
    rest = [item for item in items if not item.spot.tick]
    while rest:
        question = _taken(rest)
        questions.append(question)
        rest = [item for item in rest if item not in question.items]
    return questions


def _taken(items: list[Item]) -> Question:
    """Take the question that begins at the first item."""
    first = items[0]
    for take in (_date, _phone, _name, _address, _lines):
        run, parts = take(items[:12])
        if len(run) > 1:
            return _question(run, parts)
    part = first.part if first.concept in {"name", "address", "phone"} else ""
    return _question([first], [part])


def _question(run: list[Item], parts: list[str]) -> Question:
    first = max(run, key=lambda i: bool(i.concept))
    concept = first.concept
    if any(i.concept == "birth_date" for i in run):
        concept = "birth_date"
    confidence = sum(i.confidence for i in run) / len(run)
    told = [i for i in run if i.person]
    person = max(told, key=lambda i: i.certain_of_person).person if told else ""
    return Question(run, parts, concept, person, round(confidence, 3))


def _width(item: Item) -> float:
    return item.spot.box[2] - item.spot.box[0]


def _gap(one: Item, two: Item) -> float:
    return two.spot.box[0] - one.spot.box[2]


def _date(items: list[Item]) -> tuple[list[Item], list[str]]:
    """Join three small boxes of a date: by their captions, or because the later ones have no label of their own."""
    first = items[0]
    if first.concept not in _DATES or first.spot.members:
        return [], []
    run = [first]
    for item in items[1:3]:
        follows = same_line(run[-1].spot, item.spot) and -_OVERLAP <= _gap(run[-1], item) <= _BEHIND
        small = max(_width(item), _width(run[0])) <= _SMALL
        mine = item.part in {"month", "day", "year"} or not _own_label(item) or item.concept in _DATES
        if not (follows and small and mine) or (item.part and item.part in {i.part for i in run}):
            break
        run.append(item)
    if len(run) != len(_MEMBERS["date"]):
        return [], []
    told = [item.part for item in run]
    return run, told if set(told) == {"month", "day", "year"} else ["month", "day", "year"]


def _own_label(item: Item) -> bool:
    best = item.labels.best
    return best is not None and best.price < _OWN and sum(map(str.isalpha, best.text)) > 1


def _phone(items: list[Item]) -> tuple[list[Item], list[str]]:
    first = items[0]
    if first.concept != "phone" or first.spot.members:
        return [], []
    run = [first]
    for item in items[1:4]:
        follows = same_line(run[-1].spot, item.spot) and -_OVERLAP <= _gap(run[-1], item) <= _BEHIND
        mine = item.concept == "phone" or (not item.concept and not _own_label(item))
        begun = item.part == "area" or (item.concept == "phone" and item.part == "" and _full_phone(item))
        if not (follows and mine) or (begun and not _piece(run[-1])):
            break
        run.append(item)
    if len(run) == _PAIR and (run[0].part == "area" or _width(run[0]) < _PIECE) and _piece(run[0]):
        return run, ["area", "number"]
    if len(run) == _PAIR and run[1].part == "extension":
        return run, ["", "extension"]
    if len(run) == len(_MEMBERS["phone"]) and all(_width(i) < _PHONE for i in run[:2]):
        return run, ["area", "exchange", "number"]
    return [], []


def _piece(item: Item) -> bool:
    return item.part in {"area", "exchange"} or _width(item) < _PIECE


def _full_phone(item: Item) -> bool:
    return _width(item) > _PHONE


def _name(items: list[Item]) -> tuple[list[Item], list[str]]:
    return _distinct(items, "name", {"first", "middle", "last", "suffix"}, 4)


def _address(items: list[Item]) -> tuple[list[Item], list[str]]:
    first = items[0]
    if first.concept != "address":
        return [], []
    run, parts = [first], [first.part or "street"]
    skipped = 0
    for item in items[1:]:
        if item.spot.page != first.spot.page or skipped > _SKIPPED:
            break
        if item.concept != "address":
            if not _own_label(item) and not item.concept and _under(run[-1], item):
                run.append(item)
                parts.append("line")
                continue
            skipped += 1
            if not _close(run[-1], item):
                break
            continue
        part = item.part or "street"
        other = item.person and first.person and item.person != first.person
        if part in parts or other or not _close(run[-1], item) or (part == "street" and parts != ["county"]):
            break
        skipped = 0
        run.append(item)
        parts.append(part)
    return run, parts


def _under(one: Item, two: Item) -> bool:
    a, b = one.spot.box, two.spot.box
    shared = min(a[2], b[2]) - max(a[0], b[0])
    high = max(a[3] - a[1], b[3] - b[1])
    return (
        -_OVERLAP <= a[1] - b[3] < min(a[3] - a[1], 20) * 0.8
        and shared > 0.6 * max(a[2] - a[0], b[2] - b[0])
        and high < _TALL
    )


def _close(one: Item, two: Item) -> bool:
    if one.spot.page != two.spot.page:
        return False
    high = max(one.spot.box[3] - one.spot.box[1], 10.0)
    return one.spot.box[1] - two.spot.box[3] <= max(_LINES * min(high, 16), 40)


def _distinct(items: list[Item], concept: str, parts: set[str], most: int) -> tuple[list[Item], list[str]]:
    """Join boxes of one line or the next that hold different parts; one label over all of them names the whole."""
    first = items[0]
    if first.concept != concept or first.part not in {"", *parts}:
        return [], []
    listed = _listed(items) if concept == "name" and not first.part else []
    if listed:
        return items[: len(listed)], listed
    run, told = [first], [first.part]
    for item in items[1:most]:
        mine = item.concept == concept and item.part in parts and item.part not in told
        whole = not told[0] and not same_line(first.spot, item.spot)
        if not mine or whole or not _close(run[-1], item):
            break
        run.append(item)
        told.append(item.part)
    if not told[0]:
        told[0] = next((part for part in ("first", "last", "middle") if part not in told), "first")
    return run, told


_NAMED = re.compile(r"\b(first|given|middle|m\.?i|initial|last|family|surname)\b", re.IGNORECASE)
_PART_OF = {"given": "first", "mi": "middle", "m.i": "middle", "initial": "middle", "family": "last", "surname": "last"}


def _listed(items: list[Item]) -> list[str]:
    """Give the parts that one label lists for as many boxes behind each other: "Name (first, middle initial, last)"."""
    words = [word.lower() for word in _NAMED.findall(items[0].label)]
    told = list(dict.fromkeys(_PART_OF.get(word, word) for word in words))
    run = items[: len(told)]
    plain = len(told) > 1 and len(run) == len(told) and all(same_line(a.spot, b.spot) for a, b in pairwise(run))
    follow = all(
        item.part in {"", part} and not _own_label(item) for item, part in zip(run[1:], told[1:], strict=False)
    )
    return told if plain and follow and all(i.concept in {"", "name"} for i in run) else []


def _lines(items: list[Item]) -> tuple[list[Item], list[str]]:
    """Join lines of one text: those below the first that have no label of their own."""
    run = [items[0]]
    if items[0].spot.kind is not BoxKind.TEXT or items[0].spot.members:
        return run, [""]
    for item in items[1:]:
        if item.spot.page != run[-1].spot.page or run[-1].spot.box[1] - item.spot.box[3] > _TALL:
            break
        if not _under(run[-1], item):
            continue
        plain = item.spot.kind is BoxKind.TEXT and not item.spot.members
        mine = item.concept in {"", items[0].concept} and not item.part
        shared = item.column and items[0].concept == "email"
        if not (plain and mine and (shared or not _own_label(item))):
            break
        run.append(item)
    return run, ["line"] * len(run) if len(run) > 1 else [""]
