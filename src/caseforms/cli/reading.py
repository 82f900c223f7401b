"""`read` and `check`: values with their places, and findings; nothing is registered."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import click

from caseforms.cli import screen
from caseforms.cli.app import Desk
from caseforms.cli.pictures import PictureFolder
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
from caseforms.fieldtypes.text import one_line, shorten, shown
from caseforms.model import Place, Report, Severity, State
from caseforms.writers.wording import counted

_format_option = click.option(
    "--format",
    "kind",
    type=click.Choice(["text", "json", "jsonl", "csv"]),
    default="text",
    help="text for people; json, jsonl and csv for programs.",
)


@click.command()
@paths_argument
@form_option
@_format_option
@names_option
@pass_desk
def read(desk: Desk, paths: tuple[str, ...], form: str, kind: str, *, show_names: bool) -> int:
    """Show what stands on forms: every value with its page or cell.

    PATH is a file, a folder (with all its subfolders) or a pattern in quotes.
    """
    mask = cache(lambda: _mask(desk, show_names=show_names))  # asked for once all definitions are sound
    found = _reports(desk, paths, form, checked=False)
    reports = _written(found, kind, lambda report: _show_values(report, mask()))
    say_faults(reports)
    return exit_code(reports, None)


@click.command()
@paths_argument
@form_option
@_format_option
@fail_on_option(default="error", show_default=True)
@names_option
@click.option(
    "--picture",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write a picture of each place with a finding into this folder.",
)
@pass_desk
def check(
    desk: Desk, paths: tuple[str, ...], form: str, kind: str, fail_on: str, *, show_names: bool, picture: Path | None
) -> int:
    """Check forms by the rules and say what to mend; nothing is registered.

    PATH is a file, a folder (with all its subfolders) or a pattern in quotes.
    """
    mask = cache(lambda: _mask(desk, show_names=show_names))  # asked for once all definitions are sound
    found = _reports(desk, paths, form, checked=True)
    folder = PictureFolder(picture, desk) if picture else None
    reports = _written(found, kind, lambda report: _show_findings(report, mask(), folder), folder)
    if folder is not None:
        folder.say()
    say_faults(reports)
    return exit_code(reports, fail_on)


def _mask(desk: Desk, *, show_names: bool) -> screen.Mask:
    return screen.Mask(show_names=show_names or not desk.workspace().settings.screen.mask_names)


def _reports(desk: Desk, paths: tuple[str, ...], form: str, *, checked: bool) -> Iterator[Report]:
    from caseforms.pipeline.paths import given_files
    from caseforms.pipeline.reading_many import read_files

    workspace = desk.workspace()
    files = given_files(paths)
    if checked:
        workspace.rules  # noqa: B018  all mistakes of settings, forms and rules come up at once
    reading = reading_desk(desk, workspace, form, closely=checked)
    checker = make_checker(desk, workspace, reading) if checked else None
    with screen.progress(len(files), quiet=desk.quiet) as tick:
        for reports in read_files(files, reading, tick=tick):
            yield from checker.check(reports) if checker is not None else reports


def _written(
    found: Iterable[Report], kind: str, show: Callable[[Report], None], folder: PictureFolder | None = None
) -> list[Report]:
    """Write the reports, text and jsonl as they come; give them all."""
    import json

    from caseforms.writers.report_json import report_object

    reports: list[Report] = []
    objects: list[dict[str, object]] = []
    for report in found:
        reports.append(report)
        pictures = folder.take(report) if folder is not None else None
        if kind == "text":
            show(report)
        elif kind in {"json", "jsonl"}:
            objects.append(report_object(report, pictures))
        if kind == "jsonl":
            click.echo(json.dumps(objects.pop(), ensure_ascii=False))
    if kind == "json":
        click.echo(json.dumps(objects, ensure_ascii=False, indent=2))
    elif kind == "csv":
        from caseforms.writers.table import write_rows

        columns = [
            (name, name) for name in ("file", "form", "part", "field", "value", "raw", "state", "place", "findings")
        ]
        write_rows(_rows(reports), columns, "csv", sys.stdout)
    return reports


def _rows(reports: Iterable[Report]) -> Iterator[dict[str, object]]:
    """Give one row an answer and one a box that no field takes, each with the codes of its findings."""
    from caseforms.writers.table import plain

    for report in reports:
        record = report.record
        codes: dict[str | None, list[str]] = {}
        for finding in report.findings:
            codes.setdefault(finding.field, []).append(finding.code)
        base = {"file": report.path, "form": record.form if record else "", "part": record.part if record else ""}
        if record is None:
            failure = report.failure
            words = f"{failure.message} {failure.mend}" if failure else ""
            yield {**base, "state": "not read", "raw": words, "findings": " ".join(codes.get(None, ()))}
        for name, answer in record.answers.items() if record else ():
            if answer.state is not State.ABSENT:
                yield {
                    **base,
                    "field": name,
                    "value": answer.raw if answer.kind == "table" else plain(answer.value),
                    "raw": answer.raw,
                    "state": answer.state.value,
                    "place": str(answer.place),
                    "findings": " ".join(codes.get(name, ())),
                }
        for box in report.unplaced:
            yield {**base, "field": box.label or box.name, "raw": box.raw, "state": "unplaced", "place": str(box.place)}


def _heading(report: Report) -> str:
    path = click.style(shown(report.path), bold=True)
    record = report.record
    if record is None:
        return path
    part = f" ({shown(record.part)})" if record.part else ""
    return f"{path}{part}: {record.form}"


def _place(place: Place) -> str:
    return f"  [{shown(str(place))}]" if str(place) else ""


def _show_failure(report: Report) -> None:
    if report.failure is not None:
        click.echo(f"  {click.style('not read', fg='red')}  {report.failure.message} {report.failure.mend}")


def _show_unplaced(report: Report, mask: screen.Mask) -> None:
    for box in report.unplaced:
        label = shown(one_line(box.label or box.name)) or "no label"
        click.echo(f"  {'not on our form':30}  {label}: {mask.unplaced(box, report.record)}{_place(box.place)}")


def _show_values(report: Report, mask: screen.Mask) -> None:
    click.echo(_heading(report))
    _show_failure(report)
    if report.record is not None:
        for answer in report.record.answers.values():
            if answer.state in {State.ANSWERED, State.UNREADABLE}:
                value = mask.value(answer, report.record)
                click.echo(f"  {shorten(answer.label, 30):30}  {value}{_place(answer.place)}")
        blank = [a.label for a in report.record.answers.values() if a.needed and a.state in {State.BLANK, State.ABSENT}]
        if blank:
            click.echo(f"  {'blank, but needed':30}  {'; '.join(blank)}")
    _show_unplaced(report, mask)
    click.echo()


def _show_findings(report: Report, mask: screen.Mask, folder: PictureFolder | None) -> None:
    click.echo(_heading(report))
    _show_failure(report)
    if report.record is not None:
        errors = sum(finding.severity is Severity.ERROR for finding in report.findings)
        click.echo(f"  {counted(errors, 'item')} to fix" if errors else "  ready: nothing must be fixed")
        for finding in (mask.finding(finding, report.record) for finding in report.findings):
            click.echo(f"  {screen.severity_word(finding.severity)}  {finding.message}{_place(finding.place)}")
            if finding.mend and finding.mend not in finding.message:
                click.echo(f"            {finding.mend}  ({finding.code})")
            if folder is not None and finding.place in folder.pictures:
                click.echo(f"            Picture: {folder.pictures[finding.place]}")
    click.echo()
