"""What is printed around a widget: the label beside, above or behind it, and the heading it stands under."""

from __future__ import annotations

from caseforms.definitions.labels import LabelIndex
from caseforms.model import Box, BoxKind, Submission

_LEFT = 220.0  # points: how far to the left a label may end
_ABOVE = 16.0  # points: how far above the box a label may stand
_RIGHT = 14.0  # points: how far to the right of a tick box its caption may begin
_SLACK = 3.0  # points by which print and box may overlap
_LONGEST = 120  # characters: longer print is a sentence, not a label


def label_of(submission: Submission, box: Box) -> str:
    """Give the printed label of a widget: beside a tick, else on its left, else above it; "" for none."""
    page, rect = box.place.page, box.place.box
    if page is None or rect is None:
        return ""
    x0, y0, x1, y1 = rect
    best: tuple[float, str] | None = None
    for run in submission.printed(page):
        if run.place.box is None or len(run.text) > _LONGEST:
            continue
        left, bottom, right, top = run.place.box
        middle = (bottom + top) / 2
        beside = y0 - _SLACK <= middle <= y1 + _SLACK
        distance = None
        if box.kind is BoxKind.TICK and beside and -_SLACK <= left - x1 <= _RIGHT:
            distance = (left - x1) / 10
        elif beside and -_SLACK <= x0 - right <= _LEFT:
            distance = 1 + (x0 - right) / 10
        elif 0 <= bottom - y1 + _SLACK <= _ABOVE and left < x1 and right > x0:
            distance = 2 + (bottom - y1 + _SLACK) / 2 + abs(left - x0) / 20
        if distance is not None and (best is None or distance < best[0]):
            best = (distance, run.text)
    return best[1].strip().rstrip(":_ ").strip() if best else ""


def heading_above(submission: Submission, box: Box, index: LabelIndex) -> str | None:
    """Give the section whose heading stands nearest above the widget on its page."""
    page, rect = box.place.page, box.place.box
    if page is None or rect is None:
        return None
    found: tuple[float, str] | None = None
    for run in submission.printed(page):
        section = index.section(run.text) if run.place.box is not None and len(run.text) <= _LONGEST else None
        if section is None or run.place.box is None:
            continue
        height = run.place.box[1] - rect[3]
        if height >= -_SLACK and (found is None or height < found[0]):
            found = (height, section)
    return found[1] if found else None
