"""Records x rules -> findings, with the history growing while a batch is checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from caseforms.check import RuleSet
from caseforms.fieldtypes.keys import matching_keys
from caseforms.model import Agency, Facts, History, Known, Report


class Checker:
    """Checks reports one after the other; each may be compared with those before it."""

    def __init__(self, rules: RuleSet, history: History, agency: Agency, today: dt.date) -> None:
        """Start with what is known already; the history is added to."""
        self.rules = rules
        self.facts = Facts(today, history, agency)

    def check(self, reports: Iterable[Report]) -> Iterator[Report]:
        """Give the reports of one file with their findings."""
        checked = [self._checked(report) for report in reports]
        for report in checked:
            self._remember(report)
        yield from checked

    def _checked(self, report: Report) -> Report:
        facts = replace(self.facts, path=report.path, sha256=report.sha256)
        if report.failure is not None:
            return replace(report, findings=self.rules.check_failure(report.failure, facts))
        if report.record is None:
            return report
        return replace(report, findings=self.rules.check(report.record, facts))

    def _remember(self, report: Report) -> None:
        record = report.record
        if record is None:
            return
        values = {name: answer.value for name, answer in record.answers.items() if answer.value is not None}
        received = report.received.date() if report.received else self.facts.today
        self.facts.history.add(
            Known(
                report.path,
                record.form,
                report.path,
                report.sha256,
                received,
                "received",
                matching_keys(values),
                values,
            )
        )
