"""A template gets what its definition names, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseforms.pipeline.disclosure import disclosed, tells_of_substance_use
from caseforms.writers.merge import Blank, Group

FIELDS = {
    "client": {"name": "Rowan Testcase", "dob": "1990-07-04"},
    "agency": {"name": "Cedar Valley", "phone": "(207) 555-0110"},
    "form": {"household": [Group("household", {"name": "Wren", "dob": "2015-01-01"})], "reason": "Why"},
}
LISTS = {"problems": [Group("problem", {"number": 1, "message": "Blank.", "code": "PER001"})]}


def shown(*allowed: str) -> dict:
    return disclosed(FIELDS, LISTS, allowed, ("agency",))


def test_only_what_is_named():
    context = shown("client.name")
    assert set(context) == {"client", "agency"}
    assert context["client"]["name"] == "Rowan Testcase"
    with pytest.raises(KeyError):
        context["client"]["dob"]
    assert context["agency"]["phone"] == "(207) 555-0110"


def test_columns_of_a_list():
    (row,) = shown("problems.message", "problems.number")["problems"]
    assert (row["message"], row["number"]) == ("Blank.", 1)
    with pytest.raises(KeyError):
        row["code"]
    (row,) = shown("problems")["problems"]
    assert row["code"] == "PER001"


def test_columns_of_a_table_of_the_form():
    context = shown("form.household.name")
    (row,) = context["form"]["household"]
    assert row["name"] == "Wren"
    for group, hidden in ((row, "dob"), (context["form"], "reason")):
        with pytest.raises(KeyError):
            group[hidden]


def test_what_is_allowed_and_not_there_is_blank():
    context = shown("guardian.name", "client.phone")
    assert isinstance(context["guardian"]["name"], Blank)
    assert context["client"]["phone"].path == "client.phone"


PATHS = ("client.name", "client.dob", "form.reason", "form.household", "form.household.name", "problems.code")


@given(st.sets(st.sampled_from(PATHS)))
def test_nothing_that_is_not_named_can_be_asked_for(allowed):
    context = shown(*allowed)
    for path in PATHS:
        group, _, name = path.partition(".")
        named = any(one == path or path.startswith(f"{one}.") or one.startswith(f"{path}.") for one in allowed)
        if named or group in LISTS or "." in name:
            continue
        with pytest.raises(KeyError):
            context[group][name]


@pytest.mark.parametrize(
    ("said", "tells"),
    [
        ("Substance abuse services", True),
        ("missed two DRUG-TESTS", True),
        ("Anger management", False),
        ("a drug store", False),
    ],
)
def test_substance_use(said: str, tells: bool):  # noqa: FBT001
    rows = [Group("service", {"service": said})]
    assert tells_of_substance_use([Group("form", {"services": rows})]) is tells
    assert tells_of_substance_use([said]) is tells
