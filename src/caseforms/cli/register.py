"""`register`: what is registered, one entry in full, documents made, lists for others, and whether all is as it was."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import click

from caseforms.cli import screen
from caseforms.cli.app import Day, Desk
from caseforms.cli.work import names_option, pass_desk, refuse_other_ending
from caseforms.errors import OperatingError
from caseforms.fieldtypes.text import mask_name, shown
from caseforms.model import State
from caseforms.register.workflow import STATUSES
from caseforms.writers.wording import GRADES, counted

if TYPE_CHECKING:
    from caseforms.register.base import Entry, Event, Register

_COLUMNS = (
    ("id", "ID"), ("created", "Registered"), ("received", "Received"), ("form", "Form"), ("status", "Status"),
    ("client", "Client"), ("dob", "Date of birth"), ("case_name", "Case name"), ("case_number", "Case number"),
    ("services", "Services"), ("worker", "Worker"), ("supervisor", "Supervisor"), ("region", "Region"),
    ("district", "District"), ("errors", "Must fix"), ("warnings", "Check"), ("notes", "Notes"), ("file", "File"),
    ("part", "Part"), ("sender", "Sender"), ("sha256", "Content"),
)  # fmt: skip
_DOCUMENTS = (
    ("id", "ID"), ("made", "Made"), ("code", "Code"), ("title", "Title"), ("entries", "Entries"), ("about", "About"),
    ("recipient", "To"), ("due", "Due"), ("file", "File"), ("who", "Who"), ("template", "Template"),
    ("template_sha256", "Template's content"), ("sha256", "Content"),
)  # fmt: skip
_ON_SCREEN = ("id", "received", "form", "status", "client", "case_number", "errors", "warnings", "file")
_WHOLE = ("ID", "Received", "Status", "Client", "Case number")
_VALUES = {
    "client": "client_name", "dob": "client_dob", "case_name": "case_name", "case_number": "case_number",
    "services": "services_requested", "worker": "worker_name", "supervisor": "supervisor_name",
    "region": "region", "district": "district",
}  # fmt: skip


@click.group()
def register() -> None:
    """The register: list, show, documents, export, verify."""


@contextmanager
def _opened(desk: Desk) -> Iterator[Register]:
    from caseforms.register.store import open_register

    path = desk.workspace().register
    if not path.exists():
        raise OperatingError("There is no register yet.", "It is made by the first: caseforms intake INBOX --out OUT")
    store = open_register(path)
    try:
        yield store
    finally:
        store.close()


def _filters(command: Any) -> Any:
    for option in (
        click.option("--until", type=Day(), help="Registered up to this day."),
        click.option("--since", type=Day(), help="Registered from this day."),
        click.option("--text", default="", help="Stands in the number, file, sender or an answer."),
        click.option("--form", default="", metavar="ID", help="Only this form."),
        click.option("--status", type=click.Choice(STATUSES), metavar="STATUS", help="Only this status."),
    ):
        command = option(command)
    return command


def _rows(desk: Desk, **wanted: Any) -> list[dict[str, object]]:
    from caseforms.register.base import Filters

    with _opened(desk) as store:
        return [
            _row(entry) for entry in store.entries(Filters(**{name: value for name, value in wanted.items() if value}))
        ]


def _row(entry: Entry) -> dict[str, object]:
    received = entry.received or entry.created
    return {
        "id": entry.id,
        "created": entry.created.date(),
        "received": received.date(),
        "form": entry.form,
        "status": entry.status,
        "errors": entry.errors,
        "warnings": entry.warnings,
        "notes": entry.notes,
        "file": entry.path,
        "part": entry.part,
        "sender": entry.sender,
        "sha256": entry.sha256,
        **{column: _words(entry.values.get(name)) for column, name in _VALUES.items()},
    }


def _words(value: object) -> object:
    return "; ".join(str(part) for part in value) if isinstance(value, list) else value


@register.command("list")
@_filters
@names_option
@pass_desk
def list_(desk: Desk, /, *, show_names: bool, **wanted: Any) -> None:
    """List what is registered."""
    rows = _rows(desk, **wanted)
    if not show_names and desk.workspace().settings.screen.mask_names:
        rows = [{**row, "client": mask_name(str(row["client"] or ""))} for row in rows]
    headings = dict(_COLUMNS)
    rows = [{**row, "file": _last_part(str(row["file"]))} for row in rows]
    shown = [[_cell(row[key]) for key in _ON_SCREEN] for row in rows]
    screen.table("", [headings[key] for key in _ON_SCREEN], shown, whole=_WHOLE)
    click.echo(f"{counted(len(rows), 'entry', 'entries')}.")


def _last_part(path: str) -> str:
    """Give the file's name without its folders; of a mail, with the attachment."""
    mail, found, attachment = path.partition(" > ")
    return f"{PurePath(mail).name}{found}{attachment}"


