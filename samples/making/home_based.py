"""Referrals to home-based services on another agency's Excel form, with tick marks and a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from making.drawing import book
from making.kit import Sample, form, values
from making.people import PREVENTION, STREET, prevention

_FOCUSES = ("Maintain child in home", "Reunification", "Foster placement maintenance")


def samples() -> Iterator[Sample]:
    """Give the samples of this family."""
    yield _one(
        140, "ocs-referral", "An OCS referral in Excel; one focus is marked.", ("x", "", ""), "maintain_child_in_home"
    )
    yield _one(141, "ocs-two-focuses", "Two focuses are marked.", ("x", "x", ""), None, "error PRV004")


def _one(number: int, name: str, about: str, marks: tuple[str, ...], focus: str | None, *findings: str) -> Sample:
    born, child = f"07/{number - 115}/1991", f"05/{number - 115}/2014"
    said = values(prevention(number, "Cassia Sample", born, child))
    said = {field: value for field, value in said.items() if field not in _NOT_ASKED} | {"focus_of_service": focus}
    record = form(PREVENTION, {field: (value, value) for field, value in said.items()}, *findings)
    content = book(lambda _, sheet: _fill(sheet, said, born, child, marks), sheet="OCS Referral")
    return Sample(f"excel-{name}.xlsx", about, content, (record,))


_NOT_ASKED = {"cw_case_open"}


def _fill(sheet: Any, said: Any, born: str, child: str, marks: tuple[str, ...]) -> None:
    sheet.write("A1", "OCS Referral for Home-Based Services")
    row = 2
    for label, text in (
        ("Family Case Name", said["case_name"]), ("KK #", said["case_number"]),
        ("Primary Caregiver", said["client_name"]), ("Caregiver Phone", "(207) 555-0136"),
        ("Family Address", STREET), ("Region", "2"), ("District", "North"), ("County", "Cedar"),
        ("Program", "FCS"), ("Primary Language", "English"), ("Interpreter Needed", "No"), ("ICWA", "No"),
        ("CW Specialist", said["worker_name"]), ("Worker Phone", "(207) 555-0145"),
        ("CW Supervisor", said["supervisor_name"]), ("Referral Date", "03/02/2026"),
        ("Concrete Needs", said["service_needs"]), ("Current Situation", said["family_circumstances"]),
        ("Threats of Maltreatment", "None"), ("Community Resources Tried/Available", said["community_resources_tried"]),
        ("Family Agrees to Services", "Yes"), ("Consent Date", "03/01/2026"),
        ("Referring Specialist Signature", said["specialist_signature"]), ("Specialist Signature Date", "03/02/2026"),
        ("Supervisor Signature", said["supervisor_signature"]), ("Supervisor Signature Date", "03/03/2026"),
    ):  # fmt: skip
        sheet.write(row, 0, label)
        sheet.write(row, 1, text)
        row += 1
    sheet.write(row + 1, 0, "Focus of Service")
    for number, (focus, mark) in enumerate(zip(_FOCUSES, marks, strict=True), row + 2):
        sheet.write(number, 0, focus)
        sheet.write(number, 1, mark)
    sheet.write(row + 6, 0, "Household Members")
    sheet.write_row(row + 7, 0, ("Name", "DOB", "Role"))
    sheet.write_row(row + 8, 0, (said["client_name"], born, "Parent"))
    sheet.write_row(row + 9, 0, ("Wren Sample", child, "Child"))
