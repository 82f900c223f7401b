import datetime as dt

import pytest

from caseforms.errors import UsageError
from caseforms.reports.base import Labels
from caseforms.reports.caseload import CRITICAL, caseload, due

TODAY = dt.date(2026, 3, 31)
FULL = {
    "client_dob": "1990-01-05",
    "housing": "C-12",
    "custody_level": "medium",
    "earned_credit_level": "3",
    "program": "GED",
    "next_review_date": "2026-04-15",
    "next_eligibility_date": "2026-05-01",
    "projected_end_date": "2027-01-01",
    "absence_status": "Here",
    "alerts": "Medical; Separation",
}


@pytest.fixture
def row(entry):
    def build(name="Rowan Testcase", number="000417", **values):
        given = {"worker_name": "Quill Placeholder", "list_date": "2026-03-31", "unit": "4", **FULL, **values}
        return entry("caseload-list", client_name=name, client_id_number=number, **given)

    return build


def names(*rows, on=TODAY):
    return [client.name for client in caseload(rows, "Quill Placeholder", on).clients]


def test_the_list(row):
    entries = [row(assigned_date="2026-01-05", facility_or_office="Example Correctional Center")]
    found = caseload(entries, "placeholder, quill", TODAY, Labels({}, {"custody_level": {"medium": "Medium"}}))
    assert found[:6] == (
        "Quill Placeholder", "4", "Example Correctional Center", TODAY, 1, dt.date(2026, 4, 5),
    )  # fmt: skip
    assert found.entries == (entries[0].id,)
    assert found.clients[0]._asdict() == {
        "name": "Rowan Testcase",
        "id": "000417",
        "case_number": "",
        "assigned": dt.date(2026, 1, 5),
        "dob": dt.date(1990, 1, 5),
        "housing": "C-12",
        "custody_level": "Medium",
        "earned_credit_level": "3",
        "program": "GED",
        "next_review": dt.date(2026, 4, 15),
        "next_eligibility": dt.date(2026, 5, 1),
        "projected_end": dt.date(2027, 1, 1),
        "status": "Here",
        "alerts": ("Medical", "Separation"),
        "blank": (),
    }


@pytest.mark.parametrize("column", CRITICAL)
def test_a_blank_critical_column_is_marked(row, column):
    labels = Labels({column: "The column"})
    found = caseload([row(**{column: None})], "Quill Placeholder", TODAY, labels)
    assert found.clients[0].blank == ("The column",)


def test_which_columns_are_critical_is_a_setting(row):
    assert caseload([row(housing=None)], "Quill Placeholder", TODAY, critical=["program"]).clients[0].blank == ()


@pytest.mark.parametrize(
    ("listed", "day", "expected"),
    [
        ("2026-03-31", 5, "2026-04-05"),
        ("2026-03-01", 5, "2026-04-05"),
        ("2025-12-31", 5, "2026-01-05"),
        ("2026-01-31", 31, "2026-02-28"),
        ("2024-01-31", 31, "2024-02-29"),
    ],
)
def test_when_it_is_due(listed, day, expected):
    assert due(dt.date.fromisoformat(listed), day) == dt.date.fromisoformat(expected)


def test_the_newest_list_up_to_the_day_counts(row):
    rows = [
        row("Rowan Testcase", "000417", list_date="2026-02-28"),
        row("Juniper Sample", "000401", list_date="2026-03-31"),
        row("Wren Example", "000402", list_date="2026-03-31", worker_name="Ada Clerk"),
    ]
    assert names(*rows) == ["Juniper Sample"]
    assert names(*rows, on=dt.date(2026, 3, 30)) == ["Rowan Testcase"]
    with pytest.raises(UsageError, match="no caseload list of Quill Placeholder"):
        names(*rows, on=dt.date(2026, 2, 27))


@pytest.mark.parametrize(("left", "here"), [("2026-03-31", False), ("2026-04-01", True)])
def test_who_is_unassigned_by_the_day_is_not_on_it(row, left, here):
    assert (
        names(row(), row("Wren Example", "000402", unassigned_date=left))
        == ["Rowan Testcase"] + ["Wren Example"] * here
    )


def test_a_client_stands_once_as_the_last_row_has_it(row):
    rows = [row(housing="C-12"), row("Juniper Sample", "000401"), row(housing="D-01")]
    found = caseload(rows, "Quill Placeholder", TODAY)
    assert [(client.name, client.housing) for client in found.clients] == [
        ("Juniper Sample", "C-12"),
        ("Rowan Testcase", "D-01"),
    ]
    assert found.count == 2


def test_rows_that_name_nobody_all_stand(row):
    assert caseload([row(None, None), row(None, None)], "Quill Placeholder", TODAY).count == 2
