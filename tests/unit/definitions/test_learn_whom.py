"""Whom a form is about, and what is only a part of an answer: traps of blanks, each in an invented form."""

from __future__ import annotations

from pathlib import Path

from builders_forms import BOLD, Drawing, learned, parts, widgets

from caseforms.definitions.learn import LearnedForm


def confirm(form: LearnedForm, name: str) -> bool:
    return form.form.named(name).confirm


def test_bare_captions_are_parts_of_one_name(tmp_path: Path):
    drawing = Drawing()
    drawing.heading("Applicant", 740)
    for x, name, caption in ((40, "u1", "Last"), (220, "u2", "First"), (400, "u3", "Middle")):
        drawing.box(name, x, 700)
        drawing.text(caption, x, 690, size=8)
    drawing.asked("Date of birth", "u4", 650)
    form = learned(drawing, tmp_path)
    assert widgets(form, "client_name") == ["u1", "u2", "u3"]
    assert parts(form, "client_name") == ["last", "first", "middle"]


def test_apellidos_and_nombres(tmp_path: Path):
    drawing = Drawing()
    drawing.heading("Datos del solicitante", 740)
    for x, name, caption in ((40, "c1", "Apellidos"), (300, "c2", "Nombre(s)")):
        drawing.text(caption, x, 717, size=8)
        drawing.box(name, x, 700)
    form = learned(drawing, tmp_path)
    assert dict(zip(widgets(form, "client_name"), parts(form, "client_name"), strict=True)) == {
        "c1": "last", "c2": "first",
    }  # fmt: skip


def test_a_lone_last_name_is_confirmed(tmp_path: Path):
    drawing = Drawing()
    drawing.heading("Applicant", 740)
    drawing.asked("Last name", "n1", 700, gap=70)
    drawing.asked("Date of birth", "n2", 670, gap=70)
    form = learned(drawing, tmp_path)
    assert widgets(form, "client_name") == ["n1"]
    assert confirm(form, "client_name")
    assert not confirm(form, "client_dob")


def test_a_small_box_is_no_telephone_number(tmp_path: Path):
    drawing = Drawing()
    drawing.heading("Applicant", 740)
    drawing.asked("Full name", "n1", 700)
    drawing.asked("Telephone", "n2", 670, wide=34)
    drawing.asked("Date of birth", "n3", 640, wide=22)
    form = learned(drawing, tmp_path)
    assert confirm(form, "client_phone")
    assert confirm(form, "client_dob")


def test_an_applicant_comes_before_the_guardian_named_first(tmp_path: Path):
    drawing = Drawing()
    for heading, letter, y in (("GUARDIAN (if any)", "g", 740), ("APPLICANT", "a", 600)):
        drawing.text(heading, 40, y, font=BOLD, size=12)
        for row, label in enumerate(("Full name", "Date of birth", "Phone", "E-mail")):
            drawing.asked(label, f"{letter}{row}", y - 25 * (row + 1), gap=65)
    form = learned(drawing, tmp_path)
    assert widgets(form, "client_name") == ["a0"]
    assert widgets(form, "client_dob") == ["a1"]
    assert widgets(form, "guardian_name") == ["g0"]
    assert not confirm(form, "client_name")


def test_a_student_comes_before_a_parent_with_a_birth_date(tmp_path: Path):
    drawing = Drawing()
    drawing.text("Student / Estudiante", 40, 740, font=BOLD, size=12)
    drawing.asked("Name / Nombre", "s0", 715)
    drawing.asked("Language at home / Idioma en casa", "s1", 690, gap=170)
    for x, name, label in ((40, "m", "Birth month / Mes"), (140, "d", "Day"), (240, "y", "Year")):
        drawing.text(label, x, 672, size=7)
        drawing.box(name, x, 655, 40)
    drawing.text("Parent or guardian / Padre o tutor", 40, 620, font=BOLD, size=12)
    for row, label in enumerate(("Name / Nombre", "Date of birth", "Phone", "E-mail")):
        drawing.asked(label, f"p{row}", 595 - 25 * row)
    form = learned(drawing, tmp_path)
    assert widgets(form, "client_name") == ["s0"]
    assert widgets(form, "preferred_language") == ["s1"]
    assert "p1" not in widgets(form, "client_dob")


def test_an_adult_who_speaks_of_a_minor(tmp_path: Path):
    drawing = Drawing()
    drawing.heading("Authorization by a relative", 740)
    for row, label in enumerate(
        ("Name of minor", "Minor's birth date", "Minor's case number", "My name", "My date of birth", "My address")
    ):
        drawing.asked(label, f"k{row}", 700 - 25 * row)
    form = learned(drawing, tmp_path)
    assert widgets(form, "client_name") == ["k0"]
    assert widgets(form, "guardian_name") == ["k3"]
    assert widgets(form, "case_number") == ["k2"]
    assert confirm(form, "client_name")
    assert confirm(form, "client_dob")


def test_an_inmate_is_not_the_visitor(tmp_path: Path):
    drawing = Drawing()
    drawing.asked("Inmate's name", "i0", 720)
    drawing.asked("Visitor's name", "v0", 690)
    drawing.asked("Date of birth", "v1", 665)
    assert widgets(learned(drawing, tmp_path), "client_name") == ["v0"]


def test_the_inmate_of_a_form_without_visitor(tmp_path: Path):
    drawing = Drawing()
    drawing.asked("Inmate's name", "i0", 720)
    drawing.asked("Date of birth", "i1", 695)
    assert widgets(learned(drawing, tmp_path), "client_name") == ["i0"]


def test_a_case_number_below_an_attorney(tmp_path: Path):
    drawing = Drawing()
    drawing.asked("Attorney for (name)", "a0", 740)
    drawing.asked("Case number", "a1", 717)
    drawing.heading("Applicant", 680)
    drawing.asked("Full name", "a2", 650)
    assert widgets(learned(drawing, tmp_path), "case_number") == ["a1"]


def test_an_advocate_refers_the_case(tmp_path: Path):
    drawing = Drawing()
    drawing.asked("Advocate:", "w0", 740)
    drawing.heading("Client", 700)
    drawing.asked("Full name", "w1", 670)
    assert widgets(learned(drawing, tmp_path), "worker_name") == ["w0"]
