"""What stands in the document for a value: as letters word it, character by character."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from merging import read, render, rows, saved, table_of_rows, template, texts

from caseforms.errors import DefinitionError
from caseforms.writers.docx_template import compiled
from caseforms.writers.docx_text import printed_text
from caseforms.writers.merge import Blank, Group

DAY = dt.date(2026, 3, 6)
SIGNS = "e\u0301\u0302 Z\u0335a\u0310 \U0001f469\u200d\U0001f467 \ufeff\u00a0"  # combining, joined, without width


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("Rowan Testcase", "Rowan Testcase"),
        ("Smith & <Sons> \"x\" 'y' &amp; &lt;", "Smith & <Sons> \"x\" 'y' &amp; &lt;"),
        ("{{ client.name }} {% if %} {# #} {_{ }_}", "{{ client.name }} {% if %} {# #} {_{ }_}"),
        ("  two  spaces and more   ", "  two  spaces and more   "),
        ("one\ntwo\r\nthree\rfour\vfive\u2028six\u2029seven", "one\ntwo\nthree\nfour\nfive\nsix\nseven"),
        ("left\tright\n\nend\n", "left\tright\n\nend\n"),
        ("שלום עולם (555) مرحبا", "שלום עולם (555) مرحبا"),
        (SIGNS, SIGNS),
        ("a\x85b\x7fc\ufdd0", "a\x85b\x7fc\ufdd0"),
        (7, "7"),
        (93.0, "93"),
        (93.25, "93.25"),
        (True, "Yes"),
        (False, "No"),
        (0, "0"),
        (DAY, "March 6, 2026"),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        ([DAY, 3], "March 6, 2026 and 3"),
    ],
)  # fmt: skip
def test_a_value_is_printed_as_letters_word_it(tmp_path: Path, value: object, said: str):
    rendered = render(template(tmp_path, "[{{ client.it }}]"), it=value)
    assert texts(rendered.content) == [f"[{said}]"]
    assert printed_text(rendered.content) == f"[{said}]"
    assert rendered[1:] == ((), (), ())


def test_spaces_are_kept_by_word_too(tmp_path: Path):
    body = read(render(template(tmp_path, "{{ client.it }}"), it=" a \n b ").content).element.body
    assert [one.get("{http://www.w3.org/XML/1998/namespace}space") for one in body.iter(qn("w:t"))] == ["preserve"] * 2


@pytest.mark.parametrize("sign", ["\x00", "\x08", "\x0c", "\x0e", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_what_no_xml_can_hold_is_reported_with_its_field(tmp_path: Path, sign: str):
    made = template(tmp_path, "{{ client.it|upper }}")
    rendered = render(made, it=f"a{sign}b")
    assert rendered.unprintable == ("client.it",)
    assert texts(rendered.content) == ["A\N{REPLACEMENT CHARACTER}B"]
    assert render(made, it="a\x7fb\ue000\ufffd").unprintable == ()


def test_unprintable_values_of_rows_are_named_by_their_list(tmp_path: Path):
    made = template(tmp_path, "{% for row in notes %}{{ row.text }}{% endfor %}")
    rendered = render(made, {"notes": rows("notes", {"text": "a\x01"}, {"text": "b\x02"})})
    assert rendered.unprintable == ("notes.text",)


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{{ client.day|short }}", "03/06/2026"),
        ("{{ client.day|weekday }}", "Friday, March 6, 2026"),
        ("{{ client.day|month }}", "March 2026"),
        ("{{ client.day.year }}", "2026"),
        ("{{ client.name|upper }} {{ client.name|title }} {{ client.name|length }}", "JO DEMO Jo Demo 7"),
        ("{{ client.list|join('; ') }} {{ client.list|first }}{{ client.list|last }}", "x; y xy"),
        ("{{ client.name|blank('none') }} {{ client.gone|default('-') }}", "jo demo -"),
        ("{{ client.gone|blank('none') }}", "none"),
        ("{{ client.first|default('x', true) }}", "x"),
        ("{{ client.name ~ ', ' ~ client.day }}", "jo demo, March 6, 2026"),
        ("{{ 2 + 3 * 4 }} {{ 7 // 2 }} {{ 7 % 4 }}", "14 3 3"),
        ("{% for x in client.list %}{{ loop.index }}{{ x }}{{ ',' if not loop.last }}{% endfor %}", "1x,2y"),
        ("{% for x in client.list|reverse if x != 'q' %}{{ x }}{% endfor %}", "yx"),
        ("{% set n = namespace(a=0) %}{% for x in client.list %}{% set n.a = n.a + 1 %}{% endfor %}{{ n.a }}", "2"),
        ("{% with x = client.name %}{{ x }}{% endwith %}", "jo demo"),
        ("{% for n in range(3) %}{{ n }}{% endfor %}", "012"),
        ("{# nobody sees this #}a", "a"),
        ("{{ 'R&D <x>' }}", "R&D <x>"),
        ("{{ \u201cstraight\u201d }}{{ \u2018quotes\u2019 }}", "straightquotes"),
        ("{% if client.gone %}a{% elif client.name == 'jo demo' and 1 < 2 %}b{% else %}c{% endif %}", "b"),
        ("{% if client.gone > 3 or client.gone < 3 or 'a' in client.gone %}a{% else %}b{% endif %}", "b"),
    ],
)  # fmt: skip
def test_the_language(tmp_path: Path, tag: str, said: str):
    made = template(tmp_path, tag)
    rendered = render(made, name="jo demo", day=DAY, list=["x", "y"], gone=None, first=False)
    assert texts(rendered.content) == [said]
    assert rendered.missing == ()


@pytest.mark.parametrize(
    "tag",
    [
        "{{ client.gone }}",
        "{{ client.gone|upper }}",
        "{{ client.gone|weekday }}",
        "{{ client.gone|join(', ') }}",
        "{{ client.gone|first }}",
        "{{ client.gone|length }}",
        "{{ client.gone.street }}",
        "{{ client.gone['street'] }}",
        "{{ 'a' ~ client.gone ~ 'b' }}",
        "{{ client.gone + 1 }}",
        "{{ [client.name, client.gone]|join(', ') }}",
        "{% for x in client.gone %}{{ x }}{% endfor %}[MISSING: client.gone]",
        "{% if client.gone %}a{% else %}{{ client.gone }}{% endif %}",
    ],
)
@pytest.mark.parametrize("value", [None, "", [], " \n"])
@pytest.mark.parametrize("draft", [False, True])
def test_missing_data_is_never_a_silent_blank(tmp_path: Path, tag: str, value: object, draft: bool):  # noqa: FBT001
    rendered = render(template(tmp_path, tag), draft=draft, gone=value, name="x")
    assert rendered.missing == ("client.gone",)
    assert texts(rendered.content) == ["[MISSING: client.gone]"]


def test_missing_fields_come_once_in_their_order_and_only_where_they_are_printed(tmp_path: Path):
    made = template(
        tmp_path,
        "{{ client.b }}{{ problems }}{{ client.a }}{{ client.b }}",
        "{%p if client.c %}", "{{ client.d }}", "{%p endif %}",
        "{% for row in rows %}{{ row.x }}{% else %}none{% endfor %}",
        "{% for row in notes %}{{ row.text }}{% endfor %}",
    )  # fmt: skip
    fields = {"problems": [], "rows": [], "notes": rows("notes", {"text": ""}, {"text": "x"}, {"text": None})}
    rendered = render(made, fields, a=None, b=None, c=None, d=None)
    assert rendered.missing == ("client.b", "problems", "client.a", "notes.text")
    assert texts(rendered.content)[-2] == "none"


def test_a_protected_address_is_not_printed_but_named(tmp_path: Path):
    rendered = render(template(tmp_path, "{{ client.address|upper }}"), address=Blank("client.address", protected=True))
    assert (rendered.missing, rendered.protected) == ((), ("client.address",))
    assert texts(rendered.content) == ["[PROTECTED: client.address]"]


@pytest.mark.parametrize(
    ("tag", "what"),
    [
        ("{{ client.dbo }}", 'there is no "client.dbo", did you mean "client.dob"?'),
        ("{{ client.dbo|default('x') }}", 'there is no "client.dbo", did you mean "client.dob"?'),
        ("{{ clinet.dob }}", 'there is no "clinet", did you mean "client"?'),
        ("{% for x in client.qqqq %}{% endfor %}", 'there is no "client.qqqq"'),
        ("{% for row in notes %}{{ row.txet }}{% endfor %}", 'there is no "notes.txet", did you mean "notes.text"?'),
        ("{{ client }}", "client is a group of fields: name the field, such as client.name"),
        ("{{ notes }}", "notes is a table: print its rows in a loop"),
        ("{{ client.dob|upper|short }}", 'the filter "short" is for dates'),
        ("{% for x in client.name %}{% endfor %}", "client.name is not a list: a loop cannot go over it"),
        ("{{ client.name > 3 }}", "compares or reckons with values of different kinds, such as a text and a number"),
        ("{{ client.name.upper }}", "client.name.upper is no text, number or date"),
    ],
)
def test_an_unknown_field_is_refused_with_its_place(tmp_path: Path, tag: str, what: str):
    made = template(tmp_path, "First.", f"Dear {tag}!", "Last.")
    with pytest.raises(DefinitionError) as error:
        render(made, {"notes": rows("notes", {"text": "x"})}, name="x", dob=DAY)
    ((file, place, said),) = error.value.mistakes
    assert Path(file) == tmp_path / "return.docx"
    assert place.startswith("Dear {")
    assert said == what


def test_no_answer_stands_in_an_error(tmp_path: Path):
    made = template(tmp_path, "{{ client.name|round }}{{ client.name + 1 }}")
    with pytest.raises(DefinitionError) as error:
        render(made, name="Rowan Testcase")
    assert "Rowan" not in repr(error.value) + str(error.value.mistakes)
    assert "Rowan" not in repr(Group("client", {"name": "Rowan"}))


def test_rows_of_a_table(tmp_path: Path):
    document = docx.Document()
    table_of_rows(document, "problems", "number", "message")
    made = compiled(saved(document, tmp_path / "t.docx"), None)
    found = rows("problems", *({"number": n, "message": f"m & {n}"} for n in range(1, 4)))
    content = render(made, {"problems": found}).content
    assert [[cell.text for cell in row.cells] for row in read(content).tables[0].rows] == [
        ["number", "message"], ["1", "m & 1"], ["2", "m & 2"], ["3", "m & 3"],
    ]  # fmt: skip
    assert printed_text(content) == "number | message\n1 | m & 1\n2 | m & 2\n3 | m & 3"
