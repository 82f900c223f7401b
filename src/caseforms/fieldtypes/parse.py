"""A text as written, read as a value of its question's type (domain.md 3)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping

from caseforms.fieldtypes.addresses import read_address, read_email
from caseforms.fieldtypes.blanks import is_blank
from caseforms.fieldtypes.dates import read_date
from caseforms.fieldtypes.names import read_name
from caseforms.fieldtypes.options import Options, read_choice, read_choices
from caseforms.fieldtypes.parsed import BLANK, Parsed, answered
from caseforms.fieldtypes.phones import read_phone
from caseforms.fieldtypes.text import clean, one_line, plain
from caseforms.fieldtypes.yes_no import read_yes_no

__all__ = ["Parsed", "is_blank", "parse"]

#: A number as a spreadsheet shows it without a format of its own.
_BARE_NUMBER = re.compile(r"[\d,]+(?:\.0*)?|\d(?:\.\d+)?E\+\d+", re.ASCII | re.IGNORECASE)
#: The label written again before the number: "Case # CW-2026-0417", "#CW-2026-0417".
_OWN_LABEL = re.compile(
    r"(?:(?:case\s*)?(?:number|no\.?|id|#)[\s:#.]*|case\s*:?\s+)(?<![a-z])(?=\S*(?:\d\S*){3})", re.IGNORECASE
)
_NO_OPTIONS = Options(())


def _read_line(text: str) -> Parsed:
    return answered(one_line(text))


def _read_number(text: str, typed: object) -> Parsed:
    """Read a case number or another number that is really text; the value is in upper case.

    A cell that holds a bare number may have lost leading zeros: `number_as_text` {v}.
    """
    if isinstance(typed, int | float) and not isinstance(typed, bool) and typed == typed // 1:
        digits = f"{typed:.0f}"
        bare = _BARE_NUMBER.fullmatch(text)
        if not text or (bare and not text.startswith("0")):
            return answered(digits, ("number_as_text", {"v": digits}))
    written = one_line(plain(text))
    found = _OWN_LABEL.match(written)
    return answered((written[found.end() :] if found else written).upper())


_PLAIN: Mapping[str, Callable[[str], Parsed]] = {
    "text": answered,
    "narrative": answered,
    "name": read_name,
    "email": read_email,
    "address": read_address,
    "signature": _read_line,
}
_TYPED: Mapping[str, Callable[[str, object], Parsed]] = {
    "phone": read_phone,
    "case_number": _read_number,
    "identifier": _read_number,
    "yes_no": read_yes_no,
}
_LISTED: Mapping[str, Callable[[str, Options], Parsed]] = {"choice": read_choice, "choices": read_choices}
_DATES: Mapping[str, bool] = {"date": False, "birth_date": True}


def parse(kind: str, raw: str, *, typed: object = None, options: Options | None = None, today: dt.date) -> Parsed:
    """Read a text as a value of a type; never raises for any text.

    Args:
        kind: text, narrative, name, date, birth_date, phone, email, address, case_number, identifier, yes_no,
            choice, choices or signature.
        raw: the text as shown.
        typed: typed value of a spreadsheet cell (date, datetime, int, float, bool), None for text.
        options: the list, for choice and choices.
        today: the day by which the year of a birth is told.

    Returns:
        The value and what was noticed. Values: str; ISO date; phone `2075550134x12` or `no phone`; `yes`, `no`,
        `unknown`; a code; a list of codes.

    Raises:
        KeyError: there is no such kind.
    """
    text = clean(raw)
    listed = _LISTED.get(kind)
    if listed is not None:
        return _read_listed(kind, text, listed, options or _NO_OPTIONS)
    plainly = _PLAIN.get(kind)
    # A cell's value counts even where its number format shows nothing.
    hidden = not text and typed is not None and plainly is None
    if is_blank(kind, text) and not hidden:
        return BLANK
    if plainly is not None:
        return plainly(text)
    with_type = _TYPED.get(kind)
    if with_type is not None:
        return with_type(text, typed)
    return read_date(text, typed, today, birth=_DATES[kind])


def _read_listed(kind: str, text: str, read: Callable[[str, Options], Parsed], options: Options) -> Parsed:
    """Read from a list; an entry of the list called "Unknown" or "None" is an answer, elsewhere they are blanks."""
    if not text:
        return BLANK
    found = options.find(text)
    if found is not None:
        return answered(found if kind == "choice" else [found])
    zero = text.isdigit() and options.counts
    return BLANK if is_blank(kind, text) and not zero else read(text, options)
