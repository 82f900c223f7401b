"""Was anything lost? The bytes of a damaged PDF against its own table of contents."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

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

    Then all objects of one cross-reference table stand where it says up to some point, and all further
    ones nearer to the beginning by one and the same distance. A table that is wrong in any other way
    (line ends that were changed, a mail's header in front) tells nothing about what is missing.
    """
    places: dict[int, list[int]] = {}
    for found in _OBJECT.finditer(content):
        places.setdefault(int(found[1]), []).append(found.start())
    for table in _TABLE.finditer(content):
        lags: list[int] = []
        for number, offset in sorted(_entries(table[1]), key=lambda entry: entry[1]):
            near = (place - offset for place in places.get(number, ()))
            lag = min(near, key=lambda gap: abs(gap - (lags[-1] if lags else 0)), default=None)
            if lag is not None and (not lags or lag != lags[-1]):
                lags.append(lag)
        if len(lags) == 2 and lags[1] < lags[0]:  # noqa: PLR2004  before the hole and behind it
            return True
    return False


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
