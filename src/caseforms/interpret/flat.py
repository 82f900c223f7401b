"""A PDF form that lost its fields: answers by the places learned from its blank, else by the labels printed there.

By its label an answer is found behind it ("Name: Rowan"), in the ruled box on its right, under it in the same box,
or in the ruled box below. What a form prints itself is never an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from caseforms.definitions.boxed_text import middle
from caseforms.definitions.labels import LabelIndex, Match
from caseforms.definitions.learned import Rectangle
from caseforms.fieldtypes.text import clean, normalise_label
from caseforms.interpret import learned, placed
from caseforms.interpret.claims import Claim
from caseforms.interpret.context import Context, Found, names_somebody
from caseforms.interpret.flat_page import FlatPage, Run, around
from caseforms.interpret.flat_ticks import tick_claims
from caseforms.interpret.placed_text import text_of, without_print
from caseforms.model import Box, BoxKind, Page, Place, Remark, Submission, Unplaced

_RULED, _PLAIN = 0.9, 0.8  # confidence of an answer in a ruled box, and of one that only stands beside its label
_BESIDE = 220.0  # points: how far on the right an answer may begin
_BELOW = 18.0  # points: how far below its label
_COLUMN, _ROW = 40.0, 6.0  # points by which places differ that the eye sees in one column, in one row
_TOUCH = 3.0  # points by which a label may stand over the edge of its box
_ROOM = 2.2  # times its height: a box with a label at its top is so much higher
_PAGE = 100_000.0  # more points than any page is high
_LONGEST = 120  # characters of a label
_TAKEN = frozenset({"exact", "short", "contained"})


class Flat(NamedTuple):
    """What was read from the pages."""

    claims: list[Claim]
    unplaced: list[Unplaced]


def is_flat(boxes: Iterable[Box]) -> bool:
    """Whether a PDF has no fields to fill, but for a signature."""
    return all(box.kind in {BoxKind.SIGNATURE, BoxKind.WORD} for box in boxes)


def read(submission: Submission, pages: Sequence[Page], index: LabelIndex) -> Flat:
    """Read the pages: by place where they are pages of the form's blank, the rest of its questions by label."""
    if submission.paper is None:
        return Flat([], [])
    if not learned.is_learned(index):
        return _by_label(submission, pages, index)
    by_place = placed.read(submission, pages, index)
    if not by_place.claims:
        return _by_label(submission, pages, index)
    known = {claim.target.field for claim in by_place.claims}
    others = [page for page in pages if page.number in by_place.unknown]
    more = [claim for claim in _by_label(submission, others, index).claims if claim.target.field not in known]
    more = [claim for claim in more if clean(claim.said) or claim.box.ticked]
    left = [*by_place.unplaced, *placed.whole_pages(submission.paper, by_place.unknown)]
    return Flat([*by_place.claims, *more], left)


def lines_of(submission: Submission, pages: Sequence[Page]) -> list[Unplaced]:
    """Give the labels of a form that nobody knows, each with what stands behind it or in its box."""
    if submission.paper is None:
        return []
    found = []
    for page in pages:
        sheet = FlatPage(submission.paper, page.number, page.size or (612.0, 792.0))
        used: set[int] = set()
        for run in sheet.runs:
            label, value, rest = _split(run)
            if id(run) in used or not label:
                continue
            others = [] if rest else [run for run in _behind(sheet, run)[0] if not _split(run)[0]]
            used |= {id(other) for other in others}
            text = value or " ".join(other.text for other in others)
            if text:
                found.append(Unplaced("", label, text, Place(page.number, around(r.box for r in (others or [run])))))
    return found


def _by_label(submission: Submission, pages: Sequence[Page], index: LabelIndex) -> Flat:
    claims: list[Claim] = []
    left: list[Unplaced] = []
    if submission.paper is None:
        return Flat(claims, left)
    context = Context(index, _COLUMN, _ROW)
    for page in pages:
        walk = _Walk(FlatPage(submission.paper, page.number, page.size or (612.0, 792.0)), index, context)
        claims += walk.claims()
        left += walk.left()
    return Flat(_once(claims), left)


