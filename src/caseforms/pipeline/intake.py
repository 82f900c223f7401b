"""The main job: read, check, register; every file handed in is accounted for exactly once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from caseforms.errors import CaseformsError
from caseforms.model import History, Report
from caseforms.pipeline.checking import Checker
from caseforms.pipeline.faults import faulty
from caseforms.register.base import Register

_TRANSACTION = 100  # files registered at a time: few enough to lose little, many enough to be quick (DESIGN 6)


class AlreadyKnown(NamedTuple):
    """A form whose content came before: the report, what it came as, and when."""

    report: Report
    id: str
    received: dt.date


@dataclass(slots=True)
class Batch:
    """What became of a batch, in the order the files were given.

    registered: the reports with their numbers. known: what had come before. refused: what gave no record.
    """

    registered: list[tuple[Report, str]] = field(default_factory=list)
    known: list[AlreadyKnown] = field(default_factory=list)
    refused: list[Report] = field(default_factory=list)
    files: int = 0


class Intake:
    """Takes in the reports of one file after the other."""

    def __init__(self, checker: Checker, register: Register, *, who: str, at: dt.datetime) -> None:
        """Start a batch; `who` stands in the events, the year of `at` in the numbers."""
        self.batch = Batch()
        self._checker = checker
        self._history: History = checker.facts.history
        self._register = register
        self._who, self._at = who, at
        self._waiting: list[list[Report]] = []

    def take(self, reports: Sequence[Report]) -> None:
        """Account for one file."""
        self.batch.files += 1
        fresh: list[Report] = []
        for report in reports:
            earlier = self._history.find("sha256", report.sha256) if report.record is not None else []
            if earlier:
                self.batch.known.append(AlreadyKnown(report, earlier[0].id, earlier[0].received))
            else:
                fresh.append(report)
        checked = list(self._checker.check(fresh))
        self.batch.refused += [report for report in checked if report.record is None]
        self._waiting.append([report for report in checked if report.record is not None])
        if len(self._waiting) >= _TRANSACTION:
            self._add()

    def finish(self) -> Batch:
        """Register what is waiting and give the whole batch."""
        self._add()
        return self.batch

    def _add(self) -> None:
        waiting, self._waiting = self._waiting, []
        try:
            self._register_all([report for of_file in waiting for report in of_file])
        except (CaseformsError, OSError):
            raise
        except Exception:  # noqa: BLE001  nothing was registered: find the file that the register cannot take
            for of_file in waiting:
                self._register_alone(of_file)

    def _register_alone(self, of_file: list[Report]) -> None:
        try:
            self._register_all(of_file)
        except (CaseformsError, OSError):
            raise
        except Exception as error:  # noqa: BLE001
            self.batch.refused += self._checker.check([faulty(report, error) for report in of_file])

    def _register_all(self, reports: list[Report]) -> None:
        for report, number in zip(reports, self._register.add(reports, who=self._who, at=self._at), strict=True):
            if number:
                self.batch.registered.append((report, number))
                continue
            entry = self._register.known(report.sha256)  # another clerk was quicker
            received = entry.created.date() if entry is not None else self._checker.facts.today
            self.batch.known.append(AlreadyKnown(report, entry.id if entry is not None else "", received))


def take_in(files: Iterable[Sequence[Report]], intake: Intake, tick: Callable[[], None] = lambda: None) -> Batch:
    """Take in all files; `files` gives the reports of one after the other."""
    for reports in files:
        intake.take(reports)
        tick()
    return intake.finish()
