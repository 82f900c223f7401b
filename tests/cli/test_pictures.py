"""`check --picture`, and the pictures in the workbook of `intake`."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from builders import blank, filled_by_pikepdf, filled_by_pypdf
from clerk import COMPLETE, FORM, Desk, put, referral, sheet

SHOWN = {"client_name": "Rowan Testcase"}


def two_faced() -> bytes:
    """A request whose page shows another client than the file holds."""
    return filled_by_pikepdf(filled_by_pypdf(blank(FORM, "pdf"), SHOWN), COMPLETE)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_each_place_with_a_finding_has_a_picture(caseforms: Desk, inbox: Path, tmp_path: Path):
    path = put(inbox, "juniper-sample.pdf", two_faced())
    said = caseforms("check", path, "--format", "jsonl", "--picture", tmp_path / "new" / "pictures")
    (form,) = said.objects
    (finding,) = (finding for finding in form["findings"] if finding["code"] == "GEN029")
    assert finding["picture"] == (tmp_path / "new" / "pictures" / f"{form['sha256'][:12]}-p1-1.png").as_posix()
    assert Path(finding["picture"]).read_bytes().startswith(b"\x89PNG")
    assert f"Wrote {len(names(tmp_path / 'new' / 'pictures'))} picture" in said.err
    assert "They show answers" in said.err


def test_names_of_pictures_say_nothing_of_what_is_on_them(caseforms: Desk, inbox: Path, tmp_path: Path):
    caseforms("check", put(inbox, "juniper-sample.pdf", two_faced()), "--picture", tmp_path / "p")
    assert names(tmp_path / "p")
    assert not any("juniper" in name or "client" in name for name in names(tmp_path / "p"))


def test_people_are_told_which_picture_it_is(caseforms: Desk, inbox: Path, tmp_path: Path):
    said = caseforms("check", put(inbox, "a.pdf", two_faced()), "--picture", tmp_path / "p")
    assert f"Picture: {(tmp_path / 'p').as_posix()}/" in said.out
    assert "R. T." in said.out
    assert "Rowan" not in said.out + said.err


def test_without_the_option_there_is_no_picture_and_no_key(caseforms: Desk, inbox: Path):
    said = caseforms("check", put(inbox, "a.pdf", two_faced()), "--format", "jsonl")
    assert all("picture" not in finding for finding in said.objects[0]["findings"])
    assert "picture" not in said.err


def test_cells_have_no_pictures(caseforms: Desk, inbox: Path, tmp_path: Path):
    said = caseforms(
        "check", put(inbox, "a.xlsx", sheet(client_dob="next week")), "--picture", tmp_path / "p", "--format", "jsonl"
    )
    assert said.objects[0]["findings"]
    assert {finding["picture"] for finding in said.objects[0]["findings"]} == {None}
    assert names(tmp_path / "p") == []
    assert "Wrote 0 pictures" in said.err


def test_there_is_a_most_and_it_is_told(caseforms: Desk, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("caseforms.cli.pictures._MOST", 1)
    path = put(inbox, "a.pdf", referral(client_dob="next week", client_phone="555-0134"))
    said = caseforms("--quiet", "check", path, "--picture", tmp_path / "p")
    assert len(names(tmp_path / "p")) == 1
    assert said.err.strip() == "1 pictures are the most of one run: 1 more place has none. Check fewer files at once."


def test_a_folder_that_cannot_be_made_is_told_before_anything_is_read(caseforms: Desk, inbox: Path, tmp_path: Path):
    (tmp_path / "file").write_text("x")
    said = caseforms("check", put(inbox, "a.pdf", two_faced()), "--picture", tmp_path / "file" / "p")
    assert said.code == 5
    assert said.out == ""


def test_reading_does_not_look_twice(caseforms: Desk, inbox: Path):
    path = put(inbox, "a.pdf", two_faced())
    (read,) = caseforms("read", path, "--format", "jsonl").objects
    (checked,) = caseforms("check", path, "--format", "jsonl").objects
    assert read["answers"]["client_name"]["confidence"] == 1.0
    assert checked["answers"]["client_name"]["confidence"] == 0.5
    assert checked["answers"]["client_name"]["value"] == read["answers"]["client_name"]["value"] == "Juniper Sample"


def pictures_in(workbook: Path) -> list[str]:
    return [name for name in zipfile.ZipFile(workbook).namelist() if name.startswith("xl/media/")]


def test_the_workbook_shows_what_is_to_be_checked(caseforms: Desk, office: Path, inbox: Path, tmp_path: Path):
    put(inbox, "a.pdf", two_faced())
    assert caseforms("--office", office, "intake", inbox, "--out", tmp_path / "out").code == 0
    book = openpyxl.load_workbook(tmp_path / "out" / "intake.xlsx")
    head, *rows = book["To check"].iter_rows(values_only=True)
    (row,) = (number for number, row in enumerate(rows, 2) if "GEN029" in row)
    images = book["To check"]._images
    assert [image.anchor._from.row + 1 for image in images] == [row]
    assert images[0].anchor._from.col == head.index("Picture")
    assert names(tmp_path / "out") == ["intake.xlsx"]


def test_the_office_may_want_no_pictures(caseforms: Desk, office: Path, inbox: Path, tmp_path: Path):
    settings = office / "caseforms.toml"
    settings.write_text(settings.read_text("utf-8").replace("pictures = true", "pictures = false"), "utf-8")
    put(inbox, "a.pdf", two_faced())
    caseforms("--office", office, "intake", inbox, "--out", tmp_path / "out")
    assert pictures_in(tmp_path / "out" / "intake.xlsx") == []


def test_beyond_the_most_there_is_a_link(
    caseforms: Desk, office: Path, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("caseforms.cli.pictures._MOST_IN_WORKBOOK", 1)
    put(inbox, "a.pdf", referral(client_dob="next week", client_phone="555-0134"))
    caseforms("--office", office, "intake", inbox, "--out", tmp_path / "out", "--no-letters")
    assert len(pictures_in(tmp_path / "out" / "intake.xlsx")) == 1
    page = openpyxl.load_workbook(tmp_path / "out" / "intake.xlsx")["To fix"]
    head = [cell.value for cell in page[1]]
    linked = [row[head.index("Picture")] for row in page.iter_rows(min_row=2)]
    assert [(cell.value, bool(cell.hyperlink)) for cell in linked if cell.value] == [("Open page 1", True)]
