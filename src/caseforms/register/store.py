"""The register in a database (SQLAlchemy Core). Importing this module is slow: only what opens a register does.

An entry's first event carries a hash of everything registered with it, and every event a hash of
itself and the one before, so that `verify` finds what was changed behind the register's back.
It is evidence against accidents and against editing the file, not against someone who re-computes
the whole chain.
"""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from caseforms.errors import UsageError
from caseforms.model import History, Known, Report
from caseforms.register import chain, document, documents, steps, workflow
from caseforms.register.base import Document, Entry, Event, Filters, FullEntry, NewDocument, Register
from caseforms.register.batch import Batch
from caseforms.register.database import Database
from caseforms.register.tables import entry, event, made, submission

_ORDER = (submission.c.year, submission.c.number, entry.c.position)
_LISTED = (
    *(entry.c[name] for name in ("id", "submission", "kind", "form", "edition", "part")),
    *(submission.c[name] for name in ("path", "sha256", "media_type", "received", "sender", "subject")),
    *(entry.c[name] for name in ("status", "match_keys", "answered", "errors", "warnings", "notes", "created")),
)


def open_register(target: str | Path, *, wait: float = 10.0) -> Store:
    """Open the register at a path (an SQLite file, made when missing) or a database URL.

    wait: how many seconds to wait for another writer.

    Raises:
        OperatingError: it cannot be opened; the message says why.
    """
    return Store(Database(target, wait=wait))


