"""Streets as people write them: one address in many ways, found again in a running text.

Abbreviations: USPS Publication 28, appendix B (directions) and C1 (street suffixes), the
common ones; C2 (parts of a building).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from caseforms.fieldtypes.text import fold

_SUFFIXES = (
    "alley aly,avenue av ave,boulevard blvd,circle cir,court crt ct,cove cv,crescent cres,crossing xing,drive dr,"
    "expressway expy,extension ext,freeway fwy,gardens gdns,grove grv,heights hts,highway hwy,hill hl,hollow holw,"
    "junction jct,lane la ln,loop,manor mnr,mountain mtn,parkway pkwy,place pl,plaza plz,point pt,ridge rdg,road rd,"
    "route rt rte,square sq,street str st,terrace ter terr,trail tr trl,turnpike tpke,way wy"
)
_SHORT = {word: words.split()[-1] for words in _SUFFIXES.split(",") for word in words.split()}
_STREETS = frozenset(_SHORT.values())
_DIRECTIONS = frozenset("n s e w ne nw se sw north south east west northeast northwest southeast southwest".split())
_UNITS = frozenset(
    "apt apartment unit suite ste room rm floor fl lot trailer trlr building bldg space spc no number".split()
)
#: Words that stand in the place of an address and are none.
_NO_ADDRESS = frozenset("confidential protected unknown homeless none withheld private address transient".split())
_BOX = re.compile(r"\bp o box\b")
_UNIT_SIGN = re.compile(r"#\s*\w+\s*$")
_ENDS_WITH_UNIT = re.compile(rf" (?:{'|'.join(sorted(_UNITS))}) \w+$")
_BEGINS_WITH_UNIT = re.compile(rf"^(?:{'|'.join(sorted(_UNITS))}) \w+ ?")
_ZIP = re.compile(r"(?:^| )\d{5}(?: \d{4})?$")
_LEAST = 2  # words that a street has, its number among them
_ZIP_DIGITS = 5


def plain_streets(text: str) -> str:
    """Give the words of a text folded, with streets in one way: `7 N. Hidden Lane` is `7 hidden ln`.

    Directions are left out, so that nobody hides a street by leaving one out.
    """
    words = _BOX.sub("pobox", fold(text)).split()
    return " ".join(_SHORT.get(word, word) for word in words if word not in _DIRECTIONS)


def streets(address: str) -> tuple[str, ...]:
    """Give what of a postal address tells where somebody lives, each as `plain_streets` writes it.

    `Apt 4, 7 Hidden Lane, Sampleton 00000` gives `7 hidden ln`. Town, state, ZIP and the part of a building tell
    nothing by themselves. Of an address without a number it is the first line: the name of a house or a shelter.
    """
    parts = [_UNIT_SIGN.sub("", part) for part in re.split(r"[,;\n]", address)]
    found = tuple(dict.fromkeys(street for part in parts for street in _street(plain_streets(part))))
    if found:
        return found
    name = plain_streets(next((part for part in parts if part.strip()), ""))
    tells = len(name.split()) >= _LEAST and not _NO_ADDRESS.intersection(name.split()) and not _ZIP.search(name)
    return (name,) if tells else ()


def _street(part: str) -> Iterator[str]:
    """Give the street of one part of an address, from its number to the word for a street."""
    part = _ENDS_WITH_UNIT.sub("", _BEGINS_WITH_UNIT.sub("", _ZIP.sub("", part)))
    words = part.split()
    first = next((at for at, word in enumerate(words) if word[0].isdigit() or word == "pobox"), len(words))
    words = words[first:]
    last = next((at for at, word in enumerate(words) if word in _STREETS and at >= _LEAST), len(words) - 1)
    words = words[: last + 1]
    is_zip = bool(words) and len(words[0]) >= _ZIP_DIGITS and words[-1] not in _STREETS
    if len(words) >= _LEAST and not is_zip:
        yield " ".join(words)


def names_street(text: str, street: str) -> bool:
    """Say whether a text (from `plain_streets`) names a street (from `streets`), as whole words."""
    return f" {street} " in f" {text} "
