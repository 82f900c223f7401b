"""Whole forms of invented people; each sample changes a little of one of them."""

from __future__ import annotations

from typing import Any

from making.kit import Said, day, phone

TREATMENT, PREVENTION = "treatment-referral", "prevention-referral"
RELEASE, PROVIDER = "release-of-information", "provider-contact-page"
STREET = "100 Example Street, Sampleton, ME 00000"


def case(number: int) -> str:
    """Give the number of an invented case; no number stands for two families, unless a sample is about just that."""
    return f"CW-2026-{number:04}"


def treatment(number: int, name: str, born: str, /, **changes: Any) -> dict[str, Any]:
    """Fill a treatment referral so that no rule has anything to say."""
    said: dict[str, Any] = {
        "client_name": name,
        "client_dob": day(born),
        "client_phone": phone("0134"),
        "client_address": STREET,
        "preferred_language": "English",
        "interpreter_needed": "no",
        "icwa_applies": "no",
        "case_name": name.removesuffix(" Jr.").removesuffix(" Sr.").rpartition(" ")[2],
        "case_number": case(number),
        "program": ("Family Maintenance (FM)", "family_maintenance"),
        "region": "2",
        "district": "North",
        "county": "Cedar",
        "worker_name": "Marisol Example-Demo",
        "worker_phone": phone("0145"),
        "worker_email": "marisol.demo@example.org",
        "supervisor_name": "Quill Placeholder",
        "supervisor_phone": phone("0111"),
        "form_date": day("03/02/2026"),
        "services_requested": ["nurturing_parenting"],
        "service_basis": ("Court order", "court_order"),
        "basis_date": day("02/20/2026"),
        "reason": "The order of February 20 asks for parenting classes.",
        "location_preference": "Near the bus line",
        "cultural_considerations": "None",
        "worker_signature": "Marisol Example-Demo",
        "signature_date": day("03/02/2026"),
    }
    return said | changes


def guardian(name: str) -> dict[str, Any]:
    """Fill the boxes that a minor's form needs beside."""
    return {"guardian_name": name, "guardian_relationship": "Mother", "guardian_phone": phone("0171")}


def prevention(number: int, name: str, born: str, child_born: str, /, **changes: Any) -> dict[str, Any]:
    """Fill a prevention referral so that no rule has anything to say."""
    last = name.rpartition(" ")[2]
    said: dict[str, Any] = {
        "case_name": last,
        "case_number": case(number),
        "client_name": name,
        "client_phone": phone("0136"),
        "client_address": STREET,
        "region": "2",
        "district": "North",
        "county": "Cedar",
        "case_type": ("Family Centered Services (FCS)", "fcs"),
        "preferred_language": "English",
        "interpreter_needed": "no",
        "icwa_applies": "no",
        "worker_name": "Marisol Example-Demo",
        "worker_phone": phone("0145"),
        "supervisor_name": "Quill Placeholder",
        "form_date": day("03/02/2026"),
        "focus_of_service": ("Keep the child in the home", "maintain_child_in_home"),
        "service_needs": "Parenting skills; daily routines; housing",
        "household": household((name, born, "Caregiver"), (f"Wren {last}", child_born, "Child")),
        "family_circumstances": "The mother works two jobs and the grandmother, who watched the child after school, "
        "moved away in January. The child was home alone on several evenings, and school asked for help.",
        "safety_threats": "None",
        "community_resources_tried": "After-school program, full until June; church meals",
        "family_consent": "yes",
        "consent_date": day("03/01/2026"),
        "cw_case_open": ("Open", "yes"),
        "specialist_signature": "Marisol Example-Demo",
        "specialist_signature_date": day("03/02/2026"),
        "supervisor_signature": "Quill Placeholder",
        "supervisor_signature_date": day("03/03/2026"),
    }
    return said | changes


def household(*members: tuple[str, str, str]) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Fill the table of the household: (name, born, role) a row."""
    rows = [{"name": name, "dob": born, "role": role} for name, born, role in members]
    return rows, [{**row, "dob": day(row["dob"])[1], "role": row["role"].lower()} for row in rows]


def release(number: int, name: str, born: str, /, **changes: Any) -> dict[str, Any]:
    """Fill a release so that no rule has anything to say; the three statements stand in the print of our blank."""
    said: dict[str, Any] = {
        "client_name": name,
        "client_dob": day(born),
        "case_number": case(number),
        "direction": ("Exchange (release and obtain)", "both"),
        "disclosing_party_name": "Example Counseling",
        "receiving_party_name": "Cedar Valley Department of Human Services",
        "information_description": "Attendance and progress reports",
        "information_types": ["therapy_progress"],
        "purpose": "To plan services with the family and to see progress",
        "expiration_date": day("09/30/2026"),
        "signer_name": name,
        "signer_role": ("The client", "self"),
        "signature": name,
        "signature_date": day("03/02/2026"),
        "explained_by": "Marisol Example-Demo",
        "explained_date": day("03/02/2026"),
        "questions_offered": "yes",
        "copy_given": "yes",
    }
    return said | changes


#: What our own blank of the release says in print.
STATEMENTS: Said = {"right_to_revoke": "yes", "conditioning_statement": "yes", "redisclosure_statement": "yes"}


def provider(number: int, client: str, name: str, last_phone: str, /, **changes: Any) -> dict[str, Any]:
    """Fill a provider contact page so that no rule has anything to say, if the case is known."""
    said: dict[str, Any] = {
        "provider_name": name,
        "provider_title": "Counselor",
        "agency_name": "Example Counseling",
        "provider_phone": phone(last_phone),
        "provider_email": "front.desk@example.org",
        "mailing_address": STREET,
        "best_way_to_reach": ["phone"],
        "best_times": "Mon-Thu 8:30-10:00",
        "client_name": client,
        "case_number": case(number),
        "services_provided": "Family counseling",
        "caseworker_name": "Marisol Example-Demo",
        "completed_by": name,
        "form_date": day("03/10/2026"),
    }
    return said | changes
