"""Writes a learned draft: as TOML for the person who confirms it, as a list of plain objects for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from caseforms.definitions.form import FieldDefinition
from caseforms.definitions.learn import LearnedForm, LearnedQuestion
from caseforms.definitions.learned import Rectangle

_WIDE = 110  # letters of a line, from which a list is written over several
_HEAD = """\
# Learned from the blank {file}. A draft: read it through before it is used.
# A question with confirm = true is a guess. Compare it with the blank, mend it, and take the line out.
# What the keys mean: docs/add-a-form.md. After a change run: caseforms forms check"""


def as_toml(learned: LearnedForm) -> str:
    """Give the draft as a TOML file that `load_form` reads."""
    form = learned.form
    file = form.blank.file if form.blank is not None else ""
    lines = [_HEAD.format(file=file), ""]
    lines += _keys(_told(form), ("id", "title", "edition", "purpose", "subject"))
    lines += ["", "[identify]", *_keys(_told(form.identify), ("titles", "words", "titled"))]
    for section in form.section:
        lines += ["", "[[section]]", *_keys(_told(section), ("id", "title"))]
    for question in learned.questions:
        lines += ["", *_question(question)]
    if form.blank is not None:
        lines += ["", "[blank]", *_keys(_told(form.blank), ("file", "sha256", "names"))]
        for page in form.blank.page:
            lines += ["", "[[blank.page]]", *_keys(_told(page), ("number", "size", "print", "anchors"))]
    return "\n".join(lines) + "\n"


def as_objects(learned: LearnedForm) -> list[dict[str, Any]]:
    """Give the draft as plain objects, one for each question, in reading order (issue 4: forms learn --format json)."""
    titles = {section.id: section.title for section in learned.form.section}
    return [_object(question, titles) for question in learned.questions]


def _object(question: LearnedQuestion, titles: Mapping[str, str]) -> dict[str, Any]:
    field = question.field
    boxes = field.box
    cells = [box.cell for box in boxes if box.cell]
    here = [box for box in boxes if box.page == boxes[0].page] if boxes else []
    place = _around([box.box for box in here]) if here and not cells else None
    where: dict[str, Any] = {"cells": cells} if cells else {"widgets": [b.widget for b in boxes] or list(field.widgets)}
    return {
        "name": field.name,
        "confirm": field.confirm,
        "confidence": question.confidence,
        **where,
        "parts": [box.part for box in boxes],
        "page": boxes[0].page if boxes else None,
        "box": place,
        "label": field.label,
        "section": titles.get(field.section, ""),
        "subject": field.subject,
        "type": field.type,
        "evidence": list(question.evidence),
    }


def _around(boxes: list[Rectangle]) -> list[float]:
    """Give the smallest rectangle around several."""
    return [min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)]


_FIELD = (
    "name",
    "section",
    "label",
    "aliases",
    "type",
    "subject",
    "widgets",
    "choices",
    "sensitive",
    "office",
    "lines",
)
_BOX = ("widget", "cell", "page", "box", "part", "means", "print", "ticked", "ink", "bare")


def _question(question: LearnedQuestion) -> Iterator[str]:
    field: FieldDefinition = question.field
    yield f"# {question.confidence:.2f}  " + "; ".join(_plain(line) for line in question.evidence)
    yield "[[field]]"
    yield from _keys(_told(field), _FIELD)
    if field.confirm:
        yield "confirm = true  # confirm"
    for box in field.box:
        yield "[[field.box]]"
        yield from _keys(_told(box), _BOX)


def _told(model: BaseModel) -> dict[str, Any]:
    """Give what a model says beyond its defaults."""
    return model.model_dump(exclude_defaults=True, by_alias=True)


def _keys(told: Mapping[str, Any], keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        if key in told:
            yield f"{key} = {_value(told[key])}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return (
            "{ " + ", ".join(f"{key} = {_value(inner)}" for key, inner in value.items() if inner not in ((), "")) + " }"
        )
    parts = [_value(inner) for inner in value]
    line = f"[{', '.join(parts)}]"
    if len(line) <= _WIDE or all(isinstance(inner, (int, float)) for inner in value):
        return line
    return "[\n" + "".join(f"  {part},\n" for part in parts) + "]"


def _text(text: str) -> str:
    """Write a text as TOML: JSON's escapes are TOML's, but DEL must be escaped, too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _plain(text: str) -> str:
    """Give a text fit for a comment: no control characters."""
    return "".join(char if char.isprintable() else " " for char in text)
