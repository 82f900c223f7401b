"""How confidence goes with being right: the claims of the drafts in bins, which show where the threshold belongs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

#: Where the bins begin. The product asks for confirmation below 0.75 (`learn_groups.SURE`).
EDGES = (0.0, 0.45, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)


class Told(NamedTuple):
    """A question of a draft that has the name of an answer: how sure the draft is, and whether it is that answer."""

    confidence: float
    right: bool


def table(told: Iterable[Told]) -> Iterator[str]:
    """Give the lines of the table."""
    rows = _rows(list(told))
    yield f"{'confidence':>12} {'claims':>7} {'right':>7} {'wrong':>7} {'right %':>8}"
    for low, high, right, wrong in rows:
        if right + wrong:
            share = 100 * right / (right + wrong)
            yield f"{low:6.2f}-{high:5.2f} {right + wrong:7} {right:7} {wrong:7} {share:8.1f}"


def _rows(told: Sequence[Told]) -> Iterator[tuple[float, float, int, int]]:
    for low, high in zip(EDGES, (*EDGES[1:], 1.01), strict=True):
        here = [one.right for one in told if low <= one.confidence < high]
        yield low, min(high, 1.0), sum(here), len(here) - sum(here)


def told_of(draft: Sequence[Mapping[str, Any]], right: Mapping[str, bool], absent: Iterable[str]) -> Iterator[Told]:
    """Give what a draft claims.

    right: for each name that the form asks, whether the question of this name holds the right boxes. absent: names
    that the form does not ask.
    """
    wrong = set(absent)
    for entry in draft:
        if entry["name"] in right or entry["name"] in wrong:
            yield Told(entry["confidence"], right.get(entry["name"], False))
