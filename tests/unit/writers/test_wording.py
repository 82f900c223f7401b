"""How things are worded: the same on the screen and in a workbook."""

import pytest

from caseforms.model import Answer, State
from caseforms.writers.wording import counted, shown_value


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 files"), (1, "1 file"), (2, "2 files"), (12_345, "12,345 files"), (-1, "-1 files")]
)
def test_numbers_with_their_noun(number, words):
    assert counted(number, "file") == words


def test_a_noun_with_a_plural_of_its_own():
    assert [counted(number, "entry", "entries") for number in (1, 3)] == ["1 entry", "3 entries"]


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("date", "2026-03-06", "03/06/2026"),
        ("birth_date", "2008-02-29", "02/29/2008"),
        ("date", "spring", "spring"),
        ("phone", "2075550134x12", "(207) 555-0134 ext. 12"),
        ("yes_no", "yes", "Yes"),
        ("choice", "court_order", "Court order"),
        ("choices", ["anger_management", "other"], "Anger management, Other"),
        (
            "table",
            [{"name": "Rowan Testcase", "dob": None}, {"name": "Wren Sample"}],
            "Name: Rowan Testcase\nName: Wren Sample",
        ),
        ("text", "as it stands", "as it stands"),
        ("text", None, ""),
    ],
)
def test_answers_as_people_write_them(kind, value, shown):
    assert shown_value(Answer("x", "X", kind, State.ANSWERED, value)) == shown
