"""Forms without fields whose places nobody learned: answers by the printed labels, in every usual layout."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import FORMS, TODAY, blank, filled_by_pikepdf, filling
from flattened import by_pdfium, by_qpdf, drawn_on, fax_cover, with_looks, with_pages
from reportlab.pdfgen.canvas import Canvas

from caseforms.model import Report, State
from caseforms.pipeline.reading import Reader, ReadingDesk

TITLE = "Treatment Services Referral Request"
ASKED = (
    ("Client's name", "Rowan Testcase", "client_name", "Rowan Testcase"),
    ("Date of birth", "07/04/1990", "client_dob", "1990-07-04"),
    ("Phone", "(207) 555-0134", "client_phone", "2075550134"),
    ("Case name", "Testcase family", "case_name", "Testcase family"),
    ("Case number", "CW-2026-0417", "case_number", "CW-2026-0417"),
    ("Requesting worker", "Juniper Sample", "worker_name", "Juniper Sample"),
    ("Supervisor's name", "Quill Placeholder", "supervisor_name", "Quill Placeholder"),
    ("Date of request", "03/27/2026", "form_date", "2026-03-27"),
    ("Services requested", "Visitation", "services_requested", ["visitation"]),
    ("Attorney", "Marlow Demo", None, None),
    ("Interpreter needed", "Yes", "interpreter_needed", "yes"),
)
WANTED = {name: value for _, _, name, value in ASKED if name}
READER = Reader(ReadingDesk(FORMS, TODAY))


def _line(canvas: Canvas, number: int, label: str, text: str) -> None:
    y = 700 - 24 * number
    canvas.drawString(60, y, f"{label}:")
    canvas.line(180, y - 2, 500, y - 2)
    canvas.drawString(184, y, text)


def _colon(canvas: Canvas, number: int, label: str, text: str) -> None:
    canvas.drawString(60, 700 - 20 * number, f"{label}: {text}")


def _underscores(canvas: Canvas, number: int, label: str, text: str) -> None:
    y = 700 - 24 * number
    canvas.drawString(60, y, f"{label}: {'_' * 40}")
    canvas.drawString(64 + canvas.stringWidth(f"{label}: ", "Helvetica", 10), y + 1, text)


def _above(canvas: Canvas, number: int, label: str, text: str) -> None:
    y = 700 - 46 * number
    canvas.drawString(60, y, label)
    canvas.rect(60, y - 24, 300, 20)
    canvas.drawString(64, y - 18, text)


def _inside(canvas: Canvas, number: int, label: str, text: str) -> None:
    x, y = 60 + number % 2 * 240, 700 - number // 2 * 34
    canvas.rect(x, y - 30, 240, 34)
    canvas.setFont("Helvetica", 7)
    canvas.drawString(x + 3, y - 5, label)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(x + 5, y - 22, text)


def _table(canvas: Canvas, number: int, label: str, text: str) -> None:
    y = 700 - 20 * number
    canvas.rect(60, y - 6, 150, 20)
    canvas.rect(210, y - 6, 250, 20)
    canvas.drawString(64, y, label)
    canvas.drawString(214, y, text)


def _grid(canvas: Canvas, number: int, label: str, text: str) -> None:
    y = 700 - 20 * number
    for line in ((60, y - 6, 460, y - 6), (60, y + 14, 460, y + 14), *((x, y - 6, x, y + 14) for x in (60, 210, 460))):
        canvas.line(*line)
    canvas.drawString(64, y, label)
    canvas.drawString(214, y, text)


def _two(canvas: Canvas, number: int, label: str, text: str) -> None:
    x, y = 60 + number % 2 * 260, 700 - number // 2 * 24
    canvas.drawString(x, y, f"{label}:")
    canvas.drawString(x + 100, y, text)
    canvas.line(x + 98, y - 2, x + 240, y - 2)


LAYOUTS: dict[str, Callable[[Canvas, int, str, str], None]] = {
    "line": _line, "colon": _colon, "underscores": _underscores, "above": _above, "inside": _inside, "table": _table,
    "grid": _grid, "two": _two,
}  # fmt: skip


def page(draw: Callable[[Canvas], None], title: str = TITLE) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1)
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(60, 740, title)
    canvas.setFont("Helvetica", 10)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def printed(layout: str, *, answered: bool = True) -> bytes:
    def draw(canvas: Canvas) -> None:
        for number, (label, text, _, _) in enumerate(ASKED):
            LAYOUTS[layout](canvas, number, label, text if answered else "")

    return page(draw)


def report(content: bytes, folder: Path) -> Report:
    path = folder / "form.pdf"
    path.write_bytes(content)
    (found,) = READER.file(path)
    return found


def remarks(found: Report) -> set[str]:
    assert found.record is not None
    return {remark.kind for answer in found.record.answers.values() for remark in answer.remarks}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_answers_by_their_labels(layout, tmp_path):
    found = report(printed(layout), tmp_path)
    assert found.record is not None
    assert {name: found.record.value(name) for name in WANTED} == WANTED
    said = {name for name, answer in found.record.answers.items() if answer.state is not State.ABSENT}
    assert said == WANTED.keys()
    assert [(box.label, box.raw) for box in found.unplaced] == [("Attorney", "Marlow Demo")]
    assert remarks(found) == set()
    assert {found.record.answers[name].confidence for name in WANTED} == {0.9}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_print_is_no_answer(layout, tmp_path):
    found = report(printed(layout, answered=False), tmp_path)
    assert found.record is not None
    assert {answer.state for answer in found.record.answers.values()} == {State.BLANK, State.ABSENT}
    assert [remark.kind for remark in found.record.remarks] == ["all_blank"]


def test_an_answer_that_only_stands_beside_its_label_is_a_guess(tmp_path):
    def draw(canvas: Canvas) -> None:
        for number, (label, text, _, _) in enumerate(ASKED):
            canvas.drawString(60, 700 - 20 * number, label)
            canvas.drawString(200, 700 - 20 * number, text)

    found = report(page(draw), tmp_path)
    assert found.record is not None
    assert {name: found.record.value(name) for name in WANTED} == WANTED
    assert remarks(found) == {"guessed_place"}
    assert found.record.answers["client_name"].confidence == 0.8


# ---- ticks ----

SERVICES = ("Nurturing parenting", "Drug testing", "Visitation", "Anger management")


def _zapf(canvas: Canvas, x: float, y: float) -> None:
    canvas.setFont("ZapfDingbats", 9)
    canvas.drawString(x + 1, y + 0.5, "4")
    canvas.setFont("Helvetica", 10)


def _cross(canvas: Canvas, x: float, y: float) -> None:
    canvas.line(x, y - 1, x + 9, y + 8)
    canvas.line(x, y + 8, x + 9, y - 1)


SQUARES = {
    "glyph": _zapf,
    "letter": lambda canvas, x, y: canvas.drawString(x + 1.5, y, "X"),
    "path": _cross,
    "filled": lambda canvas, x, y: canvas.rect(x + 2, y + 1, 5, 5, fill=1),
}


def _nothing(_canvas: Canvas, _x: float, _y: float) -> None:
    """Draw nothing: brackets are their own frame, and some forms have none."""


OTHERS = {
    "circle": (
        lambda canvas, x, y: canvas.circle(x + 4.5, y + 3.5, 4.5),
        lambda canvas, x, y: canvas.circle(x + 4.5, y + 3.5, 2.2, fill=1),
    ),
    "brackets": (_nothing, _nothing),
    "bare X": (_nothing, lambda canvas, x, y: canvas.drawString(x, y, "X")),
}
MARKS = {name: (lambda canvas, x, y: canvas.rect(x, y - 1, 9, 9), draw) for name, draw in SQUARES.items()} | OTHERS


@pytest.mark.parametrize("way", MARKS)
def test_ticks_beside_their_captions(way, tmp_path):
    frame, mark = MARKS[way]

    def option(canvas: Canvas, x: float, y: float, caption: str, *, on: bool) -> None:
        frame(canvas, x, y)
        if way == "brackets":
            canvas.drawString(x - 4, y, "[X]" if on else "[ ]")
        elif on:
            mark(canvas, x, y)
        canvas.drawString(x + 14, y, caption)

    def draw(canvas: Canvas) -> None:
        for number, (label, text, _, _) in enumerate(ASKED[:8]):
            _colon(canvas, number, label, text)
        canvas.drawString(60, 500, "Services requested:")
        for number, caption in enumerate(SERVICES):
            option(canvas, 60, 480 - 18 * number, caption, on=caption in {"Drug testing", "Visitation"})
        for number, (asked, said) in enumerate((("Interpreter needed", "No"), ("ICWA applies", "Yes"))):
            y = 400 - 20 * number
            canvas.drawString(60, y, asked)
            option(canvas, 300, y, "Yes", on=said == "Yes")
            option(canvas, 360, y, "No", on=said == "No")

    found = report(page(draw), tmp_path)
    assert found.record is not None
    assert sorted(found.record.value("services_requested")) == ["drug_testing", "visitation"]
    assert (found.record.value("interpreter_needed"), found.record.value("icwa_applies")) == ("no", "yes")


def test_printed_choices_without_a_mark_are_no_answer(tmp_path):
    def draw(canvas: Canvas) -> None:
        for number, (label, text, _, _) in enumerate(ASKED[:8]):
            _colon(canvas, number, label, text)
        canvas.drawString(60, 500, "Interpreter needed")
        canvas.drawString(300, 500, "Yes")
        canvas.drawString(360, 500, "No")

    found = report(page(draw), tmp_path)
    assert found.record is not None
    assert found.record.answers["interpreter_needed"].state is State.BLANK


# ---- our own blanks: their places are learned from the blank that we draw ourselves ----


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("flatten", [by_qpdf, by_pdfium])
def test_our_own_blanks_saved_flat(form, flatten, tmp_path):
    boxes, wanted = filling(FORMS[form])
    found = report(flatten(with_looks(filled_by_pikepdf(blank(form, "pdf"), boxes))), tmp_path)
    assert found.record is not None
    assert found.record.form == form
    assert {name: found.record.value(name) for name in wanted} == wanted
    assert found.unplaced == ()
    assert remarks(found) <= {"cut_text", "lost_letters"}  # a text that runs on over the next, letter on letter


def test_our_own_blank_printed_on_its_side_behind_a_cover(tmp_path):
    boxes, wanted = filling(FORMS["treatment-referral"])
    flat = by_qpdf(with_looks(filled_by_pikepdf(blank("treatment-referral", "pdf"), boxes)))
    turned = drawn_on(flat, (792, 612), (0, 1, -1, 0, 792, 0))
    found = report(with_pages(turned, range(4), fax_cover()), tmp_path)
    assert found.record is not None
    assert {name: found.record.value(name) for name in wanted} == wanted


# ---- what is none of our forms ----


def test_a_form_that_nobody_knows_is_listed_with_what_stands_on_it(tmp_path):
    def draw(canvas: Canvas) -> None:
        for number, (label, text) in enumerate((("Ship to", "Marlow Demo"), ("Colour of boat", "red"))):
            _line(canvas, number, label, text)
        canvas.drawString(60, 600, "Mast height: 12 m")

    found = report(page(draw, "Order of a boat"), tmp_path)
    assert found.failure is not None
    assert found.failure.kind == "unknown_form"
    assert "caseforms forms learn" in found.failure.mend
    assert [(box.label, box.raw) for box in found.unplaced] == [
        ("Ship to", "Marlow Demo"), ("Colour of boat", "red"), ("Mast height", "12 m"),
    ]  # fmt: skip


def test_a_picture_with_a_line_of_a_fax_machine_is_a_scan(tmp_path):
    def draw(canvas: Canvas) -> None:
        canvas.drawInlineImage(str(picture), 0, 0, 612, 792)

    picture = tmp_path / "page.ppm"
    picture.write_bytes(b"P6 4 4 255\n" + bytes(48))
    found = report(page(draw, "03/27/2026 FAX 555-0100 p. 1"), tmp_path)
    assert found.failure is not None
    assert found.failure.kind == "scan"
