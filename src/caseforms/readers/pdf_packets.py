"""The streams of an XFA form inside a PDF, taken out as they are."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf

_LARGEST = 64_000_000  # bytes; a larger packet is no form
_BROKEN = (pikepdf.PdfError, RuntimeError, ValueError, TypeError, zlib.error)


def packets(xfa: Any) -> Iterator[tuple[str, bytes]]:
    """Give the packets of an XFA form: streams with names before them, or one stream of all."""
    name = ""
    for part in (xfa,) if isinstance(xfa, pikepdf.Stream) else xfa if isinstance(xfa, pikepdf.Array) else ():
        if isinstance(part, pikepdf.Stream):
            try:
                yield name, _unpacked(part)
            except _BROKEN:
                continue
        else:
            name = str(part)


def _unpacked(stream: Any) -> bytes:
    """Unpack a stream, no further than a form may be large where that can be told before."""
    if stream.get("/Filter") == pikepdf.Name.FlateDecode and "/DecodeParms" not in stream:
        return zlib.decompressobj().decompress(stream.read_raw_bytes(), _LARGEST + 1)
    return bytes(stream.read_bytes())
