"""From claims to answers: parts joined, ticks gathered, texts parsed, the four states kept apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from caseforms.definitions.form import FieldDefinition
from caseforms.definitions.labels import LabelIndex
from caseforms.fieldtypes.parse import Parsed, parse
from caseforms.fieldtypes.text import clean, fold
from caseforms.interpret.claims import Claim
from caseforms.interpret.combined import split_combined
from caseforms.interpret.tables import table_answer
from caseforms.model import Answer, BoxKind, Place, Remark, State

_GUESSES = {"serial_date", "day_first", "two_digit_year", "two_phones", "guessed_place"}
_GUESS_FACTOR = 0.8  # what a repaired or guessed value keeps of its confidence
_DOUBTFUL = 0.5  # confidence of the first of two different answers

#: How the parts of a value are put together, by field type: (parts in order, what stands before each).
_ORDER: Mapping[str, tuple[tuple[str, str], ...]] = {
    "name": (("first", " "), ("", " "), ("middle", " "), ("last", " "), ("suffix", " ")),
    "phone": (("area", " "), ("", " "), ("prefix", " "), ("line", "-"), ("ext", " ext. ")),
    "address": (
        ("street", ", "),
        ("", ", "),
        ("unit", ", "),
        ("city", ", "),
        ("state", ", "),
        ("zip", " "),
        ("county", ", "),
    ),
}


def answers(index: LabelIndex, claims: Sequence[Claim], today: dt.date) -> dict[str, Answer]:
    """Give an answer for every field of the form, in the form's order."""
    by_field: dict[str, list[Claim]] = {}
    for claim in split_combined(claims, index):
        by_field.setdefault(claim.target.field, []).append(claim)
    found = {name: _answer(field, by_field.get(name, ()), index, today) for name, field in index.fields.items()}
    for field in index.conditional:
        found[field.name] = _needed_when(field, found)
    return found


def _needed_when(field: FieldDefinition, found: Mapping[str, Answer]) -> Answer:
    answer = found[field.name]
    when = field.required_when
    if when is None or answer.needed:
        return answer
    said = found[when.field].value
    wanted = (when.is_,) if isinstance(when.is_, str) else when.is_
    met = bool({said} & set(wanted)) if isinstance(said, str) else bool(set(said or ()) & set(wanted))
    return answer._replace(needed=True) if met else answer


def _answer(field: FieldDefinition, claims: Sequence[Claim], index: LabelIndex, today: dt.date) -> Answer:
    if len(claims) == 1 and not claims[0].target.part and claims[0].box.kind is not BoxKind.TICK:
        return _single(field, claims[0], index, today)
    base = Answer(field.name, field.label, field.type, State.ABSENT, needed=field.required, sensitive=field.sensitive)
    if not claims:
        return base
    base = base._replace(
        state=State.BLANK,
        place=claims[0].box.place,
        confidence=min(claim.confidence for claim in claims),
        source=claims[0].source,
        remarks=_remarks(claims),
        also=tuple(claim.box.place for claim in claims[1:]),
    )
    if field.type == "table":
        return table_answer(base, field, claims, index, today)
    if any(claim.target.part.startswith("=") or claim.box.kind is BoxKind.TICK for claim in claims):
        return _ticked(base, field, claims, index, today)
    if any(claim.target.part for claim in claims):
        return _joined(base, field, claims, index, today)
    return _one_of(base, field, claims, index, today)


def _single(field: FieldDefinition, claim: Claim, index: LabelIndex, today: dt.date) -> Answer:
    """Make the answer of a field that one box holds: by far the commonest case."""
    box = claim.box
    raw = box.text if claim.text is None else claim.text
    remarks = claim.remarks + box.remarks if box.remarks or claim.remarks else ()
    base = Answer(
        field.name, field.label, field.type, State.BLANK, None, raw, box.place, claim.confidence, claim.source,
        remarks, field.required, field.sensitive, box.also,
    )  # fmt: skip
    if not raw and not box.remarks and box.value is None:
        return base  # most boxes of most forms
    parsed = _parsed(field, raw, index, today, box.value if claim.text is None else None)
    if parsed.state == State.UNREADABLE and box.raw and field.type in {"choice", "choices", "yes_no"}:
        again = _parsed(field, box.raw, index, today)  # a drop-down may show one thing and store the code
        parsed = again if again.state == State.ANSWERED else parsed
    if not raw and box.raw and any(remark.kind == "error_cell" for remark in box.remarks):
        parsed, raw = Parsed(State.UNREADABLE.value), box.raw
    elif not raw and any(remark.kind == "formula_without_value" for remark in box.remarks):
        parsed = Parsed(State.UNREADABLE.value)
    return _filled(base, parsed, raw)


def _filled(base: Answer, parsed: Parsed, raw: str) -> Answer:
    """Put a parsed value into an answer, with what the parser remarked."""
    if not parsed.remarks:
        return base._replace(state=State(parsed.state), value=parsed.value, raw=raw)
    remarks = tuple(Remark(kind, words, base.place) for kind, words in parsed.remarks)
    guessed = any(remark.kind in _GUESSES for remark in remarks)
    return base._replace(
        state=State(parsed.state),
        value=parsed.value,
        raw=raw,
        confidence=round(base.confidence * _GUESS_FACTOR, 3) if guessed else base.confidence,
        remarks=base.remarks + remarks,
    )


