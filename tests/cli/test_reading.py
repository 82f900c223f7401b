"""`read` and `check`: what programs get (DESIGN 5), what people see, which files are meant."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import openpyxl
import pytest
from builders import form_pdf, widget
from clerk import FORM, Desk, put, referral, sheet

PLACE = {"page", "box", "sheet", "cell"}
OBJECT = {"file", "sha256", "form", "edition", "form_confidence", "answers", "unplaced", "findings", "failure"}
ANSWER = {"value", "raw", "state", "confidence", "source"} | PLACE
UNPLACED = {"name", "label", "raw"} | PLACE
FINDING = {"code", "severity", "field", "message", "mend"} | PLACE


def with_stranger(content: bytes) -> bytes:
    """A workbook with one filled cell that no question takes."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book.worksheets[0]
    page.cell(page.max_row + 3, 1, "Shoe size:")
    page.cell(page.max_row, 3, "42")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_an_object_has_exactly_the_keys_that_programs_rely_on(caseforms: Desk, inbox: Path):
    path = put(inbox, "a.pdf", referral(client_dob="13/45/1990"))
    for command in ("read", "check"):
        said = caseforms(command, path, "--format", "jsonl")
        (found,) = said.objects
        assert list(found) == [
            "file", "sha256", "form", "edition", "form_confidence", "answers", "unplaced", "findings", "failure",
        ]  # fmt: skip
        assert (found["file"], found["form"], found["failure"]) == (path.as_posix(), FORM, None)
        assert len(found["sha256"]) == 64
        assert found["form_confidence"] == 1.0
        assert all(set(answer) == ANSWER for answer in found["answers"].values())
        assert all(set(finding) == FINDING for finding in found["findings"])
        assert bool(found["findings"]) == (command == "check")


def test_answers_in_json(caseforms: Desk, inbox: Path):
    path = put(inbox, "a.pdf", referral(client_phone="(207) 555-0134 ext. 12", client_dob="13/45/1990"))
    answers = caseforms("read", path, "--format", "jsonl").objects[0]["answers"]
    assert answers["form_date"]["value"] == "2026-03-02"
    assert answers["form_date"]["raw"] == "03/02/2026"
    assert answers["client_phone"]["value"] == "2075550134x12"
    assert answers["client_phone"]["source"] == "widget:client_phone"
    assert answers["services_requested"]["value"] == ["nurturing_parenting"]
    assert (answers["client_dob"]["state"], answers["client_dob"]["value"]) == ("unreadable", None)
    assert answers["client_dob"]["raw"] == "13/45/1990"
    assert answers["client_aka"] == answers["client_aka"] | {"state": "blank", "value": None, "raw": ""}
    name = answers["client_name"]
    assert (name["page"], len(name["box"]), name["sheet"], name["cell"]) == (1, 4, None, None)
    assert all(isinstance(number, float | int) for number in name["box"])


def test_cells_and_what_no_question_takes(caseforms: Desk, inbox: Path):
    path = put(inbox, "a.xlsx", with_stranger(sheet()))
    (found,) = caseforms("check", path, "--format", "jsonl").objects
    name = found["answers"]["client_name"]
    assert (name["page"], name["box"]) == (None, None)
    assert name["sheet"]
    assert name["cell"]
    (stranger,) = found["unplaced"]
    assert set(stranger) == UNPLACED
    assert (stranger["label"], stranger["raw"]) == ("Shoe size", "42")
    assert stranger["cell"]
    assert [finding["code"] for finding in found["findings"]] == ["GEN005"]


def test_a_failure_in_json(caseforms: Desk, inbox: Path):
    said = caseforms("check", put(inbox, "a.pdf", b""), "--format", "jsonl")
    (found,) = said.objects
    assert said.code == 3
    assert set(found) == OBJECT
    assert (found["form"], found["edition"], found["form_confidence"], found["answers"]) == (None, None, None, {})
    assert found["failure"] == {
        "kind": "empty",
        "message": "The file is empty (0 bytes).",
        "mend": "Ask the sender for a new copy.",
    }


