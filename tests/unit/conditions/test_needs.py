import pytest

from caseforms.conditions.needs import Condition
from caseforms.model import State


def test_one_problem_names_all_that_is_missing(record, check):
    (problem,) = check(Condition(need=["a", "b", "c", "d"]), record(a=State.BLANK, b="x", c=State.ABSENT))
    assert problem.field == "a"
    assert problem.words == {"missing": "A, C and d"}


def test_unreadable_is_not_missing(record, check):
    assert not check(Condition(need="a"), record(a=State.UNREADABLE))


def test_any_of_several_is_enough(record, check):
    condition = Condition(need=["a", "b"], any=True)
    assert not check(condition, record(a=State.BLANK, b="x"))
    (problem,) = check(condition, record(a=State.BLANK, b=State.BLANK))
    assert problem.words == {"missing": "A or B"}


def test_only_some_values_count(record, check):
    ticked = Condition.model_validate({"need": ["a"], "is": "yes"})
    assert not check(ticked, record(a="yes"))
    assert check(ticked, record(a="no"))
    initials = Condition(need=["a"], is_not=["no", "none"])
    assert not check(initials, record(a="RT"))
    assert check(initials, record(a="None."))


def test_of_a_tick_that_cannot_be_read_nothing_is_said(record, check):
    assert not check(Condition.model_validate({"need": ["a"], "is": "yes"}), record(a=State.UNREADABLE))


@pytest.mark.parametrize("text", ["None", "N/A", "unknown", "none."])
def test_none_may_be_an_answer_or_not(record, check, text):
    assert not check(Condition(need="a"), record(a=text))
    assert check(Condition(need="a", none_is_blank=True), record(a=text))
    assert not check(Condition(need="a", none_is_blank=True), record(a="Testcase"))


def test_it_owns_the_blankness(record):
    assert Condition(need=["a", "b"]).owns() == {"a", "b"}
