"""Letters when something goes wrong, or is meant badly: nothing lost, nothing mixed up, no address let out."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import blank, filled_by_openpyxl
from clerk import Desk, put, referral
from letter_desk import INCOMPLETE, own_template

from caseforms.errors import OperatingError
from caseforms.pipeline import documents
from caseforms.register.store import Store

PHONE = 'phone = "(207) 555-0110"\n'
WORKER = """
title = "Caseworker"
hours = "8 to 5"
best_time = "9 to 10"
returns_calls = "within one day"
backup = "Cleo Demo"
backup_phone = "(207) 555-0103"
supervisor = "Marisol Example-Demo"
supervisor_phone = "(207) 555-0104"
out_of_office = "Fridays"
"""


def names(out: Path) -> list[str]:
    return sorted(path.name for path in out.glob("*.docx"))


def whole_settings(office: Path) -> None:
    """Fill in all that a letter may ask of the office and of two workers."""
    settings = office / "caseforms.toml"
    text = settings.read_text("utf-8")
    text = text.replace(PHONE, f'{PHONE}hotline = "(207) 555-0199"\n', 1) + WORKER
    settings.write_text(f'{text}[[worker]]\nname = "Ada Sample"\nphone = "(207) 555-0105"\n{WORKER}', encoding="utf-8")


# ---- which file is whose ----


def test_a_letter_to_a_second_provider_is_a_file_of_its_own(letters, out: Path):
    office = letters({})
    whole_settings(office.office)
    to = ("communication", "R-2026-00001", "--to-address", "200 Example Street, Sampleton 00000", "--to")
    said = office(*to, "Sample Family Partners")
    assert said.code == 0, said.out
    first = {path: path.read_bytes() for path in out.glob("*.docx")}
    assert office(*to, "Example Counseling").code == 0
    assert {path: path.read_bytes() for path in first} == first
    assert len(names(out)) == 2
    assert not any("xample" in name or "ounseling" in name for name in names(out))
    again = office(*to, "Sample Family Partners")
    assert "already there" in again.out
    assert next(iter(first)).name in "".join(again.out.split())  # a long path is broken into lines
    first_path = next(iter(first))
    second_path = next(path for path in out.glob("*.docx") if path not in first)
    assert "Sample Family Partners" in office.text(first_path.name)
    assert "Example Counseling" in office.text(second_path.name)


def test_two_workers_have_two_voicemail_scripts(letters, out: Path):
    office = letters({})
    whole_settings(office.office)
    for worker in ("Quill Placeholder", "Ada Sample"):
        said = office("voicemail", "--worker", worker)
        assert said.code == 0, said.out
    said = office("voicemail", "--worker", "Quill Placeholder")
    assert said.code == 0
    assert "Quill" in office.text(next(name for name in names(out) if name in "".join(said.out.split())))
    texts = [office.text(name) for name in names(out)]
    assert len(texts) == 2
    assert sum("Quill" in text for text in texts) == 1


# ---- again ----


def test_a_return_letter_can_be_made_again(letters, out: Path):
    office = letters(INCOMPLETE)
    assert office("return", "R-2026-00001").code == 0
    said = office("return", "R-2026-00001", "--again", as_of="2026-04-02")
    assert said.code == 0, said.out
    assert names(out) == ["R-2026-00001-return-1.docx", "R-2026-00001-return.docx"]
    assert "returned" in office.register("show", "R-2026-00001")
    assert "The register is sound" in office.register("verify")


# ---- nothing untrue ----


def test_nobody_is_told_that_an_incomplete_request_is_complete(letters, out: Path):
    office = letters(INCOMPLETE, {})
    for _ in range(2):  # incomplete, then returned
        said = office("ack", "R-2026-00001")
        assert said.code == 5
        assert "this document is for requests that are" in said.out
        assert not [name for name in names(out) if "ack" in name]
        assert office("return", "R-2026-00001").code == 0
    assert office("ack", "--all-due").code == 0
    assert [name for name in names(out) if "ack" in name] == ["R-2026-00002-ack.docx"]


# ---- nothing half done ----


def test_what_was_written_before_the_disk_was_full_is_recorded(letters, out: Path, monkeypatch: pytest.MonkeyPatch):
    office = letters(*({"case_number": f"CW-2026-040{n}", "client_name": f"Rowan {w}"} for n, w in enumerate("ABC")))
    write, count = documents.write, []

    def full(path: Path, content: bytes, *, keep: bool = False):
        count.append(1)
        if len(count) == 3:
            raise OperatingError("The disk is full.", "Make room.")
        return write(path, content, keep=keep)

    monkeypatch.setattr(documents, "write", full)
    said = office("ack", "--where", "form=treatment-referral")
    assert said.code == 5
    monkeypatch.undo()
    shown = office.register("documents")
    assert len(names(out)) == shown.count("D-2026-")


def test_when_the_register_refuses_the_letter_before_stays(letters, out: Path, monkeypatch: pytest.MonkeyPatch):
    office = letters({})
    assert office("ack", "R-2026-00001").code == 0
    before = (out / "R-2026-00001-ack.docx").read_bytes()

    def refuse(*_: object, **__: object):
        raise OperatingError("The register is in use.", "Try again.")

    monkeypatch.setattr(Store, "record_documents", refuse)
    assert office("ack", "R-2026-00001", "--again", as_of="2026-04-02").code == 5
    assert names(out) == ["R-2026-00001-ack.docx"]
    assert (out / "R-2026-00001-ack.docx").read_bytes() == before


def test_the_work_list_is_written_though_no_letter_can_be(letters, caseforms: Desk, inbox: Path, out: Path):
    office = letters({})
    put(inbox, "new.pdf", referral(**INCOMPLETE, case_number="CW-2026-0777"))
    out2 = out.parent / "second"
    out2.mkdir()
    (out2 / "letters").write_text("a file where the folder should be", encoding="utf-8")
    said = caseforms("--office", office.office, "intake", inbox, "--out", out2)
    assert said.code == 5
    assert "letters" in said.err
    assert (out2 / "intake.xlsx").exists() or "R-2026-00002" not in office.register("list")


def test_the_work_list_is_written_though_a_letter_fails(letters, caseforms: Desk, inbox: Path, out: Path, monkeypatch):
    office = letters({})
    put(inbox, "new.pdf", referral(**INCOMPLETE, case_number="CW-2026-0777"))

    def refuse(*_: object, **__: object):
        raise OperatingError("The disk is full.", "Make room.")

    monkeypatch.setattr(documents, "write", refuse)
    out2 = out.parent / "second"
    said = caseforms("--office", office.office, "intake", inbox, "--out", out2)
    assert said.code == 5
    assert (out2 / "intake.xlsx").exists()
    assert "intake.xlsx" in said.out


# ---- what must not be printed ----


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("7 Hidden Lane, Sampleton 00000", "Lives at 7 Hidden Ln now."),
        ("7 Hidden Ln., Sampleton 00000", "Lives at 7 Hidden Lane now."),
        ("7 Hidden Lane, Sampleton 00000", "Lives at 7\nHidden\nLane now."),
        ("7 North Hidden Street, Sampleton 00000", "Lives at 7 N. Hidden St now."),
        ("Apt 4, 7 Hidden Lane, Sampleton 00000", "Lives at 7 Hidden Lane now."),
        ("7 Hidden Lane Apt 4, Sampleton 00000", "Lives at 7 Hidden Lane now."),
        ("7 Hidden Lane #4, Sampleton 00000", "Lives at 7 Hidden Lane now."),
        ("Unit 12B, 7 Hidden Lane, Sampleton 00000", "Lives at 7 hidden lane now."),
        ("Hidden House, Sampleton 00000", "Lives at Hidden House now."),
        ("7 Hidden Lane Sampleton 00000", "Lives at 7 Hidden Lane now."),
    ],
)
def test_a_protected_address_is_known_however_it_is_written(letters, out: Path, address: str, reason: str):
    office = letters({"client_address": address, "address_protected": "Yes", "reason": reason})
    own_template(office.office, "{{ form.reason }}", "form.reason")
    said = office("own", "R-2026-00001")
    assert said.code == 1
    assert "protected" in said.out
    assert "Hidden" not in said.out
    assert not names(out)


def test_a_request_that_names_nobody_protects_its_own_address(letters, out: Path):
    office = letters(
        {
            "client_address": "7 Hidden Lane, Sampleton 00000",
            "address_protected": "Yes",
            "case_number": "",
            "client_dob": "",
            "reason": "Lives at 7 Hidden Lane.",
        }
    )
    own_template(office.office, "{{ client.address }}{{ form.reason }}", "client.address", "form.reason")
    said = office("own", "R-2026-00001")
    assert said.code == 1
    assert "protected" in said.out
    assert not names(out)


def test_a_provider_named_by_hand_has_no_release_through_others(letters, caseforms, inbox, out: Path):

    office = letters({})
    sample = Path(__file__).parents[2] / "samples"
    caseforms("--office", office.office, "intake", sample / "inbox", "--out", out, "--no-letters")
    said = office("provider-quarter", "--where", "file=*prevention-complete.pdf", "--to", "Somebody Else Entirely")
    assert said.code == 1, said.out
    assert "release" in said.out


def test_rules_cannot_switch_off_what_stops_a_letter(letters, out: Path):
    office = letters({"client_email": ""})
    own_template(office.office, "{{ client.email }}", "client.email")
    (office.office / "rules" / "ltr.toml").unlink()
    said = office("own", "R-2026-00001")
    assert said.code == 1
    assert "client.email" in said.out
    assert not names(out)


def test_an_office_of_an_earlier_version_takes_in_and_writes(letters, caseforms: Desk, inbox: Path, out: Path):
    """It has fewer forms, no rules of documents and no templates."""
    office = letters({})
    rules = (office.office / "rules" / "per.toml").read_text(encoding="utf-8").split("[[rule]]")
    blank_birth = next(rule for rule in rules if '"PER003"' in rule)
    for kind, kept in (
        ("forms", ("lists", "treatment-referral", "prevention-referral")),
        ("rules", ()),
        ("templates", ()),
    ):
        for path in (office.office / kind).iterdir():
            if path.stem not in kept:
                path.unlink()
    (office.office / "rules" / "per.toml").write_text(f"[[rule]]{blank_birth}", encoding="utf-8")
    put(inbox, "new.pdf", referral(**INCOMPLETE, case_number="CW-2026-0777"))
    said = caseforms("--office", office.office, "intake", inbox, "--out", out)
    assert said.code == 0, said.err
    assert names(out / "letters") == ["R-2026-00002-return.docx"]
    assert caseforms("--office", office.office, "templates", "check").code == 0


def test_of_two_clerks_at_once_one_makes_the_letter(letters, out: Path, monkeypatch: pytest.MonkeyPatch):
    office = letters(INCOMPLETE)
    find = Store.find_document

    def a_moment_too_early(self: Store, *args: object):
        monkeypatch.setattr(Store, "find_document", find)
        assert office("return", "R-2026-00001").code == 0  # the other clerk

    monkeypatch.setattr(Store, "find_document", a_moment_too_early)
    assert office("return", "R-2026-00001").code == 0
    assert names(out) == ["R-2026-00001-return.docx"]
    assert "D-2026-00002" not in office.register("documents")
    assert "The register is sound" in office.register("verify")


def test_a_protected_address_stays_out_of_reports(letters, caseforms: Desk, out: Path):
    office = letters({"client_address": "7 Hidden Lane, Sampleton", "address_protected": "Yes"})
    note = {"client_name": "Juniper Sample", "client_id_number": "000409", "note_date": "03/12/2026",
            "note_type": "Contact", "author": "Quill Placeholder", "note_text": "Moved to 7 Hidden Ln with her aunt.",
            "entered_date": "03/12/2026"}  # fmt: skip
    content = filled_by_openpyxl(blank("case-notes", "xlsx"), note)
    put(out, "note.xlsx", content)
    assert caseforms("--office", office.office, "intake", out / "note.xlsx", "--out", out / "more").code == 0
    said = caseforms("--office", office.office, "report", "notes", "--client", "000409", "--month", "2026-03",
                     "--out", out)  # fmt: skip
    assert said.code == 1, said.out + said.err
    assert "protected" in said.out
    assert "Hidden" not in said.out
    assert not names(out)
