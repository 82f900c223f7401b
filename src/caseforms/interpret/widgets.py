"""Fillable PDF: which widget answers which field.

Order of trust: the widget's own name, its tooltip, the label printed beside it (then with a finding).
The plan of a layout (same widgets at the same places) is made once and used for every file of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from caseforms.definitions.labels import LabelIndex, Match, Target
from caseforms.fieldtypes.text import name_segments, normalise_label, split_name_tokens
from caseforms.interpret.claims import Claim, remarks_on
from caseforms.interpret.print_around import heading_above, label_of
from caseforms.model import Box, BoxKind, Remark, Submission

_PLANS_KEPT = 64
_YES_NO = {"yes": "yes", "y": "yes", "no": "no", "n": "no", "unknown": "unknown", "unk": "unknown"}
_GUESSED = 0.8  # confidence of an answer found only by the label printed beside its box


class _Planned(NamedTuple):
    position: int
    target: Target
    source: str
    confidence: float
    remarks: tuple[Remark, ...]


def claims(submission: Submission, boxes: Sequence[Box], index: LabelIndex) -> list[Claim]:
    """Give the claims of all widgets that the form knows."""
    layout = tuple([(box.name, box.label, box.place.box) for box in boxes])
    plans = index.plans
    plan = plans.get(layout)
    if plan is None:
        if len(plans) >= _PLANS_KEPT:
            plans.clear()
        plan = plans[layout] = tuple(_plan(submission, boxes, index))
    return [
        Claim(target, boxes[position], source, confidence, remarks)
        for position, target, source, confidence, remarks in plan
    ]


def _plan(submission: Submission, boxes: Sequence[Box], index: LabelIndex) -> Iterator[_Planned]:
    for position, box in enumerate(boxes):
        source = f"widget:{box.name}"
        if box.kind is BoxKind.TICK:
            for target, confidence in _tick(box, index):
                yield _Planned(position, target, source, confidence, ())
            continue
        match = _by_name_or_tip(submission, box, index)
        if match is not None:
            for target in match[0]:
                yield _Planned(position, target, source, match[1], match[2])
            continue
        if _telling(box):
            continue
        label = label_of(submission, box)
        found = index.find(label, heading_above(submission, box, index)) if label else None
        if found is not None and found.how in {"exact", "short"}:
            guess = Remark("guessed_place", {"label": label})
            yield _Planned(position, found.target, f"label:{label}", _GUESSED, (guess,))


def _telling(box: Box) -> bool:
    """Whether the box has a tooltip or a name with a meaning, so that the print beside it is not needed."""
    words = split_name_tokens(box.name.rpartition(".")[2]).split()
    return bool(box.label.strip()) or not set(words) <= _EMPTY_NAMES | {word for word in words if word.isdigit()}


_EMPTY_NAMES = {
    "text",
    "field",
    "text field",
    "fill",
    "undefined",
    "untitled",
    "textfield",
    "f",
    "date",
    "tx",
    "combo",
    "box",
}


def _by_name_or_tip(
    submission: Submission, box: Box, index: LabelIndex
) -> tuple[tuple[Target, ...], float, tuple[Remark, ...]] | None:
    """Match a widget by its name and its tooltip; where the two disagree, the surer one, with a remark."""
    named: Match | None = index.find_name(box.name)
    if named is not None and named.confidence == 1.0 and named.alias == box.name:
        return (named.target,), 1.0, ()  # a name of our own blanks, or one that the definition lists
    section = _section_of_name(box, index)
    tipped: Match | None = index.find(box.label, section) if box.label else None
    both = index.combined(box.label, section) or index.combined(split_name_tokens(box.name), section)
    if both and all(match is None or match.target in both for match in (named, tipped)):
        return both, 0.95, ()
    for match in (named, tipped):
        if match is not None and match.confidence < 1.0 and match.alias in index.ambiguous and section is None:
            section = heading_above(submission, box, index)
            tipped = index.find(box.label or split_name_tokens(box.name), section)
            return ((tipped.target,), tipped.confidence, ()) if tipped is not None else None
    if named is None and tipped is None:
        asked = normalise_label(box.label or split_name_tokens(box.name))
        under = heading_above(submission, box, index) if section is None and asked in index.ambiguous else None
        match = index.find(asked, under) if under is not None else None
        return ((match.target,), match.confidence, ()) if match is not None else None
    if named is None or tipped is None or named.target == tipped.target:
        match = named if tipped is None or (named is not None and named.confidence >= tipped.confidence) else tipped
        assert match is not None  # noqa: S101  one of the two is there
        return (match.target,), match.confidence, remarks_on(match, box.label or box.name)
    if named.target.field == tipped.target.field:
        match = named if named.target.part else tipped
        return (match.target,), min(named.confidence, tipped.confidence), ()
    match = named if named.confidence >= tipped.confidence else tipped
    other = tipped if match is named else named
    remark = Remark("close_label", {"label": box.label, "alias": index.fields[other.target.field].label})
    return (match.target,), 0.7, (remark,)


def _section_of_name(box: Box, index: LabelIndex) -> str | None:
    parents = name_segments(box.name)[:-1]
    return next((found for part in reversed(parents) if (found := index.section(part))), None)


def _tick(box: Box, index: LabelIndex) -> list[tuple[Target, float]]:
    """Find which choice a check box ticks, or which yes/no question it answers."""
    named: Match | None = index.find_name(box.name)
    if named is not None and named.alias == box.name and named.confidence == 1.0:
        return [(named.target, 1.0)]
    section = _section_of_name(box, index)
    question, _, caption = box.label.rpartition(":")
    asked = index.find(question, section) if question.strip() else None
    if asked is not None:
        here = [target for target in index.captioned(caption) if target.field == asked.target.field]
        if not here and index.fields[asked.target.field].type == "yes_no":
            answer = _YES_NO.get(caption.strip().lower())
            here = [Target(asked.target.field, f"={answer}")] if answer else []
        if here:
            return [(here[0], 1.0)]
    for text in (box.label, name_segments(box.name)[-1] if name_segments(box.name) else ""):
        found = index.captioned(text, section) if text else []
        if len({target.field for target in found}) == 1:
            return [(found[0], 1.0)]
        answered = _yes_or_no(text, section, index)
        if answered is not None:
            return [(answered, 0.95)]
    for match in (index.find(box.label, section) if box.label else None, named):
        if match is not None and not match.target.part and index.fields[match.target.field].type == "yes_no":
            return [(match.target, match.confidence)]
    return []


def _yes_or_no(text: str, section: str | None, index: LabelIndex) -> Target | None:
    """Find `interpreter needed yes`, `ICWA - No`: a question with its answer in one text."""
    words = split_name_tokens(text).split() if text.isidentifier() else text.replace("-", " ").replace(":", " ").split()
    for answer, rest in ((words[-1:], words[:-1]), (words[:1], words[1:])):
        code = _YES_NO.get(answer[0].lower().strip("()?.,")) if answer else None
        match: Match | None = index.find(" ".join(rest), section) if code and rest else None
        if match is not None and index.fields[match.target.field].type == "yes_no":
            return Target(match.target.field, f"={code}")
    return None
