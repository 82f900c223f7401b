"""What goes on the screen: words for severities and states, masked names, tables, progress."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from caseforms.fieldtypes.text import mask_name, one_line, shorten, shown
from caseforms.model import Answer, Finding, Record, Severity, State, Unplaced
from caseforms.writers.wording import GRADES, shown_value

if TYPE_CHECKING:
    from collections.abc import Callable

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}
_PIPED = 100  # columns of a table that goes into a file or another program
_WIDTH = 90  # characters of a value on the screen
_NAMES_SOMEBODY = re.compile(r"name|signature|initials|a\.?k\.?a\b|signed", re.IGNORECASE)
_MAY_BE_A_NAME = re.compile(r"[^\W\d_]+(?:[ ,.'’-]+[^\W\d_]+){1,3}\.?")  # noqa: RUF001  two to four words
_AS_WRITTEN = frozenset({"choice", "choices", "table"})  # their own words say more than our codes for them
_SHORTEST = 2  # letters: a name this short is no name to look for in other texts


class Mask:
    """Turns names into initials wherever they stand on the screen, unless names are asked for."""

    def __init__(self, *, show_names: bool) -> None:
        """Mask, or show everything."""
        self.show_names = show_names

    def value(self, answer: Answer, record: Record) -> str:
        """Give an answer as shown: dates and phones as people write them, names in it as initials."""
        from caseforms.conditions.base import is_personal

        as_written = answer.state is State.UNREADABLE or answer.kind in _AS_WRITTEN
        text = answer.raw.replace("\n", "; ") if as_written else shown_value(answer)
        text = self.name(text) if is_personal(answer) else _brief(self.text(text, record))
        return f"{text}  (cannot be read)" if answer.state is State.UNREADABLE else text

    def name(self, text: str) -> str:
        """Give a name as shown."""
        text = _brief(text)
        return text if self.show_names else mask_name(text)

    def unplaced(self, box: Unplaced, record: Record | None) -> str:
        """Give the text of a box that no question takes: nobody knows whether it is a name, so what may be one is."""
        named = _NAMES_SOMEBODY.search(f"{box.label} {box.name}") or _MAY_BE_A_NAME.fullmatch(box.raw.strip())
        return self.name(box.raw) if named else _brief(self.text(box.raw, record))

    def finding(self, finding: Finding, record: Record | None) -> Finding:
        """Give a finding whose sentences name nobody, each on one line."""
        message, mend = (
            shown(one_line(self.text(text, record, finding.names))) for text in (finding.message, finding.mend)
        )
        return finding._replace(message=message, mend=mend)

    def text(self, text: str, record: Record | None, names: Iterable[str] = ()) -> str:
        """Give a text without the names that the record (or the finding) knows of."""
        if self.show_names:
            return text
        known = {*names, *(_names(record) if record is not None else ())}
        for name in sorted(known, key=len, reverse=True):
            if len(name.strip()) > _SHORTEST:
                text = text.replace(name, mask_name(name))
        return text


def _brief(text: str) -> str:
    """Give a text short enough for a line of the screen, without characters that steer a terminal."""
    return shown(shorten(text, _WIDTH))


def _names(record: Record) -> Iterator[str]:
    """Give the names that stand on a form, those in the rows of its tables too."""
    from caseforms.conditions.base import is_personal

    for answer in record.answers.values():
        if is_personal(answer):
            yield from (text for text in (answer.raw, answer.value) if isinstance(text, str))
        elif answer.kind == "table" and answer.sensitive:
            rows = answer.value or ()
            yield from (text for row in rows for key, text in row.items() if "name" in key and isinstance(text, str))


def severity_word(severity: Severity) -> str:
    """Give the coloured word for a severity, as wide as the widest."""
    return click.style(f"{GRADES[severity]:8}", fg=_COLOURS[severity])


def day_words(day: dt.date) -> str:
    """Give a date as it stands on a letter: March 31, 2026."""
    return f"{day:%B} {day.day}, {day.year}"


def table(
    title: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    whole: Sequence[str] = (),
    err: bool = False,
) -> None:
    """Print a small table; numbers stand on the right, and the columns named in `whole` are never broken.

    err: on the error stream, because the other one carries the result.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table

    printed = Table(title=title or None, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold", pad_edge=False)
    rows = [list(row) for row in rows]
    for place, heading in enumerate(headings):
        right = bool(rows) and all(isinstance(row[place], int) for row in rows)
        printed.add_column(
            heading, justify="right" if right else "left", overflow="fold", no_wrap=right or heading in whole
        )
    for row in rows:
        printed.add_row(*(f"{cell:,}" if isinstance(cell, int) else shown(str(cell)) for cell in row))
    console = Console(stderr=err, highlight=False, markup=False, soft_wrap=False, no_color=_no_color())
    console.width = console.width if console.is_terminal else _PIPED
    console.print(printed)


def _no_color() -> bool | None:
    context = click.get_current_context(silent=True)
    return True if context is not None and context.color is False else None


@contextmanager
def progress(total: int, *, quiet: bool, doing: str = "Reading", what: str = "files") -> Iterator[Callable[[], None]]:
    """Show a progress bar on the error stream, if that is a terminal; give what is called after every file."""
    import sys

    if quiet or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TextColumn(what), TimeRemainingColumn())
    # No refresh thread: worker processes are forked while the bar is up.
    with Progress(
        *columns, console=Console(stderr=True, no_color=_no_color()), transient=True, auto_refresh=False
    ) as bar:
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
