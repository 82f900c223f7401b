"""Examples of rules: a few answers written in TOML become a record, and show whether the rule says what it must.

The same examples serve `rules test`, `rules explain`, the docs and the tests.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from caseforms.definitions.example_keys import HISTORY_KEYS, Example, form_with, named_fields
from caseforms.definitions.form import Column, FieldDefinition, FormDefinition
from caseforms.definitions.rule import Rule
from caseforms.fieldtypes.keys import matching_keys
from caseforms.fieldtypes.options import Options
from caseforms.fieldtypes.parse import parse
from caseforms.model import (
    NOWHERE,
    Agency,
    Answer,
    Facts,
    Failure,
    Finding,
    History,
    Known,
    Place,
    Record,
    Remark,
    State,
    Unplaced,
)

#: The as-of date of an example that names none.
AS_OF = dt.date(2026, 3, 31)

_PAGE = Place(page=1)


class Scene(NamedTuple):
    """An example brought to life: a record, or the failure of a file, and the facts around it."""

    facts: Facts
    record: Record | None = None
    failure: Failure | None = None


def scene(rule: Rule, example: Example, forms: Mapping[str, FormDefinition]) -> Scene:
    """Build what an example of a rule describes.

    A field that it does not name is blank. Beside fields an example may say: `form` (default: the first form the
    rule is for that has all the fields), `as_of` (default 2026-03-31), `received`, `absent` (fields this copy lacks),
    `remarks` (tables of kind, words, and field if it is about one), `unplaced` (labels), `history` (tables of earlier
    forms: form, id, received, status, sha256 and fields), `agency` (settings), `confidence` (of
    answers, by field), `sha256`, `owned`, or `failure`
    (a kind) alone; and `severity`, which its finding must have.
    """
    today = _date(example.get("as_of", AS_OF))
    agency = replace(Agency(), **{key: _setting(key, value) for key, value in example.get("agency", {}).items()})
    meant = [form for form in forms.values() if rule.is_for(form)]
    form = forms[example["form"]] if "form" in example else _form_with(named_fields(example), meant)
    history = History()
    for number, earlier in enumerate(example.get("history", ()), start=1):
        theirs = earlier.get("form") or _form_with(earlier.keys() - HISTORY_KEYS, (form, *forms.values())).id
        history.add(_known(earlier, number, forms[theirs], today))
    owned = frozenset(example.get("owned", ()))
    facts = Facts(today, history, agency, owned, "example.pdf", example.get("sha256", "example"))
    if "failure" in example:
        return Scene(facts, failure=Failure(example["failure"], "The file gives no form.", "Ask for a new copy."))
    return Scene(facts, example_record(form, example, today))


def _form_with(names: Iterable[str], forms: Iterable[FormDefinition]) -> FormDefinition:
    form = form_with(names, forms)
    if form is None:
        msg = "an example that no form fits is refused when the rules are loaded"
        raise AssertionError(msg)
    return form


def example_record(form: FormDefinition, example: Example, today: dt.date = AS_OF) -> Record:
    """Build the record of an example; texts are read as they would be on the form."""
    remarks: dict[str, list[Remark]] = {}
    for table in example.get("remarks", ()):
        remark = Remark(table["kind"], table.get("words", {}))
        remarks.setdefault(table.get("field", ""), []).append(remark)
    answers = {}
    for field in form.field:
        answer = _answer(field, example, today)
        sure = example.get("confidence", {}).get(field.name, answer.confidence)
        noticed = (*answer.remarks, *remarks.get(field.name, ()))
        answers[field.name] = answer._replace(remarks=noticed, confidence=sure)
    for field in form.field:
        when = field.required_when
        asked = (when.is_,) if when and isinstance(when.is_, str) else when.is_ if when else ()
        needed = field.required or bool(when and set(_listed(answers[when.field].value)) & set(asked))
        answers[field.name] = answers[field.name]._replace(needed=needed)
    unplaced = tuple(Unplaced("", label, "x", _PAGE) for label in example.get("unplaced", ()))
    received = example.get("received")
    return Record(
        form.id,
        form.edition,
        answers,
        unplaced,
        tuple(remarks.get("", ())),
        received=_date(received) if received else None,
    )


def run_examples(rule: Rule, forms: Mapping[str, FormDefinition]) -> list[str]:
    """Try a rule's examples: what passes gives no finding, what fails at least one; give what went otherwise."""
    return [
        f"{rule.code} {kind} {number}: {what}"
        for kind, examples in (("passes", rule.passes), ("fails", rule.fails))
        for number, example in enumerate(examples, start=1)
        for what in _outcome(rule, example, forms, wanted=kind == "fails")
    ]


