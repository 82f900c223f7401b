"""The merge fields: what a template may print, with label, kind and where the value comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from caseforms.definitions.form import Column, FieldDefinition, FormDefinition
from caseforms.definitions.merge_groups import office_fields

if TYPE_CHECKING:
    from caseforms.definitions.template import TemplateDefinition

Kind = Literal[
    "text",
    "phone",  # text, as people write it: (207) 555-0134 x12
    "date",
    "number",
    "yes/no",  # the text Yes, No or Unknown
    "flag",  # true or false, for `if`
    "list",  # of texts
    "rows",  # a list whose rows have fields of their own
]

_PREFIXES = ("client", "case", "worker", "supervisor", "guardian", "provider")
_KINDS: Mapping[str, Kind] = {
    "date": "date", "birth_date": "date", "phone": "phone", "yes_no": "yes/no", "choices": "list", "table": "rows",
}  # fmt: skip
YES_NO = ("Yes", "No", "Unknown")


class MergeField(NamedTuple):
    """What a template may print.

    path: `client.dob`; a column of a list is `problems.message`. source: the form ids, or where else it comes from.
    choices: the texts it can be, when they are fixed.
    """

    path: str
    label: str
    kind: Kind
    source: str
    choices: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        """What stands before the last dot; "" for a list by itself."""
        return self.path.rpartition(".")[0]


def merge_name(field_name: str) -> str:
    """Give the path of a form's field: `client_dob` is `client.dob`, `reason` is `form.reason`."""
    prefix, _, rest = field_name.partition("_")
    return f"{prefix}.{rest}" if rest and prefix in _PREFIXES else f"form.{field_name}"


def linked_name(form_id: str) -> str:
    """Give the group under which a linked record is known: `status-change` is `status_change`."""
    return form_id.replace("-", "_")


def form_catalogue(form: FormDefinition) -> dict[str, MergeField]:
    """Give what a form supplies, by path, in the order of the form."""
    return {one.path: one for field in form.field for one in _of_field(field, merge_name(field.name), form.id)}


def linked_catalogue(form: FormDefinition) -> dict[str, MergeField]:
    """Give what a form supplies as a linked record: its fields under their plain names."""
    group = linked_name(form.id)
    return {one.path: one for field in form.field for one in _of_field(field, f"{group}.{field.name}", form.id)}


def office_catalogue() -> dict[str, MergeField]:
    """Give what comes from no form, by path."""
    return {path: MergeField(path, label, kind, source) for path, kind, label, source in office_fields()}  # type: ignore[arg-type]


def catalogue(forms: Mapping[str, FormDefinition], template: TemplateDefinition) -> dict[str, MergeField]:
    """Give all that this template may ask for, by path: of its forms, its linked forms, and of no form.

    Forms that do not exist are passed over; `load_templates` reports them.
    """
    found = office_catalogue()
    _add(found, (form_catalogue(forms[form]) for form in template.forms if form in forms))
    _add(found, (linked_catalogue(forms[form]) for form in template.linked if form in forms))
    return found


def whole_catalogue(forms: Mapping[str, FormDefinition]) -> dict[str, MergeField]:
    """Give all that any template may ask for, by path."""
    found = office_catalogue()
    _add(found, (form_catalogue(form) for form in forms.values()))
    _add(found, (linked_catalogue(form) for form in forms.values()))
    return found


def _add(found: dict[str, MergeField], more: Iterator[dict[str, MergeField]]) -> None:
    """Add fields; what several forms ask names all of them, and is one of their texts."""
    by_forms: dict[str, MergeField] = {}
    for fields in more:
        for path, field in fields.items():
            before = by_forms.get(path)
            if before is None:
                by_forms[path] = field
                continue
            both = (*before.choices, *field.choices) if before.choices and field.choices else ()
            source = f"{before.source}, {field.source}"
            by_forms[path] = before._replace(source=source, choices=tuple(dict.fromkeys(both)))
    for path, field in by_forms.items():
        known = found.get(path)
        found[path] = field if known is None else known._replace(label=field.label, choices=field.choices)


def _of_field(field: FieldDefinition, path: str, form_id: str) -> Iterator[MergeField]:
    yield _merge_field(field, path, form_id)
    for column in field.columns:
        yield _merge_field(column, f"{path}.{column.name}", form_id)


def _merge_field(field: FieldDefinition | Column, path: str, form_id: str) -> MergeField:
    choices: tuple[str, ...] = ()
    if field.type == "yes_no":
        choices = YES_NO
    elif field.type == "choice":
        choices = tuple(choice.label for choice in field.choices)
    return MergeField(path, field.label, _KINDS.get(field.type, "text"), form_id, choices)


def example(field: MergeField, among: Mapping[str, MergeField]) -> str:
    """Show how a template writes a field. among: the fields it stands in, which tell whether it is a column."""
    lists = [path for path in among if among[path].kind == "rows" and field.path.startswith(f"{path}.")]
    written = field.path
    if lists:
        nearest = max(lists, key=len)
        written = f"{row_name(nearest)}.{field.path.removeprefix(nearest + '.')}"
    if field.kind == "date":
        return f"{{{{ {written} | short }}}}"
    if field.kind == "flag":
        return f"{{% if {written} %}} ... {{% endif %}}"
    if field.kind == "rows":
        return f"{{%tr for {row_name(field.path)} in {written} %}} ... {{%tr endfor %}}"
    return f"{{{{ {written} }}}}"


def row_name(path: str) -> str:
    """Give a name for one row of a list: `problem` for `problems`, `row` where the list's name has no s to lose."""
    name = path.rpartition(".")[2]
    return name.removesuffix("s") if name.endswith("s") else "row"
