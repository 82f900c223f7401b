"""What is written into each field of a blank: invented, of the kind asked for, and as long as the box has room."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from reportlab.pdfbase.pdfmetrics import stringWidth

from bench.accuracy_boxes import Asked
from bench.accuracy_people import words
from bench.accuracy_purposes import Purpose, purpose_of, truth_purposes, ways

_ROOM = 0.92  # of a box that a text may take
_LARGEST, _SMALLEST = 12.0, 4.0  # points of the type where the form leaves it to the program
_LINE = 1.25  # of the size: how far apart lines stand
_LONG = 37  # one in so many one-line texts is longer than its box
_ROW = 4.0  # points by which ticks of one row may differ


class Put(NamedTuple):
    """What one field got.

    text: what was written or chosen (as shown); stored: the same as the file keeps it, or the on-state ticked.
    kind: as in `Asked`. ticked: for ticks and radios, whether any is on. too_long: more than the box can show.
    """

    kind: str
    text: str = ""
    stored: str = ""
    ticked: bool = False
    too_long: bool = False


def values_for(form: str, fields: Sequence[Asked], truth: Mapping[str, Any]) -> dict[str, Put]:
    """Give what goes into every field of a form but signatures, the same every time for the same name of the form."""
    start = zlib.crc32(form.encode()) % 400
    known = truth_purposes(truth, start)
    ticks = _ticked_rows(fields, start)
    found: dict[str, Put] = {}
    for at, field in enumerate(fields):
        if field.kind == "text":
            purpose = known.get(field.name) or purpose_of(field, start + at)
            found[field.name] = _text(field, purpose, long=field.name not in known and at % _LONG == _LONG // 2)
        elif field.kind == "choice":
            found[field.name] = _choice(field, start + at)
        elif field.kind == "radio":
            found[field.name] = _radio(field, start + at)
        elif field.kind == "tick":
            found[field.name] = ticks[field.name]
    return found


def _text(field: Asked, purpose: Purpose, *, long: bool) -> Put:
    if field.multiline and purpose.kind == "words" and not field.longest:
        text = _lines(field, purpose.number)
        return Put("text", text, text)
    left, _, right, _ = field.spots[0].box
    one_line = not (field.longest or field.comb or field.multiline) and field.scrolls
    if long and one_line and purpose.kind == "words" and right - left > 40:
        text = words(purpose.number, 200)
        while not _fits(field, text[: len(text) // 2]):
            text = text[: len(text) * 3 // 4]
        return Put("text", text.strip(), text.strip(), too_long=not _fits(field, text))
    candidates = ways(purpose, field)
    text = next((one for one in candidates if _fits(field, one)), candidates[-1])
    text = text[: field.longest] if field.longest else text
    return Put("text", text, text, too_long=not field.comb and not _fits(field, text))


def size_of(field: Asked) -> float:
    """Give the size in points in which a program writes into a field."""
    _, bottom, _, top = field.spots[0].box
    return field.size or min(_LARGEST, max(_SMALLEST, (top - bottom) * 0.7))


def _fits(field: Asked, text: str) -> bool:
    if field.longest and len(text) > field.longest:
        return False
    if field.comb:
        return True
    left, bottom, right, top = field.spots[0].box
    size = size_of(field)
    longest = max(text.split(), key=len, default="")
    if field.multiline and stringWidth(longest, "Helvetica", size) + 8 > right - left:  # a word would be broken
        return False
    rows = max(int((top - bottom) / (size * _LINE)), 1) if field.multiline else 1
    share = _ROOM if rows == 1 else 0.6  # lines break between words
    return bool(stringWidth(text, "Helvetica", size) + 4 <= (right - left) * share * rows)


def _lines(field: Asked, number: int) -> str:
    """Give a text for a box of several lines, every other time with a break of its own."""
    count = 40
    while count > 1 and not _fits(field, words(number, count)):
        count -= 1
    text = words(number, count).capitalize()
    if number % 2 and count > 8 and _fits(field, words(number, count * 2)):
        first, _, rest = text.partition(" ")
        return f"{first}.\n{rest.capitalize()}."
    return text


def _choice(field: Asked, number: int) -> Put:
    real = [(saved, shown) for saved, shown in field.options if any(map(str.isalnum, shown)) and saved.strip()]
    if not real:
        return Put("choice")
    stored, shown = real[number % len(real)]
    return Put("choice", shown, stored)


def _radio(field: Asked, number: int) -> Put:
    states = [state for spot in field.spots for state in spot.states]
    if not states or number % 5 == 0:
        return Put("radio")
    state = states[number % len(states)]
    return Put("radio", _meaning(field, state), state, ticked=True)


def _meaning(field: Asked, state: str) -> str:
    """Give what an on-state stands for: programs on iText want this, all others the state."""
    if state.isdecimal() and int(state) < len(field.options):
        return field.options[int(state)][0]
    return state


def _ticked_rows(fields: Iterable[Asked], start: int) -> dict[str, Put]:
    """Tick every other box of each row of check boxes, beginning with the first or the second."""
    ticks = [field for field in fields if field.kind == "tick"]
    rows: dict[tuple[int, int], list[Asked]] = {}
    for field in sorted(ticks, key=lambda one: (one.spots[0].page, -one.spots[0].box[1], one.spots[0].box[0])):
        page, bottom = field.spots[0].page, field.spots[0].box[1]
        near = [key for key in rows if key[0] == page and abs(key[1] - bottom) <= _ROW]
        rows.setdefault(near[0] if near else (page, round(bottom)), []).append(field)
    found: dict[str, Put] = {}
    for number, row in enumerate(rows.values()):
        for at, field in enumerate(sorted(row, key=lambda one: one.spots[0].box[0])):
            on = (at + number + start) % 2 == 0 and bool(field.spots[0].states)
            states = [state for spot in field.spots for state in spot.states]
            state = states[(number + at) % len(states)] if on else ""
            found[field.name] = Put("tick", _meaning(field, state), state, ticked=on)
    return found
