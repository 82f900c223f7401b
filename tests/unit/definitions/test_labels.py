"""What a label means: exact, in its section, by part, combined, or only closely (domain.md 3)."""

from __future__ import annotations

import pytest
from builders import FORMS, INDEXES
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from caseforms.definitions import labels as module
from caseforms.definitions.form import FormDefinition
from caseforms.definitions.labels import LabelIndex, Target
from caseforms.fieldtypes.text import normalise_label

INDEX = INDEXES["treatment-referral"]


def meant(label: str, section: str | None = None) -> str | None:
    match = INDEX.find(label, section)
    return match.target.field + (f"[{match.target.part}]" if match.target.part else "") if match else None


def named(name: str) -> str | None:
    match = INDEX.find_name(name)
    return match.target.field + (f"[{match.target.part}]" if match.target.part else "") if match else None


# ---- the section decides ----


@pytest.mark.parametrize(
    ("label", "section", "field"),
    [
        ("Name", "client", "client_name"),
        ("Name", "worker", "worker_name"),
        ("Name", "supervisor", "supervisor_name"),
        ("Name", "guardian", "guardian_name"),
        ("Name", "case", "case_name"),
        ("Name", "signature", None),
        ("Name", None, "client_name"),
        ("Phone", "client", "client_phone"),
        ("Phone", "worker", "worker_phone"),
        ("Phone:", "supervisor", "supervisor_phone"),
        ("Phone", "request", None),
        ("Date", "request", "form_date"),
        ("Date", "signature", "signature_date"),
        ("Date", "client", None),
        ("E-mail", "worker", "worker_email"),
    ],
)
def test_a_bare_label_means_what_its_section_is_about(label, section, field):
    assert meant(label, section) == field


def test_a_bare_label_without_heading_is_less_sure():
    assert INDEX.find("Name").confidence < INDEX.find("Name", "client").confidence == 1.0


@pytest.mark.parametrize(
    ("heading", "section"),
    [("Client", "client"), ("CLIENT INFORMATION:", "client"), ("Referring Worker", "worker"), ("Weather", None)],
)
def test_headings(heading, section):
    assert INDEX.section(heading) == section


# ---- what must never be mixed up ----


@pytest.mark.parametrize("label", ["Court Case #", "Court Case Number", "Docket", "Docket No.", "Cause No.", "JV #"])
@pytest.mark.parametrize("form", FORMS)
def test_the_number_of_the_court_is_never_the_case_number(form, label):
    for section in (None, *(section.id for section in FORMS[form].section)):
        match = INDEXES[form].find(label, section)
        assert match is None or match.target.field != "case_number"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "label",
    [
        "Emergency Contact Name", "Emergency Contact Phone", "Mother's Phone", "Mother's Name", "Spouse's Name",
        "Father's Date of Birth", "Attorney Name", "Doctor's Phone Number", "Phone Number of Attorney", "Employer",
        "Employer Phone", "Insurance ID Number", "Social Security Number", "Previous Address", "Client Fax Number",
        "Child's Name", "Client's Mother's Name", "Other Phone of Witness", "School Phone",
    ],
)  # fmt: skip
def test_what_is_asked_of_somebody_else_is_not_the_clients(form, label):
    for section in (None, FORMS[form].subject):
        match = INDEXES[form].find(label, section)
        assert match is None or not match.target.field.startswith("client_"), match


@pytest.mark.parametrize(
    "name", ["EmergencyContactName", "MothersPhone", "SpouseName", "ChildDOB", "SSN", "Text1", "Date"]
)
def test_widget_names_of_somebody_else_mean_nothing(name):
    assert named(name) is None


@pytest.mark.parametrize("label", ["Phone 2", "Phone_2", "Client Phone 2", "Phone2"])
def test_a_second_phone_is_not_the_first(label):
    assert meant(label, "client") is None
    assert named(label) is None


def test_labels_that_look_alike():
    assert meant("Worker Phone") == "worker_phone"
    assert meant("Date of Request") == "form_date"
    assert meant("Date of Brith") != "form_date"
    assert meant("Work Phone", "client") == "client_phone_alt"
    assert meant("Work Phone", "worker") == "worker_phone"


# ---- words that change nothing ----


@pytest.mark.parametrize(
    "label",
    [
        "Client's Name", "CLIENT NAME:", "1. Client's name *", "Client's Name (please print)", "Client name (required)",
        "Client’s name (full, legal)", "client_name", "Name of client:", "Client’s Name".replace("’", "`"),  # noqa: RUF001
    ],
)  # fmt: skip
def test_ways_to_write_a_label(label):
    assert meant(label) == "client_name"


# ---- parts and combinations ----


