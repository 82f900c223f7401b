"""Telephone numbers of the North American plan, and the statement that there is none (domain.md 3, "Phone")."""

from __future__ import annotations

import re
from collections.abc import Mapping

from caseforms.fieldtypes.parsed import Parsed, answered, unreadable
from caseforms.fieldtypes.text import fold, plain

#: The value of an answer that states there is no telephone.
NO_PHONE = "no phone"

_EXTENSION = r"(?:[\s,;]*(?:x|ext(?:ension)?\b|#)[\s.:#]*(?P<ext>\d{1,7})(?!\d))?"
_USUAL = re.compile(r"\(?([2-9]\d\d)(?:\) ?|[-. ])?([2-9]\d\d)[-. ]?(\d{4})", re.ASCII)
_DIGITS_ONLY = re.compile(rf"(?P<number>\(?\+?[\d\s().\-/]{{7,40}}?){_EXTENSION}[\s.,;]*", re.ASCII | re.IGNORECASE)
_INSIDE = re.compile(
    rf"(?<![\d+])(?:\+?1[\s.\-/]*)?\(?\s?([2-9]\d\d)\s?\)?[\s.\-/]{{0,3}}([2-9]\d\d)[\s.\-]{{0,3}}(\d{{4}})(?!\d){_EXTENSION}",
    re.ASCII | re.IGNORECASE,
)
_SHORT_INSIDE = re.compile(r"(?<!\d)\d{3}[\s.-]?\d{4}(?!\d)", re.ASCII)
_MORE_DIGITS = re.compile(r"\d{3}", re.ASCII)
_THING = r"(?:tele)?(?:phones?|cell(?:phone)?|mobile|landline)"
_SORT = r"(?:an?|any|working|current|active|own|home|cell|mobile|personal)"
_STATES_NONE = re.compile(
    rf"\b(?:no|without|lacks|none)(?: {_SORT}){{0,2}} {_THING}\b"
    rf"|\b(?:does not|doesnt|do not|dont) (?:currently )?(?:have|own)(?: {_SORT}){{0,2}} {_THING}\b"
    rf"|\b{_THING}(?: number)? none\b"
)
_AREA, _EXCHANGE, _WITH_COUNTRY, _FULL, _SHORT = slice(0, 3), slice(3, 6), 11, 10, 7


def read_phone(text: str, typed: object = None) -> Parsed:
    """Read a telephone number: `2075550134`, with an extension `2075550134x12`, or `no phone`.

    Args:
        text: as written, trimmed.
        typed: typed value of a spreadsheet cell, or None; a number counts by its digits, however it is shown.

    Remarks: `no_phone` (no words) where the text says there is none, also when another number follows;
    `two_phones` {v} where more digits follow, the first number being taken; unreadable: `short_phone` {v} without an
    area code, else `bad_phone` {v}.
    """
    if isinstance(typed, int | float) and not isinstance(typed, bool) and typed == typed // 1:
        text = f"{typed:.0f}"
    found = _USUAL.fullmatch(text)
    if found:
        return answered("".join(found.groups()))
    written = plain(text)
    found = _DIGITS_ONLY.fullmatch(written)
    number = _valid("".join(filter(str.isdigit, found["number"]))) if found else ""
    if found and number:
        return answered(_with_extension(number, found["ext"]))
    return _read_words(text, written)


def _read_words(text: str, written: str) -> Parsed:
    none: tuple[tuple[str, Mapping[str, str]], ...] = (("no_phone", {}),) if _STATES_NONE.search(fold(text)) else ()
    found = _INSIDE.search(written)
    if found:
        rest = written[: found.start()] + " " + written[found.end() :]
        if "+" in rest:
            return unreadable("bad_phone", v=text)
        # One or two digits among words are an hour or a count; any others may be another number.
        more = _MORE_DIGITS.search(rest) or (any(map(str.isdigit, rest)) and not any(map(str.isalpha, rest)))
        two = (("two_phones", {"v": text}),) if more else ()
        return answered(_with_extension("".join(found.groups()[:3]), found["ext"]), *none, *two)
    if none:
        return answered(NO_PHONE, *none)
    short = _SHORT_INSIDE.search(written)
    alone = short and sum(map(str.isdigit, written)) == _SHORT
    return unreadable("short_phone" if alone else "bad_phone", v=text)


def _valid(digits: str) -> str:
    """Give the ten digits, "" where they are no number: area code and exchange start with 2 to 9."""
    if len(digits) == _WITH_COUNTRY and digits[0] == "1":
        digits = digits[1:]
    sound = len(digits) == _FULL and digits[_AREA] >= "200" and digits[_EXCHANGE] >= "200"
    return digits if sound else ""


def _with_extension(number: str, extension: str | None) -> str:
    return f"{number}x{extension}" if extension else number


def shown_phone(value: str) -> str:
    """Give a value of `read_phone` as letters print it: `(207) 555-0134 ext. 12`; other text unchanged."""
    number, _, extension = value.partition("x")
    if len(number) != _FULL or not number.isdigit():
        return value
    printed = f"({number[:3]}) {number[3:6]}-{number[6:]}"
    return f"{printed} ext. {extension}" if extension else printed
