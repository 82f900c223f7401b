"""What a condition is: a pure function with typed fields, found by the name of its module.

A module `conditions/NAME.py` holds one class `Condition(BaseCondition)`. Its pydantic fields are the
further keys of a rule that says `condition = "NAME"`; `check` yields a `Problem` for each thing wrong.
It may read the record and the facts, nothing else: no clock, no database, no file, no global state.
Adding a kind of check is adding one such file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from caseforms.model import NOWHERE, Answer, Facts, Failure, Place, Record, Severity


class Problem(NamedTuple):
    """One thing wrong, before the rule gives it a code and a sentence.

    field: the field it is about (its label and place are taken from the record's answer).
    words: values for the placeholders of the rule's message and mend, beside {label}, {v} (raw text)
        and {value}, which are filled from the answer.
    place: where, if not the answer's place. severity: overrides the rule's, for rules with two grades.
    names: personal names among the words, to be masked on screen.
    """

    field: str | None = None
    words: Mapping[str, str] = {}
    place: Place = NOWHERE
    severity: Severity | None = None
    names: tuple[str, ...] = ()


def is_personal(answer: Answer) -> bool:
    """Say whether the answer names a person, so that the screen shows initials where a message quotes it."""
    return answer.kind == "name" or (answer.sensitive and answer.kind in {"text", "signature"})


class BaseCondition(BaseModel):
    """Base of all conditions; a condition without a `check` of its own cannot be built."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield what is wrong with this record."""
        raise NotImplementedError

    def check_failure(self, failure: Failure, facts: Facts) -> Iterator[Problem]:  # noqa: ARG002 - for those who look
        """Yield what is wrong with a file that gave no record; most conditions have nothing to say about one."""
        return iter(())

    def fields(self) -> frozenset[str]:
        """Give the names of the fields it looks at; a rule applies to forms that have at least one of them.

        A column of a table is written `household.role`.
        """
        return frozenset()

    def reads(self) -> frozenset[str]:
        """Give names of further fields it reads where a form has them; they do not make a rule apply to a form."""
        return frozenset()

    def words(self) -> frozenset[str]:
        """Give the names of the words its problems carry: placeholders of a message beside {label}, {v}, {value}."""
        return frozenset()

    def remark_kinds(self) -> frozenset[str]:
        """Give the kinds of remarks without which a record cannot have its problem; empty: look at every record."""
        return frozenset()

    def owns(self) -> frozenset[str]:
        """Give what it reports itself, so that general rules stay silent about it.

        `client_dob`: the blankness of this field (GEN007). `client_dob:partial_date`: this remark about it
        (general rules of kind `remark`). `form_date:future`: that it is after today (GEN010).
        """
        return frozenset()
