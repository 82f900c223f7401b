"""Case notes: one a form, and lists of months.

Each note alone is in order; what is missing or copied from month to month is for the monthly report.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from making import filling
from making.changes import NOTE
from making.drawing import book
from making.kit import Sample, day, form, without
from making.people import case

NOTES = "case-notes"
_HEADER = ("Offender Name", "DOC #", "Date", "Time", "Type", "Topics", "Case Manager", "Case Note", "Entered")
_BY = "Marisol Example-Demo"
_REVIEW, _CONTACT, _ABSENCE, _RETURN = "Monthly review", "Contact", "Absence", "Return"

#: A row of a list: name, number, date, type, topics, text, day of entry.
_Row = tuple[str, str, str, str, str, str, str]


def samples() -> Iterator[Sample]:
    """Give the samples of this family."""
    yield from _single()
    yield _list("six-months", "Six months of two clients; one was away from January 10 to February 20.", _SIX_MONTHS)
    yield _list("copied", "Months that repeat the month before, and one note for two clients.", _COPIED)


def _single() -> Iterator[Sample]:
    said: dict[str, Any] = {
        "client_name": "Alder Fabrica",
        "client_id_number": "000441",
        "case_number": case(441),
        "note_date": day("02/10/2026"),
        "note_time": "10:30",
        "note_type": (_CONTACT, "contact"),
        "contact_method": ("In person", "in_person"),
        "topics": ["plan_progress", "marital_family"],
        "is_monthly_review": "no",
        "note_text": NOTE.format("February 10"),
        "author": _BY,
        "entered_date": day("02/10/2026"),
    }
    yield Sample("notes-one-form.pdf", "One note on our PDF blank.", filling.pdf(NOTES, said), (form(NOTES, said),))
    bare = without({**said, "client_name": "Wren Fabrica", "client_id_number": "000440"},
                   "note_text", "author", "case_number")  # fmt: skip
    yield Sample("notes-no-text.pdf", "No text and no author.", filling.pdf(NOTES, bare),
                 (form(NOTES, bare, "error GEN007", "error GEN007"),))  # fmt: skip


def _list(name: str, about: str, rows: tuple[_Row, ...]) -> Sample:
    """Make a list in Excel, one note a row."""

    def fill(made: Any, sheet: Any) -> None:
        date = made.add_format({"num_format": "mm/dd/yyyy"})
        sheet.write("A1", "Case notes")
        sheet.write_row("A3", _HEADER)
        for at, (client, number, on, kind, topics, text, entered) in enumerate(rows, 3):
            sheet.write_row(at, 0, (client, number))
            sheet.write(at, 2, _date(on), date)
            sheet.write_row(at, 3, ("9:15", kind, topics, _BY, text))
            sheet.write(at, 8, _date(entered), date)

    records = tuple(form(NOTES, _said(row), part=f"Notes, row {at}") for at, row in enumerate(rows, 4))
    return Sample(f"notes-{name}.xlsx", about, book(fill, sheet="Notes"), records)


def _said(row: _Row) -> dict[str, Any]:
    client, number, on, kind, topics, text, entered = row
    codes = [topic.lower().replace(" ", "_") for topic in topics.split("; ") if topic]
    return {
        "client_name": client, "client_id_number": number, "note_date": day(on)[1], "note_time": "9:15",
        "note_type": kind.lower().replace(" ", "_"), "author": _BY, "note_text": text,
        "entered_date": day(entered)[1],
    } | ({"topics": codes} if codes else {})  # fmt: skip


def _date(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(day(text)[1])  # a cell has no zone


_A, _B = ("Rowan Example", "000451"), ("Juniper Testcase", "000401")
_SIX_MONTHS: tuple[_Row, ...] = (
    (*_A, "10/14/2025", _REVIEW, "Plan progress; Adjustment",
     "Reviewed the plan with Rowan. He began the parenting class and likes it; adjustment in the unit is good.",
     "10/14/2025"),
    (*_B, "10/15/2025", _REVIEW, "Plan progress; Earned credit level",
     "Juniper reached level 3 on October 12. She works in the laundry and is on time every day.", "10/15/2025"),
    (*_A, "11/12/2025", _REVIEW, "Plan progress; Marital family",
     "Four classes done. His mother was ill and is better; he calls her on Sundays.", "11/12/2025"),
    (*_B, "11/13/2025", _REVIEW, "Plan progress; Reentry",
     "Talked about where she will live. Her aunt in Sampleton offers a room; the office will visit it.",
     "11/13/2025"),
    (*_A, "12/09/2025", _REVIEW, "Plan progress; Eligibility dates",
     "Six classes done. Next eligibility date is May 20; packet due April 15.", "12/09/2025"),
    (*_B, "12/10/2025", _REVIEW, "Plan progress; Social contacts",
     "The aunt's room was seen and is fit. Two visitors this month, both family.", "12/10/2025"),
    (*_B, "01/08/2026", _REVIEW, "Plan progress",
     "Leaves on January 10 for court in another county. Laundry job is kept for her.", "01/08/2026"),
    (*_A, "01/13/2026", _REVIEW, "Plan progress; Disciplinary",
     "Seven classes done. One misconduct for a late return on January 6; he wrote an apology.", "01/13/2026"),
    (*_A, "02/11/2026", _REVIEW, "Plan progress; Adjustment",
     "Eight classes done, no further misconduct. He sleeps badly since the new roommate came.", "02/11/2026"),
    (*_B, "02/17/2026", _ABSENCE, "",
     "February 2026: still at county jail for court since January 10. Confirmed with records on February 17.",
     "02/17/2026"),
    (*_B, "02/23/2026", _RETURN, "Plan progress; Orientation",
     "Back since February 20. Orientation repeated; laundry job goes on.", "02/23/2026"),
    (*_B, "03/11/2026", _REVIEW, "Plan progress; Packet submission",
     "Packet sent on March 9. She asks for more hours in the laundry.", "03/11/2026"),
    (*_A, "03/18/2026", _REVIEW, "Plan progress; Reentry",
     "Ten classes done. Housing ends May 1; we looked at two places together.", "04/02/2026"),
)  # fmt: skip

_C, _D = ("Sabine Demo", "000452"), ("Linus Demo", "000453")
_MONTH = (
    "Reviewed the plan. The client works in the kitchen, attends the class every Tuesday, keeps the unit clean and has "
    "had no misconduct since the last review; she hopes to move to the second level by {}."
)
_COPIED: tuple[_Row, ...] = (
    (*_C, "01/14/2026", _REVIEW, "Plan progress", _MONTH.format("April 1"), "01/14/2026"),
    (*_C, "02/11/2026", _REVIEW, "Plan progress", _MONTH.format("April 1"), "02/11/2026"),
    (*_C, "03/11/2026", _REVIEW, "Plan progress",
     _MONTH.format("May 15").replace("keeps the unit clean", "keeps the unit very clean"), "03/11/2026"),
    (*_D, "01/14/2026", _REVIEW, "Plan progress", _MONTH.format("April 1"), "01/14/2026"),
    (*_D, "02/11/2026", _REVIEW, "Plan progress", "No change.", "02/11/2026"),
    (*_D, "03/12/2026", _CONTACT, "Social contacts", "Saw Linus; asked about offender 000452 and her visits.",
     "03/12/2026"),
)  # fmt: skip
