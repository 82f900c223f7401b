"""The numbers of an intake, as the screen and the workbook tell them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Self

from caseforms.model import Finding, Report, Severity, State

_MOST = 5  # problems told


class Problem(NamedTuple):
    """A common problem: its code, what is wrong in general, how grave it is, on how many forms it was found."""

    code: str
    title: str
    severity: Severity
    forms: int


class Tally(NamedTuple):
    """The numbers of an intake.

    files: handed in, an attachment counting as its mail's; ready, to_fix: forms; not_read, known: files.
    errors: findings that must be fixed. to_check: ready forms with warnings.
    by_form: title -> (ready, to fix), by title. problems: the most common first.
    answers, blanks: answers listed, and boxes left blank. first, last: days between which the files came.
    """

    files: int
    ready: int
    to_fix: int
    not_read: int
    known: int
    errors: int
    to_check: int
    by_form: Mapping[str, tuple[int, int]]
    problems: Sequence[Problem]
    answers: int
    blanks: int
    first: dt.date | None
    last: dt.date | None

    @classmethod
    def of(cls, reports: Sequence[Report], titles: Mapping[str, str], known: Sequence[str]) -> Self:
        """Count the reports of a batch; `known` are the paths of the files that had come before."""
        read = [report for report in reports if report.record is not None]
        to_fix = [report for report in read if report.worst is Severity.ERROR]
        states = Counter(answer.state for report in read if report.record for answer in report.record.answers.values())
        days = [report.received.date() for report in reports if report.received]
        grades = Counter(finding.severity for report in to_fix for finding in report.findings)
        return cls(
            files=len({path.partition(" > ")[0] for path in (*(report.path for report in reports), *known)}),
            ready=len(read) - len(to_fix),
            to_fix=len(to_fix),
            not_read=sum(report.failure is not None for report in reports),
            known=len(known),
            errors=grades[Severity.ERROR],
            to_check=sum(report.worst is Severity.WARNING for report in read),
            by_form=_by_form(read, titles),
            problems=_problems(read),
            answers=states[State.ANSWERED] + states[State.UNREADABLE],
            blanks=states[State.BLANK],
            first=min(days, default=None),
            last=max(days, default=None),
        )


def _by_form(read: Sequence[Report], titles: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    counts: dict[str, tuple[int, int]] = {}
    for report in read:
        if report.record is not None:
            title = titles.get(report.record.form, report.record.form)
            ready, to_fix = counts.get(title, (0, 0))
            bad = report.worst is Severity.ERROR
            counts[title] = (ready + (not bad), to_fix + bad)
    return dict(sorted(counts.items()))


def _problems(read: Sequence[Report]) -> list[Problem]:
    """Give the problems of grade error or warning that stand on most forms."""
    forms: Counter[str] = Counter()
    examples: dict[str, Finding] = {}
    for report in read:
        found = {finding.code: finding for finding in report.findings if finding.severity is not Severity.NOTE}
        forms.update(found.keys())
        examples = found | examples  # the first of each stays
    ranked = sorted(forms.items(), key=lambda item: (-item[1], item[0]))[:_MOST]
    return [Problem(code, _in_general(examples[code]), examples[code].severity, count) for code, count in ranked]


def _in_general(finding: Finding) -> str:
    """Say what is wrong without naming the people of the form that is the example."""
    text = finding.title or finding.code
    for name in finding.names:
        text = text.replace(name, "\N{HORIZONTAL ELLIPSIS}")
    return text
