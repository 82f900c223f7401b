"""One box for several things: each field gets its part of the text, and nothing of it is lost."""

from __future__ import annotations

import pytest
from builders import INDEXES, TODAY
from hypothesis import given
from hypothesis import strategies as st

from caseforms.fieldtypes.text import clean
from caseforms.interpret.answers import answers
from caseforms.interpret.combined import split_combined
from caseforms.interpret.records import interpret
from caseforms.interpret.widgets import claims
from caseforms.model import Box, BoxKind, Page, Place, State, Submission

INDEX = INDEXES["treatment-referral"]


def read(label: str, text: str) -> dict[str, str | None]:
    """The parts of a box with this tooltip, by field."""
    box = Box(BoxKind.TEXT, text, Place(1, (0, 0, 9, 9)), "Text1", label)
    page = Page(1, (box,))
    found = interpret(Submission("f.pdf", "0", "x", (page,)), (page,), INDEX, TODAY)[0]
    assert found.unplaced == ()
    return {name: answer.value for name, answer in found.answers.items() if answer.state is not State.ABSENT}


@pytest.mark.parametrize(
    "text",
    [
        "Testcase / CW-2026-0417", "Testcase/CW-2026-0417", "CW-2026-0417 Testcase", "Testcase, CW-2026-0417",
        "Testcase CW-2026-0417", "CW-2026-0417 - Testcase", "Testcase\nCW-2026-0417", "Testcase (CW-2026-0417)",
        "Testcase; #CW-2026-0417",
    ],
)  # fmt: skip
def test_case_name_and_number(text):
    assert read("Case Name/Number", text) == {"case_name": "Testcase", "case_number": "CW-2026-0417"}


@pytest.mark.parametrize(
    ("label", "text", "values"),
    [
        ("Case Number/Name", "Testcase / 000417", {"case_number": "000417", "case_name": "Testcase"}),
        ("Case Name/Number", "Testcase", {"case_name": "Testcase", "case_number": None}),
        ("Case Name/Number", "CW-2026-0417", {"case_name": None, "case_number": "CW-2026-0417"}),
        ("Case Name/Number", "", {"case_name": None, "case_number": None}),
        ("Case Name/Number", "Testcase / A12", {"case_name": "Testcase", "case_number": "A12"}),
        ("Case Name/Number", "Van der Sample 417", {"case_name": "Van der Sample", "case_number": "417"}),
        ("Name and DOB", "Rowan Testcase, 07/14/2012", {"client_name": "Rowan Testcase", "client_dob": "2012-07-14"}),
        ("Name and DOB", "Testcase, Rowan 7/14/2012", {"client_name": "Rowan Testcase", "client_dob": "2012-07-14"}),
        ("Name and DOB", "07-14-2012 Rowan Testcase", {"client_name": "Rowan Testcase", "client_dob": "2012-07-14"}),
        ("Name/DOB", "Rowan Testcase July 14, 2012", {"client_name": "Rowan Testcase", "client_dob": "2012-07-14"}),
        ("Name/DOB", "Rowan Testcase 14 July 2012", {"client_name": "Rowan Testcase", "client_dob": "2012-07-14"}),
        ("Name/DOB", "Rowan Testcase 2012-07-14", {"client_name": "Rowan Testcase", "client_dob": "2012-07-14"}),
        ("Name/DOB", "Rowan Testcase", {"client_name": "Rowan Testcase", "client_dob": None}),
        (
            "Client's Name/Phone", "Rowan Testcase (207) 555-0134 x12",
            {"client_name": "Rowan Testcase", "client_phone": "2075550134x12"},
        ),
        (
            "Client's Name/Phone", "Rowan Testcase, no phone",
            {"client_name": "Rowan Testcase", "client_phone": "no phone"},
        ),
        (
            "Client's Phone/E-mail", "rowan.testcase@example.org / 207-555-0134",
            {"client_phone": "2075550134", "client_email": "rowan.testcase@example.org"},
        ),
        (
            "Client name/DOB/Phone", "Rowan Testcase 07/14/2012 207-555-0134",
            {"client_name": "Rowan Testcase", "client_dob": "2012-07-14", "client_phone": "2075550134"},
        ),
        ("Region/District", "2 / North", {"region": "2", "district": "North"}),
        ("Region/District", "North", {"region": "North", "district": None}),
    ],
)  # fmt: skip
def test_parts_by_their_looks(label, text, values):
    assert read(label, text) == values


def test_a_part_of_its_own_box_wins_over_nothing():
    boxes = (
        Box(BoxKind.TEXT, "Testcase", Place(1, (0, 0, 9, 9)), "T1", "Case Name/Number"),
        Box(BoxKind.TEXT, "CW-2026-0417", Place(1, (0, 20, 9, 29)), "T2", "Case number"),
    )
    found = answers(INDEX, claims(Submission("f", "0", "x"), boxes, INDEX), TODAY)

    assert (found["case_name"].value, found["case_number"].value) == ("Testcase", "CW-2026-0417")


@given(st.sampled_from(["Case Name/Number", "Name/DOB", "Client name/DOB/Phone"]), st.text(max_size=60))
def test_no_letter_is_lost_and_none_is_added(label, text):
    box = Box(BoxKind.TEXT, text, Place(1, (0, 0, 9, 9)), "T1", label)
    parts = split_combined(claims(Submission("f", "0", "x"), (box,), INDEX), INDEX)

    said = sorted(char for part in parts for char in part.said if char.isalnum())
    assert said == sorted(char for char in clean(text) if char.isalnum())
