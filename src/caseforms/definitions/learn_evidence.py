"""What each box asks and whose it is, from all that speaks of it: label, tooltip, name, heading, neighbours.

Each witness has a weight; those that agree add up, those that contradict take confidence away. Names lie and
tooltips may be shifted by one, so that a clear label beats both.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from caseforms.definitions.learn_labels import Label, Labels
from caseforms.definitions.learn_meaning import (
    NOTHING,
    Meaning,
    meaning,
    meaning_of_print,
    persons,
    prepared,
    prepared_name,
    whose,
)
from caseforms.definitions.learn_page import Spot
from caseforms.definitions.learn_sections import Heading

_FEWEST = 2  # tooltips that fit another box show that all are shifted
_ALIKE = 0.6  # share of words from which two texts say the same
_USUAL, _DROP, _LEAST = 1.0, 6.0, 0.2  # the price of a label that stands as labels do, and how its weight drops
_CERTAINTY = 1.6  # how fast confidence grows with the weight of the witnesses
_DISPLACED = 0.1  # strength that is left to what speaks of another box
_HEARD = 0.6  # strength from which a text is heard
_CLEAR = 0.85  # strength of a text that is understood whole
_SAID = 0.7  # strength of a label that a text of another box does not outweigh
_PLAIN = 0.8  # price of a label that is surely the box's own
_NEAR = 3.5  # price of print that may still speak of a box
_CONFLICT = 0.35  # what a contradicting witness takes away
_KIND_OF_PHONE = re.compile(
    r"(?:[a-z] )?(?:home|work|cell|mobile|business|office|day(?:time)?|evening|message|casa|trabajo)"
)
_KIN = {"date": "date", "birth_date": "date", "signature_date": "date"}


@dataclass(eq=False)
class Item:
    """A box (or a run of cells) and what is known of it; filled in step by step.

    evidence: (who says so, what it says, weight). part: of a name, date, phone or address. signed: a signature is
    printed beside it; beside: whose.
    """

    spot: Spot
    labels: Labels
    heading: Heading | None
    concept: str = ""
    part: str = ""
    person: str = ""
    confidence: float = 0.0
    certain_of_person: float = 0.0
    evidence: list[tuple[str, str, float]] = field(default_factory=list)
    label: str = ""
    signed: bool = False
    tabled: bool = False  # it stands in a row of a table
    beside: str = ""
    meanings: dict[str, Meaning] = field(default_factory=dict)

    @property
    def column(self) -> bool:
        """Whether it stands in a table under the heading of its column."""
        return self.labels.head or (self.labels.best is not None and self.labels.best.side == "column")

    @property
    def number(self) -> str:
        """Which sort of number it is: case, claim, mrn ..."""
        return self.part if self.concept == "case_number" else ""

    def told(self, source: str) -> Meaning:
        """What one witness says."""
        return self.meanings.get(source, NOTHING)


def shifted_tooltips(items: Sequence[Item]) -> bool:
    """Whether the tooltips of a page fit the label of the box before or after better than their own."""
    own, near = 0, 0
    texts = [(i.labels.best.text if i.labels.best else "", i.spot.tooltip) for i in items if not i.spot.tick]
    for at, (label, tooltip) in enumerate(texts):
        if not tooltip or not label or not at:
            continue
        said = set(prepared(tooltip).split())
        here, before, after = (_alike(said, texts[k][0]) if 0 <= k < len(texts) else 0.0 for k in (at, at - 1, at + 1))
        own += here > max(before, after) + 0.2
        near += max(before, after) > here + 0.2
    return near > own and near >= _FEWEST


def _alike(words: set[str], text: str) -> float:
    other = set(prepared(text).split())
    return len(words & other) / max(len(words | other), 1)


def agreement(spot: Spot, text: str) -> float:
    """Say how far name and tooltip of a spot agree with a printed text, from -0.6 (against) to 1.0 (both for it)."""
    told = meaning_of_print(text)
    if not told.concept or spot.tick:
        return 0.0
    score = 0.0
    for other in (meaning_of_print(spot.tooltip) if spot.tooltip else NOTHING, _of_name(spot.name)):
        if other.concept and other.strength >= _HEARD:
            same = _KIN.get(other.concept, other.concept) == _KIN.get(told.concept, told.concept)
            score += (
                (0.5 if other.part == told.part else 0.4 if not told.part or not other.part else 0.1) if same else -0.3
            )
    return score


def _displaced(items: Sequence[Item], at: int, source: str) -> bool:
    """Whether a tooltip or name that contradicts its box's label says what the label of a box near by says."""
    item = items[at]
    label, told = item.told("label"), item.told(source)
    if not told.concept or not label.concept or label.strength < _SAID:
        return False
    if _KIN.get(label.concept, label.concept) == _KIN.get(told.concept, told.concept):
        return False
    words = set(told.words.split())
    near = [items[k] for k in range(max(at - 4, 0), min(at + 5, len(items))) if k != at]
    return any(_alike(words, n.told("label").words) > _ALIKE and n.told("label").concept == told.concept for n in near)


