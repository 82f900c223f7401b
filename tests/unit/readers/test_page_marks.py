"""What is drawn on a page: words with their type, lines, rectangles, bars; what a PDF says of its fields."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from builders_forms import BOLD, Drawing

from caseforms.readers.page_marks import PageMark, marks_of

#: What turns print so that it stands upright on a page shown with this rotation.
_UPRIGHT = {90: "0 1 -1 0 612 0", 180: "-1 0 0 -1 612 792", 270: "0 -1 1 0 0 612"}


def marks(drawing: Drawing, folder: Path) -> PageMark:
    return marks_of(drawing.write(folder / "a.pdf").read_bytes()).pages[0]


def test_words_with_type_and_place(tmp_path: Path):
    drawing = Drawing()
    drawing.text("Client information", 40, 700, font=BOLD, size=14)
    drawing.text("Name:", 40, 650, size=9)
    found = {word.text: word for word in marks(drawing, tmp_path).words}
    assert list(found) == ["Client", "information", "Name:"]
    assert (found["Client"].bold, found["Name:"].bold) == (True, False)
    assert found["Client"].size > 1.3 * found["Name:"].size
    assert found["Name:"].box[0] == pytest.approx(40, abs=1)
    assert found["Name:"].box[1] == pytest.approx(650, abs=1)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_words_of_a_turned_page(tmp_path: Path, turn: int):
    drawing = Drawing()
    drawing.text("Name of minor", 300, 400, size=9)
    with pikepdf.open(drawing.write(tmp_path / "a.pdf"), allow_overwriting_input=True) as document:
        page = document.pages[0]
        page.contents_add(f"q {_UPRIGHT[turn]} cm".encode(), prepend=True)
        page.contents_add(b"Q")
        page.Rotate = turn
        document.save(tmp_path / "b.pdf")
    found = marks_of((tmp_path / "b.pdf").read_bytes()).pages[0].words
    assert [word.text for word in found] == ["Name", "of", "minor"]
    assert found[0].box[2] < found[1].box[0] < found[2].box[0]


def test_typed_underscores_are_a_line(tmp_path: Path):
    drawing = Drawing()
    drawing.text("Name:__________Date:__", 40, 700, size=10)
    page = marks(drawing, tmp_path)
    assert [word.text for word in page.words] == ["Name:", "Date:", "__"]
    (line,) = page.lines
    assert line[2] - line[0] == pytest.approx(55, abs=4)


def test_drawn_lines(tmp_path: Path):
    drawing = Drawing()
    drawing.line(40, 700, 200, 700)
    drawing.line(300, 600, 300, 650)
    drawing.line(40, 600, 41, 600)  # too short for a line
    assert len(marks(drawing, tmp_path).lines) == 2


def test_no_pdf_has_no_pages():
    assert marks_of(b"no PDF") == ((), {})


def test_hints_of_fields(tmp_path: Path):
    drawing = Drawing()
    drawing.box("cells", 40, 700, longest=9, comb=True)
    drawing.box("day", 40, 660, script='AFDate_FormatEx("mm/dd/yyyy");')
    drawing.tick("Yes", "agreed", 40, 620, state="Agreed", on=True)
    fields = marks_of(drawing.write(tmp_path / "a.pdf").read_bytes()).fields
    assert (fields["cells"].longest, fields["cells"].comb) == (9, True)
    assert "AFDate" in fields["day"].format
    assert [(w.state, w.on, w.page) for w in fields["agreed"].widgets] == [("Agreed", True, 1)]
