import datetime as dt

import pytest

from caseforms.reports.base import quarter
from caseforms.reports.monitoring import monitoring

Q1 = quarter("2026Q1")


@pytest.fixture
def finding(entry):
    def build(kind="concern", **values):
        given = {"finding_date": "2026-03-10", "referral_id": "R-2026-00042", "area": "File", "text": "No release."}
        return entry("monitoring-findings", kind=kind, **{**given, **values})

    return build


def test_findings_by_kind(finding):
    entries = [
        finding("strength", number="1", finding_date="2026-01-01", text="First visit in time."),
        finding("safety", number="2", referral_id="R-2026-00043"),
        finding("contract_issue", number="3"),
        finding("training_need", number="4", staff_group="agency"),
        finding("training_need", number="5", staff_group="contractor"),
        finding("concern", number="6", finding_date="2026-03-31"),
    ]
    found = monitoring(entries, Q1)
    assert found.period == "January to March 2026"
    assert found.reviewed == 2
    assert found.strengths == (("1", "R-2026-00042", "File", dt.date(2026, 1, 1), "First visit in time."),)
    for group, number in (
        ("safety", "2"),
        ("contract_issues", "3"),
        ("training_agency", "4"),
        ("training_contractor", "5"),
        ("concerns", "6"),
    ):
        assert [row.number for row in getattr(found, group)] == [number], group
    assert len(found.entries) == 6


def test_nothing_is_lost_for_want_of_a_kind_or_a_staff(finding):
    found = monitoring([finding(None, number="1"), finding("training_need", number="2")], Q1)
    assert [row.number for row in found.concerns] == ["1"]
    assert found.training_agency == found.training_contractor != ()


@pytest.mark.parametrize(
    ("values", "inside"),
    [
        ({"finding_date": "2026-01-01"}, True),
        ({"finding_date": "2025-12-31"}, False),
        ({"finding_date": "2026-03-31"}, True),
        ({"finding_date": "2026-04-01"}, False),
        ({"finding_date": "2026-04-01", "quarter": "Q1 2026"}, True),
        ({"finding_date": "2026-03-01", "quarter": "2026Q2"}, False),
        ({"finding_date": "2026-03-01", "quarter": "first"}, True),
        ({"finding_date": None}, True),
        ({"status": "withdrawn"}, False),
    ],
)
def test_which_quarter_a_finding_is_of(finding, values, inside):
    assert len(monitoring([finding(**values)], Q1).concerns) == inside


def test_the_same_finding_counts_once_as_it_came_last(finding):
    entries = [finding(number="7"), finding(number="7", text="Release is there now."), finding(), finding()]
    assert [row.text for row in monitoring(entries, Q1).concerns] == ["Release is there now.", *["No release."] * 2]


def test_actions(finding):
    one = finding(
        number="7",
        recommendation="Ask for the release",
        owner="Ada Clerk",
        due_date="2026-04-15",
        closed_date="2026-04-02",
    )
    assert monitoring([one, finding()], Q1).actions == (
        ("7", "R-2026-00042", "Ask for the release", "Ada Clerk", dt.date(2026, 4, 15), dt.date(2026, 4, 2)),
    )


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Rowan Testcase was not seen.", "R-2026-00042 was not seen."),
        ("TESTCASE, ROWAN was not seen.", "R-2026-00042 was not seen."),
        ("The Testcase family; Rowan's release.", "The R-2026-00042 family; R-2026-00042's release."),
        ("Wren Sample, the aunt", "R-2026-00042, the aunt"),
        ("Sample Family Partners did well with Sample.", "Sample Family Partners did well with R-2026-00042."),
        ("A sample of rowans", "A sample of rowans"),
    ],
)
def test_names_of_the_family_are_not_printed(entry, finding, written, printed):
    referral = entry(
        "prevention-referral", id_="R-2026-00042", client_name="Rowan Testcase", case_name="Testcase",
        household=[{"name": "Wren Sample"}, {"name": None}],
    )  # fmt: skip
    one = finding(text=written, recommendation=written, contractor="Sample Family Partners")
    found = monitoring([referral, one], Q1)
    assert found.concerns[0].text == found.actions[0].recommendation == printed


def test_nothing_found():
    found = monitoring([], Q1)
    assert (found.reviewed, found.strengths, found.actions) == (0, (), ())
