"""From questions to a form definition: types, choices, labels that are used once, sections, boxes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from caseforms.definitions.edition import printed_edition
from caseforms.definitions.form import Choice, FieldDefinition, FieldType, FormDefinition, Identify, Section
from caseforms.definitions.learn_distinct import Distinct
from caseforms.definitions.learn_groups import SURE, Question
from caseforms.definitions.learn_page import Sheet, Spot
from caseforms.definitions.learn_ticks import caption_of
from caseforms.definitions.learn_title import title_of
from caseforms.definitions.learned import Blank, LearnedBox, Part, Subject
from caseforms.fieldtypes.text import fold, normalise_label, one_line, shorten
from caseforms.model import Box, BoxKind, Submission

_LABEL, _TITLE, _SLUG = 120, 80, 40  # letters at most
_CLEAR, _DEARER = 0.9, 0.12  # confidence in a label of its own that costs nothing; what its price takes away
_FIRST = "form"  # the section of what stands under no heading
_SUBJECTS: dict[str, Subject] = {
    "subject": "subject", "child": "child", "parent": "parent", "guardian": "parent", "worker": "worker",
    "provider": "provider", "recipient": "recipient",
}  # fmt: skip
_TYPES: dict[str, FieldType] = {
    "birth_date": "birth_date", "signature_date": "date", "date": "date", "phone": "phone", "fax": "phone",
    "email": "email", "address": "address", "ssn": "identifier", "case_number": "case_number",
    "signature": "signature", "document": "identifier",
}  # fmt: skip
_PARTS: dict[str, Part] = {
    "city_state_zip": "line", "city_state": "line", "country": "line", "all": "", "": "",
    "first": "first", "middle": "middle", "last": "last", "suffix": "suffix", "month": "month", "day": "day",
    "year": "year", "area": "area", "exchange": "exchange", "number": "number", "extension": "extension",
    "street": "street", "unit": "unit", "city": "city", "state": "state", "zip": "zip", "county": "county",
    "line": "line", "comb": "comb", "option": "option",
}  # fmt: skip
_NUMBER = re.compile(
    r"^\W*(?:\d{1,3}[a-z]?|[a-z]|[ivx]{1,5})\s?[.):]\s*(?=\D)|^\d{1,2}\s+", re.IGNORECASE
)  # before a heading
_OFFICE = re.compile(
    r"\b(?:office|agency|official|clinic|internal|dhs|court|state|staff|county) use\b|para uso", re.IGNORECASE
)


class Reason(NamedTuple):
    """Why a question was taken for what it is."""

    confidence: float
    evidence: tuple[str, ...]


class Drafted(NamedTuple):
    """A drafted form with the reasons of each of its fields."""

    form: FormDefinition
    reasons: tuple[Reason, ...]


def form_of(submission: Submission, sheets: Sequence[Sheet], questions: Sequence[Question], blank: Blank) -> Drafted:
    """Write the questions of a blank as a form definition."""
    sections = _Sections()
    shown = {spot.name for sheet in sheets for spot in sheet.spots}
    unseen = tuple(dict.fromkeys(box.name for box in submission.boxes() if _is_unseen(box, shown)))
    labels = Distinct([question.name for question in questions])
    fields, reasons = [], []
    for question in questions:
        section = sections.of(question)
        reason = _reason(question)
        label = labels.label(question.name, _label(question), section.title)
        aliases = tuple(text for text in question.aliases if labels.take(question.name, text))
        fields.append(_field(question, section.id, label, aliases, reason))
        reasons.append(reason)
    for number, widget in enumerate(unseen, 1):
        name = labels.name(f"unseen_{number}")
        fields.append(_unseen(name, labels.label(name, f"Unseen field {number}", "Form"), widget, sections.first().id))
        reasons.append(Reason(0.0, ("no page shows this field",)))
    about = next((f.section for f in fields if f.name == "client_name"), fields[0].section if fields else _FIRST)
    asked = {fold(text) for q in questions for item in q.items for text in (item.label, q.asked)}
    title = title_of(submission.title, sheets, asked, blank.file)
    form = FormDefinition(
        id=_form_id(blank.file),
        title=title,
        edition=printed_edition(blank) or "1",
        subject=about,
        identify=Identify(titles=(title,)),
        section=sections.all(),
        field=tuple(fields),
        blank=blank,
    )
    return Drafted(form, tuple(reasons))


def slug(text: str, longest: int = _SLUG) -> str:
    """Give a name for a text: small letters, digits and underscores, a letter first; "" for none."""
    plain = "_".join(re.findall(r"[a-z0-9]+", fold(text)))
    if len(plain) > longest:
        whole = plain[: longest + 1].rpartition("_")[0]  # no half word at the end
        plain = whole or plain[:longest]
    return plain if not plain or plain[0].isalpha() else f"n{plain}"


class _Sections:
    """The sections of the form, each heading once."""

    def __init__(self) -> None:
        self._known: dict[str, Section] = {}

    def of(self, question: Question) -> Section:
        """Give the section that a question stands in."""
        heading = question.first.heading
        title = shorten(heading.text, _TITLE) if heading is not None else ""
        wanted = slug(_NUMBER.sub("", title)) or slug(title)
        if not wanted:
            return self.first()
        key, number = wanted, 2
        while key in self._known and self._known[key].title != title:
            key, number = f"{wanted}_{number}", number + 1
        return self._known.setdefault(key, Section(id=key, title=title))

    def first(self) -> Section:
        """Give the section of what stands under no heading."""
        return self._known.setdefault(_FIRST, Section(id=_FIRST, title="Form"))

    def all(self) -> tuple[Section, ...]:
        """Give the sections in the order in which they came; a form has one at least."""
        return tuple(self._known.values()) or (self.first(),)


def _label(question: Question) -> str:
    """Give the label of a question as printed, else as its name says it."""
    item = question.first
    printed = question.asked or item.label or (caption_of(item) if item.spot.tick else "") or item.spot.tooltip
    label = shorten(one_line(printed).strip(" :*_."), _LABEL)
    return label if normalise_label(label) else question.name.replace("_", " ").capitalize()


def _reason(question: Question) -> Reason:
    item = question.first
    best = item.labels.best
    confidence = question.confidence
    if best is not None and not question.concept and not question.kind:
        confidence = max(_CLEAR - _DEARER * best.price, 0.0)
    lines = [f"{who}: {one_line(words)}" for who, words, weight in item.evidence if words and weight]
    if best is not None and not any(line.startswith("label") for line in lines):
        lines.insert(0, f"label {best.side}: {one_line(best.text)}")
    lines += [note for note in question.notes if note not in lines]
    return Reason(round(confidence, 2), tuple(shorten(line, _LABEL) for line in lines))


def _field(question: Question, section: str, label: str, aliases: tuple[str, ...], reason: Reason) -> FieldDefinition:
    kind = _type(question)
    boxes = tuple(_boxes(question))
    heading = question.first.heading
    return FieldDefinition(
        name=question.name,
        section=section,
        label=label,
        aliases=aliases,
        type=kind,
        widgets=tuple(dict.fromkeys(box.widget for box in boxes if box.widget.strip())),
        choices=_choices(question) if kind in {"choice", "choices"} else (),
        sensitive=question.concept == "ssn",
        office=heading is not None and bool(_OFFICE.search(heading.text)),
        lines=max(1, min(40, sum(part == "line" for _, part in question.boxes()))),
        box=boxes,
        subject=_SUBJECTS.get(question.person, "other"),
        confirm=reason.confidence < SURE,
    )


def _type(question: Question) -> FieldType:
    if question.kind:
        return "yes_no" if question.kind == "yes_no" else "choice" if question.kind == "choice" else "choices"
    spot = question.first.spot
    if spot.kind is BoxKind.SIGNATURE:
        return "signature"
    if spot.kind is BoxKind.CHOICE and len(question.items) == 1:
        return "choice" if any(slug(option) for option in spot.options) else "text"
    if question.concept == "name":
        whole = len(question.items) > 1 or question.first.part in {"", "all"}
        return "name" if whole and not spot.multiline else "text"
    if question.concept == "other" and re.search(r"\bdates?\b|\bfecha\b", fold(question.first.label)):
        return "date"
    return _TYPES.get(question.concept, "text")


def _choices(question: Question) -> tuple[Choice, ...]:
    if not question.kind:
        options = [option for option in dict.fromkeys(question.first.spot.options) if slug(option)]
        return tuple(Choice(code=code, label=text) for code, text in zip(_codes(options), options, strict=True))
    pairs = zip(question.means, question.items, strict=True)
    return tuple(Choice(code=code, label=one_line(caption_of(item)) or code) for code, item in pairs)


def _codes(texts: Sequence[str]) -> list[str]:
    codes: list[str] = []
    for text in texts:
        code, number = slug(text), 2
        while code in codes:
            code, number = f"{slug(text)}_{number}", number + 1
        codes.append(code)
    return codes


def _boxes(question: Question) -> Iterable[LearnedBox]:
    means = iter(question.means)
    for spot, part in question.boxes():
        told = next(means, "") if question.kind else ""
        yield _box(spot, _PARTS.get(part, ""), told)


def _box(spot: Spot, part: Part, means: str) -> LearnedBox:
    x0, y0, x1, y1 = (round(float(edge), 2) if spot.placed else 0.0 for edge in spot.box)
    if spot.cell:
        return LearnedBox(cell=spot.cell, page=spot.page, part=part, means=means, ticked=spot.ticked)
    return LearnedBox(
        widget=spot.name, page=spot.page, box=(x0, y0, x1, y1), part=part, means=means, ticked=spot.ticked
    )


def _unseen(name: str, label: str, widget: str, section: str) -> FieldDefinition:
    return FieldDefinition(name=name, section=section, label=label, widgets=(widget,), confirm=True)


def _is_unseen(box: Box, shown: set[str]) -> bool:
    """Whether a field of a PDF stands on no page, or is hidden there."""
    return bool(box.name) and box.grid is None and box.place.cell is None and box.name not in shown


def _form_id(file: str) -> str:
    stem = slug(file.rpartition(".")[0] or file or "form", 60).replace("_", "-")
    return stem or "form"