def _parsed(field: FieldDefinition, raw: str, index: LabelIndex, today: dt.date, typed: Any = None) -> Parsed:
    return parse(field.type, raw, typed=typed, options=index.options.get(field.name), today=today)


def _one_of(base: Answer, field: FieldDefinition, claims: Sequence[Claim], index: LabelIndex, today: dt.date) -> Answer:
    """Several boxes for one answer: one of them counts if they agree, and the disagreement is told if not."""
    filled = [claim for claim in claims if clean(claim.said) or claim.box.remarks]
    different = list({fold(claim.said): claim for claim in reversed(filled) if clean(claim.said)}.values())[::-1]
    if not filled:
        return base
    first = _single(field, (different or filled)[0], index, today)
    if len(different) <= 1:
        return first
    values = {str(_single(field, claim, index, today).value) for claim in different}
    if len(values) == 1 and first.state is State.ANSWERED:
        return first
    a, b = different[0].said, different[1].said
    remark = Remark("two_answers", {"a": a, "b": b}, first.place)
    also = tuple(claim.box.place for claim in different[1:])
    return first._replace(remarks=(*first.remarks, remark), confidence=_DOUBTFUL, also=also)


def _joined(base: Answer, field: FieldDefinition, claims: Sequence[Claim], index: LabelIndex, today: dt.date) -> Answer:
    """Join the parts of a name, a date, a phone or an address in the order of speech."""
    said: dict[str, str] = {}
    for claim in claims:
        text = clean(claim.said)
        if text and text not in said.get(claim.target.part, ""):
            said[claim.target.part] = f"{said[claim.target.part]} {text}" if claim.target.part in said else text
    if not said:
        return base
    if field.type in {"date", "birth_date"}:
        return _date_of_parts(base, field, said, index, today)
    raw = ""
    for part, glue in _ORDER.get(field.type, ((part, " ") for part in said)):
        text = said.get(part, "")
        if text and not (part == "" and text in raw):
            raw = f"{raw}{glue}{text}" if raw else text
    parsed = _parsed(field, raw, index, today)
    if field.type == "phone" and any(kind == "two_phones" for kind, _ in parsed.remarks):
        parsed = Parsed(State.UNREADABLE.value, None, (("bad_phone", {"v": raw}),))  # the parts are not of one number
    return _filled(base, parsed, raw)


def _date_of_parts(
    base: Answer, field: FieldDefinition, said: Mapping[str, str], index: LabelIndex, today: dt.date
) -> Answer:
    """Make one date of month, day and year; a date with a part missing is not read."""
    if said.get(""):
        return _filled(base, _parsed(field, said[""], index, today), said[""])
    parts = [said.get(part, "") for part in ("month", "day", "year")]
    raw = "/".join(parts)
    if not all(parts):
        return _filled(base, Parsed(State.UNREADABLE.value, None, (("partial_date", {"v": raw}),)), raw)
    return _filled(base, _parsed(field, raw, index, today), raw)


def _ticked(base: Answer, field: FieldDefinition, claims: Sequence[Claim], index: LabelIndex, today: dt.date) -> Answer:
    """Gather the ticks of a field: a list for `choices`, one for `choice` and `yes_no`."""
    on = [claim for claim in claims if _is_on(claim, today)]
    written = [claim for claim in claims if not claim.target.part and claim.box.kind is not BoxKind.TICK]
    codes: list[str] = []
    raws: list[str] = []
    for claim in on:
        code = claim.target.part[1:] or "yes"
        if code not in codes:
            codes.append(code)
            raws.append(index.caption(field.name, code))
    for claim in written:
        parsed = _parsed(field, claim.said, index, today)
        more = parsed.value if isinstance(parsed.value, list) else [parsed.value] if parsed.value else []
        codes += [code for code in more if code not in codes]
        raws += [claim.said] if clean(claim.said) else []
        base = base._replace(remarks=base.remarks + _of_parser(parsed, claim.box.place))
    raw = "; ".join(raws)
    if on:
        base = base._replace(place=on[0].box.place, also=tuple(claim.box.place for claim in on[1:]))
    if not codes:
        state = State.UNREADABLE if raw else State.BLANK
        return base._replace(state=state, raw=raw)
    if field.type == "choices":
        return base._replace(state=State.ANSWERED, value=codes, raw=raw)
    if len(codes) == 1:
        return base._replace(state=State.ANSWERED, value=codes[0], raw=raw)
    remark = Remark("two_answers", {"a": raws[0], "b": raws[-1]}, base.place)
    return base._replace(state=State.UNREADABLE, raw=raw, remarks=(*base.remarks, remark))


def _is_on(claim: Claim, today: dt.date) -> bool:
    """Whether a tick is set: a ticked box, or an X (✓, yes) in the cell of a choice."""
    if claim.box.ticked is not None:
        return claim.box.ticked
    if not claim.target.part:
        return False
    return bool(parse("yes_no", claim.said, typed=claim.box.value, today=today).value == "yes")


def _of_parser(parsed: Parsed, place: Place) -> tuple[Remark, ...]:
    return tuple(Remark(kind, words, place) for kind, words in parsed.remarks)


def _remarks(claims: Iterable[Claim]) -> tuple[Remark, ...]:
    return tuple(remark for claim in claims for remark in (*claim.remarks, *claim.box.remarks))
