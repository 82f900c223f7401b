import datetime as dt

import pytest

from caseforms.errors import UsageError
from caseforms.reports.clients import (
    Client,
    about,
    by_client,
    client_of,
    clients_of_worker,
    distinct,
    find_client,
    same_client,
)

ROWAN = {"client_name": "Rowan Testcase", "client_id_number": "000417", "case_number": "CW-2026-0417"}


@pytest.mark.parametrize(
    "who", ["000417", "CW-2026-0417", "cw 2026 0417", "Rowan Testcase", "TESTCASE, ROWAN", "rowan q. testcase"]
)
def test_a_client_is_found_by_number_case_or_name(entry, who):
    entries = [
        entry("case-notes", **ROWAN),
        entry("case-notes", client_name="Juniper Sample", client_id_number="000401"),
    ]
    assert find_client(entries, who).id_number == "000417"


def test_what_several_forms_know_of_a_client_comes_together(entry):
    entries = [
        entry("case-notes", client_name="Rowan Testcase", client_id_number="000417"),
        entry("treatment-referral", client_name="Testcase, Rowan", client_dob="2008-02-29", case_number="CW-2026-0417"),
    ]
    found = find_client(entries, "Rowan Testcase")
    assert found == ("Rowan Testcase", "000417", "CW-2026-0417", dt.date(2008, 2, 29), "testcase|rowan|") or (
        found.name == "Testcase, Rowan"
    )
    assert about(entries, found) == entries
    assert found.short == "000417"


def test_nobody_is_found(entry):
    with pytest.raises(UsageError, match='no client "000999"'):
        find_client([entry("case-notes", **ROWAN)], "000999")
    with pytest.raises(UsageError):
        find_client([], "")


def test_several_clients_of_a_case_are_not_guessed(entry):
    entries = [
        entry("case-notes", **ROWAN),
        entry("case-notes", client_name="Wren Testcase", case_number="CW-2026-0417"),
    ]
    with pytest.raises(UsageError, match="2 clients have the case number") as told:
        find_client(entries, "CW-2026-0417")
    assert "Wren" not in told.value.message + told.value.mend
    assert find_client(entries, "Wren Testcase").name == "Wren Testcase"


def test_one_name_with_two_births_is_two_people(entry):
    entries = [
        entry("case-notes", client_name="Rowan Testcase", client_dob="2008-01-01"),
        entry("case-notes", client_name="Rowan Testcase", client_dob="1980-01-01"),
    ]
    with pytest.raises(UsageError, match="2 clients have the name"):
        find_client(entries, "Rowan Testcase")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"client_id_number": "000417"}, {"client_id_number": "000417", "client_name": "R. T."}, True),
        ({**ROWAN}, {**ROWAN, "client_id_number": "000418"}, False),
        ({"client_name": "Rowan Testcase Jr."}, {"client_name": "Rowan Testcase Sr."}, False),
        ({"client_name": "Rowan Testcase"}, {"client_name": "Testcase, Rowan"}, True),
        (
            {"client_name": "Rowan Testcase", "case_number": "CW-2026-0417"},
            {"client_name": "Rowan Testcase", "case_number": "CW-2026-0418"},
            False,
        ),
        (
            {"client_name": "Rowan Testcase", "case_number": "CW-2026-0417", "client_dob": "2008-01-01"},
            {"client_name": "Rowan Testcase", "case_number": "CW-2026-0418", "client_dob": "2008-01-01"},
            True,
        ),
        ({"client_name": "Rowan Testcase", "client_dob": "2008-01-01"}, {"client_name": "Rowan Testcase"}, True),
        (
            {"client_name": "Rowan Testcase", "client_dob": "2008-01-01"},
            {"client_name": "Wren Testcase", "client_dob": "2008-01-01"},
            False,
        ),
        ({"case_number": "CW-2026-0417"}, {"case_number": "CW 2026 0417"}, True),
        ({"case_number": "CW-2026-0417"}, {"client_id_number": "000417"}, False),
        ({}, {}, False),
    ],
)
def test_who_is_the_same_person(entry, one, other, same):
    first, second = client_of(entry("case-notes", **one)), client_of(entry("case-notes", **other))
    assert same_client(first, second) is same
    assert same_client(second, first) is same
    assert len(distinct([first, second])) == (1 if same else 2)


def test_one_walk_finds_what_single_searches_find(entry):
    entries = [
        entry("case-notes", **ROWAN),
        entry("case-notes", client_name="Rowan Testcase"),
        entry("case-notes", client_name="Juniper Sample", client_id_number="000401"),
        entry("coverage-results", person="Rowan Testcase", case_number="CW-2026-0417"),
        entry("case-notes", case_number="CW-2026-0417", came="2026-01-01"),
    ]
    clients = distinct(map(client_of, entries[:3]))
    assert by_client(entries, clients) == [about(entries, client) for client in clients]
    assert about(entries, client_of(entries[0])) == [entries[4], entries[0], entries[1]]


def test_clients_of_a_worker_are_those_of_all_lists_by_name(entry):
    def row(name, worker="Quill Placeholder", **more):
        return entry("caseload-list", client_name=name, worker_name=worker, **more)

    rows = [row("Rowan Testcase"), row("Juniper Sample"), row("Rowan Testcase"), row("Ada Demo", worker="Ada Clerk")]
    found = clients_of_worker(rows, "placeholder, quill")
    assert [client.name for client in found] == ["Juniper Sample", "Rowan Testcase"]
    assert clients_of_worker(rows, "Nobody Example") == []


def test_who_has_no_number_goes_by_the_case():
    assert Client(case_number="CW-2026-0417").short == "CW-2026-0417"
