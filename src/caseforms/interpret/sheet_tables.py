"""Tables inside an Excel form sheet: a heading, a row of column labels, a row for each entry."""

from __future__ import annotations

from collections.abc import Container, Iterator

from caseforms.definitions.form import FieldDefinition
from caseforms.definitions.form_texts import column_named
from caseforms.definitions.labels import LabelIndex, Match, Target
from caseforms.fieldtypes.text import clean
from caseforms.interpret.claims import Claim
from caseforms.interpret.grid import Grid
from caseforms.model import Box

_FEWEST = 2  # column labels that make a row the head of a table


def table_claims(grid: Grid, index: LabelIndex, known: Container[str]) -> tuple[list[Claim], set[str]]:
    """Give the claims of the tables of a sheet but those known already, and the cells that are column labels."""
    tables = [field for field in index.form.field if field.type == "table" and field.name not in known]
    found: list[Claim] = []
    heads: set[str] = set()
    lines = list(grid.rows()) if tables else []
    for position in range(1, len(lines)):
        above = next((clean(box.text) for box in lines[position - 1][1] if clean(box.text)), "")
        for field in tables:
            columns = _columns(lines[position][1], field) if _is_about(above, field, index) else {}
            if len(columns) >= _FEWEST:
                heads |= {box.place.cell or "" for box in lines[position][1]}
                found += _rows(grid, lines[position][0], columns, field)
    return found, heads


def _is_about(heading: str, field: FieldDefinition, index: LabelIndex) -> bool:
    match: Match | None = index.find_exactly(heading)
    return (match is not None and match.target.field == field.name) or index.section(heading) == field.section


def _columns(line: list[Box], field: FieldDefinition) -> dict[int, str]:
    """Give the column of the table that each column of the sheet holds."""
    labels = ((box, column_named(field, box.text)) for box in line if clean(box.text))
    return {box.grid[1]: name for box, name in labels if name is not None and box.grid is not None}


def _rows(grid: Grid, head: int, columns: dict[int, str], field: FieldDefinition) -> Iterator[Claim]:
    """Walk the rows below the head up to the first one without an entry."""
    row = head + 1
    while any(clean(box.text) for at in columns if (box := grid.at(row, at)) is not None):
        for at, name in columns.items():
            box = grid.at(row, at)
            if box is not None:
                yield Claim(Target(field.name, f"{row - head}.{name}"), box, f"cell:{box.place.cell}")
        row += 1
