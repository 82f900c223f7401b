"""What goes on the screen: words for severities and states, masked names, tables, progress."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from caseforms.fieldtypes.dates import to_date, us
from caseforms.fieldtypes.phones import shown_phone
from caseforms.fieldtypes.text import mask_name, shorten
from caseforms.model import Answer, Finding, Record, Severity, State

if TYPE_CHECKING:
    from collections.abc import Callable

SEVERITY_WORDS = {Severity.ERROR: "must fix", Severity.WARNING: "check", Severity.NOTE: "note"}
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}
_WIDTH = 90  # characters of a value on the screen
_SHORTEST = 2  # letters: a name this short is no name to look for in other texts


class Mask:
    """Turns names into initials wherever they stand on the screen, unless names are asked for."""

    def __init__(self, *, show_names: bool) -> None:
        """Mask, or show everything."""
        self.show_names = show_names

    def value(self, answer: Answer) -> str:
        """Give an answer as shown: dates and phones as people write them."""
        if answer.state is State.UNREADABLE:
            return f"{self._masked(answer, answer.raw)}  (cannot be read)"
        return self._masked(answer, shown_value(answer))

    def _masked(self, answer: Answer, text: str) -> str:
        text = shorten(text, _WIDTH)
        return text if self.show_names or not is_name(answer) else mask_name(text)

    def finding(self, finding: Finding, record: Record | None) -> Finding:
        """Give a finding whose sentences name nobody."""
        if self.show_names:
            return finding
        names = set(finding.names)
        if record is not None:
            for answer in record.answers.values():
                if is_name(answer):
                    names.update(text for text in (answer.raw, answer.value) if isinstance(text, str))
        message, mend = finding.message, finding.mend
        for name in sorted(names, key=len, reverse=True):
            if len(name.strip()) > _SHORTEST:
                message, mend = (words.replace(name, mask_name(name)) for words in (message, mend))
        return finding._replace(message=message, mend=mend)


def is_name(answer: Answer) -> bool:
    """Whether an answer names a person."""
    return answer.kind == "name" or (answer.sensitive and answer.kind in {"text", "signature"})


def shown_value(answer: Answer) -> str:
    """Give a value as people write it."""
    value = answer.value
    if value is None:
        return ""
    if answer.kind in {"date", "birth_date"}:
        day = to_date(value)
        return us(day) if day else str(value)
    if answer.kind == "phone":
        return shown_phone(value)
    if answer.kind in {"choice", "choices", "table"}:
        return answer.raw.replace("\n", "; ")
    return str(value)


def severity_word(severity: Severity) -> str:
    """Give the coloured word for a severity."""
    return click.style(SEVERITY_WORDS[severity], fg=_COLOURS[severity])


def day_words(day: dt.date) -> str:
    """Give a date as it stands on a letter: March 31, 2026."""
    return f"{day:%B} {day.day}, {day.year}"


def counted(number: int, word: str, words: str = "") -> str:
    """Give `1 file` or `2 files`."""
    return f"{number:,} {word if number == 1 else words or word + 's'}"


def table(title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print a small table; numbers stand on the right."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    shown = Table(title=title or None, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold", pad_edge=False)
    rows = [list(row) for row in rows]
    for place, heading in enumerate(headings):
        right = bool(rows) and all(isinstance(row[place], int) for row in rows)
        shown.add_column(heading, justify="right" if right else "left", overflow="fold")
    for row in rows:
        shown.add_row(*(f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row))
    Console(highlight=False, markup=False, soft_wrap=False).print(shown)


@contextmanager
def progress(total: int, *, quiet: bool) -> Iterator[Callable[[], None]]:
    """Show a progress bar on the error stream, if that is a terminal; give what is called after every file."""
    import sys

    if quiet or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TextColumn("files"), TimeRemainingColumn())
    # No refresh thread: worker processes are forked while the bar is up.
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=total)
        done = 0

        def tick() -> None:
            nonlocal done
            done += 1
            bar.update(task, completed=done, refresh=done % 10 == 0 or done == total)

        yield tick


def short_path(path: Path) -> str:
    """Give a path relative to the current folder where that is shorter."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)
