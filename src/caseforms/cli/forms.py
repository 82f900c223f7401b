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
    """The forms the office knows: list, show, check, blank, learn, update."""


@forms.command("list")
@pass_desk
def list_(desk: Desk) -> None:
    """List the forms."""
    known = desk.workspace().forms.values()
    rows = [(form.id, form.title, form.edition, len(form.field), sum(f.required for f in form.field)) for form in known]
    screen.table("", ("Id", "Title", "Edition", "Questions", "Required"), rows)


@forms.command()
@click.argument("form_id", metavar="ID")
@click.option(
    "--picture", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Draw its pages with the boxes."
)
@click.option("--blank", type=click.Path(path_type=Path), metavar="FILE", help="The blank to draw on.")
@pass_desk
def show(desk: Desk, form_id: str, picture: Path | None, blank: Path | None) -> None:
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
    if picture is not None:
        from caseforms.cli.learning import show_pictures

        show_pictures(desk.workspace(), form, picture, blank)


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


@forms.command()
@click.argument("blank_file", metavar="BLANK.(pdf|xlsx)", type=click.Path(path_type=Path))
@click.option("--format", "kind", type=click.Choice(["toml", "json"]), default="toml", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="File to write to (default: the screen).")
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
@click.option(
    "--picture", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Draw its pages with the boxes."
)
def learn(blank_file: Path, kind: str, out: Path | None, picture: Path | None, *, force: bool) -> None:
    """Draft a definition from the blank of a form that others made."""
    import json

    from caseforms.definitions.learned_toml import as_objects, as_toml
    from caseforms.pipeline.learning import learn_blank

    if out is not None and out.exists() and not force:
        raise OperatingError(f"{out} is there already.", "Name another file, or say --force to replace it.")
    learned = learn_blank(blank_file)
    if picture is not None:
        from caseforms.cli.learning import draw

        draw(learned.form, blank_file.read_bytes(), picture)
    text = as_toml(learned) if kind == "toml" else json.dumps(as_objects(learned), ensure_ascii=False, indent=2) + "\n"
    if out is None:
        click.echo(text, nl=False)
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, encoding="utf-8", newline="\n")
    unsure = sum(question.field.confirm for question in learned.questions)
    click.echo(f"Wrote {out}: {counted(len(learned.questions), 'question')}, {unsure} to confirm.")


@forms.command()
@click.argument("new_blank", metavar="NEW_BLANK", type=click.Path(path_type=Path))
@click.option(
    "--from", "old", required=True, type=click.Path(path_type=Path), metavar="FILE.toml", help="What there is."
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write (default: the screen).")
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
@click.option("--fail-on-change", is_flag=True, help="End with code 1 when anything changed.")
@pass_desk
def update(desk: Desk, new_blank: Path, old: Path, out: Path | None, *, force: bool, fail_on_change: bool) -> int:
    """Carry a definition over to a new edition of its blank, and say what changed."""
    from caseforms.cli.learning import update_form

    return update_form(desk, new_blank, old, out, force=force, fail_on_change=fail_on_change)


def _required(field: FieldDefinition) -> str:
    if field.required:
        return "yes"
    when = field.required_when
    if when is None:
        return ""
    wanted = when.is_ if isinstance(when.is_, str) else " or ".join(when.is_)
    return f"when {when.field} is {wanted}"
