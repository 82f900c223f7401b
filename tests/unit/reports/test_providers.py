import datetime as dt

import pytest

from caseforms.reports.clients import client_of
from caseforms.reports.providers import active_providers, releases

TODAY = dt.date(2026, 3, 31)
RELEASE = {
    "client_name": "Juniper Sample",
    "client_dob": "1990-01-05",
    "case_number": "CW-2026-0417",
    "signature": "J. S.",
    "signature_date": "2026-03-02",
    "purpose": "Planning",
    "expiration_date": "2026-03-31",
    "disclosing_party_organization": "Example Counseling, Inc.",
    "receiving_party_organization": "Cedar Valley Department of Human Services",
    "information_types": ["therapy_progress"],
}


@pytest.fixture
def release(entry):
    def build(errors=0, status="received", **values):
        return entry("release-of-information", errors=errors, status=status, **{**RELEASE, **values})

    return build


@pytest.fixture
def page(entry):
    def build(name="Dr. Quill Placeholder", agency="Example Counseling", **values):
        given = {"provider_name": name, "agency_name": agency, "case_number": "CW-2026-0417"}
        return entry("provider-contact-page", **{**given, "provider_phone": "2075550134x12", **values})

    return build


def valid(*entries, on=TODAY, **more):
    return [row.release_valid for row in active_providers(entries, on, **more)]


def test_a_provider(page, release):
    one = page(
        provider_email="quill@example.org",
        best_way_to_reach=["phone", "email"],
        services_provided="Counseling",
    )
    assert active_providers([one, release()], TODAY) == [
        (
            *(one.id, "Dr. Quill Placeholder", "Example Counseling", "(207) 555-0134 ext. 12", "quill@example.org"),
            *("phone, email", "Counseling", True, TODAY),
        )
    ]


@pytest.mark.parametrize(
    ("day", "holds"), [("2026-03-01", False), ("2026-03-02", True), ("2026-03-31", True), ("2026-04-01", False)]
)
def test_a_release_that_ends_today_is_valid_and_tomorrow_is_not(page, release, day, holds):
    entries = [page(), release()]
    found = active_providers(entries, dt.date.fromisoformat(day))[0]
    assert (found.release_valid, found.release_ends) == (holds, TODAY if holds else None)
    assert releases(entries, dt.date.fromisoformat(day))[0].valid is holds


@pytest.mark.parametrize(
    "change",
    [
        {"errors": 1},
        {"status": "incomplete"},
        {"status": "returned"},
        {"status": "withdrawn"},
        {"revoked_date": "2026-03-31"},
        {"signature": None},
        {"expiration_date": None},
        {"disclosing_party_organization": "Sample Family Partners"},
    ],
)
def test_what_is_no_valid_release_for_the_provider(page, release, change):
    assert valid(page(), release(**change)) == [False]
    assert valid(page()) == [False]


@pytest.mark.parametrize(
    "change",
    [
        {"revoked_date": "2026-04-01"},
        {"expiration_date": None, "expiration_event": "End of treatment"},
        {"disclosing_party_organization": None, "disclosing_party_name": "Quill Placeholder"},
        {
            "disclosing_party_organization": RELEASE["receiving_party_organization"],
            "receiving_party_name": "Example Counseling",
        },
    ],
)
def test_what_is_a_valid_release_for_the_provider(page, release, change):
    assert valid(page(), release(**change), ours=["Cedar Valley Department of Human Services"]) == [True]


def test_the_release_that_holds_longest_says_when_it_ends(page, release):
    entries = [page(), release(), release(expiration_date="2026-04-15")]
    assert active_providers(entries, TODAY)[0].release_ends == dt.date(2026, 4, 15)
    entries.append(release(expiration_date=None, expiration_event="End of treatment"))
    assert active_providers(entries, TODAY)[0].release_ends is None


def test_a_release_between_the_provider_and_others_is_none_of_ours(page, release):
    school = release(receiving_party_organization="Sampleton School")
    assert valid(page(), school, ours=["Cedar Valley Department of Human Services"]) == [False]
    assert valid(page(), school) == [True]


def test_a_release_of_another_person_of_the_case_does_not_count(page, release):
    mine = client_of(release())
    other = release(client_name="Wren Sample", client_dob="2012-03-04")
    assert valid(page(), other, client=mine) == [False]
    assert valid(page(), other, release(), client=mine) == [True]
    assert [row.id for row in releases([other], TODAY, mine)] == []


def test_the_newest_page_of_a_provider_counts(page):
    newer = page(provider_phone="2075550135", came="2026-03-30")
    older = page(came="2026-03-01")
    other = page(name="Ada Example", came="2026-02-01")
    gone = page(name="Wren Demo", status="withdrawn")
    found = active_providers([newer, older, other, gone], TODAY)
    assert [(row.id, row.name) for row in found] == [(other.id, "Ada Example"), (newer.id, "Dr. Quill Placeholder")]
    assert found[1].phone == "(207) 555-0135"


def test_an_agency_is_a_provider_and_a_page_that_names_nobody_is_none(page):
    entries = [page(name=None), page(name=None), page(name=None, agency=None), page(name=None, agency=None)]
    assert len(active_providers(entries, TODAY)) == 1


def test_releases_of_a_client_those_that_end_first_at_the_top(release):
    entries = [
        release(expiration_date=None, expiration_event="End of treatment"),
        release(expiration_date="2026-04-15", disclosing_party_name="Dr. Quill Placeholder"),
        release(expiration_date="2026-03-30"),
    ]
    found = releases(entries, TODAY)
    assert [(row.ends, row.valid) for row in found] == [
        (dt.date(2026, 3, 30), False),
        (dt.date(2026, 4, 15), True),
        (None, True),
    ]
    assert found[1].disclosing == "Dr. Quill Placeholder, Example Counseling, Inc."
    assert found[1].receiving == "Cedar Valley Department of Human Services"
