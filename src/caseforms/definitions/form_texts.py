"""The texts of a form definition, compiled for the index of its labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from caseforms.definitions.form import Choice, FieldDefinition, FormDefinition
from caseforms.definitions.label_words import plainly
from caseforms.fieldtypes.options import Options
from caseforms.fieldtypes.text import normalise_label, split_name_tokens


def reworded(aliases: Mapping[str, str]) -> dict[str, str]:
    """Give the aliases in plain words; those that mean several fields then are left out."""
    found: dict[str, str] = {}
    several: set[str] = set()
    for norm, field in aliases.items():
        plain = plainly(norm)
        if plain and found.setdefault(plain, field) != field:
            several.add(plain)
    return {plain: field for plain, field in found.items() if plain not in several}


def printed(form: FormDefinition) -> Iterator[str]:
    """Give all that our own blank of a form prints beside labels and answers."""
    yield from (form.title, form.purpose, form.edition)
    for section in form.section:
        yield from (section.title, *re.split(r"\n\s*\n", section.text), *section.aliases)
    for field in form.field:
        yield from (field.label, field.help, *(choice.label for choice in field.choices))
        yield from (column.label for column in field.columns)


def options_of(form: FormDefinition) -> Iterator[tuple[str, Options]]:
    """Give the lists to choose from, by field name (`table.column` for a column of a table)."""
    for field in form.field:
        if field.choices:
            yield field.name, _compiled(field.choices)
        for column in field.columns:
            if column.choices:
                yield f"{field.name}.{column.name}", _compiled(column.choices)


def _compiled(choices: Iterable[Choice]) -> Options:
    return Options([(choice.code, choice.label, choice.aliases) for choice in choices])


def captions(choice: Choice) -> Iterator[str]:
    """Give all the ways a choice is written beside its tick box, normalised."""
    written: Iterable[str] = (choice.label, choice.code.replace("_", " "), *choice.aliases)
    for text in written:
        yield normalise_label(text)
    yield split_name_tokens(choice.code)


def column_named(table: FieldDefinition, label: str) -> str | None:
    """Give the column of a table that a label names."""
    norm = normalise_label(label)
    ways = ((column.name, (column.name, column.label, *column.aliases)) for column in table.columns)
    return next((name for name, written in ways if norm in map(normalise_label, written)), None)
