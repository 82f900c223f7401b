"""Letters in cells: the spaces come from the cells left empty."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseforms.definitions.page_match import words_of
from caseforms.interpret.comb import in_cells
from caseforms.model import Letter

BOX = (100.0, 500.0, 460.0, 516.0)
WIDTHS = {"i": 1.5, "l": 1.5, "W": 10.0, "m": 8.0, "1": 3.0}


def cells(text: str, *, cell: float = 18.0, own_runs: bool = True, off: float = 0.0):
    """A comb as viewers draw it: each letter in the middle of its cell."""
    letters = []
    for number, sign in enumerate(text):
        wide, middle = WIDTHS.get(sign, 5.5), BOX[0] + (number + 0.5) * cell + off * (-1) ** number
        if sign != " ":
            box = (middle - wide / 2, 503.0, middle + wide / 2, 511.0)
            letters.append(Letter(sign, box, number if own_runs else 1, parted=own_runs))
    return words_of(letters)


@pytest.mark.parametrize("text", ["642 Willow Road", "NH", "A B", "Apt 4", "will i am", "31111", "Mmmm Wiii"])
@pytest.mark.parametrize("own_runs", [True, False])
def test_spaces_are_empty_cells(text, own_runs):
    box = (BOX[0], BOX[1], BOX[0] + 18.0 * (len(text) if len(text) < 4 else 20), BOX[3])
    expected = "AB" if text == "A B" else text
    found = in_cells(cells(text, own_runs=own_runs), box)
    assert found in {expected, None} if text == "A B" else found == expected


@given(st.lists(st.text("abcdefiWm0123", min_size=1, max_size=6), min_size=1, max_size=4).map(" ".join))
def test_any_text_in_cells(text):
    if len(text) >= 5 and any(len(word) > 1 for word in text.split()):
        assert in_cells(cells(text), BOX) == text


def test_a_line_of_words_is_no_comb():
    words = words_of(
        Letter(sign, (100.0 + 5 * at, 503.0, 104.0 + 5 * at, 511.0), 1, parted=sign == "b")
        for at, sign in enumerate("aabaa")
    )  # fmt: skip
    assert in_cells(words, BOX) is None
    assert in_cells(words_of([Letter("J", (101, 503, 106, 511), 1), Letter("T", (130, 503, 136, 511), 1)]), BOX) is None


@pytest.mark.parametrize(("off", "even"), [(3.0, True), (5.0, False)])
def test_how_far_a_letter_may_stand_off_its_cell(off, even):
    assert (in_cells(cells("642 Willow", off=off / 2), BOX) == "642 Willow") is even
