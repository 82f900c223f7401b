"""From a path to submissions or reports: whatever the bytes, one plain sentence and no exception."""

from __future__ import annotations

import hashlib
import io
import zipfile

import openpyxl
import pytest
from builders import form_pdf, found_in, submission_of, widget
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseforms.model import Report, Submission
from caseforms.readers.files import read_file

PDF = form_pdf(widget("/FT /Tx /T (A) /V (Rowan Testcase)"))


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return buffer.getvalue()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "Client's name"
    book.active["B1"] = "Rowan Testcase"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_submission_knows_its_file_hash_and_type(tmp_path):
    found = submission_of(PDF, tmp_path, "a.pdf")

    assert found.path == str(tmp_path / "a.pdf")
    assert found.sha256 == hashlib.sha256(PDF).hexdigest()
    assert found.media_type == "application/pdf"
    assert found.remarks == ()


def test_the_original_is_not_changed(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(PDF)
    before = path.stat()
    list(read_file(path))

    assert path.read_bytes() == PDF
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_the_content_decides_and_a_wrong_ending_is_told(tmp_path):
    as_xlsx = submission_of(PDF, tmp_path, "form.xlsx")
    as_pdf = submission_of(workbook(), tmp_path, "form.pdf")

    assert [(r.kind, dict(r.words)) for r in as_xlsx.remarks] == [("wrong_ending", {"is_": "a PDF", "was": ".xlsx"})]
    assert [r.words["is_"] for r in as_pdf.remarks] == ["an Excel workbook"]
    assert next(as_pdf.boxes()).text == "Client's name"


@pytest.mark.parametrize("name", ["FORM.PDF", "form", "form.Pdf"])
def test_upper_case_and_no_ending_are_fine(name, tmp_path):
    assert submission_of(PDF, tmp_path, name).remarks == ()


@pytest.mark.parametrize(
    ("content", "kind", "message"),
    [
        (b"", "empty", "The file is empty (0 bytes)."),
        (zipped("a.txt"), "not_a_form", "The file is a zip file, not a PDF."),
        (zipped("[Content_Types].xml", "word/document.xml"), "wrong_type", "The file is a Word document, not a PDF."),
        (b"\xff\xd8\xff\xe0 JFIF", "not_a_form", "The file is a JPEG picture, not a PDF."),
        (b"\x89PNG\r\n\x1a\n", "not_a_form", "The file is a PNG picture, not a PDF."),
        (b"<!DOCTYPE html><p>x", "wrong_type", "The file is a web page, not a PDF."),
        (b"\xef\xbb\xbf  <html>", "wrong_type", "The file is a web page, not a PDF."),
        (rb"{\rtf1 x}", "wrong_type", "The file is a rich text document, not a PDF."),
        (b"Client: Rowan Testcase", "not_a_form", "The file is a text file, not a PDF."),
        (b"\x00\x01\x02", "not_a_form", "The file is of an unknown kind, not a PDF."),
    ],
)
def test_other_things_named_pdf(content, kind, message, tmp_path):
    found = found_in(content, tmp_path, "form.pdf")

    assert isinstance(found, Report)
    assert (found.failure.kind, found.failure.message) == (kind, message)
    assert found.failure.mend.endswith(".")
    assert "form fields" not in found.failure.mend


@pytest.mark.parametrize(
    ("name", "content", "mend"),
    [
        ("forms.zip", zipped("a.pdf"), "Unpack it and hand in the forms inside."),
        ("form.docx", zipped("word/document.xml"), "Ask the sender for the fillable PDF or Excel form itself."),
    ],
)
def test_the_mend_says_what_to_do_with_it(name, content, mend, tmp_path):
    found = found_in(content, tmp_path, name)

    assert ", not " not in found.failure.message
    assert found.failure.mend == mend


def test_a_missing_file(tmp_path):
    (found,) = read_file(tmp_path / "none.pdf", "inbox/none.pdf")

    assert (found.path, found.failure.kind) == ("inbox/none.pdf", "missing")
    assert found.failure.message == "The file is not there."


def test_a_folder_is_no_file(tmp_path):
    (found,) = read_file(tmp_path)

    assert (found.failure.kind, found.failure.message) == ("missing", "The file cannot be opened.")


def test_a_broken_workbook_with_a_wrong_ending_says_both(tmp_path):
    found = found_in(workbook()[:-40], tmp_path, "form.pdf")

    assert found.failure.kind == "damaged"
    assert found.failure.message.endswith("(It is an Excel workbook, not a PDF.)")


ENDINGS = [".pdf", ".xlsx", ".xls", ".eml", ".msg", ".docx", ".zip", ".txt", ".jpg", ""]
STARTS = [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"From: a@example.org\n", b"{\\rtf"]


def has_no_answer_in_words(found: Submission | Report) -> bool:
    return isinstance(found, Submission) or (found.failure.message.endswith((".", ".)")) and bool(found.failure.mend))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.sampled_from(STARTS), content=st.binary(max_size=300), ending=st.sampled_from(ENDINGS))
def test_any_bytes_with_any_ending_give_an_account(start, content, ending, tmp_path):
    path = tmp_path / f"file{ending}"
    path.write_bytes(start + content)

    found = list(read_file(path, "file"))

    assert found
    assert all(one.path.startswith("file") and has_no_answer_in_words(one) for one in found)


SOUND = {".pdf": PDF, ".xlsx": workbook()}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ending=st.sampled_from(sorted(SOUND)), data=st.data())
def test_a_sound_file_with_any_bytes_changed_gives_an_account(ending, data, tmp_path):
    content = bytearray(SOUND[ending])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=30))

    found = found_in(bytes(content), tmp_path, f"file{ending}")

    assert has_no_answer_in_words(found)


def test_a_file_far_larger_than_any_form_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr("caseforms.readers.files._LARGEST", 100)
    whole, over = tmp_path / "whole.txt", tmp_path / "over.txt"
    whole.write_bytes(b"a" * 100)
    over.write_bytes(b"a" * 101)
    (found,) = read_file(over)
    assert (found.failure.kind, found.sha256) == ("too_large", "")
    (found,) = read_file(whole)
    assert found.failure.kind == "not_a_form"
