"""Changes of status: absences, transfers, closings, with the termination summary.

What is open and what is pasted shows only within the whole inbox, where notes, releases and providers are known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from making import filling
from making.drawing import book
from making.kit import Said, Sample, day, form, phone, without
from making.people import PROVIDER, RELEASE, STATEMENTS, TREATMENT, case, provider, release, treatment

CHANGE = "status-change"
#: The note of case 441 (notes.py) that one summary is pasted from.
NOTE = (
    "Saw Alder at the office on {}. He works in the kitchen of the shelter, attends the parenting class every week, "
    "calls his daughter on Sundays and wants a flat of his own before summer."
)
_SUMMARY = ("progress", "problems", "concerns", "recent_developments")
_NO_SUMMARY = ("error TRM002",) * len(_SUMMARY)
_PAROLE = ("Parole", "parole")


def change(number: int, name: str, born: str, /, **changes: Any) -> dict[str, Any]:
    """Fill the form for a case that closes, so that no rule has anything to say."""
    said: dict[str, Any] = {
        "client_name": name,
        "client_id_number": f"{number:06}",
        "client_dob": day(born),
        "case_number": case(number),
        "case_name": name.rpartition(" ")[2],
        "change_type": ("Case closed", "case_closed"),
        "effective_date": day("03/30/2026"),
        "worker_name": "Marisol Example-Demo",
        "worker_phone": phone("0145"),
        "supervisor_name": "Quill Placeholder",
        "progress": "Finished 8 of 12 parenting classes; works toward the plan.",
        "problems": "Missed two drug tests in February.",
        "concerns": "Housing ends May 1.",
        "recent_developments": "New job since March 2; brother died March 9.",
        "prepared_by": "Marisol Example-Demo",
        "prepared_date": day("03/27/2026"),
        "supervisor_signature": "Quill Placeholder",
    }
    return said | changes


def absence(number: int, name: str, born: str, kind: tuple[str, str], on: str, /, **changes: Any) -> dict[str, Any]:
    """Fill the form for a client who is away or back: no summary is needed."""
    said = without(change(number, name, born), *_SUMMARY, "prepared_by", "prepared_date", "supervisor_signature")
    return said | {"change_type": kind, "effective_date": day(on)} | changes


def one(name: str, about: str, said: Said, *findings: str, in_intake: tuple[str, ...] | None = None) -> Sample:
    """Make a change of status on our PDF blank."""
    record = form(CHANGE, said, *findings, in_intake=in_intake)
    return Sample(f"status-{name}.pdf", about, filling.pdf(CHANGE, said), (record,))


def samples() -> Iterator[Sample]:
    """Give the samples of this family."""
    yield from _absences()
    yield from _summaries()
    yield from _receivers()
    yield from _new_worker()
    yield from _handed_over()
    note = NOTE.format("March 24")
    pasted = change(441, "Alder Fabrica", "04/01/1981", recent_developments=note)
    yield one("pasted-note", "A part of the summary is a note of February with another date.", pasted,
              in_intake=("warning TRM005",))  # fmt: skip
    typed = change(442, "Sage Fabrica", "04/02/1981")
    record = form(CHANGE, typed)
    yield Sample("status-in-excel.xlsx", "Our Excel blank, complete.", filling.xlsx(CHANGE, typed), (record,))
    yield _remarks()


def _absences() -> Iterator[Sample]:
    out, back = ("Away (absence begins)", "absence_out"), ("Back (absence ends)", "absence_return")
    away = {"out_date": day("01/10/2026"), "holding_location": "Example County Jail"}
    court = {"absence_reason": ("Court", "court"), **away, "expected_return_date": day("02/15/2026")}
    yield one("away", "Out for court since January 10; an absence needs no summary.",
              absence(401, "Juniper Testcase", "05/01/1981", out, "01/10/2026", **court))  # fmt: skip
    returned = {**away, "return_date": day("02/20/2026")}
    yield one("back", "The same client is back since February 20.",
              absence(401, "Juniper Testcase", "05/01/1981", back, "02/20/2026", **returned))  # fmt: skip
    yield one("away-no-reason", "Away; neither why nor since when.",
              absence(402, "Linden Demo", "05/02/1981", out, "03/02/2026"), "error GEN007", "error GEN007")  # fmt: skip
    nobody = without(absence(403, "Linden Example", "05/03/1981", out, "01/10/2026", **court),
                     "client_id_number", "case_number")  # fmt: skip
    yield one("no-number", "Neither the client's nor the case's number.", nobody, "error PER021")


def _summaries() -> Iterator[Sample]:
    blank = change(404, "Linden Fabrica", "05/04/1981", concerns=("", None))
    yield one("concerns-blank", "The case closes; Concerns is blank.", blank, "error TRM002")
    none = change(405, "Linden Placeholder", "05/05/1981", concerns="None")
    yield one("concerns-none", "The case closes; None is an answer.", none)
    late = change(406, "Cedar Testcase", "05/06/1981", change_type=_PAROLE, receiving_officer="Wren Demo",
                  effective_date=day("03/20/2026"), prepared_date=day("03/21/2026"))  # fmt: skip
    yield one("late-summary", "The summary was written a day after parole.", late, "warning TRM004")
    bare = without(change(407, "Cedar Placeholder", "05/07/1981", effective_date=day("03/31/2026")), *_SUMMARY)
    yield one("no-summary", "Closes today, without a summary.", bare, "warning TRM001", *_NO_SUMMARY)
    early = without(change(408, "Cedar Fabrica", "05/08/1981", effective_date=day("04/01/2026")), *_SUMMARY)
    yield one("no-summary-yet", "Closes tomorrow, without a summary.", early, *_NO_SUMMARY)


def _receivers() -> Iterator[Sample]:
    facility = ("Transfer to another facility", "transfer_facility")
    moved = change(409, "Rowan Fabrica", "05/09/1981", change_type=facility, to_facility="Example Correctional Center",
                   packet_submitted_date=day("03/20/2026"))  # fmt: skip
    yield one("facility", "Moves to another facility.", moved)
    nowhere = change(410, "Rowan Placeholder", "05/10/1981", change_type=facility)
    yield one("facility-not-named", "Moves to another facility; which one is not said.", nowhere, "warning TRM003")
    nobody = change(411, "Wren Placeholder", "05/11/1981", change_type=_PAROLE)
    yield one("parole-no-officer", "Parole; no officer and no office.", nobody, "warning TRM003")


def _new_worker() -> Iterator[Sample]:
    """Give a client with three providers, whose worker changes."""
    who = (412, "Quill Fabrica")
    for number, name in enumerate(("Ada Placeholder", "Linus Placeholder", "Cedar Demo"), 1):
        page = provider(*who, name, f"016{number}")
        record = form(PROVIDER, page, "warning PCP004")  # the case is first heard of when the worker changes
        yield Sample(f"provider-{number}-of-three.pdf", "One of three providers of a case whose worker changes.",
                     filling.pdf(PROVIDER, page), (record,))  # fmt: skip
    new = {"change_type": ("Transfer to another worker", "transfer_worker"), "effective_date": day("04/01/2026"),
           "to_worker": "Juniper Sample", "to_worker_phone": phone("0146")}  # fmt: skip
    yield one("new-worker", "Another worker takes over; three providers must hear of it.",
              change(*who, "05/12/1981", **new), in_intake=("warning TRM007",))  # fmt: skip
    yield one("new-worker-not-named", "Another worker takes over; who, is not said.",
              without(change(413, "Sabine Fabrica", "05/13/1981", **new), "to_worker", "to_worker_phone"),
              "warning TRM003")  # fmt: skip


def _handed_over() -> Iterator[Sample]:
    """Give a client with a release that ends and a hearing that comes, and two changes of hers."""
    who = (414, "Émile Demo", "05/14/1981")
    signed = release(*who, expiration_date=day("04/29/2026"))
    yield Sample("release-of-a-transfer.pdf", "Ends 30 days after its client's case closes.",
                 filling.pdf(RELEASE, signed),
                 (form(RELEASE, {**signed, **STATEMENTS}, "warning ROI020"),))  # fmt: skip
    asked = treatment(*who, next_hearing_date=day("04/14/2026"))
    yield Sample("referral-with-hearing.pdf", "A request of a client whose case closes; a hearing is to come.",
                 filling.pdf(TREATMENT, asked), (form(TREATMENT, asked),))  # fmt: skip
    yield one("open-items", "Says nothing of the hearing and of the release that ends.", change(*who),
              in_intake=("note TRM006",))  # fmt: skip
    told = change(*who, upcoming_dates="Hearing April 14; the release for Example Counseling ends 4/29.")
    yield one("open-items-told", "Names the hearing and the release.", told)


def _remarks() -> Sample:
    """Make the sheet of another agency, in its own words."""
    asked = [
        ("Offender Name", "Fabrica, Marisol"), ("DOC #", "000443"), ("Type of Change", "Discharged"),
        ("Discharge Date", "03/27/2026"), ("Case Manager", "Marisol Example-Demo"),
        ("Probation/Parole Officer", "Wren Demo"), ("Progress Made", "Finished the treatment program."),
        ("Barriers", "None"), ("Issues to Watch", "No place to stay after April."),
        ("Recent Events", "Sister moved to Sampleton."), ("Pending", "Identity card asked for on March 20."),
        ("Prepared By", "Marisol Example-Demo"), ("Date Prepared", "03/26/2026"),
    ]  # fmt: skip

    def fill(_: Any, sheet: Any) -> None:
        sheet.write("A1", "Termination Summary Remarks")
        for row, (label, text) in enumerate(asked, 2):
            sheet.write(row, 0, label)
            sheet.write(row, 1, text)

    said = {
        "client_name": "Marisol Fabrica", "client_id_number": "000443", "change_type": "discharge",
        "effective_date": "2026-03-27", "worker_name": "Marisol Example-Demo", "receiving_officer": "Wren Demo",
        "progress": "Finished the treatment program.", "problems": "None",
        "concerns": "No place to stay after April.", "recent_developments": "Sister moved to Sampleton.",
        "pending_actions": "Identity card asked for on March 20.", "prepared_by": "Marisol Example-Demo",
        "prepared_date": "2026-03-26",
    }  # fmt: skip
    return Sample("status-other-words.xlsx", "A termination summary in the words of another agency.",
                  book(fill, sheet="Summary"), (form(CHANGE, said),))  # fmt: skip
