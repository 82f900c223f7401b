"""The shipped forms have what domain.md 1 and 4 ask for, and their labels mean what people mean by them."""

from __future__ import annotations

import pytest

from caseforms.definitions.form_texts import captions
from caseforms.definitions.labels import LabelIndex
from caseforms.definitions.load import load_forms
from caseforms.fieldtypes.text import normalise_label
from caseforms.workspace import shipped

TREATMENT, PREVENTION = "treatment-referral", "prevention-referral"
RELEASE, PROVIDER = "release-of-information", "provider-contact-page"
CHANGE, NOTES = "status-change", "case-notes"

CLIENT = "client_name client_phone client_email client_address"
WORK = (
    "worker_name worker_title worker_phone worker_email worker_unit supervisor_name supervisor_phone supervisor_email"
)
AREA = "region district county office court_case_number case_name case_number form_date"
LANGUAGE = "preferred_language interpreter_needed icwa_applies tribe"
FIELDS = {
    TREATMENT: f"{CLIENT} {WORK} {AREA} {LANGUAGE} client_aka client_dob client_phone_alt client_id_number program"
    " guardian_name guardian_relationship guardian_phone services_requested services_other_text service_basis"
    " basis_date pathway tdm_date tdm_recommendations link_form_date services_coordinator_name parent_meeting_date"
    " first_visit_date second_visit_date substance_concern asi_referral_date client_role location_preference"
    " transportation_need schedule_limits cultural_considerations service_sequence special_needs reason"
    " next_hearing_date roi_on_file urgent safety_notes household_clients worker_signature signature_date",
    PREVENTION: f"{CLIENT} {WORK} {AREA} {LANGUAGE} client_phone_alt case_type focus_of_service household"
    " family_circumstances safety_threats protective_capacities community_resources_tried resources_exhausted"
    " service_needs finding_substantiated child_determined_safe family_consent consent_date priority_requested"
    " priority_reason emergency verbal_authorization_by verbal_authorization_date verbal_authorization_via"
    " current_services cw_case_open cw_case_closed_date court_involvement next_hearing_date prior_ocs"
    " worker_safety_notes attachments specialist_signature specialist_signature_date supervisor_signature"
    " supervisor_signature_date liaison_name liaison_decision liaison_priority liaison_reason contractor_name"
    " liaison_decision_date waiting_list_date safety_concern",
    RELEASE: f"{CLIENT} client_aka client_dob case_name case_number direction disclosing_party_name"
    " disclosing_party_organization disclosing_party_address disclosing_party_phone receiving_party_name"
    " receiving_party_organization receiving_party_address receiving_party_phone information_description"
    " information_types date_range purpose sud_permission mental_health_permission hiv_permission psychotherapy_notes"
    " expiration_date expiration_event right_to_revoke conditioning_statement redisclosure_statement signer_name"
    " signer_role signature signature_date representative_authority witness_name witness_date explained_by"
    " explained_date questions_offered copy_given revoked_date revoked_how",
    PROVIDER: "provider_name agency_name provider_phone provider_email case_number client_name form_date"
    " services_provided best_way_to_reach best_times provider_title clients_served fax mailing_address cell_phone"
    " after_hours_contact backup_contact_name backup_contact_phone provider_supervisor_name provider_supervisor_phone"
    " language_capacity ftm_notice_to service_start_date roi_copy_received caseworker_name completed_by",
    CHANGE: "client_name client_id_number case_number change_type effective_date worker_name absence_reason out_date"
    " expected_return_date return_date holding_location to_facility to_worker to_worker_phone packet_submitted_date"
    " receiving_officer receiving_office progress problems concerns recent_developments pending_actions upcoming_dates"
    " prepared_by prepared_date supervisor_signature",
    NOTES: "client_name client_id_number case_number note_date author note_text note_time entered_date note_type"
    " contact_method topics is_monthly_review facility housing next_eligibility_date packet_type packet_submitted_date"
    " earned_credit_level_from earned_credit_level_to disciplinary_action disciplinary_date plan_progress reentry_steps"
    " adjustment notified_agency notified_date notified_time operator_name",
}
REQUIRED = {
    TREATMENT: "client_name client_dob client_phone case_name case_number worker_name supervisor_name form_date"
    " services_requested",
    PREVENTION: "case_name case_number client_phone client_address region district county worker_name supervisor_name"
    " form_date focus_of_service service_needs household family_circumstances safety_threats community_resources_tried"
    " family_consent specialist_signature specialist_signature_date supervisor_signature supervisor_signature_date",
    RELEASE: "client_name client_dob direction disclosing_party_name receiving_party_name information_description"
    " purpose signer_name signer_role signature signature_date",
    PROVIDER: "provider_name form_date",
    CHANGE: "client_name change_type effective_date worker_name",
    NOTES: "client_name note_date author note_text",
}
#: Labels as they stand on forms in the wild, without a heading above them.
LABELS = {
    TREATMENT: {
        "client_name": "Client's Name|Client Name:|Name of Client|Client (Last, First, MI)|Patient Name|Name|Full Name",
        "client_aka": "AKA|Also Known As|Other Names Used|Former Name|Maiden Name",
        "client_dob": "DOB|D.O.B.|Date of Birth|Birthdate|Birth Date|Client DOB|Date of Birth (MM/DD/YYYY)|Born",
        "client_phone": "Phone|Client's Phone Number|Phone No.|Tel. No.|Home Phone|Cell|Mobile|Contact Number",
        "client_phone_alt": "Message Phone|Alternate Phone|Work Phone",
        "client_email": "Email|E-mail Address",
        "client_address": "Address|Street Address|Home Address|Mailing Address|Residence",
        "case_name": "Case Name|Name of Case|Family Case Name|Family Name",
        "case_number": "Case Number|Case No.|Case #|Case ID|State Case #|KK #|CWS/CMS Case #",
        "court_case_number": "Court Case #|Docket No.|Cause No.|JV #",
        "client_id_number": "Client ID|Person ID|DOC #|DOC Number|Offender Number|Member ID",
        "guardian_name": "Parent/Guardian|Legal Guardian",
        "guardian_relationship": "Relationship to Client",
        "preferred_language": "Primary Language|Preferred Language|Language Spoken",
        "interpreter_needed": "Interpreter Needed?|Interpreter Needed|Interpreter Required",
        "tribe": "Tribe|Tribal Affiliation",
        "program": "Program|Service Component|Case Type",
        "office": "Office|Unit Location",
        "worker_name": "Requesting worker|SW|Caseworker|Case Manager|CW Specialist|Referred By|Requested By",
        "worker_email": "Worker E-mail|Worker Email",
        "worker_unit": "Unit",
        "supervisor_name": "Supervisor|SWS|CW Supervisor|Unit Supervisor",
        "form_date": "Date of Request|Request Date|Referral Date|Date Submitted|Today's Date",
        "services_requested": "Services requested|Service(s) Requested|Treatment Services Requested|Type of Service",
        "service_basis": "Basis for Referral|Ordered By|Court Order / Case Plan",
        "basis_date": "Date of Order|Case Plan Approved",
        "pathway": "Type of Request|Initial (TDM) / Subsequent",
        "tdm_date": "TDM Date|Team Decision Making Meeting",
        "client_role": "Relationship to Child",
        "location_preference": "Preferred Location",
        "reason": "Reason for Referral|Comments",
        "next_hearing_date": "Next Court Date",
        "roi_on_file": "ROI Attached",
        "safety_notes": "Safety Concerns",
        "worker_signature": "Signature",
    },
    PREVENTION: {
        "focus_of_service": "Focus of Service|Service Focus|Purpose of Referral",
        "household": "Household Members|Children|Caregivers",
        "family_circumstances": "Family Circumstances|Reason for Referral|Current Situation",
        "safety_threats": "Safety Threats|Threats of Maltreatment|Risk Factors",
        "protective_capacities": "Protective Capacities|Family Strengths",
        "community_resources_tried": "Community Resources Tried/Available|Less Intensive Services",
        "service_needs": "Service Needs|Concrete Needs|Goals",
        "finding_substantiated": "Finding",
        "child_determined_safe": "Safety Determination",
        "family_consent": "Family Agrees to Services|Voluntary",
        "priority_requested": "Priority Requested",
        "emergency": "Emergency Referral",
        "verbal_authorization_by": "Verbal Approval",
        "cw_case_open": "CW Case Status",
        "court_involvement": "Court",
        "prior_ocs": "Prior OCS Services",
        "worker_safety_notes": "Safety Concerns for Staff",
        "specialist_signature": "Referring Specialist Signature",
        "supervisor_signature": "Supervisor Approval",
        "liaison_decision": "Liaison Decision|Approved/Denied",
        "waiting_list_date": "Waiting List Date",
        "safety_concern": "Safety Concern During Service",
        "worker_name": "Referring Specialist|CW Specialist",
        "form_date": "Date of Referral|Referral Date",
    },
    RELEASE: {
        "client_name": "Whose information|Individual's Name|Name",
        "disclosing_party_name": "From|Person/Agency Disclosing",
        "receiving_party_name": "To|Recipient|Person/Agency Receiving",
        "information_description": "Information to be Released|Specific Records",
        "information_types": "Type of Information",
        "date_range": "Dates of Service",
        "purpose": "Purpose of Disclosure|Reason|Purpose of the Release",
        "sud_permission": "Special Permission: Drug/Alcohol",
        "expiration_date": "Expires|Expiration Date|This authorization ends",
        "expiration_event": "Event",
        "signature": "Signature|Signature of Client/Parent/Guardian",
        "signature_date": "Date Signed",
        "representative_authority": "Relationship/Authority to Act",
        "witness_name": "Witness",
        "explained_by": "Explained by|Reviewed with client",
        "copy_given": "Copy given",
        "revoked_date": "Revoked|Date Revoked",
    },
    PROVIDER: {
        "provider_name": "Provider|Provider's Name|Your Name|Service Provider|Name",
        "agency_name": "Agency|Organization|Practice|Program Name",
        "provider_phone": "Phone|Direct Line|Office Phone",
        "provider_email": "E-mail|Email",
        "client_name": "Client|Family|Regarding|Client/Family Served",
        "form_date": "Date|Date Completed",
        "services_provided": "Service(s) Provided|Type of Service|Role",
        "best_way_to_reach": "Best Way to Reach You|Preferred Contact Method",
        "best_times": "Best Days/Times|Hours|Availability",
        "provider_title": "Title|Position|Credentials",
        "clients_served": "Family Members Served",
        "mailing_address": "Address|Mailing Address",
        "cell_phone": "Cell|Mobile",
        "after_hours_contact": "After Hours|Emergency Contact",
        "backup_contact_name": "Backup|If I am not available",
        "provider_supervisor_name": "Supervisor",
        "language_capacity": "Languages Spoken|Interpreter",
        "ftm_notice_to": "Send meeting notices to",
        "service_start_date": "Start of Service",
        "roi_copy_received": "Release received?",
        "caseworker_name": "DHHS Caseworker|Return to",
        "completed_by": "Completed By|Signature",
    },
    CHANGE: {
        "client_name": "Offender Name|Client|Name",
        "client_id_number": "DOC #|DOC Number|ID",
        "change_type": "Type of Change|Action",
        "effective_date": "Effective Date|Date of Transfer|Date of Release|Discharge Date|Closing Date",
        "worker_name": "From|Sending Case Manager",
        "absence_reason": "Reason Away",
        "out_date": "Date Out|Left",
        "expected_return_date": "Expected Return",
        "return_date": "Date Returned|Back",
        "holding_location": "Where Held|Location",
        "to_facility": "Receiving Facility|To",
        "to_worker": "New Case Manager|Receiving Worker",
        "receiving_officer": "Probation/Parole Officer",
        "progress": "Progress|Progress Made",
        "problems": "Problems|Barriers",
        "concerns": "Concerns|Issues to Watch",
        "recent_developments": "Recent Developments|Recent Events",
        "pending_actions": "Pending|To Do",
        "upcoming_dates": "Upcoming Dates|Next Court Date",
        "prepared_by": "Prepared By",
        "prepared_date": "Date",
    },
    NOTES: {
        "client_name": "Offender Name|Client|Name",
        "client_id_number": "DOC #|DOC Number|ID",
        "note_date": "Date|Note Date|Date of Contact",
        "author": "Case Manager|Entered By|Worker|Staff",
        "note_text": "Case Note|Comments|Narrative|Remarks|Entry",
        "note_time": "Time",
        "entered_date": "Entered|Entry Date",
        "note_type": "Type|Note Type",
        "contact_method": "How|Method",
        "topics": "Topics|Subject",
        "is_monthly_review": "Monthly Review|Progress Review",
        "facility": "Facility|Location",
        "housing": "Housing|Unit|Cell/Bed|Current Housing Location",
        "next_eligibility_date": "Eligibility Date",
        "packet_type": "Packet",
        "packet_submitted_date": "Packet Submitted",
        "earned_credit_level_to": "EC Level|Level|Earned Credit Level",
        "disciplinary_action": "Misconduct|Disciplinary",
        "plan_progress": "Case Plan Progress",
        "reentry_steps": "Reentry",
        "adjustment": "Adjustment|Overall Adjustment",
        "notified_date": "Date Notified",
        "notified_time": "Time Notified",
        "operator_name": "Operator|Spoke With",
    },
}
#: Names that the designers of fillable forms give their fields.
WIDGETS = {
    "client_name": "ClientName", "client_dob": "ClientDOB", "client_phone": "ClientPhone", "case_name": "CaseName",
    "case_number": "CaseNumber", "services_requested": "Services", "service_basis": "Basis", "basis_date": "BasisDate",
    "program": "Program", "preferred_language": "Language", "interpreter_needed": "Interpreter",
    "location_preference": "Location", "cultural_considerations": "Culture", "worker_name": "Worker",
    "worker_email": "WorkerEmail", "supervisor_name": "Supervisor", "form_date": "FormDate", "reason": "Reason",
    "client_aka": "AKA",
}  # fmt: skip
#: What people write, and the choice it is.
WRITTEN = {
    (TREATMENT, "services_requested"): {
        "Nurturing Parenting": "nurturing_parenting", "Interpreter Services": "interpreter", "UA": "drug_testing",
        "Parenting Class(es)": "nurturing_parenting", "BIP": "batterers_treatment", "AOD": "substance_abuse_services",
        "Counseling": "mental_health_treatment", "DV Victim": "domestic_violence_victim_services",
        "DV": "domestic_violence_services", "Addiction Severity Index": "asi_assessment", "AM": "anger_management",
        "home_based_services": "home_based_services", "Visitation": "visitation",
        "Immigrant Services": "immigrant_refugee_services",
    },
    (TREATMENT, "program"): {"FM": "family_maintenance", "VFM": "voluntary_family_maintenance", "CPS": "cps",
                             "Family Reunification": "family_reunification", "PP": "permanent_placement"},
    (TREATMENT, "service_basis"): {"Court Order": "court_order", "Case Plan": "approved_case_plan"},
    (TREATMENT, "pathway"): {"Initial (TDM)": "initial_tdm", "Subsequent": "subsequent"},
    (PREVENTION, "verbal_authorization_via"): {"Phone": "telephone", "E-mail": "email", "Face to Face": "in_person"},
    (PREVENTION, "cw_case_open"): {"Open": "yes", "Closed": "no"},
    (RELEASE, "direction"): {"Send to": "release", "Get from": "obtain", "Exchange": "both"},
    (RELEASE, "signer_role"): {"Self": "self", "Mother": "parent", "Legal Guardian": "guardian"},
    (PROVIDER, "best_way_to_reach"): {"Call": "phone", "Text": "text"},
    (CHANGE, "change_type"): {"Absence": "absence_out", "Paroled": "parole", "Closed": "case_closed",
                              "New Case Manager": "transfer_worker"},
    (NOTES, "note_type"): {"Contact": "contact", "Absence": "absence", "Return": "return"},
}  # fmt: skip