class Store(Register):
    """The register (`base.Register`) in a database."""

    def __init__(self, database: Database) -> None:
        """Work on an opened database."""
        self._database = database

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def known(self, sha256: str) -> Entry | None:
        """Give the first entry of the file with this content, None if it never came (GEN011)."""
        return next(iter(self._entries(submission.c.sha256 == sha256)), None)

    def add(self, reports: Sequence[Report], *, who: str, at: dt.datetime) -> list[str]:
        """Register all reports that hold a record, or none; see `base.Register.add`."""
        if not any(report.record for report in reports):
            return [""] * len(reports)
        with self._database.writing() as connection:
            hashes = {report.sha256 for report in reports}
            seen = connection.scalars(sa.select(submission.c.sha256).where(submission.c.sha256.in_(hashes)))
            batch = Batch(
                who=who,
                at=at,
                seen=set(seen),
                submissions=_last_number(connection, submission, at.year),
                referrals=_last_number(connection, entry, at.year),
                last=_last_event(connection),
            )
            ids = [batch.add(report) for report in reports]
            for table, rows in ((submission, batch.submissions), (entry, batch.entries), (event, batch.events)):
                if rows:
                    connection.execute(table.insert(), rows)
        return ids

    def move(
        self, entry_id: str, to: str, *, who: str, role: str, at: dt.datetime, reason_code: str = "", comment: str = ""
    ) -> Event:
        """Take a step of the workflow with an entry and give its event; see `base.Register.move`."""
        id_ = _number(entry_id)
        with self._database.writing() as connection:
            links = chain.Links(_last_event(connection), who=who, at=at.isoformat())
            before = steps.statuses(connection, [id_])[id_]
            row = steps.plan(links, id_, before, to, role, reason_code=reason_code, comment=comment)
            steps.write(connection, links.rows)
        return _event(tuple(row.values()))

    def record_documents(
        self, new: Sequence[NewDocument], *, who: str, at: dt.datetime, role: str = "clerk", move_to: str = "",
        once: bool = False,
    ) -> list[Document]:  # fmt: skip
        """Record documents in their order, or none; see `base.Register.record_documents`."""
        if not new:
            return []
        with self._database.writing() as connection:
            links = chain.Links(_last_event(connection), who=who, at=at.isoformat())
            drawer = documents.Drawer(
                links,
                last=_last_number(connection, made, at.year),
                at=at,
                who=who,
                statuses=steps.statuses(connection, documents.named(new)),
            )
            there = [_newest(connection, one) if once else None for one in new]
            recorded = [had or drawer.add(one, role, move_to) for one, had in zip(new, there, strict=True)]
            if drawer.rows:
                connection.execute(made.insert(), drawer.rows)
                steps.write(connection, links.rows)
        return recorded

    def record_document(
        self, document: NewDocument, *, who: str, at: dt.datetime, role: str = "clerk", move_to: str = ""
    ) -> Document:
        """Record one document; see `base.Register.record_documents`."""
        return self.record_documents([document], who=who, at=at, role=role, move_to=move_to)[0]

    def documents(self, entry: str = "", code: str = "") -> list[Document]:
        """Give the documents in the order of their numbers: those of one entry, of one code, or all."""
        with self._database.reading() as connection:
            return [documents.read(row) for row in connection.execute(documents.found(_number(entry), code)).mappings()]

    def find_document(self, code: str, entries: Sequence[str], about: str = "", recipient: str = "") -> Document | None:
        """Give the newest document of this kind for exactly these entries (in any order), None without one."""
        query = documents.newest(documents.sameness(code, entries, about, recipient))
        with self._database.reading() as connection:
            return _first(connection, query)

    def history(self) -> History:
        """Give all entries as rules ask for them."""
        history = History()
        with self._database.reading() as connection:
            letters = documents.letters(connection)
        for found in self._entries():
            history.add(
                Known(
                    id=found.id,
                    form=found.form,
                    path=found.path,
                    sha256=found.sha256,
                    received=(found.received or found.created).date(),
                    status=workflow.told(found.status, found.errors),
                    keys=found.keys,
                    values=found.values,
                    letters=letters.get(found.id, ()),
                )
            )
        return history

    def entries(self, filters: Filters = Filters()) -> list[Entry]:  # noqa: B008  # immutable
        """Give the entries that pass, in the order of their submissions' numbers."""
        wanted = [entry.c[name] == value for name in ("status", "form", "kind") if (value := getattr(filters, name))]
        if filters.since:
            wanted.append(entry.c.created >= filters.since.isoformat())
        if filters.until:
            wanted.append(entry.c.created < (filters.until + dt.timedelta(days=1)).isoformat())
        found = self._entries(*wanted)
        text = _folded(filters.text)
        return [one for one in found if not text or any(text in _folded(words) for words in _words(one))]

    def entry(self, id_: str) -> FullEntry:
        """Give one entry whole; UsageError when there is none of this number."""
        wanted = entry.c.id == _number(id_)
        found = self._entries(wanted)
        if not found:
            raise UsageError("The register has no entry of this number.", "List them with: caseforms register list")
        with self._database.reading() as connection:
            record, findings = document.read(connection.execute(sa.select(entry.c.content).where(wanted)).scalar_one())
        return FullEntry(found[0], record, findings, tuple(self.events(found[0].id)))

    def events(self, entity: str = "") -> list[Event]:
        """Give what happened, in order: to one entry or document, or to all."""
        query = sa.select(event).order_by(event.c.id)
        with self._database.reading() as connection:
            rows = connection.execute(query.where(event.c.entity == entity) if entity else query).all()
        return [_event(row) for row in rows]

    def verify(self) -> list[str]:
        """Give a sentence for everything that was changed or removed behind the register's back; empty = sound."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(event).order_by(event.c.id))
            events = (dict(zip(event.c.keys(), row, strict=True)) for row in rows)
            both = sa.select(submission, entry).outerjoin_from(entry, submission).order_by(entry.c.id)
            entries = (_halves(row) for row in connection.execute(both))
            papers = (dict(row) for row in connection.execute(documents.found("", "")).mappings())
            return list(chain.problems(events, entries, papers))

    def _entries(self, *wanted: sa.ColumnElement[bool]) -> list[Entry]:
        query = sa.select(*_LISTED).join_from(entry, submission).where(*wanted).order_by(*_ORDER)
        with self._database.reading() as connection:
            return [_entry(row) for row in connection.execute(query)]


def _entry(row: sa.Row[Any]) -> Entry:
    return Entry(
        id=row.id,
        submission=row.submission,
        kind=row.kind,
        form=row.form,
        edition=row.edition,
        part=row.part,
        path=row.path,
        sha256=row.sha256,
        media_type=row.media_type,
        received=dt.datetime.fromisoformat(row.received) if row.received else None,
        sender=row.sender,
        subject=row.subject,
        status=row.status,
        keys=json.loads(row.match_keys),
        values=document.LazyObject(row.answered),
        errors=row.errors,
        warnings=row.warnings,
        notes=row.notes,
        created=dt.datetime.fromisoformat(row.created),
    )


def _event(row: Sequence[Any]) -> Event:
    return Event(row[0], dt.datetime.fromisoformat(row[1]), *row[2:])


def _newest(connection: sa.Connection, new: NewDocument) -> Document | None:
    return _first(connection, documents.newest(documents.sameness(new.code, new.entries, new.about, new.recipient)))


def _first(connection: sa.Connection, query: sa.Select[Any]) -> Document | None:
    row = connection.execute(query).mappings().first()
    return documents.read(row) if row is not None else None


def _number(written: str) -> str:
    """Give an entry's number as the register writes it."""
    return written.strip().upper()


def _halves(row: Sequence[Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Part a joined row into the submission's and the entry's columns."""
    names = submission.c.keys()
    return dict(zip(names, row, strict=False)), dict(zip(entry.c.keys(), row[len(names) :], strict=True))


def _last_number(connection: sa.Connection, table: sa.Table, year: int) -> int:
    return connection.scalar(sa.select(sa.func.max(table.c.number)).where(table.c.year == year)) or 0


def _last_event(connection: sa.Connection) -> tuple[int, str]:
    """Give number and hash of the last event; (0, "") before the first."""
    row = connection.execute(sa.select(event.c.id, event.c.hash).order_by(event.c.id.desc()).limit(1)).first()
    return (row.id, row.hash) if row else (0, "")


def _words(found: Entry) -> Iterator[str]:
    yield from (found.id, found.submission, found.path, found.sender, found.subject)
    yield from _texts(list(found.values.values()))


def _texts(value: object) -> Iterator[str]:
    """Walk the texts of an answer: lists of codes, rows of tables."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts(list(value.values()))
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _folded(text: str) -> str:
    """Make a text comparable: without case and accents."""
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
