"""From questions to a form definition: types, choices, labels that are used once, sections, boxes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from caseforms.definitions.edition import printed_edition
from caseforms.definitions.form import Choice, FieldDefinition, FieldType, FormDefinition, Identify, Section
from caseforms.definitions.learn_groups import SURE, Question
from caseforms.definitions.learn_page import Sheet, Spot
from caseforms.definitions.learn_ticks import caption_of
from caseforms.definitions.learned import Blank, LearnedBox, Part, Subject
from caseforms.fieldtypes.text import fold, normalise_label, one_line, shorten
from caseforms.model import Box, BoxKind, Submission

_LABEL, _TITLE, _SLUG = 120, 80, 40  # letters at most
_CLEAR, _DEARER = 0.9, 0.12  # confidence in a label of its own that costs nothing; what its price takes away
_UPPER = 0.55  # of the height of a page: the title stands above
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
_NO_TITLE = re.compile(r"microsoft word|untitled|\.(docx?|pdf|indd|rtf)$|^document\d*$", re.IGNORECASE)
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
    labels = _Labels(questions)
    fields, reasons = [], []
    for question in questions:
        section = sections.of(question)
        reason = _reason(question)
        fields.append(_field(question, section.id, labels.of(question, section), reason))
        reasons.append(reason)
    shown = {spot.name for sheet in sheets for spot in sheet.spots}
    unseen = dict.fromkeys(box.name for box in submission.boxes() if _is_unseen(box, shown))
    for number, name in enumerate(unseen, 1):
        fields.append(_unseen(number, name, sections.first().id))
        reasons.append(Reason(0.0, ("no page shows this field",)))
    about = next((f.section for f in fields if f.name == "client_name"), fields[0].section if fields else _FIRST)
    title = _title(submission, sheets)
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
    plain = "_".join(re.findall(r"[a-z0-9]+", fold(text)))[:longest].strip("_")
    return plain if not plain or plain[0].isalpha() else f"n{plain}"


class _Sections:
    """The sections of the form, each heading once."""

    def __init__(self) -> None:
        self._known: dict[str, Section] = {}

    def of(self, question: Question) -> Section:
        """Give the section that a question stands in."""
        heading = question.first.heading
        title = shorten(heading.text, _TITLE) if heading is not None else ""
        key = slug(title)
        if not key:
            return self.first()
        if key not in self._known:
            self._known[key] = Section(id=key, title=title)
        return self._known[key]

    def first(self) -> Section:
        """Give the section of what stands under no heading."""
        return self._known.setdefault(_FIRST, Section(id=_FIRST, title="Form"))

    def all(self) -> tuple[Section, ...]:
        """Give the sections in the order in which they came; a form has one at least."""
        return tuple(self._known.values()) or (self.first(),)


class _Labels:
    """Labels that are used once: "City" of two people becomes "City (Section)"."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self._owners = {normalise_label(question.name): question.name for question in questions}

    def of(self, question: Question, section: Section) -> str:
        """Give the label of a question."""
        item = question.first
        printed = question.asked or item.label or (caption_of(item) if item.spot.tick else "") or item.spot.tooltip
        label = shorten(one_line(printed).strip(" :*_."), _LABEL) or question.name.replace("_", " ").capitalize()
        if not normalise_label(label):
            label = question.name.replace("_", " ").capitalize()
        for text in (label, f"{label} ({section.title})"):
            if self._owners.setdefault(normalise_label(text), question.name) == question.name:
                return text
        number = 2
        while self._owners.setdefault(normalise_label(f"{label} ({number})"), question.name) != question.name:
            number += 1
        return f"{label} ({number})"


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


def _field(question: Question, section: str, label: str, reason: Reason) -> FieldDefinition:
    kind = _type(question)
    boxes = tuple(_boxes(question))
    heading = question.first.heading
    return FieldDefinition(
        name=question.name,
        section=section,
        label=label,
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


def _unseen(number: int, name: str, section: str) -> FieldDefinition:
    return FieldDefinition(
        name=f"unseen_{number}", section=section, label=f"Unseen field {number}", widgets=(name,), confirm=True
    )


def _is_unseen(box: Box, shown: set[str]) -> bool:
    """Whether a field of a PDF stands on no page, or is hidden there."""
    return bool(box.name) and box.grid is None and box.place.cell is None and box.name not in shown


def _title(submission: Submission, sheets: Sequence[Sheet]) -> str:
    """Give the title: the largest print of the first page with boxes, else the document's own."""
    first = next((sheet for sheet in sheets if sheet.spots), sheets[0] if sheets else None)
    found = _largest(first) if first is not None else ""
    own = one_line(submission.title)
    if own and not _NO_TITLE.search(own) and fold(own) in fold(" ".join(p.text for s in sheets for p in s.phrases)):
        return shorten(own, _TITLE)
    return shorten(found or own or "Form", _TITLE)


def _largest(sheet: Sheet) -> str:
    """Give the largest print in the upper part of a page: up to three lines under each other."""
    top = sheet.size[1] * _UPPER
    written = [p for p in sheet.phrases if sum(map(str.isalpha, p.text)) > 4 and p.box[1] > top]  # noqa: PLR2004  letters
    if not written:
        return ""
    size = max(p.size for p in written)
    lines = [p for p in written if p.size >= size * 0.97]
    found = [lines[0]]
    for line in lines[1:3]:
        if found[-1].box[1] - line.box[3] > size:
            break
        found.append(line)
    return one_line(" ".join(line.text for line in found))


def _form_id(file: str) -> str:
    stem = slug(file.rpartition(".")[0] or file or "form", 60).replace("_", "-")
    return stem or "form"
