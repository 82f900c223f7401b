"""What is wrong with a definition file, in words a power user understands, and on which line.

pydantic says what is wrong in terms of Python, and knows no lines; here both are translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

#: The way to a value inside a file: keys and, in lists, positions from 0.
Way = tuple[str | int, ...]

#: Keys by which a person recognises an entry of a list.
_NAMING_KEYS = ("name", "id", "code", "label", "title")

_PLAIN = {
    "missing": "is missing",
    "string_type": "must be a text in quotation marks",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "bool_type": "must be true or false, without quotation marks",
    "bool_parsing": "must be true or false, without quotation marks",
    "tuple_type": "must be a list in square brackets",
    "list_type": "must be a list in square brackets",
    "set_type": "must be a list in square brackets",
    "frozen_set_type": "must be a list in square brackets",
    "dict_type": "must be a table: {{ key = value }}",
    "mapping_type": "must be a table: {{ key = value }}",
    "model_type": "must be a table: {{ key = value }}",
    "model_attributes_type": "must be a table: {{ key = value }}",
    "date_type": "must be a date like 2026-12-25",
    "date_parsing": "must be a date like 2026-12-25",
    "date_from_datetime_parsing": "must be a date like 2026-12-25",
    "date_from_datetime_inexact": "must be a date like 2026-12-25",
    "greater_than_equal": "must be {ge} or more",
    "greater_than": "must be more than {gt}",
    "less_than_equal": "must be {le} or less",
    "less_than": "must be less than {lt}",
    "string_too_short": "must not be empty",
    "string_too_long": "must have {max_length} letters or fewer",
    "too_short": "needs {min_length} or more entries",
    "too_long": "takes {max_length} entries at most",
}

_PATTERNS = {
    r"^[a-z][a-z0-9_]*$": "small letters, digits and underscores, a letter first",
    r"^[a-z][a-z0-9-]*$": "small letters, digits and hyphens, a letter first",
}

_HEADER = re.compile(r"(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""([A-Za-z0-9_-]+|"[^"]*"|'[^']*')\s*(?:\.\s*\S+\s*)*=(.*)$""")
_TEXT = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'')


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """Give `, did you mean "x"?` for the candidate most like the word, or "" when none is like it."""
    from rapidfuzz import fuzz, process

    best = process.extractOne(word, list(candidates), scorer=fuzz.ratio, processor=str.lower, score_cutoff=65)
    return f', did you mean "{best[0]}"?' if best else ""


class FaultsError(ValueError):
    """Several things wrong with one model, each with the way to it: what a validator raises to report all at once."""

    def __init__(self, faults: Sequence[tuple[Way, str]]) -> None:
        """Keep the faults."""
        super().__init__("; ".join(what for _, what in faults))
        self.faults = tuple(faults)


def explained(error: ValidationError, model: type[BaseModel], data: Any) -> Iterator[tuple[Way, str]]:
    """Turn pydantic's errors into (way to the value, what is wrong with it), one for each thing wrong.

    The several complaints about one value that may be of several types become one.
    """
    found: dict[Way, list[str]] = {}
    for detail in error.errors(include_url=False):
        way = _way(detail["loc"], data)
        raised = detail.get("ctx", {}).get("error")
        if isinstance(raised, FaultsError):
            yield from (((*way, *inner), what) for inner, what in raised.faults)
            continue
        what, said = _words(detail, model), found.setdefault(way, [])
        if what not in said:
            said.append(what)
    yield from ((way, " or ".join(said)) for way, said in found.items())


def _words(detail: ErrorDetails, model: type[BaseModel]) -> str:
    kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if kind == "extra_forbidden":
        key = str(detail["loc"][-1])
        return f'unknown key "{key}"{did_you_mean(key, _keys_at(model, detail["loc"][:-1]))}'
    if kind in {"literal_error", "enum"}:
        allowed = re.findall(r"'([^']*)'", str(context["expected"]))
        return f'"{given}" is not possible here{did_you_mean(str(given), allowed)} (possible: {", ".join(allowed)})'
    if kind == "string_pattern_mismatch":
        pattern = str(context["pattern"])
        return f'"{given}" must be written with {_PATTERNS.get(pattern, f"the pattern {pattern}")}'
    plain = _PLAIN.get(kind)
    return plain.format(**context) if plain else detail["msg"]


