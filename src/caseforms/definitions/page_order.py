"""Which page of a copy is which page of a blank: by their print, and by their order where pages look alike.

A form often has pages that differ by a word or two: a sheet for each child, an appendix that is there twice. With a
fax cover in front, or a page left out, counting pages takes one for the next. So all pages are assigned together, in
their order (the best chain, by dynamic programming), and a page for which another chain would do nearly as well is
doubtful.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

_ALIKE = 6  # words more found than missing by which the print tells one page from another
_NEXT = 1  # words that it is worth that a page follows the one before

#: How well a page of the copy is explained by a page of the blank: printed words found less those missing.
Scores = Mapping[tuple[int, int], int]


class Pair(NamedTuple):
    """A page of a copy with its page of the blank. others: pages of the blank that it may be nearly as well."""

    copy: int
    blank: int
    others: tuple[int, ...] = ()


@lru_cache(maxsize=512)
def _counted(words: tuple[str, ...]) -> Counter[str]:
    return Counter(words)


def score(printed: tuple[str, ...], seen: Mapping[str, int]) -> int:
    """Give how many printed words of a page of the blank are seen on a page, less those that are not."""
    found = sum(min(count, seen.get(word, 0)) for word, count in _counted(printed).items())
    return 2 * found - len(printed)


def assigned(scores: Scores) -> tuple[list[Pair], list[Pair]]:
    """Assign the pages of a copy to those of a blank.

    Returns:
        The pairs, each page at most once; and the pages of the copy whose only fitting pages are taken.
    """
    near = _near(scores)
    chain = _chain(near)
    best = _worth(chain, near)
    pairs = [Pair(copy, blank, _doubts(copy, blank, near, best)) for copy, blank in chain]
    taken = {pair.blank for pair in pairs}
    again: list[Pair] = []
    for copy in sorted({copy for copy, _ in near} - {pair.copy for pair in pairs}):
        mine = sorted((-worth, blank) for (one, blank), worth in near.items() if one == copy)
        free = [blank for _, blank in mine if blank not in taken]
        if free:  # out of its order
            pairs.append(Pair(copy, free[0], tuple(blank for _, blank in mine if blank != free[0])))
            taken.add(free[0])
        else:
            again.append(Pair(copy, mine[0][1]))
    return pairs, again


def _near(scores: Scores) -> dict[tuple[int, int], int]:
    """Leave out the pages of the blank that another one explains better by more than a word or two."""
    most: dict[int, int] = {}
    for (copy, _), worth in scores.items():
        most[copy] = max(worth, most.get(copy, worth))
    return {pair: worth for pair, worth in scores.items() if worth > most[pair[0]] - _ALIKE}


def _doubts(copy: int, blank: int, near: Scores, best: int) -> tuple[int, ...]:
    others = {other for one, other in near if one == copy and other != blank}
    if not others:
        return ()
    if any(near[copy, other] > near[copy, blank] for other in others):
        return tuple(sorted(others))  # print and order disagree
    without = {pair: worth for pair, worth in near.items() if pair != (copy, blank)}
    chain = _chain(without)
    if _worth(chain, without) <= best - _ALIKE:
        return ()
    return tuple(other for one, other in chain if one == copy)


def _worth(chain: list[tuple[int, int]], scores: Scores) -> int:
    follows = sum((copy - 1, blank - 1) in chain for copy, blank in chain)
    return sum(_weight(scores[pair]) for pair in chain) + _NEXT * follows


def _weight(worth: int) -> int:
    """Let any page count, also one of whose print little was found again."""
    return max(worth, 1)


def _chain(scores: Scores) -> list[tuple[int, int]]:
    """Give the pairs, both pages rising, that are worth most together; the first pages where chains are alike."""
    copies, blanks = sorted({copy for copy, _ in scores}), sorted({blank for _, blank in scores})
    ends: dict[tuple[int, int], tuple[int, tuple[int, int] | None]] = {}  # a pair that ends a chain -> worth, before
    best: dict[tuple[int, int], tuple[int, tuple[int, int] | None]] = {}  # up to a pair of indices -> worth, last pair
    nothing: tuple[int, tuple[int, int] | None] = (0, None)
    for row, copy in enumerate(copies):
        for column, blank in enumerate(blanks):
            up, left = best.get((row - 1, column), nothing), best.get((row, column - 1), nothing)
            here = up if up[0] >= left[0] else left
            if (copy, blank) in scores:
                before = best.get((row - 1, column - 1), nothing)
                last = (copy - 1, blank - 1)
                if last in ends and ends[last][0] + _NEXT > before[0]:
                    before = (ends[last][0] + _NEXT, last)
                ends[copy, blank] = (before[0] + _weight(scores[copy, blank]), before[1])
                if ends[copy, blank][0] > here[0]:
                    here = (ends[copy, blank][0], (copy, blank))
            best[row, column] = here
    chain: list[tuple[int, int]] = []
    at = best[len(copies) - 1, len(blanks) - 1][1] if best else None
    while at is not None:
        chain.append(at)
        at = ends[at][1]
    return chain[::-1]
