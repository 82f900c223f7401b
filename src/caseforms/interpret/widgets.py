"""Fillable PDF: which widget answers which field.

Order of trust: the widget's own name, its tooltip, the label printed beside it (then with a finding).
The plan of a layout (same widgets at the same places) is made once and used for every file of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from caseforms.definitions.form_texts import column_named
from caseforms.definitions.label_words import OTHERS, plainly
from caseforms.definitions.labels import LabelIndex, Match, Target
from caseforms.fieldtypes.text import name_segments, normalise_label, split_name_tokens
from caseforms.interpret.claims import Claim, remarks_on
from caseforms.interpret.context import Context, Found
from caseforms.interpret.print_around import COLUMN_SLACK, ROW_SLACK, Layout, caption_of, column_of, row_of
from caseforms.interpret.ticks import Ticks
from caseforms.model import Box, BoxKind, Remark, Submission

_PLANS_KEPT = 64
_RADIO = BoxKind.RADIO
_GUESSED = 0.8  # confidence of an answer found only by the label printed beside its box
_NUMBERED = re.compile(r"(?:_af_date)?_(\d{1,3})$|_af_date$|\[\d+\]$")  # how Acrobat tells boxes of one label apart
_REPEATED = re.compile(r"_\d{1,3}(?:_af_date)?(?:\[\d+\])?$")
_SORT_OF_BOX = frozenset("txt tx tb dt dd ddl cbo cmb chk cb rb lst fld num str lbl".split())
_SAYS_NOTHING = frozenset(
    "text field fill undefined untitled textfield f date tx combo box checkbox check button group radio dropdown list "
    "value data click tap information topmostsubform subform form page line row".split()
)
_TELLING = 5  # letters of a word that tells something, even if it is none of the form's
_CODE = re.compile(r"(?=(?:\D*\d){3})(?=.*[A-Za-z])[A-Za-z\d-]{8,}")  # a name that a program made up
_ROW = re.compile(r"(.+) row (\d{1,3})")
_NUMBERED_STATE = re.compile(r"\W*(?:choice|option|radio|button|value|state|opt)?\W*\d+\W*", re.IGNORECASE)


class _Planned(NamedTuple):
    position: int
    target: Target
    source: str
    confidence: float
    remarks: tuple[Remark, ...]


def claims(submission: Submission, boxes: Sequence[Box], index: LabelIndex) -> list[Claim]:
    """Give the claims of all widgets that the form knows."""
    layout = tuple([(box.name, box.label, box.place.box) for box in boxes])
    plans = index.plans
    plan = plans.get(layout)
    if plan is None:
        if len(plans) >= _PLANS_KEPT:
            plans.clear()
        plan = plans[layout] = tuple(_plan(submission, boxes, index))
    return [
        Claim(
            target,
            _worded(submission, box) if (box := boxes[position]).kind is _RADIO else box,
            source,
            confidence,
            remarks,
        )
        for position, target, source, confidence, remarks in plan
    ]


def _worded(submission: Submission, box: Box) -> Box:
    """Give a radio group whose buttons are only numbered the words printed behind the chosen one."""
    if not box.text or not all(map(_NUMBERED_STATE.fullmatch, box.options)):
        return box
    caption = caption_of(submission, box)
    return box._replace(text=caption or f"button {box.text}")


def _plan(submission: Submission, boxes: Sequence[Box], index: LabelIndex) -> Iterator[_Planned]:
    others: list[int] = []
    for position, box in enumerate(boxes):
        named: Match | None = index.find_name(box.name)
        if named is not None and named.confidence == 1.0 and named.alias == box.name:
            # a name of our own blanks, or one that the definition lists
            yield _Planned(position, named.target, f"widget:{box.name}", 1.0, ())
        elif not box.hidden:
            others.append(position)
    if others:
        yield from _Plan(submission, boxes, index).walk(others)


class _Plan:
    """Finds the fields of the widgets of somebody else's layout, in reading order."""

    def __init__(self, submission: Submission, boxes: Sequence[Box], index: LabelIndex) -> None:
        self._boxes, self._index = boxes, index
        self._layout = Layout(submission, boxes, index)
        self._context = Context(index, COLUMN_SLACK, ROW_SLACK, self._layout.headings)
        self._ticks = Ticks(index, self._layout)
        self._claimed: set[Target] = set()

    def walk(self, positions: list[int]) -> Iterator[_Planned]:
        lines = {p: round(row_of(self._boxes[p]) / ROW_SLACK) for p in positions}
        for position in sorted(positions, key=lambda p: (lines[p], column_of(self._boxes[p]))):
            box = self._boxes[position]
            source = f"widget:{box.name}"
            if box.kind is BoxKind.TICK:
                name = split_name_tokens(_base(box.name.rpartition(".")[2]))
                tick = self._ticks.find(box, position, name, self._section_of_name(box))
                if tick is not None:
                    yield _Planned(position, tick.target, tick.source or source, tick.confidence, tick.remarks)
                continue
            for target, confidence, remarks, how in self._of(position, box):
                self._claimed.add(target)
                yield _Planned(position, target, how or source, confidence, remarks)

    def _of(self, position: int, box: Box) -> Iterator[tuple[Target, float, tuple[Remark, ...], str]]:
        row, column = row_of(box), column_of(box)
        section = self._section_of_name(box)
        base = _base(box.name.rpartition(".")[2])
        words = _without_sort(split_name_tokens(base))
        cell = self._cell_of_table(words, row, column)
        if cell is not None:
            yield cell, 0.95, (), ""
            return
        both = self._index.combined(box.label, section) or self._index.combined(words, section)
        named = self._named(box, words, section, repeated=_REPEATED.search(box.name) is not None)
        tipped = self._asked(box.label, section, row, column) if box.label else None
        if both and all(found is None or found.match.target in both for found in (named, tipped)):
            yield from ((target, 0.95, (), "") for target in both)
            return
        found, remarks = self._agreed(named, tipped, box)
        how = ""
        if found is None and not self._tells(box, words, position):
            found, remarks, how = self._printed(position, row, column)
        label = box.label or words
        self._context.see(label, found.match if found else None, row, column)
        if found is not None:
            guess = (Remark("guessed_place", {"label": label}),) if found.guessed and not how else ()
            yield self._once(found.match.target), found.match.confidence, (*remarks, *guess), how

    def _cell_of_table(self, words: str, row: float, column: float) -> Target | None:
        """Find the cell of a table by the name that Acrobat gives it, `DOBRow2`: column and row."""
        found = _ROW.fullmatch(words)
        tables = [
            (field, known)
            for field in self._index.form.field
            if found is not None and (known := column_named(field, found[1])) is not None
        ]
        heading = self._context.section_at(row, column) if tables else None
        here = [(field, known) for field, known in tables if field.section == heading] or tables
        if found is None or len(here) != 1:
            return None
        return Target(here[0][0].name, f"{found[2]}.{here[0][1]}")

    def _once(self, target: Target) -> Target:
        """Take a second box of one address for its second line."""
        again = target in self._claimed and not target.part and self._index.fields[target.field].type == "address"
        return Target(target.field, "unit") if again else target

    def _named(self, box: Box, words: str, section: str | None, *, repeated: bool) -> Found | None:
        """Match a widget by its name; a repeated one ("Phone_2") only where something tells whose it is."""
        row, column = row_of(box), column_of(box)
        match: Match | None = self._index.find_name(box.name)
        if section is not None:
            return Found(match) if match is not None else None
        if self._index.shared(words):
            return self._context.find(words, row, column, only_told=repeated)
        if match is None or repeated:
            match = self._index.find(words) or match
        if match is None or match.how == "close":
            return None
        return Found(match) if self._context.allows(match, row, column, only_told=repeated) else None

    def _asked(self, label: str, section: str | None, row: float, column: float) -> Found | None:
        if section is not None:
            match: Match | None = self._index.find(label, section)
            return Found(match) if match is not None else None
        return self._context.find(label, row, column)

    def _agreed(self, named: Found | None, tipped: Found | None, box: Box) -> tuple[Found | None, tuple[Remark, ...]]:
        """Choose between name and tooltip; where the two disagree, the surer one, with a remark."""
        if named is None or tipped is None or named.match.target == tipped.match.target:
            found = named if tipped is None or (named and named.match.confidence >= tipped.match.confidence) else tipped
            return found, remarks_on(found.match, box.label or box.name) if found else ()
        if named.match.target.field == tipped.match.target.field:
            found = named if named.match.target.part else tipped
            confidence = min(named.match.confidence, tipped.match.confidence)
            return found._replace(match=found.match._replace(confidence=confidence)), ()
        found = named if named.match.confidence >= tipped.match.confidence else tipped
        other = tipped if found is named else named
        remark = Remark(
            "close_label", {"label": box.label, "alias": self._index.fields[other.match.target.field].label}
        )
        return found._replace(match=found.match._replace(confidence=0.7)), (remark,)

    def _printed(self, position: int, row: float, column: float) -> tuple[Found | None, tuple[Remark, ...], str]:
        label = self._layout.label(position)
        found = self._context.find(label, row, column) if label else None
        if found is None and self._boxes[position].kind is BoxKind.RADIO:
            questions = (self._index.find_exactly(text) for text in self._layout.questions(self._boxes[position]))
            match = next((match for match in questions if match is not None), None)
            found = Found(match) if match is not None else None
        if found is None or found.match.how not in {"exact", "short", "contained"}:
            self._context.see(label, None, row, column)
            return None, (), ""
        guess = Remark("guessed_place", {"label": label})
        return Found(found.match._replace(confidence=_GUESSED)), (guess,), f"label:{label}"

    def _tells(self, box: Box, words: str, position: int) -> bool:
        """Whether name or tooltip say something, so that the print beside the box may not speak for it."""
        tip = set(plainly(normalise_label(box.label)).split()) - _SAYS_NOTHING
        if tip:
            return True
        own = set(words.split()) - _SAYS_NOTHING
        printed = set(normalise_label(self._layout.label(position)).split())
        if own and own <= printed:
            return False  # the print says the same, and more
        code = _CODE.fullmatch(box.name.rpartition(".")[2])
        return bool(own & OTHERS) or (not code and any(len(word) >= _TELLING and word.isalpha() for word in own))

    def _section_of_name(self, box: Box) -> str | None:
        parents = name_segments(box.name)[:-1]
        return next((found for part in reversed(parents) if (found := self._index.section(part))), None)


def _base(name: str) -> str:
    """Take off what tells boxes of one label apart: `Phone_2`, `Date_af_date`, `Name[0]`."""
    while found := _NUMBERED.search(name):
        name = name[: found.start()]
    return name


def _without_sort(words: str) -> str:
    """Take off the sort of box that programmers put before a name: `txt client name`."""
    first, _, rest = words.partition(" ")
    return rest if first in _SORT_OF_BOX and rest else words
