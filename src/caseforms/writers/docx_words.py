"""How a value of a template's field is written in Word's XML, and the account of what could not be written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from caseforms.writers.merge import Blank, Group

__all__ = ["Printer", "TemplateFaultError", "UnprintableValueError", "clean", "in_one_line", "in_xml", "worded"]

#: How often a template may go round in its loops, and how many characters its fields may print, in one document.
ROUNDS = 1_000_000
CHARACTERS = 100_000_000

_SPECIAL = re.compile("[&<>\"'\x00-\x1f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0, production 2
_BREAK = re.compile("\r\n|[\n\r\x0b\u2028\u2029]")
_NEXT_TEXT = '<w:t xml:space="preserve">'
_LINE_BREAK = f"</w:t><w:br/>{_NEXT_TEXT}"
_TAB = f"</w:t><w:tab/>{_NEXT_TEXT}"
_MONTHS = (
    "January February March April May June July August September October November December"
).split()  # not the machine's own language
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


class TemplateFaultError(Exception):
    """A template does what it must not; the text says what, for the person who edits it."""


class UnprintableValueError(TemplateFaultError):
    """A template prints what is no text, number or date."""


class NeedsDocxtplError(Exception):
    """A value that only docxtpl can place: a picture, rich text."""


class Printer:
    """Takes the values that one document prints, and keeps account of what is missing, protected or unprintable."""

    def __init__(self, document: Any = None) -> None:
        """Start the account. document: the document of docxtpl, when it is docxtpl that renders."""
        self.missing: dict[str, None] = {}  # as a set in order of appearance
        self.protected: dict[str, None] = {}
        self.unprintable: dict[str, None] = {}
        self.document = document
        self._rounds = ROUNDS
        self._characters = CHARACTERS

    def text(self, value: Any, name: str) -> str:
        """Give a value as XML inside a `w:t`. name: the merge field, for the account.

        Raises:
            UnprintableValueError: the value is a group, a list of groups or something else that is no text.
            NeedsDocxtplError: only docxtpl can place it.
        """
        if isinstance(value, str):
            text = value
        elif isinstance(value, Blank):
            return self.blank(value)
        elif type(value).__module__.startswith("docxtpl."):
            return self._placed(value)
        else:
            text = worded(value, name)
        self._characters -= len(text)
        if self._characters < 0:
            msg = f"prints more than {CHARACTERS:,} characters; is there a loop too many?"
            raise TemplateFaultError(msg)
        if _SPECIAL.search(text) is None and self.document is None:
            return text
        if _UNPRINTABLE.search(text):
            self.unprintable[name or "text"] = None
        return self._escaped(text)

    def blank(self, value: Blank) -> str:
        """Record a field without a value; give the mark that stands in its place."""
        (self.protected if value.protected else self.missing)[value.path] = None
        return in_xml(f"[{'PROTECTED' if value.protected else 'MISSING'}: {value.path}]")

    def rounds(self, value: Any, name: str, *, otherwise: bool) -> Any:
        """Give what a loop goes over, a list; a blank list is missing unless the loop has an `else`.

        Raises:
            TemplateFaultError: no list, or too many rounds in this document.
        """
        if isinstance(value, Blank):
            if not otherwise:
                self.blank(value)
            return ()
        if isinstance(value, str | Group) or not hasattr(value, "__len__"):
            msg = f"{name or 'this'} is not a list: a loop cannot go over it"
            raise TemplateFaultError(msg)
        self._rounds -= len(value)
        if self._rounds < 0:
            msg = f"loops more than {ROUNDS:,} times"
            raise TemplateFaultError(msg)
        return value

    def _placed(self, value: Any) -> str:
        if self.document is None:
            raise NeedsDocxtplError
        if hasattr(value, "tpl"):
            value.tpl = self.document
        return str(value)

    def _escaped(self, value: str) -> str:
        text = in_xml(value)
        if self.document is not None:  # docxtpl turns {_{ into {{ afterwards
            text = text.replace("{", "&#123;").replace("}", "&#125;")
        return _BREAK.sub(_LINE_BREAK, text).replace("\t", _TAB)


def in_xml(text: str) -> str:
    """Give a text escaped; characters that no XML can hold become the replacement character."""
    return (
        clean(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&#34;")
        .replace("'", "&#39;")
    )


def clean(text: str) -> str:
    """Put the replacement character in the place of each one that no XML can hold."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def in_one_line(text: str) -> str:
    """Give a text for a document's properties: cleaned, its line breaks and tabs as spaces."""
    return clean(_BREAK.sub(" ", text).replace("\t", " "))


def worded(value: Any, name: str = "") -> str:
    """Give a value as a letter words it: `March 31, 2026`, `Yes`, `a, b and c`.

    Raises:
        UnprintableValueError: it is no text, number, date or list of them.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, dt.date):
        return f"{_MONTHS[value.month - 1]} {value.day}, {value.year}"
    if isinstance(value, list | tuple) and not any(isinstance(part, Group | list | tuple) for part in value):
        return _listed([worded(part, name) for part in value])
    msg = f"{name or 'this'} {_unprintable_kind(value)}"
    raise UnprintableValueError(msg)


def short(day: dt.date) -> str:
    """Give `03/31/2026`."""
    return f"{day.month:02d}/{day.day:02d}/{day.year:04d}"


def weekday(day: dt.date) -> str:
    """Give `Friday, March 13, 2026`."""
    return f"{_DAYS[day.weekday()]}, {worded(day)}"


def month(day: dt.date) -> str:
    """Give `March 2026`."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def _listed(parts: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def _unprintable_kind(value: object) -> str:
    if isinstance(value, Group):
        return "is a group of fields: name the field, such as client.name"
    if isinstance(value, list | tuple):
        return "is a table: print its rows in a loop"
    return "is no text, number or date"
