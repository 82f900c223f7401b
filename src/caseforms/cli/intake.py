"""`intake`: the main job, with a summary that tells a clerk what to do next."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from caseforms.cli import screen
from caseforms.cli.app import Desk
from caseforms.cli.boundary import FAULT
from caseforms.cli.work import (
    exit_code,
    fail_on_option,
    form_option,
    make_checker,
    names_option,
    pass_desk,
    paths_argument,
    reading_desk,
    say_faults,
)
from caseforms.model import Report, Severity
from caseforms.writers.wording import GRADES, counted

if TYPE_CHECKING:
    from caseforms.pipeline.intake import Batch
    from caseforms.pipeline.reading import ReadingDesk
    from caseforms.workspace import Workspace

WORKBOOK = "intake.xlsx"
_FOUND = "forms and attachments"
_FEW = 12  # files to fix that are named on the screen; the rest stands in the workbook


@click.command()
@paths_argument
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder for the results.")
@form_option
@fail_on_option()
@names_option
@pass_desk
def intake(desk: Desk, paths: tuple[str, ...], out: Path, form: str, fail_on: str | None, *, show_names: bool) -> int:
    """Read, check and register an inbox, and write the work list.

    PATH is a file, a folder (with all its subfolders) or a pattern in quotes. Every file is accounted for:
    registered, already known, or not read with the reason. The originals are never changed; the same
    file is never registered twice, so the command can be run again.
    """
    from caseforms.pipeline.paths import given_files
    from caseforms.writers.atomic import keep_earlier, make_sure

    workspace = desk.workspace()
    files = given_files(paths, leave_out=out)
    workspace.rules  # noqa: B018  all mistakes of settings, forms and rules come up at once, before anything is started
    reading = reading_desk(desk, workspace, form)
    make_sure(out / WORKBOOK)  # what is registered now is known already the next time: its list must not be lost
    batch = _take_in(files, desk, workspace, reading)
    earlier = keep_earlier(out / WORKBOOK)  # most of its forms are known already now, and no list names them again
    _write_workbook(out / WORKBOOK, batch, workspace, desk.as_of)
    mask = screen.Mask(show_names=show_names or not workspace.settings.screen.mask_names)
    _summary(batch, {name: form.title for name, form in workspace.forms.items()}, out, mask, desk)
    if earlier is not None and not desk.quiet:
        click.echo(f"\nThe work list of the run before is kept as {screen.short_path(earlier)}.")
    reports = [*(report for report, _ in batch.registered), *batch.refused]
    say_faults(reports)
    code = exit_code(reports, fail_on)
    return code if fail_on or code == FAULT else 0


def _take_in(files: Sequence[Path], desk: Desk, workspace: Workspace, reading: ReadingDesk) -> Batch:
    from caseforms.pipeline.intake import Intake, take_in
    from caseforms.pipeline.reading_many import read_files
    from caseforms.register.store import open_register

    workspace.register.parent.mkdir(parents=True, exist_ok=True)
    register = open_register(workspace.register)
    try:
        checker = make_checker(desk, workspace, reading, register)
        at = dt.datetime.combine(desk.as_of, dt.datetime.now().time().replace(microsecond=0))  # noqa: DTZ005
        job = Intake(checker, register, who=_who(), at=at)
        with screen.progress(len(files), quiet=desk.quiet) as tick:
            return take_in(read_files(files, reading), job, tick)
    finally:
        register.close()


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no user name in the environment, no password file
        return "unknown"


def _write_workbook(target: Path, batch: Batch, workspace: Workspace, made_on: dt.date) -> None:
    from caseforms.writers.intake_workbook import IntakeBatch, write_intake_workbook

    reports = [report for report, _ in batch.registered] + batch.refused
    ids = {place: number for place, (_, number) in enumerate(batch.registered)}
    known = [(known.report.path, known.id, known.received) for known in batch.known]
    titles = {name: form.title for name, form in workspace.forms.items()}
    agency = workspace.settings.agency.name
    write_intake_workbook(target, IntakeBatch(reports, known, made_on, agency, titles, ids))


def _summary(batch: Batch, titles: Mapping[str, str], out: Path, mask: screen.Mask, desk: Desk) -> None:
    """Say what came, what became of it, what is most often wrong, and what to do next."""
    from caseforms.writers.tally import Tally

    reports = [*(report for report, _ in batch.registered), *batch.refused]
    tally = Tally.of(reports, titles, [known.report.path for known in batch.known])
    found = len(reports) + tally.known
    inside = "" if found == batch.files else f", and in them {counted(found, 'form or attachment', _FOUND)}"
    click.echo(f"\nIntake of {screen.day_words(desk.as_of)}: {counted(batch.files, 'file')}{inside}.")
    results = [
        ("Ready", tally.ready, "complete; nothing must be fixed"),
        ("To fix", tally.to_fix, "something is missing or wrong"),
        ("Not read", tally.not_read, "not one of our forms, damaged or locked"),
        ("Already known", tally.known, "came before; nothing was added"),
    ]
    screen.table("", ("Result", "Count", ""), results)
    forms = [(title, ready + to_fix, ready, to_fix) for title, (ready, to_fix) in tally.by_form.items()]
    if forms:
        screen.table("By form", ("Form", "Came", "Ready", "To fix"), forms)
    problems = [(one.code, one.title, GRADES[one.severity], one.forms) for one in tally.problems]
    if problems:
        screen.table("Most common problems", ("Code", "Problem", "Grade", "Forms"), problems)
    to_fix = [report for report in reports if report.worst is Severity.ERROR and report.record is not None]
    _files_to_fix(to_fix, mask)
    _not_read(batch.refused)
    if not desk.quiet:
        _what_next(to_fix, batch, out)


def _files_to_fix(to_fix: Sequence[Report], mask: screen.Mask) -> None:
    if not to_fix:
        return
    rows = []
    for report in to_fix[:_FEW]:
        errors = [f for f in report.findings if f.severity is Severity.ERROR]
        first = mask.finding(errors[0], report.record)
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        part = f" ({report.record.part})" if report.record and report.record.part else ""
        rows.append((f"{report.path}{part}", f"{first.message}{more}"))
    left = len(to_fix) - len(rows)
    screen.table("To fix", ("File", "What is wrong"), rows)
    if left > 0:
        click.echo(f"... and {counted(left, 'more form')}: see the sheet 'To fix' of the workbook.\n")


def _not_read(refused: Sequence[Report]) -> None:
    rows = [(report.path, f"{report.failure.message} {report.failure.mend}") for report in refused if report.failure]
    if rows:
        screen.table("Not read", ("File", "Why, and what to do"), rows)


def _what_next(to_fix: Sequence[Report], batch: Batch, out: Path) -> None:
    """Give the next steps in the order of the work."""
    steps = [f"Open {screen.short_path(out / WORKBOOK)}: it lists every file, every problem and every answer."]
    if to_fix:
        them = "it" if len(to_fix) == 1 else "them"
        steps.append(
            f"Send the {counted(len(to_fix), 'form')} of the sheet 'To fix' back, with what to write on {them}."
        )
    if batch.refused:
        steps.append("Ask the senders of the files under 'Not read' for a new copy.")
    if batch.registered:
        steps.append("See what is registered: caseforms register list")
    click.echo("What to do next")
    for number, step in enumerate(steps, 1):
        click.echo(f"  {number}. {step}")
