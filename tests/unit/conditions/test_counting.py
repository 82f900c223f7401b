import pytest

from caseforms.conditions import count, min_words
from caseforms.model import State


@pytest.mark.parametrize(
    ("given", "number"),
    [
        (["a", "b"], None),
        (["a", "b", "c"], "3"),
        ("housing, food and work", "3"),
        ("housing; food", None),
        ("1. Housing 2. Food\n3. Work", "3"),
        (State.BLANK, None),
    ],
)
def test_at_most_two(record, check, given, number):
    problems = check(count.Condition(field="f", most=2), record(f=given))
    assert [problem.words["n"] for problem in problems] == ([number] if number else [])


@pytest.mark.parametrize(
    ("given", "wrong"),
    [("Transportation", True), ("Rides, gas money", True), ("Rides and parenting", False), ("Parenting", True)],
)
def test_something_beside_the_weak_ones(record, check, given, wrong):
    condition = count.Condition(field="f", least=2, beside=["rides", "gas money", "transport"])
    assert bool(check(condition, record(f=given))) is wrong


@pytest.mark.parametrize(("text", "wrong"), [("one two three", False), ("one - two", True), ("...", False)])
def test_words_are_what_has_letters(record, check, text, wrong):
    assert bool(check(min_words.Condition(field="f", least=3), record(f=text))) is wrong


def test_the_least_number_of_words_is_a_setting(record, check, facts):
    (problem,) = check(min_words.Condition(field="f"), record(f="too short"), facts(narrative_min_words=5))
    assert problem.words == {"n": "2", "least": "5"}
