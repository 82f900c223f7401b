from __future__ import annotations

import pytest

from caseforms.errors import OperatingError
from caseforms.register import workflow


@pytest.mark.parametrize(
    ("before", "after", "role"),
    [
        ("new", "received", "clerk"),
        ("received", "incomplete", "clerk"),
        ("incomplete", "screening", "liaison"),
        ("screening", "approved", "liaison"),
        ("in_service", "closed", "worker"),
        ("closed", "screening", "liaison"),
    ],
)
def test_allowed_steps_are_taken(before: str, after: str, role: str):
    assert workflow.step(before, after, role) == after


def test_a_step_that_does_not_exist_is_refused_with_what_is_allowed():
    with pytest.raises(OperatingError) as refused:
        workflow.step("returned", "approved", "liaison")
    assert refused.value.message == "returned cannot go to approved."
    assert refused.value.mend == "It may go to: resubmitted, closed, withdrawn."


@pytest.mark.parametrize("before", ["duplicate", "withdrawn"])
def test_nothing_follows_the_end(before: str):
    with pytest.raises(OperatingError, match="cannot go to screening") as refused:
        workflow.step(before, "screening", "liaison")
    assert refused.value.mend == "It may go to: nowhere."


def test_an_unknown_status_goes_nowhere():
    with pytest.raises(OperatingError):
        workflow.step("lost", "received", "clerk")


def test_the_role_counts():
    with pytest.raises(OperatingError) as refused:
        workflow.step("incomplete", "screening", "clerk")
    assert refused.value.message == "incomplete cannot go to screening by the clerk."
    assert refused.value.mend == "Ask the liaison to do it."


def test_every_status_of_the_table_is_described_and_reached():
    targets = {after for row in workflow.STEPS.values() for after in row}
    assert targets == set(workflow.STATUSES)


@pytest.mark.parametrize(
    ("form", "errors", "last"),
    [
        ("treatment-referral", 0, "screening"),
        ("treatment-referral", 1, "incomplete"),
        ("prevention-referral", 5, "incomplete"),
        ("release-of-information", 0, "received"),
        ("release-of-information", 3, "received"),
    ],
)
def test_first_steps_follow_the_findings(form: str, errors: int, last: str):
    steps = workflow.first_steps(form, errors)
    assert steps[0] == ("new", "received")
    assert steps[-1][1] == last


def test_rules_are_told_that_a_kept_form_with_errors_is_incomplete():
    assert workflow.told("received", 0) == "received"
    assert workflow.told("received", 1) == "incomplete"
    assert workflow.told("approved", 1) == "approved"
