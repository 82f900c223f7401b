"""Letters: made once, from what the register holds, complete or refused with a reason."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest
from clerk import Desk, put, referral
from letter_desk import INCOMPLETE, own_template
from programs import office as needs_office


def test_intake_returns_what_is_incomplete(letters, out: Path):
    office = letters({}, INCOMPLETE, options=())
    assert [path.name for path in (out / "letters").iterdir()] == ["R-2026-00002-return.docx"]
    text = office.text("letters/R-2026-00002-return.docx")
    assert "Tuesday, April 7, 2026" in text  # five business days
    assert "[PER003]" in text
    assert "[PER009]" in text
    assert "Rowan Testcase" in text
    assert "Quill Placeholder" in text
    assert "Marisol Example-Demo" in text  # the supervisor, who gets a copy
    assert "returned" in office.register("show", "R-2026-00002")
    assert "screening" in office.register("show", "R-2026-00001")


def test_a_second_intake_writes_no_second_letter(letters, caseforms: Desk, inbox: Path, out: Path):
    office = letters(INCOMPLETE, options=())
    before = office.register("documents")
    said = caseforms("--office", office.office, "intake", inbox, "--out", out)
    assert said.code == 0
    assert office.register("documents") == before
    assert len(list((out / "letters").iterdir())) == 1


def test_all_due(letters, out: Path):
    office = letters({}, INCOMPLETE, {**INCOMPLETE, "client_name": "Sabine Example"})
    said = office("return", "--all-due")
    assert said.code == 0
    assert sorted(path.name for path in out.glob("*.docx")) == [
        "R-2026-00002-return.docx",
        "R-2026-00003-return.docx",
    ]
    assert "Nothing to make" in office("return", "--all-due").out


def test_making_it_again_changes_nothing(letters, out: Path):
    office = letters(INCOMPLETE)
    office("return", "R-2026-00001")
    letter = out / "R-2026-00001-return.docx"
    before, register = letter.read_bytes(), office.register("show", "R-2026-00001")
    said = office("return", "R-2026-00001", as_of="2026-04-02")
    assert (said.code, letter.read_bytes()) == (0, before)
    assert "already there" in said.out
    letter.unlink()
    said = office("return", "r-2026-00001", as_of="2026-04-02")
    assert "written again" in said.out
    assert letter.read_bytes() == before
    assert office.register("show", "R-2026-00001") == register


def test_what_a_person_changed_in_a_letter_stays(letters, out: Path):
    office = letters(INCOMPLETE)
    office("return", "R-2026-00001")
    letter = out / "R-2026-00001-return.docx"
    letter.write_bytes(b"edited in Word")
    assert office("return", "R-2026-00001").code == 0
    assert letter.read_bytes() == b"edited in Word"


def test_again_makes_a_new_one_and_keeps_the_old(letters, out: Path):
    office = letters({})
    office("ack", "R-2026-00001")
    said = office("ack", "R-2026-00001", "--again", as_of="2026-04-02")
    assert said.code == 0
    assert sorted(path.name for path in out.glob("*.docx")) == ["R-2026-00001-ack-1.docx", "R-2026-00001-ack.docx"]
    assert "April 2, 2026" in office.text("R-2026-00001-ack.docx")
    assert "D-2026-00002" in office.register("show", "R-2026-00001")


def test_what_changed_since_is_not_passed_off_as_the_same(letters, out: Path):
    office = letters({})
    office("ack", "R-2026-00001")
    (out / "R-2026-00001-ack.docx").unlink()
    settings = office.office / "caseforms.toml"
    settings.write_text(settings.read_text("utf-8").replace("Ada Clerk", "Juniper Sample"), encoding="utf-8")
    said = office("ack", "R-2026-00001")
    assert said.code == 5
    assert "--again" in said.out
    assert not (out / "R-2026-00001-ack.docx").exists()


def test_documents_are_sealed_in_the_register(letters):
    office = letters(INCOMPLETE)
    office("return", "R-2026-00001")
    assert "The register is sound" in office.register("verify")
    shown = office.register("show", "R-2026-00001")
    assert "D-2026-00001" in shown
    assert "returned" in shown


def test_a_letter_for_the_wrong_moment_is_refused(letters, out: Path):
    office = letters({})
    said = office("return", "R-2026-00001")
    assert said.code == 5
    assert "It is screening; this document is for requests that are incomplete." in said.out
    assert not list(out.glob("*.docx"))
    assert office("return", "R-2026-00001", "--draft").code == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("retrun", "R-2026-00001"), 'did you mean "return"?'),
        (("ack", "R-2026-99999"), "no entry of this number"),
        (("ack",), "Say for whom"),
        (("ack", "R-2026-00001", "--all-due"), "Say for whom"),
        (("approval", "--all-due"), "Nothing says who waits"),
        (("ack", "--where", "district"), "is no condition"),
        (("ack", "--where", "distrct=North"), 'did you mean "district"?'),
        (("pregnancy-call", "R-2026-00001"), "is not made from R-2026-00001"),
        (("ack", "--worker", "Quill Placeholder"), "is made from an entry"),
    ],
)
def test_wrong_use_is_said_in_words(letters, words: tuple[str, ...], sentence: str):
    said = letters({})(*words)
    assert said.code == 2
    assert sentence in said.err


def test_mail_merge_over_a_selection(letters, out: Path):
    office = letters({}, {"client_name": "Sabine Example", "case_number": "CW-2026-0402", "case_name": "Example"})
    assert office("ack", "--where", "case_number=CW-2026-0402", "--where", "status=screening").code == 0
    assert [path.name for path in out.glob("*.docx")] == ["R-2026-00002-ack.docx"]
    assert office("ack", "--where", "case.name!=example").code == 0
    assert len(list(out.glob("*.docx"))) == 2
    assert office("ack", "--where", "worker_name=quill*").code == 0


# ---- what a template asks for ----


def test_a_final_letter_that_lacks_something_is_not_made(letters, out: Path):
    office = letters({"client_email": "", "guardian_name": ""})
    own_template(office.office, "{{ client.email }} {{ guardian.name }}", "client.email", "guardian.name")
    said = office("own", "R-2026-00001")
    assert said.code == 1
    assert "client.email" in said.out
    assert "guardian.name" in said.out
    assert not list(out.glob("*.docx"))
    assert "D-2026" not in office.register("show", "R-2026-00001")


def test_a_draft_shows_what_is_missing(letters):
    office = letters({})
    own_template(office.office, "To {{ client.email }}", "client.email")
    assert office("own", "R-2026-00001", "--draft").code == 0
    text = office.text("R-2026-00001-own-draft.docx")
    assert "To [MISSING: client.email]" in text
    assert "DRAFT" in text
    assert "D-2026" not in office.register("show", "R-2026-00001")


def test_a_template_gets_only_what_its_definition_allows(letters, out: Path):
    office = letters({})
    own_template(office.office, "{{ client.dob }}", "client.name")
    said = office("own", "R-2026-00001")
    assert said.code == 4
    assert "client.dob" in said.err
    assert not list(out.glob("*.docx"))


def test_a_wrong_template_stops_the_intake_before_anything_is_registered(letters, caseforms: Desk, inbox: Path, out):
    office = letters({})
    document = docx.Document()
    document.add_paragraph("{{ client.nmae }}")
    document.save(str(office.office / "templates" / "return.docx"))
    put(inbox, "new.pdf", referral(case_number="CW-2026-0777"))
    said = caseforms("--office", office.office, "intake", inbox, "--out", out)
    assert said.code == 4
    assert 'did you mean "client.name"' in said.err
    assert "R-2026-00002" not in office.register("list")


@pytest.mark.parametrize("printed", ["{{ client.address }}", "{{ form.reason }}"])
def test_a_protected_address_never_prints(letters, out: Path, printed: str):
    address = "7 Hidden Lane, Sampleton 00000"
    office = letters({"client_address": address, "address_protected": "Yes", "reason": "Lives at 7 hidden  lane."})
    own_template(office.office, printed, "client.address", "form.reason")
    said = office("own", "R-2026-00001")
    assert said.code == 1
    assert "protected" in said.out
    assert not list(out.glob("*.docx"))


def test_one_form_that_says_so_protects_the_address_on_all(letters, out: Path):
    address = "7 Hidden Lane, Sampleton 00000"
    office = letters(
        {"client_address": address},
        {"client_address": address, "address_protected": "Yes", "services_requested.anger_management": "X"},
    )
    own_template(office.office, "{{ client.address }}", "client.address")
    assert office("own", "R-2026-00001").code == 1
    own_template(office.office, "{% if client.address %}{{ client.address }}{% endif %}-", "client.address")
    assert office("own", "R-2026-00001").code == 0
    assert "Hidden" not in office.text("R-2026-00001-own.docx")


def test_substance_use_information_carries_its_notice(letters):
    asked = {"services_requested.drug_testing": "X"}
    office = letters(asked, {"case_number": "CW-2026-0402"})
    assert office("ack", "--where", "form=treatment-referral").code == 0
    notice = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
    assert notice in office.text("R-2026-00001-ack.docx")
    assert notice not in office.text("R-2026-00002-ack.docx")


@pytest.mark.parametrize(("day", "code"), [("03/31/2026", 0), ("03/30/2026", 5)])
def test_a_letter_whose_day_has_passed_is_not_made(letters, day: str, code: int):
    office = letters({"next_hearing_date": day})
    own_template(
        office.office, "{{ form.next_hearing_date }}", "form.next_hearing_date", before="form.next_hearing_date"
    )
    assert office("own", "R-2026-00001").code == code


@pytest.mark.parametrize(("tribe", "code"), [("", 0), ("Penobscot Nation", 5)])
def test_a_letter_for_what_no_longer_holds_is_not_made(letters, tribe: str, code: int):
    office = letters({"tribe": tribe})
    own_template(office.office, "Dear", unless="form.tribe")
    assert office("own", "R-2026-00001").code == code


# ---- PDF ----


def test_without_libreoffice_the_letter_is_made_all_the_same(letters, out: Path, monkeypatch):
    office = letters({})
    monkeypatch.setenv("CASEFORMS_SOFFICE", str(out / "nothing"))
    said = office("ack", "R-2026-00001", "--pdf")
    assert said.code == 5
    assert "names a program that is not there" in said.err
    assert (out / "R-2026-00001-ack.docx").exists()


@needs_office
def test_one_pdf_for_the_printer(letters, out: Path):
    office = letters({}, {"case_number": "CW-2026-0402"})
    said = office("ack", "--where", "form=treatment-referral", "--one-file")
    assert said.code == 0
    printed = out / "ack-2026-03-31.pdf"
    assert printed.read_bytes().startswith(b"%PDF")
    assert not (out / "R-2026-00001-ack.pdf").exists()
    assert office("ack", "R-2026-00001", "--pdf").code == 0
    assert (out / "R-2026-00001-ack.pdf").read_bytes().startswith(b"%PDF")


def test_an_office_of_the_first_version_gets_the_shipped_templates(letters):
    office = letters({})
    shutil.rmtree(office.office / "templates")
    (office.office / "templates").mkdir()
    (office.office / "templates" / "README.md").write_text("none yet", encoding="utf-8")
    assert office("ack", "R-2026-00001").code == 0
