"""`forms`: what forms there are, what they ask, whether they are sound, and blanks of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from caseforms.cli import screen
from caseforms.cli.app import Desk
from caseforms.cli.work import form_named, pass_desk, refuse_other_ending
from caseforms.errors import OperatingError
from caseforms.writers.wording import counted

if TYPE_CHECKING:
    from caseforms.definitions.form import FieldDefinition


@click.group()
def forms() -> None:
    """The forms the office knows: list, show, check, blank."""


@forms.command("list")
@pass_desk
def list_(desk: Desk) -> None:
    """List the forms."""
    known = desk.workspace().forms.values()
    rows = [(form.id, form.title, form.edition, len(form.field), sum(f.required for f in form.field)) for form in known]
    screen.table("", ("Id", "Title", "Edition", "Questions", "Required"), rows)


@forms.command()
@click.argument("form_id", metavar="ID")
@pass_desk
def show(desk: Desk, form_id: str) -> None:
    """Show a form's questions, section by section."""
    form = form_named(desk.workspace(), form_id)
    click.echo(f"{form.title} (edition {form.edition}, {form.id})")
    if form.purpose:
        click.echo(form.purpose)
    for section in form.section:
        questions = [field for field in form.field if field.section == section.id]
        if questions:
            rows = [(field.name, field.label, field.type, _required(field)) for field in questions]
            screen.table(section.title, ("Field", "Label", "Type", "Required"), rows)


@forms.command()
@pass_desk
def check(desk: Desk) -> None:
    """Check all form definitions and say every mistake at once."""
    workspace = desk.workspace()
    known = workspace.forms
    click.echo(f"{counted(len(known), 'form')} in {screen.short_path(workspace.folder('forms'))}: no mistakes.")


@forms.command()
@click.argument("form_id", metavar="ID")
@click.option("--format", "kind", type=click.Choice(["pdf", "xlsx"]), default="pdf", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="File or folder to write to (default: ID.pdf here).")
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
@pass_desk
def blank(desk: Desk, form_id: str, kind: str, out: Path | None, *, force: bool) -> None:
    """Make the blank form to hand out: a fillable PDF, or an Excel sheet."""
    from caseforms.definitions.blank import blank_of

    workspace = desk.workspace()
    form = form_named(workspace, form_id)
    target = out or Path()
    if target.is_dir() or not target.suffix:
        target = target / f"{form.id}.{kind}"
    refuse_other_ending(target, kind)
    if target.exists() and not force:
        raise OperatingError(f"{target} is there already.", "Name another file, or say --force to replace it.")
    target.parent.mkdir(parents=True, exist_ok=True)
    sheet = blank_of(form, workspace.settings.agency.name)
    if kind == "pdf":
        from caseforms.writers.blank_pdf import write_blank_pdf

        write_blank_pdf(sheet, target)
    else:
        from caseforms.writers.blank_xlsx import write_blank_xlsx

        write_blank_xlsx(sheet, target)
    click.echo(f"Wrote {target}")


def _required(field: FieldDefinition) -> str:
    if field.required:
        return "yes"
    when = field.required_when
    if when is None:
        return ""
    wanted = when.is_ if isinstance(when.is_, str) else " or ".join(when.is_)
    return f"when {when.field} is {wanted}"
