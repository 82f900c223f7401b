"""Names of persons: kept as written, split into parts for matching (domain.md 3, "Names")."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from caseforms.fieldtypes.parsed import Parsed, answered
from caseforms.fieldtypes.text import fold, one_line

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "2nd", "3rd"})
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr"})
_PARTICLES = frozenset(
    {
        "da",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "dos",
        "du",
        "la",
        "las",
        "le",
        "los",
        "st",
        "van",
        "von",
        "bin",
        "al",
        "el",
    }
)
_CREDENTIALS = (
    "aprn ba bcba bs bsw cac cadc dds do edd esq fnp gal jd lac ladc lcadc lcpc lcsw lmft lmhc lmsw lpc lpn lsw ma mba "
    "md med mft mha ms msw ncc np pa phd psyd rn"
)
_ROLES = (
    "mother father parent stepmother stepfather grandmother grandfather grandparent aunt uncle guardian self son "
    "daughter brother sister child spouse wife husband supervisor caseworker worker liaison attorney"
)
#: What may stand after a comma behind a full name without being the first name.
_AFTER_COMMA = frozenset((*_CREDENTIALS.split(), *_ROLES.split()))
_PLACEHOLDER = re.compile(
    r"(?:baby|infant|newborn|unborn)(?: (?:boy|girl|child|male|female|infant))?\b.*"
    r"|(?:male|female|boy|girl) (?:baby|infant|child)\b.*"
    r"|(?:.* )?(?:john|jane|baby|unknown) doe(?: .*)?|doe (?:john|jane)"
    r"|(?:unknown|unk|fnu|lnu|no name)\b.*|.* (?:unknown|unk|fnu|lnu)(?: (?:jr|sr|ii|iii|iv))?"
)
_BOTH = re.compile(r" and |[&+]", re.IGNORECASE)
_EITHER = re.compile(r"[;/\n]")
_ASIDE = re.compile(r"\([^)]*\)|\"[^\"]*\"|\u201c[^\u201d]*\u201d")
_TWO = 2


class Name(NamedTuple):
    """The parts of a person's name, as written; missing ones are ""."""

    first: str = ""
    middle: str = ""
    last: str = ""
    suffix: str = ""


def read_name(text: str) -> Parsed:
    """Read a person's name; the value is the name as written, first name first.

    "Last, First MI" is turned round; spelling, case, accents, hyphens, apostrophes and suffix stay.
    Remarks, each with {v}: `two_people`, else `placeholder_name` (Baby Boy, Jane Doe, Unknown ...), else
    `single_name` (one part only).
    """
    if two_people(text):
        return answered(
            "; ".join(one_line(line) for line in text.split("\n") if line.strip()), ("two_people", {"v": text})
        )
    value = _turned(one_line(text))
    if is_placeholder(value) or sum(map(str.isdigit, value)) > len("3rd"):  # a date or a number stands there, too
        return answered(value, ("placeholder_name", {"v": text}))
    name = split_name(value)
    return answered(value) if name.first and name.last else answered(value, ("single_name", {"v": text}))


def two_people(text: str) -> bool:
    """Say whether two persons are named: joined by `and` or `&`, or two full names by `;`, `/` or a line break."""
    pieces = [piece for piece in _BOTH.split(one_line(text)) if _is_words(piece)]
    if len(pieces) >= _TWO:
        return True
    pieces = _EITHER.split(text)
    return len(pieces) >= _TWO and sum(len(piece.split()) >= _TWO and _is_words(piece) for piece in pieces) >= _TWO


def _is_words(piece: str) -> bool:
    return any(map(str.isalpha, piece)) and not any(map(str.isdigit, piece))


@lru_cache(maxsize=8192)
def is_placeholder(name: str) -> bool:
    """Say whether a name stands for one that is not known: Baby Boy, Jane Doe, Unknown Testcase, Infant."""
    return _PLACEHOLDER.fullmatch(fold(name)) is not None


def _turned(name: str) -> str:
    """Put "Last Suffix, First MI" into the order of speech; anything else stays as it is."""
    if "," not in name:
        return name
    pieces = [piece.strip() for piece in name.split(",")]
    pieces = [piece for piece in pieces if piece]
    names = [piece for piece in pieces if _bare(piece) not in _SUFFIXES]
    suffixes = [piece for piece in pieces if _bare(piece) in _SUFFIXES]
    if len(pieces) == 1:
        return pieces[0]
    if len(names) == _TWO + 1 and len(names[2].split()) == 1 and _bare(names[2]) not in _AFTER_COMMA:
        names = [names[0], f"{names[1]} {names[2]}"]  # "Last, First, MI", as the label has it
    if len(names) != _TWO or any(map(str.isdigit, name)):
        return name
    words, words_first = (piece.split() for piece in names)
    inside = [part.pop() for part in (words, words_first) if len(part) >= _TWO and _bare(part[-1]) in _SUFFIXES]
    if len(words) >= _TWO and _bare(words_first[0]) in _AFTER_COMMA:
        return name
    return " ".join((*words_first, *words, *inside, *suffixes))


def _bare(word: str) -> str:
    return word.replace(".", "").casefold()


@lru_cache(maxsize=8192)
def split_name(text: str) -> Name:
    """Split a name into first, middle, last and suffix, each as written.

    Reads "Rowan Q Testcase Jr." and "Testcase Jr., Rowan Q"; titles, credentials and nicknames in brackets or quotes
    are left out; particles belong to the last name (Marisol de la Fabrica). A single part is the
    first name, behind a title the last.
    """
    turned = _turned(one_line(_ASIDE.sub(" ", text)))
    pieces = [piece.split() for piece in turned.split(",")]
    words = pieces[0] + [word for piece in pieces[1:] for word in piece if _bare(word) in _SUFFIXES]
    titled = len(words) > 1 and _bare(words[0]) in _TITLES
    if titled:
        words = words[1:]
    suffix: list[str] = []
    while len(words) > 1 and _bare(words[-1]) in _SUFFIXES:
        suffix.insert(0, words.pop())
    ending = " ".join(suffix)
    if len(words) < _TWO:
        single = "".join(words)
        return Name(last=single, suffix=ending) if titled else Name(first=single, suffix=ending)
    start = len(words) - 1
    while start > 1 and _bare(words[start - 1]) in _PARTICLES:
        start -= 1
    return Name(words[0], " ".join(words[1:start]), " ".join(words[start:]), ending)
