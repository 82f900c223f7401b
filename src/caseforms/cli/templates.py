"""`templates`: what documents there are, whether their Word files are sound, and what they may print."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from caseforms.cli import screen
from caseforms.cli.app import Desk
from caseforms.cli.work import pass_desk
from caseforms.errors import UsageError
from caseforms.model import SEVERITIES, Severity
from caseforms.writers.wording import GRADES, counted

if TYPE_CHECKING:
    from caseforms.definitions.merge_fields import MergeField
    from caseforms.definitions.template import TemplateDefinition
    from caseforms.definitions.template_check import Fault
    from caseforms.workspace import Workspace

_WRONG = 4  # exit code: a definition is wrong


@click.group()
def templates() -> None:
    """The Word templates of letters, summaries and reports: list, check, fields."""


@templates.command("list")
@pass_desk
def list_(desk: Desk) -> None:
    """List the templates: code, title, from which form each is made, to whom."""
    known = desk.workspace().templates.values()
    rows = [(one.code, one.title, ", ".join(one.forms), _addressed(one)) for one in known]
    screen.table("", ("Code", "Title", "Made from", "To"), rows, whole=("Code",))
    click.echo(f"{counted(len(rows), 'template')}. What one of them may print: caseforms templates fields CODE")


@templates.command()
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@click.option("--mark", type=click.Path(path_type=Path, file_okay=False), help="Write copies with comments here.")
@pass_desk
def check(desk: Desk, codes: tuple[str, ...], mark: Path | None) -> int:
    """Check all templates (or those named) and say everything that is wrong at once.

    Ends with code 4 when something must be mended; with --mark, each template of which something was said is copied
    to that folder with comments that Word shows beside the paragraphs.
    """
    from caseforms.definitions.template import HOUSE, template_files
    from caseforms.definitions.template_check import check_templates
    from caseforms.workspace import shipped

    workspace = desk.workspace()
    folder = workspace.folder("templates")
    known = {path.stem for path in folder.glob("*.toml")} | {path.stem for path in template_files(folder)}
    for code in codes:
        _known_code(code, known - {Path(HOUSE).stem})
    if not codes and folder == shipped("templates"):
        codes = tuple(workspace.templates)  # an office may lack the forms of some
    faults = check_templates(folder, workspace.forms, codes)
    for fault in faults:
        click.echo(f"{screen.severity_word(fault.severity)} {screen.short_path(Path(fault.file))}")
        if fault.where:
            click.echo(f"{'':9}{fault.where}")
        click.echo(f"{'':9}{fault.what}")
    if mark is not None:
        for target in _marked(faults, mark):
            click.echo(f"Wrote {target}")
    number = len(codes) or len(known - {Path(HOUSE).stem})
    click.echo(f"{counted(number, 'template')} in {screen.short_path(folder)}: {_summed(faults)}.")
    return _WRONG if any(fault.severity is Severity.ERROR for fault in faults) else 0


@templates.command()
@click.argument("name", metavar="FORM|CODE")
@click.option("--format", "kind", type=click.Choice(["text", "json"]), default="text", show_default=True)
@pass_desk
def fields(desk: Desk, name: str, kind: str) -> None:
    """List what a template may print: what a form supplies, or all that one template may ask for.

    Each with its kind and label. A field stands in a template as {{ client.name }}; where it is written in another
    way, the second line shows how.
    """
    from caseforms.definitions.merge_fields import example

    workspace = desk.workspace()
    found = _fields(workspace, name)
    rows = [(one.path, one.label, one.kind, one.source, example(one, found)) for one in found.values()]
    if kind == "json":
        keys = ("path", "label", "kind", "source", "example")
        click.echo(json.dumps([dict(zip(keys, row, strict=True)) for row in rows], indent=2, ensure_ascii=False))
        return
    if name not in workspace.forms:
        template = workspace.templates[name]
        click.echo(f"{template.title} ({name}). {template.about}")
    width = max(len(row[0]) for row in rows)
    for path, label, sort, _, written in rows:
        click.echo(f"{path:{width}}  {sort:6}  {label}")
        if written != f"{{{{ {path} }}}}":
            click.echo(f"{'':{width}}  {'':6}  {written}")


def _fields(workspace: Workspace, name: str) -> Mapping[str, MergeField]:
    from caseforms.definitions.merge_fields import catalogue, form_catalogue

    forms = workspace.forms
    if name in forms:
        return form_catalogue(forms[name])
    known = workspace.templates
    if name in known:
        return catalogue(forms, known[name])
    from caseforms.definitions.mistakes import did_you_mean

    advice = f"Forms: {', '.join(forms)}. Templates: {', '.join(known) or 'none'}."
    raise UsageError(f"There is no form or template {name}{did_you_mean(name, [*forms, *known])}.", advice)


def _known_code(code: str, known: set[str]) -> None:
    if code not in known:
        from caseforms.definitions.mistakes import did_you_mean

        raise UsageError(f"There is no template {code}{did_you_mean(code, known)}.", "See: caseforms templates list")


def _addressed(one: TemplateDefinition) -> str:
    return f"{one.to}; cc {', '.join(one.cc)}" if one.cc else one.to


def _summed(faults: Sequence[Fault]) -> str:
    numbers = [(sum(fault.severity is severity for fault in faults), GRADES[severity]) for severity in SEVERITIES]
    return ", ".join(f"{number} {grade}" for number, grade in numbers if number) or "no mistakes"


def _marked(faults: Sequence[Fault], folder: Path) -> list[Path]:
    """Write a copy with comments of every Word file of which something was said."""
    from caseforms.definitions.template_check import remarks
    from caseforms.writers.docx_marks import write_marked

    targets = []
    for file, said in remarks(faults).items():
        target = folder / file.name
        if target.resolve() == file.resolve():
            raise UsageError(f"{folder} is where the templates are.", "Name another folder for the marked copies.")
        write_marked(file, target, said)
        targets.append(target)
    return targets
