"""When a check counts: what another answer of the same form must say first.

Not a kind of check itself, but the `when` of a rule and of each of its cases.
"""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from caseforms.fieldtypes.text import fold
from caseforms.model import Record, State


def _listed(given: Any) -> Any:
    return (given,) if isinstance(given, str | dict | BaseModel) else given


#: One text or several, as people write it in TOML; compared without regard to case.
Texts = Annotated[
    tuple[str, ...],
    BeforeValidator(_listed),
    AfterValidator(lambda given: tuple(each.casefold() for each in given)),
]


def filled(record: Record, field: str) -> bool:
    """Say whether something stands in the field: an answer, or a text we cannot read."""
    return record.answer(field).state in {State.ANSWERED, State.UNREADABLE}


def said(record: Record, field: str) -> tuple[str, ...]:
    """Give the field's values as lower-case texts: every code of a list, nothing when it is not answered."""
    value = record.value(field)
    if value is None:
        return ()
    return tuple(str(each).strip(" .").casefold() for each in (value if isinstance(value, list) else [value]))


class Guard(BaseModel):
    """What one answer must say for a check to count. Several keys must all hold.

    is: one of these values (for a list of ticks: at least one of them is ticked).
    is_not: none of these values; a blank answer is none of them.
    only: answered, and with nothing beside these values.
    mentions: the text as written has one of these phrases, or a word that begins so; case, accents and
        punctuation do not matter.
    answered: true = something stands there; false = it is blank, or this copy of the form lacks it.
    readable: true = an answer stands there; false = it is blank, absent, or a text that is none.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    field: str
    is_: Texts | None = Field(None, alias="is")
    is_not: Texts | None = None
    only: Texts | None = None
    mentions: Texts | None = None
    answered: bool | None = None
    readable: bool | None = None

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if self.model_fields_set <= {"field"}:
            msg = "say what the answer must be: is, is_not, only, mentions, answered or readable"
            raise ValueError(msg)
        return self

    def holds(self, record: Record) -> bool:
        """Say whether the record's answer fits."""
        values = said(record, self.field)
        if self.answered is not None and self.answered != filled(record, self.field):
            return False
        if self.readable is not None and self.readable != (record.answer(self.field).state is State.ANSWERED):
            return False
        if self.is_ is not None and not any(code in values for code in self.is_):
            return False
        if self.is_not is not None and any(code in values for code in self.is_not):
            return False
        if self.only is not None and not (values and set(values) <= set(self.only)):
            return False
        if self.mentions is not None:
            text = f" {fold(record.answer(self.field).raw)}"
            return any(f" {fold(phrase)}" in text for phrase in self.mentions)
        return True


#: The `when` of a rule or a case: one guard or a list of guards, all of which must hold.
Guards = Annotated[tuple[Guard, ...], BeforeValidator(_listed)]


def all_hold(guards: tuple[Guard, ...], record: Record) -> bool:
    """Say whether every guard holds (none given: yes)."""
    return all(guard.holds(record) for guard in guards)
