"""Which of the forms that were learned from their blanks a submission is: by its field names, or by its print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from caseforms.definitions.blank_print import names_of
from caseforms.definitions.labels import LabelIndex
from caseforms.definitions.learned import LearnedBox
from caseforms.definitions.page_match import matched_pages
from caseforms.errors import UnreadableFileError
from caseforms.model import Box, BoxKind, Page, Submission

_NAMES = 0.6  # of all names of both must be common, where a form was changed since
_PLACES = 0.8  # of the common names must stand where they were learned
_NEAR = 4.0  # points
_PRINT = 0.4  # of the anchors of a page of the blank must stand in their places
_LEAD = 0.05  # what the best must have more than the next


class Likeness(NamedTuple):
    """A form, and how much of it was found (0..1)."""

    labels: LabelIndex
    share: float


def by_their_blanks(
    submission: Submission, pages: Sequence[Page], indexes: Mapping[str, LabelIndex]
) -> tuple[LabelIndex, float] | None:
    """Tell a form that was learned from its blank; None when it is none of them.

    Raises:
        UnreadableFileError: `ambiguous_form` when two fit alike.
    """
    learned = [index for index in indexes.values() if index.form.blank is not None]
    if not learned or (pages and pages[0].sheet is not None):
        return None
    boxes = {box.name: box for page in pages for box in page.boxes if box.name and box.kind is not BoxKind.WORD}
    found = list(_by_names(boxes, learned)) if boxes else []
    if not found and submission.paper is not None:
        found = list(_by_print(submission, pages, learned))
    found.sort(key=lambda likeness: -likeness.share)
    if len(found) > 1 and found[0].share - found[1].share < _LEAD:
        one, two = (likeness.labels.form for likeness in found[:2])
        raise UnreadableFileError(
            "ambiguous_form",
            f"This may be {one.title} ({one.edition}) or {two.title} ({two.edition}): both fit alike.",
            f"Run again and name the form: --form {one.id} or --form {two.id}.",
        )
    return (found[0].labels, round(found[0].share, 2)) if found else None


def _by_names(boxes: Mapping[str, Box], learned: Sequence[LabelIndex]) -> Iterator[Likeness]:
    print_of = names_of(boxes)
    for index in learned:
        known = {box.widget: box for field in index.form.field for box in field.box if box.widget}
        common = boxes.keys() & known.keys()
        same = index.form.blank is not None and index.form.blank.names == print_of
        share = len(common) / len(boxes.keys() | known.keys())
        if common and (same or share >= _NAMES) and _in_place(common, boxes, known) >= _PLACES:
            yield Likeness(index, 1.0 if same else share)


def _in_place(names: set[str], boxes: Mapping[str, Box], known: Mapping[str, LearnedBox]) -> float:
    """Give how many of the named fields stand where the blank has them: "Text1" to "Text9" are on many forms."""
    placed = [(boxes[name], known[name]) for name in names if boxes[name].place.box and any(known[name].box)]
    there = sum(_stands(box, learned) for box, learned in placed)
    return there / len(placed) if placed else 1.0


def _stands(box: Box, learned: LearnedBox) -> bool:
    places = (box.place, *box.also)
    return any(
        place.page == learned.page
        and place.box is not None
        and max(abs(place.box[0] - learned.box[0]), abs(place.box[3] - learned.box[3])) <= _NEAR
        for place in places
    )


def _by_print(submission: Submission, pages: Sequence[Page], learned: Sequence[LabelIndex]) -> Iterator[Likeness]:
    sizes = [(page.number, page.size or (612.0, 792.0)) for page in pages]
    for index in learned:
        blank = index.form.blank
        if blank is None or submission.paper is None:
            continue
        matches, _ = matched_pages(blank, submission.paper, sizes)
        if any(match.share >= _PRINT for match in matches):
            asking = [page for page in blank.page if page.anchors]
            yield Likeness(index, sum(match.share for match in matches) / len(asking))
