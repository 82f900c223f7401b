"""Tables on a form: household members, current services. One dict a filled row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from caseforms.definitions.form import FieldDefinition
from caseforms.definitions.labels import LabelIndex
from caseforms.fieldtypes.parse import parse
from caseforms.fieldtypes.text import clean
from caseforms.interpret.claims import Claim
from caseforms.model import Answer, Remark, State


def table_answer(
    base: Answer, field: FieldDefinition, claims: Sequence[Claim], index: LabelIndex, today: dt.date
) -> Answer:
    """Make a table's answer: a dict of values a row, wholly blank rows left out.

    A cell that cannot be read has no value in its row; its text stands in `raw`, its reason in the remarks.
    """
    columns = {column.name: column for column in field.columns}
    cells: dict[int, dict[str, Claim]] = {}
    for claim in claims:
        row, _, column = claim.target.part.partition(".")
        if column in columns:
            cells.setdefault(int(row), {})[column] = claim
    rows: list[dict[str, Any]] = []
    raws: list[str] = []
    remarks: list[Remark] = []
    for number in sorted(cells):
        values: dict[str, Any] = {}
        said = [(name, cells[number][name]) for name in columns if name in cells[number]]
        for name, claim in said:
            options = index.options.get(f"{field.name}.{name}")
            parsed = parse(columns[name].type, claim.said, typed=claim.box.value, options=options, today=today)
            if parsed.state == State.ANSWERED:
                values[name] = parsed.value
            remarks += [
                Remark(kind, {**words, "label": f"{columns[name].label} (row {number})"}, claim.box.place)
                for kind, words in parsed.remarks
            ]
        texts = [clean(claim.said) for _, claim in said]
        if any(texts):
            raws.append(" | ".join(texts))
            rows.append(values)
    return base._replace(
        state=State.ANSWERED if rows else State.BLANK,
        value=rows or None,
        raw="\n".join(raws),
        remarks=base.remarks + tuple(remarks),
    )
