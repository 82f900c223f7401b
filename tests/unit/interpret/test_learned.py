"""One definition, learned from a blank, reads every copy of the form: fillable, saved flat, printed, typed over."""

from __future__ import annotations

import io

import pikepdf
import pytest
from builders import INDEXES, TODAY, saved
from flattened import (
    A4,
    FILLED,
    INDEX,
    LETTER,
    TEXTS,
    VALUES,
    blank_form,
    by_cairo,
    by_pdfium,
    by_pdftk,
    by_qpdf,
    drawn_on,
    fax_cover,
    filled,
    kinds,
    noted,
    record,
    submission,
    values,
    with_pages,
)
from programs import pdftk, pdftoppm
from reportlab.pdfbase.pdfmetrics import stringWidth

from caseforms.errors import UnreadableFileError
from caseforms.identify import identify
from caseforms.interpret.records import interpret
from caseforms.model import State

TOOLS = [
    pytest.param(by_qpdf, id="qpdf"),
    pytest.param(by_pdfium, id="pdfium"),
    pytest.param(by_pdftk, id="pdftk", marks=pdftk),
    pytest.param(by_cairo, id="cairo", marks=pdftoppm),
]


def without(value, *names):
    return {name: each for name, each in value.items() if name not in names}


# ---- fillable ----


def test_boxes_by_their_exact_names():
    found = record(filled(FILLED))
    assert values(found) == VALUES
    assert {answer.confidence for answer in found.answers.values()} == {1.0}
    assert [(box.name, box.raw) for box in found.unplaced] == [("Nobody", "seen")]


def test_a_date_with_a_part_missing_is_not_read():
    answer = record(filled({**FILLED, "undefined_2": ""})).answers["client_dob"]
    assert (answer.state, answer.raw) == (State.UNREADABLE, "07//1990")


def test_cells_of_a_date_are_put_together():
    boxes = tuple(box.model_copy(update={"part": "comb"}) for box in INDEX.form.named("client_id_number").box[:8])
    form = INDEX.form
    dates = tuple(
        field.model_copy(update={"type": "date", "box": boxes}) if field.name == "client_id_number" else field
        for field in form.field
    )
    index = type(INDEX)(form.model_copy(update={"field": dates}))
    cells = {f"Cell{number}": digit for number, digit in enumerate("03272026")}
    assert record(filled({**FILLED, **cells}), index).value("client_id_number") == "2026-03-27"
    short = {**cells, "Cell1": ""}
    assert record(filled({**FILLED, **short}), index).answers["client_id_number"].state is State.UNREADABLE


def test_both_yes_and_no():
    answer = record(filled({**FILLED, "Check2": "X"})).answers["interpreter_needed"]
    assert (answer.state, [remark.kind for remark in answer.remarks]) == (State.UNREADABLE, ["two_answers"])


@pytest.mark.parametrize("flat", [False, True])
def test_what_the_blank_ticks_itself_is_told(flat):
    content = filled(FILLED, keep_ticks=True)
    answer = record(by_qpdf(content) if flat else content).answers["wants"]
    assert answer.value == ["clothing", "housing"]
    assert "ticked_before" in [remark.kind for remark in answer.remarks]


def test_names_of_another_form_in_other_places_are_not_taken():
    """Text1, Text2, ... are on many forms: they must stand where the blank has them."""
    with pikepdf.open(io.BytesIO(filled(FILLED))) as document:
        for page in document.pages:
            for widget in page.Annots:
                widget.Rect = pikepdf.Array([float(edge) + 9 for edge in widget.Rect])
            page.Contents = document.make_stream(b"")
        given = submission(saved(document))
    with pytest.raises(UnreadableFileError):
        identify(given, given.pages, {**INDEXES, INDEX.form.id: INDEX})


def test_known_among_other_forms():
    for content in (filled(FILLED), by_qpdf(filled(FILLED)), blank_form()):
        given = submission(content)
        assert identify(given, given.pages, {**INDEXES, INDEX.form.id: INDEX}).labels is INDEX


