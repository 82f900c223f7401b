"""An answer is not written the way it must be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, Self

from pydantic import field_validator, model_validator

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.conditions.guard import Texts
from caseforms.model import Facts, Record


class Condition(BaseCondition):
    """Reports a text that is not wholly of the pattern; case does not matter, nor whether parts stand apart.

    field: one or several. pattern: a regular expression, with an example of what fits; or
    setting = "case_number" for the pattern and the example of the agency's settings. Word: {example}.
    """

    field: Texts
    pattern: str = ""
    example: str = ""
    setting: Literal["case_number"] | None = None

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, given: str) -> str:
        try:
            re.compile(given)
        except re.error as error:
            msg = f"is not a regular expression: {error}"
            raise ValueError(msg) from error
        return given

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.pattern) == bool(self.setting):
            msg = "say either pattern or setting"
            raise ValueError(msg)
        return self

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield each field whose text does not fit."""
        agency = facts.agency
        pattern = agency.case_number_pattern if self.setting else self.pattern
        example = agency.case_number_example if self.setting else self.example
        for name in self.field:
            value = record.value(name)
            if value is not None and not _fits(pattern, str(value)):
                yield Problem(name, {"example": example})

    def fields(self) -> frozenset[str]:
        """Give the fields."""
        return frozenset(self.field)

    def words(self) -> frozenset[str]:
        """Give the word of this condition."""
        return frozenset({"example"})


def _fits(pattern: str, text: str) -> bool:
    """Try the text without its spaces, with them, and with hyphens in their place."""
    parts = text.upper().split()
    return any(re.fullmatch(pattern, between.join(parts), re.IGNORECASE) for between in ("", " ", "-"))
