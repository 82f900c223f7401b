import datetime as dt

import pytest

from caseforms.conditions import release_ends, release_on_file
from caseforms.fieldtypes.releases import release_holds
from caseforms.model import State

RELEASE = {
    "client_name": "Juniper Sample",
    "client_dob": "1990-01-05",
    "signature": "J. S.",
    "signature_date": "2026-03-02",
    "purpose": "Planning",
    "expiration_date": "2026-04-15",
    "disclosing_party_organization": "Example Counseling, Inc.",
    "receiving_party_name": "Marisol Example-Demo",
    "information_types": ["therapy_progress"],
}


@pytest.mark.parametrize(
    ("change", "day", "holds"),
    [
        ({}, dt.date(2026, 3, 2), True),
        ({}, dt.date(2026, 3, 1), False),
        ({}, dt.date(2026, 4, 15), True),
        ({}, dt.date(2026, 4, 16), False),
        ({"revoked_date": "2026-03-20"}, dt.date(2026, 3, 19), True),
        ({"revoked_date": "2026-03-20"}, dt.date(2026, 3, 20), False),
        ({"signature": None}, dt.date(2026, 3, 20), False),
        ({"client_dob": None}, dt.date(2026, 3, 20), False),
        ({"receiving_party_name": None}, dt.date(2026, 3, 20), False),
        ({"information_types": None}, dt.date(2026, 3, 20), False),
        ({"information_types": None, "information_description": "Attendance"}, dt.date(2026, 3, 20), True),
        ({"expiration_date": None}, dt.date(2026, 3, 20), False),
        ({"expiration_date": None, "expiration_event": "End of treatment"}, dt.date(2030, 1, 1), True),
    ],
)
def test_a_release_holds_from_signing_through_its_last_day(change, day, holds):
    assert release_holds({**RELEASE, **change}, day) is holds


@pytest.mark.parametrize(("ends", "left"), [("2026-05-01", None), ("2026-04-30", "30"), ("2026-03-31", "0")])
def test_a_release_that_ends_within_thirty_days(record, check, ends, left):
    problems = check(release_ends.Condition(), record(**{**RELEASE, "expiration_date": ends}))
    assert [problem.words["n"] for problem in problems] == ([left] if left else [])


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, True),
        ({"client_name": "SAMPLE, JUNIPER"}, True),
        ({"client_dob": "1990-01-06"}, False),
        ({"expiration_date": "2026-03-31"}, True),
        ({"expiration_date": "2026-03-30"}, False),
        ({"status": "incomplete"}, False),
        ({"form": "treatment-referral"}, False),
    ],
)
def test_a_release_of_the_client(record, known, check, facts, change, found):
    around = facts(known(**{"form": "release-of-information", **RELEASE, **change}))
    form = record(client_name="Juniper Sample", client_dob="1990-01-05")
    assert bool(check(release_on_file.Condition(at="roi_on_file"), form, around)) is not found


@pytest.mark.parametrize(
    ("provider", "missing"),
    [
        ("Example Counseling", False),
        ("EXAMPLE COUNSELING INC", False),
        ("Sample Family Partners", True),
        ("Exam", True),
    ],
)
def test_a_release_for_each_provider(record, known, check, facts, provider, missing):
    condition = release_on_file.Condition(
        at="services", providers="services", where={"safety": "yes"}, unless={"on_file": "yes"}, people="household"
    )
    around = facts(known(form="release-of-information", **RELEASE))
    row = {"provider": provider, "safety": "yes", "on_file": None}
    household = [{"name": "Juniper Sample", "dob": "1990-01-05"}]
    problems = check(condition, record(services=[row], household=household), around)
    assert [problem.words["provider"] for problem in problems] == ([provider] if missing else [])
    other_day = [{"name": "Juniper Sample", "dob": "1991-01-05"}]
    assert check(condition, record(services=[row], household=other_day), around)
    assert not check(condition, record(services=[row | {"on_file": "yes"}, row | {"safety": "no"}]))
    assert not check(condition, record(services=State.BLANK))
