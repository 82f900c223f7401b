"""A copy of a learned form that lost its fields: answers by the places learned from the blank.

Saved flat, printed to PDF, typed over: what stands in a box of the blank and is not print of the blank is the answer.
The words of the blank that are found again tell by how much the copy was shifted, scaled or turned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from caseforms.definitions.blank_print import interior
from caseforms.definitions.boxed_text import Boxes, Written, written_in
from caseforms.definitions.labels import LabelIndex
from caseforms.definitions.page_match import (
    MatchedPage,
    Word,
    matched_pages,
    plain_word,
    turned,
    turned_forth,
    words_of,
)
from caseforms.definitions.print_lines import without_leaders
from caseforms.interpret import learned
from caseforms.interpret.claims import Claim
from caseforms.interpret.learned import Asked
from caseforms.interpret.placed_text import (
    has_broken_word,
    has_lost_letters,
    in_lines,
    is_print,
    text_of,
    without_print,
)
from caseforms.interpret.placed_ticks import Mark, is_mark, marks_in, one_of, shared, touches
from caseforms.model import Box, BoxKind, Page, Paper, Place, Remark, Submission, Unplaced

_SURE, _LESS_SURE = 0.95, 0.85  # confidence of what stands in its place; where few anchors were found
_WELL_FOUND = 0.5  # share of the anchors
_BESIDE, _ABOVE = 4.0, 7.0  # points by which what was typed may miss its box
_CELLS = frozenset("comb month day year area exchange number".split())
_MOST = 4000  # letters of a page that is kept whole


class Placed(NamedTuple):
    """What was read. unknown: numbers of the pages that are none of the blank's."""

    claims: list[Claim]
    unplaced: list[Unplaced]
    unknown: tuple[int, ...]


def read(submission: Submission, pages: Sequence[Page], index: LabelIndex) -> Placed:
    """Read the boxes of a blank from the pages of a copy. Boxes of pages that are not there are absent."""
    paper, blank = submission.paper, index.form.blank
    if paper is None or blank is None:
        return Placed([], [], tuple(page.number for page in pages))
    sizes = {page.number: page.size or (612.0, 792.0) for page in pages}
    matches, again = matched_pages(blank, paper, list(sizes.items()))
    asked = learned.places_of(learned.all_asked(index))
    found: list[tuple[Asked, Box]] = []
    left: list[Unplaced] = []
    for match in matches:
        sheet = _Sheet(paper, match, sizes[match.number], asked.get(match.blank.number, ()))
        found += (_doubted(*pair) for pair in sheet.boxes()) if match.doubtful else sheet.boxes()
        left += sheet.left()
    sure = _SURE if all(match.share >= _WELL_FOUND for match in matches) else _LESS_SURE
    claims = list(learned.joined(found, index, lambda box: f"place:{box.name or box.place}", sure))
    known = {match.number for match in matches}
    left += [_whole(paper, match.number, "a second copy of a page") for match in again]
    known |= {match.number for match in again}
    return Placed(claims, left, tuple(number for number in sizes if number not in known))


def has_pages_of(submission: Submission, pages: Sequence[Page], index: LabelIndex) -> bool:
    """Whether any page of a file is a page of the form's blank, by what is printed on it."""
    paper, blank = submission.paper, index.form.blank
    if paper is None or blank is None:
        return False
    return bool(matched_pages(blank, paper, [(page.number, page.size or (612.0, 792.0)) for page in pages])[0])


def _doubted(asked: Asked, box: Box) -> tuple[Asked, Box]:
    """Say of what stands on a page that may be another page of the form that it was found by its place only."""
    if not box.filled or any(remark.kind == "guessed_place" for remark in box.remarks):
        return asked, box
    guess = Remark("guessed_place", {"label": asked.field.label}, box.place)
    return asked, box._replace(remarks=(*box.remarks, guess))


def _whole(paper: Paper, number: int, label: str) -> Unplaced:
    """Keep a page as one text."""
    return Unplaced("", label, _lines(words_of(paper.letters(number)))[:_MOST], Place(number))


def whole_pages(paper: Paper, numbers: Sequence[int]) -> Iterator[Unplaced]:
    """Keep pages that are no pages of the form, a fax cover or a further sheet, as they are."""
    kept = (_whole(paper, number, "a page that is not of the form") for number in numbers)
    return (page for page in kept if page.raw)


def _lines(words: Sequence[Word]) -> str:
    return "\n".join(" ".join(word.text for word in line) for line in in_lines(words))


