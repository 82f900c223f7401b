"""A report as the register keeps it: one JSON document, and back again without loss.

The text of the document is what is hashed, so it is written once and never re-made. Fields keep the
order of the form. What has its default value is left out; reading puts it back.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from caseforms.model import (
    NOWHERE,
    Answer,
    Finding,
    Place,
    Record,
    Remark,
    Report,
    Severity,
    State,
    Unplaced,
)

#: Writes plain JSON values compactly. Pure ASCII, so that any text passes any database, lone surrogates and NUL too.
compact: Callable[[Any], str] = json.JSONEncoder(separators=(",", ":")).encode


def storable(text: str) -> str:
    """Give a text that every database takes: undecodable bytes of file names show as escapes, NUL as a mark."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")


def write(report: Report, record: Record) -> str:
    """Give the document of a report with its record."""
    return compact(
        {
            "form": record.form,
            "edition": record.edition,
            "part": record.part,
            "received": record.received.isoformat() if record.received else None,
            "confidence": record.confidence,
            "answers": {name: _answer(answer) for name, answer in record.answers.items()},
            "unplaced": [_unplaced(box) for box in dict.fromkeys((*record.unplaced, *report.unplaced))],
            "remarks": [_remark(remark) for remark in record.remarks],
            "findings": [_finding(finding) for finding in report.findings],
        }
    )


def read(text: str) -> tuple[Record, tuple[Finding, ...]]:
    """Give the record and its findings back."""
    document = json.loads(text)
    record = Record(
        form=document["form"],
        edition=document["edition"],
        answers={name: _read_answer(name, fields) for name, fields in document["answers"].items()},
        unplaced=tuple(Unplaced(b["name"], b["label"], b["raw"], _read_place(b)) for b in document["unplaced"]),
        remarks=tuple(map(_read_remark, document["remarks"])),
        confidence=document["confidence"],
        part=document["part"],
        received=dt.date.fromisoformat(document["received"]) if document["received"] else None,
    )
    return record, tuple(map(_read_finding, document["findings"]))


class LazyObject(Mapping[str, Any]):
    """A JSON object that is parsed when first looked at: of ten thousand earlier forms, rules look into a few."""

    __slots__ = ("_found", "_text")

    def __init__(self, text: str) -> None:
        """Keep the text."""
        self._text = text
        self._found: dict[str, Any] | None = None

    def _parsed(self) -> dict[str, Any]:
        if self._found is None:
            self._found = json.loads(self._text)
        return self._found

    def __getitem__(self, name: str) -> Any:
        return self._parsed()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parsed())

    def __len__(self) -> int:
        return len(self._parsed())


def answered(record: Record) -> dict[str, Any]:
    """Give the values of the answered fields."""
    return {name: answer.value for name, answer in record.answers.items() if answer.state is State.ANSWERED}


def _answer(answer: Answer) -> dict[str, Any]:
    fields: dict[str, Any] = {"label": answer.label, "kind": answer.kind, "state": answer.state.value}
    if answer.value is not None:
        fields["value"] = answer.value
    if answer.raw:
        fields["raw"] = answer.raw
    if answer.source:
        fields["source"] = answer.source
    if answer.confidence != 1.0:
        fields["confidence"] = answer.confidence
    if answer.needed:
        fields["needed"] = True
    if answer.sensitive:
        fields["sensitive"] = True
    if answer.place is not NOWHERE:
        _put_place(fields, answer.place)
    if answer.also:
        fields["also"] = [_put_place({}, place) for place in answer.also]
    if answer.remarks:
        fields["remarks"] = [_remark(remark) for remark in answer.remarks]
    return fields


def _read_answer(name: str, fields: Mapping[str, Any]) -> Answer:
    return Answer(
        field=name,
        label=fields["label"],
        kind=fields["kind"],
        state=State(fields["state"]),
        value=fields.get("value"),
        raw=fields.get("raw", ""),
        place=_read_place(fields),
        confidence=fields.get("confidence", 1.0),
        source=fields.get("source", ""),
        remarks=tuple(map(_read_remark, fields.get("remarks", ()))),
        needed=fields.get("needed", False),
        sensitive=fields.get("sensitive", False),
        also=tuple(map(_read_place, fields.get("also", ()))),
    )


def _put_place(fields: dict[str, Any], place: Place) -> dict[str, Any]:
    page, box, sheet, cell = place
    if page is not None:
        fields["page"] = page
    if box is not None:
        fields["box"] = box
    if sheet is not None:
        fields["sheet"] = sheet
    if cell is not None:
        fields["cell"] = cell
    return fields


def _read_place(fields: Mapping[str, Any]) -> Place:
    box = fields.get("box")
    return Place(fields.get("page"), tuple(box) if box else None, fields.get("sheet"), fields.get("cell"))


def _remark(remark: Remark) -> dict[str, Any]:
    return _put_place({"kind": remark.kind, "words": dict(remark.words)}, remark.place)


def _read_remark(fields: Mapping[str, Any]) -> Remark:
    return Remark(fields["kind"], fields["words"], _read_place(fields))


def _unplaced(box: Unplaced) -> dict[str, Any]:
    return _put_place({"name": box.name, "label": box.label, "raw": box.raw}, box.place)


def _finding(finding: Finding) -> dict[str, Any]:
    fields = finding._asdict()
    del fields["place"]
    return _put_place(fields, finding.place)


def _read_finding(fields: Mapping[str, Any]) -> Finding:
    return Finding(
        code=fields["code"],
        severity=Severity(fields["severity"]),
        message=fields["message"],
        mend=fields["mend"],
        field=fields["field"],
        label=fields["label"],
        place=_read_place(fields),
        source=fields["source"],
        names=tuple(fields["names"]),
        title=fields["title"],
    )
