"""Ticks on a page without fields: drawn squares, and boxes or marks typed as letters, each beside its caption."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from caseforms.definitions.blank_print import interior
from caseforms.definitions.boxed_text import is_within, middle
from caseforms.definitions.labels import LabelIndex, Match, Target
from caseforms.definitions.learned import Rectangle
from caseforms.definitions.page_match import words_of
from caseforms.interpret.claims import Claim
from caseforms.interpret.flat_page import FlatPage, Run, around
from caseforms.model import Box, BoxKind, Place, Remark

_INKED = 0.05  # of a square must be darker than the lightest one
_CAPTION = 16.0  # points: how far on the right of its square a caption begins
_QUESTION = 32.0  # points: how far above its ticks a question stands
_ROW = 6.0
_FEWEST = 2  # captions of one question
_DARKER = 0.05  # the place before a ticked caption is darker than that before the lightest
_SURE, _LESS_SURE = 0.9, 0.8
_SAID = frozenset({"yes", "no", "unknown"})
_BOXED = re.compile(
    r"([\u2610\u2611\u2612\u25a1\u25a0\u2713\u2714\u2717\u2718\uf06f\uf0fe\uf078\uf0a8]|[\[(][ xX\u2713]?[\])])\s*"
)
_LEADING = re.compile(r"[xX]\s+(?=\w)")
_OFF = frozenset("\u2610\u25a1\uf06f\uf0a8") | {"[]", "[ ]", "()", "( )"}


class _Tick(NamedTuple):
    on: bool
    caption: str
    place: Rectangle
    run: Run


def tick_claims(
    sheet: FlatPage, index: LabelIndex, labels: Sequence[tuple[Run, Match]]
) -> tuple[list[Claim], set[int]]:
    """Give the claims of all ticks with a caption that the form knows, and the runs that are captions."""
    claims: list[Claim] = []
    used: set[int] = set()
    last = ""
    for tick in (*_squares(sheet), *_typed(sheet)):
        target = _target(tick, index, labels, last)
        if target is None or id(tick.run) in used:
            continue
        last = target.field
        used.add(id(tick.run))
        box = Box(BoxKind.TICK, "", Place(sheet.number, tick.place), "", tick.caption, ticked=tick.on)
        claims.append(Claim(target, box, f"label:{tick.caption}", _SURE))
    for target, tick in _by_ink(sheet, index, labels, used):
        used.add(id(tick.run))
        box = Box(BoxKind.TICK, "", Place(sheet.number, tick.place), "", tick.caption, ticked=tick.on)
        guess = (Remark("guessed_place", {"label": tick.caption}),) if tick.on else ()
        claims.append(Claim(target, box, f"label:{tick.caption}", _LESS_SURE, guess))
    return claims, used


def _by_ink(
    sheet: FlatPage, index: LabelIndex, labels: Sequence[tuple[Run, Match]], used: set[int]
) -> Iterator[tuple[Target, _Tick]]:
    """Tell ticks of captions before which nothing that is known as a box stands: by the darkest place before them."""
    groups: dict[str, list[tuple[Target, Run, Rectangle]]] = {}
    for run in sheet.runs:
        place = _before(sheet, run)
        target = (
            None
            if id(run) in used
            else _target(_Tick(on=False, caption=run.text, place=place, run=run), index, labels, "")
        )
        if target is not None:
            groups.setdefault(target.field, []).append((target, run, place))
    for group in groups.values():
        if len({target for target, _, _ in group}) < _FEWEST:
            continue
        ink = sheet.paper.ink(sheet.number, [place for _, _, place in group])
        for (target, run, place), dark in zip(group, ink, strict=True):
            yield target, _Tick(dark - min(ink) > _DARKER, run.text, place, run)


def _before(sheet: FlatPage, run: Run) -> Rectangle:
    """Give the place before a caption, as far as nothing is printed there."""
    x, y = run.box[0], middle(run.box)[1]
    ends = [o.box[2] for o in sheet.runs if abs(middle(o.box)[1] - y) <= _ROW and o.box[2] <= x and len(o.text) > 1]
    return (max([x - _CAPTION - 2.0, *(end + 1.0 for end in ends)]), run.box[1] - 1.0, x - 1.0, run.box[3] + 1.0)


def _squares(sheet: FlatPage) -> Iterator[_Tick]:
    """Give the drawn squares with captions, and whether something is drawn or written inside."""
    if not sheet.squares:
        return
    words = words_of(sheet.paper.letters(sheet.number))
    ink = sheet.paper.ink(sheet.number, [interior(square) for square in sheet.squares])
    lightest = min(ink)
    for square, dark in zip(sheet.squares, ink, strict=True):
        run = _caption(sheet, square)
        if run is None:
            continue
        inside = [word for word in words if is_within(middle(word.box), square)]
        yield _Tick(bool(inside) or dark - lightest > _INKED, run.text, square, run)


def _caption(sheet: FlatPage, square: Rectangle) -> Run | None:
    y = middle(square)[1]
    right = [
        run for run in sheet.runs if abs(middle(run.box)[1] - y) <= _ROW and -1.0 <= run.box[0] - square[2] <= _CAPTION
    ]
    return min(right, key=lambda run: run.box[0], default=None)


def _typed(sheet: FlatPage) -> Iterator[_Tick]:
    """Give ticks that are letters: "☒ Yes ☐ No", "[X] Drug testing", an X alone before a caption."""
    for number, run in enumerate(sheet.runs):
        text = " ".join(word.text for word in run.words)
        pieces = _BOXED.split(text)
        if len(pieces) > 1:
            for mark, caption in zip(pieces[1::2], pieces[2::2], strict=False):
                words = caption.strip()
                if words:
                    yield _Tick(mark not in _OFF, words, run.box, run)
        leading = _LEADING.match(text)
        if leading is not None:
            yield _Tick(on=True, caption=text[leading.end() :], place=run.box, run=run)
        following = sheet.runs[number + 1] if number + 1 < len(sheet.runs) else None
        alone = _BOXED.fullmatch(text) or text in {"X", "x"}
        if alone and following is not None and _follows(run, following):
            yield _Tick(text not in _OFF, following.text, around((run.box, following.box)), following)


def _follows(run: Run, following: Run) -> bool:
    return abs(middle(run.box)[1] - middle(following.box)[1]) <= _ROW and following.box[0] - run.box[2] <= _CAPTION


def _target(tick: _Tick, index: LabelIndex, labels: Sequence[tuple[Run, Match]], last: str) -> Target | None:
    """Find what a tick means: the choice with its caption, of the question nearest to it."""
    targets = index.captioned(tick.caption)
    said = tick.caption.strip().lower().rstrip(".,;")
    asked = [match.target.field for _, match in sorted(_near(tick, labels), key=lambda pair: pair[0])]
    for field in (*asked, last):
        here = next((target for target in targets if target.field == field), None)
        if here is not None:
            return here
        if said in _SAID and field and index.fields[field].type == "yes_no":
            return Target(field, f"={said}")
    return targets[0] if len({target.field for target in targets}) == 1 else None


def _near(tick: _Tick, labels: Sequence[tuple[Run, Match]]) -> Iterator[tuple[float, Match]]:
    x, y = tick.place[0], middle(tick.place)[1]
    for run, match in labels:
        height = middle(run.box)[1] - y
        if abs(height) <= _ROW and run.box[0] <= x:
            yield x - run.box[0], match
        elif 0 < height <= _QUESTION:
            yield 1000.0 + height, match
