"""The questions of a blank form as blocks: so high, drawn so, to be kept with the next or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from caseforms.writers.blank import BlankField
from caseforms.writers.blank_parts import YES_NO, options, shares
from caseforms.writers.pdf_form import BAND, EDGE, GREY, PAGE_WIDTH, FormCanvas, Rect, Style

MARGIN = 48.0
WIDTH = PAGE_WIDTH - 2 * MARGIN
_GUTTER = 16.0
HALF = (WIDTH - _GUTTER) / 2

TEXT = Style("Helvetica", 9.5)
HELP = Style("Helvetica-Oblique", 8, GREY)
SMALL = Style("Helvetica", 8, GREY)
_LABEL = Style("Helvetica", 9)
_HEAD = Style("Helvetica-Bold", 8.5)

_GAP = 7.0  # under a row of questions
_BOX = 20.0
_LINE = 13.5  # one of several lines in a box
_SIGNATURE = 27.0
_TICK = 11.0
_TICK_ROW = 16.0
_NUMERAL = 16.0  # the numbers in front of a table's rows
_TABLE_MOST = 28  # rows of a table on one page


class Block(NamedTuple):
    """Something of a height in points, drawn below a given y. glued: stays on the page of the next block."""

    height: float
    draw: Callable[[FormCanvas, float], None]
    glued: bool = False


class Words(NamedTuple):
    """A line of text in a block: its left edge, and how far its base line lies below the block's top."""

    x: float
    depth: float
    text: str
    style: Style


def text_block(words: Sequence[Words], height: float, *, glued: bool) -> Block:
    """Make a block of nothing but text."""
    return Block(height, lambda canvas, y: _print(canvas, y, words), glued)


def field_blocks(row: Sequence[BlankField], width: float) -> Iterator[Block]:
    """Draw the questions of a row, each as wide as `width`; lists to tick and tables have a row of their own."""
    if row[0].kind == "choices":
        return _tick_rows(row[0])
    if row[0].kind == "table":
        return _table(row[0])
    return iter([_boxes(row, width)])


def _print(canvas: FormCanvas, y: float, words: Sequence[Words]) -> None:
    for line in words:
        canvas.words(line.x, y - line.depth, line.text, line.style)


def _boxes(row: Sequence[BlankField], width: float) -> Block:
    """Draw each question with its label above its box; the boxes of a row stand on one line."""
    places = [MARGIN + number * (width + _GUTTER) for number in range(len(row))]
    labels = [_label(field, x, width) for field, x in zip(row, places, strict=True)]
    label_height = max(height for _, height in labels)
    box_height = max(_box_height(field) for field in row)

    def draw(canvas: FormCanvas, y: float) -> None:
        for field, x, (words, height) in zip(row, places, labels, strict=True):
            _print(canvas, y - label_height + height, words)
            _box(canvas, field, Rect(x, y - label_height - box_height, width, box_height), field.name, _tooltip(field))

    return Block(label_height + box_height + _GAP, draw)


def _label(field: BlankField, x: float, width: float) -> tuple[list[Words], float]:
    """Set a label, and its help behind it or, where that is too long, under it; give the height, too."""
    lines = _LABEL.wrap(field.label + (" *" if field.required else ""), width)
    words = [Words(x, 9 + 11 * number, line, _LABEL) for number, line in enumerate(lines)]
    depth = 9 + 11 * (len(lines) - 1)
    behind = _LABEL.width(lines[-1]) + 6
    hint = _hint(field, width)
    if behind + HELP.width(hint) <= width:
        words.append(Words(x + behind, depth, hint, HELP))
    else:
        notes = HELP.wrap(hint, width)
        words += [Words(x, depth + 10 * number, line, HELP) for number, line in enumerate(notes, start=1)]
        depth += 10 * len(notes)
    return words, depth + 4


def _hint(field: BlankField, width: float) -> str:
    """Give the help; for a drop-down without one what may be chosen, for whoever fills the form by hand."""
    listed = "" if field.kind == "yes_no" else " / ".join(options(field))
    return field.help or (listed if HELP.width(listed) <= width else "")


def _tooltip(field: BlankField) -> str:
    return f"{field.label} ({field.help})" if field.help else field.label


def _box_height(field: BlankField) -> float:
    if field.kind == "signature":
        return _SIGNATURE
    return _BOX if field.lines == 1 else 7 + _LINE * field.lines