class _Sheet:
    """One page of a copy."""

    def __init__(self, paper: Paper, match: MatchedPage, size: tuple[float, float], asked: Sequence[Asked]) -> None:
        self._paper, self._number, self._size, self._asked = paper, match.number, size, asked
        self._turn = match.fit.turn
        self._places = [match.fit.place(one.box.box) for one in asked]
        learned_boxes = [one.box for one in asked]
        boxes = Boxes(
            self._places,
            [box.print for box in learned_boxes],
            [n for n, box in enumerate(learned_boxes) if box.part in _CELLS],
            [n for n, box in enumerate(learned_boxes) if box.part == "option"],
        )
        letters = turned(paper.letters(match.number), self._turn, size)
        self._written, outside = written_in(letters, boxes)
        words = without_leaders(match.blank.print).split()
        printed = Counter(text for word in words if (text := plain_word(word)))
        self._new = list(_not_printed(outside, Counter(printed)))
        self._missing = printed - Counter(plain_word(word.text) for word in outside)

    def boxes(self) -> Iterator[tuple[Asked, Box]]:
        """Give every box of the page with what stands in it."""
        marks = self._marks()
        for number, asked in enumerate(self._asked):
            place = Place(self._number, self._as_seen(number))
            if number in marks:
                yield asked, _tick(asked, place, marks[number])
                continue
            written = self._written.get(number, Written())
            words = without_print(written.words, asked.box.print)
            if not any(word.letters[0].typed for word in words) and is_print(words, self._missing):
                words = []
            remarks: tuple[Remark, ...] = ()
            if not words:
                words = self._near(number)
                remarks = (Remark("guessed_place", {"label": asked.field.label}, place),) if words else ()
            if words and (written.over or has_broken_word(words, self._places[number])):
                remarks += (Remark("cut_text", {}, place),)
            text = text_of(words, self._places[number]) if words else ""
            if has_lost_letters(text, asked.field.type) or (words and written.crossed):
                remarks += (Remark("lost_letters", {"v": text}, place),)
            yield asked, Box(BoxKind.TEXT, text, place, asked.box.widget, asked.field.label, remarks=remarks)

    def left(self) -> Iterator[Unplaced]:
        """Give what was written beside the boxes."""
        for line in in_lines(self._new):
            text = " ".join(word.text for word in line)
            if sum(map(str.isalnum, text)) > 1:
                yield Unplaced("", "", text, Place(self._number, _around(line)))

    def _marks(self) -> dict[int, Mark]:
        numbers = [n for n, one in enumerate(self._asked) if one.box.part == "option"]
        if not numbers:
            return {}
        boxes = [(self._asked[n].box, self._places[n]) for n in numbers]
        written = {at: self._written[n] for at, n in enumerate(numbers) if n in self._written}
        ink = self._paper.ink(self._number, [self._turned_forth(interior(place)) for _, place in boxes])
        marks = dict(zip(numbers, marks_in(boxes, written, ink), strict=True))
        for group in self._single():
            marks |= one_of({number: marks[number] for number in group})
        return marks | self._beside(marks)

    def _beside(self, marks: Mapping[int, Mark]) -> dict[int, Mark]:
        """Give each mark that is a letter to the one box that it covers most, however far it reaches into others."""
        boxes = {number: self._places[number] for number in marks}
        letters = [word for number in boxes if number in self._written for word in self._marked(number)]
        letters += [word for word in self._new if is_mark(word.text)]
        changed: dict[int, Mark] = {}
        for word in letters:
            changed |= shared(word.box, boxes, marks)
        self._new = [word for word in self._new if not (is_mark(word.text) and touches(word.box, boxes))]
        return changed

    def _marked(self, number: int) -> list[Word]:
        left = without_print(self._written[number].words, self._asked[number].box.print)
        return [word for word in left if is_mark(word.text)]

    def _single(self) -> list[list[int]]:
        """Give the groups of boxes of which one is to be ticked."""
        groups: dict[str, list[int]] = {}
        for number, one in enumerate(self._asked):
            if one.box.part == "option" and one.field.type in {"choice", "yes_no"}:
                groups.setdefault(one.field.name, []).append(number)
        return [group for group in groups.values() if len(group) > 1]

    def _near(self, number: int) -> list[Word]:
        """Take what was typed a little above, below or before an empty box, if it stands in no other."""
        x0, y0, x1, y1 = self._places[number]
        near = [
            word
            for word in self._new
            if y0 - _ABOVE <= (word.box[1] + word.box[3]) / 2 <= y1 + _ABOVE and x0 - _BESIDE <= word.box[0] <= x1
        ]
        self._new = [word for word in self._new if word not in near]
        return near

    def _as_seen(self, number: int) -> tuple[float, float, float, float]:
        x0, y0, x1, y1 = self._turned_forth(self._places[number])
        return (round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))

    def _turned_forth(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        return turned_forth(box, self._turn, self._size)


def _tick(asked: Asked, place: Place, mark: Mark) -> Box:
    remarks = (Remark("guessed_place", {"label": asked.field.label}, place),) if mark.doubtful else ()
    return Box(BoxKind.TICK, "", place, asked.box.widget, asked.field.label, ticked=mark.ticked, remarks=remarks)


def _not_printed(words: Sequence[Word], printed: Counter[str]) -> Iterator[Word]:
    """Give the words that the blank does not print; each printed word accounts for one."""
    for word in words:
        text = plain_word(word.text)
        if word.letters[0].typed:
            yield word
        elif printed[text] > 0:
            printed[text] -= 1
        elif text:
            yield word


def _around(words: Sequence[Word]) -> tuple[float, float, float, float]:
    boxes = [word.box for word in words]
    edges = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    return (round(edges[0], 2), round(edges[1], 2), round(edges[2], 2), round(edges[3], 2))
