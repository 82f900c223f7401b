"""Treatment referrals on our own blank: the five items, who is asked for, what is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from making import filling
from making.kit import Record, Said, Sample, day, form, phone, without
from making.people import TREATMENT, guardian, treatment

FIVE = {
    "name": ("client_name", "PER001"),
    "birth-date": ("client_dob", "PER003"),
    "phone": ("client_phone", "PER009"),
    "case-name": ("case_name", "PER014"),
    "case-number": ("case_number", "PER012"),
}


def one(name: str, about: str, said: Said, *findings: str, **more: Any) -> Sample:
    """Make a treatment referral on our PDF blank."""
    record = form(TREATMENT, said, *findings, **more)
    return Sample(f"treatment-{name}.pdf", about, filling.pdf(TREATMENT, said), (record,))


def samples() -> Iterator[Sample]:
    """Give the samples of this family."""
    yield from _five_items()
    yield from _requests()
    yield from _first_entry()
    yield from _together()


def _five_items() -> Iterator[Sample]:
    clean = treatment(1, "Rowan Testcase", "03/14/1988")
    sample = one("clean", "Complete; nothing to fix and nothing to look at.", clean)
    yield sample
    known = Record(TREATMENT, clean, known=True)
    yield Sample("treatment-copy-of-clean.pdf", "The same file a second time.", sample.content, (known,))
    for number, (item, (field, code)) in enumerate(FIVE.items(), 2):
        said = without(treatment(number, "Juniper Sample", f"04/0{number}/1985"), field)
        yield one(f"no-{item}", f"Complete, but for one item: {item}.", said, f"error {code}")
    nothing = without(treatment(7, "Quill Demo", "04/09/1985"), *(field for field, _ in FIVE.values()))
    codes = [f"error {code}" for _, code in FIVE.values()]
    yield one("none-of-five", "All five required items are missing.", nothing, *codes)
    fillers = treatment(8, "Quill Demo", "04/10/1985") | {
        "client_name": ("N/A", None), "client_dob": ("unk", None), "client_phone": ("-", None),
        "case_name": ("TBD", None), "case_number": ("pending", None),
    }  # fmt: skip
    yield one("five-fillers", "N/A, unk, a dash, TBD and pending are no answers.", fillers, *codes)


def _requests() -> Iterator[Sample]:
    def request(number: int, name: str, about: str, *findings: str, **changes: Any) -> Sample:
        return one(name, about, treatment(number, "Sabine Fabrica", f"05/{number:02}/1979", **changes), *findings)

    substance = {"services_requested": ["substance_abuse_services", "drug_testing"]}
    yield request(9, "no-service", "No service is ticked.", "error REF001", services_requested=("", None))
    yield request(
        10, "other-not-described", "Other service, not described.", "error REF001", services_requested=["other"]
    )
    yield request(
        11, "three-services", "Three services and no order.", "note REF015",
        services_requested=["nurturing_parenting", "anger_management", "visitation"],
    )  # fmt: skip
    yield request(12, "no-release", "Substance services, no release.", "warning REF020", roi_on_file="no", **substance)
    yield request(13, "basis-tdm-only", "Only the TDM recommends it.", "warning REF006",
                  service_basis=("Recommendation of the TDM", "tdm_recommendation"))  # fmt: skip
    yield request(14, "emergency-response", "Program is not FM, VFM or FR.", "warning REF008",
                  program=("Emergency Response (ER)", "emergency_response"))  # fmt: skip
    yield request(15, "language-no-interpreter", "Somali, and nothing about an interpreter.", "warning REF013",
                  preferred_language="Somali", interpreter_needed=("", None))  # fmt: skip
    yield request(16, "needs-unanswered", "Language, place and culture not answered.", "note REF013", "note REF014",
                  preferred_language=("", None), interpreter_needed=("", None), location_preference=("", None),
                  cultural_considerations=("", None))  # fmt: skip
    yield request(17, "worker-unreachable", "The worker has no phone and no e-mail.", "warning REF004",
                  worker_phone=("", None), worker_email=("", None))  # fmt: skip
    yield request(18, "no-worker", "Nobody asks.", "error REF003", worker_name=("", None))
    yield request(19, "no-supervisor", "No supervisor.", "warning REF005", supervisor_name=("", None))
    yield request(20, "signature-undated", "Signed, without a date.", "warning REF022", signature_date=("", None))
    yield request(21, "odd-case-number", "Two digits are no case number.", "error PER013", case_number="CASE 12")
    yield request(22, "dated-ahead", "The form is dated ten days from now.", "warning GEN010",
                  form_date=day("04/10/2026"))  # fmt: skip
    yield request(23, "bad-email", "The worker's e-mail has no @.", "warning GEN012",
                  worker_email=("marisol at example", None))  # fmt: skip
    yield request(24, "own-phone-of-worker", "The client's phone is the worker's.", "note PER020",
                  client_phone=phone("0145"))  # fmt: skip


def _first_entry() -> Iterator[Sample]:
    first = {
        "pathway": ("First entry (initial TDM)", "initial_tdm"), "tdm_date": day("02/25/2026"),
        "tdm_recommendations": "Parenting classes and treatment.", "link_form_date": day("02/26/2026"),
        "services_coordinator_name": "Ada Placeholder", "parent_meeting_date": day("02/26/2026"),
        "first_visit_date": day("03/05/2026"), "second_visit_date": day("03/12/2026"),
        "substance_concern": "yes", "asi_referral_date": day("02/24/2026"),
    }  # fmt: skip
    everything = treatment(
        25, "Marisol Placeholder", "06/01/1991", **first,
        client_aka="Mari Demo", client_phone_alt=phone("0172"), client_email="marisol@example.org",
        client_id_number="000417", client_role=("Mother", "mother"), tribe="not known",
        court_case_number="JV-26-0112", office="Sampleton", worker_title="Caseworker", worker_unit="4",
        supervisor_email="quill@example.org", roi_on_file="yes", urgent="no", next_hearing_date=day("05/04/2026"),
        services_requested=["nurturing_parenting", "substance_abuse_services", "asi_assessment"],
        service_sequence="Assessment first", transportation_need="Bus pass", schedule_limits="Mornings",
        special_needs="Large print", safety_notes="None known",
        household_clients=(
            [{"name": "Rowan Placeholder", "dob": "07/04/1990", "phone": "(207) 555-0173", "services": "Parenting"}],
            [{"name": "Rowan Placeholder", "dob": "1990-07-04", "phone": "2075550173",
              "services": ["nurturing_parenting"]}],
        ),
    )  # fmt: skip
    yield one("everything", "Every part of the form is filled; a first entry in good order.", everything)
    bare = {"pathway": first["pathway"], "substance_concern": "yes"}
    yield one(
        "first-entry-bare", "A first entry without TDM date, coordinator, visits, ASI date.",
        treatment(26, "Linden Sample", "06/02/1991", **bare),
        "warning REF009", "warning REF010", "warning REF011", "note REF012",
    )  # fmt: skip
    late = first | {"asi_referral_date": day("02/25/2026"), "second_visit_date": day("03/13/2026")}
    yield one(
        "first-entry-late", "ASI on the day of the TDM; the second visit a day after the two weeks.",
        treatment(27, "Linden Demo", "06/03/1991", **late), "warning REF010", "note REF012",
    )  # fmt: skip


def _together() -> Iterator[Sample]:
    """Files that say more together than alone; the inbox is taken in the order of the names."""
    for letter, name in (("a", "Wren Example"), ("b", "Alder Example")):
        twin = treatment(28, name, "02/03/2012", **guardian("Sabine Example"))
        yield one(f"twin-{letter}", "Twins: one case, one birth date, two first names. No mix-up.", twin)
    for suffix, born in (("Jr.", "08/09/1999"), ("Sr.", "08/08/1970")):
        namesake = treatment(29, f"Quill Fabrica {suffix}", born)
        yield one(f"quill-{suffix[:2].lower()}", "Father and son of one name in one case. No mix-up.", namesake)
    for letter, number, service, more in (
        ("a", 30, "visitation", ()),
        ("b", 31, "anger_management", ("warning PER016",)),
    ):
        twice = treatment(number, "Linden Fabrica", "09/01/1984", services_requested=[service])
        yield one(f"two-cases-{letter}", "One client under two case numbers.", twice, in_intake=more)
    for letter, signed, more in (("a", "03/02/2026", ()), ("b", "03/30/2026", ("warning REF016",))):
        again = treatment(32, "Wren Placeholder", "09/02/1984", form_date=day(signed), signature_date=day(signed))
        yield one(f"asked-twice-{letter}", "One service, one client, twice within 30 days.", again, in_intake=more)
    apart = {"victim": ("domestic_violence_victim_services", "Sage Demo", "09/03/1984"),
             "batterer": ("batterers_treatment", "Alder Demo", "09/04/1984")}  # fmt: skip
    for side, (service, name, born) in apart.items():
        said = treatment(33, name, born, services_requested=[service])
        more = ("warning REF019",) if side == "victim" else ()
        yield one(f"of-a-{side}", "Victim and batterer in one case, on two forms.", said, in_intake=more)
    both = treatment(
        34, "Sage Sample", "09/05/1984", services_requested=["domestic_violence_victim_services"],
        household_clients=([{"name": "Alder Sample", "services": "BIP"}],
                           [{"name": "Alder Sample", "services": ["batterers_treatment"]}]),
    )  # fmt: skip
    yield one("victim-and-batterer", "Victim and batterer on one form.", both, "warning REF019")
    covered = treatment(35, "Sage Placeholder", "09/06/1984", services_requested=["mental_health_treatment"])
    yield one("release-in-register", "No release ticked; the register has a valid one.", covered,
              "warning REF020", in_intake=())  # fmt: skip
    for letter, name, born, last, more in (
        ("a", "Wren Sample", "09/07/1984", "Sample", ()),
        ("b", "Linus Sample", "09/08/1984", "Fabrica", ("warning PER015",)),
    ):
        renamed = treatment(36, name, born, case_name=last)
        yield one(f"case-named-{letter}", "One case number under two case names.", renamed, in_intake=more)
    clean = treatment(1, "Rowan Testcase", "03/14/1988", services_requested=["visitation"])
    yield one("known-other-birth-date", "Same name and case as the clean one, another birth date.",
              clean | {"client_dob": day("03/14/1989")}, in_intake=("warning PER015",))  # fmt: skip
    spelled = clean | {"client_name": "Rowen Testcase", "services_requested": ["anger_management"]}
    yield one("spelled-otherwise", "One letter differs from the clean one.", spelled, in_intake=("note PER017",))
