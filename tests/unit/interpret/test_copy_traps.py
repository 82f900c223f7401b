"""Copies with the traps of real ones: pages that look alike, marks between boxes, texts that run over their boxes."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from builders import TODAY
from flattened import FILLED, INDEX, LETTER, by_qpdf, fax_cover, filled, kinds, noted, submission, values, with_pages
from reportlab.lib.colors import white
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from caseforms.definitions.blank_print import blank_pages, with_print
from caseforms.definitions.form import Choice, FieldDefinition, FormDefinition, Identify, Section
from caseforms.definitions.labels import LabelIndex
from caseforms.definitions.learned import Blank, LearnedBox
from caseforms.interpret.records import interpret
from caseforms.model import Record, State
from caseforms.readers import pdf

Place = tuple[float, float, float, float]
Draw = Callable[[Canvas, int], None]


def paper_of(pages: int, *draws: Draw) -> bytes:
    """Draw pages one after the other, each by all of these."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=LETTER, invariant=1)
    for page in range(1, pages + 1):
        canvas.setFont("Helvetica", 10)
        for draw in draws:
            draw(canvas, page)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def index_of(blank: bytes, fields: Sequence[FieldDefinition]) -> LabelIndex:
    """Give the definition that was learned from a blank, with its print."""
    content = pdf.read(blank)
    paper = content.paper
    assert paper is not None
    placed = tuple(f.model_copy(update={"box": tuple(with_print(f.box, paper))}) for f in fields)
    pages = tuple(blank_pages(paper, [page.size or LETTER for page in content.pages]))
    return LabelIndex(
        FormDefinition(
            id="moon-intake", title="Moon County Intake", edition="02/26", subject="client", identify=Identify(),
            section=(Section(id="client", title="Client"),), field=placed,
            blank=Blank(file="moon.pdf", sha256="0" * 64, page=pages),
        )
    )  # fmt: skip


def asking(name: str, *boxes: LearnedBox, kind: str = "text", codes: Sequence[str] = ()) -> FieldDefinition:
    choices: dict[str, Any] = {"choices": tuple(Choice(code=c, label=c.capitalize()) for c in codes)} if codes else {}
    return FieldDefinition(name=name, section="client", label=name.replace("_", " "), type=kind, box=boxes, **choices)


def read(content: bytes, index: LabelIndex) -> Record:
    given = submission(content)
    (found,) = interpret(given, given.pages, index, TODAY)
    return found


def remarks(found: Record, name: str) -> set[str]:
    return {remark.kind for remark in found.answers[name].remarks}


# ---- pages that look alike ----

WORDS = "Tell us about every child in your household and where each of them spends the day during school weeks".split()


