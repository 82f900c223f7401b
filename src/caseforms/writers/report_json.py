"""A report as the JSON object of DESIGN 5: a stable interface that other programs rely on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseforms.model import Answer, Finding, Place, Report, Unplaced


def report_object(report: Report, pictures: Mapping[Place, str] | None = None) -> dict[str, Any]:
    """Give one object a form found; one with `form: null` and a failure for a file that gave none.

    pictures: files by place; where there may be some, each finding has one more key, `picture`.

    Dates are ISO, phones ten digits; `box` is left, bottom, right, top in points of the page as seen.
    """
    record = report.record
    return {
        "file": report.path,
        "sha256": report.sha256,
        "form": record.form if record else None,
        "edition": record.edition if record else None,
        "form_confidence": record.confidence if record else None,
        "answers": {name: _answer(answer) for name, answer in record.answers.items()} if record else {},
        "unplaced": [_unplaced(box) for box in report.unplaced],
        "findings": [_finding(finding, pictures) for finding in report.findings],
        "failure": report.failure._asdict() if report.failure else None,
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "value": answer.value,
        "raw": answer.raw,
        "state": answer.state.value,
        "confidence": answer.confidence,
        **_place(answer.place),
        "source": answer.source,
    }


def _unplaced(box: Unplaced) -> dict[str, Any]:
    return {"name": box.name, "label": box.label, "raw": box.raw, **_place(box.place)}


def _finding(finding: Finding, pictures: Mapping[Place, str] | None) -> dict[str, Any]:
    picture = {} if pictures is None else {"picture": pictures.get(finding.place)}
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "field": finding.field,
        "message": finding.message,
        "mend": finding.mend,
        **_place(finding.place),
        **picture,
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "page": place.page,
        "box": list(place.box) if place.box else None,
        "sheet": place.sheet,
        "cell": place.cell,
    }
