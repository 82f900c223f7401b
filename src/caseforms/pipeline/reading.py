"""Read, identify, interpret: from files to reports, one a form found, in the order given.

One bad file never stops the batch, not even one on which the program itself fails. Many files are read by
several processes, because reading is most of the work and knows nothing of the other files; the answers come
back in order.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from caseforms.definitions.form import FormDefinition
from caseforms.definitions.labels import LabelIndex
from caseforms.definitions.recognise import by_their_blanks
from caseforms.errors import UnreadableFileError
from caseforms.identify import Recognised, identify
from caseforms.interpret.flat import is_flat, lines_of
from caseforms.interpret.records import interpret, unplaced
from caseforms.model import BoxKind, Failure, Page, Record, Remark, Report, Submission, Unplaced, nothing_seen
from caseforms.pipeline.faults import faulty
from caseforms.pipeline.own_blanks import with_places
from caseforms.readers.files import read_file


class ReadingDesk(NamedTuple):
    """What reading needs beside the files: the forms the office knows, and the as-of date.

    only: the id of the form that every file is to be taken for; "" lets each be recognised.
    closely: compare what the boxes of a form show with what they hold.
    """

    forms: Mapping[str, FormDefinition]
    today: dt.date
    only: str = ""
    closely: bool = False


class Reader:
    """A desk made ready: the labels compiled."""

    def __init__(self, desk: ReadingDesk) -> None:
        self.desk = desk
        self.indexes = {
            name: LabelIndex(form) for name, form in desk.forms.items() if not desk.only or name == desk.only
        }
        self._placed: dict[str, LabelIndex] = {}

    def file(self, path: Path) -> list[Report]:
        """Give the reports of one file."""
        reports: list[Report] = []
        try:
            for found in read_file(path, path.as_posix()):
                reports += [found] if isinstance(found, Report) else self._guarded(found)
        except Exception as error:  # noqa: BLE001  whatever it is, the other files must not suffer from it
            reports.append(faulty(Report(path.as_posix(), sha256_of(path)), error))
        return reports

    def _guarded(self, submission: Submission) -> list[Report]:
        try:
            return self._submission(submission)
        except Exception as error:  # noqa: BLE001  nor the other attachments of a mail
            return [faulty(_report(submission, None), error)]

    def _submission(self, submission: Submission) -> list[Report]:
        if not self.desk.closely:
            submission = replace(submission, looks=nothing_seen)
        records: list[Record] = []
        failures: list[tuple[Sequence[Page], UnreadableFileError]] = []
        for pages in _parts(submission):
            try:
                form = self._recognised(submission, pages)
            except UnreadableFileError as error:
                failures.append((pages, error))
                continue
            labels = self._with_places(form.labels) if _may_be_flat(submission, pages) else form.labels
            records += interpret(submission, pages, labels, self.desk.today, form.confidence)
        if not records:
            return [_unknown(submission, failures)]
        records[0] = replace(
            records[0],
            remarks=(*_of_the_file(submission, records), *records[0].remarks),
            unplaced=(*records[0].unplaced, *(u for pages, _ in failures for u in _kept(submission, pages))),
        )
        return [_report(submission, record) for record in records]

    def _recognised(self, submission: Submission, pages: Sequence[Page]) -> Recognised:
        if self.desk.only:
            return Recognised(self.indexes[self.desk.only], 1.0)
        try:
            return identify(submission, pages, self.indexes)
        except UnreadableFileError:
            found = self._by_our_blanks(submission, pages) if is_flat(submission.boxes()) else None
            if found is None:
                raise
            return found

    def _by_our_blanks(self, submission: Submission, pages: Sequence[Page]) -> Recognised | None:
        """Tell a form without fields by the print of our own blanks, where labels alone do not tell it."""
        if submission.paper is None or not any(submission.paper.letters(page.number) for page in pages):
            return None
        placed = {name: self._with_places(labels) for name, labels in self.indexes.items()}
        found = by_their_blanks(submission, pages, placed)
        return Recognised(*found) if found is not None else None

    def _with_places(self, labels: LabelIndex) -> LabelIndex:
        """Give the labels of a form with the places of its boxes: our own blank is drawn once to learn them."""
        form = labels.form
        if form.blank is not None:
            return labels
        if form.id not in self._placed:
            self._placed[form.id] = LabelIndex(with_places(form))
        return self._placed[form.id]


def _may_be_flat(submission: Submission, pages: Sequence[Page]) -> bool:
    """Whether nothing is filled in the fields of a PDF, or it has none: its answers may be drawn on the page."""
    if submission.paper is None or (pages and pages[0].sheet is not None):
        return False
    return not any(box.filled for page in pages for box in page.boxes if box.kind is not BoxKind.WORD)


def _of_the_file(submission: Submission, records: Sequence[Record]) -> Iterator[Remark]:
    """Give what must be told of the file; which rows are hidden is told by the rows of a list themselves."""
    lists = {record.part.rpartition(", row ")[0] for record in records}
    for remark in submission.remarks:
        if remark.kind != "hidden_row" or remark.place.sheet not in lists:
            yield remark


def _parts(submission: Submission) -> Iterator[Sequence[Page]]:
    """Give what may be a form of its own: a whole PDF, each sheet of a workbook (a hidden one only if all are)."""
    pages = submission.pages
    if not pages or pages[0].sheet is None:
        yield pages
        return
    filled = [page for page in pages if any(box.filled or box.remarks for box in page.boxes)]
    shown = [page for page in filled if not page.hidden]
    for page in shown or filled or pages[:1]:
        yield (page,)


def _kept(submission: Submission, pages: Sequence[Page]) -> list[Unplaced]:
    boxes = [box for page in pages for box in page.boxes if box.filled]
    return unplaced(submission, boxes) or lines_of(submission, pages)


def _unknown(submission: Submission, failures: Sequence[tuple[Sequence[Page], UnreadableFileError]]) -> Report:
    """Report a file that is none of the office's forms, with what was read from it."""
    if failures:
        error = failures[0][1]
        failure = Failure(error.kind, error.message, error.mend)
    else:
        failure = Failure("not_a_form", "The file holds no filled form.", "Ask the sender for the filled form.")
    kept = [box for pages, _ in failures for box in _kept(submission, pages)]
    return replace(_report(submission, None), failure=failure, unplaced=tuple(kept))


def _report(submission: Submission, record: Record | None) -> Report:
    return Report(
        submission.path,
        submission.sha256,
        submission.media_type,
        submission.received,
        submission.sender,
        submission.subject,
        record,
        record.unplaced if record is not None else (),
    )


def sha256_of(path: Path) -> str:
    """Give the hash of a file's content, "" where it cannot be read."""
    with contextlib.suppress(OSError):
        return hashlib.sha256(path.read_bytes()).hexdigest()
    return ""
