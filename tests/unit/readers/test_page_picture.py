"""Small pictures of places on a page."""

from __future__ import annotations

import io

import pytest
from builders import form_pdf, pdf, widget
from PIL import Image

from caseforms.model import Place
from caseforms.readers import pdf as reader
from caseforms.readers.page_picture import Drawing, PageCamera

RED = (206, 32, 41)
#: A page with a grey box and a widget over it.
_BOX = b"<< /Length 44 >>\nstream\n0.5 g 100 700 200 20 re f 0 g 0 0 10 10 re f\nendstream"


def page(entries: str = "/MediaBox [0 0 612 792]", rect: str = "100 700 300 720") -> bytes:
    return form_pdf(widget("/FT /Tx /T (A)", rect), _BOX, annots=(4,), fields=(4,), page=f"{entries} /Contents 5 0 R")


def drawn(content: bytes, place: Place) -> Drawing | None:
    with PageCamera(content) as camera:
        return camera.picture(place)


def image(drawing: Drawing | None) -> Image.Image:
    assert drawing is not None
    return Image.open(io.BytesIO(drawing.content)).convert("RGB")


def frame(picture: Image.Image) -> tuple[int, int, int, int]:
    """The edges of what is red, to the pixel."""
    red = [(x, y) for x in range(picture.width) for y in range(picture.height) if near(picture.getpixel((x, y)), RED)]
    xs, ys = [x for x, _ in red], [y for _, y in red]
    return min(xs), min(ys), max(xs), max(ys)


def near(one: tuple[int, ...], two: tuple[int, ...]) -> bool:
    return max(abs(a - b) for a, b in zip(one, two, strict=True)) < 40


def place_of(content: bytes) -> Place:
    return reader.read(content).pages[0].boxes[0].place


@pytest.mark.parametrize(
    "entries",
    [
        "/MediaBox [0 0 612 792]",
        "/MediaBox [20 30 632 822]",
        "/MediaBox [0 0 612 792] /CropBox [50 60 600 780]",
        "/MediaBox [0 0 612 792] /Rotate 90",
        "/MediaBox [0 0 612 792] /Rotate 180",
        "/MediaBox [0 0 612 792] /Rotate 270 /CropBox [50 60 600 780]",
        "/MediaBox [20 30 632 822] /Rotate 90 /CropBox [50 60 600 780]",
    ],
)
def test_the_frame_stands_round_the_box(entries: str):
    content = page(entries)
    picture = image(drawn(content, place_of(content)))
    left, top, right, bottom = frame(picture)
    dots = [(x, y) for x in range(1, picture.width - 1) for y in range(1, picture.height - 1)]
    grey = [dot for dot in dots if near(picture.getpixel(dot), (128, 128, 128))]
    inside = [(x, y) for x, y in grey if left <= x <= right and top <= y <= bottom]
    assert len(inside) > 0.9 * len(grey) > 0
    wide, high = sorted((right - left, bottom - top), reverse=True)
    assert 200 * 1.6 <= wide <= 200 * 1.6 + 8
    assert 20 * 1.6 <= high <= 20 * 1.6 + 8


def test_some_surroundings_are_shown_and_nothing_beyond_the_page():
    assert drawn(page(), Place(1, (100.0, 700.0, 300.0, 720.0))).size == (576, 128)
    assert drawn(page(), Place(1, (0.0, 0.0, 10.0, 10.0))).size[0] <= 300 * 1.6
    assert drawn(page(), Place(1, (560.0, 780.0, 612.0, 792.0))).size[0] == 276  # (612 - 440) * 1.6


def test_of_a_high_box_the_upper_part_is_shown():
    assert drawn(page(), Place(1, (100.0, 100.0, 500.0, 700.0))).size[1] == round((36 + 240 + 22) * 1.6)


def test_answers_are_on_the_picture():
    look = b"<< /Type /XObject /Subtype /Form /BBox [0 0 200 20] /Length 24 >>"
    look += b"\nstream\n0 0 1 rg 0 0 200 20 re f\nendstream"
    content = form_pdf(widget("/FT /Tx /T (A) /V (x) /AP << /N 5 0 R >>"), look, annots=(4,), fields=(4,))
    picture = image(drawn(content, Place(1, (100.0, 700.0, 300.0, 720.0))))
    assert any(near(picture.getpixel((x, 70)), (0, 0, 255)) for x in range(picture.width))


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (page(), Place(2, (0.0, 0.0, 9.0, 9.0))),
        (page(), Place(1)),
        (page(), Place(sheet="Referral", cell="B5")),
        (page(), Place(1, (700.0, 0.0, 800.0, 9.0))),
        (page(), Place(1, (0.0, -30.0, 9.0, -9.0))),
        (page("/MediaBox [0 0 20000 20000]"), Place(1, (0.0, 0.0, 9.0, 9.0))),
        (b"no PDF", Place(1, (0.0, 0.0, 9.0, 9.0))),
        (pdf("<< /Type /Catalog >>"), Place(1, (0.0, 0.0, 9.0, 9.0))),
    ],
)
def test_a_place_that_cannot_be_drawn_has_no_picture(content: bytes, place: Place):
    assert drawn(content, place) is None


def test_the_same_place_gives_the_same_picture():
    place = Place(1, (100.0, 700.0, 300.0, 720.0))
    assert drawn(page(), place) == drawn(page(), place)
