"""Records x rules -> findings, with the history growing while a batch is checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from caseforms.check import RuleSet
from caseforms.fieldtypes.keys import matching_keys
from caseforms.model import Agency, Facts, History, Known, Report
from caseforms.pipeline.faults import faulty


class Checker:
    """Checks reports one after the other; each may be compared with those before it."""

    def __init__(self, rules: RuleSet, history: History, agency: Agency, today: dt.date) -> None:
        """Start with what is known already; the history is added to."""
        self.rules = rules
        self.facts = Facts(today, history, agency)

    def check(self, reports: Iterable[Report]) -> Iterator[Report]:
        """Give the reports of one file with their findings.

        Where the program itself fails on one form, no form of the same content is given: it would be known
        when the file is handed in again, and the one that is missing would be taken for known too.
        """
        checked = [self._checked(report) for report in reports]
        faults = {report.sha256 for report, _ in checked if report.trace}
        for report, known in checked:
            if report.sha256 in faults and not report.trace:
                continue
            if known is not None:
                self.facts.history.add(known)
            yield report

    def _checked(self, report: Report) -> tuple[Report, Known | None]:
        try:
            return self._ruled(report), self._known(report)
        except Exception as error:  # noqa: BLE001  whatever it is, the other files must not suffer from it
            return self._ruled(faulty(report, error)), None

    def _ruled(self, report: Report) -> Report:
        facts = replace(self.facts, path=report.path, sha256=report.sha256)
        if report.failure is not None:
            return replace(report, findings=self.rules.check_failure(report.failure, facts))
        if report.record is None:
            return report
        return replace(report, findings=self.rules.check(report.record, facts))

    def _known(self, report: Report) -> Known | None:
        """Give what later forms are compared with."""
        record = report.record
        if record is None:
            return None
        values = {name: answer.value for name, answer in record.answers.items() if answer.value is not None}
        return Known(
            report.path,
            record.form,
            report.path,
            report.sha256,
            report.received.date() if report.received else self.facts.today,
            "received",
            matching_keys(values),
            values,
        )