def _box(canvas: FormCanvas, field: BlankField, rect: Rect, name: str, tooltip: str) -> None:
    if field.kind == "yes_no" and rect.width >= HALF:
        _yes_no(canvas, field, rect, tooltip)
        return
    canvas.frame(rect)
    if field.kind == "signature":
        canvas.panel(Rect(rect.x, rect.y, rect.width, 1.4), EDGE)
    if listed := options(field):
        canvas.arrow(rect)
        canvas.list_widget(name, rect, tooltip, listed, required=field.required)
    else:
        canvas.text_widget(name, rect, tooltip, lines=field.lines, required=field.required)


def _yes_no(canvas: FormCanvas, field: BlankField, rect: Rect, tooltip: str) -> None:
    states = []
    x, y = rect.x + 2, rect.y + (rect.height - _TICK) / 2
    for state, caption in YES_NO:
        states.append((state, Rect(x, y, _TICK, _TICK)))
        canvas.words(x + _TICK + 5, y + 2.2, caption, TEXT)
        x += _TICK + 5 + TEXT.width(caption) + 18
    canvas.radio_widget(field.name, states, tooltip, required=field.required)


def _tick_rows(field: BlankField) -> Iterator[Block]:
    """Draw a list of which any number may be ticked, in up to three columns, read across."""
    words, height = _label(field, MARGIN, WIDTH)
    yield text_block(words, height + 1, glued=True)
    indent = _TICK + 6
    widest = max(TEXT.width(label) for _, label in field.choices) + indent + 8
    columns = max(1, min(3, int(WIDTH // widest)))
    for start in range(0, len(field.choices), columns):
        last = start + columns >= len(field.choices)
        yield _ticks(field, field.choices[start : start + columns], WIDTH / columns, last=last)


def _ticks(field: BlankField, choices: Sequence[tuple[str, str]], width: float, *, last: bool) -> Block:
    indent = _TICK + 6
    captions = [TEXT.wrap(label, width - indent) for _, label in choices]
    height = _TICK_ROW + 12 * (max(map(len, captions)) - 1) + (_GAP - 2 if last else 0)

    def draw(canvas: FormCanvas, y: float) -> None:
        for column, ((code, label), lines) in enumerate(zip(choices, captions, strict=True)):
            x = MARGIN + column * width
            box = Rect(x, y - _TICK - 2, _TICK, _TICK)
            canvas.tick_widget(f"{field.name}.{code}", box, f"{field.label}: {label}")
            _print(canvas, y, [Words(x + indent, 10.7 + 12 * number, line, TEXT) for number, line in enumerate(lines)])

    return Block(height, draw, glued=not last)


def _table(field: BlankField) -> Iterator[Block]:
    """Draw a grid under headings; a table longer than a page goes on with its label and headings again."""
    words, height = _label(field, MARGIN, WIDTH)
    columns = [Rect(left, 0, right - left, _BOX) for left, right in pairwise(_edges(field.columns))]
    for start in range(1, field.rows + 1, _TABLE_MOST):
        yield text_block(words, height + 1, glued=True)
        yield _table_head(field, columns)
        end = min(start + _TABLE_MOST, field.rows + 1)
        for number in range(start, end):
            yield _table_row(field, number, columns, last=number == end - 1)


def _edges(columns: Sequence[BlankField]) -> list[float]:
    """Give where the columns of a table begin and end, by the room that their answers need."""
    needs = shares(columns)
    unit = (WIDTH - _NUMERAL) / sum(needs)
    return [MARGIN + _NUMERAL + unit * need for need in accumulate(needs, initial=0.0)]


def _table_head(field: BlankField, columns: Sequence[Rect]) -> Block:
    heads = [_HEAD.wrap(column.label, place.width - 6) for column, place in zip(field.columns, columns, strict=True)]
    height = 6.0 + 10.5 * max(map(len, heads))
    words = [
        Words(place.x + 3, 11 + 10.5 * number, line, _HEAD)
        for lines, place in zip(heads, columns, strict=True)
        for number, line in enumerate(lines)
    ]

    def draw(canvas: FormCanvas, y: float) -> None:
        canvas.panel(Rect(MARGIN, y - height, WIDTH, height), BAND)
        _print(canvas, y, words)

    return Block(height, draw, glued=True)


def _table_row(field: BlankField, number: int, columns: Sequence[Rect], *, last: bool) -> Block:
    numeral = Words(MARGIN + _NUMERAL - 4 - SMALL.width(str(number)), 13, str(number), SMALL)

    def draw(canvas: FormCanvas, y: float) -> None:
        _print(canvas, y, [numeral])
        for column, place in zip(field.columns, columns, strict=True):
            tooltip = f"{field.label}, row {number}: {_tooltip(column)}"
            _box(canvas, column, place._replace(y=y - _BOX), f"{field.name}.{number}.{column.name}", tooltip)

    return Block(_BOX + (_GAP if last else 0), draw, glued=not last)
