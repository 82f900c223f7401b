"""From what a form says to what a template may print: `client_dob` becomes `client.dob`, a code its label.

Values are shown as people write them: phones with brackets, choices by their labels, yes and no as words. Dates
stay dates, so that a template chooses how to print them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from caseforms.definitions.form import Choice, Column, FieldDefinition, FormDefinition
from caseforms.definitions.merge_fields import merge_name
from caseforms.fieldtypes.dates import to_date
from caseforms.fieldtypes.names import split_name
from caseforms.fieldtypes.phones import shown_phone
from caseforms.model import SEVERITIES, Finding, Severity
from caseforms.reports.base import Labels
from caseforms.writers.merge import Blank, Group
from caseforms.writers.wording import GRADES

#: Values by group and field: {"client": {"name": "Rowan Testcase"}}; a list of rows stands for itself.
Fields = dict[str, dict[str, object]]

_YES_NO = {"yes": "Yes", "no": "No", "unknown": "Unknown"}
#: Fields of a form that say what services are asked for, the more exact first.
_SERVICES = ("services_requested", "service_needs", "services")


def form_fields(form: FormDefinition, values: Mapping[str, object]) -> Fields:
    """Give an entry's answers by merge field: `client.dob`, `case.number`, `form.reason`; every group the form has."""
    fields: Fields = {}
    for field in form.field:
        group, _, name = merge_name(field.name).partition(".")
        fields.setdefault(group, {})[name] = merge_value(field, values.get(field.name))
    if "client" in fields:
        fields["client"]["short_name"] = short_name(str(fields["client"].get("name") or ""))
    return fields


def short_name(name: str) -> str:
    """Give a first and a last name and nothing between or behind (DOC II.L.1)."""
    parts = split_name(name)
    return " ".join(part for part in (parts.first, parts.last) if part)


def linked_group(form: FormDefinition, values: Mapping[str, object] | None) -> dict[str, object]:
    """Give the answers of a linked record under their plain names, all blank without a record."""
    answers = values or {}
    return {field.name: merge_value(field, answers.get(field.name)) for field in form.field}


def merge_value(field: FieldDefinition | Column, value: object) -> object:
    """Give one answer as a template prints it; None without an answer."""
    if value is None or value == "":
        return None
    if field.type in {"date", "birth_date"}:
        return to_date(value) or str(value)
    if field.type == "phone":
        return shown_phone(str(value))
    if field.type == "yes_no":
        return _YES_NO.get(str(value), str(value))
    if field.type == "choice":
        return _label(field.choices, str(value))
    if isinstance(value, list):
        if field.type == "choices":
            return [_label(field.choices, str(code)) for code in value]
        if isinstance(field, FieldDefinition) and field.type == "table":
            return [_row(field, row) for row in value]
        return [str(part) for part in value]
    return str(value)


def form_labels(forms: Mapping[str, FormDefinition], *names: str) -> Labels:
    """Give the words of forms as reports ask for them; of forms that the office does not have, none."""
    fields = [field for name in names if name in forms for field in forms[name].field]
    return Labels(
        {field.name: field.label for field in fields},
        {field.name: {choice.code: choice.label for choice in field.choices} for field in fields if field.choices},
        GRADES,
    )


def _row(field: FieldDefinition, row: Mapping[str, Any]) -> Group:
    return Group(field.name, {column.name: merge_value(column, row.get(column.name)) for column in field.columns})


def _label(choices: Iterable[Choice], code: str) -> str:
    return next((choice.label for choice in choices if choice.code == code), code)


def services(form: FormDefinition, values: Mapping[str, object]) -> list[str]:
    """Give the labels of the services a form asks for, in its order; empty when it asks for none."""
    asked = {field.name: field for field in form.field}
    for name in _SERVICES:
        shown = merge_value(asked[name], values.get(name)) if name in asked else None
        if shown:
            return shown if isinstance(shown, list) else [str(shown)]
    return []


def problem_rows(findings: Iterable[Finding], worst: Severity = Severity.WARNING) -> list[Group]:
    """Give findings as rows, numbered from 1, what must be fixed first; none milder than `worst`."""
    grave = SEVERITIES[: SEVERITIES.index(worst) + 1]
    kept = sorted((f for f in findings if f.severity in grave), key=lambda finding: SEVERITIES.index(finding.severity))
    return [
        Group(
            "problem",
            {
                "number": number,
                "code": finding.code,
                "label": finding.label,
                "message": finding.message,
                "mend": finding.mend,
                "where": str(finding.place),
                "grade": GRADES[finding.severity],
            },
        )
        for number, finding in enumerate(kept, 1)
    ]


def rows(name: str, found: Iterable[Any]) -> list[Group]:
    """Give named tuples as rows of a list; their field names are the columns."""
    return [row(name, one) for one in found]


def row(name: str, found: Any) -> Group:
    """Give one named tuple as a group; named tuples inside it become groups, too."""
    return Group(name, {key: _inner(key, value) for key, value in found._asdict().items()})


def _inner(key: str, value: Any) -> object:
    if hasattr(value, "_asdict"):
        return row(key, value)
    if isinstance(value, tuple | list):
        return [_inner(key.removesuffix("s"), part) for part in value]
    if isinstance(value, dt.datetime):
        return value.date()
    return value


def protect(fields: Fields, group: str, names: Iterable[str] = ("address",)) -> None:
    """Take a protected address out of a group: printing it is refused (LTR006), asking for it says no."""
    for name in names:
        if group in fields and fields[group].get(name):
            fields[group][name] = Blank(f"{group}.{name}", protected=True)
