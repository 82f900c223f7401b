"""What a spreadsheet cell shows for the number it holds: Excel's number formats, as far as forms use them.

A date is a number with a date format; a case number keeps its leading zeros in a format such as
`00000000`; a phone is 2075550134 shown as (207) 555-0134. Source: ECMA-376 part 1, 18.8.30 and 18.8.31;
domain.md 3 (dates as serials, both date systems; leading zeros where the cell format shows them).
"""

from __future__ import annotations

import datetime as dt
import operator
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, NamedTuple

#: Codes of the formats that a workbook names by number only. 27-36 and 50-58 are dates or times,
#: depending on the language of Excel: the cell's number decides.
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"$"#,##0', 6: '"$"#,##0', 7: '"$"#,##0.00', 8: '"$"#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "m/d/yyyy", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yyyy h:mm",
    37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)",
    41: "#,##0", 42: '"$"#,##0', 43: "#,##0.00", 44: '"$"#,##0.00', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", **dict.fromkeys((*range(27, 37), *range(50, 59)), "m/d/yyyy h:mm"),
}  # fmt: skip

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<gap>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]|(?P<general>General)'
    r"|(?P<noon>AM/PM|A/P)|(?P<exponent>E[+-])|(?P<time>y+|m+|d+|h+|s+)|(?P<digit>[0#?])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)")
_COMPARE = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_POINT, _COMMA = ("other", "."), ("other", ",")
_DAY = 86_400
_FAKE_LEAP_DAY = 60  # 29 February 1900, which Excel believes in
_LAST_SERIAL = 2_958_465  # 31 December 9999
_WINDOWS_EPOCH, _MAC_EPOCH = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
_LONGEST_WHOLE = 1e21  # beyond, digits are noise


class Shown(NamedTuple):
    """What a cell shows and the typed value behind it (int, float, date, datetime or time)."""

    text: str
    value: Any


class _Section(NamedTuple):
    """One of the parts of a format that semicolons part: for positive, negative, zero, or under a condition."""

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, float] | None = None
    date: bool = False
    clock: bool = False
    elapsed: bool = False

    @property
    def places(self) -> bool:
        """Whether it has places for digits."""
        return any(kind == "digit" for kind, _ in self.tokens)


class NumberFormat(NamedTuple):
    """A format that changes what is seen; `show` applies it."""

    sections: tuple[_Section, ...]

    def show(self, number: float, *, mac: bool = False) -> Shown:
        """Give what a cell with this format shows for a number; mac: the workbook counts days from 1904."""
        section, size = self._section_for(number)
        if section.date or section.clock:
            return _moment(number, section, mac=mac) or general(number)
        plain = general(number)
        text = _digits(section.tokens, size)
        if text is None or not text.strip() or (section.places and not any(map(str.isdigit, text))):
            return plain  # a format that hides the number must not make an answer vanish
        return Shown(text, plain.value)

    def _section_for(self, number: float) -> tuple[_Section, float]:
        sections = self.sections
        if any(section.condition for section in sections):
            for section in sections:
                if section.condition is None or _COMPARE[section.condition[0]](number, section.condition[1]):
                    return section, number
            return sections[-1], number
        if number < 0 and len(sections) > 1:
            return sections[1], -number
        zero = 2
        return (sections[zero] if number == 0 and len(sections) > zero else sections[0]), number


def general(number: float) -> Shown:
    """Show a number without a format: whole numbers without a point, others to Excel's 15 digits."""
    if number == number // 1 and abs(number) < _LONGEST_WHOLE:
        return Shown(str(int(number)), int(number))
    return Shown(f"{number:.15g}".replace("e", "E"), number)


def shown_moment(moment: dt.date | dt.time) -> Shown:
    """Show a date, a time or both in the form's own way: MM/DD/YYYY HH:MM."""
    if isinstance(moment, dt.time):
        return Shown(f"{moment.hour:02}:{moment.minute:02}", moment)
    day = f"{moment.month:02}/{moment.day:02}/{moment.year:04}"
    if isinstance(moment, dt.datetime):
        return Shown(f"{day} {moment.hour:02}:{moment.minute:02}", moment)
    return Shown(day, moment)


@lru_cache(maxsize=4096)
def number_format(code: str) -> NumberFormat | None:
    """Understand a format code; None for those that show a number as it is (General, text)."""
    sections = [_section(tokens) for tokens in _split(code)]
    if all(kind == "general" or text == "@" for section in sections for kind, text in section.tokens):
        return None
    return NumberFormat(tuple(sections))


def built_in_format(number: int) -> NumberFormat | None:
    """Give the format that a workbook names only by its number; None for General."""
    code = _BUILT_IN.get(number)
    return number_format(code) if code else None


def _split(code: str) -> list[list[tuple[str, str]]]:
    sections: list[list[tuple[str, str]]] = [[]]
    for found in _TOKEN.finditer(code):
        kind, text = found.lastgroup or "other", found[found.lastgroup or 0]
        if kind == "other" and text == ";":
            sections.append([])
        elif kind not in {"gap", "fill"}:
            sections[-1].append((kind, text))
    return sections


