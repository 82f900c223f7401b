"""`init`: a folder of one's own with settings, forms, rules and templates."""

from __future__ import annotations

from pathlib import Path

import click

from caseforms.cli.screen import short_path
from caseforms.writers.wording import counted


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
def init(folder: Path) -> None:
    """Make an office in FOLDER (default: the current one): settings, forms, rules, templates, an empty register.

    Files that are there already stay as they are.
    """
    from caseforms.register.store import open_register
    from caseforms.workspace import SETTINGS, init_office, open_workspace

    written = init_office(folder)
    open_register(open_workspace(folder).register).close()
    click.echo(f"Made an office in {short_path(folder)}: {counted(len(written), 'file')}.")
    click.echo(
        f"Next: open {short_path(folder / SETTINGS)} in a text editor and write your agency, workers and districts."
    )
    click.echo("Then: caseforms intake INBOX --out OUT (run it inside the office folder).")
