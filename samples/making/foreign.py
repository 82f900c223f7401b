"""Requests on other people's PDF forms: other labels, other names of boxes, other layouts."""

from __future__ import annotations

from collections.abc import Iterator

from making import filling
from making.drawing import Sheet
from making.kit import Sample, day, form
from making.people import PROVIDER, RELEASE, STREET, TREATMENT, case

_TITLE = "Request for Treatment Services"
_UNASKED = ("note REF013", "note REF014")  # these forms do not ask for language, place and culture

_SENDER = {
    "worker_name": "Marisol Example-Demo", "worker_phone": "2075550145", "supervisor_name": "Quill Placeholder",
    "form_date": "2026-03-02", "service_basis": "court_order",
}  # fmt: skip


def _sender(sheet: Sheet, *, named: bool = True) -> None:
    """Draw the boxes that these forms have in common."""
    for number, (label, text) in enumerate((
        ("Social Worker", "Marisol Example-Demo"), ("Worker Phone", "(207) 555-0145"), ("SWS", "Quill Placeholder"),
        ("Referral Date", "03/02/2026"), ("Ordered By", "Court"),
    ), 50):  # fmt: skip
        sheet.box(label, text, f"Text{number}", label if named else "")


def samples() -> Iterator[Sample]:
    """Give the samples of this family."""
    yield _other_labels()
    yield _court_case()
    yield _program_names()
    yield _no_names()
    yield _sections()
    yield _ticks()
    yield _pieces()
    yield _more_and_close()
    yield _old_release()
    yield _page_two()
    yield _name_and_birth()
    yield _blank()


def _other_labels() -> Sample:
    sheet = Sheet(_TITLE)
    for number, (label, text) in enumerate((
        ("Client (Last, First, MI):", "Demo, Linus B."), ("D.O.B.:", "11/02/1986"), ("Tel. No.:", "207-555-0176"),
        ("Case Name/Number:", "Demo / CW-2026-0130"), ("Type of Service:", "Parenting Classes; Anger Management"),
        ("Primary Language:", "English"), ("Interpreter Required:", "No"), ("Preferred Location:", "Downtown"),
        ("Cultural Considerations:", "None"),
    ), 1):  # fmt: skip
        sheet.box(label, text, f"Text{number}", label)
    _sender(sheet)
    said = _SENDER | {
        "client_name": "Linus B. Demo", "client_dob": "1986-11-02", "client_phone": "2075550176",
        "case_name": "Demo", "case_number": case(130), "preferred_language": "English", "interpreter_needed": "no",
        "services_requested": ["nurturing_parenting", "anger_management"], "location_preference": "Downtown",
        "cultural_considerations": "None",
    }  # fmt: skip
    return Sample("foreign-other-labels.pdf", "D.O.B., Tel. No., last name first, case name and number in one box.",
                  sheet.done(), (form(TREATMENT, said),))  # fmt: skip


def _court_case() -> Sample:
    sheet = Sheet(_TITLE)
    sheet.box("Name of Client", "Cedar Demo", "f1", "Name of Client", above=True)
    sheet.box("Birthdate", "11/03/1986", "f2", "Birthdate", above=True)
    sheet.box("Client's Phone Number", "(207) 555-0177", "f3", "Client's Phone Number", above=True)
    sheet.box("Family Case Name", "Demo", "f4", "Family Case Name", above=True)
    sheet.pair(("Court Case #", "JV-26-0131", "f5", "Court Case #"), ("Case #", case(131), "f6", "Case #"))
    sheet.pair(("Service(s) Requested", "Visitation", "f7", "Service(s) Requested"))
    _sender(sheet)
    said = _SENDER | {
        "client_name": "Cedar Demo", "client_dob": "1986-11-03", "client_phone": "2075550177", "case_name": "Demo",
        "case_number": case(131), "court_case_number": "JV-26-0131", "services_requested": ["visitation"],
    }  # fmt: skip
    return Sample("foreign-court-case-beside.pdf", "The court's number stands before the agency's.", sheet.done(),
                  (form(TREATMENT, said, *_UNASKED),))  # fmt: skip


