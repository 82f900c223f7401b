"""Does a page show what is stored? Dates, sums of money and phones are shown otherwise than they are stored."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from caseforms.fieldtypes.dates import read_date
from caseforms.fieldtypes.text import clean, fold, plain

_MASKED = re.compile(r"[*\u2022\u25cf\u2217\s]+")  # how a viewer shows a password
_NUMBER = re.compile(r"\(?-?[$\u20ac\u00a3]?\s*-?(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d*))?\s*(%?)\)?", re.ASCII)
_ANY_DAY = dt.date(2026, 1, 1)  # two-digit years of both sides are read alike, whatever the day
_CENT = 0.005


def agree(stored: str, shown: str) -> bool:
    """Whether a shown text is the stored one, apart from spaces, case, accents, punctuation and format.

    Letters beyond ASCII that a viewer could not print count as equal to any; a row of stars is a password.
    """
    if _key(stored) == _key(shown):
        return True
    if _MASKED.fullmatch(shown):
        return True
    if not (stored.isascii() and shown.isascii()):
        some = _key(_ascii(stored)), _key(_ascii(shown))
        if some[0] == some[1]:
            return True
    return bool(same_value(stored, shown))


def same_value(stored: str, shown: str) -> bool | None:
    """Whether two texts are the same day or the same number; None when they are not both days or both numbers."""
    days = [read_date(plain(clean(text)), None, _ANY_DAY).value for text in (stored, shown)]
    if all(days):
        return days[0] == days[1] or _short_year(days[0]) == _short_year(days[1])
    numbers = [_amount(text) for text in (stored, shown)]
    if numbers[0] is None or numbers[1] is None:
        return None
    return any(abs(abs(numbers[0]) - abs(other)) < _CENT for other in (numbers[1], numbers[1] / 100, numbers[1] * 100))


def is_part(stored: str, shown: str) -> bool:
    """Whether only the beginning or the end of a stored text is shown."""
    whole, part = _key(stored), _key(shown)
    return bool(part) and len(part) < len(whole) and (whole.startswith(part) or whole.endswith(part))


def _key(text: str) -> str:
    return fold(text).replace(" ", "")


def _ascii(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFC", text) if char.isascii())


def _short_year(day: object) -> str:
    return str(day)[2:]


def _amount(text: str) -> float | None:
    text = plain(clean(text))
    found = _NUMBER.fullmatch(text)
    if found is None or not (found[1] or found[2]):
        return None
    return float(f"{(found[1] or '0').replace(',', '')}.{found[2] or '0'}")
