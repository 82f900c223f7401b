"""What is stored and what is shown: the same, or not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseforms.fieldtypes.on_paper import agree, is_part, same_value


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("Rowan Testcase", "ROWAN  TESTCASE"),
        ("Rowan Testcase", "R o w a n T e s t c a s e"),  # a comb
        ("O'Fabrica-Sample", "O\u2019Fabrica Sample"),
        ("Émile", "Emile"),
        ("Émile Testcase", "?mile Testcase"),  # a font without the letter
        ("Émile Testcase", "mile Testcase"),
        ("2026-03-06", "03/06/2026"),
        ("03/06/2026", "March 6, 2026"),
        ("03/06/2026", "3/6/26"),
        ("2075550134", "(207) 555-0134"),
        ("1234.5", "$1,234.50"),
        ("-12", "(12.00)"),
        ("0.25", "25%"),
        ("secret words", "************"),
        ("secret words", "\u2022\u2022\u2022"),
        ("line one\nline two", "line one line two"),
        ("", " "),
    ],
)
def test_one_answer_in_two_forms(stored, shown):
    assert agree(stored, shown)


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("Rowan Testcase", "Juniper Sample"),
        ("Rowan Testcase", "Rowan Testcases"),
        ("03/06/2026", "03/07/2026"),
        ("03/06/2026", "06/03/2026"),
        ("1234.5", "$1,234.51"),
        ("2075550134", "(207) 555-0135"),
        ("Rowan", ""),
        ("", "Rowan"),
        ("Émile Testcase", "mile Sample"),
    ],
)
def test_two_answers(stored, shown):
    assert not agree(stored, shown)


def test_values_of_two_kinds_cannot_be_compared():
    assert same_value("03/06/2026", "3") is None
    assert same_value("Rowan", "Rowan") is None
    assert same_value("03/06/2026", "03/07/2026") is False
    assert same_value("7", "7.004") is True
    assert same_value("7", "7.006") is False


@pytest.mark.parametrize(
    ("stored", "shown", "part"),
    [
        ("The family asks for help", "The family as", True),
        ("The family asks for help", "for help", True),
        ("The family asks for help", "family asks", False),
        ("The family", "The family", False),
        ("The family", "", False),
        ("The family", "The family asks", False),
    ],
)
def test_a_part_is_the_beginning_or_the_end(stored, shown, part):
    assert is_part(stored, shown) is part


@given(st.text())
def test_every_text_is_what_it_is(text):
    assert agree(text, text)


@given(st.text(), st.text())
def test_agreement_has_no_side(one, other):
    if one.isascii() and other.isascii() and "*" not in one + other:
        assert agree(one, other) == agree(other, one)
