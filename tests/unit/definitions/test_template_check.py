"""`check_templates`: all that is wrong with Word templates, with the place and what was meant."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from word_templates import linked, pieces, saved, template

from caseforms.definitions.likely_path import likely_path
from caseforms.definitions.merge_fields import catalogue, example, whole_catalogue
from caseforms.definitions.template import TemplateDefinition, load_templates
from caseforms.definitions.template_check import Fault, check_templates, refuse_faults, remarks
from caseforms.errors import DefinitionError
from caseforms.model import Severity
from caseforms.workspace import Workspace

FORMS = Workspace(None).forms
KNOWN = whole_catalogue(FORMS)
FIELDS = (
    "client.name",
    "client.dob",
    "problems",
    "form.urgent",
    "form.services_requested",
    "form.reason",
    "case.number",
)


def checked(folder: Path) -> list[Fault]:
    return [fault for fault in check_templates(folder, FORMS) if "is never used" not in fault.what]


def said(folder: Path, *texts: str, **changes: str | None) -> list[str]:
    template(folder, *texts, fields=FIELDS, **changes)
    return [fault.what for fault in checked(folder)]


def loaded(folder: Path, **changes: str | None) -> TemplateDefinition:
    template(folder, **changes)
    return load_templates(folder, FORMS)["return"]


@pytest.mark.parametrize(
    "text",
    [
        "Dear {client.name},",
        "Dear { { client.name } }",
        "Dear [client.name]",
        "Dear <<client.name>>",
        "\u00abclient.name\u00bb",
    ],
)
def test_a_field_in_other_marks_is_told(tmp_path: Path, text: str):
    (what,) = said(tmp_path, text)
    assert what.endswith("would be printed as it is; write {{ client.name }}")


@pytest.mark.parametrize("text", ["[x] yes", "{see page 2}", "[client.shoe]", "{{ client.name }} [see case.no]"])
def test_other_brackets_are_text(tmp_path: Path, text: str):
    assert said(tmp_path, text) == []


SOUND = [
    ["Dear {{ client.name }}, born {{ client.dob | short }} ({{ client.dob.year }})"],
    ["{%p for problem in problems %}", "{{ loop.index }}. {{ problem.message }}", "{%p endfor %}"],
    ["{%p if form.urgent == 'Yes' %}", "Urgent", "{%p elif client.dob %}", "b", "{%p else %}", "c", "{%p endif %}"],
    ["{% set first = problems | first %}{{ first.message if first else 'nothing' }}"],
    ["{{ problems | map(attribute='message') | join('; ') }}", "{{ form.services_requested | join(', ') }}"],
    ["{% for s in form.services_requested %}{{ s | upper }}{% endfor %}"],
    [
        "{%p for kind, rows in problems | groupby('grade') %}",
        "{% for r in rows %}{{ r.code }}{% endfor %}",
        "{%p endfor %}",
    ],
    ["{% set p = problems[0] %}{{ p.mend }}{# a remark #}"],
    ["{{ agency.name }} {{ letter.date }} {{ sender.phone }} {{ client['name'] }}"],
    ["{{ client.name is defined }} {{ 'x' ~ client.name }} {{ problems | length }} {{ client.name | blank('-') }}"],
]


@pytest.mark.parametrize("texts", SOUND, ids=lambda texts: texts[0][:30])
def test_nothing_is_said_of_what_is_right(texts: list[str], tmp_path: Path):
    assert said(tmp_path, *texts) == []


FAULTS = {
    "{{ client.dbo }}": 'there is no "client.dbo", did you mean "client.dob"?',
    "{{ clint.name }}": 'there is no "clint.name", did you mean "client.name"?',
    "{{ client_dob }}": 'there is no "client_dob", did you mean "client.dob"?',
    "{{ form.focus_of_service }}":
        'there is no "form.focus_of_service" of its forms; it comes from prevention-referral',
    "{{ client.phone }}": '"client.phone" is not among the fields of return.toml; add it there if it may be printed',
    "{% for problem in problems %}{{ problem.mesage }}{% endfor %}":
        'there is no "problem.mesage", did you mean "problem.message"?',
    "{% for problem in problems %}{{ problem.code }}{% endfor %}{{ problem.code }}":
        'there is no "problem.code", did you mean "problems.code"?',
    "{% for p in problems %}{{ loop.indx }}{% endfor %}":
        'there is no "loop.indx" in a loop; there are loop.index, loop.first, loop.last, loop.length',
    "{{ problems | map(attribute='mesage') | join }}":
        'there is no "problems.mesage", did you mean "problems.message"?',
    "{{ problems.message }}":
        '"problems" is a list; go through it: {%p for problem in problems %}, then problem.message',
    "{{ client }}": '"client" is a group of fields; say which one, such as client.name',
    "{{ problems }}": '"problems" is a list of rows; go through it: {%p for problem in problems %}',
    "{% for x in client.name %}{{ x }}{% endfor %}": '"client.name" is no list; nothing to go through',
    "{{ client.name.first }}": '"client.name.first": "client.name" has no parts',
    "{{ client.dob | shrt }}": 'there is no filter "shrt", did you mean "short"?',
    "{{ client.name | short }}": 'the filter "short" is for dates; "client.name" is none',
    "{{ client.name is definde }}": 'there is no test "is definde", did you mean "defined"?',
    "{{ client name }}":
        '{{ client name }}: not understood from "name" on; a field is written without blanks, as in client.name',
    "{{ client.name + }}": "{{ client.name + }}: something is missing at its end",
    "{{ client.name": '"{{" has no end; write "}}" behind it',
    "client.name }}": '"}}" stands here without its beginning; write the tag in one go',
    "{{ client.name {{ case.number }}": '"{{" has no end; write "}}" behind it',
    "{% if client.dob %}x": "{% if client.dob %} has no end; write {% endif %} where it ends",
    "{% endif %}": "{% endif %} ends nothing; there is no if before it",
    "{% if client.dob %}{% else %}{% else %}{% endif %}": "{% else %} comes after the else of {% if client.dob %}",
    "{% if client.dob %}{% else %}{% elif client.name %}{% endif %}":
        "{% elif client.name %} comes after the else of {% if client.dob %}",
    "{% else %}": "{% else %} belongs to no for or if",
    "{% fro p in problems %}":
        '{% fro p in problems %}: there is no "fro" in the template language, did you mean "for"?',
    "{% tr if client.dob %}": "{% tr if client.dob %}: write {%tr without a blank between",
    "{%tr if client.dob %}":
        "{%tr if client.dob %} stands outside a table; write it into a table row of its own, or use {%p",
    "Name {%p if client.dob %}": '{%p if client.dob %} takes its whole paragraph away; what else stands there is lost: '
        '"Name"; give the tag a paragraph of its own',
    "{%p if client.dob %}{%p endif %}":
        "{%p endif %} stands in the same paragraph as {%p if client.dob %}; give each a paragraph of its own",
    "{{r client.name }}": "{{r client.name }} does not work for texts; write {{ client.name }}",
    "{% macro x() %}{% endmacro %}": "{% macro x() %} cannot be used in a letter",
    "{% with x = 1 %}{% endwith %}": "{% with x = 1 %} cannot be used in a letter",
    "{% import 'x' as y %}": "{% import 'x' as y %} cannot be used in a letter",
    '{%p include "letterhead" %}': "there is no house.docx beside the template",
    "{%p block x %}": "{%p block x %}: only the house file has blocks; write {%p include ... %} to take one",
    "{%%}": "{% %} is empty",
    "{{ client.name | upper( }}": '{{ client.name | upper( }}: ")" is missing',
    "{{ \u201eclient.name }}": '{{ \u201eclient.name }}: the sign "\u201e" cannot stand here',
}  # fmt: skip


@pytest.mark.parametrize(("text", "what"), FAULTS.items(), ids=FAULTS)
def test_what_is_wrong_is_said(text: str, what: str, tmp_path: Path):
    assert what in said(tmp_path, text)
    assert any(fault.what == what and fault.severity is Severity.ERROR for fault in checked(tmp_path))


WARNINGS = {
    "{% if form.urgent %}x{% endif %}":
        '"form.urgent" is a text: "No" counts as true; write form.urgent == "Yes"',
    "{% if not form.urgent %}x{% endif %}":
        '"form.urgent" is a text: "No" counts as true; write form.urgent == "Yes"',
    "{% if form.urgent == 'yes' %}x{% endif %}":
        '"form.urgent" is never "yes", did you mean "Yes"? (Yes, No, Unknown)',
}  # fmt: skip


@pytest.mark.parametrize(("text", "what"), WARNINGS.items(), ids=WARNINGS)
def test_what_works_otherwise_than_meant(text: str, what: str, tmp_path: Path):
    assert said(tmp_path, text) == [what]
    assert [fault.severity for fault in checked(tmp_path)] == [Severity.WARNING]


def test_all_at_once_each_with_its_place(tmp_path: Path):
    template(tmp_path, fields=FIELDS)
    document = docx.Document()
    document.add_paragraph("Dear {{ client.nmae }}, and a long sentence " + "on and on " * 20)
    document.add_table(1, 1).rows[0].cells[0].text = "{{ problem.x }}"
    document.sections[0].header.paragraphs[0].text = "{{ clint.name }}"
    document.sections[0].footer.paragraphs[0].text = "{{ agency.phne"
    document.add_paragraph("{% if client.dob %}")
    saved(document, tmp_path)
    template(tmp_path, "{{ client.dbo }}", code="ack")
    places = [f"{Path(fault.file).stem} {fault.where.partition(',')[0]}" for fault in checked(tmp_path)]
    assert sorted(places) == [
        "ack body", "return body", "return body", "return footer", "return header", "return table",
    ]  # fmt: skip
    first = next(fault for fault in checked(tmp_path) if "nmae" in fault.what)
    assert first.where.startswith('body, "Dear {{ client.nmae }}, and a long')
    assert len(first.where) < 110


def test_an_unused_field_is_a_warning_with_its_line(tmp_path: Path):
    template(tmp_path, "{% for p in problems %}{{ p.code }}{% endfor %}",
             fields=("client.name", "problems.message", "problems.code"))  # fmt: skip
    found = check_templates(tmp_path, FORMS)
    assert [(fault.severity, fault.what) for fault in found] == [
        (Severity.WARNING, '"client.name" is never used; take it away'),
        (Severity.WARNING, '"problems.message" is never used; take it away'),
    ]
    assert found[0].file.endswith("return.toml:8")
    refuse_faults(found)


def test_errors_of_the_toml_count_and_the_word_file_is_looked_at_all_the_same(tmp_path: Path):
    template(tmp_path, "{{ client.dbo }}", to='"nobody"')
    files = [Path(fault.file).name for fault in check_templates(tmp_path, FORMS)]
    assert files == ["return.toml:5", "return.docx"]
    with pytest.raises(DefinitionError) as caught:
        refuse_faults(check_templates(tmp_path, FORMS))
    assert len(caught.value.mistakes) == 2


def test_a_file_that_is_no_word_file(tmp_path: Path):
    template(tmp_path, fields=("client.name",)).write_bytes(b"not a zip")
    (fault,) = check_templates(tmp_path, FORMS)
    assert fault.what == "is no Word file (.docx), or is damaged; open it in Word and save it again"
    assert remarks([fault]) == {}


def test_only_the_templates_named(tmp_path: Path):
    template(tmp_path, "{{ client.dbo }}", colour='"red"')
    template(tmp_path, "{{ client.dbo }}", code="ack")
    assert {Path(fault.file).stem for fault in check_templates(tmp_path, FORMS, ["ack"])} == {"ack"}
    assert {Path(fault.file).name for fault in check_templates(tmp_path, FORMS, ["return"])} == {
        "return.toml:9", "return.docx",
    }  # fmt: skip


# What Word does to tags


def word(folder: Path, document: docx.document.Document) -> list[tuple[Severity, str]]:
    template(folder, fields=FIELDS)
    saved(document, folder)
    return [(fault.severity, fault.what) for fault in checked(folder)]


def test_a_tag_that_word_cut_works(tmp_path: Path):
    document = docx.Document()
    pieces(document.add_paragraph(), "{", "{ client", ".na", "me }", "}", spelling=True)
    assert word(tmp_path, document) == [(Severity.NOTE, "Word keeps {{ client.name }} in 5 pieces; it works as it is")]


def test_a_wrong_tag_that_word_cut_is_found(tmp_path: Path):
    document = docx.Document()
    pieces(document.add_paragraph(), "{{ client.d", "bo }}")
    assert (Severity.ERROR, 'there is no "client.dbo", did you mean "client.dob"?') in word(tmp_path, document)


def test_a_tag_formatted_in_parts(tmp_path: Path):
    document = docx.Document()
    pieces(document.add_paragraph(), "{{ client.", "name }}", bold=1)
    ((severity, what),) = word(tmp_path, document)
    assert severity is Severity.WARNING
    assert what.endswith(
        "is formatted in parts; only the formatting of its first sign counts: retype the tag in one go"
    )


def test_a_tag_beside_other_formatting_is_whole(tmp_path: Path):
    document = docx.Document()
    pieces(document.add_paragraph(), "Dear ", "{{ client.name }}", ", hello", bold=1)
    assert word(tmp_path, document) == []


def test_a_tag_that_runs_into_a_link(tmp_path: Path):
    document = docx.Document()
    linked(document.add_paragraph(), "{{ client.", "name }}")
    ((severity, what),) = word(tmp_path, document)
    assert severity is Severity.WARNING
    assert "is partly inside a link" in what


def test_a_tag_over_two_paragraphs_or_cells(tmp_path: Path):
    document = docx.Document()
    document.add_paragraph("{{ client.")
    document.add_paragraph("name }} and {{ case.number }}")
    row = document.add_table(1, 2).rows[0]
    row.cells[0].text, row.cells[1].text = "{% if client.dob", "%}"
    cut = [what for severity, what in word(tmp_path, document) if severity is Severity.ERROR]
    assert [what.partition(" begins")[0] for what in cut] == ['"{{"', '"{%"']
    assert all("retype the whole tag in one paragraph" in what for what in cut)


def test_curly_quotation_marks_work(tmp_path: Path):
    text = "{% if form.reason == \u201cx\u201d %}{{ client.name | blank(\u2018-\u2019) }}{% endif %}"
    template(tmp_path, text, fields=FIELDS)
    assert {fault.severity for fault in checked(tmp_path)} == {Severity.NOTE}


def rows(*cells: tuple[str, ...]) -> docx.document.Document:
    document = docx.Document()
    table = document.add_table(0, len(cells[0]))
    for row in cells:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return document


def test_table_rows(tmp_path: Path):
    good = rows(
        ("No.", "What"),
        ("{%tr for p in problems %}", ""),
        ("{{ p.number }}", "{{ p.message }}"),
        ("{%tr endfor %}", ""),
    )
    assert word(tmp_path, good) == []
    one_row = rows(("{%tr for p in problems %}{{ p.number }}", "{{ p.message }}{%tr endfor %}"))
    found = [what for _, what in word(tmp_path, one_row)]
    assert any("takes its whole row away" in what and "{{ p.number }} {{ p.message }}" in what for what in found)
    assert any("{%tr endfor %} stands in the same row as {%tr for p in problems %}" in what for what in found)
    two_cells = rows(("{% for p in problems %}{{ p.number }}", "{{ p.message }}{% endfor %}"))
    assert any("use {%tr ... %} for rows" in what for _, what in word(tmp_path, two_cells))
    mixed = rows(("{%tr for p in problems %}",), ("{{ p.number }}",), ("{% endfor %}",))
    assert any("both begin alike: write {%tr endfor %}" in what for _, what in word(tmp_path, mixed))


def test_rows_of_two_tables_make_no_loop(tmp_path: Path):
    document = rows(("{%tr for p in problems %}",), ("{{ p.number }}",))
    document.add_paragraph("between")
    document.add_table(1, 1).rows[0].cells[0].text = "{%tr endfor %}"
    assert any("stands in another table" in what for _, what in word(tmp_path, document))
    cells = rows(("{%tc if client.dob %}",), ("{%tc endif %}",))
    assert any("stands in another row" in what for _, what in word(tmp_path, cells))


def test_a_picture_inside_a_tag(tmp_path: Path):
    document = docx.Document()
    paragraph = pieces(document.add_paragraph(), "{{ client.", "", "name }}")
    paragraph.runs[1]._r.append(OxmlElement("w:drawing"))
    assert any("a picture stands inside" in what for _, what in word(tmp_path, document))


def test_what_word_keeps_twice_or_deleted_is_not_looked_at(tmp_path: Path):
    document = docx.Document()
    paragraph = document.add_paragraph("{{ client.name }}")
    for wrapper in ("w:del", "mc:Fallback"):
        kept = parse_xml(
            f"<{wrapper} {nsdecls('w')} "
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f"<w:r><w:t>{{{{ client.dbo }}}}</w:t></w:r></{wrapper}>"
        )
        paragraph._p.append(kept)
    assert [what for severity, what in word(tmp_path, document) if "dbo" in what] == []


def test_the_engine_has_the_last_word(tmp_path: Path):
    document = docx.Document()
    paragraph = document.add_paragraph("{{ client.name }}")
    run = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="1" w:name="{{{{ client.name }}}}"/>')
    paragraph._p.append(run)
    ((severity, what),) = word(tmp_path, document)
    assert severity is Severity.ERROR
    assert "text only" in what


def test_a_block_over_several_paragraphs(tmp_path: Path):
    assert said(tmp_path, "{% if client.dob %}", "x", "{% endif %}") == [
        (
            "{% if client.dob %} goes over several paragraphs and leaves empty lines; "
            "write {%p if client.dob %} in a paragraph of its own"
        )
    ]


# The house file


def house(folder: Path, *texts: str) -> None:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    document.save(str(folder / "house.docx"))


def test_blocks_of_the_house_file(tmp_path: Path):
    house(tmp_path, "How to use this",
          "{%p block letterhead %}", "{{ agency.name }} {{ client.name }}", "{%p endblock %}",
          "{%p block footer %}", "{{ agency.phone }} {{ client.phone }}", "{%p endblock %}")  # fmt: skip
    template(tmp_path, '{%p include "letterhead" %}', fields=("client.name",))
    assert check_templates(tmp_path, FORMS) == []
    template(tmp_path, '{%p include "footer" %}', '{%p include "leterhead" %}', fields=("client.name",))
    assert [fault.what for fault in check_templates(tmp_path, FORMS)] == [
        'house.docx has no block "leterhead", did you mean "letterhead"?',
        (
            'the block "footer" of house.docx prints "client.phone", which is not among the fields of return.toml; '
            "add it there if it may"
        ),
        '"client.name" is never used; take it away',
    ]


def test_faults_of_the_house_file_are_said_once(tmp_path: Path):
    house(
        tmp_path, "{%p block letterhead %}", "{{ agency.nmae }}", "{%p endblock %}", "{%p block letterhead %}", "{{ x"
    )
    for code in ("return", "ack"):
        template(tmp_path, '{%p include "letterhead" %}', code=code)
    found = check_templates(tmp_path, FORMS)
    assert {Path(fault.file).name for fault in found} == {"house.docx"}
    assert sorted(fault.what for fault in found) == [
        '"{{" has no end; write "}}" behind it',
        'there is no "agency.nmae", did you mean "agency.name"?',
        "{%p block letterhead %} has no end; write {%p endblock %} where it ends",
        "{%p block letterhead %}: there is another block of this name",
    ]


# Every merge field


def lines_for(path: str) -> list[str]:
    """Paragraphs that print a field, going through the lists in which it stands."""
    lists = sorted(one for one in KNOWN if KNOWN[one].kind == "rows" and path.startswith(f"{one}."))
    before, base, written = [], "", path
    for number, one in enumerate(lists):
        inner = f"row{number - 1}.{one.removeprefix(base + '.')}" if number else one
        before.append(f"{{%p for row{number} in {inner} %}}")
        base = one
        written = f"row{number}.{path.removeprefix(one + '.')}"
    if KNOWN.get(path) and KNOWN[path].kind == "rows":
        written += " | length"
    return [*before, f"{{{{ {written} }}}}", *["{%p endfor %}"] * len(lists)]


@pytest.mark.parametrize("form", FORMS)
def test_every_merge_field_can_be_used(form: str, tmp_path: Path):
    own = catalogue(FORMS, loaded(tmp_path, forms=f'["{form}"]', linked='["decision"]'))
    texts = [line for path in own for line in lines_for(path)]
    template(tmp_path, *texts, forms=f'["{form}"]', linked='["decision"]', fields=own)
    assert [str(fault) for fault in check_templates(tmp_path, FORMS)] == []


def test_every_example_of_how_to_write_a_field_is_right(tmp_path: Path):
    own = catalogue(FORMS, loaded(tmp_path))
    columns = {path for path in own for one in own if own[one].kind == "rows" and path.startswith(f"{one}.")}
    texts = [example(field, own).replace("{%tr", "{%") for path, field in own.items() if path not in columns]
    template(tmp_path, *texts, fields=own)
    assert [fault.what for fault in checked(tmp_path)] == []


LETTERS = "abcdefghijklmnopqrstuvwxyz"


@settings(max_examples=300)
@given(st.sampled_from([path for path in sorted(KNOWN) if len(path) >= 6]), st.data())
def test_one_wrong_letter_leads_to_the_right_field(path: str, data: st.DataObject):
    at = data.draw(st.integers(0, len(path) - 1).filter(lambda at: path[at] != "."))
    wrong = path[:at] + data.draw(st.sampled_from(LETTERS)) + path[at + 1 :]
    others = [one for one in KNOWN if one != path and len(one) == len(path)]
    assume(wrong != path and all(sum(a != b for a, b in zip(one, wrong, strict=True)) > 1 for one in others))
    meant = likely_path(wrong, KNOWN)
    assume(meant == path or len(meant) == len(path))  # one letter more or less is as near
    assert meant == path


REFERRAL = [path for path in sorted(KNOWN) if len(path) >= 6 and KNOWN[path].source.startswith("treatment-referral")
            and not path.startswith("treatment_referral.")]  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(path=st.sampled_from(REFERRAL), data=st.data())
def test_one_wrong_letter_in_a_template(path: str, data: st.DataObject, tmp_path: Path):
    group, _, name = path.rpartition(".")
    assume(len(name) >= 4)
    at = data.draw(st.integers(0, len(name) - 1))
    wrong = name[:at] + data.draw(st.sampled_from(LETTERS)) + name[at + 1 :]
    assume(f"{group}.{wrong}" not in KNOWN and likely_path(f"{group}.{wrong}", KNOWN) == path)
    texts = [line.replace(f".{name} ", f".{wrong} ") for line in lines_for(path)]
    template(tmp_path, *texts, fields=(path,))
    meant = [match[1] for fault in checked(tmp_path) for match in re.finditer(r'did you mean "([^"]+)"', fault.what)]
    assert meant
    assert all(one.endswith(f".{name}") for one in meant)


def test_nesting_beyond_all_measure_is_a_fault_like_others(tmp_path: Path):
    assert said(tmp_path, "{{ " + "(" * 3000 + "client.name" + ")" * 3000 + " }}")[0].endswith("is nested too deeply")
