"""Which places have pictures, how many, and what they are called."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from builders import form_pdf, widget

from caseforms.model import Answer, Finding, Place, Record, Report, Severity, State
from caseforms.pipeline.pictures import Album, pictures_of

PDF = "application/pdf"
CONTENT = form_pdf(widget("/FT /Tx /T (A) /V (Rowan)"))
PLACES = [Place(1, (100.0, float(y), 300.0, y + 20.0)) for y in (100, 300, 500, 700)]


def finding(place: Place, severity: Severity = Severity.WARNING) -> Finding:
    return Finding("GEN034", severity, "Please check.", place=place)


def report(path: Path, findings: list[Finding], content: bytes = CONTENT, **more: Any) -> Report:
    record = Record("some-form", "2026-01", {})
    found = Report(path.as_posix(), hashlib.sha256(content).hexdigest(), PDF, record=record, findings=tuple(findings))
    return replace(found, **more)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "rowan-testcase.pdf").write_bytes(CONTENT)
    return tmp_path / "rowan-testcase.pdf"


def test_one_picture_a_place_named_by_hash_page_and_number(path: Path):
    album = Album(9)
    digest = hashlib.sha256(CONTENT).hexdigest()[:12]
    one = report(path, [finding(PLACES[0]), finding(PLACES[1]), finding(PLACES[0])])
    assert [picture.name for picture in album.of(one)] == [f"{digest}-p1-1.png", f"{digest}-p1-2.png"]
    assert [picture.name for picture in album.of(report(path, [finding(PLACES[2])]))] == [f"{digest}-p1-3.png"]
    assert (album.count, album.left) == (3, 0)


def test_a_picture_is_a_png_of_its_place(path: Path):
    (picture,) = Album(1).of(report(path, [finding(PLACES[3])]))
    assert picture.place == PLACES[3]
    assert picture.drawing.content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "place", [Place(), Place(1), Place(sheet="Referral", cell="B5"), Place(7, (0.0, 0.0, 9.0, 9.0))]
)
def test_places_without_a_picture(path: Path, place: Place):
    assert Album(9).of(report(path, [finding(place)])) == []


def test_only_a_pdf_has_pictures(path: Path):
    assert Album(9).of(report(path, [finding(PLACES[0])], media_type="message/rfc822")) == []


@pytest.mark.parametrize(("most", "count", "left"), [(0, 0, 3), (2, 2, 1), (3, 3, 0), (4, 3, 0)])
def test_not_more_than_the_most(path: Path, most: int, count: int, left: int):
    album = Album(most)
    assert len(album.of(report(path, list(map(finding, PLACES[:3]))))) == count
    assert (album.count, album.left) == (count, left)


@pytest.mark.parametrize(
    ("confidence", "state", "count"),
    [(0.89, State.ANSWERED, 1), (0.9, State.ANSWERED, 0), (0.5, State.BLANK, 0), (0.5, State.UNREADABLE, 1)],
)
def test_doubtful_answers_have_pictures_too(path: Path, confidence: float, state: State, count: int):
    answer = Answer("f", "F", "text", state, "Rowan", "Rowan", PLACES[0], confidence)
    record = Record("some-form", "2026-01", {"f": answer})
    assert len(Album(9, 0.9).of(report(path, [], record=record))) == count
    assert Album(9).of(report(path, [], record=record)) == []


def test_an_attachment_is_found_in_its_mail(tmp_path: Path):
    mail = EmailMessage()
    mail["From"] = "ada.clerk@example.org"
    mail.set_content("Attached.")
    for name, content in (("other.pdf", form_pdf()), ("form.pdf", CONTENT)):
        mail.add_attachment(content, "application", "pdf", filename=name)
    (tmp_path / "mail.eml").write_bytes(mail.as_bytes())
    one = report(Path(f"{tmp_path.as_posix()}/mail.eml > form.pdf"), [finding(PLACES[0])])
    assert len(Album(9).of(one)) == 1
    assert Album(9).of(replace(one, sha256="0" * 64)) == []


def test_a_file_that_is_gone_or_was_changed_has_no_pictures(path: Path):
    one = report(path, [finding(PLACES[0])])
    path.write_bytes(form_pdf())
    assert Album(9).of(one) == []
    path.unlink()
    assert Album(9).of(one) == []


def test_forms_to_mend_come_first_on_a_work_list(path: Path):
    ready = report(path, [finding(PLACES[0]), finding(PLACES[1], Severity.NOTE)])
    to_fix = report(path, [finding(PLACES[2], Severity.ERROR), finding(PLACES[3])])
    refused = report(path, [finding(PLACES[3])], record=None)

    def rows(of: Report) -> list[Finding]:
        return [finding for finding in of.findings if finding.severity is not Severity.NOTE]

    found = pictures_of([ready, to_fix, refused], rows, 3)
    assert list(found) == [(1, PLACES[2]), (1, PLACES[3]), (0, PLACES[0])]
    assert all(found.values())
    found = pictures_of([ready, to_fix, refused], rows, 1)
    assert {key: picture is not None for key, picture in found.items()} == {
        (1, PLACES[2]): True, (1, PLACES[3]): False, (0, PLACES[0]): False,
    }  # fmt: skip
