"""Filled boxes that the form's definition does not know."""

from __future__ import annotations

from collections.abc import Iterator

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.model import Facts, Record

_SHOWN = 8


class Condition(BaseCondition):
    """Reports all of them at once.

    Words: {boxes} (`1 box`, `3 boxes`) and {labels}, the first eight labels or names.
    """

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:  # noqa: ARG002 - needs no facts
        """Yield one problem when there are such boxes."""
        number = len(record.unplaced)
        if not number:
            return
        labels = [" ".join((box.label or box.name or str(box.place) or "no label").split()) for box in record.unplaced]
        shown = ", ".join(labels[:_SHOWN]) + (f" and {number - _SHOWN} more" if number > _SHOWN else "")
        boxes = "1 box" if number == 1 else f"{number} boxes"
        yield Problem(words={"boxes": boxes, "labels": shown}, place=record.unplaced[0].place)

    def words(self) -> frozenset[str]:
        """Give the words of this condition."""
        return frozenset({"boxes", "labels"})
