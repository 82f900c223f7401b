"""Least disclosure: a template gets the fields that its definition names, and no others (domain.md 8)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from caseforms.fieldtypes.text import fold
from caseforms.pipeline.merging import Fields
from caseforms.writers.merge import Group, texts

#: Words of what falls under 42 CFR Part 2, folded.
_SUBSTANCE_USE = (
    "substance abuse", "substance use", "drug test", "drug screen", "drug and alcohol", "alcohol and drug",
    "alcohol treatment", "drug treatment", "asi assessment", "addiction", "detox", "methadone", "suboxone",
    "urinalysis",
)  # fmt: skip


def disclosed(
    fields: Fields, lists: Mapping[str, object], allowed: Iterable[str], always: Collection[str]
) -> dict[str, object]:
    """Give what a template may print: the groups of `always` whole, of everything else what `allowed` names.

    fields: values by group and name. lists: rows by name. allowed: paths such as `client.name`, `problems`,
    `problems.message`, `form.household.name`; the name of a list alone allows all its columns. What is allowed
    and not there is blank, so that a template may ask for it.
    """
    names = _by_first(allowed)
    context: dict[str, object] = {}
    for name in (*names, *(name for name in always if name not in names)):
        asked = set() if name in always else names[name]
        if name in lists:
            context[name] = _columns(name, lists[name], asked)
        elif name in fields or name in names:
            context[name] = _group(name, fields.get(name, {}), asked)
    return context


def _by_first(paths: Iterable[str]) -> dict[str, set[str]]:
    """Sort paths by their first part; the rest of each, "" for the whole."""
    found: dict[str, set[str]] = {}
    for path in paths:
        first, _, rest = path.partition(".")
        found.setdefault(first, set()).add(rest)
    return found


def _group(name: str, values: Mapping[str, object], asked: set[str]) -> Group:
    inner = _by_first(asked - {""})
    if not inner:
        return Group(name, values)
    return Group(name, {key: _columns(key, values.get(key), rest) for key, rest in inner.items()}, set(inner))


def _columns(name: str, value: object, asked: set[str]) -> object:
    """Cut rows down to the columns asked for; anything else is given as it is."""
    if not asked or "" in asked or not isinstance(value, list):
        return value
    columns = {column.partition(".")[0] for column in asked}
    return [
        Group(name, {column: row[column] for column in columns}) if isinstance(row, Group) else row for row in value
    ]


def tells_of_substance_use(values: Iterable[object]) -> bool:
    """Say whether what a document may print tells of substance use: then it carries the notice (P2 2.32)."""
    said = fold(" ".join(text for value in values for text in texts(value)))
    return any(term in said for term in _SUBSTANCE_USE)