def _cell(value: object) -> object:
    return value if isinstance(value, int) else str(value) if value is not None else ""


@register.command()
@click.argument("number", metavar="ID")
@names_option
@pass_desk
def show(desk: Desk, number: str, *, show_names: bool) -> None:
    """Show one entry: its answers, findings and history."""
    mask = screen.Mask(show_names=show_names or not desk.workspace().settings.screen.mask_names)
    with _opened(desk) as store:
        full = store.entry(number)
        papers = store.documents(full.entry.id)
        events = [*full.events, *(event for paper in papers for event in store.events(paper.id))]
    entry = full.entry
    click.echo(f"{entry.id}  {entry.form} (edition {entry.edition})  {entry.status}")
    part = f" ({shown(entry.part)})" if entry.part else ""
    click.echo(f"From {shown(entry.path)}{part}, registered {entry.created:%m/%d/%Y}.\n")
    answers = [a for a in full.record.answers.values() if a.state in {State.ANSWERED, State.UNREADABLE}]
    screen.table(
        "Answers",
        ("Question", "Answer", "Place"),
        [(a.label, mask.value(a, full.record), str(a.place)) for a in answers],
    )
    findings = [mask.finding(finding, full.record) for finding in full.findings]
    rows = [(f.code, GRADES[f.severity], f"{f.message} {f.mend}".strip(), str(f.place)) for f in findings]
    screen.table("Findings", ("Code", "Grade", "What, and how to mend it", "Place"), rows)
    if papers:
        made = [(d.id, d.code, d.title, d.file, f"{d.due:%m/%d/%Y}" if d.due else "") for d in papers]
        screen.table("Documents", ("ID", "Code", "Title", "File", "Due"), made, whole=("ID",))
    happened = [
        (f"{e.at:%m/%d/%Y %H:%M}", e.who, _step(e, entry.id), e.comment) for e in sorted(events, key=lambda e: e.id)
    ]
    screen.table("History", ("When", "Who", "What", ""), happened)


def _step(event: Event, entry: str) -> str:
    return f"{event.from_} -> {event.to}" if event.entity == entry else f"{event.entity} {event.to}"


@register.command("documents")
@click.argument("number", metavar="[ENTRY]", default="")
@click.option("--code", default="", metavar="CODE", help="Only documents of this template, such as return.")
@click.option("--format", "kind", type=click.Choice(["text", "json", "jsonl", "csv", "xlsx"]), default="text")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write (xlsx: needed).")
@pass_desk
def documents_(desk: Desk, number: str, code: str, *, kind: Any, out: Path | None) -> None:
    """List the documents that were made, of one entry or of all."""
    from caseforms.writers.table import write_rows

    if out is not None:
        refuse_other_ending(out, "txt" if kind == "text" else kind)
    with _opened(desk) as store:
        if number:
            store.entry(number)  # says so when there is none
        papers = store.documents(number, code)
    if kind == "text" and out is None:
        rows = [(d.id, f"{d.made:%m/%d/%Y}", d.code, "; ".join(d.entries) or d.about, d.file, d.who) for d in papers]
        screen.table("", ("ID", "Made", "Code", "Entries", "File", "Who"), rows, whole=("ID", "Made", "Code"))
        click.echo(f"{counted(len(papers), 'document')}.")
        return
    rows_ = [paper._asdict() for paper in papers]
    write_rows(rows_, _DOCUMENTS, kind, out if out is not None else sys.stdout, title="Documents")
    if out is not None:
        click.echo(f"Wrote {counted(len(papers), 'document')} to {out}", err=True)


@register.command()
@click.option("--format", "kind", type=click.Choice(["xlsx", "csv", "json"]), default="xlsx", show_default=True)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write (csv and json: else the screen)."
)
@_filters
@pass_desk
def export(desk: Desk, /, *, kind: Any, out: Path | None, **wanted: Any) -> None:
    """Write the register as a list for Excel or another program, names in full."""
    from caseforms.writers.table import write_rows

    rows = _rows(desk, **wanted)
    if out is not None:
        refuse_other_ending(out, kind)
    target = out or (Path(f"register-{desk.as_of.isoformat()}.xlsx") if kind == "xlsx" else None)
    write_rows(rows, _COLUMNS, kind, target if target is not None else sys.stdout, title="Register")
    if target is not None:
        click.echo(f"Wrote {counted(len(rows), 'entry', 'entries')} to {target}", err=True)


@register.command()
@pass_desk
def verify(desk: Desk) -> int:
    """Check that nothing was changed or removed behind the register's back."""
    with _opened(desk) as store:
        faults = store.verify()
        events = len(store.events())
    for fault in faults:
        click.echo(fault)
    if faults:
        click.echo(f"{counted(len(faults), 'fault')}: the register was changed outside caseforms. Keep a copy of it.")
        return OperatingError.exit_code
    click.echo(f"The register is sound: {counted(events, 'event')}, all as they were written.")
    return 0
