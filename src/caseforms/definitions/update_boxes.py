"""The boxes of every question on the new blank: those of its match, and those that staff had put there by hand.

Staff join what was learned apart and part what was learned together. Where a box is still the same one, that stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from caseforms.definitions.form import FieldDefinition
from caseforms.definitions.learned import LearnedBox
from caseforms.definitions.update_choices import Choices, choices_now, meaning_now
from caseforms.definitions.update_editions import Editions
from caseforms.definitions.update_match import Match, kind_of

_ALIKE = 6.0  # points by which boxes that move together may differ
_Spot = tuple[str, int]  # a question's name, and the number of a box of it


class Kept(NamedTuple):
    """A question that is on the new blank too.

    new: what was learned of it there, None where only its boxes are known again. boxes: as they are now.
    sure: False where somebody must look. type_changed: it is answered in another way than before.
    """

    old: FieldDefinition
    new: FieldDefinition | None
    boxes: tuple[LearnedBox, ...]
    sure: bool
    choices: Choices
    type_changed: bool = False


class Sorted(NamedTuple):
    """All questions of both editions. left: new questions, with the boxes that nobody else has."""

    kept: tuple[Kept, ...]
    left: tuple[FieldDefinition, ...]
    gone: tuple[FieldDefinition, ...]


def sort_out(editions: Editions, matches: Sequence[Match]) -> Sorted:
    """Give every box of the new blank to a question."""
    claims = _claims(editions, matches)
    by_old = {match.old.name: match for match in matches}
    taken = set(claims.values())
    kept: list[Kept] = []
    gone: list[FieldDefinition] = []
    for field in editions.old.field:
        match = by_old.get(field.name)
        own = {number: spot for (name, number), spot in claims.items() if name == field.name}
        if match is None and not own:
            gone += [field] if field.box else []  # without a box it was added by hand, or is print
            continue
        kept.append(_kept(editions, field, match, own, taken))
    matched = {match.new.name for match in matches}
    left = []
    for field in editions.new.field:
        free = tuple(box for at, box in enumerate(field.box) if (field.name, at) not in taken)
        if field.name not in matched and (free or not field.box) and not _left_out(editions):
            left.append(field if len(free) == len(field.box) else field.model_copy(update={"box": free}))
    return Sorted(tuple(kept), tuple(left), tuple(gone))


def _left_out(editions: Editions) -> bool:
    """Whether the blank has the boxes and the print that it had: what is missing was left out on purpose."""
    old, new = editions.old.blank, editions.new.blank
    return old is not None and new is not None and bool(old.names) and old.names == new.names and editions.same_print


def _claims(editions: Editions, matches: Sequence[Match]) -> dict[_Spot, _Spot]:
    """Give the old boxes that are on the new blank, as old spot -> new spot, where that does not go against a match."""
    by_widget: dict[str, list[tuple[_Spot, LearnedBox]]] = defaultdict(list)
    for field in editions.new.field:
        for at, box in enumerate(field.box):
            by_widget[box.widget or box.cell].append(((field.name, at), box))
    same: dict[_Spot, _Spot] = {}
    used: set[_Spot] = set()
    for field in editions.old.field:
        for at, box in enumerate(field.box):
            near = by_widget[box.widget or box.cell]
            spot = next((spot for spot, new in near if spot not in used and editions.same_box(box, new)), None)
            if spot is not None:
                same[field.name, at] = spot
                used.add(spot)
    for match in matches:
        _moved_together(match, by_widget, same, used)
    of_old, of_new = {m.old.name: m.new.name for m in matches}, {m.new.name: m.old.name for m in matches}
    firm = {(old, new) for (old, _), (new, _) in same.items() if of_old.get(old) == new}

    def holds(name: str, spot: _Spot) -> bool:
        theirs = of_new.get(spot[0])
        mine = of_old.get(name)
        return mine == spot[0] or (
            (theirs is None or (theirs, spot[0]) in firm) and (mine is None or (name, mine) in firm)
        )

    return {old: new for old, new in same.items() if holds(old[0], new)}


def _moved_together(
    match: Match, by_widget: dict[str, list[tuple[_Spot, LearnedBox]]], same: dict[_Spot, _Spot], used: set[_Spot]
) -> None:
    """Follow the other boxes of a question whose first one was found elsewhere, where all moved alike."""
    missing = [(at, box) for at, box in enumerate(match.old.box) if (match.old.name, at) not in same and box.widget]
    found = [(at, box, spot, new) for at, box in missing for spot, new in by_widget[box.widget] if spot not in used]
    own = [(box, new) for _, box, spot, new in found if spot[0] == match.new.name]
    for at, box, spot, new in found:
        together = any(_same_way(one, two, box, new) for one, two in own)
        if together and spot not in used and (match.old.name, at) not in same:
            same[match.old.name, at] = spot
            used.add(spot)


def _same_way(one: LearnedBox, two: LearnedBox, box: LearnedBox, new: LearnedBox) -> bool:
    """Whether two boxes moved by the same distance."""
    away = [(b - a) - (d - c) for a, b, c, d in zip(one.box, two.box, box.box, new.box, strict=True)]
    return one.page == box.page and two.page == new.page and max(map(abs, away)) <= _ALIKE


def _kept(
    editions: Editions, old: FieldDefinition, match: Match | None, own: dict[int, _Spot], taken: set[_Spot]
) -> Kept:
    new = match.new if match else None
    spots = list(own.values())
    if new is not None:
        spots += [spot for at in range(len(new.box)) if (spot := (new.name, at)) not in taken]
    if len(spots) > len(own):  # a box came to it: the reading order of the new blank
        order = {field.name: number for number, field in enumerate(editions.new.field)}
        spots.sort(key=lambda spot: (order[spot[0]], spot[1]))
    now = [editions.asked[name].box[at] for name, at in spots]
    if new is not None and _type_changed(old, new, spots):
        return Kept(old, new, tuple(now), sure=False, choices=Choices({}), type_changed=True)
    before = {spot: number for number, spot in own.items()}
    choices = Choices({})
    if new is not None:
        choices = choices_now(old, new, {at: number for (name, at), number in before.items() if name == new.name})
    sure = (match is None or match.sure) and not choices.renamed
    sure = sure and all(_as_before(editions, name) for name, _ in before if new is None or name != new.name)
    boxes = []
    for spot, box in zip(spots, now, strict=True):
        known = old.box[before[spot]] if spot in before else _by_name(old, box)
        with_meaning, certain = _box(known, box, choices.codes, trust=editions.same_print)
        boxes.append(with_meaning)
        sure = sure and certain
    return Kept(old, new, tuple(boxes), sure, choices)


def _as_before(editions: Editions, name: str) -> bool:
    return editions.same_print or editions.printed_as_before(editions.asked[name].label)


def _type_changed(old: FieldDefinition, new: FieldDefinition, spots: Sequence[_Spot]) -> bool:
    if not old.box:
        return False
    if kind_of(old) != kind_of(new):
        return True
    return kind_of(old) == "ticks" and old.type != new.type and len(spots) != len(old.box)


def _by_name(old: FieldDefinition, box: LearnedBox) -> LearnedBox | None:
    """Give the one old box of this name, where it stood elsewhere; ticks of one name cannot be told apart."""
    found = [one for one in old.box if box.widget and one.widget == box.widget]
    return found[0] if len(found) == 1 and not box.means else None


def _box(before: LearnedBox | None, now: LearnedBox, codes: dict[str, str], *, trust: bool) -> tuple[LearnedBox, bool]:
    """Give a box with the part and the meaning that staff gave it."""
    means, sure = meaning_now(before, now, codes, trust=trust)
    part = now.part if before is None else before.part
    return now.model_copy(update={"part": part, "means": means}), sure
