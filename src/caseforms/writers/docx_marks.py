"""Writes what is wrong with a template into a copy of it, as comments that Word shows beside the paragraphs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from caseforms.writers.atomic import make_sure, replacing
from caseforms.writers.docx_paragraphs import Paragraph, elements, opened

AUTHOR = "caseforms"
_INITIALS = "cf"


def write_marked(source: Path, target: Path, remarks: Mapping[Paragraph | None, str]) -> None:
    """Write a copy of a Word file with comments.

    remarks: what to say by paragraph of the file; None stands for the whole file. Word keeps no comments in headers,
    footers and notes: what is said there, and what is said of the whole, stands at the first paragraph of the body.

    Raises:
        DefinitionError: the source is no Word file.
    """
    from docx.text.paragraph import Paragraph as WordParagraph

    document = opened(source)
    body = [element for element, _ in elements(document.element.body)]
    first = WordParagraph(body[0], document) if body else document.add_paragraph()
    for paragraph, said in remarks.items():
        in_body = paragraph is not None and paragraph.region == "body"
        if paragraph is not None and in_body:
            marked, text = WordParagraph(body[paragraph.number], document), said
        else:
            marked, text = (
                first,
                said if paragraph is None else f'In the {paragraph.region}, "{paragraph.text}":\n{said}',
            )
        runs = marked.runs or [marked.add_run()]
        document.add_comment(runs, text, AUTHOR, _INITIALS)
    make_sure(target)
    with replacing(target) as passing:
        document.save(str(passing))
