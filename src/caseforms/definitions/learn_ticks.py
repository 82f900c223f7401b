"""Ticks joined into questions: yes and no of one question, boxes of one list, buttons of one group."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from caseforms.definitions.learn_evidence import Item
from caseforms.definitions.learn_groups import Question
from caseforms.definitions.learn_meaning import meaning_of_print
from caseforms.definitions.learn_page import Phrase, Sheet, same_line
from caseforms.fieldtypes.text import fold
from caseforms.model import BoxKind

YES = frozenset({"yes", "si", "y", "true", "s"})
NO = frozenset({"no", "n", "false"})
_OVER = 34.0  # points: how far above ticks their question may stand
_NEXT = 26.0  # points between rows of one list
_INDENT = 45.0  # points by which ticks are set in under their question
_COLUMN = 6.0  # points by which boxes of one column may differ
_PAIR = 2
_CLEAR = 0.8  # strength from which the question tells what it asks
_SURE = 1.5  # price of a caption that is surely the tick's own
_TOUCH = 2.0  # points


def tick_questions(sheet: Sheet, items: Sequence[Item]) -> list[Question]:
    """Join the ticks of a page."""
    ticks = [item for item in items if item.spot.tick]
    groups: list[list[Item]] = []
    rest = list(ticks)
    captions = {id(item.labels.best.phrase) for item in ticks if item.labels.best is not None}
    page = _Page(sheet, items, captions, Counter(stem for item in ticks if (stem := _stem(item))))
    while rest:
        group = _group(page, rest)
        groups.append(group)
        rest = [item for item in rest if item not in group]
    return [_question(sheet, group, captions) for group in groups]


class _Page(NamedTuple):
    """A page with all of its boxes. captions: which phrases are captions of ticks; stems: how often names begin so."""

    sheet: Sheet
    items: Sequence[Item]
    captions: set[int]
    stems: Counter[str]


def _group(page: _Page, rest: list[Item]) -> list[Item]:
    first = rest[0]
    if not first.spot.alone or first.spot.kind is BoxKind.RADIO:
        same = [item for item in rest if item.spot.name == first.spot.name]
        if len(same) > 1:
            return same
    line = [first]
    for item in rest[1:]:
        if item.spot.alone and same_line(line[-1].spot, item.spot) and _joined(page, line[-1], item):
            line.append(item)
            if {_side(i) for i in line[-_PAIR:]} == {"yes", "no"}:
                return line[-_PAIR:] if len(line) > _PAIR else line
        else:
            break
    if any(_side(item) for item in line) or _on_left(page.sheet, line[0], page.captions) is not None:
        return line
    return _list(page, rest, line)


def _list(page: _Page, rest: list[Item], line: list[Item]) -> list[Item]:
    """Add the rows of a list below its first row; what stands under a question of its own beside it is another list."""
    found = list(line)
    left = min(item.spot.box[0] for item in line)
    beside = [i.spot.box[0] for i in rest[len(line) :] if same_line(line[0].spot, i.spot) and _apart(page, line[0], i)]
    end = min(beside, default=float("inf")) - _COLUMN
    lowest = line[0]
    for item in rest[len(line) :]:
        if item.spot.box[0] >= end:
            continue
        under = lowest.spot.box[1] - item.spot.box[3]
        level = same_line(lowest.spot, item.spot)
        if _side(item) or not item.spot.alone or item.spot.page != lowest.spot.page or (under > _NEXT and not level):
            break
        if not level and abs(item.spot.box[0] - left) > _COLUMN:
            break
        if _question_between(page.sheet, lowest, item):
            break
        found.append(item)
        lowest = item
    return found


def _apart(page: _Page, one: Item, two: Item) -> bool:
    """Whether two ticks of a line answer two questions: so say their names, or each stands under one of its own."""
    stems = _stem(one), _stem(two)
    if all(page.stems[stem] > 1 for stem in stems):
        return stems[0] != stems[1]
    left, right = _over(page, one), _over(page, two)
    if left is None or right is None or left is right:
        return False
    return abs(left.box[1] - right.box[1]) <= left.size


def _over(page: _Page, item: Item) -> Phrase | None:
    """Find the question or heading right above a tick, beginning there: it stands over a column of ticks."""
    x0, _, x1, y1 = item.spot.box
    over = [
        p
        for p in page.sheet.phrases
        if id(p) not in page.captions
        and -_TOUCH <= p.box[1] - y1 <= _OVER
        and x0 - _INDENT <= p.box[0] <= x1 + _TOUCH
        and (p.bold or p.text.rstrip().endswith((":", "?")))
    ]
    return min(over, key=lambda p: p.box[1], default=None)


def _question_between(sheet: Sheet, one: Item, two: Item) -> bool:
    """Whether a question or heading stands between two rows of ticks."""
    top, bottom = one.spot.box[1] - 1, two.spot.box[3] - 1
    return any(
        bottom <= (p.box[1] + p.box[3]) / 2 <= top
        and p.box[0] <= one.spot.box[0] + 2
        and (p.bold or p.text.endswith((":", "?")))
        for p in sheet.phrases
    )


def _joined(page: _Page, one: Item, two: Item) -> bool:
    """Whether nothing but the caption of the first stands between two ticks of a line."""
    between = [
        i
        for i in page.items
        if not i.spot.tick and same_line(i.spot, one.spot) and one.spot.box[0] < i.spot.box[0] < two.spot.box[0]
    ]
    own = one.labels.best.phrase if one.labels.best is not None else None
    print_ = [
        p
        for p in page.sheet.phrases
        if p is not own
        and p.box[0] > one.spot.box[2]
        and p.box[2] < two.spot.box[0] + 3
        and p.box[1] < one.spot.box[3]
        and p.box[3] > one.spot.box[1]
        and p.text.endswith((":", "?"))
    ]
    return not between and not print_ and not _apart(page, one, two)


def _stem(item: Item) -> str:
    """Give what the name of a box begins with, which is the same for all boxes of a list: `race` of `race_other`."""
    found = re.match(r"([A-Za-z]{3,}[\w ]*?)[_.][^_.]+$", item.spot.name.rpartition("[0].")[2])
    return found[1] if found else ""


def caption_of(item: Item) -> str:
    """Give what stands beside a tick; else its tooltip, else its state."""
    best = item.labels.best
    if best is not None and best.side in {"right", "left"}:
        return best.text
    return item.spot.tooltip or item.spot.state or (best.text if best is not None else "")


def _side(item: Item) -> str:
    """Tell whether a tick says yes or no: by its caption, else by its state."""
    best = item.labels.best
    captioned = bool(item.spot.tooltip) or (best is not None and best.side in {"right", "left"})
    words = fold(caption_of(item) if captioned else item.spot.state).split()[:1]
    return "yes" if words and words[0] in YES else "no" if words and words[0] in NO else ""


def _question(sheet: Sheet, group: list[Item], captions: set[int]) -> Question:
    asked = _asked(sheet, group, captions)
    text = asked.text if asked is not None else ""
    sides = [_side(item) for item in group]
    both = len(group) > 1 and set(sides) <= {"yes", "no"} and len(set(sides)) > 1
    told = meaning_of_print(text) if text else meaning_of_print(caption_of(group[0]))
    clear = told.strength >= _CLEAR
    question = Question(group, ["option"] * len(group), told.concept if clear else "", told.person, 0.0)
    question.asked = text
    question.kind = (
        "yes_no" if both or len(group) == 1 else "choice" if group[0].spot.kind is BoxKind.RADIO else "choices"
    )
    question.means = _means(group, sides, both=both)
    certain = all(i.labels.best is not None and i.labels.best.price < _SURE for i in group)
    question.confidence = 0.85 if certain and (text or len(group) == 1) else 0.6
    if group[0].heading is not None:
        question.notes.append(f"under: {group[0].heading.text}")
    return question


def _means(group: list[Item], sides: list[str], *, both: bool) -> list[str]:
    if both or (len(group) == 1 and sides[0]):
        return [side or "yes" for side in sides]
    if len(group) == 1:
        return ["yes"]
    found: list[str] = []
    for item in group:
        code = "_".join(fold(caption_of(item)).split()[:5])[:40] or f"option_{len(found) + 1}"
        code = "".join(c for c in code if c.isascii())
        code = code if code[:1].isalpha() else f"option_{code}".rstrip("_")
        number, wanted = 2, code
        while code in found:
            code, number = f"{wanted}_{number}", number + 1
        found.append(code)
    return found


def _asked(sheet: Sheet, group: list[Item], captions: set[int]) -> Phrase | None:
    """Find the question over a group: on its left, else above it."""
    first = group[0]
    left = _on_left(sheet, first, captions)
    if left is not None:
        return left
    x0, _, _, y1 = first.spot.box
    over = [
        p
        for p in sheet.phrases
        if id(p) not in captions and -_TOUCH <= p.box[1] - y1 <= _OVER and p.box[0] <= x0 + 40 and p.box[2] >= x0 - 40
    ]
    return min(over, key=lambda p: p.box[1] - y1, default=None) if len(group) > 1 else None


def _on_left(sheet: Sheet, item: Item, captions: set[int] | None = None) -> Phrase | None:
    x0, y0, _, y1 = item.spot.box
    own = item.labels.best.phrase if item.labels.best is not None else None
    level = [
        p
        for p in sheet.phrases
        if p is not own
        and p.box[2] <= x0 + 3
        and p.box[1] < y1 - 1
        and p.box[3] > y0 + 1
        and (captions is None or id(p) not in captions)
    ]
    nearest = max(level, key=lambda p: p.box[2], default=None)
    others = [
        s
        for s in sheet.spots
        if s != item.spot
        and nearest is not None
        and nearest.box[2] <= s.box[0] < x0
        and s.box[1] < y1
        and s.box[3] > y0
    ]
    return nearest if nearest is not None and not others and len(nearest.text) > _PAIR else None
