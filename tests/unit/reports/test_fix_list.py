import datetime as dt

import pytest

from caseforms.model import Finding, Place, Record, Severity
from caseforms.register.base import FullEntry
from caseforms.reports.fix_list import fix_list, to_fix

WORKER = {"worker_name": "Marisol Example-Demo"}


@pytest.mark.parametrize(
    ("values", "open_"),
    [
        ({"errors": 1}, True),
        ({"errors": 0}, False),
        ({"errors": 1, "status": "returned"}, True),
        ({"errors": 1, "status": "incomplete"}, True),
        ({"errors": 1, "status": "resubmitted"}, False),
        ({"errors": 1, "status": "closed"}, False),
        ({"errors": 1, "status": "denied"}, False),
        ({"errors": 1, "status": "duplicate"}, False),
        ({"errors": 1, "status": "withdrawn"}, False),
        ({"errors": 1, "worker_name": "Ada Clerk"}, False),
        ({"errors": 1, "worker_name": None, "author": "Example-Demo, Marisol"}, True),
    ],
)
def test_open_entries_with_errors(entry, values, open_):
    one = entry("treatment-referral", **{**WORKER, **values})
    assert to_fix([one], "marisol example-demo") == ([one] if open_ else [])


def test_what_came_first_stands_first(entry):
    later, first = (entry("case-notes", errors=1, came=day, **WORKER) for day in ("2026-03-30", "2026-03-02"))
    assert to_fix([later, first], "Marisol Example-Demo") == [first, later]


def test_the_items(entry):
    one = entry("treatment-referral", id_="R-2026-00042", client_name="Rowan Testcase", came="2026-03-06", errors=1)
    findings = (
        Finding("REF009", Severity.WARNING, "Ask.", "Say it."),
        Finding("GEN001", Severity.NOTE, "Just so."),
        Finding(
            "PER003", Severity.ERROR, "Blank:\nDate of birth.", "Write it.", "client_dob", "Date of birth", Place(1)
        ),
    )
    full = FullEntry(one, Record("treatment-referral", "2026-01", {}), findings, ())
    grades = {Severity.ERROR: "must fix"}
    assert fix_list([full], {"treatment-referral": "Treatment Services Referral"}, grades) == [
        (
            "R-2026-00042",
            "Rowan Testcase",
            dt.date(2026, 3, 6),
            "Treatment Services Referral",
            (
                (1, "PER003", "Date of birth", "Blank: Date of birth.", "Write it.", "page 1", "must fix"),
                (2, "REF009", "", "Ask.", "Say it.", "", "warning"),
            ),
        )
    ]
    assert fix_list([full])[0].form == "treatment-referral"
