"""What the commands that read files share: options, the reading itself, exit codes."""

from __future__ import annotations

import getpass
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from caseforms.cli.app import Desk
from caseforms.cli.boundary import FAULT, say_fault
from caseforms.errors import UsageError
from caseforms.model import SEVERITIES, Report, Severity

if TYPE_CHECKING:
    from caseforms.definitions.form import FormDefinition
    from caseforms.pipeline.checking import Checker
    from caseforms.pipeline.reading import ReadingDesk
    from caseforms.register.base import Register
    from caseforms.workspace import Workspace

paths_argument = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
form_option = click.option("--form", default="", metavar="ID|FILE.toml", help="Take every file for this form.")
names_option = click.option("--show-names", is_flag=True, help="Show names in full on the screen.")
fail_on_option = partial(
    click.option,
    "--fail-on",
    type=click.Choice([severity.value for severity in SEVERITIES]),
    help="End with code 1 when a finding is this grave or graver.",
)
pass_desk = click.make_pass_decorator(Desk)


def reading_desk(desk: Desk, workspace: Workspace, form: str, *, closely: bool = False) -> ReadingDesk:
    """Prepare reading: the office's forms, or the one that is named; closely where the forms are checked, too.

    Raises:
        UsageError: there is no form of this name.
    """
    from caseforms.pipeline.reading import ReadingDesk

    if form.lower().endswith(".toml"):
        from caseforms.definitions.load import load_form

        if not Path(form).is_file():
            raise UsageError(f"There is no file {form}.", "Check its name and folder, or name a form by its id.")
        only = load_form(Path(form), workspace.folder("forms"))
        return ReadingDesk({only.id: only}, desk.as_of, only.id, closely=closely)
    if Path(form).is_file() and form not in workspace.forms:
        msg = f"{form} is no definition of a form: those end in .toml."
        raise UsageError(msg, "Draft one from the blank: caseforms forms learn BLANK --out FILE.toml")
    if form:
        form_named(workspace, form)
    return ReadingDesk(workspace.forms, desk.as_of, form, closely=closely)


def form_named(workspace: Workspace, form_id: str) -> FormDefinition:
    """Give the office's form of this id.

    Raises:
        UsageError: there is none; says which there are.
    """
    known = workspace.forms
    if form_id not in known:
        from caseforms.definitions.mistakes import did_you_mean

        raise UsageError(
            f"There is no form {form_id}{did_you_mean(form_id, known)}.", f"The forms are: {', '.join(sorted(known))}."
        )
    return known[form_id]


def refuse_other_ending(target: Path, kind: str) -> None:
    """Make sure that a file is called after what will be in it, because programs open it by its ending.

    Raises:
        UsageError: it ends otherwise.
    """
    if target.suffix.lower() != f".{kind}":
        raise UsageError(
            f"{target} does not end in .{kind}.", f"Name a file that ends in .{kind}, or say another --format."
        )


def make_checker(desk: Desk, workspace: Workspace, reading: ReadingDesk, register: Register | None = None) -> Checker:
    """Prepare checking, with the register's history where there is one."""
    from caseforms.check import RuleSet
    from caseforms.model import History
    from caseforms.pipeline.checking import Checker

    history = register.history() if register is not None else History()
    rules = RuleSet(workspace.rules, {**workspace.forms, **reading.forms})
    return Checker(rules, history, workspace.settings.agency_facts(), desk.as_of)


def person_at_the_desk() -> str:
    """Give the name under which the person at the desk stands in the register."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no user name in the environment, no password file
        return "unknown"


def exit_code(reports: Iterable[Report], fail_on: str | None) -> int:
    """Give 70 after a fault of ours, 3 when a file could not be read, 1 when a finding is grave enough, else 0.

    A picture or a text that came along in a mail with forms is accounted for and no failure.
    """
    reports = list(reports)
    if any(report.trace for report in reports):
        return FAULT
    worst = 0
    with_forms = {_mail(report) for report in reports if report.record is not None}
    bar = SEVERITIES.index(Severity(fail_on)) if fail_on else -1
    for report in reports:
        failure = report.failure
        if failure is not None and not (failure.kind == "not_a_form" and _mail(report) in with_forms):
            return 3
        if any(SEVERITIES.index(finding.severity) <= bar for finding in report.findings):
            worst = 1
    return worst


def say_faults(reports: Iterable[Report]) -> None:
    """Ask for a report of every fault of ours, each once."""
    for lines in dict.fromkeys(report.trace for report in reports if report.trace):
        say_fault(lines)


def _mail(report: Report) -> str:
    mail, found, _ = report.path.partition(" > ")
    return mail if found else f"{report.path}\0"
