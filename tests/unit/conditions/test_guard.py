import pytest
from pydantic import ValidationError

from caseforms.conditions.guard import Guard, all_hold
from caseforms.model import State


@pytest.mark.parametrize(
    ("guard", "given", "holds"),
    [
        ({"is": "yes"}, "yes", True),
        ({"is": "Yes"}, "YES", True),
        ({"is": "yes"}, "no", False),
        ({"is": "yes"}, State.BLANK, False),
        ({"is": ["a", "b"]}, ["b", "c"], True),
        ({"is": ["a", "b"]}, ["c"], False),
        ({"is_not": "yes"}, "no", True),
        ({"is_not": "yes"}, State.BLANK, True),
        ({"is_not": ["a"]}, ["a", "b"], False),
        ({"only": ["a", "b"]}, ["a"], True),
        ({"only": ["a", "b"]}, ["a", "c"], False),
        ({"only": ["a"]}, State.BLANK, False),
        ({"answered": True}, "x", True),
        ({"answered": True}, State.UNREADABLE, True),
        ({"answered": True}, State.BLANK, False),
        ({"answered": False}, State.ABSENT, True),
        ({"readable": True}, "x", True),
        ({"readable": True}, State.UNREADABLE, False),
        ({"readable": False}, State.BLANK, True),
        ({"answered": True, "is_not": "x"}, State.BLANK, False),
        ({"mentions": "any and all"}, "ANY & ALL  records", True),
        ({"mentions": "drug"}, "Past drugs", True),
        ({"mentions": "drug"}, "Megadrug", False),
        ({"mentions": ["resume"]}, "r\u00e9sum\u00e9", True),
        ({"mentions": "drug"}, State.BLANK, False),
    ],
)
def test_a_guard_asks_one_answer(record, guard, given, holds):
    assert Guard.model_validate({"field": "f", **guard}).holds(record(f=given)) is holds


def test_all_guards_must_hold(record):
    guards = tuple(Guard.model_validate({"field": name, "is": "yes"}) for name in ("a", "b"))
    assert all_hold(guards, record(a="yes", b="yes"))
    assert not all_hold(guards, record(a="yes", b="no"))
    assert all_hold((), record())


def test_a_field_that_the_form_lacks_is_not_answered(record):
    assert Guard(field="gone", answered=False).holds(record())


def test_a_guard_must_ask_something():
    with pytest.raises(ValidationError, match="say what the answer must be"):
        Guard(field="f")