def test_one_object_a_form_in_the_order_given(caseforms: Desk, inbox: Path):
    put(inbox, "z.pdf", referral())
    put(inbox, "a.txt", b"hello")
    put(inbox, "b/m.pdf", referral(client_name="Rowan Testcase"))
    words = [inbox / "z.pdf", inbox / "b", inbox / "a.txt", inbox / "z.pdf", inbox]
    said = caseforms("check", *words, "--format", "jsonl")
    assert [Path(found["file"]).name for found in said.objects] == ["z.pdf", "m.pdf", "a.txt"]
    assert said.code == 3


def test_json_is_one_list(caseforms: Desk, inbox: Path):
    put(inbox, "a.pdf", referral())
    put(inbox, "b.pdf", b"")
    listed = caseforms("read", inbox, "--format", "json")
    assert json.loads(listed.out) == caseforms("read", inbox, "--format", "jsonl").objects


def test_csv_has_a_row_an_answer(caseforms: Desk, inbox: Path):
    put(inbox, "a.xlsx", with_stranger(sheet(case_name="+1+2", client_phone="555-0134")))
    put(inbox, "b.pdf", b"")
    said = caseforms("check", inbox, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(said.out)))
    by_field = {row["field"]: row for row in rows}
    assert by_field["client_name"]["value"] == "Juniper Sample"
    assert by_field["case_name"]["value"] == "'+1+2", "no formula from an answer"
    assert (by_field["client_phone"]["state"], by_field["client_phone"]["findings"]) == ("unreadable", "PER010")
    assert by_field["Shoe size"]["state"] == "unplaced"
    assert rows[-1]["state"] == "not read"
    assert rows[-1]["findings"] == "GEN001"


def test_patterns_folders_and_what_is_no_input(caseforms: Desk, inbox: Path):
    for name in ("a.pdf", "deep/er/b.pdf", ".hidden.pdf", "Thumbs.db", "~$c.xlsx"):
        put(inbox, name, b"x")
    names = [Path(found["file"]).name for found in caseforms("read", inbox, "--format", "jsonl").objects]
    assert names == ["a.pdf", "b.pdf"]
    for pattern, wanted in (("*.pdf", ["a.pdf"]), ("**/*.pdf", ["a.pdf", "b.pdf"]), ("d*", ["b.pdf"])):
        found = caseforms("read", inbox / pattern, "--format", "jsonl").objects
        assert [Path(one["file"]).name for one in found] == wanted
    assert caseforms("read", inbox / "[a].pdf", "--format", "jsonl").code == 3


def test_a_path_of_nothing_is_a_usage_error(caseforms: Desk, inbox: Path):
    put(inbox, "a.pdf", referral())
    for word in ("gone.pdf", "gone", "*.gone"):
        said = caseforms("read", inbox, inbox / word)
        assert said.code == 2
        assert said.out == ""
        assert said.err.startswith("Error: There is no file or folder")


def test_a_name_in_two_ways_is_one_file(caseforms: Desk, inbox: Path, monkeypatch: pytest.MonkeyPatch):
    put(inbox, "a.pdf", referral())
    monkeypatch.chdir(inbox)
    said = caseforms("check", "a.pdf", "./a.pdf", inbox / "a.pdf", ".", "--format", "jsonl")
    assert [found["file"] for found in said.objects] == ["a.pdf"]


def test_an_empty_folder_gives_nothing(caseforms: Desk, inbox: Path):
    assert caseforms("read", inbox, "--format", "jsonl") == (0, "", "")


def test_form_by_id_by_file_and_by_mistake(caseforms: Desk, inbox: Path, office: Path):
    path = put(inbox, "a.pdf", referral())
    read = ("--office", office, "read", path, "--format", "jsonl", "--form")
    assert caseforms(*read, FORM).objects[0]["form"] == FORM
    assert caseforms(*read, "provider-contact-page").objects[0]["form"] == "provider-contact-page"
    own = put(
        inbox,
        "own.toml",
        (office / "forms" / f"{FORM}.toml").read_bytes().replace(b'edition = "2026-01"', b'edition = "draft"'),
    )
    assert caseforms(*read, own).objects[0]["edition"] == "draft"
    wrong = caseforms(*read, "treatment-referal")
    assert (wrong.code, wrong.out) == (2, "")
    assert "Did you mean" in wrong.err or "did you mean" in wrong.err
    assert FORM in wrong.err
    assert caseforms(*read, "gone.toml").code in {2, 4}


