"""The proof that nothing was changed afterwards: hashes of entries and documents, the chain of events, and their check.

Rows are mappings from column names to what stands in the database.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from caseforms.register import workflow
from caseforms.register.document import compact, storable

# Named one by one, so that a column added later leaves the old hashes true.
_FILE = ("id", "sha256", "path", "media_type", "received", "sender", "subject")
_FORM = ("id", "submission", "position", "kind", "form", "edition", "part", "created", "errors", "warnings", "notes")
_FORM_JSON = ("match_keys", "answered", "content")
_DOCUMENT = (
    *("id", "year", "number", "code", "title", "entries", "about", "recipient", "same"),
    *("template", "template_sha256", "sha256", "file", "made", "who", "due"),
)
_EVENT = ("id", "at", "who", "role", "entity", "from_status", "to_status", "reason_code", "comment", "content")

Row = Mapping[str, Any]


class Links:
    """Makes the next events of the chain, each with the hash of the one before.

    last: number and hash of the last event so far. who: name of the person at the desk; at: ISO text.
    rows: the events made, for the table `event`.
    """

    def __init__(self, last: tuple[int, str], *, who: str, at: str) -> None:
        """Go on where the chain ends."""
        self.rows: list[dict[str, Any]] = []
        self._number, self._hash = last
        self._who, self._at = storable(who), at

    def add(self, entity: str, before: str, after: str, role: str, **more: str) -> dict[str, Any]:
        """Give the row of the next event; more: reason_code, comment, content."""
        self._number += 1
        row = {
            "id": self._number,
            "at": self._at,
            "who": self._who,
            "role": role,
            "entity": entity,
            "from_status": before,
            "to_status": after,
            "reason_code": storable(more.get("reason_code", "")),
            "comment": storable(more.get("comment", "")),
            "content": more.get("content", ""),
            "previous": self._hash,
        }
        row["hash"] = self._hash = event_hash(row)
        self.rows.append(row)
        return row


def content_hash(file: Row, form: Row) -> str:
    """Hash all that is registered with an entry and its file; its status is left out, events tell that."""
    head = compact([file[name] for name in _FILE] + [form[name] for name in _FORM])
    return _sha256("\n".join((head, *(form[name] for name in _FORM_JSON))))  # JSON texts hold no bare line feed


def document_hash(row: Row) -> str:
    """Hash the whole row of a document."""
    return _sha256(compact([row[name] for name in _DOCUMENT]))


def event_hash(row: Row) -> str:
    """Hash an event together with the hash of the one before."""
    return _sha256(row["previous"] + compact([row[name] for name in _EVENT]))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def problems(events: Iterable[Row], entries: Iterable[tuple[Row, Row]], documents: Iterable[Row]) -> Iterator[str]:
    """Yield a sentence for each thing that is not as it was written.

    events: all, in order; entries: (submission's row, entry's row) each; documents: their rows.
    """
    hashes: dict[str, str] = {}
    statuses: dict[str, str] = {}
    yield from _chain_problems(events, hashes, statuses)
    for file, form in entries:
        id_ = form["id"]
        if id_ not in hashes:
            yield f"Entry {id_} has no first event."
        elif content_hash(file, form) != hashes[id_]:
            yield f"Entry {id_} was changed after it was registered."
        elif form["status"] != statuses[id_]:
            yield f"Entry {id_} has a status that its events do not give."
        hashes.pop(id_, None)
    for row in documents:
        id_ = row["id"]
        if id_ not in hashes:
            yield f"Document {id_} has no event: it was put in from outside."
        elif document_hash(row) != hashes.pop(id_):
            yield f"Document {id_} was changed after it was made."
    yield from (f"{'Document' if id_.startswith('D-') else 'Entry'} {id_} is missing." for id_ in hashes)


def _chain_problems(events: Iterable[Row], hashes: dict[str, str], statuses: dict[str, str]) -> Iterator[str]:
    """Follow the chain; note each entry's content hash and its last status on the way."""
    expected, previous = 1, ""
    for row in events:
        number, entity = row["id"], row["entity"]
        if number != expected:
            yield (
                f"Event {expected} is missing."
                if number == expected + 1
                else (f"Events {expected} to {number - 1} are missing.")
            )
        elif row["previous"] != previous or row["from_status"] != statuses.get(entity, workflow.NEW):
            yield f"The chain of events is broken at event {number}."
        if row["hash"] != event_hash(row):
            yield f"Event {number} was changed."
        if row["content"]:
            hashes[entity] = row["content"]
        statuses[entity] = row["to_status"]
        expected, previous = number + 1, row["hash"]