@pytest.fixture(scope="module")
def forms():
    return load_forms(shipped("forms"))


@pytest.mark.parametrize("form", FIELDS)
def test_every_field_of_the_domain_is_there(forms, form):
    assert set(FIELDS[form].split()) <= {field.name for field in forms[form].field}


@pytest.mark.parametrize("form", REQUIRED)
def test_what_is_required_is_marked(forms, form):
    assert {field.name for field in forms[form].field if field.required} == set(REQUIRED[form].split())


@pytest.mark.parametrize("form", LABELS)
def test_labels_of_the_wild_mean_their_fields(forms, form):
    index = LabelIndex(forms[form])
    for name, labels in LABELS[form].items():
        for label in labels.split("|"):
            match = index.find(label)
            assert match is not None, label
            assert (match.target.field, match.target.part, match.how in {"exact", "short"}) == (name, "", True), label


@pytest.mark.parametrize(
    ("form", "heading", "label", "field"),
    [
        (TREATMENT, "Client", "Name", "client_name"),
        (TREATMENT, "Requesting worker", "Name", "worker_name"),
        (TREATMENT, "Supervisor", "Phone", "supervisor_phone"),
        (TREATMENT, "Legal Guardian", "Phone", "guardian_phone"),
        (TREATMENT, "Request", "Date", "form_date"),
        (TREATMENT, "Signature", "Date", "signature_date"),
        (PREVENTION, "Office Use Only", "Date", "liaison_decision_date"),
        (PREVENTION, "Office Use Only", "Priority", "liaison_priority"),
        (PREVENTION, "Supervisor Approval", "Date", "supervisor_signature_date"),
        (PREVENTION, "Referring Specialist Signature", "Signature", "specialist_signature"),
        (RELEASE, "From", "Phone", "disclosing_party_phone"),
        (RELEASE, "To", "Organization", "receiving_party_organization"),
        (RELEASE, "Witness", "Name", "witness_name"),
        (PROVIDER, "Your supervisor", "Phone", "provider_supervisor_phone"),
        (CHANGE, "Change", "Reason", "change_type"),
        (CHANGE, "Absence", "Reason", "absence_reason"),
    ],
)
def test_a_bare_label_belongs_to_its_heading(forms, form, heading, label, field):
    index = LabelIndex(forms[form])

    match = index.find(label, index.section(heading))

    assert match is not None
    assert match.target.field == field