def test_fail_on(caseforms: Desk, inbox: Path):
    clean = put(inbox, "clean.pdf", referral())
    note = put(inbox, "note.pdf", referral(client_dob="07/04/61"))
    warning = put(inbox, "warning.pdf", referral(client_name="Placeholder"))
    error = put(inbox, "error.pdf", referral(client_phone=""))
    ends = {
        path.stem: [caseforms("check", path, "--fail-on", grade).code for grade in ("error", "warning", "note")]
        for path in (clean, note, warning, error)
    }
    assert ends == {"clean": [0, 0, 0], "note": [0, 0, 1], "warning": [0, 1, 1], "error": [1, 1, 1]}
    assert caseforms("check", error).code == 1
    assert caseforms("read", error).code == 0


def test_as_of(caseforms: Desk, inbox: Path):
    path = put(inbox, "a.pdf", referral(client_dob="03/06/2009"))
    codes = {
        day: [one["code"] for one in caseforms("check", path, "--format", "jsonl", as_of=day).objects[0]["findings"]]
        for day in ("2026-03-31", "03/31/2026", "2028-03-31")
    }  # fmt: skip
    assert codes["2026-03-31"] == codes["03/31/2026"]
    assert codes["2026-03-31"] != codes["2028-03-31"]
    for wrong in ("31.03.2026", "2026-02-30", "today"):
        said = caseforms("check", path, as_of=wrong)
        assert said.code == 2
        assert "Write it as 2026-03-31 or 03/31/2026." in said.err


NAMES = ("Juniper", "Sample", "Rowan", "Testcase")


def names_in(text: str) -> list[str]:
    return [name for name in NAMES if name in text]


def with_names_everywhere(inbox: Path) -> Path:
    return put(
        inbox,
        "a.pdf",
        referral(
            **{
                "client_aka": "Rowan Testcase",
                "case_name": "Sample",
                "location_preference": "Near the river",
                "reason": "Juniper Sample asks for help.",
                "household_clients.1.name": "Rowan Testcase",
                "client_phone": "",
                "link_form_date": "soon",
            }
        ),
    )


@pytest.mark.parametrize("command", ["read", "check"])
def test_names_are_initials_on_the_screen(caseforms: Desk, inbox: Path, command: str):
    path = with_names_everywhere(inbox)
    said = caseforms(command, path)
    assert names_in(said.out + said.err) == []
    if command == "read":
        assert "J. S." in said.out
        shown = caseforms(command, path, "--show-names")
        assert names_in(shown.out) == list(NAMES)


def test_names_stay_initials_where_no_question_takes_them(caseforms: Desk, inbox: Path):
    boxes = widget("/FT /Tx /T (x1) /V (Juniper Sample)"), widget("/FT /Tx /T (Nickname) /V (Rowan)", "9 9 99 29")
    path = put(inbox, "a.pdf", form_pdf(*boxes))
    assert names_in(caseforms("read", path).out) == []
    assert names_in(caseforms("read", path, "--show-names").out) == ["Juniper", "Sample", "Rowan"]


def test_an_office_may_show_names(caseforms: Desk, inbox: Path, office: Path):
    settings = office / "caseforms.toml"
    text = settings.read_text(encoding="utf-8")
    assert "mask_names = true" in text
    settings.write_text(text.replace("mask_names = true", "mask_names = false"), encoding="utf-8")
    path = put(inbox, "a.pdf", referral())
    assert "Juniper Sample" in caseforms("--office", office, "read", path).out


def test_reading_changes_nothing(caseforms: Desk, inbox: Path):
    for name, content in (("a.pdf", referral()), ("b.xlsx", sheet()), ("c.eml", b"Subject: x\n\nhello")):
        os.utime(put(inbox, name, content), (1_700_000_000, 1_700_000_000))
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in inbox.iterdir()}
    caseforms("check", inbox)
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in inbox.iterdir()} == before
    assert list(Path.cwd().iterdir()) == []


@pytest.mark.parametrize("command", ["read", "check"])
def test_nothing_on_a_form_steers_the_terminal(caseforms: Desk, inbox: Path, command: str):
    put(inbox, "a\x1b[2Jb.pdf", referral(program="Fam\x1b]0;x\x07ily", client_dob="\u202e13/45/1990\x1b[31m"))
    for option in ((), ("--show-names",)):
        said = caseforms(command, inbox, *option).out
        assert "\\x1b[2J" in said
        assert not {char for char in said if not char.isprintable() and char != "\n"}
