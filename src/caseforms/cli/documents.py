"""What the commands that make documents share: options, the desk with its register, and what is said at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from caseforms.cli import screen
from caseforms.cli.app import Desk
from caseforms.cli.work import person_at_the_desk
from caseforms.errors import OperatingError, UsageError
from caseforms.model import Severity
from caseforms.writers.wording import counted

if TYPE_CHECKING:
    from caseforms.definitions.template import TemplateDefinition
    from caseforms.pipeline.documents import DocumentMaker, Made, Plan
    from caseforms.pipeline.letters import LetterDesk
    from caseforms.register.base import Register
    from caseforms.workspace import Workspace

_NAMED = 5  # documents that are named where many lack the same
_OPTIONS = (
    click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path(), show_default="this folder",
                 help="Folder for the documents."),
    click.option("--draft", is_flag=True, help="Show what is missing as [MISSING: ...]; nothing is recorded."),
    click.option("--again", is_flag=True, help="Make a document anew that was made before."),
    click.option("--pdf", is_flag=True, help="Make a PDF of each, too (needs LibreOffice)."),
    click.option("--one-file", is_flag=True, help="Make one PDF of all of them for the printer (needs LibreOffice)."),
)  # fmt: skip


def document_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that every command that makes documents has."""
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), command)


@dataclass(frozen=True)
class Asked:
    """The options of `document_options`, and whether a provider may be told without a release on file."""

    out: Path
    draft: bool = False
    again: bool = False
    pdf: bool = False
    one_file: bool = False
    without_release: bool = False


@dataclass(frozen=True)
class DocumentDesk:
    """A desk at which documents are made."""

    desk: Desk
    workspace: Workspace
    register: Register
    letters: LetterDesk
    maker: DocumentMaker

    def definition(self, code: str) -> TemplateDefinition:
        """Give a template by its code, checked; UsageError when there is none."""
        return checked_template(self.workspace, code)

    def make(self, plans: Sequence[Plan]) -> list[Made]:
        """Make the documents, with a progress bar on a terminal."""
        with screen.progress(len(plans), quiet=self.desk.quiet, doing="Writing", what="documents") as tick:
            return self.maker.make(plans, tick)


@contextmanager
def document_desk(desk: Desk, asked: Asked, *, new: bool = False) -> Iterator[DocumentDesk]:
    """Open the register of the office for making documents.

    new: the register may be made now.

    Raises:
        OperatingError: there is no register yet, or the folder cannot be written to.
    """
    from caseforms.register.store import open_register

    workspace = desk.workspace()
    workspace.rules  # noqa: B018  all mistakes of settings, forms and rules come up before anything is started
    if not (new or workspace.register.exists()):
        raise OperatingError("There is no register yet.", "It is made by the first: caseforms intake INBOX --out OUT")
    workspace.register.parent.mkdir(parents=True, exist_ok=True)
    register = open_register(workspace.register)
    try:
        yield new_desk(desk, workspace, register, asked)
    finally:
        register.close()


def new_desk(desk: Desk, workspace: Workspace, register: Register, asked: Asked) -> DocumentDesk:
    """Prepare making documents with an open register."""
    from caseforms.check import RuleSet
    from caseforms.model import Facts
    from caseforms.pipeline.casebook import Casebook
    from caseforms.pipeline.documents import DocumentMaker, Wishes
    from caseforms.pipeline.letters import LetterDesk

    maker = DocumentMaker(
        workspace, register, RuleSet(workspace.letter_rules, workspace.forms), Facts(desk.as_of), asked.out,
        who=person_at_the_desk(), at=desk.now(), wishes=Wishes(asked.draft, asked.again, asked.without_release),
    )  # fmt: skip
    return DocumentDesk(desk, workspace, register, LetterDesk(workspace, Casebook(register)), maker)


