"""Lines to write on, as blanks print them: underscores and dots in a row, whatever they come back as in a copy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from caseforms.model import Letter

_LEADER = frozenset("_.\u2026\u00b7")
_RULE = frozenset("_")
_NAMELESS = "\ufffd"  # a letter that the file does not name: some programs lose the names of a blank's signs
_FEWEST = 4  # of them in a row are a line to write on
_LEADERS = re.compile(r"[_.\u2026\u00b7\ufffd]{4,}|_+")
_FLAT = 0.3  # of its width: what is lower is a stroke, whatever letter the file calls it


def without_leaders(text: str) -> str:
    """Give printed text with a space for each line to write on."""
    return _LEADERS.sub(" ", text)


def without_lines(letters: Iterable[Letter], *, nameless: bool) -> Iterator[Letter]:
    """Leave out the letters that are lines to write on, and call a stroke a stroke.

    nameless: letters without a name may be such lines too, because the blank prints some.
    """
    signs = _LEADER | {_NAMELESS} if nameless else _LEADER
    before: Letter | None = None
    rest = groupby(letters, key=lambda letter: letter.text in signs or _is_stroke(letter))
    waiting: list[Letter] = []
    for is_line, group in rest:
        row = list(group)
        if waiting and not is_line and _joins(before, waiting, row[0]):
            yield from waiting
        waiting = []
        if not is_line:
            yield from row
            before = row[-1]
        elif len(row) < _FEWEST:
            if _RULE.issuperset(letter.text for letter in row):
                waiting = row
            else:
                yield from map(_named, row)
                before = row[-1]


def _joins(before: Letter | None, between: list[Letter], after: Letter) -> bool:
    """Whether an underscore joins two words, as in an address of e-mail: all drawn in one go, without a space."""
    return before is not None and before.run == after.run and not (between[0].parted or after.parted)


def _is_stroke(letter: Letter) -> bool:
    """Whether a letter or digit is drawn as a stroke: the font shows other signs than the file tells."""
    x0, y0, x1, y1 = letter.box
    if not 0 < y1 - y0 < _FLAT * (x1 - x0):
        return False  # nearly always
    return not letter.typed and (letter.text.isalnum() or letter.text == _NAMELESS)


def _named(letter: Letter) -> Letter:
    return letter._replace(text="-") if letter.text.isalnum() else letter
