"""Letters on a page, boxes on the page: which letters were written into which box.

A text belongs to the box in which it begins, also where it runs on over the edge: a form saved flat keeps the letters
that its box cuts off. Letters that fill cells of a comb belong to the cell in which each stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from caseforms.definitions.learned import Rectangle
from caseforms.definitions.page_match import Word, words_of
from caseforms.definitions.print_lines import without_leaders, without_lines
from caseforms.model import Letter

_ROW = 20.0  # points: boxes are looked up by rows of this height
_BESIDE = 1.5  # points: letters nearer than this were written in one go
_SMALLEST = 6.0  # points: signs such as a dash and an apostrophe stand on one line in spite of their heights
_SPACE = 1.3  # of its size: a wider gap ends a text
_HALF = 0.5  # of a word's letters: with fewer inside, it stands elsewhere
_INDENT = 4.0  # points: a text that begins so near to the edge of its box begins at it
_OVER = 2.0  # points by which a text may stand over the edge of its box


@dataclass
class Written:
    """What stands in one box: its words in the order of the file.

    over: they run on over the edge of the box. crossed: the text of another box runs across them, so that letters that
    lie on each other may be lost.
    """

    words: list[Word] = field(default_factory=list)
    over: bool = False
    crossed: bool = False


class Boxes:
    """The boxes of a page, to be asked which one holds a point."""

    def __init__(
        self,
        boxes: Sequence[Rectangle],
        prints: Sequence[str] = (),
        cells: Iterable[int] = (),
        ticks: Iterable[int] = (),
    ) -> None:
        """Sort the boxes into rows.

        Args:
            boxes: their places.
            prints: what the blank prints inside each.
            cells: numbers of the boxes that are filled letter by letter.
            ticks: numbers of the boxes to tick, out of which no text runs.
        """
        self.boxes = boxes
        self.prints = [frozenset(without_leaders(text).split()) for text in prints] or [frozenset()] * len(boxes)
        self.has_lines = any(without_leaders(text) != text for text in prints)
        self.has_print = bool(prints)
        self.cells = frozenset(cells)
        self.ticks = frozenset(ticks)
        self._rows: dict[int, list[int]] = {}
        for number, box in enumerate(boxes):
            for row in range(int(box[1] // _ROW), int(box[3] // _ROW) + 1):
                self._rows.setdefault(row, []).append(number)

    def at(self, point: tuple[float, float]) -> int | None:
        """Give the smallest box around a point."""
        found = [n for n in self._rows.get(int(point[1] // _ROW), ()) if is_within(point, self.boxes[n])]
        return min(found, key=lambda n: _area(self.boxes[n])) if found else None


def _area(box: Rectangle) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def written_in(letters: Iterable[Letter], boxes: Boxes) -> tuple[dict[int, Written], list[Word]]:
    """Share the letters of a page among its boxes.

    Returns:
        What stands in each box that holds anything, by its number; and the words that stand in none.
    """
    found: dict[int, Written] = {}
    outside: list[Word] = []
    across: list[tuple[Word, int]] = []
    for text in _texts(without_lines(letters, nameless=boxes.has_lines) if boxes.has_print else letters, boxes):
        for word, number, over in _shared(text, boxes):
            if number is None:
                outside.append(word)
                continue
            written = found.setdefault(number, Written())
            written.words.append(word)
            written.over = written.over or over
            if over:
                across.append((word, number))
    for word, number in across:
        for other, written in found.items():
            if other != number and any(_lie_on(word.box, one.box) for one in written.words):
                written.crossed = True
    return found, outside


def _lie_on(one: Rectangle, two: Rectangle) -> bool:
    """Whether two words stand on one line and on the same place of it."""
    common = min(one[3], two[3]) - max(one[1], two[1])
    return min(one[2], two[2]) > max(one[0], two[0]) and common > _HALF * min(one[3] - one[1], two[3] - two[1])


def _texts(letters: Iterable[Letter], boxes: Boxes) -> Iterator[list[tuple[Letter, int | None]]]:
    """Give what was written in one go: letters of one line, each behind the one before, with their boxes."""
    run: list[tuple[Letter, int | None]] = []
    for letter in letters:
        number = boxes.at(middle(letter.box))
        if run and _ends(run[-1], letter, number, run[0][1], boxes):
            yield run
            run = []
        run.append((letter, number))
    if run:
        yield run


def _ends(last: tuple[Letter, int | None], letter: Letter, number: int | None, first: int | None, boxes: Boxes) -> bool:
    """Whether a text ends before a letter that stands in a box. first: the box in which the text begins."""
    before, at = last
    same = before.run == letter.run and at == number
    if same and -_BESIDE <= letter.box[0] - before.box[2] <= _BESIDE and abs(before.box[1] - letter.box[1]) <= _BESIDE:
        return False  # nearly always
    size = max(before.box[3] - before.box[1], letter.box[3] - letter.box[1], letter.box[2] - letter.box[0], _SMALLEST)
    level = abs(middle(before.box)[1] - middle(letter.box)[1]) <= max(size, before.box[2] - before.box[0])
    gap = letter.box[0] - before.box[2]
    far = gap > _SPACE * size or letter.box[0] < before.box[0] - size / 2
    if not level or far or before.typed != letter.typed:
        return True
    if before.run == letter.run or number == at == first:
        return False
    own = number is not None and number != first and letter.box[0] - boxes.boxes[number][0] <= _INDENT
    return at != number or own or gap < -_BESIDE


def _shared(text: list[tuple[Letter, int | None]], boxes: Boxes) -> Iterator[tuple[Word, int | None, bool]]:
    """Give the words of a text with the box of each, and whether it runs on over the edge of that box."""
    hit = dict.fromkeys(number for _, number in text if number is not None)
    if len(hit) > 1 and hit.keys() <= boxes.cells:
        for number in hit:
            for word in words_of(letter for letter, at in text if at == number):
                yield word, number, False
        return
    places = {id(letter): number for letter, number in text}
    words = [(word, _most(word, places)) for word in words_of(letter for letter, _ in text)]
    first = words[0][1]
    inside = [word.text for word, number in words if number == first]
    whole = first is not None and first not in boxes.ticks and not boxes.prints[first].issuperset(inside)
    drawn = {letter.run for word, number in words if number == first for letter in word.letters}
    owner = _owner(text, first, hit, boxes) if whole and first is not None else first
    for word, own in words:
        same = own == first or word.letters[0].run in drawn
        at = owner if whole and same else own
        yield word, at, at is not None and _stands_over(word, boxes.boxes[at])


def _owner(text: Sequence[tuple[Letter, int | None]], first: int, hit: Iterable[int], boxes: Boxes) -> int:
    """Give the box of a text that runs over several: that in which it begins, unless it is set in another.

    A box with a text in its middle or at its right edge lets a long one run out on its left, over the neighbour.
    """
    left, right = min(letter.box[0] for letter, _ in text), max(letter.box[2] for letter, _ in text)
    if left - boxes.boxes[first][0] <= _INDENT:
        return first
    others = [number for number in hit if number != first and left < boxes.boxes[number][0]]
    centred = [n for n in others if abs(left + right - boxes.boxes[n][0] - boxes.boxes[n][2]) / 2 <= _OVER]
    ending = [n for n in others if 0 <= boxes.boxes[n][2] - right <= _INDENT]
    return next(iter((*centred, *ending)), first)


def _most(word: Word, places: dict[int, int | None]) -> int | None:
    """Give the box in which at least half of a word's letters stand."""
    number, count = Counter(places[id(letter)] for letter in word.letters).most_common(1)[0]
    return number if count >= _HALF * len(word.letters) else None


def _stands_over(word: Word, box: Rectangle) -> bool:
    return word.box[2] > box[2] + _OVER or word.box[0] < box[0] - _OVER


def middle(box: Rectangle) -> tuple[float, float]:
    """Give the middle of a box."""
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def is_within(point: tuple[float, float], box: Rectangle) -> bool:
    """Whether a point lies inside a box."""
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]
