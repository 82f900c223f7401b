"""Fields that stand in several places of a blank, and telephone numbers over several boxes."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders_forms import Drawing, learned, parts, widgets


def test_a_header_on_every_page_is_one_question(tmp_path: Path):
    drawing = Drawing(pages=3)
    drawing.asked("Applicant's name:", "head", 740)
    drawing.asked("Date of birth:", "born", 700)
    for page in (2, 3):
        drawing.asked("Applicant's name:", "head", 740, page=page, again=True)
        drawing.asked("Remarks:", f"more{page}", 700, page=page)
    form = learned(drawing, tmp_path)
    assert widgets(form, "client_name") == ["head"]
    assert [box.page for box in form.form.named("client_name").box] == [1]
    assert len(form.questions) == 4


def test_a_place_that_says_what_it_asks_is_better_than_the_first(tmp_path: Path):
    drawing = Drawing(pages=2)
    drawing.box("head", 300, 760)
    drawing.asked("Applicant's name:", "head", 700, page=2, again=True)
    form = learned(drawing, tmp_path)
    assert [(box.widget, box.page) for box in form.form.named("client_name").box] == [("head", 2)]


def test_lines_that_show_one_field_twice_hold_it_once(tmp_path: Path):
    drawing = Drawing()
    drawing.asked("What brings you here?", "why", 700, wide=300)
    drawing.box("why", 150, 684, 300, again=True)
    form = learned(drawing, tmp_path)
    assert [[box.widget for box in field.box] for field in form.form.field] == [["why"]]


def test_a_tick_that_stands_on_two_pages_is_one_question(tmp_path: Path):
    drawing = Drawing(pages=2)
    drawing.text("Do you agree?", 40, 662)
    drawing.tick("Yes", "yes", 200, 660)
    drawing.tick("No", "no", 240, 660)
    drawing.text("Do you agree?", 40, 662, page=2)
    drawing.tick("Yes", "yes", 200, 660, page=2, again=True)
    drawing.tick("No", "no", 240, 660, page=2, again=True)
    form = learned(drawing, tmp_path)
    assert [[box.widget for box in field.box] for field in form.form.field] == [["yes", "no"]]


def phones(folder: Path, second: str, wide: float, **more: object) -> list[list[str]]:
    drawing = Drawing()
    drawing.heading("Client", 740)
    drawing.asked("Client name:", "n", 720)
    drawing.text("Home phone:", 40, 703)
    drawing.box("p1", 100, 700, 110)
    drawing.text(second, 212, 703, size=5)
    drawing.box("p2", 232, 700, wide, **more)
    form = learned(drawing, folder)
    return [[box.widget for box in field.box] for field in form.form.field][1:]


def test_two_phones_beside_each_other_are_two_questions(tmp_path: Path):
    assert phones(tmp_path, "", 110, tip="Work phone extension number") == [["p1"], ["p2"]]


@pytest.mark.parametrize("more", [{"wide": 40.0}, {"wide": 110.0, "longest": 5}])
def test_a_number_and_its_extension(tmp_path: Path, more: dict[str, float]):
    assert phones(tmp_path, "ext.", more.pop("wide"), tip="Extension", **more) == [["p1", "p2"]]


def test_a_long_box_that_only_its_tooltip_calls_an_extension(tmp_path: Path):
    assert phones(tmp_path, "", 110, longest=6, tip="Extension") == [["p1"], ["p2"]]


def test_three_phones_in_narrow_boxes_are_three_questions(tmp_path: Path):
    drawing = Drawing()
    drawing.heading("Client", 740)
    for x, kind in ((40, "Home phone"), (120, "Work phone"), (200, "Cell phone")):
        drawing.text(kind, x, 716, size=7)
        drawing.box(kind, x, 700, 60)
    form = learned(drawing, tmp_path)
    assert [len(field.box) for field in form.form.field] == [1, 1, 1]


def test_three_dates_in_narrow_boxes_are_three_questions(tmp_path: Path):
    drawing = Drawing()
    drawing.heading("Client", 740)
    for x, kind in ((40, "Date of birth"), (120, "Start date"), (200, "End date")):
        drawing.text(kind, x, 716, size=7)
        drawing.box(kind, x, 700, 60)
    form = learned(drawing, tmp_path)
    assert [len(field.box) for field in form.form.field] == [1, 1, 1]
    assert parts(form, "client_dob") == [""]


def test_a_box_asks_for_a_phone_where_only_the_remark_tells(tmp_path: Path):
    drawing = Drawing()
    drawing.asked("Client name:", "n", 720)
    drawing.asked("Home (include area code):", "p", 700)
    form = learned(drawing, tmp_path)
    assert widgets(form, "client_phone") == ["p"]


@pytest.mark.parametrize(("count", "confirm"), [(10, False), (9, True), (7, False)])
def test_cells_that_do_not_fit_are_to_be_confirmed(tmp_path: Path, count: int, *, confirm: bool):
    drawing = Drawing()
    drawing.heading("Client", 740)
    drawing.asked("Client name:", "n", 720)
    drawing.text("Telephone:", 40, 703)
    for number in range(count):
        drawing.box(f"c{number}", 95 + 15 * number, 700, 13, longest=1)
    form = learned(drawing, tmp_path)
    assert len(widgets(form, "client_phone")) == count
    assert form.form.named("client_phone").confirm == confirm


@pytest.mark.parametrize(("gap", "count"), [(29, 8), (31, 4)])
def test_cells_behind_a_hyphen_belong_together_whatever_their_names(tmp_path: Path, gap: float, count: int):
    drawing = Drawing()
    drawing.asked("Client name:", "n", 720)
    drawing.text("Date of birth:", 40, 703)
    for number in range(8):
        x = 150 + 15 * number + (gap - 2 if number > 3 else 0)
        drawing.box("abcdefgh"[number] * 3, x, 700, 13, longest=1)
    assert len(widgets(learned(drawing, tmp_path), "client_dob")) == count
