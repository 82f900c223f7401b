"""Documents in the database: numbered, sealed by an event of their own, found again."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from caseforms.register import steps, workflow
from caseforms.register.base import Document, NewDocument
from caseforms.register.chain import Links, document_hash
from caseforms.register.document import compact, storable
from caseforms.register.tables import made

#: What becomes of a document: it is made. Sending it is the office's business.
MADE = "made"


def sameness(code: str, entries: Iterable[str], about: str, recipient: str) -> str:
    """Give one short text that is equal for documents of the same kind about the same thing.

    The order of the entries does not count.
    """
    text = compact([code, sorted(set(entries)), storable(about), recipient])
    return hashlib.sha256(text.encode()).hexdigest()


class Drawer:
    """Collects the rows of documents made now, and the events of the documents and of their entries' steps.

    last: the last number taken this year. statuses: of all entries that the documents name.
    """

    def __init__(self, links: Links, *, last: int, at: dt.datetime, who: str, statuses: dict[str, str]) -> None:
        """Start from where the register stands."""
        self.rows: list[dict[str, Any]] = []
        self._links = links
        self._number = last
        self._at, self._who = at, storable(who)
        self._statuses = dict(statuses)

    def add(self, new: NewDocument, role: str, move_to: str) -> Document:
        """Number a document and seal it; with `move_to`, its entries take that step unless they stand there already."""
        row = self._row(new)
        self.rows.append(row)
        self._links.add(row["id"], workflow.NEW, MADE, role, content=document_hash(row))
        for id_ in dict.fromkeys(new.entries) if move_to else ():
            if self._statuses[id_] != move_to:
                steps.plan(self._links, id_, self._statuses[id_], move_to, role, comment=row["id"])
                self._statuses[id_] = move_to
        return read(row)

    def _row(self, new: NewDocument) -> dict[str, Any]:
        self._number += 1
        return {
            "id": f"D-{self._at.year}-{self._number:05}",
            "year": self._at.year,
            "number": self._number,
            "code": new.code,
            "title": storable(new.title),
            "entries": compact(list(dict.fromkeys(new.entries))),
            "about": storable(new.about),
            "recipient": new.recipient,
            "same": sameness(new.code, new.entries, new.about, new.recipient),
            "template": storable(new.template),
            "template_sha256": new.template_sha256,
            "sha256": new.sha256,
            "file": storable(new.file),
            "made": self._at.isoformat(),
            "who": self._who,
            "due": new.due.isoformat() if new.due else None,
        }


def named(new: Sequence[NewDocument]) -> list[str]:
    """Give all entries that documents name, each once."""
    return list(dict.fromkeys(id_ for one in new for id_ in (*one.entries, one.recipient) if id_))


def read(row: Any) -> Document:
    """Give a document from its row."""
    return Document(
        id=row["id"],
        code=row["code"],
        title=row["title"],
        entries=tuple(json.loads(row["entries"])),
        about=row["about"],
        recipient=row["recipient"],
        template=row["template"],
        template_sha256=row["template_sha256"],
        sha256=row["sha256"],
        file=row["file"],
        made=dt.datetime.fromisoformat(row["made"]),
        who=row["who"],
        due=dt.date.fromisoformat(row["due"]) if row["due"] else None,
    )


def found(entry: str, code: str) -> sa.Select[Any]:
    """Ask for documents in the order of their numbers: those of one entry, of one code, or all."""
    query = sa.select(made).order_by(made.c.year, made.c.number)
    if entry:
        query = query.where(made.c.entries.contains(compact(entry), autoescape=True))
    return query.where(made.c.code == code) if code else query


def newest(same: str) -> sa.Select[Any]:
    """Ask for the newest of the documents that are the same in `sameness`."""
    return sa.select(made).where(made.c.same == same).order_by(made.c.made.desc(), made.c.number.desc()).limit(1)


def letters(connection: sa.Connection) -> dict[str, tuple[str, ...]]:
    """Give for each entry the codes of the documents made for it, each once, in their order."""
    codes: dict[str, dict[str, None]] = {}
    query = sa.select(made.c.code, made.c.entries).order_by(made.c.year, made.c.number)
    for row in connection.execute(query):
        for id_ in json.loads(row.entries):
            codes.setdefault(id_, {})[row.code] = None
    return {id_: tuple(of_entry) for id_, of_entry in codes.items()}
