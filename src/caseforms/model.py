"""The nouns of the product: what a reader gives, what a form says, what a check finds.

Everything here is an immutable value without behaviour beyond showing itself. The hot ones are
named tuples, because a batch makes hundreds of thousands of them. Nothing in this module imports
anything of caseforms (DESIGN 3).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple, Protocol


class State(StrEnum):
    """What became of one field of a form: four different things, never mixed up."""

    ANSWERED = "answered"
    BLANK = "blank"  # the box is there, nobody filled it (or wrote "N/A", "TBD", ...)
    UNREADABLE = "unreadable"  # something stands there, but not a value of the field's type
    ABSENT = "absent"  # this copy of the form has no such box


class Severity(StrEnum):
    """How bad a finding is: `error` must be fixed, `warning` must be looked at, `note` is for information."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


#: Severities from worst to mildest.
SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


class Place(NamedTuple):
    """Where something stands: page and box, or sheet and cell.

    `page` counts from 1. `box` is (left, bottom, right, top) in PDF points of the page as the eye
    sees it (after /Rotate), origin in the lower left corner.
    """

    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    sheet: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        """Give the place in words: `page 2`, `sheet Referral, cell B5`."""
        if self.cell:
            return f"sheet {self.sheet}, cell {self.cell}" if self.sheet else f"cell {self.cell}"
        if self.sheet:
            return f"sheet {self.sheet}"
        return f"page {self.page}" if self.page else ""


NOWHERE = Place()


class Remark(NamedTuple):
    """Something a reader or a parser noticed and may not keep to itself; rules turn it into a finding.

    `kind` is a fixed word such as `two_digit_year` or `hidden_row` (all are listed in
    docs/reading.md); `words` fill the placeholders of the rule's message.
    """

    kind: str
    words: Mapping[str, str] = {}
    place: Place = NOWHERE


class BoxKind(StrEnum):
    """What sort of box it is."""

    TEXT = "text"  # text widget
    TICK = "tick"  # check box
    RADIO = "radio"  # radio group (one box for the group)
    CHOICE = "choice"  # drop-down or list widget
    SIGNATURE = "signature"
    CELL = "cell"  # spreadsheet cell
    WORD = "word"  # printed text on a page


