"""Word templates made in tests, rendered, and read back by python-docx, which knows nothing of our engine."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from caseforms.writers.docx_template import Rendered, Template, compiled
from caseforms.writers.merge import Group

AT = dt.date(2026, 3, 31)


def saved(document: Document, path: Path) -> Path:
    document.save(str(path))
    return path


def template(folder: Path, *texts: str, house: Path | None = None) -> Template:
    """A compiled template with these paragraphs."""
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    return compiled(saved(document, folder / "return.docx"), house)


def table_of_rows(document: Document, name: str, *columns: str) -> None:
    """A table with a heading row and a row for each item of a list."""
    table = document.add_table(rows=4, cols=len(columns))
    table.rows[1].cells[0].text = f"{{%tr for row in {name} %}}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    for number, column in enumerate(columns):
        table.rows[0].cells[number].text = column
        table.rows[2].cells[number].text = f"{{{{ row.{column} }}}}"


def rows(name: str, *values: Mapping[str, object]) -> list[Group]:
    return [Group(name, one) for one in values]


def render(
    made: Template, fields: Mapping[str, object] | None = None, *, draft: bool = False, **client: object
) -> Rendered:
    """Render; fields given by name are those of the client."""
    context = {"client": Group("client", client), **(fields or {})}
    return made.render(context, title="A letter", author="Cedar Valley", at=AT, draft=draft)


def read(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def texts(content: bytes) -> list[str]:
    """The paragraphs of the body, those of tables among them."""
    return list(_texts(read(content).element.body))


def _texts(root: object) -> Iterator[str]:
    for paragraph in root.iter(qn("w:p")):  # type: ignore[attr-defined]
        yield Paragraph(paragraph, None).text  # type: ignore[arg-type]


def headers(content: bytes) -> dict[tuple[int, str], list[str]]:
    """What stands in the header of each section's first, even and other pages, as Word decides it."""
    found: dict[tuple[int, str], list[str]] = {}
    for number, section in enumerate(read(content).sections):
        kinds = {"first": section.first_page_header, "even": section.even_page_header, "default": section.header}
        found |= {(number, kind): [one.text for one in header.paragraphs] for kind, header in kinds.items()}
    return found


def run_texts(paragraph: Paragraph, parts: Sequence[str]) -> None:
    for part in parts:
        paragraph.add_run(part)
