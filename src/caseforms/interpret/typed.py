"""Answers typed over a fillable form, in notes, while its boxes stayed empty."""

from __future__ import annotations

from collections.abc import Sequence

from caseforms.model import Box, BoxKind, Remark

_ABOVE = 3.0  # points by which the middle of a note may miss its box


def taken_in(boxes: Sequence[Box]) -> list[Box]:
    """Put what notes say into the empty boxes that they lie over, with a remark; the other notes stay as they are."""
    notes = [box for box in boxes if box.kind is BoxKind.WORD]
    if not notes:
        return list(boxes)
    found: list[Box] = []
    used: set[int] = set()
    for box in boxes:
        over = [note for note in notes if id(note) not in used and _lies_over(note, box)] if _is_empty(box) else []
        used |= {id(note) for note in over}
        found.append(_filled(box, over) if over else box)
    return [box for box in found if id(box) not in used]


def _is_empty(box: Box) -> bool:
    return box.kind not in {BoxKind.WORD, BoxKind.RADIO} and not box.filled and not box.hidden


def _lies_over(note: Box, box: Box) -> bool:
    one, two = note.place.box, box.place.box
    if one is None or two is None or note.place.page != box.place.page:
        return False
    middle = (one[1] + one[3]) / 2
    first = one[0] + (one[3] - one[1]) / 4  # a note belongs where it begins
    return two[0] - _ABOVE <= first <= two[2] and two[1] - _ABOVE <= middle <= two[3] + _ABOVE


def _filled(box: Box, notes: Sequence[Box]) -> Box:
    lines = sorted(notes, key=lambda note: (-(note.place.box or (0, 0, 0, 0))[1], (note.place.box or (0, 0, 0, 0))[0]))
    remarks = (*box.remarks, Remark("guessed_place", {"label": box.label or box.name}, box.place))
    if box.ticked is not None:
        return box._replace(ticked=True, remarks=remarks)
    return box._replace(text="\n".join(line.text for line in lines), remarks=remarks)
