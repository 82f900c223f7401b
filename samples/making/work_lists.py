"""Lists of the office in Excel: decisions, a caseload, a month's coverage, a quarter's monitoring; one record a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from making.drawing import book
from making.kit import Sample, day, form
from making.people import case
from making.small_records import DECISION, LIAISON

CASELOAD, COVERAGE, FINDINGS = "caseload-list", "coverage-results", "monitoring-findings"


def samples() -> Iterator[Sample]:
    """Give the samples of this family."""
    yield _waiting()
    yield _caseload()
    yield _coverage()
    yield _findings()


def _list(
    name: str, about: str, sheet: str, above: Sequence[tuple[str, str]], header: Sequence[str], rows: Sequence[Any]
) -> tuple[str, str, bytes, int]:
    """Draw a list: a title, what holds for all rows, the header, the rows; give the number of the first row too."""

    def fill(made: Any, page: Any) -> None:
        date = made.add_format({"num_format": "mm/dd/yyyy"})
        for line, (label, text) in enumerate(above):
            page.write_row(line, 0, (label, text) if text else (label,))
        page.write_row(len(above) + 1, 0, header)
        for line, row in enumerate(rows, len(above) + 2):
            for column, text in enumerate(row):
                if isinstance(text, dt.date):
                    page.write_datetime(line, column, text, date)
                else:
                    page.write(line, column, text)

    return f"work-{name}.xlsx", about, book(fill, sheet=sheet), len(above) + 3


def _iso(text: str) -> str:
    return day(text)[1] if text else ""


# ---------------------------------------------------------------- the waiting list

_PLACED = "Referral ID", "Decision", "Date decided", "Liaison", "Service", "Priority", "Date placed", "Region"
_WAITING = (*_PLACED, "District", "Expected start", "Update by", "Reason for denial")
_FAMILIES = [
    ("R-2026-00010", "Routine", "02/20/2026", "North", "03/22/2026"),
    ("R-2026-00027", "Routine", "02/20/2026", "South", "03/22/2026"),
    ("R-2026-00012", "High", "02/27/2026", "North", "03/29/2026"),
    ("R-2026-00028", "High", "02/27/2026", "South", "03/29/2026"),
    ("R-2026-00015", "Routine", "03/10/2026", "North", "04/09/2026"),
    ("R-2026-00017", "Routine", "03/10/2026", "North", "04/09/2026"),
    ("R-2026-00029", "Routine", "03/10/2026", "South", "04/09/2026"),
    ("R-2026-00018", "Routine", "03/10/2026", "North", "04/09/2026"),
    ("R-2026-00033", "High", "03/16/2026", "South", "04/15/2026"),
    ("R-2026-00020", "High", "03/16/2026", "North", "04/15/2026"),
    ("R-2026-00034", "Routine", "03/23/2026", "South", "04/22/2026"),
    ("R-2026-00021", "Emergency", "03/30/2026", "North", "04/29/2026"),
]


def _waiting() -> Sample:
    """Twelve families are placed, four of them on one day; one leaves again; the emergency comes last."""
    rows = [
        (number, "Waiting list", on, LIAISON, "Visitation", priority, on, "2", district, "In about five weeks", by, "")
        for number, priority, on, district, by in _FAMILIES
    ]
    gone = ("R-2026-00018", "Denied", "03/24/2026", LIAISON, "Visitation", "", "", "", "", "", "", "Family declined")
    rows.insert(-1, gone)
    records = []
    content = _list("decisions-waiting-list", "Twelve families on the waiting list of two districts; one leaves it.",
                    "Decisions", [("Waiting list decisions, visitation", "")], _WAITING, rows)  # fmt: skip
    for line, row in enumerate(rows, content[3]):
        said = {
            "referral_id": row[0], "result": "denied" if row is gone else "waitlisted", "decided_on": _iso(row[2]),
            "liaison": LIAISON, "service": "visitation",
        }  # fmt: skip
        if row is gone:
            said |= {"reason": "family_declined"}
        else:
            said |= {"priority": row[5].lower(), "placed_on": _iso(row[6]), "region": "2", "district": row[8],
                     "expected_start": "In about five weeks", "update_by": _iso(row[10])}  # fmt: skip
        records.append(form(DECISION, said, part=f"Decisions, row {line}"))
    return Sample(*content[:3], tuple(records))


# ---------------------------------------------------------------- the caseload

_CLIENT = "Offender Name", "DOC #", "DOB", "Date Assigned", "Cell", "Security Level", "EC Level", "Program"
_CASELOAD = (*_CLIENT, "Adjustment Review", "Next Eligible", "Projected Release", "Location Status", "Flags")
_OF_CASELOAD = (
    "client_name", "client_id_number", "client_dob", "assigned_date", "housing", "custody_level",
    "earned_credit_level", "program", "next_review_date", "next_eligibility_date", "projected_end_date",
    "absence_status", "alerts",
)  # fmt: skip
_DATES = {"client_dob", "assigned_date", "next_review_date", "next_eligibility_date", "projected_end_date"}
_CLIENTS = [
    ("Alder Testcase", "000401", "03/01/1985", "01/05/2026", "Unit A, bed 1", "Medium", "2", "Education",
     "04/15/2026", "05/01/2026", "11/30/2026", "Here", "None"),
    ("Cedar Testcase", "000402", "03/02/1986", "01/05/2026", "Unit A, bed 2", "Medium", "3", "Education",
     "04/20/2026", "06/01/2026", "12/15/2026", "Here", "None"),
    ("Linden Testcase", "000403", "03/03/1987", "02/02/2026", "Unit A, bed 3", "Minimum", "4", "Work crew",
     "05/04/2026", "04/15/2026", "07/01/2026", "Here", "Packet due 04/15"),
    ("Sage Sample", "000404", "03/04/1988", "12/01/2025", "Unit B, bed 1", "", "2", "",
     "04/10/2026", "", "10/10/2026", "Here", "None"),
    ("Wren Sample", "000405", "", "12/01/2025", "County jail", "Medium", "1", "None",
     "03/20/2026", "05/15/2026", "", "Away for court since 01/10", "Hold"),
    ("Linus Sample", "000406", "03/06/1990", "11/03/2025", "", "Maximum", "1", "",
     "", "", "03/01/2028", "Here", ""),
    ("Sabine Placeholder", "000407", "03/07/1991", "03/16/2026", "Unit B, bed 4", "Minimum", "", "Reentry",
     "06/01/2026", "04/01/2026", "06/30/2026", "Here", "None"),
    ("Émile O'Fabrica Jr.", "000408", "03/08/1992", "01/05/2026", "Unit C, bed 1", "Medium", "2", "Anger class",
     "04/27/2026", "07/01/2026", "01/31/2027", "Here", "None"),
    ("Cassia Fabrica", "000409", "03/09/1993", "02/16/2026", "Unit C, bed 2", "Medium", "3", "Education",
     "05/11/2026", "08/01/2026", "02/28/2027", "", "None"),
]  # fmt: skip


def _caseload() -> Sample:
    """Nine clients; the blanks are columns that the unit manager needs."""
    above = [("Caseload List", ""), ("Case Manager", "Marisol Example-Demo"), ("Unit", "Unit 4"),
             ("Facility", "Example Correctional Center"), ("As of", "03/31/2026")]  # fmt: skip
    content = _list("caseload-list", "Nine clients; what holds for all stands above; blanks that matter.", "Caseload",
                    above, _CASELOAD, _CLIENTS)  # fmt: skip
    head = {"worker_name": "Marisol Example-Demo", "unit": "Unit 4",
            "facility_or_office": "Example Correctional Center", "list_date": "2026-03-31"}  # fmt: skip
    records = []
    for line, row in enumerate(_CLIENTS, content[3]):
        texts = {field: text for field, text in zip(_OF_CASELOAD, row, strict=True) if text}
        said = {field: _iso(text) if field in _DATES else text for field, text in texts.items()}
        records.append(form(CASELOAD, head | said, part=f"Caseload, row {line}"))
    return Sample(*content[:3], tuple(records))


# ---------------------------------------------------------------- a month's coverage

_MEASURED = "Worker", "Unit", "Person", "Role", "Case #", "Month", "Measure", "Result"
_COVERAGE = (*_MEASURED, "Date counted", "Date entered", "Days late", "Reasons")
_DEMO, _SAMPLE = "Marisol Example-Demo", "Juniper Sample"
_LATE = ("03/31/2026", "04/01/2026", 1)
_MONTH: list[tuple[str, str, str, int, str, str, tuple[Any, ...], str]] = [
    (_DEMO, "Rowan Testcase", "Child", 301, "Child Visits", "Met", ("03/05/2026", "03/05/2026"), ""),
    (_DEMO, "Wren Testcase", "Child", 301, "Child Visits", "Met", ("03/05/2026", "03/06/2026"), ""),
    (_DEMO, "Sage Testcase", "Mother", 301, "Parent Visits", "Met", ("03/12/2026", "03/12/2026"), ""),
    (_DEMO, "Linus Testcase", "Father", 301, "Parent Visits", "Attempted only", (), "Two attempts, nobody home."),
    (_DEMO, "Ada Example", "Foster Parent", 301, "SCP Contact", "Met", ("03/18/2026", "03/18/2026"), ""),
    (_DEMO, "Ada Example", "Foster Parent", 301, "SCP In Person", "Met", ("01/14/2026", "01/14/2026"), ""),
    (_DEMO, "Rowan Testcase", "Child", 301, "Residence", "Met", (), "4 of 6 visits where the child lives."),
    (_DEMO, "Rowan Testcase", "Child", 301, "Case Plan", "Met", (), ""),
    (_DEMO, "Alder Sample", "Child", 302, "Child Visits", "Met", _LATE, ""),
    (_DEMO, "Cedar Sample", "Child", 302, "Child Visits", "Coding error", ("03/20/2026", "03/20/2026"),
     "SW Plan Contact is not ticked."),
    (_DEMO, "Linden Sample", "Child", 302, "Child Visits", "Coding error", ("03/20/2026", "03/23/2026"),
     "Location is blank."),
    (_DEMO, "Sabine Sample", "Mother", 302, "Parent Visits", "Missed", (), "No contact in March."),
    (_DEMO, "Alder Sample", "Child", 302, "Residence", "Missed", (), "3 of 6 visits where the child lives."),
    (_DEMO, "Cassia Example", "Resource Parent", 302, "SCP In Person", "Missed", (), "Last seen 08/14/2025."),
    (_DEMO, "Alder Sample", "Child", 302, "Case Plan", "Plan gap", (), "No plan from 03/01 to 03/09."),
    (_DEMO, "Alder Sample", "Child", 302, "Case Notes", "Met", ("03/31/2026", "03/31/2026"), ""),
    (_SAMPLE, "Quill Demo", "Child", 303, "Child Visits", "Excused", (), "Waiver to 06/30/2026."),
    (_SAMPLE, "Linus Demo", "Child", 304, "Child Visits", "Partial month", (), "Case opened 03/15."),
    (_SAMPLE, "Wren Demo", "Child", 305, "Child Visits", "Plan gap", ("03/09/2026", "03/09/2026"),
     "No approved plan on 03/09."),
    (_SAMPLE, "Sage Demo", "Mother", 305, "Parent Visits", "Met", ("03/30/2026", "04/06/2026", 6), ""),
    (_SAMPLE, "Cedar Demo", "Child", 306, "Child Visits", "Missed", (), "Runaway; no schedule entry."),
    (_SAMPLE, "Linden Demo", "Resource Parent", 306, "SCP Contact", "Met", ("03/24/2026", "03/24/2026"), ""),
    (_SAMPLE, "Quill Demo", "Child", 303, "Case Notes", "Missed", (), "Word for word the note of February."),
    (_SAMPLE, "Wren Demo", "Child", 305, "Case Plan", "Pending", (), "The supervisor signs it today."),
    (_SAMPLE, "Alder Demo", "Child", 307, "Child Visits", "Pending", (), "Visit planned for 03/31."),
]  # fmt: skip
_ROLES = {"Child": "child", "Mother": "parent", "Father": "parent", "Foster Parent": "scp", "Resource Parent": "scp"}
_MEASURES = {"Child Visits": "child", "Parent Visits": "parent", "SCP Contact": "scp",
            "SCP In Person": "scp_in_person", "Residence": "residence", "Case Plan": "plans",
            "Case Notes": "notes"}  # fmt: skip


def _coverage() -> Sample:
    """March of two workers: every result, and contacts that were entered late."""
    drawn, records = [], []
    for worker, person, role, number, measure, result, dates, why in _MONTH:
        counted, entered, days = (*dates, *("", "", "")[len(dates) :])
        drawn.append((worker, "Unit 4", person, role, case(number), "2026-03", measure, result, _date(counted),
                      _date(entered), days, why))  # fmt: skip
        said = {
            "worker_name": worker, "unit": "Unit 4", "person": person, "person_kind": _ROLES[role],
            "case_number": case(number), "month": "2026-03", "measure": _MEASURES[measure],
            "result": result.removesuffix(" month").lower().replace(" ", "_"), "date_counted": _iso(counted),
            "entered_date": _iso(entered), "late_days": str(days), "reasons": why,
        }  # fmt: skip
        said = {field: text for field, text in said.items() if text}
        records.append(form(COVERAGE, said, part=f"March, row {len(drawn) + 3}"))
    content = _list("coverage-results", "March of two workers: every result, and contacts entered late.", "March",
                    [("Monthly coverage results", "")], _COVERAGE, drawn)  # fmt: skip
    return Sample(*content[:3], tuple(records))


def _date(text: str) -> dt.date | str:
    return dt.date.fromisoformat(_iso(text)) if text else ""


# ---------------------------------------------------------------- a quarter's monitoring

_FOUND = "Finding #", "Referral ID", "Contractor", "Review date", "Area", "Type of finding", "Staff group", "Finding"
_MONITORING = (*_FOUND, "Recommendation", "Owner", "Due date", "Date closed", "Quarter")
_PARTNERS, _HOUSE = "Sample Family Partners", "Example House"
_ON_TIME = ("First visit", "Strength", "Contractor staff", "The first visit was on time.")
_RELEASE = ("Releases", "Concern", "Agency staff", "The file lacks the signed release.")
_THREATS = ("Safety threats", "Training need", "Agency staff", "The referral does not say what the threat is.")
_STAFFING = ("Staffing notes", "Training need", "Contractor staff", "The monthly staffing has no notes.")
_WHOLE = ("Referral", "Strength", "Agency staff", "The referral says all that is needed.")
_ALONE = ("Child safety", "Safety", "Contractor staff", "A child was left alone; the worker heard of it a day later.")
_ORDERS = ("Court dates", "Safety", "Agency staff", "The provider was not told of a no-contact order.")
_TOO_MANY = ("Caseload size", "Contract issue", "Contractor staff", "One worker has nine families; six are allowed.")
_REPORTS = ("Reports", "Contract issue", "Contractor staff", "The monthly report came two weeks late.")
_TOGETHER = ("Teamwork", "Strength", "Agency staff", "Both workers met the family together.")
_ACT_RELEASE = ("Get the release signed and file it.", "Quill Placeholder", "04/15/2026")
_ACT_THREATS = ("Train how to describe safety threats.", "Linden Placeholder-Demo", "05/15/2026")
_ACT_CONTRACT = ("Settle with the contract administrator.", "Linden Placeholder-Demo", "04/10/2026")
_ACT_STAFFING = ("Train monthly staffing notes.", "Ada Example", "04/30/2026")
_LOG: list[tuple[int, str, str, tuple[str, ...], tuple[str, ...]]] = [
    (7, _PARTNERS, "01/12/2026", _ON_TIME, ()),
    (23, _PARTNERS, "01/12/2026", _ON_TIME, ()),
    (51, _PARTNERS, "01/13/2026", _ON_TIME, ()),
    (52, _PARTNERS, "01/13/2026", ("Plan", "Strength", "Contractor staff", "The family wrote its own goals."), ()),
    (53, _PARTNERS, "01/20/2026", _RELEASE, (*_ACT_RELEASE, "02/10/2026")),
    (54, _PARTNERS, "01/20/2026", _RELEASE, (*_ACT_RELEASE, "02/12/2026")),
    (55, _PARTNERS, "01/27/2026", _WHOLE, ()),
    (56, _PARTNERS, "01/27/2026", _THREATS, _ACT_THREATS),
    (57, _PARTNERS, "02/03/2026", _THREATS, _ACT_THREATS),
    (58, _PARTNERS, "02/03/2026", _ALONE,
     ("Report the same day; call the hotline.", "Ada Example", "02/04/2026", "02/04/2026")),
    (59, _PARTNERS, "02/10/2026", _ON_TIME, ()),
    (60, _HOUSE, "02/10/2026", _ON_TIME, ()),
    (61, _HOUSE, "02/11/2026", _RELEASE, _ACT_RELEASE),
    (62, _HOUSE, "02/11/2026", _RELEASE, _ACT_RELEASE),
    (63, _HOUSE, "02/17/2026", _STAFFING, _ACT_STAFFING),
    (64, _HOUSE, "02/17/2026", _STAFFING, _ACT_STAFFING),
    (65, _HOUSE, "02/24/2026", _TOO_MANY, _ACT_CONTRACT),
    (66, _HOUSE, "03/03/2026", _REPORTS, _ACT_CONTRACT),
    (67, _HOUSE, "03/03/2026", _ON_TIME, ()),
    (68, _HOUSE, "03/10/2026", _RELEASE, _ACT_RELEASE),
    (9, _HOUSE, "03/10/2026", _RELEASE, _ACT_RELEASE),
    (25, _HOUSE, "03/17/2026", _TOGETHER, ()),
    (45, _HOUSE, "03/24/2026", _ORDERS,
     ("Send orders to providers on the day they are made.", "Quill Placeholder", "03/27/2026", "03/26/2026")),
    (47, _HOUSE, "03/31/2026", _ON_TIME, ()),
]  # fmt: skip


def _findings() -> Sample:
    """The first quarter: 24 cases reviewed, both staff groups, every kind of finding."""
    drawn, records = [], []
    for number, (referral, contractor, on, (area, kind, staff, text), action) in enumerate(_LOG, 1):
        advice, owner, due, closed = (*action, *("", "", "", "")[len(action) :])
        id_, case_ = f"F-{number:02}", f"R-2026-{referral:05}"
        drawn.append((id_, case_, contractor, _date(on), area, kind, staff, text, advice, owner, _date(due),
                      _date(closed), "2026Q1"))  # fmt: skip
        said = {
            "number": id_, "referral_id": case_, "contractor": contractor, "finding_date": _iso(on), "area": area,
            "kind": kind.lower().replace(" ", "_"), "staff_group": staff.partition(" ")[0].lower(), "text": text,
            "recommendation": advice, "owner": owner, "due_date": _iso(due), "closed_date": _iso(closed),
            "quarter": "2026Q1",
        }  # fmt: skip
        said = {field: value for field, value in said.items() if value}
        records.append(form(FINDINGS, said, part=f"Log, row {number + 3}"))
    content = _list("monitoring-findings", "The first quarter: 24 cases reviewed, findings on both staffs.", "Log",
                    [("Monitoring log, first quarter of 2026", "")], _MONITORING, drawn)  # fmt: skip
    return Sample(*content[:3], tuple(records))
