"""Record x rules -> findings. All rules are prepared once; a record then costs a fraction of a millisecond."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from caseforms.definitions.form import FormDefinition
from caseforms.definitions.rule import Rule
from caseforms.model import SEVERITIES, Facts, Failure, Finding, Record, Remark

_RANK = {severity: rank for rank, severity in enumerate(SEVERITIES)}


class _Entry(NamedTuple):
    """A rule with what is asked before it: the remarks it lives on, what it owns when its guard holds."""

    rule: Rule
    remarks: frozenset[str]
    owns: frozenset[str]


class _Plan(NamedTuple):
    """The rules for one form, and what those without a guard own."""

    entries: tuple[_Entry, ...]
    owned: frozenset[str]


class RuleSet:
    """All rules of an office, ready to check records of its forms."""

    def __init__(self, rules: Iterable[Rule], forms: Mapping[str, FormDefinition]) -> None:
        """Sort the rules that are not switched off by the forms they are for."""
        self.rules = tuple(rule for rule in rules if not rule.off)
        self._plans = {form.id: self._plan(form) for form in forms.values()}

    def _plan(self, form: FormDefinition) -> _Plan:
        rules = [rule for rule in self.rules if rule.is_for(form)]
        entries = tuple(
            _Entry(rule, rule.condition.remark_kinds(), rule.condition.owns() if rule.when else frozenset())
            for rule in rules
        )
        return _Plan(entries, frozenset().union(*(rule.condition.owns() for rule in rules if not rule.when)))

    def check(self, record: Record, facts: Facts) -> tuple[Finding, ...]:
        """Give all findings of a record, the gravest first, then by code.

        What a rule of its own reports is put into `facts.owned`; a rule whose guard does not hold owns nothing.
        """
        plan = self._plans[record.form]
        remarks = {remark.kind for remark in record.remarks}
        for answer in record.answers.values():
            if answer.remarks:
                remarks.update(remark.kind for remark in answer.remarks)
        owned = plan.owned
        counting = []
        for rule, kinds, owns in plan.entries:
            if kinds and kinds.isdisjoint(remarks):
                continue
            if rule.when and not rule.counts(record):
                continue
            counting.append(rule)
            if owns:
                owned |= owns
        facts = replace(facts, owned=owned)
        return _sorted(finding for rule in counting for finding in rule.findings(record, facts))

    def check_failure(self, failure: Failure, facts: Facts) -> tuple[Finding, ...]:
        """Give all findings of a file that gave no record."""
        return _sorted(finding for rule in self.rules for finding in rule.failure_findings(failure, facts))

    def check_remarks(self, remarks: Iterable[Remark], facts: Facts) -> tuple[Finding, ...]:
        """Give all findings about what was noticed while a document was made, where there is no form to look at."""
        noticed = tuple(remarks)
        kinds = {remark.kind for remark in noticed}
        letter = Record("letter", "", {}, remarks=noticed)
        rules = [rule for rule in self.rules if not kinds.isdisjoint(rule.condition.remark_kinds())]
        return _sorted(finding for rule in rules if rule.counts(letter) for finding in rule.findings(letter, facts))


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (_RANK[finding.severity], finding.code)))
