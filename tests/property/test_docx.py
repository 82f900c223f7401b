"""Any text in any field stands in the Word document letter by letter, or its field is reported."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
import zlib
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
from hypothesis import given, settings
from hypothesis import strategies as st
from merging import headers, read, render, rows, table_of_rows, texts

from caseforms.writers import docx_compile
from caseforms.writers.docx_template import Rendered, Template, compiled
from caseforms.writers.docx_text import printed_text
from caseforms.writers.docx_zip import Zipped, members, packed, unpacked

QUICK = settings(max_examples=150, deadline=None)
SIGNS = st.text("{}%#_&<>\"' \t\n\r\v\f\x00\x1b\x85\u2028\ufdd0\ufffe\ud800\U0010fffeaé\u05d0\u0301]")
ANY_TEXT = st.text(st.characters()) | SIGNS  # surrogates too
NO_XML = re.compile("[\x00-\x08\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LINE_END = re.compile("\r\n|[\n\r\v\u2028\u2029]")


@cache
def made(*, by_docxtpl: bool) -> Template:
    """A template with a field in the header, the body, rows and a cell."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "[{{ client.head }}]"
    document.add_paragraph("[{{ client.body }}]")
    document.add_paragraph("{%p for x in client.list %}")
    document.add_paragraph("[{{ x }}]")
    document.add_paragraph("{%p endfor %}")
    table_of_rows(document, "notes", "text")
    if by_docxtpl:
        cell = document.add_table(rows=1, cols=3).rows[0].cells
        for one, text in zip(cell, ("{%tc for x in client.none %}", "x", "{%tc endfor %}"), strict=True):
            one.text = text
    with TemporaryDirectory() as folder:
        document.save(f"{folder}/t.docx")
        return compiled(Path(folder, "t.docx"), None)


def seen(text: str) -> str:
    return LINE_END.sub("\n", NO_XML.sub("\N{REPLACEMENT CHARACTER}", text))


def filled(template: Template, head: str, body: str, listed: list[str], cell: str, *, draft: bool) -> Rendered:
    fields = {"notes": rows("notes", {"text": cell})}
    return render(template, fields, draft=draft, head=head, body=body, list=listed, none=["x"])


@QUICK
@given(ANY_TEXT, ANY_TEXT, st.lists(ANY_TEXT, min_size=1, max_size=3), ANY_TEXT, st.booleans())
def test_any_text_survives_or_is_reported(head: str, body: str, listed: list[str], cell: str, draft: bool):  # noqa: FBT001
    rendered = filled(made(by_docxtpl=False), head, body, listed, cell, draft=draft)
    values = {"client.head": head, "client.body": body, "client.list": "".join(listed), "notes.text": cell}
    assert set(rendered.unprintable) == {
        name for name, text in values.items() if NO_XML.search(text) and not (text.isspace() and name != "client.list")
    }
    assert set(rendered.missing) == {
        name for name, text in values.items() if name != "client.list" and (not text or text.isspace())
    }
    shown = {name: f"[MISSING: {name}]" if name in rendered.missing else seen(text) for name, text in values.items()}
    expected = [f"[{shown['client.body']}]", *(f"[{seen(text)}]" for text in listed), "text", shown["notes.text"]]
    assert texts(rendered.content) == expected
    assert headers(rendered.content)[0, "default"] == [*["DRAFT"] * draft, f"[{shown['client.head']}]"]
    heads = [*["DRAFT"] * draft, f"[{shown['client.head']}]"]
    cell_text = " / ".join(shown["notes.text"].split("\n"))
    assert printed_text(rendered.content) == "\n".join([*heads, *expected[:-1], cell_text])


@settings(QUICK, max_examples=30)
@given(ANY_TEXT, ANY_TEXT, st.lists(ANY_TEXT, min_size=1, max_size=2), ANY_TEXT)
def test_docxtpl_prints_the_same(head: str, body: str, listed: list[str], cell: str):
    ours = filled(made(by_docxtpl=False), head, body, listed, cell, draft=False)
    theirs = filled(made(by_docxtpl=True), head, body, listed, cell, draft=False)
    assert texts(theirs.content)[:-1] == texts(ours.content)
    assert headers(theirs.content) == headers(ours.content)
    assert [set(account) for account in theirs[1:]] == [set(account) for account in ours[1:]]


@QUICK
@given(ANY_TEXT, ANY_TEXT)
def test_title_and_author_survive_and_are_never_a_template(title: str, author: str):
    content = made(by_docxtpl=False).render(
        {"client": {"head": "x", "body": "x", "list": ["x"]}, "notes": [{"text": "x"}]},
        title=title, author=author, at=dt.date(2026, 3, 31),
    ).content  # fmt: skip
    found = read(content).core_properties
    assert [found.title, found.author] == [re.sub("[\n\t]", " ", seen(text)) for text in (title, author)]


@QUICK
@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=5), min_size=1, max_size=4),
       st.integers(1, 6), st.data())  # fmt: skip
def test_tags_cut_anywhere_are_whole_again(pieces: list[str], cuts: int, data: st.DataObject):
    plain = "".join(text for text in pieces if text.isprintable() and not set(text) & set("{}%#"))
    whole = f"{plain}{{{{ client.a }}}}{plain}{{% if client.b %}}{{{{client.c}}}}{{% endif %}}{plain}"
    places = sorted({data.draw(st.integers(0, len(whole))) for _ in range(cuts)})
    document = docx.Document()
    paragraph = document.add_paragraph()
    for start, end in zip([0, *places], [*places, len(whole)], strict=True):
        paragraph.add_run(whole[start:end]).bold = bool(start % 2)
    with TemporaryDirectory() as folder:
        document.save(f"{folder}/t.docx")
        template = compiled(Path(folder, "t.docx"), None)
    assert texts(render(template, a="A&", b=True, c="<C>").content) == [f"{plain}A&{plain}<C>{plain}"]


@QUICK
@given(st.dictionaries(st.text(st.characters(codec="utf-8", exclude_characters="\0/\\:"), min_size=1, max_size=20),
                       st.binary(max_size=300), min_size=1, max_size=6))  # fmt: skip
def test_a_zip_keeps_what_was_put_in(contents: dict[str, bytes]):
    packs = [packed(name, content) for name, content in contents.items()]
    written = Zipped(packs[:2]).with_members(packs[2:])
    assert {name: unpacked(member) for name, member in members(written).items()} == contents
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == contents
        assert [zlib.crc32(content) for content in contents.values()] == [one.CRC for one in archive.infolist()]


def test_both_templates_go_their_own_way():
    assert docx_compile.needs_docxtpl("tc", "for x in y")
    assert not docx_compile.needs_docxtpl("tr", "for x in y")
