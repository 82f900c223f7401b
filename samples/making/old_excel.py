"""An old binary workbook (.xls), byte by byte: nobody keeps a writer for them any more."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import Any

_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR = 512
_SMALLEST = 4096  # bytes; a shorter stream would have to stand in another table
_DATE = 1  # the style whose number format is m/d/yyyy


def xls(sheet: str, cells: Iterable[tuple[int, int, Any]]) -> bytes:
    """Give a workbook with one sheet of texts and numbers: (row, column, what) each; (n,) is the number of a date."""
    stream = _records(sheet, b"".join(_cell(*cell) for cell in cells))
    stream = stream.ljust(max(_SMALLEST, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    sectors = len(stream) // _SECTOR
    table = [*range(1, sectors), _END, _END, _TABLE]  # the stream, the directory, this table itself
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIIII", 0, 1, sectors, 0, _SMALLEST, _END, 0, _END, 0, sectors + 1)
    header += struct.pack("<I", _FREE) * 108
    directory = _entry("Root Entry", 5, _END, 0, child=1) + _entry("Workbook", 2, 0, len(stream)) + bytes(256)
    links = b"".join(struct.pack("<I", link) for link in [*table, *[_FREE] * (128 - len(table))])
    return header + stream + directory + links


def _records(sheet: str, cells: bytes) -> bytes:
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    start += _record(0x0042, struct.pack("<H", 1200))
    start += b"".join(_record(0x00E0, struct.pack("<HH16x", 0, number_format)) for number_format in (0, 14))
    name = struct.pack("<BB", len(sheet), 0) + sheet.encode("ascii")
    place = len(start) + 4 + 6 + len(name) + 4  # this entry and the end of the list stand before the sheet
    listed = _record(0x0085, struct.pack("<IBB", place, 0, 0) + name)
    body = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + cells + _record(0x000A)
    return start + listed + _record(0x000A) + body


def _cell(row: int, column: int, what: Any) -> bytes:
    if isinstance(what, str):
        return _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(what), 1) + what.encode("utf-16-le"))
    number, style = (what[0], _DATE) if isinstance(what, tuple) else (what, 0)
    return _record(0x0203, struct.pack("<HHHd", row, column, style, number))


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return text.ljust(64, b"\0") + struct.pack("<HBBIII36xIII", len(text), kind, 1, _FREE, _FREE, child, start, size, 0)