def checked_template(workspace: Workspace, code: str) -> TemplateDefinition:
    """Give a template by its code; all that is wrong with it is said before anything is made.

    Raises:
        UsageError: there is no such template. DefinitionError: it is wrong.
    """
    templates = workspace.templates
    if code not in templates:
        from caseforms.definitions.mistakes import did_you_mean

        raise UsageError(
            f"There is no document {code}{did_you_mean(code, templates)}.", f"There are: {', '.join(templates)}."
        )
    from caseforms.definitions.template_check import check_templates, refuse_faults

    refuse_faults(check_templates(workspace.folder("templates"), workspace.forms, [code]))
    return templates[code]


def finish(made: Sequence[Made], asked: Asked, desk: Desk, *, name: str) -> int:
    """Make the PDFs, say what became of every document, and give the exit code.

    name: of the one file for the printer, without its ending.
    """
    from caseforms.pipeline.documents import Outcome

    show(made)
    code = pdfs(made, asked, desk, name) if asked.pdf or asked.one_file else 0
    refused = [one for one in made if one.outcome is Outcome.REFUSED]
    if any(one.step or (one.reason and not one.findings) for one in refused):
        return OperatingError.exit_code
    return 1 if refused else code


def show(made: Sequence[Made]) -> None:
    """Say what became of every document."""
    from caseforms.pipeline.documents import Outcome

    done = [one for one in made if one.outcome is not Outcome.REFUSED]
    if done:
        rows = [(screen.short_path(one.path) if one.path else "", one.outcome.value, _remark(one)) for one in done]
        screen.table("Documents", ("File", "Result", "To look at"), rows)
    show_refused(made)
    if not made:
        click.echo("Nothing to make: no entry asks for this document.")


def show_refused(made: Sequence[Made]) -> None:
    """Say which documents could not be made, and why."""
    from caseforms.pipeline.documents import Outcome

    reasons: dict[str, list[str]] = {}
    for one in made:
        if one.outcome is Outcome.REFUSED:
            reasons.setdefault(_why(one), []).append(one.plan.shown)
    if reasons:
        rows = [(_few(shown), why) for why, shown in reasons.items()]
        screen.table("Not made", ("For", "Why, and what to do"), rows)


def _few(shown: Sequence[str]) -> str:
    """Name the first of many that have the same fault."""
    more = len(shown) - _NAMED
    return ", ".join(shown[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")


def _remark(one: Made) -> str:
    said = [f"{finding.message} {finding.mend}".strip() for finding in one.findings]
    return " ".join(filter(None, (one.reason, *said)))


def _why(one: Made) -> str:
    grave = [f for f in one.findings if f.severity is Severity.ERROR] or list(one.findings)
    said = [f"{finding.message} {finding.mend}".strip() for finding in grave]
    return " ".join(filter(None, (one.reason, *said)))


def pdfs(made: Sequence[Made], asked: Asked, desk: Desk, name: str) -> int:
    """Make the PDFs and give the exit code; when LibreOffice is missing the Word files are there all the same."""
    import tempfile

    from caseforms.writers.atomic import make_sure
    from caseforms.writers.office_pdf import convert
    from caseforms.writers.pdf_merge import merge

    files = [one.path for one in made if one.path is not None]
    if not files:
        return 0
    with tempfile.TemporaryDirectory(prefix="caseforms-") as passing:
        folder = asked.out if asked.pdf else Path(passing)
        make_sure(asked.out / f"{name}.pdf")
        with screen.progress(len(files), quiet=desk.quiet, doing="Printing", what="PDFs") as tick:
            converted = convert(files, folder, tick=tick)
        if asked.one_file and converted.done:
            merge(converted.done, asked.out / f"{name}.pdf")
            click.echo(f"For the printer: {screen.short_path(asked.out / f'{name}.pdf')}")
    if asked.pdf:
        click.echo(f"{counted(len(converted.done), 'PDF')} made in {screen.short_path(asked.out)}.")
    if converted.failed:
        rows = [(screen.short_path(path), why) for path, why in converted.failed]
        screen.table("No PDF", ("File", "Why"), rows)
        return OperatingError.exit_code
    return 0
