"""What an example of a rule may say, and what is wrong with one that says something else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from caseforms.conditions.remark import KINDS
from caseforms.definitions.form import FormDefinition
from caseforms.definitions.mistakes import did_you_mean
from caseforms.model import Agency

Example = dict[str, Any]

#: Keys of an example that say something beside the form's own fields, with what they hold.
EXAMPLE_KEYS: Mapping[str, type] = {
    "form": str,
    "as_of": str,
    "received": str,
    "absent": list,
    "remarks": list,
    "history": list,
    "agency": dict,
    "confidence": dict,
    "unplaced": list,
    "owned": list,
    "severity": str,
    "sha256": str,
    "failure": str,
}

#: Keys of an earlier form in an example's `history`, beside its fields.
HISTORY_KEYS = frozenset({"form", "id", "received", "status", "sha256", "letters"})

_TYPES: Mapping[type, str] = {
    str: "a text in quotation marks",
    list: "a list in square brackets",
    dict: "a table: { key = value }",
}
_AGENCY = frozenset(Agency.__slots__)


def example_faults(
    example: Example, meant: Iterable[FormDefinition], forms: Mapping[str, FormDefinition]
) -> Iterator[str]:
    """Say what is wrong with an example.

    meant: the forms its rule is for. forms: all forms by id; the earlier forms of its history may be any of them.
    """
    misfits = [f"{key} must be {_TYPES[kind]}" for key, kind in EXAMPLE_KEYS.items() if _misfits(example, key, kind)]
    tables = [key for key in ("remarks", "history") if isinstance(example.get(key, ()), list)]
    misfits += [
        f"{key} must hold tables" for key in tables if not all(isinstance(e, dict) for e in example.get(key, ()))
    ]
    if misfits:
        yield from misfits
        return
    yield from _unfit_fields(example, named_fields(example), meant, forms)
    yield from _unfit_dates(example)
    for earlier in example.get("history", ()):
        yield from _unfit_fields(earlier, earlier.keys() - HISTORY_KEYS, forms.values(), forms)
        yield from _unfit_dates(earlier)
    for remark in example.get("remarks", ()):
        kind = str(remark.get("kind", ""))
        if kind not in KINDS:
            yield f'there is no remark "{kind}"{did_you_mean(kind, KINDS)}'
    for key in sorted(example.get("agency", {}).keys() - _AGENCY):
        yield f'the agency has no setting "{key}"{did_you_mean(key, _AGENCY)}'


def named_fields(example: Example) -> set[str]:
    """Give the fields of the form that an example speaks of: answered, absent, or with a remark."""
    noticed = {str(remark["field"]) for remark in example.get("remarks", ()) if remark.get("field")}
    named = {*example.get("absent", ()), *example.get("confidence", ()), *noticed}
    return named | (example.keys() - EXAMPLE_KEYS.keys())


def _misfits(example: Example, key: str, kind: type) -> bool:
    return key in example and not isinstance(example[key], kind)


def _unfit_fields(
    example: Example, names: Collection[str], among: Iterable[FormDefinition], forms: Mapping[str, FormDefinition]
) -> Iterator[str]:
    if "form" in example:
        if example["form"] not in forms:
            yield f'there is no form "{example["form"]}"{did_you_mean(str(example["form"]), forms)}'
            return
        among = [forms[example["form"]]]
    if form_with(names, among) is not None:
        return
    known = field_names(among)
    for name in sorted(set(names) - known):
        yield f'no form it is for has a field "{name}"{did_you_mean(name, known | EXAMPLE_KEYS.keys())}'
    if names and set(names) <= known:
        yield f"no form has all of these fields: {', '.join(sorted(names))}"


def _unfit_dates(example: Example) -> Iterator[str]:
    for key in ("as_of", "received"):
        try:
            dt.date.fromisoformat(str(example.get(key, "2026-01-01")))
        except ValueError:
            yield f'{key} must be a date like "2026-12-25"'


def form_with(names: Iterable[str], forms: Iterable[FormDefinition]) -> FormDefinition | None:
    """Give the first form that has all these fields."""
    wanted = set(names)
    return next((form for form in forms if wanted <= {field.name for field in form.field}), None)


def field_names(forms: Iterable[FormDefinition]) -> frozenset[str]:
    """Give the names of all fields, and of the columns of tables as `household.role`."""
    fields = [field for form in forms for field in form.field]
    columns = (f"{field.name}.{column.name}" for field in fields for column in field.columns)
    return frozenset([*(field.name for field in fields), *columns])
