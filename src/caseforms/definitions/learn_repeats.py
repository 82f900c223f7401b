"""Fields that a form shows in several places, such as the name at the head of each page: one question, asked once."""

from __future__ import annotations

from collections.abc import Sequence

from caseforms.definitions.learn_evidence import Item
from caseforms.definitions.learn_groups import HEARD


def without_repeats(pages: Sequence[Sequence[Item]]) -> list[list[Item]]:
    """Keep of each field one place: the first, or the first at which the form says what it asks.

    All places of a field show the same answer. A tick is kept once for each of its states: the buttons of a group
    share a name, and each means something else; on one page all stay, where their places tell them apart.
    """
    best: dict[tuple[str, str], Item] = {}
    for items in pages:
        for item in items:
            known = best.setdefault(_key(item), item)
            if _clear(item) and not _clear(known) and not item.spot.tick:
                best[_key(item)] = item
    return [[item for item in items if _stays(item, best[_key(item)])] for items in pages]


def _key(item: Item) -> tuple[str, str]:
    return item.spot.name or item.spot.cell, item.spot.state if item.spot.tick else ""


def _stays(item: Item, best: Item) -> bool:
    if item is best or not _key(item)[0]:
        return True
    return item.spot.tick and (not item.spot.state or item.spot.page == best.spot.page)


def _clear(item: Item) -> bool:
    return bool(item.concept) and item.confidence >= HEARD and bool(item.labels.best)
