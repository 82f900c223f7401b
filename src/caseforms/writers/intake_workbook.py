"""The work list of an intake: what is ready, what must be fixed, what could not be read, and every answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from caseforms.fieldtypes.dates import us
from caseforms.model import SEVERITIES, Finding, Place, Record, Report, Severity, State
from caseforms.writers.atomic import replacing
from caseforms.writers.intake_summary import write_summary
from caseforms.writers.list_sheet import Column, Figure, Link, Links, Row, write_list
from caseforms.writers.tally import Tally
from caseforms.writers.wording import GRADES, shown_value
from caseforms.writers.xlsx import new_workbook


class IntakeBatch(NamedTuple):
    """What one intake brought.

    reports: of every form found, and of every file that gave none, in the order given.
    known: path, known ID and the day that one was received, of each file that had come before.
    made_on: the as-of date. titles: form titles by form ID.
    ids: register IDs by index in `reports`, of the forms that were entered.
    letters: the return letters that were written, by register ID.
    pictures: of places with findings, by index in `reports` and place; None for one beyond the most that there may be.
    """

    reports: Sequence[Report]
    known: Sequence[tuple[str, str, dt.date]]
    made_on: dt.date
    agency: str = ""
    titles: Mapping[str, str] = {}
    ids: Mapping[int, str] = {}
    letters: Mapping[str, Path] = {}
    pictures: Mapping[tuple[int, Place], Figure | None] = {}


def write_intake_workbook(target: Path, batch: IntakeBatch) -> None:
    """Write the workbook with its sheets Summary, Ready, To fix, To check, Not read, Already known and All answers.

    It holds names and answers in full, for it is the list that the office works from. Blank and
    absent answers are not listed under All answers, only counted on the Summary.

    Raises:
        OperatingError: the target cannot be written, or another program has it open.
    """
    links = Links(target.parent)
    tally = Tally.of(batch.reports, batch.titles, [path for path, _, _ in batch.known])
    with replacing(target) as passing:
        workbook = new_workbook(passing)
        title = f"Intake of {us(batch.made_on)}"
        workbook.set_properties(
            {"title": title, "author": batch.agency, "created": dt.datetime.combine(batch.made_on, dt.time())}
        )
        write_summary(workbook, tally, title=title, agency=batch.agency)
        for name, columns, rows in _SHEETS:
            write_list(workbook, name, columns, rows(batch, links))
        workbook.close()


def _ready(batch: IntakeBatch, links: Links) -> Iterator[Row]:
    for index, report in enumerate(batch.reports):
        record = report.record
        if record is None or report.worst is Severity.ERROR:
            continue
        warnings, notes = (_messages(report, severity) for severity in (Severity.WARNING, Severity.NOTE))
        yield (*_about(index, batch, links), _received(report), warnings, notes)


def _about(index: int, batch: IntakeBatch, links: Links) -> Row:
    """Give the cells that say which form a row is about."""
    report = batch.reports[index]
    record = report.record
    file = links.to(report.path)
    if record is None:
        return file, "", "", batch.ids.get(index)
    if record.part:
        file = file._replace(text=f"{file.text}, {record.part}")
    return file, _title(batch, record), _client(record), batch.ids.get(index)


def _messages(report: Report, severity: Severity) -> str:
    found = [finding for finding in report.findings if finding.severity is severity]
    return "\n".join(f"{finding.message} [{finding.code}]" for finding in found)


def _to_fix(batch: IntakeBatch, links: Links) -> Iterator[Row]:
    for index, report in enumerate(batch.reports):
        record = report.record
        if record is None or report.worst is not Severity.ERROR:
            continue
        about = _about(index, batch, links)
        written = batch.letters.get(batch.ids.get(index, ""))
        letter = links.to(written.as_posix()) if written is not None else ""
        for finding in shown_findings(report):
            picture = _picture(index, finding, batch, links)
            yield (*about, GRADES[finding.severity], *_problem(finding), picture, letter)


def _to_check(batch: IntakeBatch, links: Links) -> Iterator[Row]:
    for index, report in enumerate(batch.reports):
        if report.record is not None and report.worst is not Severity.ERROR:
            about = _about(index, batch, links)
            for finding in shown_findings(report):
                yield (*about, *_problem(finding), _picture(index, finding, batch, links))


def shown_findings(report: Report) -> list[Finding]:
    """Give what must be mended, then what must be checked: what has a row of its own."""
    return [finding for severity in SEVERITIES[:2] for finding in report.findings if finding.severity is severity]


def _problem(finding: Finding) -> Row:
    label = finding.label or (finding.field or "").replace("_", " ")
    return label, finding.message, finding.mend, str(finding.place), finding.code


def _picture(index: int, finding: Finding, batch: IntakeBatch, links: Links) -> Figure | Link | str:
    """Give the picture of a finding's place, or a link to the file where there are enough pictures already."""
    key = (index, finding.place)
    if key not in batch.pictures:
        return ""
    return batch.pictures[key] or links.to(batch.reports[index].path)._replace(text=f"Open {finding.place}")


