"""Zip files member by member: what does not change is copied as it is compressed, and no clock is asked.

Source: PKWARE APPNOTE 6.3.3. The same members in the same order give the same bytes.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["LARGEST", "Member", "Zipped", "members", "packed", "unpacked"]

#: The most bytes that a Word file may unpack to.
LARGEST = 200_000_000

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_NAMES = struct.Struct("<26xHH")
_NEEDS = 20  # version 2.0: deflate
_UTF8 = 0x800
_NEW_YEAR_1980 = (1 << 5) | 1  # the first date that a zip knows
_DEFLATED = zipfile.ZIP_DEFLATED


class Member(NamedTuple):
    """One file inside the zip. method: 8 deflated, 0 stored; size: of the content; data: as it stands in the zip."""

    name: str
    method: int
    crc: int
    size: int
    data: bytes


def members(content: bytes) -> dict[str, Member]:
    """Give all members of a zip by name, in its order.

    Raises:
        zipfile.BadZipFile: no zip, damaged, encrypted, too large.
    """
    found: dict[str, Member] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if sum(entry.file_size for entry in entries) > LARGEST or any(entry.flag_bits & 1 for entry in entries):
            msg = "too large or encrypted"
            raise zipfile.BadZipFile(msg)
        for entry in entries:
            if entry.is_dir():
                continue
            if entry.compress_type in {zipfile.ZIP_STORED, _DEFLATED}:
                data = _data(content, entry)
                found[entry.filename] = Member(entry.filename, entry.compress_type, entry.CRC, entry.file_size, data)
            else:
                found[entry.filename] = packed(entry.filename, archive.read(entry))
    return found


def _data(content: bytes, entry: zipfile.ZipInfo) -> bytes:
    try:
        name, extra = _NAMES.unpack_from(content, entry.header_offset)
    except struct.error:
        raise zipfile.BadZipFile(entry.filename) from None
    start = entry.header_offset + _LOCAL.size + name + extra
    return content[start : start + entry.compress_size]


def unpacked(member: Member) -> bytes:
    """Give the member's content.

    Raises:
        zipfile.BadZipFile: its bytes are damaged.
    """
    content = member.data
    if member.method == _DEFLATED:
        try:
            content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(member.data, LARGEST)
        except zlib.error:
            raise zipfile.BadZipFile(member.name) from None
    if len(content) != member.size or zlib.crc32(content) != member.crc:
        raise zipfile.BadZipFile(member.name)
    return content


def packed(name: str, content: bytes) -> Member:
    """Compress a content into a member."""
    deflate = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = deflate.compress(content) + deflate.flush()
    return Member(name, _DEFLATED, zlib.crc32(content), len(content), data)


class Zipped:
    """A zip of members that never change, to which each document adds its own."""

    def __init__(self, constant: Iterable[Member]) -> None:
        """Write the constant members once."""
        self._start = _Writing()
        for member in constant:
            self._start.add(member)

    def with_members(self, more: Iterable[Member]) -> bytes:
        """Give the whole zip."""
        writing = self._start.copy()
        for member in more:
            writing.add(member)
        return writing.finished()


class _Writing:
    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.directory: list[bytes] = []
        self.length = 0

    def copy(self) -> _Writing:
        other = _Writing()
        other.pieces = [b"".join(self.pieces)]
        other.directory = list(self.directory)
        other.length = self.length
        return other

    def add(self, member: Member) -> None:
        name = member.name.encode()
        about = (
            _NEEDS, 0 if member.name.isascii() else _UTF8, member.method, 0, _NEW_YEAR_1980,
            member.crc, len(member.data), member.size, len(name), 0,
        )  # fmt: skip
        self.directory += [_CENTRAL.pack(b"PK\1\2", _NEEDS, *about, 0, 0, 0, 0, self.length), name]
        self.pieces += [_LOCAL.pack(b"PK\3\4", *about), name, member.data]
        self.length += _LOCAL.size + len(name) + len(member.data)

    def finished(self) -> bytes:
        directory = b"".join(self.directory)
        count = len(self.directory) // 2
        end = _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), self.length, 0)
        return b"".join((*self.pieces, directory, end))
