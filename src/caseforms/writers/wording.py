"""How grades, numbers and answers are worded for people: on the screen and in workbooks alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from caseforms.fieldtypes.dates import to_date, us
from caseforms.fieldtypes.phones import shown_phone
from caseforms.model import Answer, Severity

#: Severities as people say them.
GRADES: Mapping[Severity, str] = {Severity.ERROR: "must fix", Severity.WARNING: "check", Severity.NOTE: "note"}


def counted(number: int, one: str, many: str = "") -> str:
    """Give a number with its noun: `1 file`, `2 files`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def shown_value(answer: Answer) -> str:
    """Give an answer as people write it: 03/06/2026, (207) 555-0134, Yes, a choice as the form has it; "" for none."""
    if answer.value is None:
        return ""
    if answer.kind in {"choice", "choices"} and answer.raw:
        return answer.raw.replace("\n", "; ")
    show = _SHOWN.get(answer.kind)
    return show(answer.value) if show else _plain(answer.value)


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        return "\n".join(map(_plain, value))
    if isinstance(value, dict):
        return "; ".join(f"{_words(name)}: {_plain(cell)}" for name, cell in value.items() if cell not in (None, ""))
    return str(value)


def _date(value: str) -> str:
    date = to_date(value)
    return us(date) if date else value


def _words(code: str) -> str:
    """Show a stored code as words: `anger_management` is Anger management."""
    text = code.replace("_", " ")
    return text[:1].upper() + text[1:]


_SHOWN: Mapping[str, Callable[[Any], str]] = {
    "date": _date,
    "birth_date": _date,
    "phone": shown_phone,
    "yes_no": _words,
    "choice": _words,
    "choices": lambda codes: ", ".join(map(_words, codes)),
}
