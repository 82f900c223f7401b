"""Letterhead, footer and signature out of the house file, with their pictures, links and styles."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches
from merging import read, render, saved, table_of_rows
from PIL import Image

from caseforms.errors import DefinitionError
from caseforms.writers.docx_template import compiled
from caseforms.writers.docx_text import printed_text


def house(folder: Path) -> Document:
    """A letterhead with a picture, a style of its own and a link; a signature with a table; a footer."""
    Image.new("RGB", (3, 2), "blue").save(folder / "logo.png")
    document = docx.Document()
    document.styles.add_style("House Base", WD_STYLE_TYPE.PARAGRAPH).font.bold = True
    style = document.styles.add_style("House Name", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["House Base"]
    document.add_paragraph("Here stand the shared pieces.")
    document.add_paragraph("{%p block letterhead %}")
    document.add_paragraph("", style="House Name").add_run().add_picture(str(folder / "logo.png"), width=Inches(1))
    named = document.add_paragraph("{{ agency", style="House Name")
    named.add_run(".name }}")
    link = document.part.relate_to("https://example.org/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    named._p.append(
        parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{link}"><w:r><w:t> example.org</w:t></w:r></w:hyperlink>')
    )
    document.add_paragraph("{%p endblock %}")
    document.add_paragraph("{%p block signature %}")
    document.add_table(rows=1, cols=2).rows[0].cells[0].text = "{{ client.name }}"
    document.add_paragraph("{%p endblock signature %}")
    document.add_paragraph("{%p block footer %}")
    document.add_paragraph("Call {{ agency.phone }}")
    document.add_paragraph("{%p endblock %}")
    return document


FIELDS = {"agency": {"name": "Cedar & Valley", "phone": "(207) 555-0110"}}


def letter(folder: Path) -> Path:
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = '{%p include "letterhead" %}'
    section.footer.paragraphs[0].text = "{%p include \u201cfooter\u201d %}"
    document.add_paragraph("Dear {{ client.name }}")
    document.add_paragraph("{%p include 'letterhead' %}")
    cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
    cell.paragraphs[0].text = "{%p include 'signature' %}"
    return saved(document, folder / "return.docx")


def test_fragments_stand_where_they_are_included(tmp_path: Path):
    made = compiled(letter(tmp_path), saved(house(tmp_path), tmp_path / "house.docx"))
    content = render(made, FIELDS, name="Jo").content
    assert printed_text(content).splitlines() == [
        "", "Cedar & Valley example.org", "Dear Jo", "", "Cedar & Valley example.org", "Jo |  / ",
        "Call (207) 555-0110",
    ]  # fmt: skip
    assert "Here stand" not in printed_text(content)


@pytest.mark.parametrize("draft", [False, True])
def test_pictures_links_and_styles_come_along(tmp_path: Path, draft: bool):  # noqa: FBT001
    made = compiled(letter(tmp_path), saved(house(tmp_path), tmp_path / "house.docx"))
    content = render(made, FIELDS, draft=draft, name="Jo").content
    document = read(content)
    for part, root in (
        (document.part, document.element.body),
        (document.sections[0].header.part, document.sections[0].header._element),
    ):
        (blip,) = root.iter(qn("a:blip"))
        assert part.related_parts[blip.get(qn("r:embed"))].blob == (tmp_path / "logo.png").read_bytes()
        (link,) = root.iter(qn("w:hyperlink"))
        assert part.rels[link.get(qn("r:id"))].target_ref == "https://example.org/"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert sum(name.endswith(".png") for name in archive.namelist()) == 1
        assert b'Extension="png"' in archive.read("[Content_Types].xml") or b".png" in archive.read(
            "[Content_Types].xml"
        )
    styled = document.sections[0].header.paragraphs[1 + draft].style
    assert (styled.name, styled.base_style.name) == ("House Name", "House Base")


def test_a_cell_and_a_header_end_in_a_paragraph(tmp_path: Path):
    made = compiled(letter(tmp_path), saved(house(tmp_path), tmp_path / "house.docx"))
    body = read(render(made, FIELDS, name="Jo").content).element.body
    assert all(cell[-1].tag == qn("w:p") for cell in body.iter(qn("w:tc")))


def test_a_cell_that_holds_only_a_fragment_ends_in_a_paragraph(tmp_path: Path):
    document = docx.Document()
    document.add_table(rows=1, cols=1).rows[0].cells[0].paragraphs[0].text = '{%p include "signature" %}'
    made = compiled(saved(document, tmp_path / "t.docx"), saved(house(tmp_path), tmp_path / "house.docx"))
    (outer, *_) = read(render(made, FIELDS, name="Jo").content).element.body.iter(qn("w:tc"))
    assert [one.tag for one in outer][1:] == [qn("w:tbl"), qn("w:p")]


def test_the_hash_is_that_of_both_files(tmp_path: Path):
    path, shared = letter(tmp_path), saved(house(tmp_path), tmp_path / "house.docx")
    first = compiled(path, shared).sha256
    assert first == compiled(path, shared).sha256
    changed = house(tmp_path)
    changed.add_paragraph("more")
    assert compiled(path, saved(changed, tmp_path / "other.docx")).sha256 != first
    document = docx.Document(str(path))
    document.add_paragraph("more")
    assert compiled(saved(document, path), shared).sha256 != first


def mistakes(path: Path, shared: Path | None) -> list[tuple[str, str, str]]:
    with pytest.raises(DefinitionError) as error:
        compiled(path, shared)
    return [(Path(file).name, place, what) for file, place, what in error.value.mistakes]


def test_includes_that_cannot_be(tmp_path: Path):
    document = docx.Document()
    document.add_paragraph('{%p include "leterhead" %}')
    document.add_paragraph('See {% include "footer" %}')
    document.add_paragraph("{%p block x %}")
    path = saved(document, tmp_path / "return.docx")
    shared = saved(house(tmp_path), tmp_path / "house.docx")
    assert mistakes(path, shared) == [
        ("return.docx", '{%p include "leterhead" %}',
         'house.docx has no fragment "leterhead", did you mean "letterhead"?'),
        ("return.docx", 'See {% include "footer" %}',
         'write it as {%p include "NAME" %}, in a paragraph of its own'),
        ("return.docx", "{%p block x %}", '"block" is for the house file only'),
    ]  # fmt: skip
    assert (
        mistakes(letter(tmp_path), None)[0][2]
        == "there is no house.docx beside the templates, so nothing can be included"
    )


def test_mistakes_of_the_house_file_are_its_own(tmp_path: Path):
    document = docx.Document()
    for text in (
        "{%p block a %}", "{{ client.name|uper }}", "{%p block b %}", '{%p include "a" %}', "{%p endblock %}",
        "{%p endblock %}", "{%p block b %}", "{% if x %}", "{%p endblock %}", "{%p block c %}",
    ):  # fmt: skip
        document.add_paragraph(text)
    document.add_paragraph("1. item", style="List Number")
    table_of_rows(document, "x", "y")
    shared = saved(document, tmp_path / "house.docx")
    path = saved(docx.Document(), tmp_path / "return.docx")
    found = mistakes(path, shared)
    assert {file for file, _, _ in found} == {"house.docx"}
    assert [what for _, _, what in found] == [
        'fragment "a" has no {%p endblock %} before this one',
        "no {%p block NAME %} before it",
        'there are two fragments "b"',
        'fragment "c" has no {%p endblock %} after it',
        "a fragment cannot include another one",
        "a fragment cannot hold an automatic list",
        'there is no filter "uper", did you mean "upper"?',
        "{% if x %} has no {% endif %}",
    ]
