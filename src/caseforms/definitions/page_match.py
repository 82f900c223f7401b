"""Which page of a copy is which page of the blank, and by how much it was moved and scaled.

Printing to other paper, "fit to page", a scan program that turns pages, a fax cover in front: the printed words of
the blank stay, and tell where everything else went.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import combinations
from statistics import median
from typing import NamedTuple
from weakref import WeakKeyDictionary

from caseforms.definitions.learned import Anchor, Blank, BlankPage, Rectangle
from caseforms.definitions.page_order import assigned, score
from caseforms.model import Letter, Paper

_GAP = 0.6  # of its size: a wider gap behind a letter ends the word
_BESIDE = 1.5  # points: letters nearer than this belong together in any type
_SMALLEST = (
    6.0  # points: signs such as a dash and an apostrophe of one text stand on one line in spite of their heights
)
_NEAR = 4.0  # points by which a word of a copy may stand off its place
_SCALES = (0.3, 3.0)  # beyond these a copy is none
_FAR = 0.15  # of the page: anchors that are farther apart tell the scale
_SHARE = 0.35  # of the anchors of a page must stand in their places
_HINTED = 0.3  # of the anchors' words must stand on a page for a closer look
_FEWEST = 3  # anchors in their places, where the blank has as many
_FEW = 40  # anchors: more are not needed to find the scale
_TURNS = (0, 90, 180, 270)
_PLAIN = re.compile(r"\w+")


class Word(NamedTuple):
    """A printed word. letters: those it is made of."""

    text: str
    box: Rectangle
    letters: tuple[Letter, ...]


#: The words of pages that are being read.
_WORDS: WeakKeyDictionary[Paper, dict[int, list[Word]]] = WeakKeyDictionary()
#: The pages found on papers that are being read: a form is recognised by them first, then read. The blank is kept with
#: them, so that its place in memory stays its own.
_FOUND: WeakKeyDictionary[Paper, dict[tuple[object, ...], tuple[Blank, list[MatchedPage], list[MatchedPage]]]] = (
    WeakKeyDictionary()
)


class Fit(NamedTuple):
    """How a page of the blank became the page of a copy. turn: degrees by which the copy must be turned back."""

    scale: tuple[float, float] = (1.0, 1.0)
    shift: tuple[float, float] = (0.0, 0.0)
    turn: int = 0

    def place(self, box: Rectangle) -> Rectangle:
        """Give where a place of the blank stands on the copy (turned back)."""
        (sx, sy), (tx, ty) = self.scale, self.shift
        return (box[0] * sx + tx, box[1] * sy + ty, box[2] * sx + tx, box[3] * sy + ty)


class MatchedPage(NamedTuple):
    """A page of a copy with its page of the blank.

    share: of the anchors that stand in their places. doubtful: it may nearly as well be another page of the blank.
    """

    number: int
    blank: BlankPage
    fit: Fit
    share: float
    doubtful: bool = False


def plain_word(text: str) -> str:
    """Give the form in which printed words are compared: letters and digits only, in lower case."""
    return _plain(text)


@lru_cache(maxsize=65536)
def _plain(text: str) -> str:
    return "".join(_PLAIN.findall(unicodedata.normalize("NFKC", text).lower())).replace("_", "")


def words_of(letters: Iterable[Letter]) -> list[Word]:
    """Put letters, in the order of the file, together into words, whichever way they run."""
    words: list[Word] = []
    run: list[Letter] = []
    for letter in letters:
        if run and (letter.parted or letter.typed != run[-1].typed or _apart(run[-1], letter)):
            words.append(_word(run))
            run = []
        run.append(letter)
    if run:
        words.append(_word(run))
    return words


def _words_on(paper: Paper, number: int) -> list[Word]:
    """Give the words of a page; they are asked for once by each form that it may be."""
    known = _WORDS.setdefault(paper, {})
    if number not in known:
        known[number] = words_of(paper.letters(number))
    return known[number]


def _apart(before: Letter, letter: Letter) -> bool:
    one, two = before.box, letter.box
    if -_BESIDE <= two[0] - one[2] <= _BESIDE and -_BESIDE <= two[1] - one[1] <= _BESIDE:
        return False  # nearly always
    size = max(
        _SMALLEST if before.run == letter.run else 0.0,
        one[2] - one[0],
        one[3] - one[1],
        two[2] - two[0],
        two[3] - two[1],
    )
    across = max(two[0] - one[2], one[0] - two[2])
    down = max(two[1] - one[3], one[1] - two[3])
    return across > _GAP * size or down > _GAP * size


def _word(run: Sequence[Letter]) -> Word:
    boxes = [letter.box for letter in run]
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    return Word("".join(letter.text for letter in run), box, tuple(run))


def turned(letters: Sequence[Letter], turn: int, size: tuple[float, float]) -> Sequence[Letter]:
    """Turn the letters of a page back by degrees (a multiple of 90, against the clock)."""
    return letters if not turn else [letter._replace(box=_turned(letter.box, turn, size)) for letter in letters]


def _turned(box: Rectangle, turn: int, size: tuple[float, float]) -> Rectangle:
    x0, y0, x1, y1 = box
    width, height = size
    if turn == 90:  # noqa: PLR2004  degrees
        return (height - y1, x0, height - y0, x1)
    if turn == 180:  # noqa: PLR2004
        return (width - x1, height - y1, width - x0, height - y0)
    return (y0, width - x1, y1, width - x0)


def turned_forth(box: Rectangle, turn: int, size: tuple[float, float]) -> Rectangle:
    """Turn a place back again into the page as it is seen. size: of the page as seen."""
    if not turn:
        return box
    width, height = size
    return _turned(box, 360 - turn, (height, width) if turn % 180 else (width, height))


def matched_pages(
    blank: Blank, paper: Paper, pages: Sequence[tuple[int, tuple[float, float]]]
) -> tuple[list[MatchedPage], list[MatchedPage]]:
    """Find the pages of a blank among the pages of a copy.

    Args:
        blank: the blank; its pages without anchors are not found.
        paper: the copy.
        pages: number and size of the copy's pages that are looked at.

    Returns:
        The pages found, in the order of the copy; and further copies of pages that were found already.
    """
    known = _FOUND.setdefault(paper, {})
    key = (id(blank), *pages)
    if key not in known:
        known[key] = (blank, *_found(blank, paper, dict(pages)))
    return known[key][1], known[key][2]


def _found(
    blank: Blank, paper: Paper, sizes: Mapping[int, tuple[float, float]]
) -> tuple[list[MatchedPage], list[MatchedPage]]:
    counts = {number: Counter(_plain(word.text) for word in _words_on(paper, number)) for number in sizes}
    asked = {page.number: page for page in blank.page}
    scores = {
        (number, page.number): score(_printed(page.print), counts[number])
        for number in sizes
        for page in blank.page
        if _hint(page, counts[number]) >= _HINTED
    }

    @cache
    def matched(number: int, page: int) -> MatchedPage | None:
        return _matched(asked[page], number, sizes[number], _words_on(paper, number), paper)

    pairs, again = assigned(scores)
    while missed := [(one.copy, one.blank) for one in (*pairs, *again) if matched(one.copy, one.blank) is None]:
        scores = {pair: worth for pair, worth in scores.items() if pair not in missed}
        pairs, again = assigned(scores)
    found = [
        match._replace(doubtful=any(matched(pair.copy, other) is not None for other in pair.others))
        for pair in pairs
        if (match := matched(pair.copy, pair.blank)) is not None
    ]
    more = [match for pair in again if (match := matched(pair.copy, pair.blank)) is not None]
    return sorted(found, key=lambda match: match.number), more


@lru_cache(maxsize=512)
def _printed(text: str) -> tuple[str, ...]:
    return tuple(plain for word in text.split() if (plain := _plain(word)))


def _hint(page: BlankPage, counts: Mapping[str, int]) -> float:
    anchors = [_plain(anchor.text) for anchor in page.anchors]
    return sum(text in counts for text in anchors) / len(anchors) if anchors else 0.0


def _matched(
    page: BlankPage, number: int, size: tuple[float, float], words: Sequence[Word], paper: Paper
) -> MatchedPage | None:
    best: MatchedPage | None = None
    for turn in _TURNS:
        seen = words if not turn else words_of(turned(paper.letters(number), turn, size))
        fit, share = _fit(page.anchors, seen, page.size)
        if best is None or share > best.share:
            best = MatchedPage(number, page, fit._replace(turn=turn), share)
        if share >= 0.5:  # noqa: PLR2004  half of them: no other turn is better
            break
    enough = min(_FEWEST, len(page.anchors)) / max(len(page.anchors), 1)
    return best if best is not None and best.share >= max(_SHARE, enough) else None


def _fit(anchors: Sequence[Anchor], words: Sequence[Word], size: tuple[float, float]) -> tuple[Fit, float]:
    """Find scale and shift by the words that stand once; medians, so that a word gone astray does no harm."""
    places: dict[str, list[Rectangle]] = {}
    for word in words:
        places.setdefault(_plain(word.text), []).append(word.box)
    pairs = [
        (anchor.box, places[text][0])
        for anchor in anchors
        if (text := _plain(anchor.text)) and len(places.get(text, ())) == 1
    ]
    if not pairs:
        return Fit(), 0.0
    x = _line([(old[0], new[0]) for old, new in pairs], size[0])
    y = _line([(_middle(old), _middle(new)) for old, new in pairs], size[1])
    fit = Fit((x[0], y[0]), (x[1], y[1]))
    if not all(_SCALES[0] <= scale <= _SCALES[1] for scale in fit.scale):
        return Fit(), 0.0
    there = sum(any(_stands(fit.place(a.box), place) for place in places.get(_plain(a.text), ())) for a in anchors)
    return fit, there / len(anchors)


def _middle(box: Rectangle) -> float:
    return (box[1] + box[3]) / 2


def _stands(expected: Rectangle, place: Rectangle) -> bool:
    return abs(expected[0] - place[0]) <= _NEAR and abs(_middle(expected) - _middle(place)) <= _NEAR


def _line(pairs: Sequence[tuple[float, float]], size: float) -> tuple[float, float]:
    """Give scale and shift of one axis, the middle of what all pairs of anchors say."""
    some = pairs[:: max(1, len(pairs) // _FEW)]
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(some, 2) if abs(b[0] - a[0]) > _FAR * size]
    scale = median(slopes) if slopes else 1.0
    return scale, median(new - scale * old for old, new in pairs)
