"""The text of a Word document as a person sees it."""

from __future__ import annotations

import io

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from caseforms.writers.docx_package import NotWordError
from caseforms.writers.docx_text import printed_text

SPACES = (
    nsdecls("w", "wp", "a", "r")
    + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    + ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    + ' xmlns:v="urn:schemas-microsoft-com:vml"'
)

FIELD = (
    "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
    "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>7</w:t></w:r>"
)
#: A text box as Word writes it: twice, for new and for old programs.
BOX = (
    "<w:r><w:t>with</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
    "<w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p><w:p/></w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent>"
    "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def text(document: Document) -> list[str]:
    target = io.BytesIO()
    document.save(target)
    return printed_text(target.getvalue()).split("\n")


def with_xml(xml: str) -> list[str]:
    """The text of a document that begins with a paragraph of this XML."""
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {SPACES}>{xml}</w:p>"))
    return text(document)


@pytest.mark.parametrize(
    ("xml", "seen"),
    [
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:noBreakHyphen/></w:r>", ["a\tb", "c", "-"]),
        ("<w:pPr><w:tabs><w:tab w:val='left' w:pos='9'/></w:tabs></w:pPr><w:r><w:t>a</w:t></w:r>", ["a"]),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>a</w:t></w:r>", ["a"]),
        ("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>shown</w:t></w:r>", ["shown"]),
        ("<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins>", ["new"]),
        ("<w:moveFrom><w:r><w:t>old</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>new</w:t></w:r></w:moveTo>", ["new"]),
        ("<w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink>", ["link"]),
        ("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>control</w:t></w:r></w:sdtContent></w:sdt>", ["control"]),
        (FIELD, ["7"]),
        (BOX, ["with", "box", ""]),
    ],
)  # fmt: skip
def test_what_a_person_sees_of_a_paragraph(xml: str, seen: list[str]):
    assert with_xml(xml) == seen


def test_tables_line_by_line():
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    table.rows[0].cells[0].text = "a\nb"
    table.rows[0].cells[0].add_paragraph("c")
    table.rows[0].cells[1].text = "d"
    inner = table.rows[1].cells[0].add_table(rows=1, cols=2)
    inner.rows[0].cells[0].text, inner.rows[0].cells[1].text = "x", "y"
    assert text(document) == ["a / b / c | d", " / x | y /  | "]


def test_headers_and_footers_that_some_page_shows():
    document = docx.Document()
    section = document.sections[0]
    for kind in ("header", "first_page_header", "even_page_header", "footer", "first_page_footer", "even_page_footer"):
        getattr(section, kind).paragraphs[0].text = kind
    document.add_paragraph("body")
    assert text(document) == ["header", "body", "footer"]
    section.different_first_page_header_footer = True
    assert text(document) == ["first_page_header", "header", "body", "first_page_footer", "footer"]
    document.settings.odd_and_even_pages_header_footer = True
    assert text(document) == [
        "first_page_header", "header", "even_page_header", "body",
        "first_page_footer", "footer", "even_page_footer",
    ]  # fmt: skip


def test_a_header_that_two_sections_share_comes_once():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "shared"
    document.add_section()
    document.add_section().header.is_linked_to_previous = False
    document.sections[2].header.paragraphs[0].text = "own"
    assert text(document) == ["shared", "own", "", ""]


def test_what_is_no_document_is_refused_in_words():
    with pytest.raises(NotWordError, match="not a Word document"):
        printed_text(b"")
