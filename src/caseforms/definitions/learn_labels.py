"""Which printed label belongs to which box, from geometry alone.

A label stands inside its box, on its left, above it, or (signature lines) below it; a tick's stands on its right.
Each way has a price in doubt, which grows with the distance and with every ruled line between. The cheapest pair is
joined first, and what is one box's label is dearer for the next. A page has a habit, which makes its way cheaper.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from caseforms.definitions.learn_page import Phrase, Sheet, Spot
from caseforms.definitions.learn_running import words_before

_FAR_LEFT, _FAR_ABOVE, _FAR_BELOW, _FAR_RIGHT = 260.0, 26.0, 16.0, 30.0
_WALL_PRICE = 1.6
_TAKEN_PRICE = 1.8
_HABIT = 1.2
_SURE, _MARGIN = 2.0, 0.7  # a label that is as cheap, and by so much cheaper than those on other sides, shows the habit
_AGREED = 1.0  # by how much a label is cheaper that says what name and tooltip say
_DEAREST = 5.0
_SLACK = 4.0
_INSIDE, _INDENT = 0.2, 30.0  # price of a label inside its box; how far it may be set in
_FAR, _FAR_OFF = 0.4, 60.0  # what a label on the left costs more that stands so many points off
_SPENT, _SMALL, _CENTRED = 3.0, 80.0, 12.0  # what a hint under another box costs; points of that box, of its middle
_HINT = re.compile(
    r"\W*(?:mm|dd|yy(?:yy)?|mo|month|day|year|mes|d[i\u00ed]a|a\u00f1o|area(?: code)?|m\.?i\.?|ext)\W*", re.IGNORECASE
)
_SENTENCE = 11  # words from which print is a sentence rather than a label


class Label(NamedTuple):
    """A label that was found. side: inside, left, above, below, right or column; price: the doubt, 0 for none."""

    text: str
    side: str
    price: float
    phrase: Phrase


class Labels(NamedTuple):
    """What is printed about one spot: its label, and the others that it might be, the likeliest first.

    head: it is the first row of a table.
    """

    best: Label | None
    others: tuple[Label, ...]
    head: bool = False


def labels_of(sheet: Sheet, agree: Callable[[Spot, str], float] = lambda _spot, _text: 0.0) -> dict[Spot, Labels]:
    """Find the labels of all spots of a page.

    agree: says how far name and tooltip of a spot agree with a text, from -1 (against) to 1 (both for it).
    """
    offered = {
        spot: [
            o._replace(price=round(max(o.price - _AGREED * agree(spot, o.text), 0.0), 3)) for o in _offers(sheet, spot)
        ]
        for spot in sheet.spots
    }
    habits = _habits(offered)
    joined = _joined(offered, habits)
    found = {}
    for spot, offers in offered.items():
        best = joined.get(spot)
        others = sorted((o for o in offers if o is not best), key=lambda o: (o.price, o.text))
        if best is not None:
            best = best._replace(text=_whole(sheet, spot, best))
        found[spot] = Labels(best, tuple(others[:_OTHERS]))
    _columns(sheet, found)
    return found


def _habits(offered: dict[Spot, list[Label]]) -> Counter[tuple[bool, str]]:
    """Count on which side labels stand, by the boxes for which there is little doubt."""
    habits: Counter[tuple[bool, str]] = Counter()
    for spot, offers in offered.items():
        ranked = sorted(offers, key=lambda o: o.price)
        other = next((o for o in ranked[1:] if o.side != ranked[0].side), None)
        if ranked and ranked[0].price < _SURE and (other is None or other.price - ranked[0].price > _MARGIN):
            habits[spot.tick, ranked[0].side] += 1
    return habits


def _joined(offered: dict[Spot, list[Label]], habits: Counter[tuple[bool, str]]) -> dict[Spot, Label]:
    heap: list[tuple[float, int, int, Spot, Label]] = []
    for at, (spot, offers) in enumerate(offered.items()):
        total = sum(count for (tick, _), count in habits.items() if tick == spot.tick)
        for number, offer in enumerate(offers):
            share = habits[spot.tick, offer.side] / total if total else 0.0
            heap.append((offer.price + _HABIT * (1 - share) if total else offer.price, at, number, spot, offer))
    heapq.heapify(heap)
    joined: dict[Spot, Label] = {}
    taken: dict[int, Spot] = {}
    dearer: set[tuple[int, int]] = set()
    while heap:
        price, at, number, spot, offer = heapq.heappop(heap)
        if spot in joined or price > _DEAREST + _HABIT:
            continue
        owner = taken.get(id(offer.phrase))
        if owner is not None and (at, number) not in dearer:
            dearer.add((at, number))
            heapq.heappush(heap, (price + _TAKEN_PRICE, at, number, spot, offer))
            continue
        joined[spot] = offer
        taken.setdefault(id(offer.phrase), spot)
    return joined


def _offers(sheet: Sheet, spot: Spot) -> Iterator[Label]:
    before = words_before(sheet, spot)
    if before is not None:
        yield Label(before[0], "left", _INSIDE, before[1])
        return
    for phrase in sheet.phrases:
        if not any(map(str.isalpha, phrase.text)) and "#" not in phrase.text and not spot.tick:
            continue
        long = 1.0 if len(phrase.text.split()) > _SENTENCE and not spot.tick else 0.0
        side_price = _tick_price(sheet, spot, phrase) if spot.tick else _text_price(sheet, spot, phrase)
        if side_price is not None and side_price[1] + long <= _DEAREST:
            yield Label(phrase.text, side_price[0], round(side_price[1] + long, 3), phrase)


def _tick_price(sheet: Sheet, spot: Spot, phrase: Phrase) -> tuple[str, float] | None:
    x0, y0, x1, y1 = spot.box
    a0, b0, a1, b1 = phrase.box
    middle, at = (y0 + y1) / 2, (b0 + b1) / 2
    if abs(middle - at) <= max(y1 - y0, phrase.size) * 0.6:
        off = abs(middle - at) / 10
        if -_SLACK <= a0 - x1 <= _FAR_RIGHT:
            return "right", (a0 - x1) / 12 + off + _walls(sheet.upright, x1 + 2, a0, middle, 0)
        if -_SLACK <= x0 - a1 <= _FAR_RIGHT:
            return "left", 1.5 + (x0 - a1) / 12 + off + _walls(sheet.upright, a1, x0 - 2, middle, 0)
    if b0 >= y1 - 2 and b0 - y1 <= _FAR_ABOVE and a0 <= x1 and a1 >= x0:
        return "above", 2.5 + (b0 - y1) / 10
    return None


def _text_price(sheet: Sheet, spot: Spot, phrase: Phrase) -> tuple[str, float] | None:
    x0, y0, x1, y1 = spot.box
    a0, b0, a1, b1 = phrase.box
    middle, at = (y0 + y1) / 2, (b0 + b1) / 2
    centre = (a0 + a1) / 2
    if x0 - 2 <= centre <= x1 + 2 and a0 >= x0 - 8 and y0 - 1 <= at <= y1 + 1:
        return "inside", _INSIDE if at > middle or phrase.box[0] - x0 < _INDENT else 4 * _INSIDE
    level = b0 < y1 - 1 and b1 > y0 + 1 and (y0 - 2 <= at <= y1 + 2)
    if level and a1 <= x0 + _SLACK + 6:
        gap = max(x0 - a1, 0.0)
        if gap > _FAR_LEFT:
            return None
        tall = 0.3 * max(abs(middle - at) / max(y1 - y0, 1) - 0.25, 0) * 4
        between = sum(1 for s in sheet.spots if s != spot and _between(s, a1, x0, y0, y1))
        return "left", gap / 40 + tall + 1.5 * between + _walls(sheet.upright, a1 + 1, x0 - 2, middle, 0) + (
            _FAR if gap > _FAR_OFF else 0
        )
    return _over_price(sheet, spot, phrase)


def _over_price(sheet: Sheet, spot: Spot, phrase: Phrase) -> tuple[str, float] | None:
    """Price a phrase above or below a spot."""
    x0, y0, x1, y1 = spot.box
    a0, b0, a1, b1 = phrase.box
    shared = min(x1, a1) - max(x0, a0)
    if shared <= 0.3 * min(x1 - x0, a1 - a0) and not (x0 - 14 <= a0 <= x1 - 8):
        return None
    across = max(min((a0 + a1) / 2, x1), x0)
    start = min(abs(a0 - x0), abs((a0 + a1) / 2 - (x0 + x1) / 2)) / 60
    # a phrase much wider than the spot is a sentence over many boxes
    wide = 0.8 if a1 - a0 > (x1 - x0) * 1.6 + 40 else 0.0
    lined = _underlined(sheet, spot)
    if -_SLACK <= b0 - y1 <= _FAR_ABOVE:
        gap = max(b0 - y1, 0.0)
        between = sum(
            1
            for s in sheet.spots
            if s != spot and s.box[0] < across < s.box[2] and y1 - 2 <= (s.box[1] + s.box[3]) / 2 <= b0 + 2
        )
        spent = _SPENT if _is_spent(sheet, phrase, gap) else 0.0
        return "above", spent + (0.7 if lined else 0.3) + gap / 9 + start + wide + 1.5 * between + _walls(
            sheet.level, y1 + 3, b0 - 0.5, across, 1
        )
    if -_SLACK <= y0 - b1 <= _FAR_BELOW:
        gap = max(y0 - b1, 0.0)
        return "below", (0.7 if lined else 1.3) + gap / 9 + start + wide + 0.7 * _walls(
            sheet.level, b1 + 0.5, y0 - 5, across, 1
        )
    return None


def _is_spent(sheet: Sheet, phrase: Phrase, room: float) -> bool:
    """Whether a phrase says how to write into the small box right above it, nearer than the one below: "yyyy"."""
    if not _HINT.fullmatch(phrase.text.strip()):
        return False
    a0, _, a1, b1 = phrase.box
    return any(
        abs((s.box[0] + s.box[2] - a0 - a1) / 2) <= _CENTRED and -_SLACK <= s.box[1] - b1 < min(room, _FAR_BELOW)
        for s in sheet.spots
        if s.box[2] - s.box[0] <= _SMALL
    )


def _underlined(sheet: Sheet, spot: Spot) -> bool:
    """Whether one writes on a line: one is drawn under the box, and none at its sides or over it."""
    x0, y0, x1, y1 = spot.box
    under = any(
        wall[0] - 4 <= x0 + 4
        and wall[2] + 4 >= x1 - 4
        and abs((wall[1] + wall[3]) / 2 - y0) <= _SLACK
        and wall[2] - wall[0] < (x1 - x0) * 1.25 + 12
        for wall in sheet.level
    )
    sides = any(abs(wall[0] - x0) <= _SLACK and wall[1] < y1 - 3 and wall[3] > y0 + 3 for wall in sheet.upright)
    return under and not sides


def _between(spot: Spot, left: float, right: float, bottom: float, top: float) -> bool:
    x0, y0, x1, y1 = spot.box
    return left - 2 <= x0 and x1 <= right + 2 and y0 < top - 2 and y1 > bottom + 2


def _walls(
    walls: tuple[tuple[float, float, float, float], ...], low: float, high: float, at: float, axis: int
) -> float:
    """Price the walls between two places: those across `axis` (0: x, 1: y) that pass `at` on the other one."""
    if high <= low:
        return 0.0
    found = set()
    for wall in walls:
        place = (wall[axis] + wall[axis + 2]) / 2
        if low < place < high and wall[1 - axis] - 1 <= at <= wall[3 - axis] + 1:
            found.add(round(place / 4))
    return _WALL_PRICE * min(len(found), 2)


_EDGE, _BRACKET = 3.0, 20.0  # points by which the lines of one label may be set in; a line in brackets farther
_LEADING = 0.45  # of the type's height: the room between the lines of one label
_LONGEST = 90  # letters of a line of a label
_COLUMN_PRICE = 1.9
_OTHERS = 6  # labels that are remembered beside the best
_ENDS = re.compile(r"[.:;!?)]$")


def _whole(sheet: Sheet, spot: Spot, label: Label) -> str:
    """Give a label with the line above it that it continues, or below that continues it: "If different / from home"."""
    phrase = label.phrase
    if label.side == "below":
        return label.text
    for other in sheet.phrases:
        edge = _BRACKET if phrase.text[:1] == "(" else _EDGE
        ended = _ENDS.search(other.text) and phrase.text[:1] != "("
        if _continues(other, phrase, edge) and other.bold == phrase.bold and not ended and len(other.text) < _LONGEST:
            return f"{other.text} {label.text}"
    if label.side == "left" or _ENDS.search(label.text):
        return label.text
    for other in sheet.phrases:
        clear = other.box[1] >= spot.box[3] - _EDGE or label.side != "above"
        if clear and _continues(phrase, other, _EDGE):
            return f"{label.text} {other.text}"
    return label.text


def _continues(upper: Phrase, lower: Phrase, edge: float) -> bool:
    """Whether a line goes on in the line right below it, which begins with a small letter or a bracket."""
    begun = lower.text[:1].islower() or lower.text[:1] == "("
    gap = upper.box[1] - lower.box[3]
    near = -_EDGE <= gap <= lower.size * _LEADING and abs(upper.box[0] - lower.box[0]) <= edge
    return upper is not lower and begun and near and abs(upper.size - lower.size) <= 1


def _columns(sheet: Sheet, found: dict[Spot, Labels]) -> None:
    """Give boxes of a table the heading of their column, where nothing nearer is their label."""
    heads: set[Spot] = set()
    for spot in sheet.spots:
        labels = found[spot]
        if spot.tick or (labels.best is not None and labels.best.price < _SURE):
            continue
        for other in sorted(_over(sheet, spot), key=lambda o: o.box[1]):
            best = found[other].best
            if best is None or best.price >= _SURE:
                continue
            if best.side in {"above", "column", "inside"}:
                heads.add(other)
                rest = (labels.best, *labels.others) if labels.best is not None else labels.others
                found[spot] = Labels(best._replace(side="column", price=_COLUMN_PRICE), rest[:_OTHERS])
            break
    for spot in heads:
        found[spot] = found[spot]._replace(head=True)


def _over(sheet: Sheet, spot: Spot) -> list[Spot]:
    """Give the boxes above a box that have its width."""
    x0, _, x1, y1 = spot.box
    alike = (s for s in sheet.spots if abs(s.box[0] - x0) <= _SLACK + 2 and abs(s.box[2] - x1) <= 3 * _SLACK)
    return [other for other in alike if other != spot and not other.tick and other.box[1] >= y1 - _SLACK]