def test_two_editions_with_the_same_paper_are_told_apart_by_the_person():
    other = type(INDEX)(INDEX.form.model_copy(update={"id": "sunshine-intake-2", "edition": "02/26"}))
    given = submission(by_qpdf(filled(FILLED)))
    with pytest.raises(UnreadableFileError) as refused:
        identify(given, given.pages, {INDEX.form.id: INDEX, other.form.id: other})
    assert refused.value.kind == "ambiguous_form"
    assert "--form sunshine-intake-2" in refused.value.mend


# ---- saved flat ----


@pytest.mark.parametrize("flatten", TOOLS)
def test_saved_flat(flatten):
    found = record(flatten(filled(FILLED)))
    assert values(found) == VALUES
    assert {answer.confidence for answer in found.answers.values()} == {0.95}
    assert [box.raw for box in found.unplaced] == ["seen"]
    assert kinds(found) <= {"cut_text"}
    page, box = found.answers["doctor_name"].place[:2]
    assert page == 1
    assert box == pytest.approx((120, 660, 420, 676), abs=30)


@pytest.mark.parametrize("flatten", TOOLS)
def test_a_blank_saved_flat_is_a_blank(flatten):
    found = record(flatten(filled({})))
    assert {answer.state for answer in found.answers.values()} == {State.BLANK}
    assert found.unplaced == ()
    assert kinds(found) == {"all_blank"}


WAYS = {
    "fit to page": lambda c: drawn_on(c, A4, (0.943, 0, 0, 0.943, 9, 40)),
    "stretched": lambda c: drawn_on(c, LETTER, (0.95, 0, 0, 0.99, 12, 4)),
    "half": lambda c: drawn_on(c, LETTER, (0.5, 0, 0, 0.5, 10, 300)),
    "upright by /Rotate": lambda c: drawn_on(c, LETTER[::-1], (0, 1, -1, 0, 792, 0), 90),
    "on its side": lambda c: drawn_on(c, LETTER[::-1], (0, 1, -1, 0, 792, 0)),
    "on its other side": lambda c: drawn_on(c, LETTER[::-1], (0, -1, 1, 0, 0, 612)),
    "upside down": lambda c: drawn_on(c, LETTER, (-1, 0, 0, -1, 612, 792)),
}


@pytest.mark.parametrize("way", WAYS)
def test_however_it_was_printed(way):
    assert values(record(WAYS[way](by_qpdf(filled(FILLED))))) == VALUES


def test_places_on_a_page_that_lies_on_its_side():
    place = record(WAYS["on its side"](by_qpdf(filled(FILLED)))).answers["doctor_name"].place
    assert place.box == pytest.approx((792 - 676, 120, 792 - 660, 420), abs=2)


def test_a_cover_in_front_is_kept_as_it_is():
    found = record(with_pages(by_qpdf(filled(FILLED)), (0, 1), fax_cover()))
    assert values(found) == VALUES
    assert found.answers["client_name"].place.page == 2
    (cover,) = (box for box in found.unplaced if box.place.page == 1)
    assert "Ada Placeholder" in cover.raw


def test_pages_in_another_order_and_pages_that_are_not_there():
    flat = by_qpdf(filled(FILLED))
    assert values(record(with_pages(flat, (1, 0)))) == VALUES
    first = record(with_pages(flat, (0,)))
    assert values(first) == {**VALUES, "signature": None}
    assert first.answers["signature"].state is State.ABSENT


def test_a_second_copy_in_the_same_file_is_not_lost():
    found = record(with_pages(by_qpdf(filled(FILLED)), (0, 1, 0)))
    assert values(found) == VALUES
    assert [box.place.page for box in found.unplaced if "Rowan" in box.raw] == [3]


def test_saved_flat_in_part():
    """Some programs flatten the ticks only, or leave a field that they do not know."""
    with pikepdf.open(io.BytesIO(filled(FILLED))) as document:
        page = document.pages[0]
        ticks = [widget for widget in page.Annots if str(widget.get("/T", "")).startswith("Check")]
        kept = [widget for widget in page.Annots if not str(widget.get("/T", "")).startswith("Check")]
        for number, widget in enumerate(ticks):
            look = widget.AP.N[str(widget.AS)]
            page.Resources.XObject = page.Resources.get("/XObject", pikepdf.Dictionary())
            page.Resources.XObject[f"/Fl{number}"] = look
            x, y = (float(edge) for edge in widget.Rect[:2])
            page.contents_add(f"q 1 0 0 1 {x} {y} cm /Fl{number} Do Q".encode())
        page.Annots = pikepdf.Array(kept)
        fields = document.Root.AcroForm.Fields
        document.Root.AcroForm.Fields = pikepdf.Array([f for f in fields if not str(f.T).startswith("Check")])
        found = record(saved(document))
    assert values(found) == VALUES


