"""A district of its region, a county of its district, as the office's settings have them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.model import Facts, Record

#: What the areas of a setting lie in.
_ABOVE = {"districts": "regions", "counties": "districts"}
_NOUNS = frozenset({"region", "district", "county", "the", "of"})


class Condition(BaseCondition):
    """A problem when the inner area does not lie in the outer one; silent where one is blank or nothing is configured.

    inner, outer: the two fields. areas: the setting that lists the inner areas by outer area.
    complete: the setting names every outer area, so that another one is a mistake too.
    Words: {inner} and {outer} as written, {known} what the settings have there (`districts North, South`).
    """

    inner: str
    outer: str
    areas: Literal["districts", "counties"]
    complete: bool = False

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield one problem."""
        areas = getattr(facts.agency, self.areas)
        inner, outer = record.value(self.inner), record.value(self.outer)
        if not areas or not outer or not inner:
            return
        found = next((name for name in areas if _key(name) == _key(outer)), None)
        words = {"inner": str(inner), "outer": str(outer)}
        if found is None:
            if self.complete:
                yield Problem(self.outer, {**words, "known": f"{_ABOVE[self.areas]} {', '.join(areas)}"})
        elif areas[found] and _key(inner) not in map(_key, areas[found]):
            yield Problem(self.inner, {**words, "known": f"{self.areas} {', '.join(areas[found])}"})

    def fields(self) -> frozenset[str]:
        """Give the two fields."""
        return frozenset({self.inner, self.outer})

    def words(self) -> frozenset[str]:
        """Give the words of this condition."""
        return frozenset({"inner", "outer", "known"})


def _key(name: str) -> str:
    """Make `Penobscot County` and `PENOBSCOT` the same."""
    words = str(name).casefold().split()
    return " ".join(word for word in words if word not in _NOUNS) or " ".join(words)
