"""`templates list`, `check`, `fields`."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from clerk import Desk
from word_templates import saved, template


@pytest.fixture
def folder(office: Path) -> Path:
    """The office's templates folder, empty."""
    for path in (office / "templates").iterdir():
        path.unlink()
    return office / "templates"


def test_shipped_templates_are_sound(caseforms: Desk):
    said = caseforms("templates", "check")
    assert said.code == 0, said.out
    assert "must fix" not in said.out


def test_list(caseforms: Desk, office: Path, folder: Path):
    template(folder, cc='["supervisor"]')
    said = caseforms("--office", office, "templates", "list")
    assert said.code == 0
    assert "return" in said.out
    assert "worker; cc supervisor" in said.out
    assert "treatment-referral" in said.out


def test_check_says_all_and_ends_with_4(caseforms: Desk, office: Path, folder: Path):
    template(folder, "Dear {{ client.dbo }}", fields=("client.name",), to='"nobody"')
    template(folder, "{% if client.name %}", code="ack", fields=("client.name",))
    said = caseforms("--office", office, "templates", "check")
    assert said.code == 4
    assert said.err == ""
    for words in (
        "return.toml:5",
        'did you mean "client.dob"?',
        'body, "Dear {{ client.dbo }}"',
        "{% if client.name %} has no end",
    ):
        assert words in said.out
    assert said.out.splitlines()[-1].endswith("templates: 3 must fix.")
    assert "2 templates in " in said.out
    one = caseforms("--office", office, "templates", "check", "ack")
    assert one.code == 4
    assert "return" not in one.out


def test_warnings_and_notes_are_no_failure(caseforms: Desk, office: Path, folder: Path):
    template(folder, "x", fields=("client.name",))
    said = caseforms("--office", office, "templates", "check")
    assert said.code == 0
    assert "never used" in said.out
    assert said.out.splitlines()[-1].endswith(": 1 check.")


def test_check_without_faults(caseforms: Desk, office: Path, folder: Path):
    template(folder, "{{ client.name }}", fields=("client.name",))
    said = caseforms("--office", office, "templates", "check", "return")
    assert (said.code, said.out.splitlines()[-1].partition("templates")[2]) == (0, ": no mistakes.")


def test_mark_writes_copies_with_comments(caseforms: Desk, office: Path, folder: Path, tmp_path: Path):
    template(folder, fields=("client.name", "case.number"))
    document = docx.Document()
    document.add_paragraph("Fine: {{ case.number }}")
    document.add_paragraph("Dear {{ client.dbo }} {{ clint.name }}")
    document.add_table(1, 1).rows[0].cells[0].text = "{{ client.nmae }}"
    document.sections[0].header.paragraphs[0].text = "{{ agency.nmae }}"
    before = saved(document, folder).read_bytes()
    template(folder, "{{ case.number }}", code="ack", fields=("case.number",))
    said = caseforms("--office", office, "templates", "check", "--mark", tmp_path / "marked")
    assert said.code == 4
    assert [path.name for path in (tmp_path / "marked").iterdir()] == ["return.docx"]
    assert (folder / "return.docx").read_bytes() == before
    marked = docx.Document(str(tmp_path / "marked" / "return.docx"))
    comments = {comment.text: comment.author for comment in marked.comments}
    assert set(comments.values()) == {"caseforms"}
    assert sorted(text for text in comments if not text.startswith(("In the", "return.toml"))) == [
        'there is no "client.dbo", did you mean "client.dob"?\nthere is no "clint.name", did you mean "client.name"?',
        'there is no "client.nmae", did you mean "client.name"?',
    ]
    (header,) = (text for text in comments if text.startswith("In the"))
    assert header == 'In the header, "{{ agency.nmae }}":\nthere is no "agency.nmae", did you mean "agency.name"?'
    assert [p.text for p in marked.paragraphs][:2] == [
        "Fine: {{ case.number }}",
        "Dear {{ client.dbo }} {{ clint.name }}",
    ]
    starts = [len(p._p.xpath("w:commentRangeStart")) for p in marked.paragraphs]
    assert starts[:2] == [2, 1], "the header's and the .toml's comments stand at the first paragraph"


def test_mark_never_writes_over_the_templates(caseforms: Desk, office: Path, folder: Path):
    before = template(folder, "{{ client.dbo }}").read_bytes()
    said = caseforms("--office", office, "templates", "check", "--mark", folder)
    assert said.code == 2
    assert (folder / "return.docx").read_bytes() == before


def test_fields_of_a_form(caseforms: Desk):
    said = caseforms("templates", "fields", "treatment-referral")
    assert said.code == 0
    for words in ("client.dob", "Client's date of birth", "{{ client.dob | short }}",
                  "{%tr for household_client in form.household_clients %}", "{{ household_client.name }}"):  # fmt: skip
        assert words in said.out


def test_fields_of_a_template_as_json(caseforms: Desk, office: Path, folder: Path):
    template(folder, linked='["decision"]')
    said = caseforms("--office", office, "templates", "fields", "return", "--format", "json")
    found = {field["path"]: field for field in json.loads(said.out)}
    assert found["problems.message"] == {
        "path": "problems.message", "label": "What is wrong", "kind": "text", "source": "findings of the rules",
        "example": "{{ problem.message }}",
    }  # fmt: skip
    assert found["decision.priority"]["source"] == "decision"
    assert found["client.name"]["source"] == "treatment-referral"


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("fields", "treatment-referal"), 'did you mean "treatment-referral"?'),
        (("check", "retrun"), 'did you mean "return"?'),
    ],
)
def test_names_that_do_not_exist(words: tuple[str, ...], hint: str, caseforms: Desk, office: Path, folder: Path):
    template(folder)
    said = caseforms("--office", office, "templates", *words)
    assert said.code == 2
    assert hint in said.err