# ---- texts ----


def test_a_text_that_runs_out_of_its_box_stays_whole_and_is_told():
    long = "Rowan-Alexander Maximilian Bartholomew Ambrose"
    for tool in (by_qpdf, by_pdfium):
        found = record(tool(filled({**FILLED, "Text1": long})))
        assert found.value("client_name") == f"{long} Q Testcase"
        assert "cut_text" in [remark.kind for remark in found.answers["client_name"].remarks]
        assert values(found) == {**VALUES, "client_name": f"{long} Q Testcase"}


def test_lines_that_break_by_themselves_and_lines_that_were_broken():
    full = ""
    while stringWidth(f"{full} months", "Helvetica", 9) < 476:
        full = f"{full} months".strip()
    lines = (full, "unemployed at home.", "Thank you.")
    places = [(60.0, 474.0 - 12 * number, 480.0, 12.0) for number in range(3)]
    story = record(noted(by_qpdf(filled({})), zip(lines, places, strict=True))).value("story")
    assert story == f"{lines[0]} {lines[1]}\n{lines[2]}"


def test_letters_that_were_lost_are_told():
    content = by_qpdf(filled({**FILLED, "Name": "?mile N??ez"}))
    answer = record(content).answers["doctor_name"]
    assert "lost_letters" in [remark.kind for remark in answer.remarks]
    assert "lost_letters" not in kinds(record(by_qpdf(filled({**FILLED, "Story": "Can you help?"}))))


def test_a_value_that_is_also_printed_on_the_form_is_a_value():
    assert record(by_qpdf(filled({**FILLED, "Name": "Parent Street"}))).value("doctor_name") == "Parent Street"


# ---- typed over the form ----

NOTES = [
    ("Rowan", TEXTS["Text1"]), ("Testcase", TEXTS["Text3"]), ("07", TEXTS["undefined"]), ("04", TEXTS["undefined_2"]),
    ("1990", TEXTS["undefined_3"]), ("X", (259.0, 390.0, 12.0, 12.0)),
]  # fmt: skip
TYPED = {"client_name": "Rowan Testcase", "client_dob": "1990-07-04", "interpreter_needed": "no"}


@pytest.mark.parametrize("flat", [False, True])
@pytest.mark.parametrize(("drawn", "told"), [(True, True), (True, False), (False, True)])
def test_notes_over_the_form(flat, drawn, told):
    base = by_qpdf(filled({})) if flat else filled({})
    found = record(noted(base, NOTES, drawn=drawn, told=told))
    assert {name: value for name, value in values(found).items() if value} == TYPED


def test_a_note_beside_all_boxes_is_kept():
    found = record(noted(filled(FILLED), [("Call after 5 pm", (300.0, 60.0, 120.0, 16.0))]))
    assert values(found) == VALUES
    assert "Call after 5 pm" in [box.raw for box in found.unplaced]


def test_typed_into_the_page_of_a_form_with_fields():
    with pikepdf.open(io.BytesIO(filled({}))) as document:
        page = document.pages[0]
        page.contents_add(b"BT /F1 9 Tf 122 664 Td (Marlow Demo) Tj ET")
        found = record(saved(document))
    assert {name: value for name, value in values(found).items() if value} == {"doctor_name": "Marlow Demo"}


def test_a_form_that_is_forced_on_another_edition_is_read_by_its_labels():
    """With none of the learned fields there, what the labels say counts, as for any other form."""
    with pikepdf.open(io.BytesIO(filled(FILLED))) as document:
        for number, field in enumerate(document.Root.AcroForm.Fields):
            field.T = pikepdf.String(f"New{number}")
        given = submission(saved(document))
    (found,) = interpret(given, given.pages, INDEX, TODAY)
    assert "Marlow Demo" in [box.raw for box in found.unplaced] + [a.raw for a in found.answers.values()]