@pytest.mark.parametrize(
    ("label", "section", "target"),
    [
        ("First Name", None, "client_name[first]"),
        ("First", "worker", "worker_name[first]"),
        ("Last Name", "guardian", "guardian_name[last]"),
        ("MI", "client", "client_name[middle]"),
        ("Suffix", "client", "client_name[suffix]"),
        ("Client Last Name", None, "client_name[last]"),
        ("DOB Month", None, "client_dob[month]"),
        ("DOB (year)", None, "client_dob[year]"),
        ("DOB month/day/year", None, "client_dob"),
        ("ZIP", "client", "client_address[zip]"),
        ("Client Phone Ext.", None, "client_phone[ext]"),
        ("City, State, ZIP", None, "client_address[city]"),
        ("City/State/Zip Code", "client", "client_address[city]"),
        ("Last, First MI", None, "client_name"),
        ("Name (Last, First, MI)", "worker", "worker_name"),
        ("Worker Name (Last, First)", None, "worker_name"),
        ("Month", None, None),
        ("Area code", "client", None),
    ],
)
def test_parts(label, section, target):
    assert meant(label, section) == target


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("DOBMonth", "client_dob[month]"),
        ("NameLast", "client_name[last]"),
        ("Client.FirstName", "client_name[first]"),
        ("Worker.Name", "worker_name"),
        ("topmostSubform[0].Page1[0].ClientDOB[0]", "client_dob"),
        ("form1.Supervisor.Phone", "supervisor_phone"),
        ("client_dob", "client_dob"),
        ("services_requested.drug_testing", "services_requested[=drug_testing]"),
        ("services_requested.nothing", None),
        ("interpreter_needed.yes", "interpreter_needed[=yes]"),
        ("interpreter_needed.maybe", None),
        ("household_clients.2.dob", "household_clients[2.dob]"),
        ("household_clients.2.nothing", None),
    ],
)
def test_names_of_widgets(name, target):
    assert named(name) == target


@pytest.mark.parametrize(
    ("label", "fields"),
    [
        ("Case Name/Number", ["case_name", "case_number"]),
        ("Case Name / Number:", ["case_name", "case_number"]),
        ("Case Name and Number", ["case_name", "case_number"]),
        ("Case Number/Name", ["case_number", "case_name"]),
        ("Name and DOB", ["client_name", "client_dob"]),
        ("Client Name & Date of Birth", ["client_name", "client_dob"]),
        ("case name number", ["case_name", "case_number"]),
        ("Name/Address of Employer", []),
        ("Client Name", []),
        ("Phone/Phone", []),
        ("Parent/Guardian", []),
        ("/", []),
    ],
)
def test_combined_labels(label, fields):
    found = INDEX.combined(label) if INDEX.find(label) is None else ()

    assert [target.field for target in found] == fields


# ---- close labels ----


def form_with(label: str) -> LabelIndex:
    return LabelIndex(
        FormDefinition.model_validate(
            {
                "id": "f",
                "title": "F",
                "edition": "1",
                "subject": "s",
                "identify": {},
                "section": [{"id": "s", "title": "S"}],
                "field": [{"name": "thing", "section": "s", "label": label}],
            }
        )
    )


def test_close_means_at_least_88_percent():
    alias = "abcdefghijklmnopqrstuvwxy"  # 25 letters
    index = form_with(alias)
    enough, too_few = alias[:22] + "###", alias[:21] + "####"
    enough, too_few = enough.replace("#", "z"), too_few.replace("#", "z")

    assert fuzz.ratio(alias, enough) == 88.0
    assert fuzz.ratio(alias, too_few) == 84.0
    match = index.find(enough)
    assert (match.target, match.how, match.alias) == (Target("thing"), "close", alias)
    assert match.confidence == pytest.approx(0.9 * 0.88, abs=0.001)
    assert index.find(too_few) is None
    assert module.CLOSE == 0.88


@pytest.mark.parametrize(
    ("label", "field"), [("Clients Nmae", "client_name"), ("Client's Date of Brith", "client_dob")]
)
def test_a_slip_of_the_pen_is_close_and_never_sure(label, field):
    match = INDEX.find(label)

    assert (match.target.field, match.how) == (field, "close")
    assert match.confidence < 0.9


@pytest.mark.parametrize("label", ["Worker's Phone 2", "Mothers name", "Clients' name 2"])
def test_other_numbers_and_other_people_are_never_close(label):
    match = INDEX.find(label)

    assert match is None or match.how != "close"


# ---- captions ----


def test_captions_of_choices():
    assert INDEX.captioned("UA") == [Target("services_requested", "=drug_testing")]
    assert INDEX.captioned("drug testing") == [Target("services_requested", "=drug_testing")]
    assert {target.field for target in INDEX.captioned("Other")} > {"services_requested"}
    assert {target.field for target in INDEX.captioned("Other", "client")} == {"client_role"}
    assert INDEX.captioned("Nothing of this") == []
    assert INDEX.caption("services_requested", "drug_testing") == "Drug testing"
    assert INDEX.caption("interpreter_needed", "yes") == "Yes"


# ---- every form ----

ALIASES = [
    (form.id, field.name, field.section, alias)
    for form in FORMS.values()
    for field in form.field
    for alias in (field.label, *field.aliases, *field.short)
]


@given(st.sampled_from(ALIASES), st.sampled_from(["{}", "{}:", " {} ", "{} *", "{}\n"]))
def test_every_alias_finds_its_own_field_in_its_own_section(alias, written):
    form, field, section, label = alias
    match = INDEXES[form].find(written.format(label), section)

    assert match is not None
    assert (match.target, match.confidence) == (Target(field), 1.0)


@given(st.sampled_from(sorted(INDEXES)), st.text(max_size=60), st.sampled_from([None, "client", "worker"]))
def test_any_text_may_be_asked_for(form, text, section):
    index = INDEXES[form]
    match = index.find(text, section)

    assert match is None or match.target.field in index.fields
    assert match is None or normalise_label(text)
    index.find_name(text)
    index.combined(text, section)
    index.captioned(text, section)


def test_every_field_is_found_by_its_own_name():
    for form, index in INDEXES.items():
        for field in FORMS[form].field:
            match = index.find_name(field.name)
            assert (match.target, match.confidence, match.how) == (Target(field.name), 1.0, "name")
