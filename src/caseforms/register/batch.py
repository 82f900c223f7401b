"""The rows that reports add to the register, with their numbers, statuses and events; no database in sight."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from caseforms.fieldtypes.keys import matching_keys
from caseforms.model import Record, Report, Severity
from caseforms.register import chain, document, workflow
from caseforms.register.document import storable


class Batch:
    """Collects rows for the tables submission, entry and event, with the column names of `tables`.

    seen: content hashes that the register holds already. submissions, referrals: last numbers taken
    this year. last: number and hash of the last event.
    """

    def __init__(
        self, *, who: str, at: dt.datetime, seen: set[str], submissions: int, referrals: int, last: tuple[int, str]
    ) -> None:
        """Start from where the register stands."""
        self.submissions: list[dict[str, Any]] = []
        self.entries: list[dict[str, Any]] = []
        self._at = at.isoformat()
        self._links = chain.Links(last, who=who, at=self._at)
        self._year = at.year
        self._seen = seen
        self._submission = submissions
        self._referral = referrals
        self._files: dict[str, tuple[dict[str, Any], list[str]]] = {}  # content -> submission, its entries' numbers

    @property
    def events(self) -> list[dict[str, Any]]:
        """The events so far."""
        return self._links.rows

    def add(self, report: Report) -> str:
        """Add a report's rows and give its entry's number; "" when it has no record or its content is known."""
        record = report.record
        if record is None or report.sha256 in self._seen:
            return ""
        path = storable(report.path)
        if report.sha256 not in self._files:
            self._files[report.sha256] = (self._new_submission(report, path), [])
        file, ids = self._files[report.sha256]
        if file["path"] != path:  # a copy of a file of this very batch
            return ""
        form = self._new_entry(report, record, file["id"], len(ids) + 1)
        ids.append(form["id"])
        self.entries.append(form)
        self._tell(form, chain.content_hash(file, form))
        return str(form["id"])

    def _new_submission(self, report: Report, path: str) -> dict[str, Any]:
        self._submission += 1
        row = {
            "id": f"S-{self._year}-{self._submission:05}",
            "year": self._year,
            "number": self._submission,
            "sha256": report.sha256,
            "path": path,
            "media_type": report.media_type,
            "received": report.received.isoformat() if report.received else None,
            "sender": storable(report.sender),
            "subject": storable(report.subject),
        }
        self.submissions.append(row)
        return row

    def _new_entry(self, report: Report, record: Record, submission: str, position: int) -> dict[str, Any]:
        kind = workflow.kind_of(record.form)
        number = None
        if kind == "referral":
            self._referral += 1
            number = self._referral
        answered = document.answered(record)
        count = Counter(finding.severity for finding in report.findings)
        return {
            "id": f"R-{self._year}-{number:05}" if number else f"{submission}-{position}",
            "submission": submission,
            "position": position,
            "kind": kind,
            "year": self._year if number else None,
            "number": number,
            "form": record.form,
            "edition": record.edition,
            "part": storable(record.part),
            "created": self._at,
            "errors": count[Severity.ERROR],
            "warnings": count[Severity.WARNING],
            "notes": count[Severity.NOTE],
            "status": workflow.NEW,
            "match_keys": document.compact(matching_keys(answered)),
            "answered": document.compact(answered),
            "content": document.write(report, record),
        }

    def _tell(self, form: dict[str, Any], content: str) -> None:
        """Write the events of an entry's first steps, the first with the hash of its content, and set its status."""
        for before, after in workflow.first_steps(form["form"], form["errors"]):
            self._links.add(form["id"], before, after, "clerk", content=content)
            form["status"] = after
            content = ""