def sheets(heads: Mapping[int, str]) -> Draw:
    """The print of a form whose pages 2 to 4 ask the same; heads: what tells them apart."""

    def draw(canvas: Canvas, page: int) -> None:
        canvas.drawString(60, 750, f"Moon County Intake {heads.get(page, '')}")
        words = WORDS if 2 <= page <= 4 else [f"{word}{page}" for word in WORDS]
        for number, word in enumerate(words):
            canvas.drawString(60 + 90 * (number % 5), 700 - 30 * (number // 5), word)

    return draw


def answered(pages: Mapping[int, str]) -> Draw:
    return lambda canvas, page: canvas.drawString(122, 504, pages.get(page, ""))


CHILDREN = {2: "Ada", 3: "Ben", 4: "Cleo"}
ASKED = [asking(f"child_{page}", LearnedBox(page=page, box=(120, 500, 300, 516))) for page in CHILDREN]


@pytest.mark.parametrize("heads", [{}, {2: "sheet 1", 3: "sheet 2", 4: "sheet 3"}])
@pytest.mark.parametrize("cover", [None, fax_cover()])
def test_alike_pages_are_told_by_their_order(heads, cover):
    """A page in front must not move the answers of one page to the next."""
    index = index_of(paper_of(5, sheets(heads)), ASKED)
    copy = with_pages(paper_of(5, sheets(heads), answered(CHILDREN)), range(5), cover)
    found = read(copy, index)
    assert values(found) == {"child_2": "Ada", "child_3": "Ben", "child_4": "Cleo"}
    assert "guessed_place" not in kinds(found)


def test_one_of_several_alike_pages_is_never_taken_silently():
    index = index_of(paper_of(5, sheets({})), ASKED)
    copy = with_pages(paper_of(5, sheets({}), answered(CHILDREN)), (0, 2, 4))
    found = read(copy, index)
    (name,) = (name for name, value in values(found).items() if value)
    assert found.value(name) == "Ben"
    assert "guessed_place" in remarks(found, name)


def test_alike_pages_in_another_order_are_told_by_their_print():
    heads = {2: "first Ada page of four", 3: "second sheet for Ben", 4: "third and last one here"}
    index = index_of(paper_of(5, sheets(heads)), ASKED)
    copy = with_pages(paper_of(5, sheets(heads), answered(CHILDREN)), (4, 3, 2, 1, 0))
    assert values(read(copy, index)) == {"child_2": "Ada", "child_3": "Ben", "child_4": "Cleo"}


# ---- marks ----

SIX = tuple(range(6))
SQUARES = [(100.0 + 40 * n, 600.0) for n in SIX]


def questions(size: float = 12.0) -> list[FieldDefinition]:
    def option(number: int, means: str) -> LearnedBox:
        x, y = SQUARES[number]
        return LearnedBox(box=(x, y, x + size, y + size), part="option", means=means)

    return [
        asking("urgent", option(0, "yes"), option(1, "no"), kind="yes_no"),
        asking("needs", *(option(n, f"n{n}") for n in SIX[2:]), kind="choices", codes=[f"n{n}" for n in SIX[2:]]),
    ]


def squares(canvas: Canvas, _page: int) -> None:
    """Squares as a word processor draws them: of letters' strokes, under the fields."""
    sheets({})(canvas, 1)
    for x, y in SQUARES:
        canvas.setLineWidth(3)
        canvas.rect(x + 4, y + 4, 4, 4)


def with_fields(canvas: Canvas, _page: int) -> None:
    """White fields that hide what is printed under them."""
    for number, (x, y) in enumerate(SQUARES):
        canvas.acroForm.checkbox(name=f"C{number}", x=x, y=y, size=12, borderWidth=0, fillColor=white)


def test_squares_that_the_fields_of_the_blank_hid_are_no_ticks():
    index = index_of(paper_of(1, squares, with_fields), questions())
    boxes = [box for field in index.form.field for box in field.box]
    assert all(box.bare is not None and box.bare > (box.ink or 0.0) for box in boxes)
    found = read(paper_of(1, squares), index)
    assert {answer.state for answer in found.answers.values()} == {State.BLANK}
    typed = read(noted(paper_of(1, squares), [("X", (SQUARES[n][0], 600.0, 12.0, 12.0)) for n in (0, 3)]), index)
    assert values(typed) == {"urgent": "yes", "needs": ["n3"]}
    assert "guessed_place" not in kinds(typed)


def close(canvas: Canvas, _page: int) -> None:
    sheets({})(canvas, 1)
    for x in (100, 113):
        canvas.rect(x, 600, 12, 12)


CLOSE = [
    asking(
        "urgent", LearnedBox(box=(100, 600, 112, 612), part="option", means="yes"),
        LearnedBox(box=(113, 600, 125, 612), part="option", means="no"), kind="yes_no",
    )
]  # fmt: skip


def crossed(x: float) -> Draw:
    """A large X whose middle is here."""

    def draw(canvas: Canvas, _page: int) -> None:
        canvas.setFont("Helvetica", 30)
        canvas.drawCentredString(x, 595, "X")

    return draw


@pytest.mark.parametrize(("x", "value"), [(106, "yes"), (104, "yes"), (119, "no"), (121, "no")])
def test_a_mark_that_reaches_into_two_boxes_ticks_the_one_it_covers_most(x, value):
    index = index_of(paper_of(1, close), CLOSE)
    assert read(paper_of(1, close, crossed(x)), index).value("urgent") == value


def test_a_mark_between_two_boxes_is_told_and_ticks_neither():
    index = index_of(paper_of(1, close), CLOSE)
    found = read(paper_of(1, close, crossed(112.5)), index)
    assert found.value("urgent") is None
    assert remarks(found, "urgent") & {"two_answers", "guessed_place"}


# ---- texts that do not fit ----

COLUMNS = [("owner", (50, 500, 180, 520)), ("what", (184, 500, 294, 520)), ("worth", (298, 500, 400, 520))]


def table(canvas: Canvas, _page: int) -> None:
    sheets({})(canvas, 1)
    for _, (x0, y0, x1, y1) in COLUMNS:
        canvas.rect(x0, y0, x1 - x0, y1 - y0)


TABLE = [asking(name, LearnedBox(box=box)) for name, box in COLUMNS]
LONG = "a house with a garden and two old sheds"


def says(*texts: tuple[str, float, str]) -> Draw:
    def draw(canvas: Canvas, _page: int) -> None:
        for way, x, text in texts:
            getattr(canvas, way)(x, 506, text)

    return draw


@pytest.mark.parametrize("way", ["drawCentredString", "drawRightString", "drawString"])
def test_a_text_that_runs_out_of_its_box_leaves_the_neighbours_clean(way):
    at = {"drawCentredString": 239.0, "drawRightString": 292.0, "drawString": 186.0}[way]
    index = index_of(paper_of(1, table), TABLE)
    found = read(paper_of(1, table, says((way, at, LONG))), index)
    assert values(found) == {"owner": None, "what": LONG, "worth": None}
    assert remarks(found, "what") == {"cut_text"}
    assert not remarks(found, "owner") | remarks(found, "worth")


def test_a_text_ends_where_that_of_the_next_box_begins():
    """The last letter of the one stands in the box of the other already, and the other begins right there."""
    index = index_of(paper_of(1, table), TABLE)
    text = "house"
    while stringWidth(f"{text}m", "Helvetica", 10) < 116:
        text += "i"
    found = read(paper_of(1, table, says(("drawString", 186, f"{text}m"), ("drawString", 300, "06/10/2019"))), index)
    assert values(found) == {"owner": None, "what": f"{text}m", "worth": "06/10/2019"}


def test_a_text_that_begins_under_the_end_of_another_is_its_own_and_told():
    index = index_of(paper_of(1, table), TABLE)
    found = read(paper_of(1, table, says(("drawString", 186, LONG), ("drawString", 300, "5 dollars"))), index)
    assert found.value("worth") == "5 dollars"
    assert found.value("what") == LONG
    assert "lost_letters" in remarks(found, "worth")


def test_a_word_that_its_box_breaks_is_put_together_and_told():
    narrow = [asking("gender", LearnedBox(box=(50, 490, 81, 520)))]
    index = index_of(paper_of(1, table), narrow)

    def two(first: str, second: str) -> Draw:
        return lambda canvas, _: [canvas.drawString(52, y, t) for y, t in ((510, first), (496, second))] and None

    broken = read(paper_of(1, table, two("Bramb", "les")), index)
    assert (broken.value("gender"), remarks(broken, "gender") & {"cut_text"}) == ("Brambles", {"cut_text"})
    assert read(paper_of(1, table, two("Ada", "lives")), index).value("gender").split() == ["Ada", "lives"]


# ---- lines to write on ----


def ruled(sign: str) -> Draw:
    def draw(canvas: Canvas, _page: int) -> None:
        sheets({})(canvas, 1)
        canvas.drawString(60, 504, "Name:" + sign * 30)

    return draw


RULED = [asking("doctor_name", LearnedBox(box=(88, 500, 300, 518)), kind="name")]


@pytest.mark.parametrize("sign", "_.")
def test_a_line_to_write_on_is_no_answer_however_it_is_glued(sign):
    index = index_of(paper_of(1, ruled(sign)), RULED)
    blank = read(paper_of(1, ruled(sign)), index)
    assert blank.answers["doctor_name"].state is State.BLANK
    copy = paper_of(1, ruled(sign), lambda canvas, _: canvas.drawString(95, 506, "Marlow Demo"))
    found = read(copy, index)
    assert (found.value("doctor_name"), remarks(found, "doctor_name")) == ("Marlow Demo", set())


@pytest.mark.parametrize("text", ["Nu\u00d2ez Demo", "N\u02d9ria Demo", "Zo\u00ce Demo"])
def test_letters_of_another_code_are_told(text):
    assert "lost_letters" in kinds(read(noted(by_qpdf(filled({})), [(text, (120, 660, 300, 16))], drawn=False), INDEX))


@pytest.mark.parametrize("text", ["N\u00fa\u00f1ez Demo", "\u00c9mile Demo", "JOS\u00c9 DEMO"])
def test_letters_with_accents_are_right(text):
    found = read(noted(by_qpdf(filled({})), [(text, (120, 660, 300, 16))], drawn=False), INDEX)
    assert "lost_letters" not in kinds(found)


# ---- fields that show in several places, parts that do not fit together ----


def changed(index: LabelIndex, *fields: FieldDefinition) -> LabelIndex:
    known = {field.name: field for field in (*index.form.field, *fields)}
    return LabelIndex(index.form.model_copy(update={"field": tuple(known.values())}))


def test_a_field_that_several_questions_show_answers_each():
    again = asking("doctor_again", LearnedBox(widget="Name", page=2, box=(60, 500, 300, 516)), kind="name")
    found = read(filled(FILLED), changed(INDEX, again))
    assert found.value("doctor_name") == found.value("doctor_again") == "Marlow Demo"


def test_a_field_that_shows_in_several_places_is_one_answer():
    (first,) = INDEX.form.named("doctor_name").box
    second = first.model_copy(update={"box": (400.0, 600.0, 520.0, 616.0)})
    index = changed(INDEX, INDEX.form.named("doctor_name").model_copy(update={"box": (first, second)}))
    assert read(filled(FILLED), index).value("doctor_name") == "Marlow Demo"
    flat = read(by_qpdf(filled({**FILLED, "Nobody": "Marlow Demo"})), index)
    assert (flat.value("doctor_name"), remarks(flat, "doctor_name")) == ("Marlow Demo", set())
    other = read(by_qpdf(filled({**FILLED, "Nobody": "Faye Sample"})), index)
    assert "two_answers" in remarks(other, "doctor_name")


@pytest.mark.parametrize("number", ["555-0134 and 0135 0136", "2075550134"])
def test_parts_of_no_one_telephone_number_are_not_read(number):
    answer = read(filled({**FILLED, "Text8": number}), INDEX).answers["client_phone"]
    assert (answer.value, answer.state) == (None, State.UNREADABLE)


# ---- another form ----


@pytest.mark.parametrize("content", [filled(FILLED), by_qpdf(filled(FILLED)), fax_cover()])
def test_a_form_that_was_named_but_is_another_is_told(content):
    index = index_of(paper_of(1, table), [asking("owner", LearnedBox(widget="Owner", box=(50, 500, 180, 520)))])
    assert "few_labels" in kinds(read(content, index))


@pytest.mark.parametrize("content", [filled(FILLED), by_qpdf(filled(FILLED)), filled({}), by_qpdf(filled({}))])
def test_the_form_itself_is_no_other(content):
    assert "few_labels" not in kinds(read(content, INDEX))
