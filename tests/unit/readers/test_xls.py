"""Binary workbooks. The .xls under test is built here: an OLE file with a BIFF8 stream of a few records."""

from __future__ import annotations

import datetime as dt
import struct

import pytest

from caseforms.errors import UnreadableFileError
from caseforms.readers import xls, xlsx

FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR = 512


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def label(row: int, column: int, text: str) -> bytes:
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, style, value))


def truth(row: int, column: int, value: int) -> bytes:
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, value, 0))


def style(number_format: int) -> bytes:
    return record(0x00E0, struct.pack("<HH16x", 0, number_format))


def stream(sheets: dict[str, tuple[int, bytes]], *, mac: int = 0) -> bytes:
    """The records of a workbook; sheets: name -> (0 seen, 1 hidden, 2 very hidden; its cells)."""
    start = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)) + record(0x0042, struct.pack("<H", 1200))
    start += record(0x0022, struct.pack("<H", mac)) + style(0) + style(14)
    bodies = [
        record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + cells + record(0x000A)
        for _, cells in sheets.values()
    ]
    listed = [
        struct.pack("<BBBB", hidden, 0, len(name), 0) + name.encode("ascii") for name, (hidden, _) in sheets.items()
    ]
    offset = len(start) + sum(len(entry) + 8 for entry in listed) + 4
    out = start
    for entry, body in zip(listed, bodies, strict=True):
        out += record(0x0085, struct.pack("<I", offset) + entry)
        offset += len(body)
    return out + record(0x000A) + b"".join(bodies)


def entry(name: str, kind: int, start: int, size: int, child: int = FREE) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return text.ljust(64, b"\0") + struct.pack("<HBBIII36xIII", len(text), kind, 1, FREE, FREE, child, start, size, 0)


def ole(book: bytes) -> bytes:
    """An OLE file of one stream: header, one allocation table, one directory sector, the stream (never a short one)."""
    book = book.ljust(max(4096, -(-len(book) // SECTOR) * SECTOR), b"\0")
    count = len(book) // SECTOR
    chain = [TABLE, END, *range(3, 2 + count), END]
    table = struct.pack(f"<{SECTOR // 4}I", *chain, *[FREE] * (SECTOR // 4 - len(chain)))
    directory = entry("Root Entry", 5, END, 0, 1) + entry("Workbook", 2, 2, len(book)) + entry("", 0, 0, 0) * 2
    header = xls.SIGNATURE + struct.pack(
        "<16xHHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0
    )
    return header + struct.pack("<109I", 0, *[FREE] * 108) + table + directory + book


@pytest.fixture(scope="module")
def content() -> bytes:
    cells = label(1, 1, "Rowan Testcase") + number(2, 1, 2075550134) + number(3, 1, 33423, 1) + truth(4, 1, 1)
    cells += number(5, 1, 1.5) + number(6, 1, 33423.75, 1) + record(0x00E5, struct.pack("<HHHHH", 1, 9, 9, 1, 3))
    return ole(stream({"Referral": (0, cells), "Last month": (1, label(0, 0, "old"))}))


def test_values_places_and_merged_cells(content):
    first, second = xls.read(content).pages
    found = {box.place.cell: (box.text, box.value) for box in first.boxes}
    assert found["B2"] == ("Rowan Testcase", None)
    assert found["B3"] == ("2075550134", 2075550134)
    assert found["B4"] == ("07/04/1991", dt.date(1991, 7, 4))
    assert found["B5"] == ("TRUE", True)
    assert found["B6"] == ("1.5", 1.5)
    assert found["B7"] == ("07/04/1991 18:00", dt.datetime(1991, 7, 4, 18))
    assert (first.number, first.sheet, first.hidden, second.sheet, second.hidden) == (
        1,
        "Referral",
        False,
        "Last month",
        True,
    )
    assert second.boxes[0].hidden


def test_a_hidden_sheet_is_told(content):
    assert [(remark.kind, remark.words["n"]) for remark in xls.read(content).remarks] == [
        ("hidden_sheet", "Last month")
    ]


def test_the_old_mac_system():
    (page,) = xls.read(ole(stream({"A": (0, number(0, 0, 31961, 1))}, mac=1))).pages
    assert page.boxes[0].value == dt.date(1991, 7, 4)


def test_an_old_workbook_under_a_new_name_is_read(content):
    assert xlsx.read(content) == xls.read(content)


@pytest.mark.parametrize("size", [8, 511, 512, 1024, 3000])
def test_a_torn_workbook_is_refused_in_words(content, size):
    with pytest.raises(UnreadableFileError) as caught:
        xls.read(content[:size])
    assert (caught.value.kind, caught.value.message) == ("damaged", "This is an old or damaged Excel file.")
    assert "save it anew as .xlsx" in caught.value.mend


@pytest.mark.parametrize("content", [b"no workbook", xls.SIGNATURE + bytes(4000)])
def test_no_workbook(content):
    with pytest.raises(UnreadableFileError) as caught:
        xls.read(content)
    assert caught.value.kind == "damaged"


def test_a_panic_of_the_library_is_a_refusal(content, monkeypatch):
    def panics(_):
        raise type("PanicException", (BaseException,), {})

    monkeypatch.setattr("python_calamine.load_workbook", panics)
    with pytest.raises(UnreadableFileError):
        xls.read(content)


def test_a_password_and_nothing():
    for content, kind in ((xls.SIGNATURE + "EncryptedPackage".encode("utf-16-le"), "encrypted"), (b"", "empty")):
        with pytest.raises(UnreadableFileError) as caught:
            xls.read(content)
        assert caught.value.kind == kind