@pytest.mark.parametrize(("field", "name"), WIDGETS.items())
def test_names_of_fillable_fields_mean_their_fields(forms, field, name):
    match = LabelIndex(forms[TREATMENT]).find_name(name)

    assert match is not None
    assert match.target.field == field


@pytest.mark.parametrize(("form", "field"), WRITTEN)
def test_choices_accept_what_people_write(forms, form, field):
    written = {caption: each.code for each in forms[form].named(field).choices for caption in captions(each)}
    for text, code in WRITTEN[form, field].items():
        assert written.get(normalise_label(text)) == code, text


def test_every_choice_has_choices_also_in_tables(forms):
    for form in forms.values():
        questions = [*form.field, *(column for field in form.field for column in field.columns)]
        assert all(bool(each.choices) == (each.type in {"choice", "choices"}) for each in questions)


def test_every_section_has_fields_or_a_text(forms):
    for form in forms.values():
        used = {field.section for field in form.field}
        assert [section.id for section in form.section if section.id not in used and not section.text] == []


def test_the_blank_release_carries_every_statement(forms):
    form = forms[RELEASE]
    printed = " ".join(section.text for section in form.section).casefold()

    assert set(form.statements) == {"right_to_revoke", "conditioning_statement", "redisclosure_statement"}
    assert all(any(phrase in printed for phrase in phrases) for phrases in form.statements.values())
    assert all(phrase == phrase.casefold() for phrases in form.statements.values() for phrase in phrases)


def test_no_title_belongs_to_two_forms(forms):
    for form in forms.values():
        title = normalise_label(form.title)
        assert [other.id for other in forms.values() if any(phrase in title for phrase in other.identify.titles)] == [
            form.id
        ]


def test_the_liaison_section_is_for_the_office(forms):
    office = {field.name for form in forms.values() for field in form.field if field.office}

    assert office == {field.name for field in forms[PREVENTION].field if field.section == "liaison"}


def test_tables_have_the_rows_and_columns_of_the_domain(forms):
    def shape(form: str, name: str) -> tuple[int, str]:
        field = forms[form].named(name)
        return field.rows, " ".join(column.name for column in field.columns)

    assert shape(TREATMENT, "household_clients") == (4, "name dob phone services")
    assert shape(PREVENTION, "household") == (8, "name dob relationship role lives_in_home school_employer")
    assert shape(PREVENTION, "current_services") == (4, "provider service relates_to_child_safety roi_on_file")
