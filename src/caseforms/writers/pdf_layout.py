"""Puts a blank form on pages: what is glued together stays together, and no question is cut in two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from caseforms.writers.blank import Blank, BlankField, BlankSection
from caseforms.writers.blank_parts import has_required, imprint, is_office, paragraphs
from caseforms.writers.pdf_blocks import HALF, HELP, MARGIN, SMALL, TEXT, WIDTH, Block, Words, field_blocks, text_block
from caseforms.writers.pdf_form import (
    ACCENT,
    BAND,
    EDGE,
    GREY,
    OFFICE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    FormCanvas,
    Rect,
    Style,
)

#: Where the content of a page begins, in points from the foot of the paper.
TOP = PAGE_HEIGHT - 52.0
_BOTTOM = 54.0

_TITLE = Style("Helvetica-Bold", 19, ACCENT)
_AGENCY = Style("Helvetica-Bold", 9.5, GREY)
_SECTION = Style("Helvetica-Bold", 11.5, ACCENT)
_STAR = Style("Helvetica-Bold", 9)

_LONG_KINDS = frozenset({"narrative", "address", "choices", "table"})


def laid_out(blank: Blank) -> list[list[Block]]:
    """Give the form as pages of blocks; glued blocks go together unless no page could hold them."""
    room = TOP - _BOTTOM
    pages: list[list[Block]] = [[]]
    left = room
    for group in _groups(_blocks(blank)):
        together = sum(block.height for block in group)
        for number, block in enumerate(group):
            if pages[-1] and (block.height > left or (number == 0 and left < together)):
                pages.append([])
                left = room
            pages[-1].append(block)
            left -= block.height
    return pages


def frame_page(canvas: FormCanvas, blank: Blank, number: int, pages: int) -> None:
    """Print what stands on every page: form, edition and page number, and the title from page 2 on."""
    left, right = imprint(blank), f"Page {number} of {pages}"
    canvas.panel(Rect(MARGIN, 42, WIDTH, 0.6), EDGE)
    canvas.words(MARGIN, 30, left, SMALL)
    canvas.words(_right(right, SMALL), 30, right, SMALL)
    if number > 1:
        canvas.words(MARGIN, PAGE_HEIGHT - 38, blank.title, SMALL)
        canvas.words(_right(blank.agency, SMALL), PAGE_HEIGHT - 38, blank.agency, SMALL)


def _right(text: str, style: Style) -> float:
    return PAGE_WIDTH - MARGIN - style.width(text)


def _groups(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    group: list[Block] = []
    for block in blocks:
        group.append(block)
        if not block.glued:
            yield group
            group = []
    if group:
        yield group


def _blocks(blank: Blank) -> Iterator[Block]:
    yield from _head(blank)
    for section in blank.sections:
        if is_office(section.fields):
            *blocks, last = _shaded(_section(section, office=True))
            yield from (block._replace(glued=True) for block in blocks)
            yield last
        else:
            yield from _section(section, office=False)


def _section(section: BlankSection, *, office: bool) -> Iterator[Block]:
    yield _heading(section.title, office=office)
    yield from _paragraphs(section.text, glued=bool(section.fields))
    for row in _rows(section):
        blocks = field_blocks(row, HALF if _is_short(row[0]) else WIDTH)
        if row[0].office and not office:
            note = text_block([Words(MARGIN, 8, "For office use", HELP)], 12, glued=True)
            blocks = _shaded((note, *blocks))
        yield from blocks


def _head(blank: Blank) -> Iterator[Block]:
    edition = f"Edition {blank.edition}"
    titles = _TITLE.wrap(blank.title, WIDTH)
    words = [Words(MARGIN, 2, blank.agency, _AGENCY), Words(_right(edition, SMALL), 2, edition, SMALL)]
    words += [Words(MARGIN, 25 + 22 * number, line, _TITLE) for number, line in enumerate(titles)]
    depth = 25 + 22 * (len(titles) - 1) + 9
    text = text_block(words, depth + 9, glued=True)

    def draw(canvas: FormCanvas, y: float) -> None:
        text.draw(canvas, y)
        canvas.panel(Rect(MARGIN, y - depth, WIDTH, 1.5), ACCENT)

    yield text._replace(draw=draw)
    yield from _paragraphs(blank.purpose, glued=True)
    if has_required(blank):
        yield text_block([Words(MARGIN, 9, "* must be filled in", _STAR)], 12, glued=True)


def _heading(title: str, *, office: bool) -> Block:
    note = "For office use only" if office and "office" not in title.lower() else ""
    lines = _SECTION.wrap(title, WIDTH - 24 - HELP.width(note))
    height = 6.5 + 14 * len(lines)
    words = [Words(MARGIN + 10, 21 + 14 * number, line, _SECTION) for number, line in enumerate(lines)]
    words.append(Words(_right(note, HELP) - 8, 20.5, note, HELP))
    text = text_block(words, height + 11, glued=True)

    def draw(canvas: FormCanvas, y: float) -> None:
        canvas.panel(Rect(MARGIN, y - 6 - height, WIDTH, height), BAND)
        canvas.panel(Rect(MARGIN, y - 6 - height, 3.5, height), ACCENT)
        text.draw(canvas, y)

    return text._replace(draw=draw)


def _paragraphs(text: str, *, glued: bool) -> Iterator[Block]:
    """Print running text, a block for each line: only a paragraph that no page could hold is ever divided."""
    parts = paragraphs(text)
    for number, paragraph in enumerate(parts, start=1):
        *lines, last = TEXT.wrap(paragraph, WIDTH)
        for line in lines:
            yield text_block([Words(MARGIN, 9.5, line, TEXT)], 12.5, glued=True)
        yield text_block([Words(MARGIN, 9.5, last, TEXT)], 18.5, glued=glued and number == len(parts))


def _rows(section: BlankSection) -> Iterator[tuple[BlankField, ...]]:
    """Put short questions side by side, two in a row."""
    waiting: BlankField | None = None
    for field in section.fields:
        if waiting and _is_short(field) and field.office == waiting.office:
            yield waiting, field
            waiting = None
            continue
        if waiting:
            yield (waiting,)
        waiting = field if _is_short(field) else None
        if not waiting:
            yield (field,)
    if waiting:
        yield (waiting,)


def _is_short(field: BlankField) -> bool:
    widest = max((TEXT.width(label) for _, label in field.choices), default=0.0)
    return field.kind not in _LONG_KINDS and field.lines == 1 and widest + 30 < HALF


def _shaded(blocks: Iterable[Block]) -> Iterator[Block]:
    """Put blocks on the grey ground of what the office fills in."""
    for block in blocks:

        def draw(canvas: FormCanvas, y: float, block: Block = block) -> None:
            canvas.panel(Rect(MARGIN - 8, y - block.height, WIDTH + 16, block.height), OFFICE)
            block.draw(canvas, y)

        yield block._replace(draw=draw)
