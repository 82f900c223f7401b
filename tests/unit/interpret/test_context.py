"""Whose name, whose phone: the person before a label, the heading or the label above it."""

from __future__ import annotations

import pytest
from builders import INDEXES

from caseforms.interpret.context import Context, names_somebody

INDEX = INDEXES["treatment-referral"]


def meant(*labels: tuple[str, int, int], headings: tuple[tuple[str, int, tuple[float, float]], ...] = ()) -> str | None:
    """What the last of these labels (text, row, column) means, the others having been seen before it."""
    context = Context(INDEX)
    for heading in headings:
        context.heading(*heading)
    found = None
    for label, row, column in labels:
        found = context.find(label, row, column)
        context.see(label, found.match if found else None, row, column)
    return found.match.target.field if found else None


@pytest.mark.parametrize(
    ("labels", "field"),
    [
        ([("Client", 1, 1), ("Phone", 1, 3)], "client_phone"),
        ([("Client", 1, 1), ("Social Worker", 2, 1), ("Phone", 2, 3)], "worker_phone"),
        ([("Social Worker", 2, 1), ("Phone", 2, 3), ("Email", 2, 5)], "worker_email"),
        ([("Client", 1, 1), ("Attorney", 2, 1), ("Phone", 2, 3)], None),
        ([("Client", 1, 1), ("Father's Name", 2, 1), ("DOB", 2, 3)], None),
        ([("Client", 1, 1), ("DOB", 1, 3)], "client_dob"),
        ([("Father's Name", 2, 1), ("Client DOB", 2, 3)], "client_dob"),
        ([("Supervisor", 2, 1), ("Services Requested", 3, 1), ("Date", 3, 3)], "form_date"),
    ],
)
def test_what_stands_before_a_label_on_its_line(labels, field):
    assert meant(*labels) == field


@pytest.mark.parametrize(
    ("labels", "field"),
    [
        ([("Client", 1, 1), ("DOB", 2, 1), ("Phone", 3, 1)], "client_phone"),
        ([("Client", 1, 1), ("Social Worker", 2, 1), ("Phone", 3, 1)], "worker_phone"),
        ([("Client", 1, 1), ("Social Worker", 2, 1), ("Supervisor", 3, 1), ("Phone", 4, 1)], "supervisor_phone"),
        ([("Client", 1, 1), ("Case Name", 2, 1), ("Phone", 3, 1)], "client_phone"),
    ],
)
def test_without_headings_the_person_above(labels, field):
    assert meant(*labels) == field


def test_headings_side_by_side_each_have_their_columns():
    headings = (("client", 1, (0, 4)), ("worker", 1, (4, 99)))

    assert meant(("Phone", 3, 1), headings=headings) == "client_phone"
    assert meant(("Name", 2, 1), ("Name", 2, 4), ("Phone", 3, 1), ("Phone", 3, 4), headings=headings) == "worker_phone"


def test_a_date_of_birth_under_the_heading_of_another_person_is_not_the_clients():
    headings = (("client", 1, (0, 99)), ("guardian", 5, (0, 99)))

    assert meant(("DOB", 2, 1), headings=headings) == "client_dob"
    assert meant(("DOB", 6, 1), headings=headings) is None


def test_where_heading_and_person_differ_it_is_a_guess():
    context = Context(INDEX)
    context.heading("client", 1)
    for label, row in (("Client", 2), ("Social Worker", 3)):
        found = context.find(label, row, 1)
        context.see(label, found.match, row, 1)

    assert context.find("Phone", 4, 1).guessed


@pytest.mark.parametrize("label", ["Attorney", "Father's Name", "Foster Parent", "Judge:"])
def test_labels_that_name_somebody(label):
    assert names_somebody(label)


@pytest.mark.parametrize("label", ["Attorney Phone", "Court Date", "Work Phone", "Rowan Testcase", "Signature"])
def test_labels_that_name_nobody(label):
    assert not names_somebody(label)
