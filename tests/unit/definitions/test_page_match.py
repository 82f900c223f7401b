"""Pages of a copy and pages of the blank: which is which, and where everything went."""

from __future__ import annotations

import pytest
from flattened import LETTER, blank_form, by_qpdf, definition, drawn_on, fax_cover, submission, with_pages
from hypothesis import given
from hypothesis import strategies as st

from caseforms.definitions.blank_print import names_of
from caseforms.definitions.page_match import Fit, matched_pages, turned, turned_forth, words_of
from caseforms.model import Letter

SIZES = st.tuples(st.integers(200, 900), st.integers(200, 900)).map(lambda size: (float(size[0]), float(size[1])))
BOXES = st.tuples(*[st.integers(0, 200)] * 4).map(
    lambda b: (float(b[0]), float(b[1]), b[0] + b[2] + 1.0, b[1] + b[3] + 1.0)
)


def matches(content: bytes):
    given_ = submission(content)
    pages = [(page.number, page.size or LETTER) for page in given_.pages]
    blank = definition().blank
    assert blank is not None
    assert given_.paper is not None
    return matched_pages(blank, given_.paper, pages)


def test_the_blank_matches_itself():
    found, again = matches(blank_form())
    assert [(match.number, match.blank.number, match.share, match.fit.turn) for match in found] == [
        (1, 1, 1.0, 0), (2, 2, 1.0, 0),
    ]  # fmt: skip
    assert again == []
    assert found[0].fit.place((100, 200, 300, 400)) == pytest.approx((100, 200, 300, 400), abs=0.2)


def test_shift_and_scale():
    found, _ = matches(drawn_on(blank_form(), LETTER, (0.95, 0, 0, 0.9, 20, 30)))
    assert found[0].fit.place((100, 200, 300, 400)) == pytest.approx((115, 210, 305, 390), abs=0.5)


@pytest.mark.parametrize(("back", "size", "matrix"), [
    (0, LETTER, (1, 0, 0, 1, 0, 0)),
    (270, (792, 612), (0, 1, -1, 0, 792, 0)),
    (180, LETTER, (-1, 0, 0, -1, 612, 792)),
    (90, (792, 612), (0, -1, 1, 0, 0, 612)),
])  # fmt: skip
def test_turns(back, size, matrix):
    found, _ = matches(drawn_on(blank_form(), size, matrix))
    assert {match.fit.turn for match in found} == {back}
    x, y = 100, 200
    place = turned_forth(found[0].fit.place((x, y, x + 10, y + 20)), found[0].fit.turn, size)
    a, b, c, d, e, f = matrix
    corners = [(a * u + c * v + e, b * u + d * v + f) for u, v in ((x, y), (x + 10, y + 20))]
    expected = (*map(min, *corners), *map(max, *corners))
    assert place == pytest.approx(expected, abs=0.5)


def test_what_is_no_page_of_the_blank_matches_nothing():
    assert matches(fax_cover()) == ([], [])
    found, again = matches(with_pages(by_qpdf(blank_form()), (1, 0, 1), fax_cover()))
    assert [(match.number, match.blank.number) for match in found] == [(3, 1), (4, 2)]
    assert [match.number for match in again] == [2]


@given(BOXES, SIZES, st.sampled_from([0, 90, 180, 270]))
def test_turning_there_and_back(box, size, turn):
    (letter,) = turned([Letter("x", box, 1)], turn, size)
    assert turned_forth(letter.box, turn, size) == pytest.approx(box)


def test_a_place_moves_with_its_page():
    assert Fit((2.0, 0.5), (10.0, -5.0)).place((1, 2, 3, 4)) == (12.0, -4.0, 16.0, -3.0)


def test_words():
    letters = [Letter(sign, (x, 0.0, x + 5.0, 8.0), 1, parted=parted) for sign, x, parted in (
        ("N", 0.0, True), ("o", 5.5, False), ("t", 14.0, False), ("e", 19.0, True),
    )]  # fmt: skip
    assert [word.text for word in words_of(letters)] == ["Not", "e"]
    apart = [letters[0], Letter("o", (10.0, 0.0, 15.0, 8.0), 1)]
    assert [word.text for word in words_of(apart)] == ["N", "o"]


def test_the_fingerprint_of_names():
    assert names_of(["a", "b"]) == names_of(["b", "a", "", "a"]) != names_of(["ab"])
    assert names_of([]) == ""