def _way(loc: Sequence[str | int], data: Any) -> Way:
    """Leave out of pydantic's location what stands in no file: the names of a union's members."""
    way: list[str | int] = []
    for number, part in enumerate(loc, start=1):
        if isinstance(data, Mapping) and (part in data or number == len(loc)):
            data = data.get(part)
        elif isinstance(data, Sequence) and not isinstance(data, str) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            continue
        way.append(part)
    return tuple(way)


def _keys_at(model: type[BaseModel], loc: Sequence[str | int]) -> list[str]:
    """Give the keys that are possible at a location of a model."""
    models = [model]
    for part in loc:
        inner = [
            found
            for outer in models
            for name, field in outer.model_fields.items()
            if part in (name, field.alias) or issubclass(outer, RootModel)
            for found in _models_in(field.annotation)
        ]
        models = inner or models
    return [field.alias or name for found in models for name, field in found.model_fields.items()]


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def in_words(way: Way, data: Any) -> str:
    """Say a way as a person would: `field 12 "client_dob": type`."""
    parts: list[str] = []
    for part in way:
        inside = isinstance(data, (Mapping, list, tuple))
        try:
            data = data[part] if inside else None
        except (KeyError, IndexError):
            data = None
        if isinstance(part, int):
            naming = next((data[key] for key in _NAMING_KEYS if key in data), "") if isinstance(data, Mapping) else ""
            entry = f'{part + 1} "{naming}"' if naming else str(part + 1)
            parts[-1:] = [f"{parts[-1]} {entry}" if parts else f"entry {entry}"]
        else:
            parts.append(part)
    return ": ".join(parts)


def line_of(text: str, way: Way) -> int | None:
    """Find the line (from 1) of a key in a TOML text; of the nearest table around it when it is not there.

    Best effort: it reads headers, keys at the start of a line and lists with one entry a line.
    """
    lines = dict(_ways(text))
    for end in range(len(way), 0, -1):
        if way[:end] in lines:
            return lines[way[:end]]
    return None


def _ways(text: str) -> Iterator[tuple[Way, int]]:
    table: Way = ()
    counts: dict[Way, int] = {}
    listed: Way | None = None
    quotes = ""
    entry = depth = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if quotes:
            quotes = "" if quotes in line else quotes
            continue
        plain = line.strip()
        if listed is not None:
            if depth == 1 and plain and plain[0] not in "]#":
                yield (*listed, entry), number
                entry += 1
            depth += _depth(plain)
            listed = listed if depth > 0 else None
        elif header := _HEADER.match(plain):
            table = _table(header.group(2), counts, many=header.group(1) == "[[")
            yield table, number
        elif key := _KEY.match(plain):
            way = (*table, key.group(1).strip("\"'"))
            yield way, number
            value = key.group(2).strip()
            quotes = next((mark for mark in ('"""', "'''") if value.count(mark) == 1), "")
            depth, entry = (0, 0) if quotes else (_depth(value), 0)
            listed = way if depth > 0 else None


def _table(header: str, counts: dict[Way, int], *, many: bool) -> Way:
    way: Way = ()
    names = [name.strip().strip("\"'") for name in header.split(".")]
    for number, name in enumerate(names, start=1):
        way = (*way, name)
        if many and number == len(names):
            counts[way] = counts.get(way, 0) + 1
        if way in counts:
            way = (*way, counts[way] - 1)
    return way


def _depth(text: str) -> int:
    bare = _TEXT.sub("", text).partition("#")[0]
    return sum(bare.count(mark) for mark in "[{") - sum(bare.count(mark) for mark in "]}")
