"""Learning an Excel form: its cells are laid out as a page, so that labels are found as on paper.

A place for an answer is a merged area that is empty, a cell with a drop-down, or the empty cell right behind a label
that ends in a colon.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from caseforms.definitions.learn import LearnedForm, LearnedQuestion, questions_of
from caseforms.definitions.learn_form import form_of
from caseforms.definitions.learn_lists import list_of, name_columns
from caseforms.definitions.learn_page import Phrase, Sheet, Spot, in_order
from caseforms.definitions.learned import Blank, BlankPage
from caseforms.errors import UnreadableFileError
from caseforms.fieldtypes.text import one_line
from caseforms.model import Box, BoxKind, Page, Submission
from caseforms.readers.a1 import column_letters

_WIDE, _HIGH, _TALL = 72.0, 24.0, 15.0  # points: a column, a row, what of a row is filled
_SIZE = 10.0  # of the type
_LONGEST = 90  # letters of a label
_MOST_WORDS, _MOST_LABEL = 8, 14  # of a heading or of a label with nothing but its colon; of any label
_LOGICAL = frozenset({"true", "false"})
_FAR = 1  # empty columns that may stand between a label and its answer
_ANSWERS = frozenset({BoxKind.CELL, BoxKind.CHOICE})


def learn_sheet(submission: Submission) -> LearnedForm:
    """Draft the definition of a form from its blank workbook; hidden sheets are passed over.

    Raises:
        UnreadableFileError: no sheet has a place for an answer.
    """
    sheets = tuple(sheet for page in submission.pages if not page.hidden for sheet in _laid_out(page))
    if not sheets:
        raise UnreadableFileError("not_a_form", "No sheet has an empty place behind a label.", "Name the blank form.")
    questions = questions_of(sheets)
    name_columns(questions)
    file = submission.path.replace("\\", "/").rpartition("/")[2]
    prints = ((sheet.number, " ".join(phrase.text for phrase in sheet.phrases)) for sheet in sheets)
    pages = tuple(BlankPage(number=number, size=(0.0, 0.0), print=text) for number, text in prints)
    drafted = form_of(submission, sheets, questions, Blank(file=file, sha256=submission.sha256, page=pages))
    known = zip(drafted.form.field, drafted.reasons, strict=True)
    return LearnedForm(drafted.form, tuple(LearnedQuestion(f, r.confidence, r.evidence) for f, r in known))


def _laid_out(page: Page) -> Iterator[Sheet]:
    """Lay a sheet out in points; nothing for one without places for answers."""
    boxes = [box for box in page.boxes if box.grid is not None and not box.hidden]
    rows = list_of(boxes, _asks)
    if rows is not None:
        boxes = [box for box in boxes if box.grid and box.grid[0] <= rows.row]
    taken = {key for box in boxes for key in _covered(box)}
    ticks = Counter(box.grid for box in boxes if box.kind is BoxKind.TICK)
    labels = [box for box in boxes if _says(box) and len(box.text.split()) <= _MOST_LABEL]
    spots = [
        _spot(page, box)
        for box in boxes
        if _asks(box) and ticks[box.grid] <= 1 and (_is_marked(box) or _beside(box, labels))
    ]
    spots += [_spot(page, box) for box in _behind_labels(page, boxes, taken)]
    spots += [_under(_spot(page, box), rows.pattern) for box in rows.places] if rows is not None else []
    if not spots:
        return
    filled = taken | {key for spot in spots for key in _keys(spot)}
    used = Counter(box.grid[0] for box in boxes if box.grid and (box.text.strip() or _asks(box)))
    phrases = tuple(
        _phrase(page, box, filled, alone=used[box.grid[0]] == 1) for box in boxes if box.grid and _says(box)
    )
    yield Sheet(page.number, (0.0, 0.0), tuple(in_order(spots)), phrases, (), (), (), _SIZE)


def _keys(spot: Spot) -> Iterator[tuple[int, int]]:
    yield round(-spot.box[3] / _HIGH) + 1, round(spot.box[0] / _WIDE) + 1


def _covered(box: Box) -> Iterator[tuple[int, int]]:
    row, column, rows, columns = box.grid or (0, 0, 0, 0)
    for down in range(rows):
        for across in range(columns):
            yield row + down, column + across


def _asks(box: Box) -> bool:
    merged = box.grid is not None and box.grid[2] * box.grid[3] > 1
    empty = not box.text.strip() and box.kind in _ANSWERS and (merged or bool(box.options) or bool(box.name))
    return empty or bool(box.options and box.kind in _ANSWERS) or box.kind is BoxKind.TICK


def _is_marked(box: Box) -> bool:
    """Whether a cell is a place for an answer beyond doubt: it has a name, a drop-down or a tick."""
    return bool(box.name or box.options) or box.kind is BoxKind.TICK


def _beside(box: Box, labels: Sequence[Box]) -> bool:
    """Whether a text that may be a label stands right before an empty area, or right above or below it."""
    row, column, rows, columns = box.grid or (0, 0, 0, 0)
    for label in labels:
        at, left, high, wide = label.grid or (0, 0, 0, 0)
        level = at < row + rows and at + high > row and 0 <= column - (left + wide) <= _FAR
        over = left < column + columns and left + wide > column and (at + high == row or at == row + rows)
        if level or over:
            return True
    return False


def _says(box: Box) -> bool:
    return (
        bool(box.text.strip())
        and box.text.strip().lower() not in _LOGICAL
        and box.kind is BoxKind.CELL
        and not box.options
    )


def _behind_labels(page: Page, boxes: list[Box], taken: set[tuple[int, int]]) -> Iterator[Box]:
    """Give the empty cells behind labels that end in a colon."""
    answers = {key for box in boxes if _asks(box) for key in _covered(box)}
    for box in boxes:
        row, column, _, columns = box.grid or (0, 0, 0, 0)
        text = box.text.strip()
        if not _says(box) or not text.endswith(":") or len(text) > _LONGEST or len(text.split()) > _MOST_WORDS:
            continue
        behind = (row, column + columns)
        if behind in taken or any((row, behind[1] + far) in answers for far in range(_FAR + 1)):
            continue
        cell = f"{column_letters(behind[1])}{row}"
        yield box._replace(
            text="", name="", label="", grid=(*behind, 1, 1), place=box.place._replace(cell=cell, sheet=page.sheet)
        )


def _place(box: Box) -> tuple[float, float, float, float]:
    row, column, rows, columns = box.grid or (1, 1, 1, 1)
    left, top = (column - 1) * _WIDE, -(row - 1) * _HIGH
    return (left, top - rows * _HIGH + _HIGH - _TALL, left + columns * _WIDE - 3, top)


def _spot(page: Page, box: Box) -> Spot:
    kind = BoxKind.TICK if box.kind is BoxKind.TICK else BoxKind.CHOICE if box.options else BoxKind.TEXT
    cell = (box.place.cell or "").partition(":")[0]
    return Spot(
        box.name, kind, page.number, _place(box), box.label, options=box.options, placed=False,
        cell=f"{page.sheet}!{cell}" if page.sheet else cell,
    )  # fmt: skip


def _under(spot: Spot, pattern: str) -> Spot:
    """Set the first cell of a column right under its heading."""
    x0, _, x1, _ = spot.box
    bottom = spot.box[1] + _HIGH - _TALL
    return spot._replace(box=(x0, bottom, x1, bottom + _TALL), pattern=pattern)


def _phrase(page: Page, box: Box, filled: set[tuple[int, int]], *, alone: bool) -> Phrase:
    """Lay a text out: it runs on over empty cells up to the next filled one. alone: nothing else is in its row."""
    left, bottom, right, top = _place(box)
    row, column, _, columns = box.grid or (1, 1, 1, 1)
    text = one_line(box.text)
    reach = next((far for far in range(_FAR + 2) if (row, column + columns + far) in filled), 0)
    heads = alone and not text.endswith(":") and len(text.split()) <= _MOST_WORDS
    return Phrase(
        text, page.number, (left, bottom, right + reach * _WIDE, top), _SIZE * (1.3 if heads else 1), bold=heads
    )
