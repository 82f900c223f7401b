from __future__ import annotations

from pathlib import Path

import pypdf
import pytest

from caseforms.errors import UnreadableFileError, UsageError
from caseforms.writers.pdf_merge import merge

LETTER, A4 = (612, 792), (595, 842)


def pdf(path: Path, *sizes: tuple[int, int], password: str = "") -> Path:
    """A PDF with a page of each size."""
    writer = pypdf.PdfWriter()
    for width, height in sizes:
        writer.add_blank_page(width, height)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(path)
    return path


def sizes_of(reader: pypdf.PdfReader) -> list[tuple[int, int]]:
    return [(int(page.mediabox.width), int(page.mediabox.height)) for page in reader.pages]


def marks_of(reader: pypdf.PdfReader) -> list[tuple[str, int | None]]:
    return [(mark.title, reader.get_destination_page_number(mark)) for mark in reader.outline]


def test_each_letter_begins_on_a_fresh_sheet(tmp_path: Path):
    files = [
        pdf(tmp_path / "R-2026-00001-return.pdf", A4),
        pdf(tmp_path / "R-2026-00002-return.pdf", LETTER, LETTER),
        pdf(tmp_path / "R-2026-00003-return.pdf", LETTER, A4, LETTER),
        pdf(tmp_path / "R-2026-00004-return.pdf", LETTER),
    ]
    target = tmp_path / "letters.pdf"
    assert merge(files, target) == 9
    reader = pypdf.PdfReader(target)
    assert sizes_of(reader) == [A4, A4, LETTER, LETTER, LETTER, A4, LETTER, LETTER, LETTER]
    starts = [0, 2, 4, 8]
    assert marks_of(reader) == [(f"R-2026-0000{n}-return", start) for n, start in enumerate(starts, 1)]
    assert reader.metadata.title == "Letters to print"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/Duplex"] == "/DuplexFlipLongEdge"


def test_on_one_side_no_page_is_added(tmp_path: Path):
    files = [pdf(tmp_path / f"{name}.pdf", LETTER) for name in "ba"]
    assert merge(files, tmp_path / "letters.pdf", title="Returns", two_sided=False) == 2
    reader = pypdf.PdfReader(tmp_path / "letters.pdf")
    assert marks_of(reader) == [("b", 0), ("a", 1)]
    assert reader.metadata.title == "Returns"
    assert "/ViewerPreferences" not in reader.trailer["/Root"]


def test_the_same_letter_may_come_twice_and_gives_the_same_bytes(tmp_path: Path):
    files = [pdf(tmp_path / "a.pdf", LETTER)] * 2
    for name in ("one", "two"):
        assert merge(files, tmp_path / f"{name}.pdf") == 3
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


@pytest.mark.parametrize(
    ("name", "kind", "what"),
    [
        ("locked", "encrypted", "is protected by a password"),
        ("cut", "damaged", "is damaged"),
        ("shifted", "damaged", "is damaged"),
        ("text", "damaged", "is damaged"),
        ("empty", "damaged", "is damaged"),
        ("pageless", "damaged", "has no page"),
        ("gone", "missing", "is missing"),
    ],
)
def test_a_pdf_that_cannot_be_merged_is_named_and_nothing_is_written(tmp_path: Path, name: str, kind: str, what: str):
    good = pdf(tmp_path / "good.pdf", LETTER)
    pdf(tmp_path / "locked.pdf", LETTER, password="example")  # noqa: S106
    pdf(tmp_path / "pageless.pdf")
    (tmp_path / "cut.pdf").write_bytes(good.read_bytes()[:-60])
    (tmp_path / "shifted.pdf").write_bytes(b"%PDF-1.3 " + good.read_bytes())
    (tmp_path / "text.pdf").write_text("no PDF", encoding="utf-8")
    (tmp_path / "empty.pdf").touch()
    target = tmp_path / "letters.pdf"
    target.write_bytes(b"older")
    with pytest.raises(UnreadableFileError, match=f"{name}.pdf {what}") as refused:
        merge([good, tmp_path / f"{name}.pdf"], target)
    assert refused.value.kind == kind
    assert target.read_bytes() == b"older"


def test_nothing_to_merge(tmp_path: Path):
    with pytest.raises(UsageError, match="There is no letter to print"):
        merge([], tmp_path / "letters.pdf")
