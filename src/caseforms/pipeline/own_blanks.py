"""Places on our own blanks, learned from the blank that we draw ourselves when a copy comes back without its fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from caseforms.definitions.blank import blank_of
from caseforms.definitions.blank_print import blank_pages, with_print
from caseforms.definitions.form import FieldDefinition, FormDefinition
from caseforms.definitions.labels import LabelIndex
from caseforms.definitions.learned import Blank, LearnedBox
from caseforms.model import Box, BoxKind
from caseforms.readers import pdf
from caseforms.readers.base import Content
from caseforms.writers.blank_pdf import write_blank_pdf


def with_places(form: FormDefinition) -> FormDefinition:
    """Give a form with the places of its questions on our own blank, as if it had been learned from that."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "blank.pdf"
        write_blank_pdf(blank_of(form, ""), path)
        drawn = pdf.read(path.read_bytes())
    paper = drawn.paper
    if paper is None:
        return form
    index = LabelIndex(form)
    boxes = {name: tuple(with_print(found, paper)) for name, found in _boxes(drawn, index).items()}
    fields = tuple(field.model_copy(update={"box": boxes.get(field.name, ())}) for field in form.field)
    pages = tuple(blank_pages(paper, [page.size or (0.0, 0.0) for page in drawn.pages]))
    return form.model_copy(update={"field": fields, "blank": Blank(file="blank.pdf", page=pages)})


def _boxes(drawn: Content, index: LabelIndex) -> Mapping[str, list[LearnedBox]]:
    found: dict[str, list[LearnedBox]] = {}
    for page in drawn.pages:
        for box in page.boxes:
            match = index.find_name(box.name)
            if match is not None and match.confidence == 1.0:
                field = index.fields[match.target.field]
                found.setdefault(field.name, []).extend(_learned(box, field, match.target.part))
    return found


def _learned(box: Box, field: FieldDefinition, part: str) -> Iterator[LearnedBox]:
    places = (box.place, *box.also)
    if box.kind is BoxKind.RADIO:
        for place, means in zip(places, box.options, strict=True):
            yield LearnedBox(
                widget=box.name, page=place.page or 1, box=place.box or _NOWHERE, part="option", means=means
            )
    elif field.type != "table" and part.startswith("="):
        place = box.place
        yield LearnedBox(
            widget=box.name, page=place.page or 1, box=place.box or _NOWHERE, part="option", means=part[1:]
        )
    else:
        yield LearnedBox(widget=box.name, page=box.place.page or 1, box=box.place.box or _NOWHERE)


_NOWHERE = (0.0, 0.0, 0.0, 0.0)
