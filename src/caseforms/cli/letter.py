"""`letter`: letters from Word templates, one or five hundred at a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from caseforms.cli.app import Desk
from caseforms.cli.documents import Asked, DocumentDesk, document_desk, document_options, finish
from caseforms.cli.work import pass_desk
from caseforms.errors import UsageError

if TYPE_CHECKING:
    from caseforms.definitions.template import TemplateDefinition
    from caseforms.pipeline.documents import Plan
    from caseforms.register.base import Entry


@click.command()
@click.argument("code")
@click.argument("entries", nargs=-1, metavar="[ENTRY...]")
@click.option("--all-due", is_flag=True, help="For every entry that waits for this letter.")
@click.option(
    "--where",
    "conditions",
    multiple=True,
    metavar="FIELD=VALUE",
    help="For every entry that fits; may be said several times. * stands for any text.",
)
@click.option("--worker", default="", metavar="NAME", help="For a worker of the office (voicemail, fix-list).")
@click.option("--to", default="", metavar="NAME", help="A provider who has no contact page on file.")
@click.option("--to-address", default="", metavar="ADDRESS", help="Where that provider gets mail.")
@click.option(
    "--without-release",
    is_flag=True,
    help="I have checked that the provider may be told, though no release is on file.",
)
@document_options
@pass_desk
def letter(desk: Desk, /, code: str, **options: Any) -> int:
    """Write a letter, or one for each of many entries.

    CODE is the letter: see `caseforms templates list`. ENTRY is a number of the register, such as R-2026-00042.
    A letter that lacks what it must say is not made, and what is missing is named; --draft shows it all the same.
    A letter that was made before stays as it is.
    """
    wanted = Wanted(**{name: options.pop(name) for name in Wanted._fields})
    asked = Asked(**options)
    ways = (wanted.entries, wanted.all_due, wanted.conditions, wanted.worker)
    if sum(map(bool, ways)) != 1:
        raise UsageError("Say for whom the letter is.", "Name entries, or say one of --all-due, --where, --worker.")
    with document_desk(desk, asked) as at:
        made = at.make(_plans(at, at.definition(code), wanted))
    return finish(made, asked, desk, name=f"{code}-{desk.as_of.isoformat()}")


class Wanted(NamedTuple):
    """For whom letters are asked for. to, to_address: a provider who has no contact page on file."""

    entries: tuple[str, ...]
    conditions: tuple[str, ...]
    all_due: bool
    worker: str
    to: str
    to_address: str


def _plans(at: DocumentDesk, definition: TemplateDefinition, wanted: Wanted) -> list[Plan]:
    from caseforms.pipeline.documents import plans_for
    from caseforms.pipeline.parties import addressee

    if wanted.worker:
        return [_of_worker(at, definition, wanted.worker)]
    if wanted.to:
        at.letters.addressee = addressee(wanted.to, wanted.to_address)
    entries = _entries(at, definition, wanted)
    return [plan for entry in entries for plan in plans_for(at.letters, definition, entry, at.desk.as_of)]


def _entries(at: DocumentDesk, definition: TemplateDefinition, wanted: Wanted) -> list[Entry]:
    from caseforms.pipeline.selection import selected

    if wanted.entries:
        numbers = dict.fromkeys(number.strip().upper() for number in wanted.entries)
        return [at.letters.casebook.full(number).entry for number in numbers]
    known = [entry for entry in at.letters.casebook.entries if entry.form in definition.forms]
    if wanted.all_due:
        if not definition.statuses:
            raise UsageError(
                f"Nothing says who waits for the document {definition.code}.", "Name the entries, or say --where."
            )
        return [entry for entry in known if entry.status in definition.statuses]
    answers = (field.name for form in at.workspace.forms.values() for field in form.field)
    return selected(known, wanted.conditions, answers)


def _of_worker(at: DocumentDesk, definition: TemplateDefinition, name: str) -> Plan:
    from caseforms.pipeline.documents import Plan

    if definition.code == "fix-list":
        from caseforms.pipeline.report_jobs import fix_list_of

        return fix_list_of(at.letters, definition, name, at.desk.as_of)
    if definition.forms:
        raise UsageError(f"The document {definition.code} is made from an entry, not for a worker.",
                         "Name the entry: caseforms register list")  # fmt: skip
    return Plan(definition, partial(at.letters.of_worker, definition, name), about=name)
