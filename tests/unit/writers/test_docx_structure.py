"""Tags as Word leaves them, and documents that Word opens whatever the data leave out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
import programs
import pypdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches
from merging import AT, read, render, rows, run_texts, saved, table_of_rows, template, texts
from word_templates import linked, pieces

from caseforms.writers.docx_template import compiled
from caseforms.writers.docx_text import printed_text
from caseforms.writers.office_pdf import convert

W = nsdecls("w")


@pytest.mark.parametrize(
    "parts",
    [
        ("Dear {{ cli", "ent.name }}!"),
        ("Dear {", "{ client.name }", "}!"),
        ("Dear ", "{{", " client", ".", "name", " ", "}}", "!"),
        ("Dear {{ client.name|blank(\u201cx\u201d) ", "}}!"),
        ("Dear ", *"{{client.name}}", "!"),
        ("Dear {% if client", ".name %}{{ client.name }}{% en", "dif %}!"),
        ("Dear {{ client.name", "\t}}!"),
        ("Dear {{", "\u00a0client.name\u00a0", "}}!"),
    ],
)
@pytest.mark.parametrize("spelling", [False, True])
def test_tags_that_word_cut_are_whole_again(tmp_path: Path, parts: Sequence[str], spelling: bool):  # noqa: FBT001
    document = docx.Document()
    pieces(document.add_paragraph(), *parts, bold=1, spelling=spelling)
    made = compiled(saved(document, tmp_path / "t.docx"), None)
    assert texts(render(made, name="A & B").content) == ["Dear A & B!"]


def test_the_look_of_the_first_sign_counts_and_the_rest_stays(tmp_path: Path):
    document = docx.Document()
    pieces(document.add_paragraph(), "Dear ", "{{ client", ".name }}, hello", bold=1)
    made = compiled(saved(document, tmp_path / "t.docx"), None)
    runs = read(render(made, name="Jo").content).paragraphs[0].runs
    assert [(run.text, bool(run.bold)) for run in runs] == [("Dear ", False), ("Jo", True), (", hello", False)]


def test_what_word_keeps_for_itself_is_left_out(tmp_path: Path):
    document = docx.Document()
    xml = (
        f'<w:p {W} w:rsidR="00AB"><w:r w:rsidRPr="00CD"><w:t>a </w:t></w:r>'
        '<w:ins w:id="1" w:author="x"><w:r><w:t>{{ client.name }}</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="x"><w:r><w:delText>{{ client.dob }}</w:delText></w:r></w:del></w:p>'
    )
    document.element.body.insert(0, parse_xml(xml))
    content = render(compiled(saved(document, tmp_path / "t.docx"), None), name="Jo").content
    assert printed_text(content).splitlines()[0] == "a Jo"
    assert b"rsid" not in zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")


def test_links_numbers_and_tabs_are_untouched(tmp_path: Path):
    document = docx.Document()
    linked(document.add_paragraph(), "See ", "{{ client.name }}")
    for word in ("{%p for x in client.list %}", "{{ x }}", "{%p endfor %}"):
        document.add_paragraph(word, style="List Number")
    document.add_paragraph("a\tb {{ client.name }}")
    content = render(compiled(saved(document, tmp_path / "t.docx"), None), name="Jo", list=["x", "y"]).content
    body = read(content).element.body
    assert [one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))] == ["a"]
    assert [one.style.name for one in read(content).paragraphs] == ["Normal", "List Number", "List Number", "Normal"]
    assert texts(content)[1:] == ["x", "y", "a\tb Jo"]
    assert printed_text(content) == "See Jo\nx\ny\na\tb Jo"


def test_paragraphs_come_and_go_with_conditions_and_loops(tmp_path: Path):
    made = template(
        tmp_path,
        "{%p if client.a %}", "A {{ client.a }}", "{%p elif client.b %}", "B", "{%p else %}", "C", "{%p endif %}",
        "{%p for x in client.list %}", "- {{ x }}", "{%p for y in client.list if y != x %}", "-- {{ y }}",
        "{%p endfor %}", "{%p endfor %}", "{#p a note for the office #}",
    )  # fmt: skip
    assert texts(render(made, a="1", b=None, list=["x", "y"]).content) == ["A 1", "- x", "-- y", "- y", "-- x"]
    assert texts(render(made, a=None, b="1", list=["x"]).content) == ["B", "- x"]
    assert texts(render(made, a=None, b=None, list=["x"]).content) == ["C", "- x"]


def test_a_loop_inside_one_paragraph_and_over_two(tmp_path: Path):
    made = template(tmp_path, "{% for x in client.list %}<{{ x }}>{% endfor %}", "a{% if client.b %}b", "c{% endif %}d")
    assert texts(render(made, list=["1", "2"], b=True).content) == ["<1><2>", "ab", "cd"]
    assert texts(render(made, list=["1", "2"], b=None).content) == ["<1><2>", "ad"]


def left_out(tmp_path: Path) -> bytes:
    """A cell without a paragraph, a table without a row, a header and a footer without anything."""
    document = docx.Document()
    cell = document.add_table(rows=1, cols=2).rows[0].cells[1]
    cell.paragraphs[0].text = "{%p if client.a %}"
    cell.add_paragraph("a")
    cell.add_paragraph("{%p endif %}")
    inner = cell.add_table(rows=3, cols=1)
    cell._tc.remove(cell.paragraphs[-1]._p)
    for row, text in zip(inner.rows, ("{%tr if client.a %}", "x", "{%tr endif %}"), strict=True):
        row.cells[0].text = text
    table_of_rows(document, "notes", "text")
    section = document.sections[0]
    for part in (section.header, section.footer):
        part.paragraphs[0].text = "{%p if client.a %}"
        part.add_paragraph("{%p endif %}")
    made = compiled(saved(document, tmp_path / "t.docx"), None)
    return render(made, {"notes": rows("notes", {"text": "n"})}, a=None).content


def test_what_the_data_leave_out_leaves_a_document_that_word_opens(tmp_path: Path):
    document = read(left_out(tmp_path))
    for cell in document.element.body.iter(qn("w:tc")):
        assert cell[-1].tag == qn("w:p")
    assert all(list(table.iter(qn("w:tr"))) for table in document.element.body.iter(qn("w:tbl")))
    assert [len(part._element) for part in (document.sections[0].header, document.sections[0].footer)] == [1, 1]


@programs.office
def test_libreoffice_opens_the_documents(tmp_path: Path):
    (tmp_path / "a.docx").write_bytes(left_out(tmp_path))
    made = template(tmp_path, "{{ client.a }}", "{%p for x in client.list %}", "{{ x }}", "{%p endfor %}")
    (tmp_path / "b.docx").write_bytes(render(made, draft=True, a="x & y\tz\nend", list=["one", "two"] * 40).content)
    done, failed = convert([tmp_path / "a.docx", tmp_path / "b.docx"], tmp_path / "out")
    assert failed == ()
    pages = [page.extract_text() for page in pypdf.PdfReader(done[1]).pages]
    assert len(pages) > 1
    assert all("DRAFT" in page for page in pages)
    assert "x & y" in pages[0]


def test_pictures_in_a_loop_get_numbers_of_their_own(tmp_path: Path):
    from PIL import Image

    Image.new("RGB", (2, 2), "red").save(tmp_path / "dot.png")
    document = docx.Document()
    document.add_paragraph("{%p for x in client.list %}")
    document.add_paragraph("{{ x }}").add_run().add_picture(str(tmp_path / "dot.png"), width=Inches(1))
    document.add_paragraph("{%p endfor %}")
    content = render(compiled(saved(document, tmp_path / "t.docx"), None), list=["x", "y", "z"]).content
    numbers = [one.get("id") for one in read(content).element.body.iter(qn("wp:docPr"))]
    assert len(set(numbers)) == 3
    assert texts(content) == ["x", "y", "z"]


def test_the_same_input_gives_the_same_bytes_and_no_clock(tmp_path: Path):
    made = template(tmp_path, "{{ client.name }}")
    first, second = render(made, name="Jo"), render(template(tmp_path, "{{ client.name }}"), name="Jo")
    assert first == second
    assert render(made, name="Jo", draft=True) == render(made, name="Jo", draft=True)
    with zipfile.ZipFile(io.BytesIO(first.content)) as archive:
        assert archive.testzip() is None
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert len(set(archive.namelist())) == len(archive.namelist())


def test_the_list_of_types_comes_first_whatever_the_template_s_order(tmp_path: Path):
    template(tmp_path, "{{ client.name }}")
    turned = tmp_path / "turned.docx"
    with zipfile.ZipFile(tmp_path / "return.docx") as source, zipfile.ZipFile(turned, "w") as target:
        for name in reversed(source.namelist()):
            target.writestr(name, source.read(name))
    content = render(compiled(turned, None), name="x").content
    assert zipfile.ZipFile(io.BytesIO(content)).namelist()[0] == "[Content_Types].xml"


def test_a_colour_out_of_the_data_stays_inside_its_quotes(tmp_path: Path):
    document = docx.Document()
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = "{% cellbg client.colour %}x"
    content = render(compiled(saved(document, tmp_path / "t.docx"), None), colour='F"0&<').content
    (shade,) = read(content).element.body.iter(qn("w:shd"))
    assert shade.get(qn("w:fill")) == 'F"0&<'


def test_members_without_tags_are_copied_as_they_are(tmp_path: Path):
    made = template(tmp_path, "{{ client.name }}")
    with (
        zipfile.ZipFile(io.BytesIO(render(made, name="x").content)) as ours,
        zipfile.ZipFile(tmp_path / "return.docx") as source,
    ):
        for name in ("word/styles.xml", "word/theme/theme1.xml", "word/settings.xml"):
            assert ours.read(name) == source.read(name)


def test_properties_are_those_asked_for_and_not_the_editors(tmp_path: Path):
    document = docx.Document()
    document.add_paragraph("x")
    own = document.core_properties
    own.author, own.last_modified_by, own.comments, own.language = "Somebody", "Somebody", "{{ client.name }}", "en-US"
    made = compiled(saved(document, tmp_path / "t.docx"), None)
    rendered = made.render({}, title="A & <b>\x00 {{ x }}", author="Cedar & Valley", at=AT)
    found = read(rendered.content).core_properties
    assert (found.title, found.author) == ("A & <b>\ufffd {{ x }}", "Cedar & Valley")
    assert (found.last_modified_by, found.comments, found.language) == ("Cedar & Valley", "", "en-US")
    assert found.created is not None
    assert found.modified is not None
    assert {found.created.date(), found.modified.date()} == {AT}


def test_tags_in_headers_footers_and_notes(tmp_path: Path):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "H {{ client.name }}"
    document.sections[0].footer.paragraphs[0].text = "F {{ client.name }}"
    run_texts(document.add_paragraph(), ["{{ client", ".name }}"])
    content = render(compiled(saved(document, tmp_path / "t.docx"), None), name="<Jo>").content
    assert printed_text(content) == "H <Jo>\n<Jo>\nF <Jo>"
