"""A report as the JSON object of DESIGN 5: a stable interface that other programs rely on."""

from __future__ import annotations

from typing import Any

from caseforms.model import Answer, Finding, Place, Report, Unplaced


def report_object(report: Report) -> dict[str, Any]:
    """Give one object a form found; one with `form: null` and a failure for a file that gave none.

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
        "findings": [_finding(finding) for finding in report.findings],
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


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "field": finding.field,
        "message": finding.message,
        "mend": finding.mend,
        **_place(finding.place),
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "page": place.page,
        "box": list(place.box) if place.box else None,
        "sheet": place.sheet,
        "cell": place.cell,
    }
