"""What a blank prints, kept with its definition: words, anchors, what stands inside its boxes, how dark they are."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from caseforms.definitions.boxed_text import Boxes, written_in
from caseforms.definitions.learned import Anchor, BlankPage, LearnedBox, Rectangle
from caseforms.definitions.page_match import Word, plain_word, words_of
from caseforms.model import Paper

_SHORTEST = 3  # letters of an anchor
_MOST = 60  # anchors of a page, spread over it
_HIDDEN = 0.02  # of the inside of a tick box: so much more or less is seen of the print without the field
_EDGE, _SHARE = 1.2, 0.25  # of a tick box: points and share of its sides where frames are drawn


def names_of(names: Iterable[str]) -> str:
    """Give the fingerprint of an edition: a hash over its field names, whatever their order; "" for none."""
    told = sorted(set(names) - {""})
    return hashlib.sha256("\n".join(told).encode()).hexdigest() if told else ""


def blank_pages(paper: Paper, sizes: Sequence[tuple[float, float]]) -> Iterator[BlankPage]:
    """Give the pages of a blank with their print and its anchors. sizes: of the pages as seen, in points."""
    for number, size in enumerate(sizes, 1):
        words = words_of(paper.letters(number))
        yield BlankPage(
            number=number, size=size, print=" ".join(word.text for word in words), anchors=tuple(_anchors(words))
        )


def _anchors(words: Sequence[Word]) -> Iterator[Anchor]:
    counts = Counter(plain_word(word.text) for word in words)
    once = [word for word in words if len(text := plain_word(word.text)) >= _SHORTEST and counts[text] == 1]
    step = max(1, -(-len(once) // _MOST))
    for word in sorted(once, key=lambda word: (-word.box[3], word.box[0]))[::step]:
        x0, y0, x1, y1 = (round(edge, 1) for edge in word.box)
        yield Anchor(text=word.text, box=(x0, y0, x1, y1))


def with_print(boxes: Sequence[LearnedBox], paper: Paper) -> Iterator[LearnedBox]:
    """Complete the boxes of a blank by what it prints inside each, and by how dark each tick box is when empty."""
    numbers = range(len(boxes))
    printed: dict[int, str] = {}
    for page in {box.page for box in boxes}:
        here = [number for number in numbers if boxes[number].page == page]
        places = Boxes([boxes[number].box for number in here], ticks=range(len(here)))
        written, _ = written_in(paper.letters(page), places)
        printed |= {here[at]: " ".join(word.text for word in found.words) for at, found in written.items()}
    dark = dict(_dark(boxes, paper))
    for number, box in enumerate(boxes):
        ink, bare = dark.get(number, (None, None))
        yield box.model_copy(update={"print": printed.get(number, ""), "ink": ink, "bare": bare})


def _dark(boxes: Sequence[LearnedBox], paper: Paper) -> Iterator[tuple[int, tuple[float, float | None]]]:
    """Give how dark each empty tick box is, and the print under it where that differs.

    It is asked once a page: for every question the page is opened anew.
    """
    empty = [number for number, box in enumerate(boxes) if box.part == "option" and not box.ticked]
    for page in sorted({boxes[number].page for number in empty}):
        here = [number for number in empty if boxes[number].page == page]
        places = [interior(boxes[number].box) for number in here]
        for number, seen, bare in zip(here, paper.ink(page, places), paper.ink(page, places, bare=True), strict=True):
            yield number, (round(seen, 3), round(bare, 3) if abs(seen - bare) > _HIDDEN else None)


def interior(box: Rectangle) -> Rectangle:
    """Give the middle of a tick box: every mark crosses it, and no frame, not even one drawn a little beside it."""
    x0, y0, x1, y1 = box
    dx, dy = max(_EDGE, _SHARE * (x1 - x0)), max(_EDGE, _SHARE * (y1 - y0))
    return (x0 + dx, y0 + dy, x1 - dx, y1 - dy)
