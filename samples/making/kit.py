"""What a sample is: a file, and what must come of it. Expectations are written by hand, never by the program."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

AS_OF = dt.date(2026, 3, 31)

#: Field -> what is written into its box, where that is also the value; or (written, value that must come out).
#: A value of None: something stands in the box, and no value may come out of it.
Said = Mapping[str, Any]

#: Findings as people write them: "error PER001", "note REF014".
Findings = Iterable[str]


@dataclass(frozen=True)
class Record:
    """One form that must be found in a file, or the one failure of a file that holds none.

    findings: of the file alone. in_intake: of the file within the whole inbox, where that differs, because
    the register remembers earlier forms. part: sheet and row, for a list. name: of an attachment.
    """

    form: str | None
    said: Said
    findings: tuple[str, ...] = ()
    in_intake: tuple[str, ...] | None = None
    failure: str | None = None
    part: str = ""
    name: str = ""
    known: bool = False

    @property
    def within(self) -> tuple[str, ...]:
        """The findings within the whole inbox."""
        return self.findings if self.in_intake is None else self.in_intake

    @property
    def outcome(self) -> str:
        """What intake must make of it: `ready`, `to_fix`, `not_read` or `already_known`."""
        if self.failure is not None:
            return "not_read"
        if self.known:
            return "already_known"
        return "to_fix" if any(finding.startswith("error") for finding in self.within) else "ready"


@dataclass(frozen=True)
class Sample:
    """A file of the inbox: its name, what it shows, its bytes, and the records it must give."""

    name: str
    about: str
    content: bytes
    records: tuple[Record, ...]

    def expected(self) -> dict[str, Any]:
        """Give the expectation as it stands beside the inbox."""
        return {"about": self.about, "records": [_as_json(record) for record in self.records]}


def form(form_id: str, said: Said, *findings: str, **more: Any) -> Record:
    """Expect a form with exactly these answers and findings."""
    within = more.pop("in_intake", None)
    return Record(form_id, said, tuple(findings), None if within is None else tuple(within), **more)


def refused(failure: str, finding: str, name: str = "") -> Record:
    """Expect a file (or an attachment) that cannot be read."""
    return Record(None, {}, (finding,), failure=failure, name=name)


def values(said: Said) -> dict[str, Any]:
    """Give the values that must come out, field by field; fields that give none are left out."""
    found = {field: each[1] if isinstance(each, tuple) else each for field, each in said.items()}
    return {field: value for field, value in found.items() if value is not None}


def written(said: Said) -> dict[str, Any]:
    """Give what stands in the boxes, field by field."""
    return {field: each[0] if isinstance(each, tuple) else each for field, each in said.items()}


def in_order(findings: Findings) -> list[list[str]]:
    """Give findings as sorted pairs of code and severity."""
    return sorted([code, severity] for severity, code in (finding.split() for finding in findings))


def _as_json(record: Record) -> dict[str, Any]:
    shown: dict[str, Any] = {"form": record.form, "findings": in_order(record.findings)}
    if record.name:
        shown["attachment"] = record.name
    if record.part:
        shown["part"] = record.part
    if record.failure is not None:
        return shown | {"failure": record.failure}
    return shown | {"answers": values(record.said)}


def day(text: str) -> tuple[str, str]:
    """Write a day as MM/DD/YYYY, and expect it as an ISO date."""
    month, date, year = map(int, text.split("/"))
    return text, dt.date(year, month, date).isoformat()


def phone(last: str) -> tuple[str, str]:
    """Write one of the invented numbers (207) 555-01xx, and expect its ten digits."""
    return f"(207) 555-{last}", f"207555{last}"


def without(said: Said, *fields: str) -> dict[str, Any]:
    """Leave some boxes empty."""
    return {field: each for field, each in said.items() if field not in fields}