def findings_of(rule: Rule, example: Example, forms: Mapping[str, FormDefinition]) -> list[Finding]:
    """Give what a rule says about one of its examples."""
    facts, record, failure = scene(rule, example, forms)
    if failure:
        return list(rule.failure_findings(failure, facts))
    return list(rule.findings(record, facts)) if record and rule.counts(record) else []


def _outcome(rule: Rule, example: Example, forms: Mapping[str, FormDefinition], *, wanted: bool) -> Iterator[str]:
    found = findings_of(rule, example, forms)
    if bool(found) != wanted:
        yield "gives no finding" if wanted else f"gives a finding: {found[0].message}"
    for finding in found if wanted else ():
        if "severity" in example and finding.severity != example["severity"]:
            yield f"gives a finding of severity {finding.severity}, not {example['severity']}"


def _answer(field: FieldDefinition, example: Example, today: dt.date) -> Answer:
    blank = Answer(field.name, field.label, field.type, State.BLANK, place=_PAGE, sensitive=field.sensitive)
    if field.name in example.get("absent", ()):
        return blank._replace(state=State.ABSENT, place=NOWHERE)
    given = example.get(field.name)
    if given is None:
        return blank
    if field.type == "table":
        rows, remarks = _rows(field, given, today)
        return blank._replace(state=State.ANSWERED if rows else State.BLANK, value=rows or None, remarks=remarks)
    state, value, remarks = _parsed(field, given, today)
    return blank._replace(state=state, value=value, raw=_raw(given), remarks=remarks)


def _rows(
    field: FieldDefinition, given: list[Mapping[str, Any]], today: dt.date
) -> tuple[list[dict[str, Any]], tuple[Remark, ...]]:
    """Read the rows of a table; a cell that cannot be read keeps its text."""
    rows: list[dict[str, Any]] = []
    remarks: list[Remark] = []
    for row in given:
        cells: dict[str, Any] = {}
        for column in field.columns:
            state, value, noticed = _parsed(column, row.get(column.name, ""), today)
            cells[column.name] = _raw(row[column.name]) if state is State.UNREADABLE else value
            remarks += noticed
        rows.append(cells)
    return rows, tuple(remarks)


def _parsed(field: FieldDefinition | Column, given: Any, today: dt.date) -> tuple[State, Any, tuple[Remark, ...]]:
    options = Options((choice.code, choice.label, choice.aliases) for choice in field.choices)
    parsed = parse(field.type, _raw(given), options=options, today=today)
    return State(parsed.state), parsed.value, tuple(Remark(kind, words) for kind, words in parsed.remarks)


def _raw(given: Any) -> str:
    return "; ".join(given) if isinstance(given, list) else str(given)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _known(earlier: Mapping[str, Any], number: int, form: FormDefinition, today: dt.date) -> Known:
    """Build an earlier form; it came a month before unless it says otherwise."""
    values = {
        name: answer.value
        for name, answer in example_record(form, dict(earlier), today).answers.items()
        if answer.value is not None
    }
    received = _date(earlier.get("received", today - dt.timedelta(days=30)))
    return Known(
        id=earlier.get("id", f"TSR-2026-{number:04d}"),
        form=form.id,
        path=f"earlier-{number}.pdf",
        sha256=earlier.get("sha256", f"earlier-{number}"),
        received=received,
        status=earlier.get("status", "received"),
        keys=matching_keys(values),
        values=values,
        letters=tuple(earlier.get("letters", ())),
    )


def _date(given: Any) -> dt.date:
    return given if isinstance(given, dt.date) else dt.date.fromisoformat(given)


def _setting(key: str, value: Any) -> Any:
    return frozenset(map(_date, value)) if key == "holidays" else value
