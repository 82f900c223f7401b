"""What only docxtpl can place is rendered by docxtpl, and both ways give the same text."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docxtpl import InlineImage, RichText
from merging import AT, headers, read, render, rows, saved, table_of_rows, template, texts
from PIL import Image

from caseforms.errors import DefinitionError
from caseforms.writers import docx_compile
from caseforms.writers.docx_template import Rendered, compiled
from caseforms.writers.docx_text import printed_text
from caseforms.writers.merge import Blank


def rich(folder: Path) -> Path:
    """A template with all that ours can do."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "H {{ client.name }}"
    document.sections[0].footer.paragraphs[0].text = "F {{ client.day|weekday }}"
    for text in (
        "{{ client.name }}|{{ client.gone }}|{{ client.address }}|{{ client.bad }}",
        "{%p if client.gone %}", "never", "{%p else %}", "{{ client.many }}", "{%p endif %}",
        "{% for row in notes %}{{ loop.index }}. {{ row.text }} {% endfor %}",
        "{{ client.name|upper ~ 1 }}",
    ):  # fmt: skip
        document.add_paragraph(text)
    table_of_rows(document, "notes", "text", "day")
    cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
    cell.paragraphs[0].text = "{%p if client.gone %}"
    cell.add_paragraph("{%p endif %}")
    return saved(document, folder / "t.docx")


def filled(folder: Path, *, draft: bool) -> Rendered:
    return render(
        compiled(rich(folder), None),
        {"notes": rows("notes", {"text": "a & <b>", "day": AT}, {"text": "x\ty\n{_{ }_} {_% %_}", "day": None})},
        draft=draft,
        name=' Émile & <O\'Fabrica> "Jr."\n two\u2028three\tfour  {{ x }} {_{ y }_} {_% z %_} \ufdd0',
        gone=None,
        address=Blank("client.address", protected=True),
        bad="a\x00\x07\x0cb",
        many=["שלום", "e\u0301"],
        day=dt.date(2026, 3, 13),
    )


@pytest.mark.parametrize("draft", [False, True])
def test_both_ways_give_the_same_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, draft: bool):  # noqa: FBT001
    ours = filled(tmp_path, draft=draft)
    monkeypatch.setattr(docx_compile, "needs_docxtpl", lambda *_words: True)
    theirs = filled(tmp_path, draft=draft)
    assert theirs.content != ours.content
    assert printed_text(theirs.content) == printed_text(ours.content)
    assert texts(theirs.content) == texts(ours.content)
    assert headers(theirs.content) == headers(ours.content)
    assert theirs[1:] == ours[1:] == (("client.gone", "notes.day"), ("client.address",), ("client.bad",))
    assert read(theirs.content).core_properties.title == read(ours.content).core_properties.title == "A letter"
    assert all(cell[-1].tag == qn("w:p") for cell in read(theirs.content).element.body.iter(qn("w:tc")))


def test_docxtpl_asks_no_clock_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(docx_compile, "needs_docxtpl", lambda *_words: True)
    first, second = filled(tmp_path, draft=False), filled(tmp_path, draft=False)
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first.content)) as archive:
        assert {one.date_time[0] for one in archive.infolist()} == {1980}


def test_pictures_among_the_values(tmp_path: Path):
    Image.new("RGB", (3, 2), "blue").save(tmp_path / "photo.png")
    made = template(tmp_path, "{{ client.name }} {{ client.photo }}")
    for _ in range(2):  # the template is not used up
        content = render(made, name="A & B", photo=InlineImage(None, str(tmp_path / "photo.png"))).content
        (blip,) = read(content).element.body.iter(qn("a:blip"))
        assert read(content).part.related_parts[blip.get(qn("r:embed"))].blob == (tmp_path / "photo.png").read_bytes()
        assert printed_text(content) == "A & B "
    assert printed_text(render(made, name="C", photo="none").content) == "C none"


def test_rich_text_among_the_values(tmp_path: Path):
    made = template(tmp_path, "Due {{r client.due }}, {{ client.name }}")
    content = render(made, name="A & B", due=RichText("March & April", bold=True)).content
    assert printed_text(content) == "Due March & April, A & B"
    assert [run.text for run in read(content).paragraphs[0].runs if run.bold] == ["March & April"]


def columns(folder: Path) -> Path:
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    table.rows[0].cells[0].text = "{% colspan client.list|length %}Weeks"
    for cell, text in zip(
        table.rows[1].cells, ("{%tc for x in client.list %}", "{{ x }}", "{%tc endfor %}"), strict=True
    ):
        cell.text = text
    for cell in table.rows[0].cells[1:]:
        table.rows[0]._tr.remove(cell._tc)
    return saved(document, folder / "columns.docx")


def test_columns_that_the_data_make(tmp_path: Path):
    content = render(compiled(columns(tmp_path), None), list=["a", "<b>", "c", "d"]).content
    (table,) = read(content).tables
    assert [cell.text for cell in table.rows[1].cells] == ["a", "<b>", "c", "d"]
    assert len(table.columns) == 4


def test_faults_are_told_in_words_there_too(tmp_path: Path):
    with pytest.raises(DefinitionError, match=r'there is no "client\.list", did you mean "client\.lists"'):
        render(compiled(columns(tmp_path), None), lists=["a"])
