import datetime as dt

import pytest

from caseforms.conditions import apart, in_history, repeat, same_as_last

SABINE = {"client_name": "Sabine Placeholder", "client_dob": "1990-03-04", "services_requested": ["drug_testing"]}


@pytest.mark.parametrize(
    ("earlier", "wrong"),
    [
        ({}, True),
        ({"client_name": "PLACEHOLDER, SABINE"}, True),
        ({"received": dt.date(2025, 12, 31)}, True),
        ({"received": dt.date(2025, 12, 30)}, False),
        ({"services_requested": ["visitation", "drug_testing"]}, True),
        ({"services_requested": ["visitation"]}, False),
        ({"status": "closed"}, False),
        ({"client_name": "Sage Placeholder"}, False),
        ({"client_name": "Sabine Placeholder Jr."}, False),
        ({"client_dob": "2010-03-04", "case_number": "CW-2026-0001"}, False),
        ({"client_dob": None, "case_number": "CW 2026 0001"}, True),
        ({"client_dob": None}, False),
        ({"sha256": "this"}, False),
    ],
)
def test_the_same_client_asks_again(record, known, check, facts, earlier, wrong):
    form = record(**SABINE, case_number="CW-2026-0001", received=dt.date(2026, 3, 31))
    condition = repeat.Condition(field="services_requested", status_not=["closed"])
    assert bool(check(condition, form, facts(known(**{**SABINE, **earlier})))) is wrong


def test_the_latest_repetition_is_told(record, known, check, facts):
    around = facts(
        known(**SABINE, number=1, received=dt.date(2026, 2, 1)),
        known(**SABINE, number=2, received=dt.date(2026, 3, 1)),
    )
    (problem,) = check(repeat.Condition(field="services_requested"), record(**SABINE), around)
    assert problem.words == {"id": "S-2", "d": "03/01/2026", "n": "30", "both": "drug testing"}


def test_only_the_status_asked_for_counts(record, known, check, facts):
    condition = repeat.Condition(field="services_requested", status="closed")
    assert not check(condition, record(**SABINE), facts(known(**SABINE)))
    assert check(condition, record(**SABINE), facts(known(**SABINE, status="closed")))


def test_an_earlier_form_is_there_or_missing(record, known, check, facts):
    form = record(case_number="CW-2026-0001", client_name="Rowan Testcase")
    around = facts(known(case_number="cw20260001", status="in_service"))
    found = in_history.Condition(by=["case"], at="case_number", status="in_service")
    assert check(found, form, around)[0].words == {"id": "S-1"}
    assert not check(found, form)
    wanted = in_history.Condition(by=["name", "case"], at="case_number", wanted=True)
    assert check(wanted, form)
    assert not check(wanted, form, around)
    elsewhere = in_history.Condition(by=["case"], at="case_number", among=["provider-contact-page"], wanted=True)
    assert check(elsewhere, form, around)


def test_differences_from_the_last_form(record, known, check, facts):
    page = {"provider_name": "Quill Placeholder", "provider_phone": "2075550134"}
    condition = same_as_last.Condition(
        by="provider", among=["page"], compare={"provider_phone": "provider_phone", "fax": "fax"}
    )
    form = record(kinds={"provider_phone": "phone"}, **page)
    old = {"form": "page", "provider_name": "QUILL PLACEHOLDER", "fax": "2075550111"}
    first = known(**old, provider_phone="2075550199", received=dt.date(2026, 1, 5))
    (problem,) = check(condition, form, facts(first))
    assert problem.words == {"a": "(207) 555-0199", "b": "2075550134", "id": "S-1", "d": "01/05/2026"}
    later = known(**old, number=2, provider_phone="2075550134", received=dt.date(2026, 2, 5))
    assert not check(condition, form, facts(later, first))


def test_of_two_forms_of_one_day_the_later_one_counts(record, known, check, facts):
    condition = same_as_last.Condition(by="provider", among=["page"], compare={"fax": "fax"})
    first, second = (
        known(form="page", number=number, provider_name="Quill Placeholder", fax=fax)
        for number, fax in enumerate(["2075550111", "2075550112"], start=1)
    )
    form = record(provider_name="Quill Placeholder", fax="2075550112")
    assert not check(condition, form, facts(first, second))
    assert check(condition, form, facts(second, first))


def test_names_are_compared_as_names_and_masked(record, known, check, facts):
    condition = same_as_last.Condition(by="case", among=["treatment-referral"], compare={"worker": "worker_name"})
    around = facts(known(case_number="CW-2026-0001", worker_name="Marisol Example-Demo"))
    form = record(kinds={"worker": "name"}, case_number="CW-2026-0001", worker="EXAMPLE-DEMO, MARISOL")
    assert not check(condition, form, around)
    form = record(kinds={"worker": "name"}, case_number="CW-2026-0001", worker="Juniper Sample")
    (problem,) = check(condition, form, around)
    assert problem.names == ("Marisol Example-Demo", "Juniper Sample")


def test_two_sides_are_kept_apart(record, known, check, facts):
    condition = apart.Condition(field="services", rows={"more": "services"}, one="victim", other=["batterer"])
    assert not check(condition, record(services=["batterer"]))
    assert check(condition, record(services=["batterer", "victim"]))
    assert check(condition, record(services=["batterer"], more=[{"services": ["victim"]}]))
    around = facts(known(case_number="CW-2026-0001", more=[{"services": "victim"}]))
    (problem,) = check(condition, record(services=["batterer"], case_number="CW-2026-0001"), around)
    assert problem.words == {"id": "S-1"}
    assert not check(condition, record(services=["victim"], case_number="CW-2026-0001"), around)
    assert not check(condition, record(services=["batterer"], case_number="CW-2026-0002"), around)