class Box(NamedTuple):
    """A piece of text (or a tick) with its place: the one thing every reader gives.

    text: what a person sees in it, trimmed of nothing; "" when empty. A ticked check box has its
        caption or on-state here, a radio group and a drop-down the caption of the chosen option.
    raw: what is stored, where that differs from `text` (export value of a drop-down).
    name: full widget name (`Client.Name`, `form1[0].Page1[0].DOB[0]`), or the defined name of a cell.
    label: tooltip of a widget (or caption of a form control).
    ticked: for ticks only; None for everything else.
    options: what may be chosen, as shown.
    value: typed value of a cell: date, datetime, time, int, float, bool; None for text.
    grid: of a cell: (row, column, rows, columns), 1-based; merged cells span more than one.
    hidden: not visible to the person who filled the form (hidden widget, row, column or sheet).
    also: places of the further widgets of the same field.
    """

    kind: BoxKind
    text: str
    place: Place
    name: str = ""
    label: str = ""
    raw: str | None = None
    ticked: bool | None = None
    options: tuple[str, ...] = ()
    value: Any = None
    grid: tuple[int, int, int, int] | None = None
    hidden: bool = False
    also: tuple[Place, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def filled(self) -> bool:
        """Whether somebody put something into it."""
        return self.ticked if self.ticked is not None else bool(self.text.strip())


class Page(NamedTuple):
    """A page of a PDF or a sheet of a workbook: an ordered run of boxes."""

    number: int
    boxes: tuple[Box, ...]
    sheet: str | None = None
    size: tuple[float, float] | None = None
    hidden: bool = False


class Letter(NamedTuple):
    """A letter as printed. box: its place on the page as seen; run: number of the text that it was drawn with.

    parted: a space stands before it. typed: it stands in a note put over the page, not in the page's print.
    """

    text: str
    box: tuple[float, float, float, float]
    run: int
    parted: bool = False
    typed: bool = False


class Paper(Protocol):
    """The pages of a PDF as the eye sees them (from 1), asked only where its fields do not tell."""

    def letters(self, page: int) -> tuple[Letter, ...]:
        """Give the letters of a page in the order of the file."""

    def ink(
        self, page: int, boxes: Sequence[tuple[float, float, float, float]], *, bare: bool = False
    ) -> tuple[float, ...]:
        """Give how much of each place is dark, 0..1; bare: of the print alone, without fields and notes."""

    def drawn(self, page: int) -> tuple[tuple[tuple[float, float, float, float], ...], ...]:
        """Give the rectangles and the lines that are drawn on a page."""


def _nothing_printed(_page: int) -> tuple[Box, ...]:
    return ()


def nothing_seen() -> Mapping[tuple[str, Place], tuple[Remark, ...]]:
    """Stand in for the second look at a file that has none, or at one that is not checked."""
    return {}


@dataclass(frozen=True, slots=True)
class Submission:
    """One received file (or one attachment of a mail), read into pages of boxes.

    path: the file as it was named on the command line, `mail.eml > form.pdf` for an attachment.
    sha256: of the content; the same content is the same submission.
    media_type: `application/pdf`, ...
    received: date of the mail it came in, None for a plain file; sender, subject: of the mail.
    title: of the document's properties.
    printed: gives the printed words of a page (1-based) as WORD boxes, in reading order, on demand,
        because taking the text off a page costs as much as reading all its fields.
    paper: of a PDF, its pages as drawn.
    looks: gives what is remarkable about its boxes, by their name and place, when what they show is compared
        with what they hold; on demand, because it costs a tenth of reading.
    """

    path: str
    sha256: str
    media_type: str
    pages: tuple[Page, ...] = ()
    received: dt.datetime | None = None
    sender: str = ""
    subject: str = ""
    title: str = ""
    remarks: tuple[Remark, ...] = ()
    printed: Callable[[int], tuple[Box, ...]] = _nothing_printed
    paper: Paper | None = None
    looks: Callable[[], Mapping[tuple[str, Place], tuple[Remark, ...]]] = nothing_seen

    def boxes(self) -> Iterator[Box]:
        """Walk all boxes in page order."""
        for page in self.pages:
            yield from page.boxes


class Answer(NamedTuple):
    """What one field of a form says.

    kind: the field type (`name`, `birth_date`, `choices`, ...), see `fieldtypes`.
    value: JSON-ready: str; ISO date str; list of codes for `choices`; list of dicts for `table`;
        None unless the state is `answered` (an unreadable text stays in `raw`).
    raw: the text as written.
    source: how it was found: `widget:NAME`, `cell:B5`, `label:LABEL`, `column:HEADER`, "" when absent.
    confidence: 0..1; 1.0 = the box's own name or exact label, and a value in the written form.
    needed: the form asks for it in every case, or in this case (required / required_when).
    """

    field: str
    label: str
    kind: str
    state: State
    value: Any = None
    raw: str = ""
    place: Place = NOWHERE
    confidence: float = 1.0
    source: str = ""
    remarks: tuple[Remark, ...] = ()
    needed: bool = False
    sensitive: bool = False
    also: tuple[Place, ...] = ()


class Unplaced(NamedTuple):
    """A filled box that the form's definition does not know: kept, never dropped."""

    name: str
    label: str
    raw: str
    place: Place


@dataclass(frozen=True, slots=True)
class Record:
    """One filled form: an answer for every field of its definition, and what was left over.

    part: which part of the file holds it ("" when the file is the form; a sheet name, or a sheet and row).
    received: the submission's, handed on because some rules count days from it.
    """

    form: str
    edition: str
    answers: Mapping[str, Answer]
    unplaced: tuple[Unplaced, ...] = ()
    remarks: tuple[Remark, ...] = ()
    confidence: float = 1.0
    part: str = ""
    received: dt.date | None = None

    def answer(self, name: str) -> Answer:
        """Give a field's answer; a field the form does not have is absent."""
        found = self.answers.get(name)
        return found if found is not None else Answer(name, name, "text", State.ABSENT)

    def value(self, name: str) -> Any:
        """Give a field's value, None unless it is answered."""
        found = self.answers.get(name)
        return found.value if found is not None else None


class Finding(NamedTuple):
    """A problem with its cure: what is wrong, where, how to mend it, on whose authority.

    names: personal names quoted in the message, so that the screen can mask them.
    title: the message without the answers it quotes, for lists of what is often wrong.
    """

    code: str
    severity: Severity
    message: str
    mend: str = ""
    field: str | None = None
    label: str = ""
    place: Place = NOWHERE
    source: str = ""
    names: tuple[str, ...] = ()
    title: str = ""


class Failure(NamedTuple):
    """Why a file gave no record. `kind` is a fixed word: empty, damaged, encrypted, not_a_form, ..."""

    kind: str
    message: str
    mend: str


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one form (or of one file that gave none).

    trace: of a fault of ours, the type of the error and the lines of code: nothing of the file.
    """

    path: str
    sha256: str
    media_type: str = ""
    received: dt.datetime | None = None
    sender: str = ""
    subject: str = ""
    record: Record | None = None
    unplaced: tuple[Unplaced, ...] = ()
    findings: tuple[Finding, ...] = ()
    failure: Failure | None = None
    trace: tuple[str, ...] = ()

    @property
    def worst(self) -> Severity | None:
        """The gravest severity among the findings, None without findings."""
        found = {finding.severity for finding in self.findings}
        return next((severity for severity in SEVERITIES if severity in found), None)


class Known(NamedTuple):
    """What the register knows of one earlier form, as far as rules ask for it.

    keys: matching keys, computed by `fieldtypes.keys.matching_keys`: name, surname, dob, case.
    values: the record's values by field name. letters: codes of the documents made for it, in their order.
    """

    id: str
    form: str
    path: str
    sha256: str
    received: dt.date
    status: str
    keys: Mapping[str, str]
    values: Mapping[str, Any]
    letters: tuple[str, ...] = ()


@dataclass(slots=True)
class History:
    """Earlier forms, indexed the ways rules look them up. Grows while a batch is checked."""

    _by: dict[tuple[str, str], list[Known]] = field(default_factory=dict)

    def add(self, known: Known) -> None:
        """Remember one more form."""
        for kind, key in (*known.keys.items(), ("sha256", known.sha256)):
            if key:
                self._by.setdefault((kind, key), []).append(known)

    def find(self, kind: str, key: str | None) -> list[Known]:
        """Give the earlier forms with this key; kinds: name, surname, dob, case, provider, sha256."""
        return self._by.get((kind, key), []) if key else []


@dataclass(frozen=True, slots=True)
class Agency:
    """The office's settings as far as rules and parsers ask for them (domain.md 10)."""

    name: str = ""
    phone: str = ""
    case_number_pattern: str = r"(?=(?:[^0-9]*[0-9]){3})[A-Z0-9-]{4,24}"
    case_number_example: str = "CW-2026-0417"
    districts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # region -> districts
    counties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # district -> counties
    workers: tuple[Mapping[str, str], ...] = ()
    holidays: frozenset[dt.date] = frozenset()
    duplicate_days: int = 90
    roi_warn_days: int = 30
    roi_max_months: int = 12
    stale_form_days: int = 30
    narrative_min_words: int = 20
    emergency_form_days: int = 2
    adult_age: int = 18
    child_role_until: int = 18
    confident: float = 0.9


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a rule may know beside the record: no clock, no database, no file."""

    today: dt.date
    history: History = field(default_factory=History)
    agency: Agency = field(default_factory=Agency)
    owned: frozenset[str] = frozenset()  # fields whose blankness a rule of its own reports
    path: str = ""
    sha256: str = ""
