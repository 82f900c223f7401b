import pytest
from pydantic import ValidationError

from caseforms.conditions.cases import Condition
from caseforms.model import Severity, State

BLANK_OR_NO = {
    "cases": [
        {"condition": "needs", "need": ["a"], "say": "{missing} is blank."},
        {"when": {"field": "a", "is": "no"}, "condition": "flag", "field": "a", "severity": "warning", "say": '"{v}".'},
    ]
}


def test_every_case_speaks_for_itself(record, check):
    condition = Condition.model_validate(BLANK_OR_NO)
    (blank,) = check(condition, record(a=State.BLANK))
    assert (blank.severity, blank.words["say"]) == (None, "A is blank.")
    (no,) = check(condition, record(a="no"))
    assert (no.severity, no.words["say"]) == (Severity.WARNING, '"no".')
    assert not check(condition, record(a="yes"))


def test_it_looks_at_what_its_cases_look_at():
    condition = Condition.model_validate(
        {
            "cases": [
                {"condition": "needs", "need": ["a"]},
                {"when": {"field": "b", "answered": True}, "condition": "min_words", "field": "c"},
            ]
        }
    )
    assert condition.fields() == {"a", "c"}
    assert condition.reads() == {"b"}
    assert condition.owns() == {"a"}
    assert condition.words() == set()
    assert Condition.model_validate(BLANK_OR_NO).words() == {"say"}


@pytest.mark.parametrize(
    ("case", "what"),
    [
        ({"condition": "telepathy"}, "there is no condition 'telepathy'"),
        ({"condition": "guard"}, "there is no condition 'guard'"),
        ({"condition": "../flag", "field": "a"}, "the name of a kind of check"),
        ({"field": "a"}, "the name of a kind of check"),
        ({"condition": "flag", "feild": "a"}, "feild: Extra inputs"),
        ({"condition": "flag", "field": "a", "say": "{wrod}"}, "say has no word {wrod}"),
        ({"condition": "flag", "field": "a", "severity": "grave"}, "severity"),
    ],
)
def test_a_wrong_case_is_told(case, what):
    with pytest.raises(ValidationError) as error:
        Condition.model_validate({"cases": [{"condition": "flag", "field": "a"}, case]})
    assert what in str(error.value)


def test_one_case_is_no_choice():
    with pytest.raises(ValidationError):
        Condition.model_validate({"cases": [{"condition": "flag", "field": "a"}]})
