"""The first sheet of the intake's workbook: how many, what is most often wrong, what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from caseforms.fieldtypes.dates import us
from caseforms.writers.list_sheet import HEADER, lines_of, set_page
from caseforms.writers.tally import Tally
from caseforms.writers.wording import counted
from caseforms.writers.xlsx import safe_text

if TYPE_CHECKING:
    from caseforms.writers.xlsx import Format, Workbook, Worksheet

_COLUMNS = (52.0, 11.0, 11.0, 11.0, 3.0)  # widths; the charts stand to the right of them
_CHART_COLUMN = len(_COLUMNS)
_SIZE = {"width": 520, "height": 250}
_LINE = 15.0  # points
_BLUE = "#21456B"


def next_steps(tally: Tally) -> list[str]:
    """Say in words what the office does next, the most urgent first."""
    steps = []
    if tally.to_fix:
        steps.append(
            f"Sheet “To fix”: {counted(tally.to_fix, 'form')} with {counted(tally.errors, 'error')}."
            " Get what is missing, correct the form and run the intake again."
        )
    if tally.not_read:
        steps.append(
            f"Sheet “Not read”: {counted(tally.not_read, 'file')} could not be read."
            " The sheet says what to do about each of them."
        )
    if tally.to_check:
        steps.append(
            f"Sheet “To check”: {counted(tally.to_check, 'form')} can go on, but please check first what stands there."
        )
    if tally.known:
        steps.append(f"Sheet “Already known”: {counted(tally.known, 'file')} had come before. There is nothing to do.")
    return steps or ["There is nothing to fix: every form is ready." if tally.files else "No file came in."]


class _Sheet:
    """Writes the summary from top to bottom; `_row` is the next free row."""

    def __init__(self, workbook: Workbook, tally: Tally) -> None:
        self._book = workbook
        self._tally = tally
        self._sheet: Worksheet = workbook.add_worksheet("Summary")
        self._row = 0
        for place, width in enumerate(_COLUMNS):
            self._sheet.set_column(place, place, width)
        self._sheet.hide_gridlines(2)
        set_page(self._sheet, "Summary")
        self._sheet.fit_to_pages(1, 1)
        self._head = workbook.add_format(HEADER)
        self._cell = workbook.add_format({"border": 1, "border_color": "#C5CDD6", "text_wrap": True, "valign": "top"})
        self._bold = workbook.add_format({"bold": True, "border": 1, "border_color": "#C5CDD6"})
        self._text = workbook.add_format({"text_wrap": True, "valign": "top"})

    def write(self, title: str, agency: str) -> None:
        """Write everything."""
        tally = self._tally
        self._line(title, self._book.add_format({"bold": True, "font_size": 18, "font_color": _BLUE}), 26)
        if agency:
            self._line(agency, self._book.add_format({"font_color": "#5C6370"}))
        for line in _about(tally):
            self._line(line, self._text)
        results = [("Ready", tally.ready), ("To fix", tally.to_fix), ("Not read", tally.not_read)]
        results.append(("Already known", tally.known))
        first = self._table(("Result", "Number"), results)
        self._chart("What became of them", first, len(results), at=1)
        self._table(("Form", "Ready", "To fix", "Total"), _forms(tally), total=True)
        problems = [(f"{problem.title} [{problem.code}]", problem.forms) for problem in tally.problems]
        first = self._table(("Most common problems", "Forms"), problems)
        if problems:
            self._chart("Most common problems", first, len(problems), at=15)
        self._row += 1
        self._line("What to do next", self._head)
        for number, step in enumerate(next_steps(tally), start=1):
            self._line(f"{number}. {step}", self._cell)

    def _line(self, text: str, look: Format, line: float = _LINE) -> None:
        """Write a text across the tables; Excel sets no height by merged cells, so it is set here."""
        self._sheet.merge_range(self._row, 0, self._row, _CHART_COLUMN - 2, "", look)
        self._sheet.write_string(self._row, 0, safe_text(text), look)
        self._sheet.set_row(self._row, line * lines_of(text, sum(_COLUMNS[:-1]) * _LINE / line) + 1)
        self._row += 1

    def _table(self, headings: Sequence[str], rows: Sequence[Sequence[str | int]], *, total: bool = False) -> int:
        """Write a small table under an empty row; give the number of its first row."""
        self._row += 1
        for column, heading in enumerate(headings):
            self._sheet.write_string(self._row, column, heading, self._head)
        first = self._row = self._row + 1
        for number, row in enumerate(rows or [("None.",)], start=1):
            look = self._bold if total and number == len(rows) else self._cell
            for column, value in enumerate(row):
                if isinstance(value, int):
                    self._sheet.write_number(self._row, column, value, look)
                else:
                    self._sheet.write_string(self._row, column, safe_text(value), look)
            self._sheet.set_row(self._row, _LINE * lines_of(str(row[0]), _COLUMNS[0]) + 1)
            self._row += 1
        return first

    def _chart(self, title: str, first: int, count: int, *, at: int) -> None:
        """Draw the two first columns of a table as bars, read from the top like the table."""
        chart: Any = self._book.add_chart({"type": "bar"})
        last = first + count - 1
        chart.add_series(
            {
                "name": title,
                "categories": ["Summary", first, 0, last, 0],
                "values": ["Summary", first, 1, last, 1],
                "data_labels": {"value": True},
                "fill": {"color": _BLUE},
                "gap": 60,
            }
        )
        chart.set_title({"name": title, "name_font": {"size": 12, "color": _BLUE}})
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True, "num_font": {"size": 9}, "line": {"none": True}, "major_tick_mark": "none"})
        chart.set_x_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
        chart.set_size(_SIZE)
        self._sheet.insert_chart(at, _CHART_COLUMN, chart, {"description": f"Bar chart: {title}"})


def _about(tally: Tally) -> list[str]:
    forms, not_read = counted(tally.ready + tally.to_fix, "form"), counted(tally.not_read, "file")
    known = counted(tally.known, "file")
    lines = [f"{counted(tally.files, 'file')}: {forms} read, {not_read} not read, {known} already known."]
    if tally.first and tally.last:
        one_day = tally.first == tally.last
        lines.append(
            f"Received {f'on {us(tally.last)}' if one_day else f'from {us(tally.first)} to {us(tally.last)}'}."
        )
    lines.append(
        f"The sheet “All answers” lists {counted(tally.answers, 'answer')};"
        f" {counted(tally.blanks, 'blank box is', 'blank boxes are')} left out."
    )
    return lines


def _forms(tally: Tally) -> list[tuple[str | int, ...]]:
    rows: list[tuple[str | int, ...]] = [(title, *both, sum(both)) for title, both in tally.by_form.items()]
    if rows:
        rows.append(("All forms", tally.ready, tally.to_fix, tally.ready + tally.to_fix))
    return rows


def write_summary(workbook: Workbook, tally: Tally, *, title: str, agency: str) -> None:
    """Add the sheet Summary with its small tables, charts and next steps."""
    _Sheet(workbook, tally).write(title, agency)
