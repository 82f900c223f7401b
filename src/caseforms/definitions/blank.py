"""From a form's definition to the blank that the writers draw."""

from __future__ import annotations

from caseforms.definitions.form import Choice, Column, FieldDefinition, FormDefinition
from caseforms.writers.blank import Blank, BlankField, BlankSection

#: What to write where the definition itself gives no help (the written forms of domain.md 3).
_HINTS = {"date": "MM/DD/YYYY", "birth_date": "MM/DD/YYYY", "phone": "With area code."}


def blank_of(form: FormDefinition, agency: str) -> Blank:
    """Give the form with nothing filled in.

    agency: the name printed above the title, "" for none. Sections come in the order of the
    definition, their fields in the order in which the definition lists them; a section without
    fields stays when it has a text to print. Statements that the form must carry are no questions:
    they stand in the text of a section.
    """
    sections = tuple(
        BlankSection(
            section.title,
            tuple(
                _question(field, form)
                for field in form.field
                if field.section == section.id and field.name not in form.statements
            ),
            section.text.strip(),
        )
        for section in form.section
    )
    return Blank(
        form=form.id,
        title=form.title,
        edition=form.edition,
        sections=tuple(section for section in sections if section.fields or section.text),
        purpose=form.purpose.strip(),
        agency=agency,
    )


def _question(field: FieldDefinition, form: FormDefinition) -> BlankField:
    hints = (field.help.strip() or _HINTS.get(field.type, ""), _case(field, form))
    return BlankField(
        name=field.name,
        label=field.label,
        kind=field.type,
        help=" ".join(hint for hint in hints if hint),
        required=field.required,
        choices=_pairs(field.choices),
        lines=field.lines,
        columns=tuple(_column(column) for column in field.columns),
        rows=field.rows,
        office=field.office,
    )


def _column(column: Column) -> BlankField:
    return BlankField(
        name=column.name,
        label=column.label,
        kind=column.type,
        help=_HINTS.get(column.type, ""),
        choices=_pairs(column.choices),
    )


def _pairs(choices: tuple[Choice, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((choice.code, choice.label) for choice in choices)


def _case(field: FieldDefinition, form: FormDefinition) -> str:
    """Say in words when a field that is not always asked must be filled in."""
    when = field.required_when
    if when is None:
        return ""
    other = form.named(when.field)
    labels = {"yes": "Yes", "no": "No", "unknown": "Unknown"} | dict(_pairs(other.choices))
    answers = (when.is_,) if isinstance(when.is_, str) else when.is_
    return f"Needed if “{other.label}” is {' or '.join(labels.get(answer, answer) for answer in answers)}."
