"""An error of our own while one file is worked on: the file is accounted for, and its neighbours are not touched."""

from __future__ import annotations

from caseforms.errors import trace
from caseforms.model import Failure, Report


def faulty(report: Report, error: Exception) -> Report:
    """Give the report of a file on which the program itself failed: without a record, with where it happened.

    A half-made record would be worse than none. Nothing the file says is in the report.
    """
    failure = Failure(
        "fault",
        "This is a fault in caseforms, not in your form.",
        "Please report it; hand the file in again after the next update.",
    )
    return Report(
        report.path,
        report.sha256,
        report.media_type,
        report.received,
        report.sender,
        report.subject,
        failure=failure,
        trace=trace(error),
    )
