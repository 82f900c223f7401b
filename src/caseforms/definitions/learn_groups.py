"""Boxes joined into questions: parts of a name, date, phone or address, lines of a text, ticks of one question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from caseforms.definitions.learn_evidence import Item
from caseforms.definitions.learn_meaning import meaning_of_print
from caseforms.definitions.learn_page import Spot, same_line
from caseforms.definitions.learn_phones import BEHIND, OVERLAP, gap, own_label, phone_parts, width
from caseforms.definitions.learn_sections import beside
from caseforms.fieldtypes.text import fold
from caseforms.model import BoxKind

#: From which confidence on a guess needs no confirmation.
SURE = 0.75
#: Below it a guess is none; the same where nothing says whose it is.
HEARD, BARE = 0.45, 0.6
_DOUBT = 0.7  # the most that a guess is worth that must be confirmed
_SMALL = 80.0  # points: the widest box of a month, day or year
_SKIPPED = 4  # boxes that may stand between the parts of an address
_TALL = 32.0  # points: a higher box is a text by itself
_LINES = 3.2  # line heights between parts of one answer
#: How many cells with a character each an answer has.
_CELLS = {"phone": {7, 10}, "ssn": {4, 9}, "birth_date": {6, 8}, "signature_date": {6, 8}, "date": {6, 8}}
_DATES = frozenset({"date", "birth_date", "signature_date"})
_SHORT = _DATES | {"ssn", "age", "gender"}  # what nobody writes on several lines
_GRID = 5  # rows and columns together, from which boxes are a table: two columns may be two texts of two lines


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
    aliases: list[str] = field(default_factory=list)

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
    for item in rest:
        item.tabled = _is_table(item, rest)
    while rest:
        question = _taken(rest)
        questions.append(question)
        rest = [item for item in rest if item not in question.items]
    return questions


def _taken(items: list[Item]) -> Question:
    """Take the question that begins at the first item."""
    first = items[0]
    for take in (_date, phone_parts, _name, _address, _lines):
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
    heard = [i for i in run if i.concept] if "area" in parts else run  # groups of digits have no labels of their own
    confidence = sum(i.confidence for i in heard) / len(heard)
    told = [i for i in run if i.person]
    person = max(told, key=lambda i: i.certain_of_person).person if told else ""
    question = Question(run, parts, concept, person, round(confidence, 3))
    cells = len(first.spot.members) if first.spot.pattern == "comb" and len(run) == 1 else 0
    if cells and cells not in _CELLS.get(concept, {cells}):
        question.doubt(f"{cells} cells do not fit")
    return question


def _date(items: list[Item]) -> tuple[list[Item], list[str]]:
    """Join three small boxes of a date: by their captions, or because the later ones have no label of their own."""
    first = items[0]
    if first.concept not in _DATES or first.spot.members:
        return [], []
    run = [first]
    for item in items[1:3]:
        follows = same_line(run[-1].spot, item.spot) and -OVERLAP <= gap(run[-1], item) <= BEHIND
        small = max(width(item), width(run[0])) <= _SMALL
        mine = item.part in {"month", "day", "year"} or not own_label(item)
        if not (follows and small and mine) or (item.part and item.part in {i.part for i in run}):
            break
        run.append(item)
    if len(run) != len(_MEMBERS["date"]):
        return [], []
    _hear_date(first)
    told = [item.part for item in run]
    return run, told if set(told) == {"month", "day", "year"} else ["month", "day", "year"]


def _hear_date(first: Item) -> None:
    """Let what stands on the left of boxes say whose date it is, where their own labels say only "mm", "dd"."""
    for other in first.labels.others if first.concept == "date" else ():
        told = meaning_of_print(other.text)
        if other.side == "left" and told.concept in _DATES - {"date"} and told.strength >= HEARD:
            first.concept, first.label = told.concept, other.text
            first.evidence.append(("print left", told.words, told.strength))
            return


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
        if beside(first.heading, item.heading):
            continue  # a line of another column
        if item.concept != "address":
            if not own_label(item) and not item.concept and _under(run[-1], item):
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
        -OVERLAP <= a[1] - b[3] < min(a[3] - a[1], 20) * 0.8
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
        if concept == "name" and told == ["last"] and _given(first, item):
            run.append(item)
            told.append("first")
            continue
        mine = item.concept == concept and item.part in parts and item.part not in told
        mine = mine and not beside(first.heading, item.heading)
        whole = not told[0] and not same_line(first.spot, item.spot)
        if not mine or whole or not _close(run[-1], item):
            break
        run.append(item)
        told.append(item.part)
    if not told[0]:
        told[0] = next((part for part in ("first", "last", "middle") if part not in told), "first")
    return run, told


def _given(last: Item, item: Item) -> bool:
    """Whether a box behind that of the last name asks for the given names: "Apellidos", "Nombre(s)"."""
    bare = item.concept == "name" and not item.part and item.spot.kind is BoxKind.TEXT
    told = bare and bool(_BARE_NAME.fullmatch(fold(item.label)))
    alike = not item.person or not last.person or item.person == last.person
    return told and alike and item.heading is last.heading and same_line(last.spot, item.spot)


_BARE_NAME = re.compile(r"(?:\d+ )?(?:nombres?|nombre s|names?)")
_NAMED = re.compile(r"\b(first|given|middle|m\.?i|initial|last|family|surname)\b", re.IGNORECASE)
_PART_OF = {"given": "first", "mi": "middle", "m.i": "middle", "initial": "middle", "family": "last", "surname": "last"}


def _listed(items: list[Item]) -> list[str]:
    """Give the parts that one label lists for as many boxes behind each other: "Name (first, middle initial, last)"."""
    words = [word.lower() for word in _NAMED.findall(items[0].label)]
    told = list(dict.fromkeys(_PART_OF.get(word, word) for word in words))
    run = items[: len(told)]
    plain = len(told) > 1 and len(run) == len(told) and all(same_line(a.spot, b.spot) for a, b in pairwise(run))
    follow = all(item.part in {"", part} and not own_label(item) for item, part in zip(run[1:], told[1:], strict=False))
    return told if plain and follow and all(i.concept in {"", "name"} for i in run) else []


def _is_table(first: Item, items: Sequence[Item]) -> bool:
    """Whether a box begins a table: rows below it repeat it and the boxes beside it."""
    column = _column(first, items)
    if len(column) == 1:
        return False
    level = [item for item in items if same_line(item.spot, first.spot)]
    same = sum(len(_column(item, items)) == len(column) for item in level)
    return same > 1 and same + len(column) >= _GRID


def _column(first: Item, items: Sequence[Item]) -> list[Item]:
    """Give the boxes of a column from its first."""
    column = [first]
    for item in items:
        if _under(column[-1], item):
            column.append(item)
    return column


def _lines(items: list[Item]) -> tuple[list[Item], list[str]]:
    """Join lines of one text: those below the first that have no label of their own."""
    run = [items[0]]
    if items[0].spot.kind is not BoxKind.TEXT or items[0].spot.members or items[0].spot.cell:
        return run, [""]
    best = items[0].labels.best
    if items[0].concept in _SHORT or (best is not None and best.side == "column") or items[0].tabled:
        return run, [""]
    for item in items[1:]:
        if item.spot.page != run[-1].spot.page or run[-1].spot.box[1] - item.spot.box[3] > _TALL:
            break
        if not _under(run[-1], item):
            continue
        plain = item.spot.kind is BoxKind.TEXT and not item.spot.members
        mine = item.concept in {"", items[0].concept} and not item.part
        shared = item.column and items[0].concept == "email"
        if not (plain and mine and (shared or not own_label(item))):
            break
        run.append(item)
    return run, ["line"] * len(run) if len(run) > 1 else [""]
