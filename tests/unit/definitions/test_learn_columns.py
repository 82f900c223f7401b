"""Columns, tables and sentences of blanks: what belongs together, each trap in an invented form."""

from __future__ import annotations

from pathlib import Path

from builders_forms import BOLD, Drawing, learned, parts, widgets


def test_headings_side_by_side(tmp_path: Path):
    drawing = Drawing()
    for x, heading, letter in ((40, "RELEASE FROM:", "f"), (320, "RELEASE TO:", "t")):
        drawing.text(heading, x, 700, font=BOLD, size=11)
        for row, label in enumerate(("Name", "Address", "City, State, Zip", "Phone")):
            drawing.asked(label, f"{letter}{row}", 670 - 20 * row, x=x, gap=90, wide=130)
    form = learned(drawing, tmp_path)
    whose = {box.widget: field.subject for field in form.form.field for box in field.box}
    assert {whose[f"f{row}"] for row in range(4)} == {"provider"}
    assert {whose[f"t{row}"] for row in range(4)} == {"recipient"}
    for field in form.form.field:
        assert len({box.widget[0] for box in field.box}) == 1


def test_an_address_goes_on_below_that_of_another_column(tmp_path: Path):
    drawing = Drawing()
    for x, heading, letter in ((40, "OPPOSING PARTY", "o"), (320, "CLIENT", "c")):
        drawing.text(heading, x, 700, font=BOLD, size=12)
        for row, label in enumerate(("Full name", "Street address", "City", "State", "Zip code")):
            drawing.asked(label, f"{letter}{row}", 670 - 25 * row, x=x, gap=80, wide=130)
    form = learned(drawing, tmp_path)
    assert widgets(form, "client_address") == ["c1", "c2", "c3", "c4"]
    assert parts(form, "client_address") == ["street", "city", "state", "zip"]


def test_rows_of_people_are_no_lines_of_one_answer(tmp_path: Path):
    drawing = Drawing()
    drawing.heading("CHILDREN IN THE HOME", 740)
    for x, label in ((40, "Name"), (240, "DOB"), (400, "School")):
        drawing.text(label, x, 717, size=8)
        for row in range(4):
            drawing.box(f"{label}{row}", x, 700 - 15 * row, 140)
    form = learned(drawing, tmp_path)
    assert all(len(question.field.box) == 1 for question in form.questions)


def test_a_format_under_a_box_is_not_the_label_of_the_next_row(tmp_path: Path):
    drawing = Drawing()
    drawing.heading("Applicant", 760)
    drawing.asked("Full name", "n", 735)
    drawing.text("Date of birth", 40, 703)
    drawing.text("Telephone", 40, 673)
    for number, (x, wide, hint) in enumerate(((150, 30, "mm"), (190, 30, "dd"), (230, 40, "yyyy"))):
        drawing.box(f"b{number}", x, 700, wide)
        drawing.text(hint, x + wide / 2 - 5, 692, size=6)
        drawing.box(f"p{number}", x, 670, wide)
    form = learned(drawing, tmp_path)
    assert widgets(form, "client_dob") == ["b0", "b1", "b2"]
    assert widgets(form, "client_phone") == ["p0", "p1", "p2"]
    assert parts(form, "client_phone") == ["area", "exchange", "number"]


def test_blanks_inside_a_sentence(tmp_path: Path):
    drawing = Drawing()
    drawing.heading("PETITION", 760)
    drawing.text("Petitioner (name)", 40, 703, size=10)
    drawing.box("q0", 130, 700, 250)
    drawing.text("resides at (street)", 386, 703, size=10)
    drawing.box("q1", 40, 682, 200)
    drawing.text("city of", 245, 685, size=10)
    drawing.box("q2", 280, 682, 120)
    drawing.text(", state of", 403, 685, size=10)
    drawing.box("q3", 450, 682, 40)
    drawing.text(", zip code", 493, 685, size=10)
    drawing.box("q4", 40, 664, 60)
    drawing.text("and was born on", 104, 667, size=10)
    drawing.box("q5", 185, 664, 90)
    form = learned(drawing, tmp_path)
    assert widgets(form, "client_name") == ["q0"]
    assert widgets(form, "client_address") == ["q1", "q2", "q3", "q4"]
    assert parts(form, "client_address") == ["street", "city", "state", "zip"]
    assert widgets(form, "client_dob") == ["q5"]


def test_the_undersigned(tmp_path: Path):
    drawing = Drawing()
    drawing.text("I,", 40, 703, size=10)
    drawing.box("u0", 52, 700, 220)
    drawing.text(", born", 275, 703, size=10)
    drawing.box("u1", 310, 700, 90)
    drawing.text(", authorize the release of my records.", 403, 703, size=10)
    form = learned(drawing, tmp_path)
    assert widgets(form, "client_name") == ["u0"]
    assert form.form.named("client_name").confirm
    assert widgets(form, "client_dob") == ["u1"]


def test_a_date_above_the_signature(tmp_path: Path):
    drawing = Drawing()
    drawing.asked("Applicant's name", "n", 700)
    drawing.asked("Date:", "d", 220, gap=30, wide=100)
    drawing.box("s", 310, 190, 250, kind="Sig")
    drawing.text("(SIGNATURE OF APPLICANT)", 310, 180, size=7)
    form = learned(drawing, tmp_path)
    assert widgets(form, "signature") == ["s"]
    assert widgets(form, "signature_date") == ["d"]
    assert form.form.named("signature_date").confirm
