"""`summary`: what the next worker must know when a case changes hands or closes (DOC III.A.2)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from caseforms.cli.app import Desk
from caseforms.cli.documents import Asked, DocumentDesk, document_desk, document_options, finish
from caseforms.cli.work import make_checker, pass_desk, person_at_the_desk, reading_desk
from caseforms.errors import UnreadableFileError, UsageError

if TYPE_CHECKING:
    from caseforms.definitions.template import TemplateDefinition

_NUMBER = re.compile(r"[RS]-\d{4}-\d{5,}(-\d+)?", re.IGNORECASE)


@click.group()
def summary() -> None:
    """Termination summaries."""


@summary.command()
@click.argument("what", metavar="FILE|ENTRY")
@document_options
@pass_desk
def termination(desk: Desk, /, what: str, **options: Any) -> int:
    """Write the termination summary of a status change.

    Give the filled form, which is registered like any other, or its number in the register. A section that is blank
    is named and nothing is made; "None" is an answer.
    """
    asked = Asked(**options)
    with document_desk(desk, asked, new=not _NUMBER.fullmatch(what)) as at:
        definition = at.definition("termination")
        numbers = [what.upper()] if _NUMBER.fullmatch(what) else _registered(at, Path(what), definition)
        from caseforms.pipeline.documents import plans_for

        entries = [at.letters.casebook.full(number).entry for number in numbers]
        made = at.make([plan for entry in entries for plan in plans_for(at.letters, definition, entry, desk.as_of)])
    return finish(made, asked, desk, name=f"termination-{desk.as_of.isoformat()}")


def _registered(at: DocumentDesk, path: Path, definition: TemplateDefinition) -> list[str]:
    """Register a file, if it is not yet, and give the numbers of the forms in it that the summary is made from.

    Raises:
        UsageError: there is no such file. UnreadableFileError: it holds no such form.
    """
    from caseforms.pipeline.intake import Intake, take_in
    from caseforms.pipeline.reading import Reader

    if not path.is_file():
        raise UsageError(f"There is no file {path}.", "Give a filled form, or a number such as S-2026-00031-1.")
    reading = reading_desk(at.desk, at.workspace, "")
    checker = make_checker(at.desk, at.workspace, reading, at.register)
    batch = take_in(
        [Reader(reading).file(path)], Intake(checker, at.register, who=person_at_the_desk(), at=at.desk.now())
    )
    for report in batch.refused:
        if report.failure is not None:
            raise UnreadableFileError(report.failure.kind, f"{path}: {report.failure.message}", report.failure.mend)
    found = [(report, number) for report, number in batch.registered]
    found += [(known.report, known.id) for known in batch.known]
    numbers = [number for report, number in found if report.record and report.record.form in definition.forms]
    if not numbers:
        forms = ", ".join(at.workspace.forms[form].title for form in definition.forms)
        raise UnreadableFileError("wrong_form", f"{path} holds no form for this summary.", f"It is made from: {forms}.")
    return list(dict.fromkeys(numbers))
