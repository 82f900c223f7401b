"""What `forms update` does, and the pictures of `forms learn` and `forms show` by which people confirm."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from caseforms.cli import screen
from caseforms.cli.app import Desk
from caseforms.cli.work import refuse_other_ending
from caseforms.errors import OperatingError, UsageError
from caseforms.writers.wording import counted

if TYPE_CHECKING:
    from caseforms.definitions.form import FormDefinition
    from caseforms.definitions.update import Change, Update
    from caseforms.workspace import Workspace

_KINDS = {
    "edition": "Edition", "title": "Title", "renamed": "Renamed", "type": "Other type", "doubt": "Doubtful",
    "choices": "Choices", "parts": "Boxes", "moved": "Moved", "box": "Box", "new": "New", "gone": "Gone",
}  # fmt: skip
_CHANGED = 1  # the exit code of --fail-on-change
_NO_PICTURES = "Pictures are for PDF forms; this one is a workbook, and its definition names the cells."


def update_form(desk: Desk, blank: Path, old: Path, out: Path | None, *, force: bool, fail_on_change: bool) -> int:
    """Carry a definition over to a new edition of its blank, say what changed, and give the exit code.

    Raises:
        UsageError: a file is not there, or the target is not called after what will be in it.
        OperatingError: the target is there already.
        DefinitionError: the old definition is wrong.
        UnreadableFileError: nothing can be learned from the blank.
    """
    from caseforms.definitions.learned_toml import as_toml
    from caseforms.definitions.load import load_form
    from caseforms.definitions.update import update
    from caseforms.pipeline.learning import learn_blank

    for path in (blank, old):
        if not path.is_file():
            raise UsageError(f"There is no file {path}.", "Check its name and folder.")
    if out is not None:
        _sure_of(out, force=force)
    workspace = desk.workspace()
    form = load_form(old, workspace.folder("forms"), extra_services=workspace.settings.service)
    written = old.read_bytes()
    text = written.decode("utf-8-sig").replace("\r\n", "\n")
    made = update(text, as_toml(learn_blank(blank)), form)
    if out is None:
        click.echo(made.text, nl=False)
    else:
        _write(out, made.text, "\r\n" if b"\r\n" in written else "\n")
    if not desk.quiet:
        _say(made, out)
    return _CHANGED if fail_on_change and made.changes else 0


def _sure_of(out: Path, *, force: bool) -> None:
    refuse_other_ending(out, "toml")
    if out.exists() and not force:
        raise OperatingError(f"{out} is there already.", "Name another file, or say --force to replace it.")


def _write(target: Path, text: str, newline: str) -> None:
    """Write a definition, its lines ended as they were; the file appears whole or not at all."""
    from caseforms.writers.atomic import make_sure, replacing

    make_sure(target)
    with replacing(target) as passing:
        passing.write_text(text, encoding="utf-8", newline=newline)


def _say(made: Update, out: Path | None) -> None:
    """Say what changed: beside the text when that goes to the screen, on the error stream."""
    err = out is None
    if not made.changes:
        click.echo(f"Nothing changed: {counted(made.kept, 'question')} kept.", err=err)
    else:
        rows = [(_KINDS[c.kind], c.field, c.what, "yes" if c.confirm else "") for c in made.changes]
        screen.table("What changed", ("What", "Question", "Details", "Confirm"), rows, whole=("What",), err=err)
        click.echo(_counts(made), err=err)
    if out is not None:
        click.echo(f"Wrote {out}")
    if confirm := sum(change.confirm for change in made.changes):
        where = f" in {out}" if out is not None else ""
        click.echo(f"{counted(confirm, 'change')} to confirm: look for `# confirm`{where}.", err=err)


def _counts(made: Update) -> str:
    along = f" ({made.shifted} moved along with the print)" if made.shifted else ""
    told = [f"{counted(made.kept, 'question')} kept{along}"]
    kinds = ("renamed", "moved", "new", "gone")
    told += [f"{count} {kind}" for kind in kinds if (count := _count(made.changes, kind))]
    return f"{', '.join(told)}."


def _count(changes: Sequence[Change], kind: str) -> int:
    return sum(change.kind == kind for change in changes)


def show_pictures(workspace: Workspace, form: FormDefinition, folder: Path, blank: Path | None) -> None:
    """Draw the pages of a learned form with their boxes numbered, and say where the pictures are.

    blank: the blank PDF; without one it is looked for beside the definitions and in the current folder.

    Raises:
        UsageError: the definition has no boxes, or the blank is not there.
    """
    boxes = [box for field in form.field for box in field.box]
    if not boxes:
        raise UsageError(
            f"{form.id} was not learned from a blank, so nobody knows where its boxes stand.",
            "Learn one with `caseforms forms learn BLANK`, or add the boxes with `caseforms forms update BLANK`.",
        )
    if blank is not None and not blank.is_file():
        raise UsageError(f"There is no file {blank}.", "Check its name and folder.")
    content = blank.read_bytes() if blank is not None else _blank_of(form, (workspace.folder("forms"), Path()))
    if content is None:
        click.echo("The blank is not here (name it with --blank), so the boxes are drawn on bare paper.", err=True)
    elif form.blank and hashlib.sha256(content).hexdigest() != form.blank.sha256:
        click.echo("This is not the file that the form was learned from; its boxes may stand elsewhere.", err=True)
    draw(form, content, folder)


def draw(form: FormDefinition, content: bytes | None, folder: Path) -> None:
    """Draw the pages of a form into a folder and say how many; for a workbook, that there are none."""
    from caseforms.pipeline.form_pictures import draw_form

    if all(box.cell for field in form.field for box in field.box):
        click.echo(_NO_PICTURES, err=True)
        return
    written = draw_form(form, content, folder)
    click.echo(f"Wrote {counted(len(written), 'picture')} to {folder}", err=True)


def _blank_of(form: FormDefinition, folders: Sequence[Path]) -> bytes | None:
    """Find the blank by its name and its content."""
    if form.blank is None or not form.blank.file:
        return None
    for folder in folders:
        path = folder / Path(form.blank.file).name
        if path.is_file() and hashlib.sha256(content := path.read_bytes()).hexdigest() == form.blank.sha256:
            return content
    return None
