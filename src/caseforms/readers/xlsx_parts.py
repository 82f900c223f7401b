"""The parts inside an .xlsx file: a zip of XML parts that point to each other by relationships.

Source: ECMA-376 part 2 (packages). The content comes from strangers: nothing is written to disk, no
entity is expanded, nothing outside the file is fetched, and no part may grow beyond `LARGEST_PART`.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote

from lxml import etree

#: The most bytes that one part may unpack to; a larger one is no form.
LARGEST_PART = 200_000_000
_LARGEST_TREE = 64_000_000  # of a part that is parsed in one piece

#: An XML element; only this module knows the library it comes from.
Element = Any

_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_PARSER = etree.XMLParser(**_SAFE)
_FORGIVING = etree.XMLParser(**_SAFE, recover=True)
_LOCAL_HEADER = struct.Struct("<26xHH")
_ROWS = [
    f"{{{space}}}row"
    for space in (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
]
_STREAM_FROM = 4_000_000  # bytes; a tree of a larger sheet takes hundreds of megabytes


class BrokenPartError(Exception):
    """A part of the workbook is damaged: wrong checksum, no XML, too large, or full of traps."""


class Relation(NamedTuple):
    """A pointer from one part to another; type is the last word of the relationship's address."""

    type: str
    target: str


def local(element: Element) -> str:
    """Give an element's name without its namespace (transitional and strict files differ in it)."""
    name: str = element.tag
    return name.rpartition("}")[2]


def namespace(element: Element) -> str:
    """Give the namespace of an element in braces, as it stands before local names."""
    name: str = element.tag
    return name[: name.rfind("}") + 1]


class Package:
    """An opened .xlsx file in memory."""

    def __init__(self, content: bytes) -> None:
        """Read the table of contents; BrokenPartError when the file is cut off or no zip at all."""
        self._content = content
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                self._members = {info.filename: info for info in archive.infolist()}
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error) as error:
            raise BrokenPartError from error
        self._by_folded_name: dict[str, zipfile.ZipInfo] = {}

    def _member(self, name: str) -> zipfile.ZipInfo | None:
        """Find a part by name; part names are alike whatever the case, the slashes and the percent signs."""
        found = self._members.get(name)
        if found is None:
            if not self._by_folded_name:
                self._by_folded_name = {_folded(key): info for key, info in self._members.items()}
            found = self._by_folded_name.get(_folded(name))
        return found

    def __contains__(self, name: str) -> bool:
        return self._member(name) is not None

    def read(self, name: str) -> bytes | None:
        """Unpack a part; None when the file has none of this name, BrokenPartError when it is damaged."""
        info = self._member(name)
        if info is None:
            return None
        if info.file_size > LARGEST_PART or info.flag_bits & 1 or info.compress_type not in {0, zipfile.ZIP_DEFLATED}:
            raise BrokenPartError(name)
        try:
            data = self._unpacked(info)
        except (struct.error, zlib.error) as error:
            raise BrokenPartError(name) from error
        if len(data) != info.file_size or zlib.crc32(data) != info.CRC:
            raise BrokenPartError(name)
        return data

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        """Unpack straight from memory: a form has ten small parts, and ZipFile.open costs more than all of them."""
        name_length, extra_length = _LOCAL_HEADER.unpack_from(self._content, info.header_offset)
        start = info.header_offset + _LOCAL_HEADER.size + name_length + extra_length
        packed = self._content[start : start + info.compress_size]
        if info.compress_type == 0:
            return packed
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, info.file_size + 1)

    def xml(self, name: str, *, forgiving: bool = False) -> Element | None:
        """Parse a part; None when the file has none of this name. forgiving: for drawings in careless XML."""
        data = self.read(name)
        return None if data is None else parse(data, forgiving=forgiving)

    def relations(self, name: str) -> dict[str, Relation]:
        """Give the pointers of a part ("" = of the package) by their id; parts outside the file are left out."""
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        if root is None:
            return {}
        return {
            entry.get("Id", ""): Relation(
                entry.get("Type", "").rpartition("/")[2], _joined(folder, entry.get("Target", ""))
            )
            for entry in root
            if entry.get("TargetMode") != "External"
        }


def parse(data: bytes, *, forgiving: bool = False) -> Element:
    """Parse XML; BrokenPartError when it is none, far too large, or when it defines entities."""
    if len(data) > _LARGEST_TREE:
        raise BrokenPartError
    if forgiving:  # Excel writes the captions in its drawings as HTML
        data = data.replace(b"<br>", b"<br/>")
    try:
        root = etree.fromstring(data, _FORGIVING if forgiving else _PARSER)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenPartError from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise BrokenPartError
    return root


def rows_then_root(data: bytes) -> Iterator[Element]:
    """Walk a sheet's rows in order and give the sheet itself at last, with everything but the rows.

    A large sheet is read row by row, so that memory holds one of them and not the whole tree.
    """
    if len(data) < _STREAM_FROM:
        root = parse(data)
        rows = root.find("{*}sheetData")
        if rows is not None:
            yield from rows
        yield root
        return
    try:
        events = etree.iterparse(io.BytesIO(data), tag=_ROWS, **_SAFE)
        for _, row in events:
            if row.getroottree().docinfo.internalDTD is not None:
                raise BrokenPartError
            yield row
            row.clear()
            while row.getprevious() is not None:
                del row.getparent()[0]
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenPartError from error
    yield events.root


def _folded(name: str) -> str:
    return unquote(name).replace("\\", "/").lstrip("/").casefold()


def _joined(folder: str, target: str) -> str:
    target = target.replace("\\", "/")
    return posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))
