"""Learning blanks by their layout: columns, lists of ticks beside each other, addresses over a page break, titles."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders_forms import BOLD, Drawing, learned, parts, widgets

from caseforms.definitions.learn_columns import Gutter, gutter_of
from caseforms.definitions.learn_form import slug

Box = tuple[float, float, float, float]


def columns(count: int, shift: float, high: float = 40) -> list[Box]:
    """Boxes in two columns; shift: by which the right ones stand lower."""
    left = [(40.0, 700 - high * n, 280.0, 714 - high * n) for n in range(count)]
    return left + [(320.0, y0 - shift, 570.0, y1 - shift) for _, y0, _, y1 in left]


@pytest.mark.parametrize(("count", "shift", "found"), [(4, 4, True), (3, 4, False), (4, 2, False)])
def test_two_columns_have_boxes_that_do_not_stand_level(count: int, shift: float, *, found: bool):
    assert (gutter_of(612, [], columns(count, shift)) is not None) is found


@pytest.mark.parametrize(("bottom", "found"), [(585, True), (587, False)])
def test_a_short_stretch_is_no_column(bottom: float, *, found: bool):
    above, below = (40.0, 730.0, 570.0, 740.0), (40.0, 500.0, 570.0, bottom)
    assert (gutter_of(612, [above, below], columns(4, 6, 30)) is not None) is found


def test_where_a_box_stands_beside_the_gutter():
    gutter = Gutter(300, 100, 500)
    places = [(40, 600, 200, 610), (40, 300, 301, 310), (299, 300, 400, 310), (40, 50, 500, 60)]
    assert [gutter.column(place) for place in places] == [0, 1, 2, 3]


def test_the_left_column_is_read_first(tmp_path: Path):
    drawing = Drawing()
    drawing.heading("Client", 740)
    for number, label in enumerate(("Client name:", "Date of birth:", "Phone:", "E-mail:")):
        drawing.asked(label, f"left{number}", 700 - 50 * number, gap=70)
    drawing.text("Landlord", 320, 730, font=BOLD, size=13)
    for number, label in enumerate(("Name:", "Since when:", "Phone:", "E-mail:")):
        drawing.asked(label, f"right{number}", 685 - 50 * number, x=320, gap=70)
    form = learned(drawing, tmp_path)
    names = ["client_name", "client_dob", "client_phone", "client_email"]
    assert [widgets(form, name) for name in names] == [["left0"], ["left1"], ["left2"], ["left3"]]
    assert [q.field.box[0].widget for q in form.questions][4:] == ["right0", "right1", "right2", "right3"]
    assert {q.field.subject for q in form.questions[4:]} == {"other"}


@pytest.mark.parametrize("named", [True, False])
def test_lists_of_ticks_beside_each_other(tmp_path: Path, *, named: bool):
    drawing = Drawing()
    drawing.asked("Client name:", "n", 720)
    drawing.text("Gender:", 40, 690, font=BOLD)
    drawing.text("Eye color:", 280, 690, font=BOLD)
    number = 0
    for row in range(4):
        for x, stem, captions in (
            (60, "gender", ("Male", "Female", "Other")),
            (300, "eye", ("Blue", "Brown", "Gray", "Green")),
        ):
            if row < len(captions):
                number += 1
                drawing.tick(captions[row], f"{stem}_{row}" if named else f"Box{number}", x, 670 - 16 * row)
    form = learned(drawing, tmp_path)
    assert [choice.label for choice in form.form.named("client_gender").choices] == ["Male", "Female", "Other"]
    assert [choice.label for choice in form.form.named("eye_color").choices] == ["Blue", "Brown", "Gray", "Green"]


def test_an_address_that_goes_on_behind_another_persons(tmp_path: Path):
    drawing = Drawing(pages=2)
    drawing.heading("Patient", 740)
    drawing.asked("Patient's name:", "name", 720)
    drawing.asked("Patient's mailing address:", "street", 700, gap=130)
    drawing.asked("Representative's mailing address:", "other", 640, gap=160)
    for x, label in ((40, "Patient's city"), (240, "State"), (420, "ZIP")):
        drawing.text(label, x, 716, size=7, page=2)
        drawing.box(f"{label}2", x, 700, 140, page=2)
    form = learned(drawing, tmp_path)
    assert widgets(form, "client_address") == ["street", "Patient's city2", "State2", "ZIP2"]
    assert parts(form, "client_address") == ["street", "city", "state", "zip"]


def titled(folder: Path, *lines: tuple[str, float, float]) -> str:
    drawing = Drawing()
    for text, y, size in lines:
        drawing.text(text, 60, y, size=size)
    drawing.asked("Client's name:", "n", 600)
    drawing.asked("Remarks:", "r", 570)
    return learned(drawing, folder).form.title


def test_the_title_says_what_the_form_is(tmp_path: Path):
    assert titled(tmp_path, ("Harbor County", 760, 20), ("Application for Heating Help", 730, 12)) == (
        "Application for Heating Help"
    )


def test_the_title_goes_on_in_the_next_line(tmp_path: Path):
    lines = (("Authorization to Release", 760, 16), ("School Records", 742, 16), ("Write clearly", 720, 9))
    assert titled(tmp_path, *lines) == "Authorization to Release School Records"


def test_a_form_without_a_title_is_called_by_its_file(tmp_path: Path):
    assert titled(tmp_path) == "Blank"


@pytest.mark.parametrize(
    ("text", "longest", "made"),
    [
        ("Intake form", 11, "intake_form"),
        ("Intake form", 10, "intake"),
        ("Intake", 4, "inta"),
        ("1. É", 9, "n1_e"),
        ("?", 9, ""),
    ],
)
def test_a_slug_ends_with_a_whole_word(text: str, longest: int, made: str):
    assert slug(text, longest) == made


def test_sections_are_called_without_their_numbers_and_notes_head_nothing(tmp_path: Path):
    drawing = Drawing()
    drawing.heading("2. About the client", 740)
    drawing.asked("Client's name:", "n", 720)
    drawing.text("NOTE:", 40, 700, font=BOLD, size=13)
    drawing.asked("Remarks:", "r", 680)
    form = learned(drawing, tmp_path)
    assert [(section.id, section.title) for section in form.form.section] == [
        ("about_the_client", "2. About the client")
    ]
