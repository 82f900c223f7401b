"""What is wrong with a template is said all at once, with the paragraph; what it must not do is refused in words."""

from __future__ import annotations

import contextlib
import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from merging import render, rows, saved, template, texts

from caseforms.errors import DefinitionError
from caseforms.writers.docx_template import compiled
from caseforms.writers.docx_words import ROUNDS


def mistakes(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(DefinitionError) as error:
        compiled(path, None)
    assert {file for file, _, _ in error.value.mistakes} == {str(path)}
    return [(place, what) for _, place, what in error.value.mistakes]


def of_text(folder: Path, *paragraphs: str) -> list[tuple[str, str]]:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return mistakes(saved(document, folder / "t.docx"))


NO_HALF = "without its other half; write the whole tag in one paragraph"
MUST_MATCH = "must be of one kind and stand in the same cell, table or paragraph"


@pytest.mark.parametrize(
    ("tag", "what"),
    [
        ("{{ client.name", f'"{{{{" {NO_HALF}'),
        ("client.name }}", f'"}}}}" {NO_HALF}'),
        ("{% if x", f'"{{%" {NO_HALF}'),
        ("x %}", f'"%}}" {NO_HALF}'),
        ("{# note", f'"{{#" {NO_HALF}'),
        ("{% if client.name %}a", "{% if client.name %} has no {% endif %}"),
        ("{% for x in y %}a", "{% for x in y %} has no {% endfor %}"),
        ("a{% endif %}", "{% endif %} has nothing before it that it belongs to"),
        ("a{% else %}", "{% else %} has nothing before it that it belongs to"),
        ("{% if a %}{% endfor %}{% endif %}", "{% endfor %} comes where {% endif %} of {% if a %} is due"),
        (
            "{% for x in y %}{% elif z %}{% endfor %}",
            "{% elif z %} comes where {% endfor %} of {% for x in y %} is due",
        ),
        ("{% iff a %}", 'a tag cannot begin with "iff", did you mean "if"?'),
        ("{%  %}", "an empty tag"),
        ("{{ }}", "expected an expression, got 'end of print statement'"),
        ("{{ client..name }}", "expected name or number"),
        ("{{ client.name|upcase }}", 'there is no filter "upcase"'),
        ("{{ client.name|uper }}", 'there is no filter "uper", did you mean "upper"?'),
        ("{% if client.name is defned %}{% endif %}", 'there is no test "defned", did you mean "defined"?'),
        ("{%p if a %}", "{% if a %} has no {% endif %}"),
        ("{{ client.name.upper() }}", "a template cannot call client.name.upper(...)"),
        ("{{ open('x') }}", "a template cannot call open(...)"),
        ("{{ client.__class__ }}", '"__class__": names that begin with _ are not for templates'),
        ("{{ ''.__class__.__mro__ }}", "names that begin with _ are not for templates"),
        ("{{ client.name|attr('__class__') }}", 'there is no filter "attr"'),
        ("{{ client.name|safe }}", 'there is no filter "safe"'),
        ("{{ 10 ** 10 }}", '"**" cannot be used in a template'),
        ("{% macro m() %}{% endmacro %}", 'a tag cannot begin with "macro"'),
        ("{% import 'os' as os %}", 'a tag cannot begin with "import"'),
        ("{% extends 'x' %}", 'a tag cannot begin with "extends"'),
        ("{% autoescape false %}x{% endautoescape %}", 'a tag cannot begin with "autoescape"'),
        ("{% filter upper %}x{% endfilter %}", 'a tag cannot begin with "filter"'),
        ("{% set x %}y{% endset %}", "write {% set NAME = VALUE %}"),
        ("{% for x in y recursive %}{% endfor %}", 'a loop cannot be "recursive"'),
        ("{{ lipsum() }}", "a template cannot call lipsum(...)"),
        ("{% include 'secret.txt' %}", 'write it as {%p include "NAME" %}, in a paragraph of its own'),
    ],
)
def test_a_mistake_is_said_with_its_paragraph(tmp_path: Path, tag: str, what: str):
    found = of_text(tmp_path, "First.", tag, "Last {{ client.name }}.")
    assert found[0][0] == " ".join(tag.split())
    assert what in found[0][1]


def test_all_mistakes_at_once_in_all_parts(tmp_path: Path):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ a|nofilter }}"
    document.sections[0].footer.paragraphs[0].text = "{{ a b }}"
    document.add_paragraph("{{ x ")
    document.add_paragraph("{{ y|upper|lowre }} {{ z..q }}")
    document.add_paragraph("{% if z %}")
    found = mistakes(saved(document, tmp_path / "t.docx"))
    assert [place for place, _ in found] == [
        "{{ a|nofilter }}", "{{ x", "{{ y|upper|lowre }} {{ z..q }}", "{{ y|upper|lowre }} {{ z..q }}", "{% if z %}",
        "{{ a b }}",
    ]  # fmt: skip


