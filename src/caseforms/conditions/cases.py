"""Several ways to break one rule, each a condition of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.conditions.guard import Guards, all_hold
from caseforms.model import Facts, Record, Severity

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")

_COMMON = frozenset({"label", "v"})


class Case(BaseModel):
    """One way to break the rule.

    when: as in a rule. severity: where this way is milder or graver than the rule's.
    say: what {say} in the rule's message stands for; {label}, {v} and the condition's words may stand in it.
    check: the condition; its name and its keys are written beside these.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    check: BaseCondition
    when: Guards = ()
    severity: Severity | None = None
    say: str = ""

    @model_validator(mode="before")
    @classmethod
    def _find_condition(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        name = str(given.get("condition", ""))
        if not re.fullmatch(r"[a-z]\w*", name):
            msg = 'a case needs condition = "...", the name of a kind of check'
            raise ValueError(msg)
        try:
            condition = import_module(f"caseforms.conditions.{name}").Condition
        except (ModuleNotFoundError, AttributeError) as error:
            msg = f"there is no condition {name!r}"
            raise ValueError(msg) from error
        head = {key: value for key, value in given.items() if key in {"when", "severity", "say"}}
        rest = {key: value for key, value in given.items() if key not in {"condition", *head}}
        try:
            check = condition.model_validate(rest)
        except ValidationError as error:
            faults = (f"{'.'.join(map(str, fault['loc'])) or name}: {fault['msg']}" for fault in error.errors())
            raise ValueError("; ".join(faults)) from error
        if unknown := set(_PLACEHOLDER.findall(str(head.get("say", "")))) - check.words() - _COMMON:
            msg = f"say has no word {{{min(unknown)}}} (words: {', '.join(sorted(_COMMON | check.words()))})"
            raise ValueError(msg)
        return {**head, "check": check}

    def words(self, record: Record, problem: Problem) -> dict[str, str]:
        """Give the problem's words and {say}, with its own placeholders filled."""
        answer = record.answer(problem.field or "")
        known = {"label": answer.label, "v": answer.raw, **problem.words}
        return {**problem.words, "say": _PLACEHOLDER.sub(lambda word: known.get(word[1], ""), self.say)}


class Condition(BaseCondition):
    """Every case speaks for itself; each says nothing where it does not apply."""

    cases: Annotated[tuple[Case, ...], Field(min_length=2)]

    def check(self, record: Record, facts: Facts) -> Iterator[Problem]:
        """Yield the problems of every case whose `when` holds."""
        for case in self.cases:
            if all_hold(case.when, record):
                for problem in case.check.check(record, facts):
                    yield problem._replace(
                        severity=case.severity or problem.severity, words=case.words(record, problem)
                    )

    def fields(self) -> frozenset[str]:
        """Give the fields of all cases."""
        return frozenset().union(*(case.check.fields() for case in self.cases))

    def reads(self) -> frozenset[str]:
        """Give what the cases read, and what their guards ask."""
        guarded = frozenset(guard.field for case in self.cases for guard in case.when)
        return guarded.union(*(case.check.reads() for case in self.cases))

    def owns(self) -> frozenset[str]:
        """Own what any of the cases owns."""
        return frozenset().union(*(case.check.owns() for case in self.cases))

    def words(self) -> frozenset[str]:
        """Give the words that every case has, and {say} if each says something."""
        every = frozenset.intersection(*(case.check.words() for case in self.cases))
        return every | {"say"} if all(case.say for case in self.cases) else every
