"""Learning blanks: each trap of forms that nobody here designed, in an invented form."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders_forms import BOLD, Drawing, learned, parts, widgets

from caseforms.definitions.learn import LearnedForm


def patient_block(drawing: Drawing, y: float = 700, page: int = 1) -> None:
    drawing.heading("Patient information", y + 25, page=page)
    drawing.asked("Patient name:", "f1", y, page=page)
    drawing.asked("Date of birth:", "f2", y - 20, page=page)
    drawing.asked("Telephone:", "f3", y - 40, page=page)


def confirmed(form: LearnedForm, name: str) -> bool:
    return not form.form.named(name).confirm


def test_labels_on_the_left(tmp_path: Path):
    drawing = Drawing()
    patient_block(drawing)
    drawing.asked("E-mail:", "f4", 640)
    form = learned(drawing, tmp_path)
    found = {name: widgets(form, name) for name in ("client_name", "client_dob", "client_phone", "client_email")}
    assert found == {
        "client_name": ["f1"], "client_dob": ["f2"], "client_phone": ["f3"], "client_email": ["f4"],
    }  # fmt: skip
    assert form.form.named("client_dob").type == "birth_date"
    assert form.form.named("client_dob").label == "Date of birth"
    assert confirmed(form, "client_dob")


def test_labels_above_in_ruled_cells(tmp_path: Path):
    drawing = Drawing()
    drawing.heading("Applicant", 740)
    for row, asked in enumerate((("Full name", "Date of birth"), ("Phone number", "E-mail address"))):
        top = 720 - 32 * row
        for x in (40, 300, 560):
            drawing.line(x, top - 32, x, top)
        for column, label in enumerate(asked):
            x = 40 + 260 * column
            drawing.text(label, x + 3, top - 9, size=7)
            drawing.box(f"Text{2 * row + column}", x + 3, top - 30, 250)
        drawing.line(40, top, 560, top)
    drawing.line(40, 656, 560, 656)
    form = learned(drawing, tmp_path)
    assert widgets(form, "client_name") == ["Text0"]
    assert widgets(form, "client_dob") == ["Text1"]
    assert widgets(form, "client_phone") == ["Text2"]
    assert widgets(form, "client_email") == ["Text3"]


def test_captions_below_lines(tmp_path: Path):
    drawing = Drawing()
    drawing.text("1. Information about the client:", 40, 740, font=BOLD)
    rows = (("(First Name)", "(Last Name)", "(Date of Birth)"), ("(Address)", "(City)", "(Zip)"))
    for row, captions in enumerate(rows):
        y = 700 - 30 * row
        for column, caption in enumerate(captions):
            x = 60 + 170 * column
            drawing.line(x, y, x + 150, y)
            drawing.box(f"Text{3 * row + column}", x, y + 1, 150)
            drawing.text(caption, x + 40, y - 8, size=7)
    form = learned(drawing, tmp_path)
    assert widgets(form, "client_name") == ["Text0", "Text1"]
    assert parts(form, "client_name") == ["first", "last"]
    assert widgets(form, "client_dob") == ["Text2"]
    assert widgets(form, "client_address") == ["Text3", "Text4", "Text5"]
    assert parts(form, "client_address") == ["street", "city", "zip"]


def test_names_that_lie_lose_against_the_label(tmp_path: Path):
    drawing = Drawing()
    drawing.heading("Patient information", 725)
    drawing.asked("Patient name:", "DateOfBirth", 700)
    drawing.asked("Date of birth:", "undefined_2", 680)
    drawing.asked("E-mail:", "Text7", 660)
    form = learned(drawing, tmp_path)
    assert widgets(form, "client_name") == ["DateOfBirth"]
    assert widgets(form, "client_dob") == ["undefined_2"]


def test_tooltips_shifted_by_one(tmp_path: Path):
    drawing = Drawing()
    drawing.heading("Claimant", 725)
    asked = ("Name of claimant:", "Claim number:", "Date of birth:", "E-mail address:", "Telephone number:")
    for number, label in enumerate(asked):
        tip = asked[number + 1].rstrip(":") if number + 1 < len(asked) else "undefined"
        drawing.asked(label, f"a{number}", 700 - 20 * number, tip=tip)
    form = learned(drawing, tmp_path)
    names = ("client_name", "case_number", "client_dob", "client_email", "client_phone")
    assert [widgets(form, name) for name in names] == [[f"a{number}"] for number in range(5)]


@pytest.mark.parametrize("tips", [True, False])
def test_date_over_three_fields(tmp_path: Path, *, tips: bool):
    drawing = Drawing()
    drawing.asked("Child's name:", "ChildName", 720)
    drawing.text("Child's date of birth:", 40, 703)
    for number, (x, wide) in enumerate(((150, 25), (185, 25), (220, 40))):
        name = "Childs Birth Date" if not number else f"undefined_{number}"
        drawing.box(name, x, 700, wide, longest=0 if tips else (2, 2, 4)[number], tip="")
        if number:
            drawing.text("/", x - 6, 703)
    form = learned(drawing, tmp_path)
    assert widgets(form, "client_dob") == ["Childs Birth Date", "undefined_1", "undefined_2"]
    assert parts(form, "client_dob") == ["month", "day", "year"]


def test_area_code_and_number(tmp_path: Path):
    drawing = Drawing()
    drawing.heading("Client", 740)
    drawing.asked("Client name:", "n", 720)
    drawing.text("Telephone: (", 40, 703)
    drawing.box("AreaCode", 100, 700, 30, tip="Area code")
    drawing.text(")", 132, 703)
    drawing.box("Number", 140, 700, 90, tip="Telephone number")
    form = learned(drawing, tmp_path)
    assert widgets(form, "client_phone") == ["AreaCode", "Number"]
    assert parts(form, "client_phone") == ["area", "number"]


def test_one_character_cells(tmp_path: Path):
    drawing = Drawing()
    drawing.heading("Person 1", 740)
    drawing.asked("Full name:", "n", 720)
    drawing.text("Social Security number:", 40, 703)
    for number in range(9):
        drawing.box(f"ssn_{number}", 160 + 14 * number + (20 if number > 2 else 0) + (20 if number > 4 else 0), 700, 12)
    form = learned(drawing, tmp_path)
    assert widgets(form, "client_ssn") == [f"ssn_{number}" for number in range(9)]
    assert set(parts(form, "client_ssn")) == {"comb"}
    assert form.form.named("client_ssn").sensitive


def test_text_over_two_lines(tmp_path: Path):
    drawing = Drawing()
    drawing.asked("Describe the problem:", "line one", 700, wide=350)
    drawing.box("line two", 150, 684, 350)
    drawing.asked("Client name:", "n", 650)
    form = learned(drawing, tmp_path)
    assert [[box.widget for box in f.box] for f in form.form.field] == [["line one", "line two"], ["n"]]
    assert form.form.field[0].lines == 2


def test_look_alikes_of_other_people(tmp_path: Path):
    drawing = Drawing()
    drawing.heading("Your information", 740)
    for y, who in ((700, "f"), (560, "g"), (420, "h")):
        drawing.asked("Name:", f"{who}1", y)
        drawing.asked("Date of birth:", f"{who}2", y - 20)
        drawing.asked("Telephone:", f"{who}3", y - 40)
    drawing.heading("Your spouse", 590)
    drawing.heading("Emergency contact", 450)
    form = learned(drawing, tmp_path)
    assert [widgets(form, name) for name in ("client_name", "client_dob", "client_phone")] == [["f1"], ["f2"], ["f3"]]
    whose = {field.box[0].widget: field.subject for field in form.form.field}
    assert {whose["g1"], whose["g2"], whose["g3"], whose["h1"], whose["h3"]} == {"other"}


def test_only_another_persons_birth_date(tmp_path: Path):
    drawing = Drawing()
    drawing.heading("Person asking for help", 740)
    drawing.asked("Your name:", "a", 710)
    drawing.heading("Respondent", 670)
    drawing.asked("Full name:", "b", 640)
    drawing.asked("Date of birth:", "c", 620)
    form = learned(drawing, tmp_path)
    assert widgets(form, "client_name") == ["a"]
    assert not widgets(form, "client_dob")


def test_a_second_form_attached_at_the_end(tmp_path: Path):
    drawing = Drawing(pages=3)
    drawing.heading("Who are you?", 740)
    drawing.text("1. First name, Middle name, Last name", 40, 715, size=7)
    drawing.box("Text8", 40, 695, 250)
    drawing.text("2. Phone number", 320, 715, size=7)
    drawing.box("Text22", 320, 695, 200)
    drawing.asked("Sign here:", "Text23", 600)
    drawing.heading("Voter registration", 740, page=3)
    drawing.asked("Last Name", "Last Name", 700, page=3)
    drawing.asked("Date of Birth", "Date of Birth", 680, page=3)
    form = learned(drawing, tmp_path)
    assert widgets(form, "client_name") == ["Text8"]
    assert widgets(form, "client_phone") == ["Text22"]
    assert not (widgets(form, "client_dob") and confirmed(form, "client_dob"))


def test_boxes_ticked_already_and_yes_no(tmp_path: Path):
    drawing = Drawing()
    drawing.asked("Client name:", "n", 720)
    drawing.text("Do you need an interpreter?", 40, 702)
    drawing.tick("Yes", "Check Box1", 200, 700)
    drawing.tick("No", "Check Box2", 240, 700, on=True)
    form = learned(drawing, tmp_path)
    (field,) = [f for f in form.form.field if f.type == "yes_no"]
    assert [(b.widget, b.part, b.means, b.ticked) for b in field.box] == [
        ("Check Box1", "option", "yes", False),
        ("Check Box2", "option", "no", True),
    ]
    assert field.label == "Do you need an interpreter?"


def test_boxes_of_one_list(tmp_path: Path):
    drawing = Drawing()
    drawing.asked("Client name:", "n", 740)
    drawing.text("Which services do you ask for?", 40, 714, font=BOLD)
    for number, words in enumerate(("Counseling", "Parenting class", "Drug testing")):
        drawing.tick(words, f"Check Box{number}", 60, 696 - 16 * number)
    form = learned(drawing, tmp_path)
    (field,) = [f for f in form.form.field if f.type == "choices"]
    assert [choice.label for choice in field.choices] == ["Counseling", "Parenting class", "Drug testing"]
    assert [box.means for box in field.box] == ["counseling", "parenting_class", "drug_testing"]


def test_widgets_that_hang_on_a_page_only(tmp_path: Path):
    drawing = Drawing()
    drawing.asked("Client name:", "n", 720)
    drawing.asked("Date of birth:", "hanging", 700, orphan=True)
    assert widgets(learned(drawing, tmp_path), "client_dob") == ["hanging"]


def test_spanish_labels(tmp_path: Path):
    drawing = Drawing()
    drawing.heading("Información del paciente", 740)
    asked = ("Nombre del paciente:", "Fecha de nacimiento:", "Teléfono:", "Correo electrónico:", "Ciudad:")
    for number, label in enumerate(asked):
        drawing.asked(label, f"T{number}", 700 - 20 * number)
    drawing.text("Firma del paciente:", 40, 563)
    drawing.box("T8", 150, 560)
    drawing.asked("Fecha:", "T9", 560, x=340, gap=50)
    form = learned(drawing, tmp_path)
    names = ("client_name", "client_dob", "client_phone", "client_email", "signature", "signature_date")
    assert [widgets(form, name) for name in names] == [["T0"], ["T1"], ["T2"], ["T3"], ["T8"], ["T9"]]


def test_date_beside_a_signature_line_without_a_field(tmp_path: Path):
    drawing = Drawing()
    drawing.asked("Patient name:", "a", 720)
    drawing.asked("Expiration date:", "b", 690)
    drawing.line(40, 600, 250, 600)
    drawing.text("Signature of patient", 40, 590)
    drawing.line(300, 600, 400, 600)
    drawing.text("Date", 300, 590)
    drawing.box("c", 300, 601, 100)
    form = learned(drawing, tmp_path)
    assert widgets(form, "signature_date") == ["c"]
    assert not widgets(form, "signature")


def test_office_use_is_the_workers(tmp_path: Path):
    drawing = Drawing()
    patient_block(drawing)
    drawing.heading("FOR OFFICE USE ONLY", 600)
    drawing.asked("Worker:", "w1", 570)
    drawing.asked("Phone number:", "w2", 550)
    form = learned(drawing, tmp_path)
    assert widgets(form, "worker_name") == ["w1"]
    assert widgets(form, "worker_phone") == ["w2"]
    assert widgets(form, "client_phone") == ["f3"]


def test_a_field_that_stands_on_no_page_is_kept(tmp_path: Path):
    drawing = Drawing()
    drawing.asked("Client name:", "n", 720)
    drawing.box("nowhere", 0, 0, 0, 0)
    form = learned(drawing, tmp_path)
    (field,) = [f for f in form.form.field if "nowhere" in f.widgets]
    assert field.confirm


def test_the_blank_is_kept(tmp_path: Path):
    drawing = Drawing()
    patient_block(drawing)
    drawing.box("amount", 150, 600, 60)
    drawing.text("$", 152, 603)
    form = learned(drawing, tmp_path).form
    assert form.blank is not None
    (page,) = form.blank.page
    assert page.size == (612.0, 792.0)
    assert "Telephone:" in page.print
    assert {anchor.text for anchor in page.anchors} >= {"birth:", "Telephone:"}
    assert next(box for field in form.field for box in field.box if box.widget == "amount").print == "$"


def test_the_same_file_is_learned_the_same(tmp_path: Path):
    drawing = Drawing()
    patient_block(drawing)
    drawing.tick("Yes", "Check Box1", 200, 600)
    drawing.tick("No", "Check Box2", 240, 600)
    assert learned(drawing, tmp_path) == learned(drawing, tmp_path)


def test_an_interpreter_is_not_the_client(tmp_path: Path):
    drawing = Drawing(pages=2)
    patient_block(drawing)
    drawing.heading("Interpreter", 740, page=2)
    drawing.asked("Interpreter's name:", "i1", 700, page=2)
    drawing.asked("Signature:", "i2", 680, page=2)
    drawing.asked("Date:", "i3", 680, x=340, gap=50, page=2)
    form = learned(drawing, tmp_path)
    assert widgets(form, "client_name") == ["f1"]
    assert not (widgets(form, "signature") and confirmed(form, "signature"))
    assert not (widgets(form, "signature_date") and confirmed(form, "signature_date"))


def test_a_child_is_the_subject_where_the_form_is_about_it(tmp_path: Path):
    drawing = Drawing()
    drawing.asked("Child's name:", "c1", 720)
    drawing.asked("Child's date of birth:", "c2", 700)
    drawing.asked("Parent/guardian name:", "p1", 670)
    drawing.asked("Home telephone:", "p2", 650)
    drawing.asked("Parent's social security number:", "p3", 630, gap=180)
    form = learned(drawing, tmp_path)
    assert widgets(form, "client_name") == ["c1"]
    assert widgets(form, "client_dob") == ["c2"]
    assert widgets(form, "guardian_name") == ["p1"]
    assert not widgets(form, "client_ssn")


def test_one_answer_asked_again_is_another_question(tmp_path: Path):
    drawing = Drawing()
    patient_block(drawing)
    drawing.asked("Patient name:", "again", 400)
    form = learned(drawing, tmp_path)
    assert widgets(form, "client_name") == ["f1"]
    assert len({field.name for field in form.form.field}) == 4


def test_the_number_of_the_case_goes_before_others(tmp_path: Path):
    drawing = Drawing()
    patient_block(drawing)
    drawing.asked("Medical record number:", "m", 600)
    drawing.asked("Case number:", "k", 580)
    drawing.asked("Passport number:", "p", 560)
    assert widgets(learned(drawing, tmp_path), "case_number") == ["k"]


def test_one_label_lists_the_parts_of_a_name(tmp_path: Path):
    drawing = Drawing()
    drawing.text("1. Veteran's name (First, Middle Initial, Last)", 40, 720)
    for name, x, wide in (("a", 40, 150), ("b", 200, 20), ("c", 230, 150)):
        drawing.box(name, x, 700, wide)
    drawing.asked("Date of birth:", "d", 670)
    form = learned(drawing, tmp_path)
    assert widgets(form, "client_name") == ["a", "b", "c"]
    assert parts(form, "client_name") == ["first", "middle", "last"]


def test_the_tooltip_of_another_box_says_nothing(tmp_path: Path):
    drawing = Drawing()
    drawing.heading("Claimant", 725)
    drawing.asked("Name:", "a", 700, gap=50, tip="Claim number")
    drawing.asked("Claim number:", "b", 680)
    drawing.asked("Date of birth:", "c", 660, tip="Date of birth")
    form = learned(drawing, tmp_path)
    assert widgets(form, "client_name") == ["a"]
    assert confirmed(form, "client_name")


def test_a_line_under_the_box_and_the_caption_under_the_line(tmp_path: Path):
    drawing = Drawing()
    drawing.text("Relationship", 60, 722, size=7)
    drawing.line(60, 700, 250, 700)
    drawing.box("Text1", 60, 701, 190)
    drawing.text("Printed name of patient", 60, 691, size=7)
    (field,) = learned(drawing, tmp_path).form.field
    assert field.label == "Printed name of patient"
