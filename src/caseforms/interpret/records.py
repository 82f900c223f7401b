"""A submission and a form definition in, records out (DESIGN 2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence

from caseforms.definitions.labels import LabelIndex
from caseforms.fieldtypes.text import clean, normalise_label, one_line
from caseforms.interpret import cells, flat, learned, lists, placed, widgets
from caseforms.interpret.answers import answers
from caseforms.interpret.claims import Claim
from caseforms.interpret.context import names_somebody
from caseforms.interpret.doubts import doubts
from caseforms.interpret.grid import Grid, is_heading_like
from caseforms.interpret.print_around import label_of
from caseforms.interpret.typed import taken_in
from caseforms.model import Answer, Box, BoxKind, Page, Record, Remark, State, Submission, Unplaced

_ENOUGH_LABELS = 0.6  # share of the required questions under which a form looks changed or old (GEN004)
_PDF_KINDS = {BoxKind.TEXT, BoxKind.TICK, BoxKind.RADIO, BoxKind.CHOICE, BoxKind.SIGNATURE}

Finish = Callable[[list[Claim], Sequence[Unplaced], Sequence[Remark], str], Record]


def interpret(
    submission: Submission, pages: Sequence[Page], index: LabelIndex, today: dt.date, confidence: float = 1.0
) -> list[Record]:
    """Read one form (or one list of them) from the pages of a part of a submission.

    Args:
        submission: what was read; its printed text helps where widgets do not tell.
        pages: the part: all pages of a PDF, one sheet of a workbook.
        index: the labels of the form it was recognised as.
        today: the as-of date, by which two-digit years of birth are told.
        confidence: of the recognition.

    Returns:
        One record for a form, one a row for a list.
    """

    def finish(claims: list[Claim], unplaced: Sequence[Unplaced], remarks: Sequence[Remark], part: str) -> Record:
        found = answers(index, claims, today)
        _statements(submission, pages, index, found)
        told = (*remarks, *doubts(submission, index, claims, found), *_about_the_form(index, found, unplaced))
        received = submission.received.date() if submission.received else today
        return Record(index.form.id, index.form.edition, found, tuple(unplaced), told, confidence, part, received)

    if pages and pages[0].sheet is not None:
        return list(_of_sheet(pages[0], index, finish))
    return [_of_pdf(submission, pages, index, finish)]


def _of_pdf(submission: Submission, pages: Sequence[Page], index: LabelIndex, finish: Finish) -> Record:
    boxes = taken_in([box for page in pages for box in page.boxes])
    known = learned.knows(boxes, index)
    sure = not learned.is_learned(index) or (
        any(box.name for box in boxes) and learned.own_share(boxes, index) >= _ENOUGH_LABELS
    )
    other = () if sure else tuple(_of_another_form(submission, pages, boxes, index))
    if flat.is_flat(boxes) or (known and not any(box.filled for box in boxes)):
        read = flat.read(submission, pages, index)
        if flat.is_flat(boxes) or any(claim.box.filled for claim in read.claims):
            return finish(read.claims, read.unplaced, other, "")
    if known:
        return _of_learned(submission, boxes, index, finish)
    found = widgets.claims(submission, [box for box in boxes if box.kind is not BoxKind.WORD], index)
    claims = [claim for claim in found if not claim.box.hidden]
    claimed = {id(claim.box) for claim in claims}
    groups = {claim.box.name for claim in claims if claim.box.kind is BoxKind.RADIO}  # their words may be the print's
    left = [box for box in boxes if id(box) not in claimed and box.filled and box.name not in groups]
    remarks = [Remark("hidden_box", {"label": box.label or box.name}, box.place) for box in left if box.hidden]
    remarks += [remark for box in left for remark in box.remarks if remark.kind == "two_copies"]
    return finish(claims, unplaced(submission, left), (*remarks, *other), "")


def _of_another_form(
    submission: Submission, pages: Sequence[Page], boxes: Sequence[Box], index: LabelIndex
) -> Iterator[Remark]:
    """Say that neither the fields nor the print of a file are those of the blank: it seems to be another form."""
    blank = index.form.blank
    ours = blank is None or not (blank.names or blank.sha256)  # drawn by us only to find the places on it
    if ours or placed.has_pages_of(submission, pages, index):
        return
    names = learned.asked_by_name(index).keys()
    share = len({box.name for box in boxes} & names) / len(names) if names else 0.0
    yield Remark("few_labels", {"form": index.form.title, "p": f"{share:.0%}"})


def _of_learned(submission: Submission, boxes: Sequence[Box], index: LabelIndex, finish: Finish) -> Record:
    """Read a form whose fields are known by their exact names; what another field holds stays unplaced."""
    found = [*learned.claims(boxes, index), *_flattened_in_part(submission, boxes, index)]
    names = {*learned.asked_by_name(index), *(claim.box.name for claim in found)} - {""}
    left = [box for box in boxes if box.name not in names and box.filled]
    remarks = [Remark("hidden_box", {"label": box.label or box.name}, box.place) for box in left if box.hidden]
    remarks += [remark for box in left for remark in box.remarks if remark.kind == "two_copies"]
    return finish([claim for claim in found if not claim.box.hidden], unplaced(submission, left), remarks, "")


def _flattened_in_part(submission: Submission, boxes: Sequence[Box], index: LabelIndex) -> list[Claim]:
    """Read by their places the questions all of whose boxes were saved flat while others stayed fields."""
    here = {box.name for box in boxes}
    gone = {
        field.name
        for field in index.form.field
        if field.box and all(box.widget and box.widget not in here for box in field.box)
    }
    if not gone or submission.paper is None:
        return []
    read = placed.read(submission, submission.pages, index)
    return [claim for claim in read.claims if claim.target.field in gone]


def unplaced(submission: Submission, boxes: Iterable[Box]) -> list[Unplaced]:
    """Keep filled boxes that no field of the form takes, each with the label that stands with it."""
    kept = []
    for box in boxes:
        label = box.label or (label_of(submission, box) if box.kind in _PDF_KINDS else "")
        raw = box.text if box.text or box.raw is None else box.raw
        kept.append(Unplaced(box.name, one_line(label), raw, box.place))
    return kept


def _of_sheet(page: Page, index: LabelIndex, finish: Finish) -> Iterator[Record]:
    grid = Grid(page.boxes)
    sheet = page.sheet or ""
    head = lists.header(grid, index)
    if head is None:
        claims, print_cells = cells.claims(grid, index)
        first = min((claim.box.grid[0] for claim in claims if claim.box.grid), default=0)
        yield finish(claims, _left_over(grid, index, claims, print_cells, first), (), sheet)
        return
    shared, left = _above(page, head, index)
    for row in lists.rows(grid, head):
        yield finish([*row.claims, *shared], [*left, *row.unplaced], row.remarks, f"{sheet}, row {row.number}")
        left = []


def _above(page: Page, head: lists.Header, index: LabelIndex) -> tuple[list[Claim], list[Unplaced]]:
    """Give what is said above a list for all of its rows ("Requested by: ..."), and what else stands there."""
    grid = Grid(box for box in page.boxes if box.grid is not None and box.grid[0] < head.row)
    claims, print_cells = cells.claims(grid, index)
    in_columns = {target.field for column in head.known.values() for target in column.targets}
    shared = [claim for claim in claims if clean(claim.said) and claim.target.field not in in_columns]
    return shared, _left_over(grid, index, shared, print_cells, head.row)


def _left_over(grid: Grid, index: LabelIndex, claims: list[Claim], print_cells: set[str], first: int) -> list[Unplaced]:
    """Keep the cells that are neither answer nor print, each with the words on its left as its label.

    first: the row where the form begins; words that stand alone above it are its title.
    """
    taken = {claim.box.place.cell for claim in claims} | print_cells
    kept: list[Unplaced] = []
    labels: set[str] = set()
    for number, line in grid.rows():
        for box in line:
            text = clean(box.text) or (box.raw or "")
            cell = box.place.cell or ""
            if not text or cell in taken or cell in labels:
                continue
            if number < first and is_heading_like(box, line):
                continue  # the title block
            left = next((box for box in grid.left_of(box) if clean(box.text)), None)
            if cells.is_own_print(box, index) and (left is None or left.place.cell not in labels):
                continue
            beside = grid.right_of(box)
            asks = text.endswith((":", "?")) or names_somebody(text) or index.find_exactly(text) is not None
            if asks and beside is not None and clean(beside.text):
                labels.add(cell)
                continue
            if text.endswith(":"):
                continue  # a label that the form does not know, and nobody answered
            label = clean(left.text).rstrip(": ") if left is not None else ""
            kept.append(Unplaced(box.name, label, box.text or text, box.place))
    return kept


def _statements(submission: Submission, pages: Sequence[Page], index: LabelIndex, found: dict[str, Answer]) -> None:
    """Answer the questions whether a statement stands on the form, from its print."""
    wanted = {name: phrases for name, phrases in index.statements.items() if found[name].state is State.ABSENT}
    if not wanted:
        return
    runs: list[Box] = []
    for page in pages:
        runs += page.boxes if page.sheet is not None else submission.printed(page.number)
    text = normalise_label(" ".join(run.text for run in runs))
    for name, phrases in wanted.items():
        phrase = next((phrase for phrase in phrases if phrase in text), None)
        if phrase is not None:
            found[name] = found[name]._replace(state=State.ANSWERED, value="yes", raw="", source=f"print:{phrase}")


def _about_the_form(index: LabelIndex, found: dict[str, Answer], left: Sequence[Unplaced]) -> Iterator[Remark]:
    states = [found[name].state for name in index.required]
    share = sum(state is not State.ABSENT for state in states) / len(states) if states else 1.0
    if share < _ENOUGH_LABELS:
        yield Remark("few_labels", {"form": index.form.title, "p": f"{share:.0%}"})
    said = (State.ANSWERED, State.UNREADABLE)
    if not left and not any(
        answer.state in said and not answer.source.startswith("print:") for answer in found.values()
    ):
        yield Remark("all_blank", {"form": index.form.title})
