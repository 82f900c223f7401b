"""An earlier form agrees with this one in some keys and differs in another answer: a mix-up, or another spelling."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from caseforms.conditions.base import BaseCondition, Problem, is_personal
from caseforms.conditions.earlier import keys_of, known, latest
from caseforms.conditions.moment import shown
from caseforms.fieldtypes.blanks import is_blank
from caseforms.fieldtypes.dates import to_date
from caseforms.fieldtypes.text import fold
from caseforms.model import Facts, Known, Record

#: Given names shorter than this, with a letter changed, are other names (Ana and Ada are twins); with one more it is
#: still the same name (Jon and John).
_SHORTEST_SPELLED = 5


class Look(BaseModel):
    """One way to look: earlier forms with the same keys, and what is then compared.

    same: matching keys that agree. differs: a field that says something else there.
    letters: instead, the client's name is written with at most so many letters changed.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    same: Annotated[tuple[Literal["name", "surname", "dob", "case"], ...], Field(min_length=1)]
    differs: str = ""
    letters: int = 0

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.differs) == bool(self.letters):
            msg = "say either differs or letters"
            raise ValueError(msg)
        return self

    @property
    def field(self) -> str:
        """The field that is compared."""
        return self.differs or "client_name"

    def finds(self, own: Mapping[str, str], value: str, earlier: Known) -> bool:
        """Say whether the earlier form agrees in the keys and differs in the field."""
        if any(not own.get(key) or own[key] != earlier.keys.get(key) for key in self.same):
            return False
        if self.letters:
            return _spelled_otherwise(own.get("name", ""), earlier.keys.get("name", ""), self.letters)
        theirs = earlier.values.get(self.differs)
        return bool(theirs) and not is_blank("name", str(theirs)) and _bare(str(theirs)) != _bare(value)


class Condition(BaseCondition):
    """Reports what the earlier forms say instead, once for each way to look; the same file counts for nothing.

    looks: the ways. domain.md 6: twins (another first name) and Jr. and Sr. are different people.
    Words: {x} the other values, joined by "or"; {id} of the latest earlier form.
    """

    looks: Annotated[tuple[Look, ...], Field(min_length=1)]

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield one problem for each way that finds something."""
        own = keys_of(record)
        for look in self.looks:
            value = record.value(look.field)
            if not value or is_blank("name", str(value)):
                continue
            key = look.same[0]
            found = [earlier for earlier in known(facts, key, own.get(key)) if look.finds(own, str(value), earlier)]
            if found:
                last = latest(found)
                theirs = tuple(dict.fromkeys(_shown(str(earlier.values.get(look.field, ""))) for earlier in found))
                personal = is_personal(record.answer(look.field))
                yield Problem(look.field, {"x": " or ".join(theirs), "id": last.id}, names=theirs if personal else ())

    def fields(self) -> frozenset[str]:
        """Give the fields that are compared."""
        return frozenset(look.field for look in self.looks)

    def words(self) -> frozenset[str]:
        """Give the words of this condition."""
        return frozenset({"x", "id"})


def _shown(value: str) -> str:
    date = to_date(value)
    return shown(date) if date else value


def _bare(value: str) -> str:
    return fold(value).replace(" ", "")


def _spelled_otherwise(one: str, other: str, letters: int) -> bool:
    """Compare two name keys `last|first|suffix`: not the same, but no more letters apart than these."""
    if not one or not other or one == other:
        return False
    (last, first, suffix), (last2, first2, suffix2) = one.split("|"), other.split("|")
    if suffix != suffix2:
        return False
    from rapidfuzz.distance import OSA, Indel

    short = max(len(first), len(first2)) < _SHORTEST_SPELLED
    if first[:1] != first2[:1] or (short and Indel.distance(first, first2) > abs(len(first) - len(first2))):
        return False
    return OSA.distance(f"{last} {first}", f"{last2} {first2}") <= letters
