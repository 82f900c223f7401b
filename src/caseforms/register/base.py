"""The contract of the register: what it holds and what may be asked of it; no database in sight.

A received file is a submission (`S-2026-00031`). Every form found in it is an entry of its own: a
referral gets a number of its own (`R-2026-00042`), any other form is called after its submission
and its position in the file, counted from 1 (`S-2026-00031-1`). A document made from a template has a number of its
own, too (`D-2026-00007`). Numbers run without gaps in each calendar year (domain.md 7).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from caseforms.model import Finding, History, Record, Report


class Entry(NamedTuple):
    """One registered form, without its answers.

    kind: `referral` (goes through the workflow) or `submission` (is kept).
    submission: number of the file it came in; path, sha256, media_type, received, sender, subject: of that file.
    part: which part of the file holds it. status: see `workflow`.
    keys: matching keys of the person (`fieldtypes.keys.matching_keys`). values: answered fields only.
    errors, warnings, notes: how many findings of each severity. created: when it was registered.
    """

    id: str
    submission: str
    kind: str
    form: str
    edition: str
    part: str
    path: str
    sha256: str
    media_type: str
    received: dt.datetime | None
    sender: str
    subject: str
    status: str
    keys: Mapping[str, str]
    values: Mapping[str, object]
    errors: int
    warnings: int
    notes: int
    created: dt.datetime


class Event(NamedTuple):
    """Something that happened to an entry or a document; never changed, never deleted.

    id: counts from 1 without gaps. entity: number of the entry or document. from_, to: statuses; from_ is `new`
        at first, and a document goes from `new` to `made`.
    content: of the first event of an entry or document, the hash of everything that was registered then; else "".
    previous: hash of the event before, "" for the first. hash: over `previous` and all the rest.
    """

    id: int
    at: dt.datetime
    who: str
    role: str
    entity: str
    from_: str
    to: str
    reason_code: str
    comment: str
    content: str
    previous: str
    hash: str


class NewDocument(NamedTuple):
    """A document about to be recorded.

    code, title: of the template, and what the document is called. entries: numbers of the entries it was made for.
    template: file name; template_sha256: over all that the look and the words come from.
    sha256, file: hash and name of the .docx. about: what it is about, where the entries do not say it
    ("000417 2026-03"). recipient: number of the provider's entry, "" when it goes to no provider.
    due: the day by which an answer is asked for.
    """

    code: str
    title: str
    entries: tuple[str, ...]
    template: str
    template_sha256: str
    sha256: str
    file: str
    about: str = ""
    recipient: str = ""
    due: dt.date | None = None


class Document(NamedTuple):
    """A document that was made: as `NewDocument`, and its number, when it was made and by whom; never changed."""

    id: str
    code: str
    title: str
    entries: tuple[str, ...]
    about: str
    recipient: str
    template: str
    template_sha256: str
    sha256: str
    file: str
    made: dt.datetime
    who: str
    due: dt.date | None


@dataclass(frozen=True, slots=True)
class FullEntry:
    """One registered form with everything known of it; the record is as it was when it was registered."""

    entry: Entry
    record: Record
    findings: tuple[Finding, ...]
    events: tuple[Event, ...]


class Filters(NamedTuple):
    """Which entries to list; what is empty does not restrict.

    text: stands in the number, path, sender, subject or an answer; case and accents do not matter.
    since, until: first and last day of registration.
    """

    status: str = ""
    form: str = ""
    kind: str = ""
    text: str = ""
    since: dt.date | None = None
    until: dt.date | None = None


class Register(Protocol):
    """The case register. All methods raise `OperatingError` when it is in use, full or damaged."""

    def known(self, sha256: str) -> Entry | None:
        """Give the first entry of the file with this content, None if it never came (GEN011)."""
        ...

    def add(self, reports: Sequence[Report], *, who: str, at: dt.datetime) -> list[str]:
        """Register all reports that hold a record, or, on any error, none of them.

        All reports of one file must come in one call, next to each other or not.

        who: name of the person at the desk; at: now (agency-local), its year is the year of the numbers.

        Returns:
            One text a report, in their order: the entry's number; "" where nothing was added,
            because the report holds no record or its file's content is in the register already.
        """
        ...

    def move(
        self, entry_id: str, to: str, *, who: str, role: str, at: dt.datetime, reason_code: str = "", comment: str = ""
    ) -> Event:
        """Take a step of the workflow with an entry and give its event; of two clerks at once, one is refused.

        Raises:
            UsageError: there is no entry of this number.
            OperatingError: the workflow has no such step (REG001), or not for this role (`workflow.step`).
        """
        ...

    def record_documents(
        self, new: Sequence[NewDocument], *, who: str, at: dt.datetime, role: str = "clerk", move_to: str = "",
        once: bool = False,
    ) -> list[Document]:  # fmt: skip
        """Record documents in their order, or, on any error, none of them.

        Hand over a hundred or so at a time: others wait meanwhile.

        at: now (agency-local), its year is the year of the numbers.
        move_to: a step that the entries of each document take; its event names the document in the comment.
            An entry that stands there already takes none.
        once: of a document that is recorded already (`find_document`) that one is given, and nothing is added:
            somebody else was quicker.

        Raises:
            UsageError: the register has no entry of one of the numbers.
            OperatingError: as in `move`.
        """
        ...

    def record_document(
        self, document: NewDocument, *, who: str, at: dt.datetime, role: str = "clerk", move_to: str = ""
    ) -> Document:
        """Record one document; see `record_documents`."""
        ...

    def documents(self, entry: str = "", code: str = "") -> list[Document]:
        """Give the documents in the order of their numbers: those of one entry, of one code, or all."""
        ...

    def find_document(self, code: str, entries: Sequence[str], about: str = "", recipient: str = "") -> Document | None:
        """Give the newest document of this kind for exactly these entries (in any order), None without one."""
        ...

    def history(self) -> History:
        """Give all entries as rules ask for them."""
        ...

    def entries(self, filters: Filters = ...) -> list[Entry]:
        """Give the entries that pass, in the order of their submissions' numbers."""
        ...

    def entry(self, id_: str) -> FullEntry:
        """Give one entry whole; UsageError when there is none of this number."""
        ...

    def events(self, entity: str = "") -> list[Event]:
        """Give what happened, in order: to one entry or document, or to all."""
        ...

    def verify(self) -> list[str]:
        """Give a sentence for everything that was changed or removed behind the register's back; empty = sound."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...