def weigh(items: Sequence[Item]) -> None:
    """Find what the boxes of a page ask, one after the other, then whose they are."""
    trust = 0.25 if shifted_tooltips(items) else 0.8
    for item in items:
        _hear(item)
    displaced = [(item, s) for at, item in enumerate(items) for s in ("tooltip", "name") if _displaced(items, at, s)]
    for item, source in displaced:
        item.evidence.append((f"{source} of another box", item.told(source).words, 0.0))
        item.meanings[source] = item.told(source)._replace(strength=_DISPLACED)
    for item in items:
        _concept(item, trust)


def _hear(item: Item) -> None:
    spot = item.spot
    best = item.labels.best
    item.label = best.text if best is not None else ""
    if best is not None:
        item.meanings["label"] = meaning_of_print(best.text)
    if spot.tooltip:
        item.meanings["tooltip"] = meaning_of_print(spot.tooltip)
    item.meanings["name"] = _of_name(spot.name)


def _of_name(name: str) -> Meaning:
    segments = name.split(".")
    last = meaning(prepared_name(segments[-1]))
    words = prepared_name(".".join(segments[-3:]))
    person = last.person or whose(words, persons(words), None)
    if not last.concept and len(segments) > 1 and segments[-1].strip("0123456789[]") == "":
        last = meaning(prepared_name(segments[-2]))
    return last._replace(person=person)


def _concept(item: Item, trust: float) -> None:
    votes: dict[str, float] = defaultdict(float)
    said: dict[str, list[tuple[str, Meaning, float]]] = {}
    for source, told, weight in _witnesses(item, trust):
        kin = _KIN.get(told.concept, told.concept)
        if not kin:
            continue
        votes[kin] += weight
        said.setdefault(kin, []).append((source, told, weight))
    if not votes:
        return
    ranked = sorted(votes.items(), key=lambda vote: -vote[1])
    kin, weight = ranked[0]
    label = item.told("label")
    best = item.labels.best
    if (
        best is not None
        and best.price < 1.0
        and label.strength >= _CLEAR
        and _KIN.get(label.concept, label.concept) in votes
    ):
        mine = _KIN.get(label.concept, label.concept)
        others = [w for k, w in ranked if k != mine]
        weight, kin = votes[mine], mine
        against = max(others, default=0.0)
    else:
        against = ranked[1][1] if len(ranked) > 1 else 0.0
    heard = said[kin]
    special = [m.concept for _, m, w in sorted(heard, key=lambda h: -h[2]) if m.concept != "date"]
    item.concept = special[0] if special else heard[0][1].concept
    item.part = _part(heard)
    if item.concept == "date" and item.signed and not item.part:
        item.concept = "signature_date"
    item.confidence = round(max(0.0, 1 - math.exp(-_CERTAINTY * weight) - _CONFLICT * against), 3)
    item.evidence += [(source, told.words, round(w, 2)) for source, told, w in heard]
    item.evidence += [(f"against: {s}", m.words, round(w, 2)) for k, ms in said.items() if k != kin for s, m, w in ms]