def _program_names() -> Sample:
    sheet = Sheet(_TITLE)
    for name, text in (
        ("ClientName", "Alder Testcase"), ("ClientDOB", "11/04/1986"), ("ClientPhone", "207.555.0178"),
        ("CaseName", "Testcase"), ("CaseNumber", "cw 2026 0132"), ("ServicesRequested", "Anger Management"),
        ("WorkerName", "Marisol Example-Demo"), ("WorkerPhone", "207 555 0145"),
        ("SupervisorName", "Quill Placeholder"), ("RequestDate", "3/2/26"), ("ServiceBasis", "Court order"),
    ):  # fmt: skip
        sheet.box("", text, f"topmostSubform[0].Page1[0].{name}[0]")
    said = _SENDER | {
        "client_name": "Alder Testcase", "client_dob": "1986-11-04", "client_phone": "2075550178",
        "case_name": "Testcase", "case_number": "CW 2026 0132", "services_requested": ["anger_management"],
    }  # fmt: skip
    return Sample("foreign-program-names.pdf", "Boxes named topmostSubform[0].Page1[0].ClientDOB[0], no tooltips.",
                  sheet.done(), (form(TREATMENT, said, *_UNASKED),))  # fmt: skip


def _no_names() -> Sample:
    sheet = Sheet(_TITLE)
    asked = (("Client Name", "Sage Testcase"), ("Date of Birth", "11/05/1986"), ("Home Phone", "(207) 555-0179"),
             ("Case Name", "Testcase"), ("Case No.", case(133)), ("Type of Service", "Visitation"))  # fmt: skip
    for number, (label, text) in enumerate(asked, 1):
        sheet.box(label, text, f"Text{number}")
    _sender(sheet, named=False)
    said = _SENDER | {
        "client_name": "Sage Testcase", "client_dob": "1986-11-05", "client_phone": "2075550179",
        "case_name": "Testcase", "case_number": case(133), "services_requested": ["visitation"],
    }  # fmt: skip
    guessed = ["warning GEN021"] * len(said)
    return Sample("foreign-no-names.pdf", "Boxes named Text1, Text2; only the print beside them tells what they ask.",
                  sheet.done(), (form(TREATMENT, said, *_UNASKED, *guessed),))  # fmt: skip


def _sections() -> Sample:
    sheet = Sheet(_TITLE)
    number = 0
    for heading, boxes in (
        ("Client", (("Name", "Linden Testcase"), ("Date of Birth", "11/06/1986"), ("Phone", "(207) 555-0180"))),
        ("Case", (("Name", "Testcase"), ("Number", case(134)))),
        ("Referring Worker", (("Name", "Marisol Example-Demo"), ("Phone", "(207) 555-0145"))),
        ("Supervisor", (("Name", "Quill Placeholder"), ("Phone", "(207) 555-0111"))),
        ("Request", (("Date", "03/02/2026"), ("Type of Service", "Visitation"), ("Ordered By", "Court"))),
    ):
        sheet.heading(heading)
        for label, text in boxes:
            number += 1
            sheet.box(label, text, f"Text{number}", label)
    said = _SENDER | {
        "client_name": "Linden Testcase", "client_dob": "1986-11-06", "client_phone": "2075550180",
        "case_name": "Testcase", "case_number": case(134), "services_requested": ["visitation"],
        "supervisor_phone": "2075550111",
    }  # fmt: skip
    return Sample("foreign-sections.pdf", "Name and Phone three times; the headings tell whose.", sheet.done(),
                  (form(TREATMENT, said, *_UNASKED),))  # fmt: skip


