"""Reads the definition files and reports every mistake in all of them at once, with file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, RootModel, ValidationError

from caseforms.definitions.form import Choice, Column, FieldDefinition, FormDefinition, Name
from caseforms.definitions.mistakes import Way, did_you_mean, explained, in_words, line_of
from caseforms.errors import DefinitionError, Mistake
from caseforms.fieldtypes.text import normalise_label

__all__ = ["did_you_mean", "load_form", "load_forms", "located", "outlines", "read_toml", "validated"]

_Model = TypeVar("_Model", bound=BaseModel)
_Question = TypeVar("_Question", FieldDefinition, Column)

#: The file of a forms folder that is not a form, but the lists of choices that forms share.
LISTS = "lists.toml"


class _Lists(RootModel[dict[Name, tuple[Choice, ...]]]):
    """The shared lists of choices by name."""


def read_toml(path: Path, mistakes: list[Mistake]) -> dict[str, Any] | None:
    """Read a TOML file; None, and a mistake added, when it cannot be read or is not TOML."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        mistakes.append(Mistake(str(path), "", f"cannot be read: {error.strerror or 'unknown reason'}"))
    except UnicodeDecodeError:
        mistakes.append(Mistake(str(path), "", "is not UTF-8 text; save it again with the encoding UTF-8"))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at (line (\d+), column \d+|end of document)\)$", str(error))
        line = place.group(2) if place else None
        what = str(error).partition(" (at ")[0]
        mistakes.append(
            Mistake(
                f"{path}:{line}" if line else str(path),
                place.group(1) if place else "",
                f"not valid TOML: {what}; texts stand in straight quotation marks, true and false are written small",
            )
        )
    return None


def located(file: str, where: str, what: str, at: Sequence[str | int] = ()) -> Mistake:
    """Make a mistake that names the line, found by looking for the key `at` in the file.

    file: path of the file. where: the key in words. at: the way to it, such as ("field", 11, "type").
    """
    line = _line(file, at)
    return Mistake(f"{file}:{line}" if line else file, where, what)


def _line(file: str, at: Sequence[str | int]) -> int | None:
    try:
        text = Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    return line_of(text, tuple(at))