def _part(heard: list[tuple[str, Meaning, float]]) -> str:
    """Tell which part of the answer the box holds: what its label says, unless the others agree on more."""
    label = next((m for s, m, _ in heard if s.startswith("label")), None)
    others = [m.part for s, m, _ in heard if s in {"tooltip", "name"}]
    if label is not None and label.strength >= _CLEAR:
        if label.part or not (len(others) > 1 and len(set(others)) == 1):
            return label.part
        return others[0]
    votes: dict[str, float] = defaultdict(float)
    for _, told, weight in heard:
        if told.part:
            votes[told.part] += weight
    return max(votes, key=lambda part: votes[part]) if votes else ""


def _witnesses(item: Item, trust: float) -> list[tuple[str, Meaning, float]]:
    found: list[tuple[str, Meaning, float]] = []
    best = item.labels.best
    if best is not None:
        told = item.told("label")
        found.append((f"label {best.side}", told, told.strength * _nearness(best)))
    tip = item.told("tooltip")
    found.append(("tooltip", tip, trust * tip.strength))
    name = item.told("name")
    found.append(("name", name, 0.7 * name.strength))
    spoken = {_KIN.get(t.concept, t.concept) for t in (tip, name) if t.strength > _DISPLACED}
    for other in item.labels.others:
        told = meaning_of_print(other.text)
        if told.concept and _KIN.get(told.concept, told.concept) in spoken and other.price < _NEAR:
            found.append((f"print {other.side}", told, 0.6 * told.strength * _nearness(other)))
            if not item.told("label").concept:
                item.label = other.text
            break
    else:
        if not item.told("label").concept and not spoken - {""}:
            found += _other_print(item)
    form = _format(item.spot)
    if form.concept:
        found.append(("format", form, form.strength))
    return found


def _other_print(item: Item) -> list[tuple[str, Meaning, float]]:
    """Where nothing else speaks, take the nearest print that is understood."""
    best = item.labels.best
    kind = best is not None and _KIND_OF_PHONE.fullmatch(prepared(best.text)) is not None
    if best is not None and best.price < _PLAIN and best.text[:1] not in "([" and not kind:
        return []  # it asks for something else, in words that nobody listed
    for other in item.labels.others:
        told = meaning_of_print(other.text)
        if kind and told.concept != "phone":
            continue
        if told.concept and told.strength >= _CLEAR and other.price < _NEAR and other.side != "below":
            return [(f"print {other.side}", told, 0.45 * told.strength * _nearness(other))]
    return []


_SCRIPTS = (
    (re.compile(r"AFDate"), "date", 0.35),
    (re.compile(r"AFSpecial\w*\(\s*[01]\s*\)"), "address", 0.35),
    (re.compile(r"AFSpecial\w*\(\s*2\s*\)"), "phone", 0.4),
    (re.compile(r"AFSpecial\w*\(\s*3\s*\)"), "ssn", 0.4),
)


def _nearness(label: Label) -> float:
    """Give what the place of a label leaves of its weight: all where it stands as labels do."""
    return max(1 - max(label.price - _USUAL, 0.0) / _DROP, _LEAST)


def _format(spot: Spot) -> Meaning:
    """Tell what the lengths of its cells, its format or its kind say of a box."""
    if spot.kind.value == "signature":
        return Meaning("signature", "", "", 0.7, "signature field")
    if spot.pattern in {"ssn", "phone", "date"}:
        return Meaning(spot.pattern, "", "", 0.5, f"lengths of the boxes: {spot.pattern}")
    for pattern, concept, weight in _SCRIPTS:
        if pattern.search(spot.format):
            return Meaning(concept, "zip" if concept == "address" else "", "", weight, f"format: {concept}")
    return NOTHING
