"""Records x rules -> findings, with the history growing while a batch is checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from caseforms.check import RuleSet
from caseforms.fieldtypes.keys import matching_keys
from caseforms.model import Agency, Facts, History, Known, Report, Severity
from caseforms.pipeline.faults import faulty
from caseforms.register.workflow import first_steps, kind_of, told


class Checker:
    """Checks reports one after the other; each may be compared with those before it."""

    def __init__(self, rules: RuleSet, history: History, agency: Agency, today: dt.date) -> None:
        """Start with what is known already; the history is added to."""
        self.rules = rules
        self.facts = Facts(today, history, agency)

    def check(self, reports: Iterable[Report]) -> Iterator[Report]:
        """Give the reports of one file with their findings.

        Of the attachments of a mail the requests are checked last, so that a release that came along counts.
        Where the program itself fails on one form, no form of the same content is given: it would be known
        when the file is handed in again, and the one that is missing would be taken for known too.
        """
        reports = list(reports)
        contents = list(dict.fromkeys(report.sha256 for report in reports))
        requests = {report.sha256 for report in reports if _is_request(report)}
        checked: dict[int, Report] = {}
        for sha256 in sorted(contents, key=lambda content: content in requests):
            checked.update(self._content({n: r for n, r in enumerate(reports) if r.sha256 == sha256}))
        yield from (checked[place] for place in sorted(checked))

    def _content(self, reports: Mapping[int, Report]) -> dict[int, Report]:
        """Check the forms of one content, then remember them: they are not compared with each other."""
        checked = {place: self._checked(report) for place, report in reports.items()}
        faulty_ones = {place: report for place, (report, _) in checked.items() if report.trace}
        if faulty_ones:
            return faulty_ones
        for _, known in checked.values():
            if known is not None:
                self.facts.history.add(known)
        return {place: report for place, (report, _) in checked.items()}

    def _checked(self, report: Report) -> tuple[Report, Known | None]:
        try:
            ruled = self._ruled(report)
            return ruled, self._known(ruled)
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
        errors = sum(finding.severity is Severity.ERROR for finding in report.findings)
        values = {name: answer.value for name, answer in record.answers.items() if answer.value is not None}
        return Known(
            report.path,
            record.form,
            report.path,
            report.sha256,
            report.received.date() if report.received else self.facts.today,
            told(first_steps(record.form, errors)[-1][1], errors),
            matching_keys(values),
            values,
        )


def _is_request(report: Report) -> bool:
    return report.record is not None and kind_of(report.record.form) == "referral"
