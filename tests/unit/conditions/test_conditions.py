"""Kinds of checks of the families GEN and PER, beyond what the examples of the rules show."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from caseforms.conditions import (
    age,
    failure,
    future_date,
    known_otherwise,
    pattern,
    remark,
    required_by_form,
    same_answer,
    unplaced,
)
from caseforms.conditions.base import BaseCondition, Problem, is_personal
from caseforms.fieldtypes.keys import matching_keys
from caseforms.model import (
    NOWHERE,
    Agency,
    Answer,
    Facts,
    Failure,
    Known,
    Place,
    Record,
    Remark,
    Severity,
    State,
    Unplaced,
)

TODAY = dt.date(2026, 3, 31)
FACTS = Facts(TODAY)


def answer(field: str, value: object, kind: str = "text", *remarks: Remark, **more: object) -> Answer:
    state = State.BLANK if value is None else State.ANSWERED
    return Answer(field, field, kind, state, value, str(value or ""), remarks=remarks, **more)


def record(*answers: Answer, **more: object) -> Record:
    return Record("x", "1", {each.field: each for each in answers}, **more)


def problems(condition: BaseCondition, *answers: Answer, facts: Facts = FACTS) -> list[Problem]:
    return list(condition.check(record(*answers), facts))


dates = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


@given(dates, dates)
def test_years_of_age_are_birthdays_had(born: dt.date, today: dt.date) -> None:
    """Under 18 until the 18th birthday has come; born on Feb 29: Mar 1."""
    condition = age.Condition(born="dob", under=18)
    found = problems(condition, answer("dob", born.isoformat()), facts=Facts(today))
    day = dt.date(born.year + 18, 3, 1) if (born.month, born.day) == (2, 29) else born.replace(year=born.year + 18)
    if (born.month, born.day) == (2, 29) and (born.year + 18) % 4 == 0 and born.year + 18 != 2100:
        day = dt.date(born.year + 18, 2, 29)
    assert bool(found) == (born <= today < day)


def test_age_is_silent_without_a_day_or_a_birth() -> None:
    condition = age.Condition(born="dob", on=("form_date",), under="adult_age")
    assert problems(condition, answer("dob", "2020-01-01")) == []
    assert problems(condition, answer("dob", None), answer("form_date", "2026-01-01")) == []
    (found,) = problems(condition, answer("dob", "2020-01-01"), answer("form_date", "2026-01-01"))
    assert found.words == {"n": "6", "d": "01/01/2020", "limit": "18"}
    assert found.field == "dob"
    elsewhere = age.Condition(born="dob", on=("form_date",), under="adult_age", at="guardian")
    (found,) = problems(elsewhere, answer("dob", "2020-01-01"), answer("form_date", "2026-01-01"))
    assert found.field == "guardian"


@pytest.mark.parametrize(("born", "reached"), [("2007-03-31", True), ("2007-04-01", False)])
def test_an_age_is_reached_on_the_birthday(born: str, *, reached: bool) -> None:
    condition = age.Condition(born="dob", reached="adult_age")
    facts = Facts(TODAY, agency=Agency(adult_age=19))
    assert bool(problems(condition, answer("dob", born), facts=facts)) is reached


@pytest.mark.parametrize(
    ("condition", "keys", "said"),
    [
        (age, {"born": "dob"}, "say under, over or reached"),
        (age, {"born": "dob", "under": "grown_up"}, "adult_age"),
        (pattern, {"field": "x"}, "say either pattern or setting"),
        (pattern, {"field": "x", "pattern": "("}, "is not a regular expression"),
        (remark, {"kinds": ["two_digits"]}, 'there is no remark "two_digits"'),
        (remark, {"kinds": {"hidden_row": "Row {m}"}}, "which this remark does not have"),
        (known_otherwise, {"looks": [{"same": ["case"]}]}, "say either differs or letters"),
        (known_otherwise, {"looks": [{"same": ["shoe"], "letters": 2}]}, "name"),
    ],
)
def test_keys_that_make_no_sense_are_refused(condition, keys: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        condition.Condition.model_validate(keys)


def test_future_dates_are_later_than_today_or_another_date() -> None:
    condition = future_date.Condition(fields=("dob",), or_after=("form_date",))
    (found,) = problems(condition, answer("dob", "2026-04-01"), answer("form_date", "2026-03-30"))
    assert found.words == {"d": "04/01/2026", "limit": "03/31/2026", "after": "in the future"}
    assert problems(condition, answer("dob", "2026-03-31")) == []
    (found,) = problems(condition, answer("dob", "2026-03-31"), answer("form_date", "2026-03-30"))
    assert found.words == {"d": "03/31/2026", "limit": "03/30/2026", "after": "after form_date, 03/30/2026"}
    assert problems(condition, answer("dob", "2026-04-01"), facts=Facts(TODAY, owned=frozenset({"dob:future"}))) == []


def test_a_remark_of_a_needed_answer_is_an_error() -> None:
    condition = remark.Condition(kinds=("impossible_date",), error_if_needed=True)
    noticed = Remark("impossible_date", {"v": "02/30/2026"})
    (needed,) = problems(condition, answer("d", None, "date", noticed, needed=True))
    (other,) = problems(condition, answer("d", None, "date", noticed))
    assert (needed.severity, other.severity) == (Severity.ERROR, None)


def test_phrases_take_the_words_of_the_remark_and_the_answer() -> None:
    condition = remark.Condition(kinds={"serial_date": "{label} {v} {d}", "hidden_row": "Row {n}"})
    noticed = Remark("serial_date", {"v": "46083", "d": "03/02/2026"}, Place(sheet="S", cell="B2"))
    made = record(answer("Born?", "2026-03-02", "date", noticed), remarks=(Remark("hidden_row", {"n": "7"}),))
    row, date = condition.check(made, FACTS)
    assert (row.words["what"], row.field, row.place) == ("Row 7", None, NOWHERE)
    assert (date.words["what"], date.field, date.place) == ("Born 46083 03/02/2026", "Born?", noticed.place)


def test_remarks_together_are_one_problem() -> None:
    condition = remark.Condition(kinds=("close_label",), together=True)
    noticed = Remark("close_label", {"label": "Nam", "alias": "Name"})
    (found,) = problems(condition, answer("a", "x", "text", noticed), answer("b", "y", "text", noticed))
    assert (found.field, found.words["n"], found.words["labels"]) == (None, "2", "a, b")
    assert problems(condition, answer("a", "x")) == []


def test_quoted_answers_of_private_fields_are_named_for_masking() -> None:
    condition = remark.Condition(kinds=("two_answers", "error_cell", "skipped_row"))
    two = Remark("two_answers", {"a": "Rowan Testcase", "b": "Juniper Sample"})
    cell = Remark("error_cell", {"c": "B5", "v": "#REF!"})
    found = problems(condition, answer("client_name", "x", "name", two, cell), answer("urgent", "yes", "yes_no", two))
    assert [problem.names for problem in found] == [("Rowan Testcase", "Juniper Sample"), (), ()]
    skipped = record(remarks=(Remark("skipped_row", {"n": "9", "v": "Rowan Testcase"}),))
    assert [problem.names for problem in condition.check(skipped, FACTS)] == [("Rowan Testcase",)]


def test_what_names_a_person() -> None:
    assert is_personal(answer("witness", "x", "name"))
    assert is_personal(answer("case_name", "x", sensitive=True))
    assert not is_personal(answer("program", "x"))


def test_required_answers_that_are_unreadable_are_not_blank() -> None:
    condition = required_by_form.Condition()
    made = answer("d", None, "date", needed=True)
    assert [p.words["what"] for p in problems(condition, made)] == ["is blank"]
    assert [p.words["what"] for p in problems(condition, made._replace(state=State.ABSENT))] == [
        "is not on this copy of the form"
    ]
    assert problems(condition, made._replace(state=State.UNREADABLE)) == []
    assert problems(condition, made._replace(needed=False)) == []


def test_many_unknown_boxes_are_counted() -> None:
    boxes = tuple(Unplaced(f"Text{n}", f"Label {n}", "x", Place(page=n)) for n in range(1, 11))
    (found,) = unplaced.Condition().check(record(unplaced=boxes), FACTS)
    assert found.words["boxes"] == "10 boxes"
    assert found.words["labels"].endswith("Label 8 and 2 more")
    assert found.place == Place(page=1)


def test_phones_are_the_same_with_any_extension() -> None:
    condition = same_answer.Condition(field="phone", others=("worker_phone", "agency_phone"))
    facts = Facts(TODAY, agency=Agency(phone="1 (207) 555-0100 ext. 3"))
    own = answer("phone", "2075550100x12", "phone")
    assert [p.words["other"] for p in problems(condition, own, facts=facts)] == ["the agency's phone"]
    assert problems(condition, own) == []
    assert problems(condition, own, answer("worker_phone", "2075550101", "phone")) == []
    assert problems(condition, answer("phone", "no phone"), answer("worker_phone", "no phone")) == []


def test_a_failure_of_another_kind_is_no_matter() -> None:
    condition = failure.Condition(kinds=("empty",))
    assert list(condition.check_failure(Failure("scan", "x", "y"), FACTS)) == []
    assert list(condition.check(record(), FACTS)) == []
    assert list(unplaced.Condition().check_failure(Failure("empty", "x", "y"), FACTS)) == []


def earlier(facts: Facts, number: int, **values: str) -> None:
    received = dt.date(2026, 1, number)
    facts.history.add(Known(f"T-{number}", "x", "a", f"sha{number}", received, "new", matching_keys(values), values))


def test_several_earlier_forms_are_one_problem_of_the_latest() -> None:
    condition = known_otherwise.Condition(looks=({"same": ["case"], "differs": "case_name"},))
    facts = Facts(TODAY)
    earlier(facts, 1, case_number="CW-1001", case_name="Testcase")
    earlier(facts, 2, case_number="CW-1001", case_name="Demo")
    earlier(facts, 3, case_number="CW-1001", case_name="SAMPLE")
    earlier(facts, 4, case_number="CW-1001")
    case_name = answer("case_name", "Sample", sensitive=True)
    (found,) = problems(condition, answer("case_number", "CW-1001"), case_name, facts=facts)
    assert found.words == {"x": "Testcase or Demo", "id": "T-2"}
    assert found.names == ("Testcase", "Demo")


@pytest.mark.parametrize(
    ("name", "known", "same_person"),
    [
        ("Rowan Testcase", "Rowen Testcase", True),
        ("Rowan Testcase", "Rown Testcasse", True),
        ("Rowan Testcase", "Rowan Testcsae", True),
        ("Rowan Testcase", "Rwn Tstcase", False),
        ("Rowan Testcase", "Towan Testcase", False),
        ("Rowan Testcase Jr.", "Rowan Testcas Sr.", False),
        ("Mia Testcase", "Mya Testcase", False),
        ("Mia Testcase", "Mia Testcas", True),
        ("Émile Demo", "Emile Demo", False),
    ],
)
def test_spellings_of_one_name(name: str, known: str, *, same_person: bool) -> None:
    condition = known_otherwise.Condition(looks=({"same": ["dob"], "letters": 2},))
    facts = Facts(TODAY)
    earlier(facts, 1, client_name=known, client_dob="1990-07-04")
    found = problems(condition, answer("client_name", name), answer("client_dob", "1990-07-04"), facts=facts)
    assert bool(found) == same_person
