"""Answers as people write them: prompts left standing, ages behind dates, labels before numbers."""

from __future__ import annotations

import datetime as dt

import pytest
from builders import INDEXES

from caseforms.fieldtypes.parse import parse

TODAY = dt.date(2026, 3, 31)
SERVICES = INDEXES["treatment-referral"].options["services_requested"]


def read(kind: str, text: str):
    return parse(kind, text, options=SERVICES if kind == "choices" else None, today=TODAY)


@pytest.mark.parametrize("kind", ["text", "name", "choices", "date", "yes_no", "case_number"])
@pytest.mark.parametrize(
    "text",
    [
        "Click or tap here to enter text.",
        "Choose an item.",
        "-- Select One --",
        "Select...",
        "(type here)",
        "Enter date",
    ],
)
def test_a_prompt_is_no_answer(kind, text):
    assert read(kind, text).state == "blank"


@pytest.mark.parametrize("text", ["Select Specialty Hospital", "Choose Life Center", "Enterline, Rowan"])
def test_words_that_only_begin_like_a_prompt_are(text):
    assert read("text", text).value == text


@pytest.mark.parametrize(
    "text", ["07/14/1991 (34)", "07/14/1991 age 34", "7/14/1991, 34 y/o", "July 14, 1991 (age 34)"]
)
def test_an_age_behind_a_date_of_birth(text):
    assert read("birth_date", text).value == "1991-07-14"


def test_an_age_behind_another_date_is_not_passed_over():
    assert read("date", "07/14/2026 (34)").state == "unreadable"


@pytest.mark.parametrize("text", ["Sample, Juniper, Q", "Sample , Juniper , Q"])
def test_last_first_and_middle(text):
    assert read("name", text).value == "Juniper Q Sample"


def test_credentials_are_no_middle_name():
    assert read("name", "Sample, Juniper, LCSW").value == "Sample, Juniper, LCSW"


def test_a_name_with_a_number_in_it_is_told():
    assert [kind for kind, _ in read("name", "Juniper Sample DOB 7/14/1991").remarks] == ["placeholder_name"]


@pytest.mark.parametrize("text", ["#CW-2026-0417", "Case # CW-2026-0417", "CW\u20132026\u20130417", "no. cw-2026-0417"])
def test_the_label_before_a_case_number(text):
    assert read("case_number", text).value == "CW-2026-0417"


@pytest.mark.parametrize("text", ["NO-2026-0417", "CASE-2026-0417", "No. 12", "ID2026417"])
def test_letters_of_the_number_itself_stay(text):
    assert read("case_number", text).value == text.upper()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("1) Parenting classes\n2) UAs", ["nurturing_parenting", "drug_testing"]),
        ("Drug Testing (random, 2x/week)", ["drug_testing"]),
        ("Drug/alcohol treatment", ["substance_abuse_services"]),
    ],
)
def test_services_as_people_write_them(text, codes):
    assert read("choices", text).value == codes


@pytest.mark.parametrize("text", ["Drug Testing (not needed)", "Drug Testing (declined)"])
def test_a_service_taken_back_is_not_taken(text):
    assert read("choices", text).state == "unreadable"