def _not_read(batch: IntakeBatch, links: Links) -> Iterator[Row]:
    for report in batch.reports:
        if report.failure is not None:
            yield links.to(report.path), report.failure.message, report.failure.mend, report.sender, _received(report)


def _already_known(batch: IntakeBatch, links: Links) -> Iterator[Row]:
    for path, known, received in batch.known:
        yield links.to(path), known, us(received)


def _all_answers(batch: IntakeBatch, links: Links) -> Iterator[Row]:
    for report in batch.reports:
        record = report.record
        file: str | Link = links.to(report.path)  # a link in the first row of each form: more would slow Excel down
        title, part, client = (_title(batch, record), record.part, _client(record)) if record else ("", "", "")
        for answer in record.answers.values() if record else ():
            if answer.state is State.ANSWERED or answer.state is State.UNREADABLE:
                shown = shown_value(answer)
                raw = "" if answer.raw == shown else answer.raw
                sure = None if answer.confidence >= 1 else answer.confidence
                yield file, part, title, client, answer.label, shown, raw, answer.state.value, str(answer.place), sure
                file = report.path
        for box in record.unplaced if record else report.unplaced:
            label = box.label or box.name
            yield file, part, title, client, label, "", box.raw, "not on our form", str(box.place), None
            file = report.path


def _title(batch: IntakeBatch, record: Record) -> str:
    return batch.titles.get(record.form, record.form)


def _client(record: Record) -> str:
    """Say whom a form is about, as far as it says."""
    values = (record.value(field) for field in ("client_name", "case_name", "provider_name"))
    return next((str(value) for value in values if value), "")


def _received(report: Report) -> str:
    return us(report.received.date()) if report.received else ""


_FILE, _FORM, _CLIENT = Column("File", 36), Column("Form", 40), Column("Client", 24)
_PART = Column("Part of the file", 16)
_ID, _RECEIVED, _PLACE = Column("Register ID", 14), Column("Received", 12), Column("Place", 20)
_WRONG, _CODE = Column("What is wrong", 48, wrap=True), Column("Code", 9)
_MEND, _GRADE = Column("How to mend it", 44, wrap=True), Column("Grade", 10)
_CHECK, _NOTES = Column("Please check", 56, wrap=True), Column("Notes", 44, wrap=True)
_ANSWER, _RAW = Column("Answer", 44, wrap=True), Column("As written, if different", 32, wrap=True)
_LETTER, _PICTURE = Column("Return letter", 30), Column("Picture", 60)
_STATE, _SURE = Column("State", 15), Column("How sure, if not fully", 11, number="0%")

_FINDING = (Column("Field", 26), _WRONG, _MEND, _PLACE, _CODE)

#: The lists by name: columns, and what gives the rows.
_SHEETS: Sequence[tuple[str, Sequence[Column], Callable[[IntakeBatch, Links], Iterator[Row]]]] = (
    ("Ready", (_FILE, _FORM, _CLIENT, _ID, _RECEIVED, _CHECK, _NOTES), _ready),
    ("To fix", (_FILE, _FORM, _CLIENT, _ID, _GRADE, *_FINDING, _PICTURE, _LETTER), _to_fix),
    ("To check", (_FILE, _FORM, _CLIENT, _ID, *_FINDING, _PICTURE), _to_check),
    ("Not read", (_FILE, _WRONG, Column("What to do", 56, wrap=True), Column("Sent by", 28), _RECEIVED), _not_read),
    ("Already known", (_FILE, Column("Same as", 16), Column("That one was received", 14)), _already_known),
    (
        "All answers",
        (_FILE, _PART, _FORM, _CLIENT, Column("Field", 30), _ANSWER, _RAW, _STATE, _PLACE, _SURE),
        _all_answers,
    ),
)
