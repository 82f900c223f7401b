"""The rule: one check with its code, its sentences, its authority and its own proof.

Follows SARIF in its terms. A rule is a `[[rule]]` block of a TOML file; what it checks is done by the
condition it names, whose own keys stand in the same block.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

import caseforms.conditions
from caseforms.conditions.base import BaseCondition, Problem, is_personal
from caseforms.conditions.guard import Guards, all_hold
from caseforms.definitions.example_keys import Example, example_faults, field_names
from caseforms.definitions.form import FormDefinition, FormId, Text
from caseforms.definitions.load import did_you_mean, located, read_toml, validated
from caseforms.errors import DefinitionError, Mistake
from caseforms.fieldtypes.text import shorten
from caseforms.model import NOWHERE, Answer, Facts, Failure, Finding, Record, Severity

#: Placeholders that every message may use: the field's label, its text as written (shortened), its value.
COMMON_WORDS = frozenset({"label", "v", "value"})

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_LONGEST = 60
_QUOTED = frozenset({"v", "value", "a", "b"})
#: Words that come from the form's definition or the rule itself, not from what somebody wrote.
_FIXED = frozenset({"label", "say", "what", "how"})
_UNSAID = "\N{HORIZONTAL ELLIPSIS}"
#: Words that hold an answer of the form, or the date read from it.
_ANSWERS = ("v", "value", "d", "a", "b")


class Rule(BaseModel):
    """One check.

    code: three letters of the family and three digits; never reused. condition: the built condition.
    when: what other answers must say for the rule to count. forms: the forms it is for; without any,
    every form that has one of the condition's fields, or all forms if the condition names none.
    message: what is wrong; mend: what to do; both may hold {placeholders}. why: the reason in plain words.
    source: the authority (policy, section). passes, fails: examples that prove it. off: switched off.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}[0-9]{3}$")]
    title: Text
    severity: Severity
    condition: BaseCondition
    when: Guards = ()
    forms: tuple[FormId, ...] = ()
    message: Text
    mend: Text
    why: Text
    source: Text
    passes: Annotated[tuple[Example, ...], Field(min_length=1)]
    fails: Annotated[tuple[Example, ...], Field(min_length=1)]
    off: bool = False

    @property
    def kind(self) -> str:
        """The name of its condition, as the TOML says it."""
        return type(self.condition).__module__.rpartition(".")[2]

    def is_for(self, form: FormDefinition) -> bool:
        """Say whether the rule looks at this form."""
        if self.forms:
            return form.id in self.forms
        asked = {name.partition(".")[0] for name in self.condition.fields()}
        return not asked or any(field.name in asked for field in form.field)

    def counts(self, record: Record) -> bool:
        """Say whether the record's other answers make the rule count."""
        return all_hold(self.when, record)

    def findings(self, record: Record, facts: Facts) -> Iterator[Finding]:
        """Give what the condition finds in a record, in the rule's words; the guard is not asked again."""
        for problem in self.condition.check(record, facts):
            answer = record.answer(problem.field) if problem.field else None
            yield self._finding(problem, answer)

    def failure_findings(self, failure: Failure, facts: Facts) -> Iterator[Finding]:
        """Give what the condition finds about a file that gave no record."""
        for problem in self.condition.check_failure(failure, facts):
            yield self._finding(problem, None)

    def _finding(self, problem: Problem, answer: Answer | None) -> Finding:
        words = dict(problem.words)
        names = problem.names
        if answer is not None:
            own = {"label": answer.label.rstrip(" ?:"), "v": answer.raw, "value": _in_words(answer.value)}
            words = own | words
            if is_personal(answer):
                text = self.message + self.mend
                names += tuple(words[key] for key in _ANSWERS if key in words and f"{{{key}}}" in text)
        words = {key: shorten(word, _LONGEST) if key in _QUOTED else word for key, word in words.items()}
        return Finding(
            code=self.code,
            severity=problem.severity or self.severity,
            message=_filled(self.message, words),
            mend=_filled(self.mend, words),
            field=problem.field,
            label=answer.label if answer else "",
            place=problem.place if problem.place != NOWHERE or answer is None else answer.place,
            source=self.source,
            names=tuple(dict.fromkeys(shorten(name, _LONGEST) for name in names if name)),
            title=_filled(self.message, {key: word if key in _FIXED else _UNSAID for key, word in words.items()}),
        )


def _in_words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_in_words(item) for item in value)
    if isinstance(value, Mapping):
        return " ".join(_in_words(item) for item in value.values() if item)
    return "" if value is None else str(value)


def _filled(text: str, words: Mapping[str, str]) -> str:
    """Put the words into the placeholders; a word we do not have leaves nothing behind."""
    return _PLACEHOLDER.sub(lambda match: words.get(match[1], ""), text) if "{" in text else text


@cache
def condition_class(name: str) -> type[BaseCondition] | None:
    """Give the condition class of a module of `conditions/`, None when there is no such kind."""
    if name not in _condition_modules():
        return None
    module = importlib.import_module(f"{caseforms.conditions.__name__}.{name}")
    return getattr(module, "Condition", None)


def condition_kinds() -> tuple[str, ...]:
    """Give the names of all kinds of conditions."""
    return tuple(name for name in _condition_modules() if condition_class(name))


