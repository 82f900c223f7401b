"""Small records of the office: a pregnancy, a major change, a decision, a family's services, an address kept secret."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from making import filling
from making.kit import Said, Sample, day, form, phone
from making.people import TREATMENT, case, treatment

PREGNANCY, CHANGE, DECISION, SCHEDULE = "pregnancy", "major-change", "decision", "service-schedule"
WORKER: Said = {"worker_name": "Marisol Example-Demo", "worker_phone": phone("0145")}
LIAISON = "Linden Placeholder-Demo"


def samples() -> Iterator[Sample]:
    """Give the samples of this family."""
    yield _protected()
    yield from _pregnancies()
    yield from _changes()
    yield from _decisions()
    yield from _schedules()


def one(form_id: str, name: str, about: str, said: Said, *findings: str) -> Sample:
    """Make a record on our PDF blank."""
    return Sample(f"work-{name}.pdf", about, filling.pdf(form_id, said), (form(form_id, said, *findings),))


def _protected() -> Sample:
    said = treatment(
        210, "Sabine Sample-Fabrica", "09/14/1991", address_protected="yes",
        client_address="102 Example Street, Sampleton, ME 00000",
        services_requested=["domestic_violence_victim_services"],
    )  # fmt: skip
    about = "A victim of violence whose address nobody may learn."
    return Sample("victim-address-protected.pdf", about, filling.pdf(TREATMENT, said), (form(TREATMENT, said),))


def _pregnancies() -> Iterator[Sample]:
    def known(name: str, number: str, learned: str, **more: Any) -> dict[str, Any]:
        return {
            "client_name": name, "client_id_number": number, "facility": "Example Correctional Center",
            "learned_date": day(learned), "guidelines_form_received": "yes", **WORKER,
        } | more  # fmt: skip

    yield one(PREGNANCY, "pregnancy-overdue", "Learned 01/31: the last day for the call was 03/02.",
              known("Wren Example", "000431", "01/31/2026"))  # fmt: skip
    yield one(PREGNANCY, "pregnancy-two-days-left", "Learned 03/03: to be called by 04/02.",
              known("Sage Example", "000432", "03/03/2026"))  # fmt: skip
    yield one(PREGNANCY, "pregnancy-just-learned", "Learned 03/25: nothing is urgent yet.",
              known("Juniper Sample", "000417", "03/25/2026"))  # fmt: skip
    called = known("Cassia Example", "000433", "03/10/2026", notified_date=day("03/12/2026"), notified_time="2:15 PM",
                   housing="Unit C, bed 12", note_id="N-0312", filed_section="III")  # fmt: skip
    yield one(PREGNANCY, "pregnancy-no-operator", "Called in time; the note does not say who answered.", called)


def _changes() -> Iterator[Sample]:
    both = {**WORKER, "worker_email": "marisol.demo@example.org", "supervisor_name": "Quill Placeholder",
            "supervisor_phone": phone("0111")}  # fmt: skip
    goal = both | {
        "client_name": "Juniper Fabrica", "case_name": "Fabrica", "case_number": case(110),
        "change_kind": ("Case goal", "case_goal"), "change_date": day("04/01/2026"),
        "change_from": "Keep the child in the home", "change_to": "Reunification",
        "reason": "The court decided on March 25 that Wren stays with her aunt until summer.",
        "told": "Juniper Fabrica, March 26",
    }  # fmt: skip
    yield one(CHANGE, "change-of-goal", "The goal of the case changes; a provider is known.", goal)
    placement = both | {
        "client_name": "Sabine Testcase", "case_name": "Testcase", "case_number": case(111),
        "change_kind": ("Placement", "placement"), "change_date": day("04/06/2026"),
        "change_from": "At home", "change_to": "With a relative", "reason": "The home is being repaired after a fire.",
        "call_name": "Juniper Sample", "call_phone": phone("0146"),
    }  # fmt: skip
    yield one(CHANGE, "change-of-placement", "The child moves; another worker takes the calls.", placement)


def _decisions() -> Iterator[Sample]:
    approved: dict[str, Any] = {
        "referral_id": "R-2026-00052", "result": ("Approved", "approved"), "decided_on": day("03/10/2026"),
        "liaison": LIAISON, "service": ("Home-based services", "home_based_services"), "priority": ("High", "high"),
        "focus": ("Keep the child in the home", "maintain_child_in_home"), "contractor": "Sample Family Partners",
        "contractor_phone": phone("0150"), "call_by": day("03/11/2026"), "staffing_within": "15 business days",
        "conditions": "The first meeting is in the family's home.",
    }  # fmt: skip
    yield one(DECISION, "decision-approved", "Approval of prevention-complete.pdf.", approved)
    denied: dict[str, Any] = {
        "referral_id": "R-2026-00065", "result": ("Denied", "denied"), "decided_on": day("03/11/2026"),
        "liaison": LIAISON, "service": ("Home-based services", "home_based_services"),
        "reason": ("One need only", "single_focus_need"),
        "circumstances": "The form describes one need, transportation.", "threats": "None",
        "resources": "The county ride program was not tried.",
        "other_options": "The county ride program, (207) 555-0160, may help.",
        "ask_again": "Send an updated request if there are other needs we do not know about.",
    }  # fmt: skip
    yield one(DECISION, "decision-denied", "Denial of prevention-only-transportation.pdf.", denied)


def _schedules() -> Iterator[Sample]:
    signed = {**WORKER, "worker_email": "marisol.demo@example.org", "supervisor_name": "Quill Placeholder",
              "supervisor_phone": phone("0111"), "schedule_date": day("03/16/2026")}  # fmt: skip
    parenting = {"service": "Parenting classes", "provider": "Example Counseling",
                 "address": "100 Example Street, Sampleton, ME 00000", "phone": "(207) 555-0150",
                 "first_appointment": "Monday, April 6, 10:00", "visits": "Every Monday"}  # fmt: skip
    testing = {"service": "Drug testing", "provider": "Sample Laboratory",
               "address": "120 Example Street, Sampleton, ME 00000", "phone": "(207) 555-0161",
               "first_appointment": "Thursday, April 2, 8:00", "visits": "When called"}  # fmt: skip
    full = signed | {
        "referral_id": "R-2026-00093", "client_name": "Rowan Testcase", "case_name": "Testcase",
        "case_number": case(1), "services": _table(parenting, testing), "visits_first": day("03/30/2026"),
        "visits_second": day("04/06/2026"), "visits_place": "Sampleton Visitation Center",
        "notes": "Bus line 2 stops at both doors. Call the provider if you cannot come.",
    }  # fmt: skip
    yield one(SCHEDULE, "service-schedule", "Two services and two visits, for treatment-clean.pdf; text runs out.",
              full, "note GEN032")  # fmt: skip
    typed = signed | {
        "referral_id": "R-2026-00060", "client_name": "Sabine Testcase", "case_name": "Testcase",
        "case_number": case(111), "services": _table(parenting | {"service": "Home-based services"}),
    }  # fmt: skip
    yield Sample("work-service-schedule-in-excel.xlsx", "One service, for prevention-in-excel.xlsx.",
                 filling.xlsx(SCHEDULE, typed), (form(SCHEDULE, typed),))  # fmt: skip


def _table(*services: dict[str, str]) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Fill the table of services; a phone comes out as its ten digits."""
    return [*services], [{**each, "phone": "207555" + each["phone"][-4:]} for each in services]
