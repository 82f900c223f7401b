from dataclasses import replace

import pytest

from caseforms.conditions import unsure
from caseforms.model import Remark, State

CONDITION = unsure.Condition(kinds={"unsure": "only {p}", "unconfirmed": "not confirmed"})


@pytest.fixture
def problems(record, check, facts):
    def run(sure, *kinds, state=None, condition=CONDITION, **settings):
        found = record(f=state or "Rowan")
        answer = found.answers["f"]._replace(confidence=sure, remarks=tuple(map(Remark, kinds)))
        return check(condition, replace(found, answers={"f": answer}), facts(**settings))

    return run


@pytest.mark.parametrize(
    ("sure", "kinds", "said"),
    [
        (1.0, (), None),
        (0.9, (), None),
        (0.89, (), "only 89 %"),
        (0.5, (), "only 50 %"),
        (0.5, ("close_label",), None),  # told by GEN004
        (0.5, ("guessed_place",), None),
        (0.5, ("two_answers",), None),
        (0.5, ("shows_other",), None),
        (0.5, ("ticked_before",), None),
        (0.89, ("cut_text",), "only 89 %"),  # another matter
        (0.8, ("day_first",), None),  # the place is sure, the value has a finding of its own
        (0.72, ("day_first",), None),
        (0.71, ("day_first",), "only 71 %"),
        (1.0, ("unconfirmed",), "not confirmed"),
        (0.8, ("unconfirmed", "guessed_place"), "not confirmed"),
    ],
)
def test_each_doubt_is_told_once(problems, sure, kinds, said):
    assert [problem.words["what"] for problem in problems(sure, *kinds)] == ([said] if said else [])


@pytest.mark.parametrize(("state", "told"), [(State.BLANK, 0), (State.ABSENT, 0), (State.UNREADABLE, 1)])
def test_only_what_somebody_wrote_is_doubtful(problems, state, told):
    assert len(problems(0.5, state=state)) == told


def test_the_office_says_what_is_sure_enough(problems):
    assert problems(0.8, confident=0.8) == []
    assert len(problems(0.8, confident=0.81)) == 1
    assert problems(0.1, confident=0.0) == []


def test_a_rule_may_leave_one_of_the_doubts_out(problems):
    only = unsure.Condition(kinds={"unconfirmed": "not confirmed"})
    assert problems(0.5, condition=only) == []
    assert len(problems(1.0, "unconfirmed", condition=only)) == 1
