"""The shipped templates are documents that anybody can read and edit: headings, tables, language, page numbers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
HOUSE = TEMPLATES / "house.docx"
DOCUMENTS = sorted(TEMPLATES.glob("*.docx"))
LETTERS = [path for path in DOCUMENTS if path != HOUSE]
#: Every code of domain.md 8.
CODES = (
    "ack approval caseload change change-family communication compliance denial family-services findings fix-list "
    "introduction introduction-family notes pregnancy-call provider-page provider-quarter return roi-reminder "
    "termination voicemail waitlist"
).split()
HEADINGS = ("Title", "Heading 1", "Heading 2", "Heading 3")
FRAME, BOX, WORD_ART = qn("w:framePr"), qn("w:txbxContent"), qn("w:pict")

every = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
every_letter = pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)


def headings(document: Document) -> list[str]:
    """The styles of the headings, in order."""
    return [name for p in document.paragraphs if p.style and (name := str(p.style.name)) in HEADINGS]


def parts(document: Document) -> Iterator[Any]:
    """The XML of the body, the headers and the footers."""
    yield document.element.body
    section = document.sections[0]
    for part in (section.first_page_header, section.header, section.first_page_footer, section.footer):
        if not part.is_linked_to_previous:
            yield part._element  # python-docx has no other way


def words(element: Any) -> str:
    """What stands in a paragraph, a part or a row."""
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def definition(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))


def fragments() -> dict[str, str]:
    """The words and fields of each block of the house file."""
    found: dict[str, str] = {}
    name = ""
    for paragraph in docx.Document(str(HOUSE)).paragraphs:
        text = paragraph.text + "".join(str(field.text) for field in paragraph._p.iter(qn("w:instrText")))
        if begun := re.search(r"\{%p block (\w+) %\}", text):
            name = begun[1]
        elif "{%p endblock %}" in text:
            name = ""
        elif name:
            found[name] = f"{found.get(name, '')}\n{text}"
    return found


def test_every_code_of_section_8_is_there():
    assert sorted(path.stem for path in LETTERS) == CODES


def test_each_document_has_its_toml_and_each_toml_its_document():
    assert sorted(path.stem for path in TEMPLATES.glob("*.toml")) == CODES


@every
def test_headings_begin_at_the_top_and_skip_no_level(path: Path):
    levels = [HEADINGS.index(name) for name in headings(docx.Document(str(path)))]
    assert levels
    assert levels[0] <= HEADINGS.index("Heading 1")
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert levels.count(0) <= 1


@every
def test_headings_stay_with_what_follows(path: Path):
    styles = docx.Document(str(path)).styles
    assert all(styles[name].element.find(f".//{qn('w:keepNext')}") is not None for name in HEADINGS)


@every
def test_the_header_row_of_each_table_repeats_and_no_row_splits(path: Path):
    for table in docx.Document(str(path)).tables:
        head, *rows = table.rows
        assert head._tr.find(f".//{qn('w:tblHeader')}") is not None
        assert all(words(cell._tc).strip() for cell in head.cells)
        assert not [row for row in rows if row._tr.find(f".//{qn('w:tblHeader')}") is not None]
        stay = [row for row in table.rows if not words(row._tr).startswith("{%tr")]  # the others go in the making
        assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in stay)


@every
def test_language_is_english_in_styles_and_properties(path: Path):
    document = docx.Document(str(path))
    assert document.core_properties.language == "en-US"
    defaults = document.styles.element.find(qn("w:docDefaults"))
    languages = [one.get(qn("w:val")) for one in defaults.iter(qn("w:lang"))]
    assert languages == ["en-US"]


@every
def test_the_body_is_12_points_and_left_aligned(path: Path):
    normal = docx.Document(str(path)).styles["Normal"]
    assert normal.font.size.pt == 12
    assert str(normal.paragraph_format.alignment) == "LEFT (0)"


@every_letter
def test_the_title_is_that_of_the_toml(path: Path):
    assert docx.Document(str(path)).core_properties.title == definition(path)["title"]


def test_the_house_file_has_a_title():
    assert docx.Document(str(HOUSE)).core_properties.title


@every
def test_there_are_no_text_boxes(path: Path):
    for part in parts(docx.Document(str(path))):
        assert not [one for one in part.iter() if one.tag in {FRAME, BOX, WORD_ART}]


@every_letter
def test_it_takes_letterhead_and_footer_from_the_house(path: Path):
    section = docx.Document(str(path)).sections[0]
    assert section.different_first_page_header_footer
    assert '{%p include "letterhead" %}' in words(section.first_page_header._element)
    assert '{%p include "continued" %}' in words(section.header._element)
    assert "Re: " in words(section.header._element)
    for footer in (section.first_page_footer, section.footer):
        assert words(footer._element) == '{%p include "footer" %}'


@every_letter
def test_it_takes_only_parts_that_the_house_has(path: Path):
    known = fragments()
    for part in parts(docx.Document(str(path))):
        assert set(re.findall(r'include "(\w+)"', words(part))) <= known.keys()


def test_the_footer_says_confidential_whom_to_call_and_the_page():
    footer = fragments()["footer"]
    assert "Confidential." in footer
    assert "{{ agency.phone }}" in footer
    assert re.search(r"Page .* of ", footer)
    assert " PAGE " in footer
    assert " NUMPAGES " in footer


def test_the_footer_carries_the_substance_use_sentence_only_where_it_belongs():
    footer = fragments()["footer"].splitlines()
    notice = next(number for number, line in enumerate(footer) if "42 CFR part 2 prohibits" in line)
    assert footer[notice - 1].strip() == "{%p if letter.substance_use %}"
    assert footer[notice + 1].strip() == "{%p endif %}"


def test_the_signature_names_the_person_and_how_to_call():
    signature = fragments()["signature"]
    assert all(f"sender.{name}" in signature for name in ("name", "title", "phone", "email", "supervisor"))


@every_letter
def test_letters_are_signed_by_the_house_signature(path: Path):
    body = words(docx.Document(str(path)).element.body)
    if "Dear {{ recipient.name" in body:
        assert '{%p include "signature" %}' in body


@every_letter
def test_letters_to_families_offer_other_languages_and_have_no_rule_codes(path: Path):
    body = words(docx.Document(str(path)).element.body)
    if definition(path)["audience"] == "family":
        assert '{%p include "language" %}' in body
        assert ".code }}" not in body


def test_the_termination_summary_has_its_four_sections():
    document = docx.Document(str(TEMPLATES / "termination.docx"))
    shown = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert shown[:4] == ["Progress", "Problems", "Concerns", "Recent developments"]


def test_the_case_note_report_says_where_to_file_it():
    assert "File in section four of the field file." in words(docx.Document(str(TEMPLATES / "notes.docx")).element.body)


def test_the_call_sheet_prints_four_facts_at_most():
    fields = definition(TEMPLATES / "pregnancy-call.docx")["fields"]
    assert sorted(fields) == ["client.id_number", "client.short_name", "form.facility"]


def test_findings_and_provider_letters_without_a_release_name_no_client():
    for code in ("findings", "introduction", "communication", "provider-page"):
        assert not [name for name in definition(TEMPLATES / f"{code}.docx")["fields"] if name.startswith("client.")]


def test_what_tells_a_provider_about_a_client_needs_a_release():
    released = [path.stem for path in LETTERS if definition(path).get("release")]
    assert released == ["change", "provider-quarter"]
