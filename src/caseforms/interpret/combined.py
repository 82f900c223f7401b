"""One box that asks for several things ("Case Name/Number"): its text is split among its fields (domain.md 3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from caseforms.definitions.labels import LabelIndex
from caseforms.fieldtypes.text import clean
from caseforms.interpret.claims import Claim

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    rf"(?<![\w/.-])(?:\d{{1,4}}([/.-])\d{{1,2}}\1\d{{1,4}}|{_MONTH}\s*\d{{1,2}}\s*,?\s*\d{{4}}|"
    rf"\d{{1,2}}\s*{_MONTH}\s*,?\s*\d{{4}})(?![\w/-])",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<!\w)(?:\+?1[\s.-]*)?\(?\d{3}\)?[\s./-]{0,3}\d{3}[\s.-]{0,3}\d{4}(?:[\s,]*(?:x|ext\.?)\s*\d+)?(?!\w)|no phone",
    re.IGNORECASE,
)
#: The part with at least three digits, with letters and hyphens around them.
_NUMBER = re.compile(r"(?<![\w-])(?=(?:[A-Z-]*\d){3})[A-Z0-9][A-Z0-9-]*(?![\w-])", re.IGNORECASE)
_MAIL = re.compile(r"[^\s,;/<>()]+@[^\s,;/<>()]+")

#: How the part of a type looks, the most telling first; whatever is left is a name or a text.
_LOOKS: Mapping[str, re.Pattern[str]] = {
    "email": _MAIL,
    "birth_date": _DATE,
    "date": _DATE,
    "phone": _PHONE,
    "case_number": _NUMBER,
    "identifier": _NUMBER,
}
_BETWEEN = re.compile(r"\s*[/;|\n]\s*|\s*,\s*|\s+[-–—]\s+")  # noqa: RUF001  the dashes people type
_EDGES = " \t\n/,;|-–—()#:"  # noqa: RUF001


def split_combined(claims: Sequence[Claim], index: LabelIndex) -> Sequence[Claim]:
    """Give each of several fields that claim one box its own part of the box's text."""
    if len({id(claim.box) for claim in claims}) == len(claims):
        return claims  # nearly always
    sharing: dict[int, list[Claim]] = {}
    for claim in claims:
        sharing.setdefault(id(claim.box), []).append(claim)
    found: list[Claim] = []
    for group in sharing.values():
        if len({claim.target.field for claim in group}) == 1:
            found += group
            continue
        texts = _parts(group[0].said, [index.fields[claim.target.field].type for claim in group])
        found += [claim._replace(text=text) for claim, text in zip(group, texts, strict=True)]
    return found


def _parts(text: str, kinds: Sequence[str]) -> list[str]:
    """Split a text into parts of these types, in their order; "" for a part that is not there."""
    parts = [""] * len(kinds)
    rest = clean(text)
    for kind in _LOOKS:
        for number in (n for n, asked in enumerate(kinds) if asked == kind):
            found = _LOOKS[kind].search(rest)
            if found is not None:
                parts[number] = found[0]
                rest = f"{rest[: found.start()].rstrip(_EDGES)}\n{rest[found.end() :].lstrip(_EDGES)}"
    rest = rest.strip(_EDGES)
    open_ = [number for number, part in enumerate(parts) if not part]
    if not rest or not open_:
        return _with_rest(parts, rest)
    words = [number for number in open_ if kinds[number] not in _LOOKS]
    pieces = [piece for piece in _BETWEEN.split(rest) if piece]
    if len(pieces) == len(open_):
        return _filled(parts, open_, pieces)
    if len(pieces) == len(words):
        return _filled(parts, words, pieces)
    return _filled(parts, (words or open_)[:1], [rest])


def _with_rest(parts: list[str], rest: str) -> list[str]:
    """Lose nothing: what no part took stays with the last one, where it makes the part unreadable or is seen."""
    return [*parts[:-1], f"{parts[-1]} {rest}"] if rest else parts


def _filled(parts: list[str], numbers: Iterable[int], pieces: Iterable[str]) -> list[str]:
    filled = list(parts)
    for number, piece in zip(numbers, pieces, strict=True):
        filled[number] = " ".join(piece.split("\n")) if "\n" in piece else piece
    return filled
