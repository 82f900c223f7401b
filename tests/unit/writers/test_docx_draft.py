"""DRAFT at the head of every page, whatever the template's headers look like."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from merging import headers, read, render, saved, table_of_rows

from caseforms.writers.docx_template import compiled
from caseforms.writers.docx_text import printed_text


def no_header(_document: Document) -> None:
    pass


def default_header(document: Document) -> None:
    document.sections[0].header.paragraphs[0].text = "Head of {{ client.name }}"


def first_page_without_header(document: Document) -> None:
    default_header(document)
    document.sections[0].different_first_page_header_footer = True


def three_kinds(document: Document) -> None:
    first_page_without_header(document)
    document.settings.odd_and_even_pages_header_footer = True
    document.sections[0].first_page_header.paragraphs[0].text = "First"
    document.sections[0].even_page_header.paragraphs[0].text = "Even"


def table_in_header(document: Document) -> None:
    header = document.sections[0].header
    header.add_table(rows=1, cols=1, width=100).rows[0].cells[0].text = "Head"
    header._element.remove(header.paragraphs[0]._p)


def three_sections(document: Document) -> None:
    document.settings.odd_and_even_pages_header_footer = True
    for number in (1, 2):
        document.add_section().different_first_page_header_footer = True
        document.add_paragraph(f"Section {number}")
    document.sections[1].header.is_linked_to_previous = False
    document.sections[1].header.paragraphs[0].text = "Own"


def section_that_a_condition_leaves_out(document: Document) -> None:
    document.add_paragraph("{%p if client.none %}")
    document.add_section()
    document.paragraphs[-1]._p.addnext(document.add_paragraph("{%p endif %}")._p)
    document.add_paragraph("after")


def no_section_settings(document: Document) -> None:
    body = document.element.body
    body.remove(body.find(qn("w:sectPr")))


@pytest.mark.parametrize(
    "make",
    [
        no_header, default_header, first_page_without_header, three_kinds, table_in_header, three_sections,
        section_that_a_condition_leaves_out, no_section_settings,
    ],
)  # fmt: skip
def test_draft_stands_on_every_page_and_only_in_drafts(tmp_path: Path, make: Callable[[Document], None]):
    document = docx.Document()
    document.add_paragraph("{{ client.name }}")
    make(document)
    made = compiled(saved(document, tmp_path / "t.docx"), None)
    final, draft = (render(made, draft=on, name="Jo", none=None).content for on in (False, True))
    assert "DRAFT" not in printed_text(final)
    found = headers(draft)
    assert len(found) == 3 * len(read(draft).sections)
    assert {lines[0] for lines in found.values()} == {"DRAFT"}
    own, before = ({page: [*filter(None, lines)] for page, lines in headers(one).items()} for one in (draft, final))
    assert own == {page: ["DRAFT", *before.get(page, ())] for page in own}
    assert printed_text(draft).replace("DRAFT\n", "") == printed_text(final)


def test_the_template_s_own_header_stays_below(tmp_path: Path):
    document = docx.Document()
    three_kinds(document)
    draft = render(compiled(saved(document, tmp_path / "t.docx"), None), draft=True, name="Jo").content
    assert headers(draft) == {
        (0, "first"): ["DRAFT", "First"], (0, "even"): ["DRAFT", "Even"], (0, "default"): ["DRAFT", "Head of Jo"],
    }  # fmt: skip


def test_a_draft_shows_what_is_missing_in_tables_too(tmp_path: Path):
    document = docx.Document()
    table_of_rows(document, "client.list", "x")
    document.add_paragraph("{{ client.gone }}")
    draft = render(compiled(saved(document, tmp_path / "t.docx"), None), draft=True, list=[{"x": 1}], gone=None)
    assert printed_text(draft.content).splitlines()[-1] == "[MISSING: client.gone]"