def validated(
    model: type[_Model],
    data: Mapping[str, Any],
    file: str,
    where: str,
    mistakes: list[Mistake],
    *,
    at: Sequence[str | int] = (),
) -> _Model | None:
    """Build a model from the data of a file; None, and a mistake added for each thing wrong, when it does not fit.

    file: path of the file. where: what in the file the data is, in words (`rule 12 "PRV015"`), "" for all of it.
    at: the same as a way, ("rule", 11), from which the line is found.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        found = sorted(explained(error, model, data), key=lambda fault: _line(file, (*at, *fault[0])) or 0)
        for way, what in found:
            words = ": ".join(part for part in (where, in_words(way, data)) if part)
            mistakes.append(located(file, words, what, (*at, *way)))
    return None


def load_forms(folder: Path, *, extra_services: Sequence[Choice] = ()) -> dict[str, FormDefinition]:
    """Read all forms of a folder, their lists of choices filled in, by form id in the order of the file names.

    extra_services: the agency's own services, added to the list `service`.

    Raises:
        DefinitionError: with every mistake of every file.
    """
    mistakes: list[Mistake] = []
    lists = _read_lists(folder, extra_services, mistakes)
    forms: dict[str, FormDefinition] = {}
    files: dict[str, Path] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name == LISTS:
            continue
        data = read_toml(path, mistakes)
        form = validated(FormDefinition, data, str(path), "", mistakes) if data is not None else None
        if form is None:
            continue
        if form.id in files:
            mistakes.append(located(str(path), "id", f'"{form.id}" is also the id of {files[form.id]}', ("id",)))
            continue
        files[form.id] = path
        mistakes += _shared_labels(form, str(path))
        forms[form.id] = _with_choices(form, lists, str(path), mistakes)
    if not files and not mistakes:
        mistakes.append(Mistake(str(folder), "", "holds no form; each form is a .toml file here"))
    if mistakes:
        raise DefinitionError(mistakes)
    return forms


def load_form(path: Path, lists_folder: Path, *, extra_services: Sequence[Choice] = ()) -> FormDefinition:
    """Read one form that lies anywhere; lists come from beside it, else from `lists_folder`.

    Raises:
        DefinitionError: with every mistake of the file.
    """
    mistakes: list[Mistake] = []
    beside = path.parent if (path.parent / LISTS).exists() else lists_folder
    lists = _read_lists(beside, extra_services, mistakes)
    data = read_toml(path, mistakes)
    form = validated(FormDefinition, data, str(path), "", mistakes) if data is not None else None
    if form is not None:
        mistakes += _shared_labels(form, str(path))
        form = _with_choices(form, lists, str(path), mistakes)
    if mistakes or form is None:
        raise DefinitionError(mistakes)
    return form


def outlines(folder: Path) -> dict[str, FormDefinition] | None:
    """Give the forms of a folder as far as the names of their fields go, unchecked.

    Enough to check rules against while the forms have mistakes of their own; None when a file is not even TOML.
    """
    forms: dict[str, FormDefinition] = {}
    for path in folder.glob("*.toml"):
        unreadable: list[Mistake] = []
        data = read_toml(path, unreadable)
        if data is None:
            return None
        fields = []
        for field in _tables(data, "field"):
            columns = tuple(_outline(Column, name=column.get("name")) for column in _tables(field, "columns"))
            fields.append(_outline(FieldDefinition, name=field.get("name"), columns=columns))
        forms[str(data.get("id"))] = _outline(FormDefinition, id=data.get("id"), field=tuple(fields))
    return forms


def _outline(model: type[_Model], **known: Any) -> _Model:
    return model.model_construct(**known)


def _tables(data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    entries = data.get(key)
    return [entry for entry in entries if isinstance(entry, Mapping)] if isinstance(entries, list) else []


def _read_lists(
    folder: Path, extra_services: Sequence[Choice], mistakes: list[Mistake]
) -> dict[str, tuple[Choice, ...]] | None:
    """Read the shared lists; None when they are wrong, so that nobody complains about missing ones as well."""
    path = folder / LISTS
    if not path.exists():
        return {}
    data = read_toml(path, mistakes)
    read = validated(_Lists, data, str(path), "", mistakes) if data is not None else None
    if read is None:
        return None
    lists = dict(read.root)
    if "service" in lists:
        lists["service"] += tuple(extra_services)
    for name, choices in lists.items():
        said = ((choice.code, text) for choice in choices for text in (choice.code, choice.label, *choice.aliases))
        for text, codes in _used_twice(said):
            what = f'"{text}" means both {codes[0]} and {codes[1]}; keep it in one of them'
            mistakes.append(located(str(path), name, what, (name,)))
    return lists


def _with_choices(
    form: FormDefinition, lists: Mapping[str, tuple[Choice, ...]] | None, file: str, mistakes: list[Mistake]
) -> FormDefinition:
    """Give the form with `list = "..."` replaced by the list's choices, in fields and in columns of tables."""
    if lists is None:
        return form

    known = lists

    def resolved(item: _Question, where: str, way: Way) -> _Question:
        if not item.list:
            return item
        if item.list not in known:
            what = f'there is no list "{item.list}" in {LISTS}{did_you_mean(item.list, known)}'
            mistakes.append(located(file, f"{where}: list", what, (*way, "list")))
            return item
        return item.model_copy(update={"choices": (*known[item.list], *item.choices)})

    fields = []
    for number, field in enumerate(form.field):
        where, way = f'field {number + 1} "{field.name}"', ("field", number)
        columns = tuple(
            resolved(column, f'{where}: columns {n + 1} "{column.name}"', (*way, "columns", n))
            for n, column in enumerate(field.columns)
        )
        fields.append(resolved(field.model_copy(update={"columns": columns}) if columns else field, where, way))
    return form.model_copy(update={"field": tuple(fields)})


def _shared_labels(form: FormDefinition, file: str) -> Iterator[Mistake]:
    """Report labels that mean two fields: anywhere for labels and aliases, in one section for short ones."""
    anywhere = [(field.name, text) for field in form.field for text in (field.name, field.label, *field.aliases)]
    places = {field.name: number for number, field in enumerate(form.field)}
    groups: list[Iterable[tuple[str, str]]] = [anywhere]
    groups += [
        [(field.name, text) for field in form.field if field.section == section.id for text in field.short]
        for section in form.section
    ]
    for group in groups:
        for text, (one, two) in _used_twice(group):
            what = f'the label "{text}" means both {one} and {two}; keep it in one of them, or make it short'
            yield located(file, f'field {places[two] + 1} "{two}"', what, ("field", places[two]))


def _used_twice(owned: Iterable[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """Give each text that two owners use, and the first two of them."""
    owners: dict[str, list[str]] = {}
    texts: dict[str, str] = {}
    for owner, text in owned:
        key = normalise_label(text)
        texts.setdefault(key, text)
        if owner not in owners.setdefault(key, []):
            owners[key].append(owner)
    for key, using in owners.items():
        if len(using) > 1:
            yield texts[key], using[:2]