def _ticks() -> Sample:
    sheet = Sheet(_TITLE)
    for number, (label, text) in enumerate((("Client Name", "Wren Fabrica"), ("DOB", "11/07/1986"),
                                            ("Cell", "(207) 555-0181"), ("Case Name", "Fabrica"),
                                            ("State Case #", case(135))), 1):  # fmt: skip
        sheet.box(label, text, f"Text{number}", label)
    sheet.ticks("Services requested", ("Anger Management", "Check1", "Anger Management", True),
                ("DV Victim", "Check2", "DV Victim", False), ("Visitation", "Check3", "Visitation", True))  # fmt: skip
    sheet.ticks("Interpreter needed?", ("Yes", "Check4", "Interpreter needed: Yes", True),
                ("No", "Check5", "Interpreter needed: No", True))  # fmt: skip
    _sender(sheet)
    said = _SENDER | {
        "client_name": "Wren Fabrica", "client_dob": "1986-11-07", "client_phone": "2075550181",
        "case_name": "Fabrica", "case_number": case(135), "services_requested": ["anger_management", "visitation"],
    }  # fmt: skip
    return Sample("foreign-ticks.pdf", "Tick boxes; Yes and No of one question are both ticked.", sheet.done(),
                  (form(TREATMENT, said, "warning GEN006", *_UNASKED),))  # fmt: skip


def _pieces() -> Sample:
    sheet = Sheet(_TITLE)
    sheet.pair(("Last Name", "Placeholder", "f1", "Last Name"), ("First Name", "Cedar", "f2", "First Name"),
               ("MI", "T.", "f3", "MI"))  # fmt: skip
    sheet.box("Street Address", "100 Example Street", "f4", "Street Address")
    sheet.pair(("City", "Sampleton", "f5", "City"), ("State", "ME", "f6", "State"),
               ("ZIP Code", "00000", "f7", "ZIP Code"))  # fmt: skip
    for number, (label, text) in enumerate((("Date of Birth (MM/DD/YYYY)", "11/08/1986"), ("Phone #", "(207) 555-0182"),
                                            ("Case Name", "Placeholder"), ("Case ID", case(136)),
                                            ("Service", "Visitation")), 8):  # fmt: skip
        sheet.box(label, text, f"f{number}", label)
    _sender(sheet)
    said = _SENDER | {
        "client_name": "Cedar T. Placeholder", "client_dob": "1986-11-08", "client_phone": "2075550182",
        "client_address": STREET, "case_name": "Placeholder", "case_number": case(136),
        "services_requested": ["visitation"],
    }  # fmt: skip
    return Sample("foreign-pieces.pdf", "Name and address in pieces.", sheet.done(),
                  (form(TREATMENT, said, *_UNASKED),))  # fmt: skip


def _more_and_close() -> Sample:
    sheet = Sheet(_TITLE)
    for number, (label, text) in enumerate((("Clients Nam", "Linus Placeholder"), ("Date of Birth", "11/09/1986"),
                                            ("Client Phone", "(207) 555-0183"), ("Case Name", "Placeholder"),
                                            ("Case Numbr", case(137)), ("Type of Service", "Visitation"),
                                            ("Shoe size", "42")), 1):  # fmt: skip
        sheet.box(label, text, f"Text{number}", label)
    _sender(sheet)
    said = _SENDER | {
        "client_name": "Linus Placeholder", "client_dob": "1986-11-09", "client_phone": "2075550183",
        "case_name": "Placeholder", "case_number": case(137), "services_requested": ["visitation"],
    }  # fmt: skip
    return Sample("foreign-misspelled.pdf", "Two misspelled labels, and a box that nobody knows.", sheet.done(),
                  (form(TREATMENT, said, "warning GEN004", "note GEN005", *_UNASKED),))  # fmt: skip


