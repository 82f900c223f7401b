"""Lists out: the same rows as text for the screen, JSON and CSV for programs, CSV and Excel for people.

JSON keeps every value as it is. CSV is opened in Excel more often than not, so a text that Excel would
take for a formula gets an apostrophe in front (OWASP, "CSV injection"); a plain number such as -5 or
+12075550134 does not. In Excel files a text is always a text and needs no such mark.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, TextIO, get_args

from caseforms.errors import UsageError
from caseforms.writers.atomic import replacing

Format = Literal["text", "json", "jsonl", "csv", "xlsx"]
FORMATS: tuple[Format, ...] = get_args(Format)

Row = Mapping[str, object]
Columns = Sequence[tuple[str, str]]

_WIDEST = 60  # characters of a column on the screen
_STARTS_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")  # the full-width signs too
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


def write_rows(
    rows: Iterable[Row],
    columns: Columns,
    format: Format,  # noqa: A002  # as on the command line
    target: Path | TextIO,
    *,
    title: str = "",
) -> None:
    """Write a list to a file (whole or not at all) or a stream.

    columns: (key in the rows, heading) each; a key that a row lacks is an empty cell.
    title: stands above a text and names the Excel sheet.

    A file's CSV is for Excel: UTF-8 with a byte order mark, CRLF. A stream's is for the next program:
    no mark, LF, also inside cells. A text shows the first 60 characters of a cell on one line.

    Raises:
        UsageError: Excel onto a stream. OperatingError: the file cannot be written.
    """
    if not isinstance(target, Path):
        if format == "xlsx":
            raise UsageError("An Excel file cannot be shown on the screen.", "Name a file to write it to.")
        target.writelines(_parts(rows, columns, format, title, "\n"))
        return
    with replacing(target) as passing:
        if format == "xlsx":
            _write_xlsx(rows, columns, passing, title)
            return
        encoding = "utf-8-sig" if format == "csv" else "utf-8"
        # A lone surrogate (an undecodable file name) is written as its escape, which in JSON is the thing itself.
        with passing.open("w", encoding=encoding, errors="backslashreplace", newline="") as stream:
            stream.writelines(_parts(rows, columns, format, title, "\r\n"))


def plain(value: object) -> str:
    """Give a value as one text: ISO dates, yes and no, lists with semicolons; "" for none."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.date):  # a datetime is one too
        return value.isoformat()
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {plain(part)}" for key, part in value.items())
    if isinstance(value, Iterable):
        return "; ".join(map(plain, value))
    return str(value)


def _parts(rows: Iterable[Row], columns: Columns, kind: Format, title: str, line_end: str) -> Iterator[str]:
    if kind == "csv":
        return _csv(rows, columns, line_end)
    if kind == "text":
        return _text(rows, columns, title)
    objects = (_json.encode({key: row.get(key) for key, _ in columns}) for row in rows)
    return _array(objects) if kind == "json" else (f"{one}\n" for one in objects)


def _csv(rows: Iterable[Row], columns: Columns, line_end: str) -> Iterator[str]:
    lines: list[str] = []
    writer = csv.writer(_Lines(lines), lineterminator=line_end)
    writer.writerow(heading for _, heading in columns)
    for row in rows:
        cells = (_no_formula(row.get(key)) for key, _ in columns)
        writer.writerow(cells if line_end == "\r\n" else (re.sub("\r\n?", "\n", cell) for cell in cells))
        yield from lines
        lines.clear()
    yield from lines


class _Lines(NamedTuple):
    """Collects what a csv.writer writes."""

    lines: list[str]

    def write(self, line: str) -> None:
        self.lines.append(line)


def _no_formula(value: object) -> str:
    """Give the cell's text, an apostrophe in front where Excel would calculate it."""
    text = plain(value)
    return f"'{text}" if _STARTS_FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _json_ready(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    return value.isoformat() if isinstance(value, dt.date) else str(value)


_json = json.JSONEncoder(ensure_ascii=False, default=_json_ready)


def _array(objects: Iterable[str]) -> Iterator[str]:
    mark = "["
    for one in objects:
        yield f"{mark}\n {one}"
        mark = ","
    yield "[]\n" if mark == "[" else "\n]\n"


def _text(rows: Iterable[Row], columns: Columns, title: str) -> Iterator[str]:
    """Lay out a table for the screen; an empty list says "none" (domain.md 7, reports)."""
    lines = [[_on_screen(plain(row.get(key))) for key, _ in columns] for row in rows]
    headings = [heading for _, heading in columns]
    widths = [max(map(len, column)) for column in zip(headings, *lines, strict=True)]
    if title:
        yield f"{title}\n\n"
    for cells in (headings, ["-" * width for width in widths], *lines):
        yield "  ".join(map(str.ljust, cells, widths)).rstrip() + "\n"
    if not lines:
        yield "none\n"


def _on_screen(text: str) -> str:
    """Give a text on one line, without characters that steer a terminal, cut with a visible mark."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line if len(line) <= _WIDEST else line[: _WIDEST - 1] + "\N{HORIZONTAL ELLIPSIS}"


def _write_xlsx(rows: Iterable[Row], columns: Columns, target: Path, title: str) -> None:
    from caseforms.writers.xlsx import new_workbook, write_sheet

    workbook = new_workbook(target)
    cells = ([_cell(row.get(key)) for key, _ in columns] for row in rows)
    write_sheet(workbook, title, [heading for _, heading in columns], cells)
    workbook.close()


def _cell(value: object) -> object:
    """Keep what Excel has a type for; everything else goes as text."""
    keeps = isinstance(value, int | float | dt.date) and not isinstance(value, bool)
    return value if keeps else plain(value)
