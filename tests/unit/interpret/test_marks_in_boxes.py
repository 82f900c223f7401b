"""What is seen in tick boxes of a copy: how much darker they are than when empty, and which box a mark means."""

from __future__ import annotations

import pytest

from caseforms.definitions.learned import LearnedBox
from caseforms.interpret.placed_ticks import Mark, is_mark, marks_in, one_of, shared, touches

BOXES = {1: (100.0, 100.0, 110.0, 110.0), 2: (112.0, 100.0, 122.0, 110.0)}


def seen(*ink: float, empty: float = 0.0, bare: float | None = 0.15) -> list[bool]:
    places = [(20.0 * number, 0.0, 20.0 * number + 10, 10.0) for number in range(len(ink))]
    boxes = [(LearnedBox(box=place, part="option", ink=empty, bare=bare), place) for place in places]
    return [mark.ticked for mark in marks_in(boxes, {}, ink)]


def test_a_copy_that_shows_the_print_under_its_fields():
    assert seen(0.15, 0.15, 0.32, 0.16) == [False, False, True, False]


def test_a_copy_that_shows_the_fields():
    assert seen(0.0, 0.0, 0.15, 0.01) == [False, False, True, False]
    assert seen(0.0, 0.0, 0.15, 0.01, bare=None) == [False, False, True, False]


@pytest.mark.parametrize(("faint", "left"), [(0.11, [True, False]), (0.12, [True, True])])
def test_one_choice_by_the_darkest(faint, left):
    marks = {0: Mark(ticked=True, more=0.3), 1: Mark(ticked=True, more=faint)}
    assert [mark.ticked for mark in one_of(marks).values()] == left


def test_a_single_mark_stays_however_faint():
    marks = {0: Mark(ticked=True, more=0.03), 1: Mark(ticked=False, more=0.3)}
    assert one_of(marks) == marks


def test_the_box_that_a_mark_covers_most():
    marks = {1: Mark(ticked=True, more=0.3), 2: Mark(ticked=True, more=0.05)}
    found = shared((101.0, 99.0, 115.0, 111.0), BOXES, marks)
    assert {number: (mark.ticked, mark.doubtful) for number, mark in found.items()} == {
        1: (True, False), 2: (False, False),
    }  # fmt: skip
    dark = shared((101.0, 99.0, 115.0, 111.0), BOXES, {**marks, 2: Mark(ticked=True, more=0.3)})
    assert (dark[2].ticked, dark[2].doubtful) == (False, True)


@pytest.mark.parametrize(("right", "doubtful"), [(119.2, True), (118.8, False)])
def test_two_boxes_that_are_covered_nearly_alike(right, doubtful):
    marks = {1: Mark(ticked=False), 2: Mark(ticked=False)}
    found = shared((100.0, 100.0, right, 110.0), BOXES, marks)
    assert found[1].ticked
    assert (found[2].ticked, found[1].doubtful) == (doubtful, doubtful)


def test_a_mark_beside_all_boxes():
    assert shared((300.0, 300.0, 310.0, 310.0), BOXES, {}) == {}
    assert not touches((300.0, 300.0, 310.0, 310.0), BOXES)


def test_what_can_be_a_mark():
    assert [text for text in ("X", "x", "\u2713", "\u2610", "7", "a", ".", "XX", "/") if is_mark(text)] == [
        "X",
        "x",
        "\u2713",
    ]
