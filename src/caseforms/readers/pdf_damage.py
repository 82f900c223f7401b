"""Was anything lost? The bytes of a damaged PDF against its own table of contents."""

from __future__ import annotations

import re
import zlib
from collections.abc import Container, Iterator, Mapping
from itertools import chain

_TAIL = 1024  # viewers look for %%EOF in the last 1,024 bytes, and so do we
_END = b"%%EOF"

#: What stands behind the last whole object of a sound file: the cross-reference table or stream.
_BOOKKEEPING = re.compile(
    rb"\s*(?:xref|trailer|startxref|\d+\s+\d+\s+obj\s*<<(?:(?!endobj).){0,4000}?/XRef)", re.DOTALL
)
#: Behind the end of a file: the beginning of a later revision of it.
_NEXT_REVISION = re.compile(rb"\s*\d")
_TABLE = re.compile(rb"(?<!start)xref\s+(\d[\d\snf]*)")
_OF_A_FORM = re.compile(rb"/(?:AcroForm|Fields|Annots|Kids|Parent|V|AP|Opt|TU)\s+(\d{1,9})\s+\d{1,5}\s+R\b")
_ENTRY = re.compile(rb"\b(?:(\d{10}) \d{5} ([nf])|(\d{1,9}) \d{1,9}(?!\d))")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,10}) \d{1,5} obj")
#: A cross-reference stream: its dictionary, up to where its bytes begin (ISO 32000-1, 7.5.8).
_STREAM = re.compile(
    rb"obj\s*<<((?:(?!endobj|stream).){0,4000}?/XRef\b(?:(?!endobj|stream).){0,4000}?)stream\r?\n", re.DOTALL
)
_MOST = 1 << 24  # bytes of an unpacked cross-reference stream: ours have some thousands
_UP = 12  # the predictor that says: each byte is told as the difference from the byte above (PNG "Up")
_IN_USE = 1  # a cross-reference stream's entry for an object that stands by itself


def is_cut(content: bytes) -> bool:
    """Whether the file ends too early: without its end mark, or inside a later revision."""
    mark = content.rfind(_END, -_TAIL)
    return mark < 0 or _NEXT_REVISION.match(content, mark + len(_END)) is not None


def is_torn(content: bytes) -> bool:
    """Whether a file that ends too early lost more than its cross-reference table or stream."""
    return _BOOKKEEPING.match(content, content.rfind(b"endobj") + len(b"endobj")) is None


def has_lost(content: bytes, numbers: Container[int]) -> bool:
    """Whether a file whose table of contents is useless has lost more than that.

    numbers: of the objects that are left; what a field refers to must be among them.
    """
    return any(int(found[1]) not in numbers for found in _OF_A_FORM.finditer(content)) or _has_hole(content)


def _has_hole(content: bytes) -> bool:
    """Whether a run of bytes is missing in the middle.

    Then all objects of one cross-reference table or stream stand where it says up to some point, and all further
    ones nearer to the beginning by one and the same distance. A table that is wrong in any other way
    (line ends that were changed, a mail's header in front) tells nothing about what is missing.
    Where an object's beginning is missing too, one of an earlier revision would be taken for it: then fewer
    objects of its number are there than the tables of all revisions tell of.
    """
    places: dict[int, list[int]] = {}
    for found in _OBJECT.finditer(content):
        places.setdefault(int(found[1]), []).append(found.start())
    tables = [list(_entries(table[1])) for table in _TABLE.finditer(content)]
    tables += [list(_stream_entries(content, stream)) for stream in _STREAM.finditer(content)]
    told: dict[int, set[int]] = {}
    for number, offset in chain.from_iterable(tables):
        told.setdefault(number, set()).add(offset)
    if any(len(told[number]) > len(there) for number, there in places.items() if number in told):
        return True
    return any(_steps_back(table, places) for table in tables)


def _steps_back(table: list[tuple[int, int]], places: Mapping[int, list[int]]) -> bool:
    lags: list[int] = []
    for number, offset in sorted(table, key=lambda entry: entry[1]):
        near = (place - offset for place in places.get(number, ()))
        lag = min(near, key=lambda gap: abs(gap - (lags[-1] if lags else 0)), default=None)
        if lag is not None and (not lags or lag != lags[-1]):
            lags.append(lag)
    return len(lags) == 2 and lags[1] < lags[0]  # noqa: PLR2004  before the hole and behind it


def _entries(table: bytes) -> Iterator[tuple[int, int]]:
    """Give number and offset of the objects in use of a cross-reference table."""
    number = 0
    for line in _ENTRY.finditer(table):
        if line[2] is None:  # "0 39": the next lines count from 0
            number = int(line[3])
            continue
        if line[2] == b"n":
            yield number, int(line[1])
        number += 1


def _stream_entries(content: bytes, stream: re.Match[bytes]) -> Iterator[tuple[int, int]]:
    """Give the same of a cross-reference stream; none when it cannot be unpacked."""
    told = stream[1]
    widths, index = _numbers(told, b"W"), _numbers(told, b"Index") or [0, *_numbers(told, b"Size")]
    size = sum(widths)
    if len(widths) != 3 or not size or len(index) % 2:  # noqa: PLR2004  kind, place, generation
        return
    try:
        packed = zlib.decompressobj().decompress(content[stream.end() :], _MOST)
    except zlib.error:
        return
    rows = _rows(packed, size, predicted=_numbers(told, b"Predictor") == [_UP])
    for first, count in zip(index[::2], index[1::2], strict=True):
        for number, row in zip(range(first, first + count), rows, strict=False):
            kind, place = row[: widths[0]], row[widths[0] : widths[0] + widths[1]]
            if int.from_bytes(kind) == _IN_USE or not widths[0]:
                yield number, int.from_bytes(place)


def _rows(unpacked: bytes, size: int, *, predicted: bool) -> Iterator[bytes]:
    """Give the rows of a cross-reference stream; a predicted one has a byte more in front, and differences."""
    above, step = bytes(size), size + predicted
    for start in range(0, len(unpacked) - step + 1, step):
        row = unpacked[start + predicted : start + step]
        above = bytes((up + new) & 0xFF for up, new in zip(above, row, strict=True)) if predicted else row
        yield above


def _numbers(told: bytes, key: bytes) -> list[int]:
    found = re.search(rb"/" + key + rb"\s*\[?([\d\s]+)", told)
    return [int(number) for number in found[1].split()] if found else []
