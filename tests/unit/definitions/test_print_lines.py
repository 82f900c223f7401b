"""Lines to write on among the letters of a copy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseforms.definitions.print_lines import without_leaders, without_lines
from caseforms.model import Letter


def letters(text: str, run: int = 1) -> list[Letter]:
    return [
        Letter(sign, (5.0 * at, 0.0, 5.0 * at + 4, 8.0), run, parted=at > 0 and text[at - 1] == " ")
        for at, sign in enumerate(text)
        if sign != " "
    ]


def left(*texts: str, nameless: bool = False) -> str:
    every = [letter for run, text in enumerate(texts) for letter in letters(text, run)]
    return "".join(letter.text for letter in without_lines(every, nameless=nameless))


@pytest.mark.parametrize(("texts", "kept"), [
    (("Otro______", "275"), "Otro275"), (("____",), ""), (("275", "_"), "275"), (("__Date",), "Date"),
    (("ada_demo@example.org",), "ada_demo@example.org"), (("ada __ demo",), "adademo"), (("12.50",), "12.50"),
    (("Wait...",), "Wait..."), (("Name.....",), "Name"),
    (("\ufffd" * 4 + " Ada",), "\ufffd" * 4 + "Ada"),
])  # fmt: skip
def test_lines(texts, kept):
    assert left(*texts) == kept


def test_lines_whose_letters_lost_their_names():
    assert left("Otro\ufffd\ufffd\ufffd\ufffd", "275", nameless=True) == "Otro275"
    assert left("Jos\ufffd", nameless=True) == "Jos\ufffd"
    assert left("\ufffd\ufffd\ufffd", nameless=True) == "\ufffd\ufffd\ufffd"


def test_a_stroke_is_a_stroke_whatever_it_is_called():
    (stroke,) = without_lines([Letter("3", (100.0, 249.4, 106.7, 250.4), 1)], nameless=False)
    (digit,) = without_lines([Letter("3", (100.0, 249.4, 106.7, 256.4), 1)], nameless=False)
    (typed,) = without_lines([Letter("3", (100.0, 249.4, 106.7, 250.4), 1, typed=True)], nameless=False)
    assert (stroke.text, digit.text, typed.text) == ("-", "3", "3")


@pytest.mark.parametrize(("sign", "count", "kept"), [("b", 4, ""), ("b", 3, "---"), ("\ufffd", 4, "")])
def test_a_line_of_strokes_whatever_they_are_called(sign, count, kept):
    strokes = [Letter(sign, (7.0 * at, 249.4, 7.0 * at + 6.7, 250.4), 1) for at in range(count)]
    assert "".join(letter.text for letter in without_lines(strokes, nameless=False)) == kept


@given(st.text("abc 123", max_size=40))
def test_nothing_else_is_lost(text):
    assert left(text) == text.replace(" ", "")
    assert without_leaders(text) == text
