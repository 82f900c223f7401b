"""Pages of a copy assigned to pages of a blank, by what is known of each pair."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from caseforms.definitions.page_order import Pair, assigned, score


def pairs(scores):
    found, again = assigned(scores)
    return [(pair.copy, pair.blank, bool(pair.others)) for pair in found], [(pair.copy, pair.blank) for pair in again]


def test_the_score_is_what_is_found_less_what_is_missing():
    assert score(("a", "a", "b", "c"), {"a": 1, "b": 5, "x": 9}) == 2 - 2
    assert score((), {"a": 1}) == 0


def test_each_page_by_its_print_whatever_the_order():
    assert pairs({(1, 3): 80, (2, 2): 90, (3, 1): 70}) == ([(2, 2, False), (1, 3, False), (3, 1, False)], [])


def test_alike_pages_by_their_order_behind_a_cover():
    alike = {(copy, blank): 50 for copy in (3, 4) for blank in (2, 3)}
    assert pairs({(2, 1): 90, **alike, (5, 4): 90})[0] == [
        (2, 1, False), (3, 2, False), (4, 3, False), (5, 4, False),
    ]  # fmt: skip


def test_a_page_is_doubtful_where_another_is_nearly_as_good():
    assert pairs({(1, 1): 50, (1, 2): 45})[0] == [(1, 1, True)]
    assert pairs({(1, 1): 50, (1, 2): 44})[0] == [(1, 1, False)]


def test_a_page_is_rather_the_one_before_the_next():
    assert pairs({(1, 1): 50, (1, 2): 50, (2, 3): 50})[0] == [(1, 2, True), (2, 3, False)]


def test_print_against_order_is_doubtful():
    swapped = {(1, 1): 48, (1, 2): 50, (2, 1): 50, (2, 2): 48}
    assert pairs(swapped)[0] == [(1, 1, True), (2, 2, True)]


def test_a_second_copy_of_pages_is_told_apart_as_a_whole():
    twice = dict.fromkeys(((1, 1), (2, 2), (3, 1), (4, 2)), 50)
    assert pairs(twice) == ([(1, 1, False), (2, 2, False)], [(3, 1), (4, 2)])


@given(st.dictionaries(st.tuples(st.integers(1, 6), st.integers(1, 6)), st.integers(-5, 60)))
def test_every_page_once_and_only_where_it_fits(scores):
    found, again = assigned(scores)
    assert len({pair.copy for pair in found}) == len({pair.blank for pair in found}) == len(found)
    assert all((pair.copy, pair.blank) in scores for pair in [*found, *again])
    assert {pair.copy for pair in [*found, *again]} == {copy for copy, _ in scores}
    assert not {pair.copy for pair in found} & {pair.copy for pair in again}


@given(st.integers(1, 8), st.integers(0, 3), st.integers(20, 60))
def test_a_whole_form_of_pages_all_alike_is_taken_in_its_order(pages, cover, worth):
    scores = {(cover + copy, blank): worth for copy in range(1, pages + 1) for blank in range(1, pages + 1)}
    found, again = assigned(scores)
    assert (found, again) == ([Pair(cover + page, page) for page in range(1, pages + 1)], [])
