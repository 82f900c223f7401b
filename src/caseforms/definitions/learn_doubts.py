"""What must be confirmed whatever speaks for it: boxes that hold a part of an answer where the whole is asked."""

from __future__ import annotations

from collections.abc import Sequence

from caseforms.definitions.learn_groups import Question
from caseforms.definitions.learn_page import same_line

_PIECES = frozenset({"first", "middle", "last"})
_PHONE, _DIGITS = 50.0, 7  # points, and letters: the smallest box of a whole telephone number
_DATE = 38.0  # points: the narrowest box of a whole date
_LOOSE = frozenset({"date", "birth_date", "signature_date"})


def doubt_parts(questions: Sequence[Question], canonical: set[str]) -> None:
    """Have confirmed what looks like a part of an answer: a lone last name, an area code, a month.

    canonical: the names that the product knows.
    """
    for question in questions:
        if question.kind:
            continue
        if question.concept == "name" and question.name in canonical and _is_piece(questions, question):
            question.doubt("it holds a part of the name only")
        if len(question.items) > 1:
            continue
        if question.concept == "phone" and _is_short(question, _PHONE, _DIGITS):
            question.doubt("too small for a telephone number")
        if question.concept in _LOOSE and (
            _is_short(question, _DATE, 6) or question.first.part in {"month", "day", "year"}
        ):
            question.doubt("too small for a date")


def _is_piece(questions: Sequence[Question], question: Question) -> bool:
    """Whether a name is a lone part, or has a part beside it that belongs to nobody else."""
    if question.first.part in _PIECES and "first" not in question.parts:
        return True
    if len(question.items) == 1 and question.first.part in _PIECES:
        return True
    return any(
        other is not question
        and other.concept == "name"
        and other.first.part in _PIECES
        and other.first.heading is question.first.heading
        and same_line(other.first.spot, question.first.spot)
        for other in questions
    )


def _is_short(question: Question, narrow: float, fewest: int) -> bool:
    spot = question.first.spot
    if not spot.placed or spot.cell or spot.members or question.first.part == "extension":
        return False
    return spot.box[2] - spot.box[0] < narrow or 0 < spot.longest < fewest