def test_a_long_paragraph_is_shortened(tmp_path: Path):
    ((place, _),) = of_text(tmp_path, "word " * 40 + "{{ a|nofilter }}")
    assert len(place) == 90


def test_tags_that_would_take_text_away_or_break_the_table(tmp_path: Path):
    document = docx.Document()
    document.add_paragraph("Dear {%p if a %}")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if a %}{%p endif %}")
    document.add_paragraph("{%tr if a %}")
    document.add_paragraph("{%tr endif %}")
    table = document.add_table(rows=2, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "{%tr for x in y %}", "Heading"
    table.rows[1].cells[0].text = "{%tr endfor %}"
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "{% if a %}", "{% endif %}"
    assert {what for _, what in mistakes(saved(document, tmp_path / "t.docx"))} == {
        "{%p ...%} must stand alone in its paragraph: the rest of it would be lost",
        "two tags of one paragraph; give each {%p ...%} a paragraph of its own",
        "{%tr ...%} must stand in the row of a table",
        "{%tr ...%} must stand alone in its row: the rest of it would be lost",
        f"{{% if a %}} and {{% endif %}} {MUST_MATCH}",
    }


def test_tags_of_different_kinds_do_not_pair(tmp_path: Path):
    found = of_text(tmp_path, "{%p if a %}", "b{% endif %}")
    assert found == [("b{% endif %}", f"{{%p if a %}} and {{% endif %}} {MUST_MATCH}")]


def test_tags_where_no_text_stands(tmp_path: Path):
    document = docx.Document()
    paragraph = document.add_paragraph("x")
    for xml in (
        f'<w:r {nsdecls("w")}><w:instrText>HYPERLINK "{{{{ client.email }}}}"</w:instrText></w:r>',
        f'<w:bookmarkStart {nsdecls("w")} w:id="1" w:name="{{{{ client.id }}}}"/>',
    ):
        paragraph._p.append(parse_xml(xml))
    assert [what for _, what in mistakes(saved(document, tmp_path / "t.docx"))] == [
        "a tag cannot stand inside one of Word's own fields; write it as plain text",
        "a tag can stand in text only, not in the description or the name of something",
    ]


@pytest.mark.parametrize(
    "tag",
    [
        "{{ range(10001)|length }}",
        f"{{% for x in range(1000) %}}{{% for x in range({ROUNDS // 1000}) %}}{{% endfor %}}{{% endfor %}}",
        "{% for x in range(1000000000) %}{% endfor %}",
        "{% for x in range(1000000000000000000000000) %}{% endfor %}",
        "{% for x in range(9999) %}{% for y in range(9999) %}{% endfor %}{% endfor %}",
        "{% for x in notes %}{% for x in notes %}{% for x in notes %}{% endfor %}{% endfor %}{% endfor %}",
        "{{ range(1000000000)|list|length }}",
        "{{ range(1000000000)|join }}",
        "{{ range(1000000000)|sum }}",
        "{{ 'x' * 1000000000 }}",
        "{{ [1] * 1000000000 }}",
        "{{ '%999999999d' % 1 }}",
        "{% set n = namespace(x='aaaaaaaaaa') %}{% for i in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
        "{% set n = namespace(x='aaaaaaaaaa') %}{% for i in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}",
        "{% set n = namespace(x=99) %}{% for i in range(60) %}{% set n.x = n.x * n.x %}{% endfor %}",
        "{% set n = namespace(x='aaa') %}{% for i in range(60) %}{% set n.x = n.x|replace('a', n.x) %}{% endfor %}",
        "{% set n = namespace(x='aaa') %}{% for i in range(60) %}{% set n.x = [n.x, n.x]|join(n.x) %}{% endfor %}",
        "{{ 1.5|round(1000000000) }}",
        "{{ 7 % 0 }}",
        "{{ client['__class__'] }}",
        "{{ client['_values'] }}",
        "{{ [client]|map(attribute='__class__')|join }}",
        "{{ [client]|map(attribute='_values')|join }}",
        "{{ client.name.format }}",
        "{{ range }}",
        "{{ namespace }}",
        "{{ self }}",
        "{{ context }}",
        "{{ printer }}",
    ],
)
def test_the_sandbox_refuses_in_words(tmp_path: Path, tag: str):
    made = template(tmp_path, f"Dear {tag}")
    with pytest.raises(DefinitionError) as error:
        render(made, {"notes": rows("notes", *({"x": 1} for _ in range(200)))}, name="Rowan")
    ((_, place, what),) = error.value.mistakes
    assert place.startswith("Dear {")
    assert what
    assert "Error" not in what


def test_as_many_rounds_as_the_longest_report_needs_are_allowed(tmp_path: Path):
    inner = ROUNDS // 1000 - 1  # and one for each of the outer rounds
    made = template(
        tmp_path, f"{{% for x in range(1000) %}}{{% for y in range({inner}) %}}{{% endfor %}}{{% endfor %}}ok"
    )
    assert texts(render(made).content) == ["ok"]
    assert texts(render(template(tmp_path, "{{ range(10000)|length }}")).content) == ["10000"]


@pytest.mark.parametrize("tag", ["{{ 'x' * 3 }}", "{{ [1] * 3 }}", "{{ 3 * 'x' }}", "{{ '%s' % 1 }}"])
def test_texts_are_neither_multiplied_nor_filled_in(tmp_path: Path, tag: str):
    with pytest.raises(DefinitionError, match="works with numbers only"):
        render(template(tmp_path, tag))


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 torn"])
def test_what_is_no_word_file_is_refused(tmp_path: Path, content: bytes):
    path = tmp_path / "t.docx"
    path.write_bytes(content)
    ((place, what),) = mistakes(path)
    assert place == ""
    assert what.startswith("is not a Word document (.docx)")


def test_a_file_that_is_not_there(tmp_path: Path):
    assert "cannot be read" in mistakes(tmp_path / "none.docx")[0][1]


def good() -> bytes:
    document = docx.Document()
    document.add_paragraph("{{ client.name }}")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def changed(name: str, content: bytes | None) -> bytes:
    """A Word file with another content of one member, or without it."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good())) as source, zipfile.ZipFile(target, "w") as archive:
        for one in source.infolist():
            if one.filename != name or content is not None:
                archive.writestr(one, source.read(one) if one.filename != name else content or b"")
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("word/document.xml", None),
        ("word/document.xml", b"<w:document"),
        ("word/document.xml", b"<other/>"),
        ("word/document.xml", b""),
        ("[Content_Types].xml", None),
        ("[Content_Types].xml", b"x"),
        ("_rels/.rels", None),
        ("_rels/.rels", b"x"),
    ],
)
def test_damage_inside_is_said_in_words(tmp_path: Path, name: str, content: bytes | None):
    path = tmp_path / "t.docx"
    path.write_bytes(changed(name, content))
    assert "save it again" in mistakes(path)[0][1]


def test_any_cut_of_the_file_is_refused_or_read(tmp_path: Path):
    whole = good()
    path = tmp_path / "t.docx"
    for end in range(0, len(whole), 1_009):
        path.write_bytes(whole[:end])
        with pytest.raises(DefinitionError):
            compiled(path, None)


def test_a_flipped_bit_is_refused_or_harmless(tmp_path: Path):
    whole = good()
    path = tmp_path / "t.docx"
    for at in range(0, len(whole), 397):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        with contextlib.suppress(DefinitionError):
            render(compiled(path, None), name="x")
