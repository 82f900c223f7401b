"""Pictures of learned forms: numbered frames in the right places, dashed where somebody must confirm, a full legend."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from builders import form_pdf, widget
from PIL import Image

from caseforms.definitions.form import FieldDefinition, FormDefinition, Identify, Section
from caseforms.definitions.learned import Anchor, Blank, BlankPage, LearnedBox
from caseforms.pipeline.form_pictures import _note, _tags, draw_form
from caseforms.writers.form_legend import _PAD, Entry, _width, draw_legend
from caseforms.writers.form_picture import Drawing, Mark, ink_of, picture

BOX = (100.0, 700.0, 300.0, 720.0)


def form(*fields: FieldDefinition) -> FormDefinition:
    page = BlankPage(number=1, size=(612, 792), anchors=(Anchor(text="Client", box=(20, 700, 60, 712)),))
    return FormDefinition(
        id="intake", title="Intake", edition="1", subject="s", identify=Identify(),
        section=(Section(id="s", title="S"),), field=fields, blank=Blank(file="a.pdf", page=(page,)),
    )  # fmt: skip


def field(name: str, *boxes: LearnedBox, **more: object) -> FieldDefinition:
    return FieldDefinition(name=name, section="s", label=name, box=boxes, **more)


def at(box: tuple[float, float, float, float] = BOX, page: int = 1, **more: object) -> LearnedBox:
    return LearnedBox(box=box, page=page, **more)


def drawn(target: Path, *fields: FieldDefinition, content: bytes | None = None) -> Image.Image:
    (path,) = draw_form(form(*fields), content, target)
    assert path.name == "intake-page-01.png"
    return Image.open(path).convert("RGB")


def edge(image: Image.Image, y: float = 720.0) -> list[str]:
    """The colours along the upper edge of the box."""
    row = round(image.height - y * 2)
    return ["#{:02x}{:02x}{:02x}".format(*image.getpixel((x, row))) for x in range(240, 560)]


@pytest.mark.parametrize("box", ["0 0 612 792", "50 60 662 852"])
@pytest.mark.parametrize("turn", [0, 180])
def test_a_frame_stands_where_the_box_is_seen(tmp_path: Path, box: str, turn: int):
    left, bottom = map(float, box.split()[:2])
    corner = (left, bottom) if turn == 0 else (0.0, 0.0)
    content = form_pdf(page=f"/MediaBox [{box}] /Rotate {turn}")
    place = (100 + corner[0], 700 + corner[1], 300 + corner[0], 720 + corner[1])
    image = drawn(tmp_path, field("client_name", at(place)), content=content)
    assert set(edge(image)) == {ink_of(1)}


def test_what_is_to_confirm_is_dashed_and_not_only_coloured(tmp_path: Path):
    sure = edge(drawn(tmp_path / "a", field("client_name", at())))
    doubtful = edge(drawn(tmp_path / "b", field("client_name", at(), confirm=True)))
    assert set(sure) == {ink_of(1)}
    assert doubtful.count(ink_of(1)) < 0.8 * len(doubtful)
    assert ink_of(1) in doubtful


def test_a_page_without_its_blank_shows_the_words_that_are_known(tmp_path: Path):
    image = drawn(tmp_path, field("client_name", at()))
    word = image.crop((40, image.height - 1424, 120, image.height - 1400)).convert("L")
    assert min(word.getdata() if not hasattr(word, "get_flattened_data") else word.get_flattened_data()) < 200


def test_only_pages_with_boxes_are_drawn(tmp_path: Path):
    pages = draw_form(form(field("a", at()), field("b", at(page=7))), form_pdf(widget("/FT /Tx /T (a)")), tmp_path)
    assert [path.name for path in pages] == ["intake-page-01.png", "intake-page-07.png"]


def test_a_question_has_one_number_and_letters_for_its_parts():
    dates = [at(part=part) for part in ("month", "day", "year")]
    assert _tags(3, dates) == ["3a", "3b", "3c"]
    assert _tags(4, [at(part="option", means="yes"), at(part="option", means="no")]) == ["4a", "4b"]
    assert _tags(5, [at(part="comb")] * 9) == ["5", *[""] * 8]
    assert _tags(6, [at(part="line"), at(part="line"), at(part="line", page=2)]) == ["6", "", "6"]
    assert _tags(7, [at()]) == ["7"]
    assert _tags(8, [at(part="option", means=f"c{n}") for n in range(28)])[-2:] == ["8aa", "8ab"]


def test_the_legend_says_kind_person_and_meanings():
    ticks = [at(part="option", means="yes"), at(part="option", means="no")]
    assert ", ".join(_note(field("a", *ticks, type="yes_no", subject="child"))) == "yes/no, of the child, a yes; b no"
    assert ", ".join(_note(field("a", at()))) == ""
    assert ", ".join(_note(field("a", *[at(part="comb")] * 9, type="identifier"))) == "identifier, 9 cells"


def entries(count: int, name: str = "question") -> list[Entry]:
    return [Entry(n, f"{name}_{n}", n % 3 == 0, ink_of(n), "yes/no") for n in range(count)]


def test_a_legend_that_is_too_long_gets_a_picture_of_its_own():
    paper = Drawing(1224, 1584, 2.0)
    whole, beside = picture(paper, [], entries(40))
    assert beside is None
    assert Image.open(io.BytesIO(whole)).width > 1224
    page, legend = picture(paper, [], entries(300))
    assert Image.open(io.BytesIO(page)).size == (1224, 1584)
    assert legend is not None
    assert Image.open(io.BytesIO(legend)).height <= 1800


def test_every_entry_stands_in_the_legend_and_none_on_another():
    for count in (1, 49, 120):
        for height in (1584, None):
            legend = entries(count, "a_very_long_name_of_a_question_that_must_be_broken_into_lines" * 2)
            image = draw_legend(legend, height)
            assert image is None or _chips(image, legend) == count, (count, height)


def _chips(image: Image.Image, legend: list[Entry]) -> int:
    """Count the chips with numbers down the left edge of every column."""
    colours = {tuple(int(ink_of(n)[at : at + 2], 16) for at in (1, 3, 5)) for n in range(8)}
    count = 0
    for x in range(_PAD, image.width, _width(legend) + _PAD):
        column = [image.getpixel((x, y)) in colours for y in range(image.height)]
        count += sum(now and not before for before, now in zip([False, *column], column, strict=False))
    return count


def test_a_figure_hides_no_print_where_there_is_room_beside_it():
    pixels = bytearray(b"\xff" * (200 * 100 * 3))
    for x in range(60):  # print left of the tick box
        for y in range(40, 60):
            pixels[(y * 200 + x) * 3 : (y * 200 + x) * 3 + 3] = b"\0\0\0"
    paper = Drawing(200, 100, 1.0, pixels=bytes(pixels))
    page, _ = picture(paper, [Mark(1, "1", (62.0, 44.0, 74.0, 56.0), False)], [Entry(1, "a", False, ink_of(1))])
    image = Image.open(io.BytesIO(page)).convert("RGB")
    assert all(image.getpixel((x, y)) == (0, 0, 0) for x in range(58) for y in range(41, 59))
