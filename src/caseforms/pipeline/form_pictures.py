"""Pictures of a form's pages with its boxes numbered, for the person who confirms what was learned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from caseforms.definitions.form import FieldDefinition, FormDefinition
from caseforms.definitions.learned import LearnedBox
from caseforms.readers.page_images import PageImage, page_images
from caseforms.writers.atomic import make_sure, replacing
from caseforms.writers.form_legend import Entry
from caseforms.writers.form_picture import Drawing, Mark, ink_of, picture

_SCALE = 2.0  # pixels to a point: 144 to the inch, sharp at the normal size of a screen
_LETTER = (612.0, 792.0)  # points
_PIECES = frozenset({"comb", "line"})  # parts that are no answers of their own: one figure is enough
_MANY = 26


def draw_form(form: FormDefinition, content: bytes | None, folder: Path) -> list[Path]:
    """Draw every page that has boxes, as PNG files in a folder; give their paths.

    form: a definition with boxes. content: of the blank PDF; without it, bare paper with the few printed words that
    the definition knows. A page whose legend is too long gets it as a second picture.

    Raises:
        OperatingError: the folder cannot be written.
    """
    wanted = {box.page for field in form.field for box in field.box if box.box[2] > box.box[0]}
    images = page_images(content, _SCALE, wanted) if content is not None else iter(())
    written: list[Path] = []
    for number, image in _with_images(sorted(wanted), images):
        marks, entries = _of_page(form, number)
        page, legend = picture(_drawing(form, image, number), marks, entries)
        written.append(_written(folder / f"{form.id}-page-{number:02}.png", page))
        if legend is not None:
            written.append(_written(folder / f"{form.id}-page-{number:02}-legend.png", legend))
    return written


def _with_images(numbers: Sequence[int], images: Iterator[PageImage]) -> Iterator[tuple[int, PageImage | None]]:
    """Give every page with its image, one image in memory at a time; None where there is none."""
    image = next(images, None)
    for number in numbers:
        while image is not None and image.number < number:
            image = next(images, None)
        yield number, image if image is not None and image.number == number else None


def _written(target: Path, content: bytes) -> Path:
    make_sure(target)
    with replacing(target) as passing:
        passing.write_bytes(content)
    return target


def _drawing(form: FormDefinition, image: PageImage | None, number: int) -> Drawing:
    if image is not None:
        return Drawing(image.width, image.height, image.scale, image.corner, image.pixels)
    page = next((page for page in form.blank.page if page.number == number), None) if form.blank else None
    width, height = page.size if page is not None else _LETTER
    words = tuple((anchor.text, anchor.box) for anchor in page.anchors) if page is not None else ()
    return Drawing(round(width * _SCALE), round(height * _SCALE), _SCALE, words=words)


def _of_page(form: FormDefinition, page: int) -> tuple[list[Mark], list[Entry]]:
    """Give what is framed on a page, and its legend; a question has the same number on all pages."""
    marks: list[Mark] = []
    entries: list[Entry] = []
    for number, field in enumerate(form.field, start=1):
        tagged = zip(field.box, _tags(number, field.box), strict=True)
        here = [Mark(number, tag, box.box, field.confirm) for box, tag in tagged if box.page == page]
        if here:
            marks += here
            entries.append(Entry(number, field.name, field.confirm, ink_of(number), ", ".join(_note(field))))
    return marks, entries


def _tags(number: int, boxes: Sequence[LearnedBox]) -> list[str]:
    """Give the figure at each box: 7, or 7a, 7b ... where several boxes hold different parts of the answer."""
    told = _told(boxes)
    seen: set[int] = set()
    tags = []
    for box in boxes:
        meaning = _meaning(box)
        if meaning and len(told) > 1:
            tags.append(f"{number}{_letter(told.index(meaning))}")
        else:
            tags.append("" if box.part in _PIECES and box.page in seen else str(number))
        seen.add(box.page)
    return tags


def _told(boxes: Sequence[LearnedBox]) -> list[str]:
    """Give what the boxes of a question mean, each meaning once."""
    return list(dict.fromkeys(meaning for box in boxes if (meaning := _meaning(box))))


def _meaning(box: LearnedBox) -> str:
    return "" if box.part in _PIECES else box.means or box.part.replace("option", "")


def _letter(at: int) -> str:
    return chr(ord("a") + at) if at < _MANY else _letter(at // _MANY - 1) + _letter(at % _MANY)


def _note(field: FieldDefinition) -> Iterator[str]:
    """Say the kind of a question, whose it is, and what its lettered boxes mean."""
    if field.type != "text":
        yield "yes/no" if field.type == "yes_no" else field.type.replace("_", " ")
    if field.subject not in {"", "subject", "other"}:
        yield f"of the {field.subject}"
    cells = sum(box.part == "comb" for box in field.box)
    if cells > 1:
        yield f"{cells} cells"
    told = _told(field.box)
    if len(told) > 1:
        yield "; ".join(f"{_letter(at)} {meaning}" for at, meaning in enumerate(told))
