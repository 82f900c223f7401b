import datetime as dt
import unicodedata

import pytest

from caseforms.fieldtypes.keys import case_key, matching_keys, name_key
from caseforms.fieldtypes.names import split_name
from caseforms.fieldtypes.parse import parse


def read(raw):
    return parse("name", raw, today=dt.date(2026, 3, 31))


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("Rowan Testcase", "Rowan Testcase"),
        ("rowan   testcase", "rowan testcase"),
        ("Rowan\r\nTestcase", "Rowan Testcase"),
        ("Testcase, Rowan Q", "Rowan Q Testcase"),
        ("Placeholder,Sabine", "Sabine Placeholder"),
        ("Testcase Jr., Rowan", "Rowan Testcase Jr."),
        ("Testcase, Rowan Q, Jr.", "Rowan Q Testcase Jr."),
        ("Testcase, Rowan III", "Rowan Testcase III"),
        ("Testcase Jr., Ma", "Ma Testcase Jr."),
        ("Rowan Testcase, Jr.", "Rowan Testcase, Jr."),
        ("Juniper Sample, LCSW", "Juniper Sample, LCSW"),
        ("Juniper Sample, mother", "Juniper Sample, mother"),
        ("Émile O\u2019Fabrica Jr.", "Émile O\u2019Fabrica Jr."),
        (unicodedata.normalize("NFD", "Émile O'Fabrica"), "Émile O'Fabrica"),
        ("Marisol Example-Demo", "Marisol Example-Demo"),
        ("Rowan Anderson", "Rowan Anderson"),
        ("Rowan/Ro Testcase", "Rowan/Ro Testcase"),
    ],
)
def test_names_are_kept_as_written_first_name_first(raw, value):
    assert read(raw) == ("answered", value, ())


@pytest.mark.parametrize(
    ("raw", "remark"),
    [
        ("Rowan", "single_name"),
        ("Testcase,", "single_name"),
        ("Mr. Placeholder", "single_name"),
        ("Rowan Jr.", "single_name"),
        ("Unknown Testcase", "placeholder_name"),
        ("Testcase, Unknown", "placeholder_name"),
        ("Rowan Unknown Jr.", "placeholder_name"),
        ("Baby Boy Testcase", "placeholder_name"),
        ("BABY GIRL", "placeholder_name"),
        ("Jane Doe", "placeholder_name"),
        ("Doe, John", "placeholder_name"),
        ("Infant", "placeholder_name"),
        ("Rowan & Juniper Testcase", "two_people"),
        ("Rowan and Juniper", "two_people"),
        ("Testcase, Rowan AND Juniper", "two_people"),
        ("Rowan Testcase; Juniper Sample", "two_people"),
        ("Rowan Testcase / Juniper Sample", "two_people"),
        ("Rowan Testcase\nJuniper Sample", "two_people"),
    ],
)
def test_doubtful_names_are_answers_with_a_remark(raw, remark):
    parsed = read(raw)
    assert parsed.state == "answered"
    assert parsed.remarks == ((remark, {"v": raw}),)


def test_two_people_on_two_lines_stay_apart():
    assert read("Rowan Testcase\n\nJuniper Sample").value == "Rowan Testcase; Juniper Sample"


@pytest.mark.parametrize(
    "raw", ["Unknown", "unk", "N/A", "none", "-", "???", "xxx", "TBD", "same", "see attached", "\u00a0"]
)
def test_blank(raw):
    assert read(raw) == ("blank", None, ())


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Rowan Q Testcase Jr.", ("Rowan", "Q", "Testcase", "Jr.")),
        ("Testcase Jr., Rowan Q", ("Rowan", "Q", "Testcase", "Jr.")),
        ("Marisol Example-Demo", ("Marisol", "", "Example-Demo", "")),
        ("Marisol de la Fabrica", ("Marisol", "", "de la Fabrica", "")),
        ("Dr. Rowan Testcase, LCSW", ("Rowan", "", "Testcase", "")),
        ('Rowan "Ro" Testcase (uncle)', ("Rowan", "", "Testcase", "")),
        ("Rowan", ("Rowan", "", "", "")),
        ("Mr. Placeholder", ("", "", "Placeholder", "")),
        ("", ("", "", "", "")),
    ],
)
def test_split(text, parts):
    assert split_name(text) == parts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PLACEHOLDER, SABINE", "Sabine Placeholder"),
        ("Sabine Q Placeholder", "Sabine Placeholder"),
        ("Émile O\u2019Fabrica Jr.", "o'fabrica JR, emile"),
        ("Marisol Example-Demo", "Marisol Example Demo"[:15] + "-Demo"),
        ("Ms. Sabine Placeholder", "Sabine Placeholder"),
    ],
)
def test_same_key(one, other):
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rowan Testcase Jr.", "Rowan Testcase Sr."),
        ("Rowan Testcase", "Rowan Testcase Jr."),
        ("Ro Testcase", "Rowan Testcase"),
    ],
)
def test_different_key(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    "name", ["", "Unknown", "Baby Boy Testcase", "Jane Doe", "Rowan and Juniper Testcase", "...", "-"]
)
def test_no_key(name):
    assert name_key(name) == ""


def test_case_keys_leave_out_spaces_and_hyphens():
    assert case_key("cw-2026 0417") == case_key("CW20260417") == case_key("CW\u20112026\u20130417") == "CW20260417"


def test_matching_keys():
    values = {
        "client_name": "Testcase, Rowan",
        "client_dob": "2001-03-06",
        "case_number": "CW-2026-0417",
        "agency_name": "Example Counseling, Inc.",
    }
    assert matching_keys(values) == {
        "name": "testcase|rowan|",
        "surname": "testcase",
        "dob": "2001-03-06",
        "person": "testcase|rowan||2001-03-06",
        "case": "CW20260417",
        "provider": "example counseling inc",
    }
    assert set(matching_keys({"client_name": None, "client_dob": "2001-03-06"}).values()) == {"", "2001-03-06"}
    assert matching_keys({"client_dob": "2001-03-06"})["person"] == ""