def _old_release() -> Sample:
    sheet = Sheet("Consent for Release of Information")
    for number, (label, text) in enumerate((
        ("Individual's Name", "Cedar Testcase"), ("Date of Birth", "11/10/1986"), ("Release or Obtain", "Exchange"),
        ("Person/Agency Disclosing", "Example Counseling"), ("Person/Agency Receiving", "Cedar Valley"),
        ("Information to be Released", "Attendance"), ("Purpose of Disclosure", "Planning"),
        ("This authorization ends", "09/30/2026"), ("Print Name", "Cedar Testcase"), ("Signed As", "Self"),
        ("Signature of Client", "Cedar Testcase"), ("Date Signed", "03/02/2026"),
        ("Explained by", "Marisol Example-Demo"), ("Date Explained", "03/02/2026"), ("Questions Answered", "Yes"),
        ("Copy Given", "Yes"),
    ), 1):  # fmt: skip
        sheet.box(label, text, f"Text{number}", label)
    said = {
        "client_name": "Cedar Testcase", "client_dob": "1986-11-10", "direction": "both",
        "disclosing_party_name": "Example Counseling", "receiving_party_name": "Cedar Valley",
        "information_description": "Attendance", "purpose": "Planning", "expiration_date": "2026-09-30",
        "signer_name": "Cedar Testcase", "signer_role": "self", "signature": "Cedar Testcase",
        "signature_date": day("03/02/2026"), "explained_by": "Marisol Example-Demo",
        "explained_date": day("03/02/2026"), "questions_offered": "yes", "copy_given": "yes",
    }  # fmt: skip
    return Sample("foreign-old-release.pdf", "A release without the three statements.", sheet.done(),
                  (form(RELEASE, said, "warning ROI017"),))  # fmt: skip


def _blank() -> Sample:
    findings = (
        "error PER001", "error PER003", "error PER009", "error PER012", "error PER014", "error REF001",
        "error REF003", "error GEN007", "warning REF004", "warning REF005", "warning REF006", "warning REF022",
        "warning GEN024", *_UNASKED,
    )  # fmt: skip
    return Sample("treatment-blank.pdf", "Our blank with nothing in it.", filling.blank(TREATMENT, "pdf"),
                  (form(TREATMENT, {}, *findings),))  # fmt: skip


def _page_two() -> Sample:
    sheet = Sheet("Page 2: Provider Contact Information")
    sheet.line("Please complete and return this page.")
    for number, (label, text) in enumerate((
        ("Your Name", "Cassia Example"), ("Credentials", "LCSW"), ("Practice", "Sample Family Partners"),
        ("Direct Line", "207-555-0159 ext. 4"), ("E-mail", "cassia@example.org"), ("Regarding", "Cassia Demo"),
        ("Case No.", case(138)), ("Role", "Family therapist"), ("Preferred Contact Method", "Phone, E-mail"),
        ("Hours", "Tue-Fri 9-12"), ("Return to", "Marisol Example-Demo"), ("Date Completed", "March 10, 2026"),
    ), 1):  # fmt: skip
        sheet.box(label, text, f"Text{number}", label)
    said = {
        "provider_name": "Cassia Example", "provider_title": "LCSW", "agency_name": "Sample Family Partners",
        "provider_phone": "2075550159x4", "provider_email": "cassia@example.org", "client_name": "Cassia Demo",
        "case_number": case(138), "services_provided": "Family therapist", "best_way_to_reach": ["phone", "email"],
        "best_times": "Tue-Fri 9-12", "caseworker_name": "Marisol Example-Demo", "form_date": "2026-03-10",
    }  # fmt: skip
    return Sample("foreign-page-two.pdf", "Another agency's page 2, for a case that nobody knows.", sheet.done(),
                  (form(PROVIDER, said, "warning PCP004"),))  # fmt: skip


def _name_and_birth() -> Sample:
    sheet = Sheet(_TITLE)
    for number, (label, text) in enumerate((
        ("Client Name and DOB", "Cassia Fabrica, 11/12/1986"), ("Phone", "(207) 555-0186"),
        ("Case Name and Number", "Fabrica CW-2026-0139"), ("Requested Services", "Counseling"), ("ROI Attached", "Yes"),
    ), 1):  # fmt: skip
        sheet.box(label, text, f"Text{number}", label)
    _sender(sheet)
    said = _SENDER | {
        "client_name": "Cassia Fabrica", "client_dob": "1986-11-12", "client_phone": "2075550186",
        "case_name": "Fabrica", "case_number": case(139), "services_requested": ["mental_health_treatment"],
        "roi_on_file": "yes",
    }  # fmt: skip
    return Sample("foreign-two-in-one.pdf", "Name and DOB in one box, case name and number in another.", sheet.done(),
                  (form(TREATMENT, said, *_UNASKED),))  # fmt: skip