@cache
def _condition_modules() -> tuple[str, ...]:
    return tuple(sorted(found.name for found in pkgutil.iter_modules(caseforms.conditions.__path__)))


def load_rules(folder: Path, forms: Mapping[str, FormDefinition], files: str = "*.toml") -> tuple[Rule, ...]:
    """Read all rules of a folder, in the order of their codes.

    forms: the forms they may be for, by id. files: the names of the files, as a pattern.

    Raises:
        DefinitionError: with every mistake of every file.
    """
    mistakes: list[Mistake] = []
    rules: dict[str, Rule] = {}
    places: dict[str, Path] = {}
    for path in sorted(folder.glob(files)):
        data = read_toml(path, mistakes) or {}
        for key in data.keys() - {"rule"}:
            what = f'unknown key "{key}"; every rule begins with [[rule]]'
            mistakes.append(located(str(path), key, what, (key,)))
        blocks = data.get("rule", [])
        for number, block in enumerate(blocks if isinstance(blocks, list) else [blocks]):
            rule = _built(block, str(path), number, mistakes)
            if rule is None:
                continue
            for what, key in _faults(rule, forms):
                mistakes.append(located(str(path), _where(number, block, key), what, ("rule", number, key)))
            if rule.code in rules:
                what = f"{rule.code} is also the code of a rule of {places[rule.code].name}"
                mistakes.append(located(str(path), _where(number, block, "code"), what, ("rule", number, "code")))
            rules[rule.code], places[rule.code] = rule, path
    if not rules and not mistakes:
        mistakes.append(Mistake(str(folder), "", "holds no rule; rules stand in .toml files here"))
    if mistakes:
        raise DefinitionError(mistakes)
    return tuple(rules[code] for code in sorted(rules))


def _where(number: int, block: Any, key: str = "") -> str:
    code = block.get("code", "") if isinstance(block, Mapping) else ""
    rule = f'rule {number + 1} "{code}"' if code else f"rule {number + 1}"
    return f"{rule}: {key}" if key else rule


def _built(block: Any, file: str, number: int, mistakes: list[Mistake]) -> Rule | None:
    """Build a rule and its condition from a block; None, and the mistakes added, when it does not fit."""
    at = ("rule", number)
    if not isinstance(block, Mapping):
        mistakes.append(located(file, f"rule {number + 1}", "must be a table that begins with [[rule]]", at))
        return None
    before = len(mistakes)
    kind = block.get("condition")
    condition = condition_class(kind) if isinstance(kind, str) else None
    own = {key: value for key, value in block.items() if key not in Rule.model_fields}
    tried: BaseCondition | None = None
    if condition is None:
        known = condition_kinds()
        what = "is missing" if kind is None else f'there is no condition "{kind}"{did_you_mean(str(kind), known)}'
        what += f" (conditions: {', '.join(known)})"
        mistakes.append(located(file, _where(number, block, "condition"), what, (*at, "condition")))
    else:
        keys = {field.alias or name for name, field in condition.model_fields.items()}
        for key in own.keys() - keys:
            what = f'unknown key "{key}"{did_you_mean(key, [*Rule.model_fields, *keys])}'
            mistakes.append(located(file, _where(number, block, key), what, (*at, key)))
        fitting = {key: value for key, value in own.items() if key in keys}
        tried = validated(condition, fitting, file, _where(number, block), mistakes, at=at)
    head = {key: value for key, value in block.items() if key in Rule.model_fields}
    head["condition"] = tried or BaseCondition()
    rule = validated(Rule, head, file, _where(number, block), mistakes, at=at)
    return rule if len(mistakes) == before else None


def _faults(rule: Rule, forms: Mapping[str, FormDefinition]) -> Iterator[tuple[str, str]]:
    """Give what does not fit the forms or the condition, as (what, key of the rule)."""
    for form in rule.forms:
        if form not in forms:
            yield f'there is no form "{form}"{did_you_mean(form, forms)}', "forms"
    meant = [forms[form] for form in rule.forms or forms if form in forms]
    known = field_names(meant)
    for name in sorted((rule.condition.fields() | rule.condition.reads()) - known):
        table = name.partition(".")[0]
        if table == name or table in known:
            yield f'no form it is for has a field "{name}"{did_you_mean(name, known)}', "condition"
    for guard in rule.when:
        if guard.field not in known:
            yield f'no form it is for has a field "{guard.field}"{did_you_mean(guard.field, known)}', "when"
    yield from _word_faults(rule)
    for key, examples in (("passes", rule.passes), ("fails", rule.fails)):
        for number, example in enumerate(examples, start=1):
            for what in example_faults(example, [form for form in forms.values() if rule.is_for(form)], forms):
                yield f"example {number}: {what}", key


def _word_faults(rule: Rule) -> Iterator[tuple[str, str]]:
    words = rule.condition.words() | COMMON_WORDS
    for key, text in (("message", rule.message), ("mend", rule.mend)):
        for word in _PLACEHOLDER.findall(text):
            if word not in words:
                what = f"there is no word {{{word}}}{did_you_mean(word, words)}"
                yield f"{what} (words: {', '.join(sorted(words))})", key