def _section(raw: list[tuple[str, str]]) -> _Section:
    tokens, condition, elapsed = [], None, False
    letters = [text[0].lower() for kind, text in raw if kind == "time"]
    for kind, text in raw:
        if kind != "bracket":
            tokens.append(("literal" if kind in {"quoted", "escaped"} else kind, text))
        elif text.startswith("$"):
            tokens.append(("literal", text[1:].split("-")[0]))
        elif found := _CONDITION.fullmatch(text.strip()):
            condition = (found[1], float(found[2]))
        elif set(text.lower()) in ({"h"}, {"m"}, {"s"}):
            elapsed = True
    months = [
        i for i, letter in enumerate(letters)
        if letter == "m" and not elapsed and letters[i - 1 : i] != ["h"] and letters[i + 1 : i + 2] != ["s"]
    ]  # fmt: skip
    date = bool(months) or "y" in letters or "d" in letters
    return _Section(tuple(tokens), condition, date, elapsed or "h" in letters or "s" in letters, elapsed)


def _moment(number: float, section: _Section, *, mac: bool) -> Shown | None:
    """Read a serial number as a date, a time or both; None when there is no such day."""
    if not 0 <= number <= _LAST_SERIAL + 1:
        return None
    day, seconds = divmod(round(number * _DAY), _DAY)
    clock = dt.time(seconds // 3600, seconds // 60 % 60, seconds % 60)
    if day == 0 and not (mac and section.date):
        return None if section.date and not seconds else shown_moment(clock)
    if section.elapsed:
        hours, rest = divmod(day * _DAY + seconds, 3600)
        return Shown(f"{hours}:{rest // 60:02}", number)
    if mac:
        if day > _LAST_SERIAL - 1462:
            return None
        date = _MAC_EPOCH + dt.timedelta(day)
    else:
        if day == _FAKE_LEAP_DAY or day > _LAST_SERIAL:
            return None
        date = _WINDOWS_EPOCH + dt.timedelta(day + (day < _FAKE_LEAP_DAY))
    with_time = section.clock and (seconds or not section.date)
    return shown_moment(dt.datetime.combine(date, clock) if with_time else date)


def _digits(tokens: tuple[tuple[str, str], ...], number: float) -> str | None:
    """Fill the digits of a number into the places of a format; None for what is not understood (fractions)."""
    kinds = [kind for kind, _ in tokens]
    if "digit" not in kinds:
        return "".join(general(number).text if kind == "general" or text == "@" else text for kind, text in tokens)
    if ("other", "/") in tokens:
        return None
    first, end = kinds.index("digit"), len(kinds) - kinds[::-1].index("digit")
    if "exponent" in kinds:
        return f"{number:.{_places(tokens[: kinds.index('exponent')])}E}"
    body, tail = tokens[first:end], tokens[end:]
    point = body.index(_POINT) if _POINT in body else len(body)
    left, right = body[:point], [text for kind, text in body[point:] if kind == "digit"]
    while left[-1] == _COMMA:  # a comma behind the digits leaves out three of them
        left, tail = left[:-1], (_COMMA, *tail)
    try:
        size = abs(Decimal(repr(number))).scaleb(2 * tokens.count(("other", "%")) - 3 * tail.count(_COMMA))
        whole, _, rest = f"{size.quantize(Decimal(1).scaleb(-len(right)), ROUND_HALF_UP):f}".partition(".")
    except InvalidOperation:
        return None
    while rest and right[len(rest) - 1] != "0" and rest.endswith("0"):
        rest = rest[:-1]
    sign = "-" if number < 0 and (whole + rest).strip("0") else ""
    before = "".join(text for _, text in tokens[:first])
    after = "".join(text for kind, text in tail if (kind, text) != _COMMA)
    return f"{sign}{before}{_whole(left, whole.lstrip('0'))}{'.' if rest else ''}{rest}{after}"


def _places(tokens: tuple[tuple[str, str], ...]) -> int:
    return sum(1 for kind, _ in tokens[tokens.index(_POINT) :] if kind == "digit") if _POINT in tokens else 0


def _whole(body: tuple[tuple[str, str], ...], digits: str) -> str:
    """Fill the digits before the point, from the right; what is left over stands at the first place."""
    if _COMMA in body:
        least = sum(1 for token in body if token == ("digit", "0"))
        padded = digits.rjust(least, "0")
        return f"{int(padded):0{least + (least - 1) // 3 if least else 0},}" if padded else ""
    out, left = [], digits
    places = sum(1 for kind, _ in body if kind == "digit")
    for kind, text in reversed(body):
        if kind != "digit":
            out.append(text)
            continue
        places -= 1
        if places == 0 and left:
            out.append(left)
        elif left:
            out.append(left[-1])
            left = left[:-1]
        elif text == "0":
            out.append("0")
    return "".join(reversed(out))
