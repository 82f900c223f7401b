"""Streets as people write them."""

from __future__ import annotations

import pytest

from caseforms.fieldtypes.streets import names_street, plain_streets, streets


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("7 Hidden Lane, Sampleton 00000", ("7 hidden ln",)),
        ("Apt 4, 7 N. Hidden Ln., Sampleton", ("7 hidden ln",)),
        ("7 Hidden Lane #4, Sampleton", ("7 hidden ln",)),
        ("7 Hidden Lane Apt 4 Sampleton 00000", ("7 hidden ln",)),
        ("12 St. James Street, Sampleton", ("12 st james st",)),
        ("123 Avenue B, Sampleton", ("123 ave b",)),
        ("P.O. Box 12, Sampleton 00000", ("pobox 12",)),
        ("Hidden House, Sampleton 00000", ("hidden house",)),
        ("12345 Main Street", ("12345 main st",)),
        ("Sampleton 00000", ()),
        ("Sampleton, ME 04001", ()),
        ("Confidential", ()),
        ("Address withheld", ()),
        ("", ()),
    ],
)
def test_what_tells_where_somebody_lives(address: str, found: tuple[str, ...]):
    assert streets(address) == found


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Lives at 7 hidden LANE.", True),
        ("7 West Hidden Ln", True),
        ("7\u00a0Hid\u00adden\nLane", True),
        ("17 Hidden Lane", False),
        ("7 Hidden Lanes", False),
        ("7 Hidden Road", False),
    ],
)
def test_named_in_a_text(text: str, named: bool):  # noqa: FBT001
    assert names_street(plain_streets(text), "7 hidden ln") is named
