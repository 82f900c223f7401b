"""Whose it is what a box asks: by its own label, tooltip and name, else by the heading or the name it stands under."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from caseforms.definitions.learn_evidence import Item
from caseforms.definitions.learn_meaning import persons, prepared, whose
from caseforms.definitions.learn_page import same_line
from caseforms.definitions.learn_sections import Heading

_REACH = 60.0  # points: how far below a name what is asked of the same person may stand
_ROW = 10.0  # points by which boxes of one line or column may differ
#: Weights of the witnesses: a label that is understood, one that is not, tooltip, name, heading, a name near by.
_LABEL, _UNCLEAR, _TOOLTIP, _NAME, _HEADING, _BEGUN, _NEIGHBOUR = 1.0, 0.6, 0.7, 0.8, 0.6, 0.3, 0.5
_UNDERSTOOD = 0.6  # strength from which a label is understood
_CERTAINTY, _CONFLICT = 2.2, 0.3
#: What is asked of the person whose name stands near by.
_PERSONAL = frozenset(
    "birth_date ssn phone address email age gender fax aka case_number language relationship title name".split()
)


def tell_people(items: Sequence[Item]) -> None:
    """Find whose each box of a page is, in reading order."""
    named: list[Item] = []  # names that say whose they are
    asked: set[tuple[int, str, str]] = set()
    for item in items:
        votes = _witnesses(item)
        headed = _headed(item, asked)
        owner = _owner(named, item) if not votes and item.concept in _PERSONAL else None
        if owner is not None and item.concept == "case_number" and not same_line(owner.spot, item.spot):
            owner = None  # the case's own: another's name above does not make it that one's
        if headed == "official" and owner is not None:
            headed = ""
        if headed and (not votes or headed in votes):
            votes[headed] += _BEGUN if item.heading is not None and item.heading.yourself else _HEADING
        if not votes and owner is not None:
            votes[owner.person] += _NEIGHBOUR
            item.evidence.append(("neighbour", owner.label, _NEIGHBOUR))
        if votes:
            (item.person, most), *rest = sorted(votes.items(), key=lambda vote: -vote[1])
            against = rest[0][1] if rest else 0.0
            item.certain_of_person = round(max(1 - math.exp(-_CERTAINTY * most) - _CONFLICT * against, 0.0), 3)
        if item.person and item.concept == "name":
            named.append(item)


def _witnesses(item: Item) -> dict[str, float]:
    """Give what the box itself says of a person."""
    votes: dict[str, float] = defaultdict(float)
    label, tip, name = item.told("label"), item.told("tooltip"), item.told("name")
    if label.person and item.labels.best is not None:
        votes[label.person] += _LABEL if label.strength > _UNDERSTOOD else _UNCLEAR
    if tip.person:
        votes[tip.person] += _TOOLTIP
    if name.person:
        votes[name.person] += _NAME
    if item.beside and not votes:
        votes[item.beside] += _TOOLTIP
    return votes


def _headed(item: Item, asked: set[tuple[int, str, str]]) -> str:
    """Tell whom the heading names; under "start with yourself" the first of each question is the reader's own."""
    if item.heading is None or not item.heading.yourself:
        return _of_heading(item.heading)
    key = (id(item.heading), item.concept, item.part)
    first = key not in asked
    asked.add(key)
    return "subject" if first else "other"


def _owner(named: list[Item], item: Item) -> Item | None:
    """Find the name that an attribute without a person belongs to: on its left, else above it in its column."""
    x0, y0, _, y1 = item.spot.box
    level = [n for n in named if min(n.spot.box[3], y1) - max(n.spot.box[1], y0) > 0 and n.spot.box[0] < x0]
    if level:
        return max(level, key=lambda n: n.spot.box[0])
    over = [n for n in named if n.heading is item.heading and y1 - 2 <= n.spot.box[3] and n.spot.box[1] - y1 < _REACH]
    if not over:
        return None
    lowest = min(n.spot.box[1] for n in over)
    row = [n for n in over if n.spot.box[1] - lowest < _ROW]
    left = [n for n in row if n.spot.box[0] <= x0 + _ROW]
    return max(left, key=lambda n: n.spot.box[0]) if left else None


def _of_heading(heading: Heading | None) -> str:
    if heading is None or heading.text.rstrip().endswith("?"):
        return ""
    text = prepared(heading.text)
    return whose(text, persons(text), None)
