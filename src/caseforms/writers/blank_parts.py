"""What a blank says alike on paper and in Excel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from caseforms.writers.blank import Blank, BlankField

#: The answers to a yes/no question: state of the button, caption.
YES_NO = (("yes", "Yes"), ("no", "No"), ("unknown", "Unknown"))

_SHARES = {"name": 2.0, "narrative": 2.6, "choices": 2.0, "text": 1.7, "choice": 1.5, "address": 2.6, "email": 2.0}


def identity(blank: Blank) -> str:
    """Give the mark in the document's properties by which a reader knows the form with certainty."""
    return f"caseforms:{blank.form}:{blank.edition}"


def imprint(blank: Blank) -> str:
    """Give the line at the foot of every page."""
    return f"{blank.form}, edition {blank.edition}"


def has_required(blank: Blank) -> bool:
    """Say whether an asterisk stands anywhere, which must then be explained."""
    return any(field.required for section in blank.sections for field in section.fields)


def is_office(fields: Sequence[BlankField]) -> bool:
    """Say whether a whole section is filled in by the office."""
    return bool(fields) and all(field.office for field in fields)


def options(field: BlankField) -> tuple[str, ...]:
    """Give the entries of a drop-down list, () for a field that is none."""
    if field.kind == "yes_no":
        return tuple(label for _, label in YES_NO)
    return tuple(label for _, label in field.choices) if field.kind == "choice" else ()


def paragraphs(text: str) -> list[str]:
    """Split running text at its empty lines; other line breaks are only those of the file."""
    return [whole for part in text.split("\n\n") if (whole := " ".join(part.split()))]


def shares(columns: Iterable[BlankField]) -> list[float]:
    """Give how much room each column of a table needs beside the others, by the type of its answers."""
    return [_SHARES.get(column.kind, 1.2) for column in columns]
