"""What makes an answer doubtful beside the way in which it was found: its page, its blank, a draft definition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from caseforms.definitions.form import FieldDefinition
from caseforms.definitions.labels import LabelIndex
from caseforms.interpret.claims import Claim
from caseforms.model import Answer, Place, Remark, State, Submission

#: What an answer keeps at most of its confidence when the page shows something else.
_DIFFERS = 0.5
_OTHER = frozenset({"shows_other", "tick_shown", "tick_not_shown"})
#: What is said once about an answer of several boxes.
_ONCE = frozenset({"cut_text", "full_box", "not_shown"})
_SAID = (State.ANSWERED, State.UNREADABLE)


def doubts(
    submission: Submission, index: LabelIndex, claims: Sequence[Claim], found: dict[str, Answer]
) -> Iterator[Remark]:
    """Put doubts into the answers `found`, and give those about boxes that no question takes."""
    looks = submission.looks()
    places = {key[1]: key for key in looks}
    taken: set[tuple[str, Place]] = set()
    for claim in claims if looks else ():
        box = claim.box
        joined = (places[place] for place in box.also if place in places)  # the box may be several of the form's
        for key in dict.fromkeys(((box.name, box.place), *joined)):
            taken.add(key)
            for remark in looks.get(key, ()):
                found[claim.target.field] = _doubted(found[claim.target.field], remark)
    for key, remarks in looks.items():
        for remark in remarks if key not in taken else ():
            words = {**remark.words, "label": _label(submission, key[0])}
            yield remark._replace(words=words)
    for field in index.form.field:
        if field.confirm or field.box:
            found[field.name] = _of_the_form(field, index, found[field.name])


def _doubted(answer: Answer, remark: Remark) -> Answer:
    if remark.kind in _ONCE and any(known.kind == remark.kind for known in answer.remarks):
        return answer
    confidence = min(answer.confidence, _DIFFERS) if remark.kind in _OTHER else answer.confidence
    return answer._replace(confidence=confidence, remarks=(*answer.remarks, remark))


def _of_the_form(field: FieldDefinition, index: LabelIndex, answer: Answer) -> Answer:
    """Doubt an answer that was there before anybody answered, and one to a question that nobody has confirmed."""
    if answer.state not in _SAID:
        return answer
    said = answer.value if isinstance(answer.value, list) else [answer.value]
    before = dict.fromkeys(box.means or "yes" for box in field.box if box.ticked)
    captions = [index.caption(field.name, code) for code in before if code in said]
    remarks = [Remark("ticked_before", {"a": caption}, answer.place) for caption in captions]
    if field.confirm:
        remarks.append(Remark("unconfirmed", {}, answer.place))
    return answer._replace(remarks=(*answer.remarks, *remarks)) if remarks else answer


def _label(submission: Submission, name: str) -> str:
    labels: Mapping[str, str] = {box.name: box.label for box in submission.boxes() if box.name == name}
    return labels.get(name) or name