def _once(claims: Sequence[Claim]) -> list[Claim]:
    """Leave out what is found empty where the same question is answered elsewhere."""
    said = {claim.target for claim in claims if clean(claim.said) or claim.box.ticked}
    empty: set[object] = set()
    kept = []
    for claim in claims:
        if clean(claim.said) or claim.box.ticked is not None:
            kept.append(claim)
        elif claim.target not in said | empty:
            empty.add(claim.target)
            kept.append(claim)
    return kept


def _split(run: Run) -> tuple[str, str, bool]:
    """Split a run at its colon: label, what stands behind it, and whether anything does; no label without colon."""
    label, colon, rest = run.text.partition(":")
    if not colon or len(label) > _LONGEST or not any(map(str.isalpha, label)) or rest.startswith("//"):
        return "", "", False
    return label.strip(), clean(rest), bool(clean(rest))


def _behind(sheet: FlatPage, run: Run) -> tuple[list[Run], Rectangle | None]:
    """Give what stands in the ruled box of a label, and that box; without one, the next run on the right."""
    x, y = middle(run.box)
    own = sheet.box_at((x, y))
    right = [
        box
        for box in sheet.boxes
        if box != own
        and box[1] - 1 <= y <= box[3] + 1
        and -_TOUCH <= box[0] - run.box[2] <= _BESIDE
        and not _holds(box, run)
    ]
    line = [
        other
        for other in sheet.runs
        if other is not run and abs(middle(other.box)[1] - y) <= _ROW and 0 <= other.box[0] - run.box[2] <= _BESIDE
    ]
    near = min(right, key=lambda box: (round(box[0]), (box[2] - box[0]) * (box[3] - box[1])), default=None)
    first = min(line, key=lambda other: other.box[0], default=None)
    if own is not None and _is_head(run, own):
        return [other for other in sheet.runs_in(own) if other is not run], own
    if (
        near is not None
        and (own is None or near[0] <= own[2] + _TOUCH)
        and (first is None or near[0] <= first.box[0] + _TOUCH)
    ):
        return sheet.runs_in(near), near
    beside = [other for other in sheet.runs_in(own) if other in line] if own is not None else []
    if beside:
        return beside, own
    below = [
        box
        for box in sheet.boxes
        if 0 <= run.box[1] - box[3] + _TOUCH <= _BELOW and box[0] - 6.0 <= run.box[0] <= box[2]
    ]
    if first is None and below:
        box = max(below, key=lambda box: (round(box[3]), -(box[2] - box[0])))
        return sheet.runs_in(box), box
    return ([first] if first is not None else []), None


def _is_head(run: Run, box: Rectangle) -> bool:
    """Whether a label stands at the top of its box, with room to write under it."""
    high = run.box[3] - run.box[1]
    return box[3] - box[1] > _ROOM * high and middle(run.box)[1] > middle(box)[1] + high / 4


def _holds(box: Rectangle, run: Run) -> bool:
    return box[0] <= run.box[0] and run.box[2] <= box[2]


