"""`intake`: the main job, with a summary that tells a clerk what to do next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from caseforms.cli import screen
from caseforms.cli.app import Desk
from caseforms.cli.boundary import FAULT
from caseforms.cli.documents import Asked, DocumentDesk, checked_template, new_desk, pdfs, show_refused
from caseforms.cli.pictures import figures
from caseforms.cli.work import (
    exit_code,
    fail_on_option,
    form_option,
    make_checker,
    names_option,
    pass_desk,
    paths_argument,
    person_at_the_desk,
    reading_desk,
    say_faults,
)
from caseforms.errors import CaseformsError
from caseforms.model import Report, Severity
from caseforms.writers.wording import GRADES, counted

if TYPE_CHECKING:
    from caseforms.pipeline.documents import Made
    from caseforms.pipeline.intake import Batch
    from caseforms.pipeline.reading import ReadingDesk
    from caseforms.workspace import Workspace

WORKBOOK = "intake.xlsx"
LETTERS = "letters"  # the folder of the return letters
RETURN = "return"  # their template
_FOUND = "forms and attachments"
_FEW = 12  # files to fix that are named on the screen; the rest stands in the workbook


@click.command()
@paths_argument
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder for the results.")
@form_option
@fail_on_option()
@names_option
@click.option(
    "--no-letters", is_flag=True, help="Write no return letters; requests that lack something stay incomplete."
)
@click.option("--pdf", is_flag=True, help="Make a PDF of each letter, too (needs LibreOffice).")
@pass_desk
def intake(desk: Desk, /, paths: tuple[str, ...], out: Path, *, show_names: bool, **options: Any) -> int:
    """Read, check and register an inbox, and write the work list and the return letters.

    PATH is a file, a folder (with all its subfolders) or a pattern in quotes. Every file is accounted for:
    registered, already known, or not read with the reason. The originals are never changed; the same
    file is never registered twice, so the command can be run again.
    """
    from caseforms.pipeline.paths import given_files
    from caseforms.writers.atomic import keep_earlier, make_sure

    form, fail_on = options["form"], options["fail_on"]
    asked = None if options["no_letters"] else Asked(out / LETTERS, pdf=options["pdf"])
    workspace = desk.workspace()
    files = given_files(paths, leave_out=out)
    workspace.rules  # noqa: B018  all mistakes of settings, forms and rules come up at once, before anything is started
    reading = reading_desk(desk, workspace, form, closely=True)
    if asked is not None:
        checked_template(workspace, RETURN)
    make_sure(out / WORKBOOK)  # what is registered now is known already the next time: its list must not be lost
    batch, letters, stopped = _take_in(files, desk, workspace, reading, asked)
    earlier = keep_earlier(out / WORKBOOK)  # most of its forms are known already now, and no list names them again
    _write_workbook(out / WORKBOOK, batch, letters, workspace, desk.as_of)
    mask = screen.Mask(show_names=show_names or not workspace.settings.screen.mask_names)
    _summary(batch, {name: form.title for name, form in workspace.forms.items()}, letters, out, mask, desk)
    if earlier is not None and not desk.quiet:
        click.echo(f"\nThe work list of the run before is kept as {screen.short_path(earlier)}.")
    reports = [*(report for report, _ in batch.registered), *batch.refused]
    say_faults(reports)
    if stopped is not None:
        raise stopped
    if asked is not None and asked.pdf and (failed := pdfs(letters, asked, desk, RETURN)):
        return failed
    code = exit_code(reports, fail_on)
    return code if fail_on or code == FAULT else 0


def _take_in(
    files: Sequence[Path], desk: Desk, workspace: Workspace, reading: ReadingDesk, asked: Asked | None
) -> tuple[Batch, list[Made], CaseformsError | None]:
    """Register everything, then write the return letters; the third is what stopped the letters, if anything did.

    It is told when the work list is written, which names what was registered now and never again.
    """
    from caseforms.pipeline.intake import Intake, take_in
    from caseforms.pipeline.reading_many import read_files
    from caseforms.register.store import open_register

    workspace.register.parent.mkdir(parents=True, exist_ok=True)
    register = open_register(workspace.register)
    try:
        checker = make_checker(desk, workspace, reading, register)
        job = Intake(checker, register, who=person_at_the_desk(), at=desk.now())
        with screen.progress(len(files), quiet=desk.quiet) as tick:
            batch = take_in(read_files(files, reading), job, tick)
        try:
            return batch, _letters(batch, new_desk(desk, workspace, register, asked)) if asked else [], None
        except CaseformsError as error:
            return batch, [], error
    finally:
        register.close()


def _letters(batch: Batch, at: DocumentDesk) -> list[Made]:
    """Write the return letters of the requests that came incomplete now."""
    from caseforms.pipeline.documents import plans_for

    definition = at.workspace.templates[RETURN]
    numbers = [number for report, number in batch.registered if report.worst is Severity.ERROR]
    entries = [at.letters.casebook.full(number).entry for number in numbers]
    due = [one for one in entries if one.form in definition.forms and one.status in definition.statuses]
    return at.make([plan for entry in due for plan in plans_for(at.letters, definition, entry, at.desk.as_of)])


def _write_workbook(
    target: Path, batch: Batch, letters: Sequence[Made], workspace: Workspace, made_on: dt.date
) -> None:
    from caseforms.writers.intake_workbook import IntakeBatch, write_intake_workbook

    reports = [report for report, _ in batch.registered] + batch.refused
    ids = {place: number for place, (_, number) in enumerate(batch.registered)}
    known = [(known.report.path, known.id, known.received) for known in batch.known]
    titles = {name: form.title for name, form in workspace.forms.items()}
    agency = workspace.settings.agency.name
    written = {one.plan.entries[0]: one.path for one in letters if one.path is not None}
    pictures = figures(reports) if workspace.settings.screen.pictures else {}
    write_intake_workbook(target, IntakeBatch(reports, known, made_on, agency, titles, ids, written, pictures))


def _summary(
    batch: Batch, titles: Mapping[str, str], letters: Sequence[Made], out: Path, mask: screen.Mask, desk: Desk
) -> None:
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
    show_refused(letters)
    if not desk.quiet:
        made = sum(one.path is not None for one in letters)
        _what_next(len(to_fix), made, len(letters) - made, batch, out)


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


def _what_next(to_fix: int, letters: int, refused: int, batch: Batch, out: Path) -> None:
    """Give the next steps in the order of the work."""
    steps = [f"Open {screen.short_path(out / WORKBOOK)}: it lists every file, every problem and every answer."]
    if letters:
        steps.append(f"Send the {counted(letters, 'return letter')} in {screen.short_path(out / LETTERS)}.")
    if refused:
        again = f"caseforms letter {RETURN} --all-due --out {screen.short_path(out / LETTERS)}"
        steps.append(f"Mend what stands under 'Not made', then write {counted(refused, 'missing letter')}: {again}")
    if to_fix > letters + refused:
        other = "form" if not letters + refused else "other form"
        rest, them = counted(to_fix - letters - refused, other), "it" if to_fix == 1 else "them"
        steps.append(f"Send the {rest} of the sheet 'To fix' back, with what to write on {them}.")
    if batch.refused:
        steps.append("Ask the senders of the files under 'Not read' for a new copy.")
    if batch.registered:
        steps.append("See what is registered: caseforms register list")
    click.echo("What to do next")
    for number, step in enumerate(steps, 1):
        click.echo(f"  {number}. {step}")
