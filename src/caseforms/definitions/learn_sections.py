"""Under which heading a box stands: headings are told by type, capitals, a shaded bar behind them, or a number."""

from __future__ import annotations

import re
from typing import NamedTuple

from caseforms.definitions.learn_labels import Labels
from caseforms.definitions.learn_meaning import meaning_of_print
from caseforms.definitions.learn_page import Phrase, Sheet, Spot
from caseforms.readers.base import Rectangle

_LARGE = 1.12  # of the page's usual type: larger type is a heading's
_LABEL = 2.0  # price below which print is the label of a box
_FEWEST = 3  # letters of a heading
_LEVEL, _EDGE = 4.0, 12.0  # points by which headings of one line differ; what stands so near before one is below it
_HIGHEST = 40.0  # points: a higher shade is no bar behind a heading
_MOST_WORDS = 16
_NUMBERED = re.compile(r"^(section|part|step|item|seccion|parte|paso|seccion)\s+([ivx]+|\d+|[a-z])\b", re.IGNORECASE)
_LETTERED = re.compile(r"^([IVX]{1,4}|[A-Za-z]|\d{1,2})[.)]\s+\S")
_YOURSELF = re.compile(
    r"\b(?:(?:start|begin|starting|beginning) with|include|list|including) (?:yourself|you)\b"
    r"|\byourself first\b|comience (?:con|por) usted",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"^\W*(?:notes?|important|warning|attention|action|example|nota|importante|aviso)\W*$", re.IGNORECASE
)
_PARTS = frozenset("first middle last suffix month day year".split())  # captions under boxes
_CLEAR = 0.95  # strength of a text that is understood whole
_ASKED = frozenset({"name", "birth_date", "phone", "email", "address", "ssn", "case_number", "date", "gender"})
_SENTENCE = 9  # words from which text that ends in a full stop is a sentence


class Heading(NamedTuple):
    """A heading and the columns under it.

    rank: how strongly it looks like one. yourself: the first set of questions under it is the reader's own.
    """

    text: str
    page: int
    box: Rectangle
    reach: tuple[float, float]
    rank: float
    yourself: bool = False


def headings_of(sheet: Sheet, labels: dict[Spot, Labels]) -> list[Heading]:
    """Find the headings of a page, from the top."""
    taken = {id(found.best.phrase) for found in labels.values() if found.best is not None and found.best.price < _LABEL}
    found = []
    for phrase in sheet.phrases:
        rank = _rank(sheet, phrase, taken=id(phrase) in taken)
        if rank >= 1.0:
            yourself = any(_YOURSELF.search(other.text) for other in _below(sheet, phrase))
            found.append(Heading(phrase.text, sheet.number, phrase.box, _reach(sheet, phrase), rank, yourself))
    return sorted((h._replace(reach=_ended(h, found)) for h in found), key=lambda h: (-h.box[3], h.box[0]))


def _ended(heading: Heading, others: list[Heading]) -> tuple[float, float]:
    """End the columns under a heading where the next heading on its line begins."""
    left = heading.box[0]
    level = (h.box[0] for h in others if h.box[0] > left and abs(h.box[1] - heading.box[1]) <= _LEVEL)
    return (heading.reach[0], min([heading.reach[1], *(x0 - _EDGE for x0 in level)]))


def _below(sheet: Sheet, phrase: Phrase) -> list[Phrase]:
    """Give a heading and the two lines below it, which explain it."""
    return [p for p in sheet.phrases if 0 <= phrase.box[3] - p.box[3] <= 2.6 * phrase.size and p.box[0] < phrase.box[2]]


def _rank(sheet: Sheet, phrase: Phrase, *, taken: bool) -> float:
    text = phrase.text.strip()
    words = text.split()
    letters = [c for c in text if c.isalpha()]
    if not letters or len(letters) < _FEWEST or len(words) > _MOST_WORDS:
        return 0.0
    if len(words) >= _SENTENCE and text.endswith("."):
        return 0.0
    told = meaning_of_print(text)
    if _REMARK.match(text) or (told.part in _PARTS and told.strength >= _CLEAR):
        return 0.0
    rank = 0.0
    rank += 0.8 if phrase.size >= sheet.plain * _LARGE else 0.0
    rank += 0.7 if phrase.bold else 0.0
    rank += 0.5 if all(c.isupper() for c in letters) and len(letters) > _FEWEST else 0.0
    rank += 0.8 if _bar(sheet, phrase) is not None else 0.0
    rank += 0.9 if _NUMBERED.match(text) else 0.3 if _LETTERED.match(text) else 0.0
    rank += 0.3 if text.endswith(":") and phrase.bold else 0.0
    if told.concept in _ASKED and told.strength >= _CLEAR and not told.person:
        rank -= 0.8  # "DATE OF BIRTH:" in bold asks, and heads nothing
    return rank - (1.0 if taken else 0.0) - (0.3 if phrase.size < sheet.plain * 0.9 else 0.0)


def _bar(sheet: Sheet, phrase: Phrase) -> Rectangle | None:
    x0, y0, x1, y1 = phrase.box
    for bar in sheet.bars:
        if (
            bar[0] - 2 <= x0
            and bar[2] + 2 >= x1
            and bar[1] - 2 <= (y0 + y1) / 2 <= bar[3] + 2
            and bar[3] - bar[1] < _HIGHEST
        ):
            return bar
    return None


def _reach(sheet: Sheet, phrase: Phrase) -> tuple[float, float]:
    bar = _bar(sheet, phrase)
    if bar is not None:
        return (bar[0], bar[2])
    if sheet.gutter is not None and sheet.gutter.column(phrase.box) == 1:
        return (phrase.box[0], sheet.gutter.at)
    return (phrase.box[0], float("inf"))


def beside(one: Heading | None, two: Heading | None) -> bool:
    """Whether two headings stand side by side, each over a column of its own."""
    if one is None or two is None or one is two or one.page != two.page:
        return False
    return abs(one.box[1] - two.box[1]) <= _LEVEL and one.box[0] != two.box[0]


def heading_at(headings: list[Heading], spot: Spot) -> Heading | None:
    """Give the heading under which a spot stands: the nearest above it whose columns it lies under."""
    x0, _, x1, y1 = spot.box
    above = [h for h in headings if h.page == spot.page and h.box[1] >= y1 - max(8.0, (y1 - spot.box[1]) * 0.5)]
    for heading in sorted(above, key=lambda h: (h.box[1], -h.rank)):
        if heading.reach[0] - 12 <= (x0 + x1) / 2 and x0 < heading.reach[1]:
            return heading
    return None
