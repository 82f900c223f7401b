"""What the last form said about the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from caseforms.conditions.base import BaseCondition, Problem, is_personal
from caseforms.conditions.earlier import keys_of, known, latest
from caseforms.conditions.moment import shown
from caseforms.fieldtypes.keys import name_key
from caseforms.fieldtypes.phones import shown_phone
from caseforms.fieldtypes.text import fold
from caseforms.model import Facts, Record

Way = Literal["name", "case", "provider"]


def _listed(given: Any) -> Any:
    return (given,) if isinstance(given, str) else given


class Condition(BaseCondition):
    """A problem for each answer that differs from the form of the same case or provider received last.

    by: how the earlier form is found; of several ways the first that finds one. among: the forms to look at.
    compare: field here -> field there.
    Blank answers differ from nothing. Words: {a} the old answer, {b} the new one, {id} the earlier form, {d} its day.
    """

    by: Annotated[tuple[Way, ...], BeforeValidator(_listed), Field(min_length=1)]
    among: Annotated[tuple[str, ...], Field(min_length=1)]
    compare: Annotated[dict[str, str], Field(min_length=1)]

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield a problem for each difference."""
        own = keys_of(record)
        ways = ([form for form in known(facts, way, own.get(way)) if form.form in self.among] for way in self.by)
        earlier = next(filter(None, ways), None)
        if earlier is None:
            return
        last = latest(earlier)
        for field, theirs in self.compare.items():
            answer, old = record.answer(field), last.values.get(theirs)
            if answer.value and old and _key(answer.kind, answer.value) != _key(answer.kind, old):
                words = {
                    "a": shown_phone(old) if answer.kind == "phone" else str(old),
                    "b": answer.raw,
                    "id": last.id,
                    "d": shown(last.received),
                }
                yield Problem(field, words, names=(str(old), answer.raw) if is_personal(answer) else ())

    def fields(self) -> frozenset[str]:
        """Give the fields that are compared."""
        return frozenset(self.compare)

    def words(self) -> frozenset[str]:
        """Give the words of this condition."""
        return frozenset({"a", "b", "id", "d"})


def _key(kind: str, value: Any) -> str:
    return name_key(str(value)) if kind == "name" else fold(str(value))