class _Walk:
    """Walks a page in reading order, from label to label."""

    def __init__(self, sheet: FlatPage, index: LabelIndex, context: Context) -> None:
        self._sheet, self._index, self._context = sheet, index, context
        self._labels: dict[int, tuple[Run, Found, str]] = {}
        self._print: set[int] = set()
        self._used: set[int] = set()
        self._somebody: set[int] = set()
        self._look()

    def _look(self) -> None:
        """Tell labels, headings and other print from what may be answers."""
        for run in self._sheet.runs:
            row, column = self._row(run), run.box[0]
            label, _, _ = _split(run)
            words = label or run.text
            section = self._index.section(words)
            if section is not None and not label and self._index.find_exactly(words) is None:
                self._context.heading(section, row)
                self._print.add(id(run))
                continue
            found = self._context.find(words, row, column) if len(words) <= _LONGEST else None
            asks = bool(label) or (found is not None and found.match.how in {"exact", "short"})
            if found is not None and found.match.how in _TAKEN and asks:
                self._labels[id(run)] = (run, found, words)
                self._context.see(words, found.match, row, column)
            else:
                if label:
                    self._context.see(words, None, row, column)
                if names_somebody(words) or normalise_label(run.text) in self._index.print_texts:
                    self._print.add(id(run))
                    self._somebody |= {id(run)} if names_somebody(words) else set()

    def _row(self, run: Run) -> float:
        return self._sheet.number * _PAGE - middle(run.box)[1]

    def claims(self) -> Iterator[Claim]:
        ticks, used = tick_claims(
            self._sheet, self._index, [(run, found.match) for run, found, _ in self._labels.values()]
        )
        self._used |= used
        ticked = {claim.target.field for claim in ticks}
        for run, found, words in self._labels.values():
            if id(run) in used:
                continue
            if found.match.target.field in ticked and not _split(run)[2]:
                self._used.add(id(run))
                continue
            yield self._answer(run, found, words)
        yield from ticks

    def _answer(self, run: Run, found: Found, words: str) -> Claim:
        self._used.add(id(run))
        match: Match = found.match
        label, value, rest = _split(run)
        others, ruled = ([], None) if rest else _behind(self._sheet, run)
        others = [other for other in others if not self._is_print(other) and not self._is_option(other, match)]
        self._used |= {id(other) for other in others}
        place = ruled or around(other.box for other in (others or [run]))
        text = value if rest else text_of(without_print([word for other in others for word in other.words], ""), ruled)
        told = rest or ruled is not None or (label and others)
        guess = (Remark("guessed_place", {"label": words}),) if found.guessed or (not told and text) else ()
        box = Box(BoxKind.TEXT, text, Place(self._sheet.number, place), "", words)
        sure = min(match.confidence, _RULED if rest or ruled is not None else _PLAIN)
        return Claim(match.target, box, f"label:{words}", sure, guess)

    def _is_option(self, run: Run, match: Match) -> bool:
        """Whether a run is one of several answers printed to choose from: only a mark tells which is meant."""
        field = self._index.fields[match.target.field]
        if field.type not in {"yes_no", "choice", "choices"}:
            return False
        y = middle(run.box)[1]
        near = [o for o in self._sheet.runs if abs(middle(o.box)[1] - y) <= _BELOW]
        printed = [o for o in near if self._offers(o, field.name)]
        return self._offers(run, field.name) and len(printed) > 1

    def _offers(self, run: Run, field: str) -> bool:
        if any(target.field == field for target in self._index.captioned(run.text)):
            return True
        return self._index.fields[field].type == "yes_no" and run.text.lower() in {"yes", "no"}

    def _is_print(self, run: Run) -> bool:
        if id(run) in self._labels:
            return True
        if id(run) in self._print:
            return not self._index.captioned(run.text)
        return bool(_split(run)[0]) and not _split(run)[2]

    def left(self) -> Iterator[Unplaced]:
        """Keep what stands behind labels that the form does not know, or alone in ruled boxes."""
        for run in self._sheet.runs:
            if id(run) in self._used or id(run) in self._labels:
                continue
            label, value, rest = _split(run)
            place = Place(self._sheet.number, run.box)
            if rest:
                yield Unplaced("", label, value, place)
            elif not self._is_print(run) and normalise_label(run.text):
                before = self._before(run)
                asked = before is not None and (id(before) in self._somebody or before.text.endswith(":"))
                if asked or self._sheet.box_at(middle(run.box)) is not None:
                    yield Unplaced("", before.text.rstrip(": ") if before is not None else "", run.text, place)

    def _before(self, run: Run) -> Run | None:
        """Give the head of a run's box, what stands before it in its line, or right above it."""
        x, y = run.box[0], middle(run.box)[1]
        own = self._sheet.box_at(middle(run.box))
        head = [o for o in self._sheet.runs_in(own) if _is_head(o, own) and o is not run] if own is not None else []
        if head:
            return head[0]
        left = [o for o in self._sheet.runs if abs(middle(o.box)[1] - y) <= _ROW and o.box[2] <= x]
        if left:
            return max(left, key=lambda other: other.box[0])
        above = [o for o in self._sheet.runs if 0 < o.box[1] - run.box[3] <= _BELOW and abs(o.box[0] - x) <= _COLUMN]
        return min(above, key=lambda other: other.box[1], default=None)
