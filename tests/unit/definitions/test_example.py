"""Examples: what TOML says becomes the record that the readers would have made."""

import datetime as dt
from pathlib import Path

import pytest

from caseforms.definitions.example import AS_OF, example_record, run_examples, scene
from caseforms.definitions.load import load_forms
from caseforms.definitions.rule import Rule, condition_class
from caseforms.model import Severity, State

FORMS = load_forms(Path(__file__).parents[3] / "forms")
TREATMENT = FORMS["treatment-referral"]


def rule(**changes: object) -> Rule:
    condition = condition_class("needs")
    assert condition
    head = {
        "code": "PER001",
        "title": "x",
        "severity": "error",
        "condition": condition.model_validate({"need": "client_name"}),
        "message": "x",
        "mend": "x",
        "why": "x",
        "source": "x",
        "passes": [{"client_name": "Rowan Testcase"}],
        "fails": [{}],
    }
    return Rule.model_validate({**head, **changes})


def test_texts_are_read_as_on_the_form() -> None:
    record = example_record(TREATMENT, {"client_dob": "07/04/61", "client_phone": "555-0134", "absent": ["case_name"]})
    born, phone = record.answer("client_dob"), record.answer("client_phone")
    assert (born.value, born.raw, [remark.kind for remark in born.remarks]) == (
        "1961-07-04",
        "07/04/61",
        ["two_digit_year"],
    )
    assert (phone.state, phone.value, phone.raw) == (State.UNREADABLE, None, "555-0134")
    assert record.answer("case_name").state is State.ABSENT
    assert record.answer("case_number").state is State.BLANK
    assert record.answers.keys() == {field.name for field in TREATMENT.field}


def test_needed_follows_required_and_required_when() -> None:
    prevention = FORMS["prevention-referral"]
    plain = example_record(prevention, {})
    assert plain.answer("case_name").needed
    assert not plain.answer("verbal_authorization_by").needed
    assert example_record(prevention, {"emergency": "yes"}).answer("verbal_authorization_by").needed


def test_tables_are_rows_of_read_cells() -> None:
    rows = [{"name": "Quill Testcase", "dob": "07/04/2015", "role": "child"}, {"name": "Rowan Testcase", "dob": "soon"}]
    answer = example_record(FORMS["prevention-referral"], {"household": rows}).answer("household")
    assert [(row["dob"], row["role"]) for row in answer.value] == [("2015-07-04", "child"), ("soon", None)]
    assert [remark.kind for remark in answer.remarks] == ["unreadable_date"]


def test_the_facts_of_an_example() -> None:
    given = {
        "as_of": "2026-02-01",
        "received": "2026-01-30",
        "agency": {"adult_age": 21, "holidays": [dt.date(2026, 1, 1)]},
        "history": [{"case_number": "CW-2026-0001", "status": "open", "received": "2026-01-02"}],
        "unplaced": ["Nickname"],
        "remarks": [{"kind": "all_blank"}, {"kind": "comment", "field": "case_name", "words": {"v": "x"}}],
        "sha256": "abc",
    }
    facts, record, failure = scene(rule(), given, FORMS)
    assert record is not None
    assert failure is None
    assert (facts.today, record.received, facts.agency.adult_age) == (dt.date(2026, 2, 1), dt.date(2026, 1, 30), 21)
    (known,) = facts.history.find("case", "CW20260001")
    assert (known.status, known.received) == ("open", dt.date(2026, 1, 2))
    assert [box.label for box in record.unplaced] == ["Nickname"]
    assert [remark.kind for remark in (*record.remarks, *record.answer("case_name").remarks)] == [
        "all_blank",
        "comment",
    ]


def test_the_form_is_the_first_that_has_the_fields() -> None:
    assert scene(rule(), {"guardian_name": "Juniper Sample"}, FORMS).record.form == "treatment-referral"
    assert scene(rule(), {"form": "release-of-information"}, FORMS).record.form == "release-of-information"
    assert scene(rule(), {}, FORMS).facts.today == AS_OF


def test_examples_that_hold_are_silent() -> None:
    assert run_examples(rule(), FORMS) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"passes": [{}]}, "PER001 passes 1: gives a finding: x"),
        ({"fails": [{}, {"client_name": "Rowan Testcase"}]}, "PER001 fails 2: gives no finding"),
        ({"fails": [{"severity": "note"}]}, "PER001 fails 1: gives a finding of severity error, not note"),
        ({"when": {"field": "client_dob", "answered": True}}, "PER001 fails 1: gives no finding"),
    ],
)
def test_examples_that_do_not_hold_are_told(changes: dict[str, object], said: str) -> None:
    assert run_examples(rule(**changes), FORMS) == [said]


def test_the_grade_may_be_asserted() -> None:
    assert run_examples(rule(severity=Severity.NOTE, fails=[{"severity": "note"}]), FORMS) == []


def test_a_remark_about_a_field_chooses_a_form_that_has_it() -> None:
    remarks = [{"kind": "not_in_list", "field": "note_type", "words": {"v": "x", "s": ""}}]
    _, record, _ = scene(rule(), {"remarks": remarks}, FORMS)
    assert record is not None
    assert record.form == "case-notes"
    assert [remark.kind for remark in record.answer("note_type").remarks] == ["not_in_list"]


def test_an_earlier_form_may_have_had_letters() -> None:
    earlier = {"form": "status-change", "case_number": "CW-2026-0001", "letters": ["introduction", "termination"]}
    facts, _, _ = scene(rule(), {"history": [earlier, {"case_number": "CW-2026-0001"}]}, FORMS)
    assert [known.letters for known in facts.history.find("case", "CW20260001")] == [
        ("introduction", "termination"),
        (),
    ]
