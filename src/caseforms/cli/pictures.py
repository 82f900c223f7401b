"""`check --picture DIR`: the pictures of places with findings, and what is said about them at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from caseforms.cli import screen
from caseforms.cli.app import Desk
from caseforms.model import Place, Report
from caseforms.writers.wording import counted

if TYPE_CHECKING:
    from caseforms.writers.list_sheet import Figure

_MOST = 200  # pictures of one run: more than anybody looks at
_MOST_IN_WORKBOOK = 150  # about two megabytes


def figures(reports: Sequence[Report]) -> dict[tuple[int, Place], Figure | None]:
    """Give the pictures that the workbook of an intake shows; none for those that would make it too large."""
    from caseforms.pipeline.pictures import pictures_of
    from caseforms.writers.intake_workbook import shown_findings
    from caseforms.writers.list_sheet import Figure

    found: dict[tuple[int, Place], Figure | None] = {}
    for (number, place), picture in pictures_of(reports, shown_findings, _MOST_IN_WORKBOOK).items():
        words = f"A frame on {place} of {reports[number].path}"
        found[number, place] = Figure(*picture.drawing, words) if picture is not None else None
    return found


class PictureFolder:
    """The folder that the user named. pictures: of the report that was taken last, the file of each place."""

    def __init__(self, folder: Path, desk: Desk) -> None:
        """Make sure that pictures can be written, before anything is read."""
        from caseforms.pipeline.pictures import Album
        from caseforms.writers.atomic import make_sure

        make_sure(folder / "picture.png")
        self.pictures: Mapping[Place, str] = {}
        self._folder, self._quiet = folder, desk.quiet
        self._album = Album(_MOST, desk.workspace().settings.checks.confident)

    def take(self, report: Report) -> Mapping[Place, str]:
        """Write the pictures of a report; give their files by place."""
        from caseforms.writers.atomic import replacing

        found = {}
        for name, place, drawing in self._album.of(report):
            target = self._folder / name
            with replacing(target) as passing:
                passing.write_bytes(drawing.content)
            found[place] = target.as_posix()
        self.pictures = found
        return found

    def say(self) -> None:
        """Say how many there are, and how many there are not."""
        if not self._quiet:
            count = counted(self._album.count, "picture")
            hint = " They show answers: keep them as you keep the forms." if self._album.count else ""
            click.echo(f"Wrote {count} into {screen.short_path(self._folder)}.{hint}", err=True)
        if self._album.left:
            more = counted(self._album.left, "more place has", "more places have")
            click.echo(f"{_MOST} pictures are the most of one run: {more} none. Check fewer files at once.", err=True)
