"""The group of all commands. A command's module is imported when it is called, so that --help starts at once."""

from __future__ import annotations

import datetime as dt
import importlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from caseforms.version import __version__

if TYPE_CHECKING:
    from caseforms.workspace import Workspace

#: Command -> (module of cli that holds it, what it does in a line), in the order people meet them.
_COMMANDS = {
    "init": ("init", "Make an office: settings, forms, rules, templates."),
    "intake": ("intake", "The main job: read, check and register an inbox."),
    "read": ("reading", "Show what stands on forms, each value with its place."),
    "check": ("reading", "Check forms by the rules; nothing is registered."),
    "forms": ("forms", "The forms: list, show, check, blank, learn, update."),
    "rules": ("rules", "The rules: list, explain, test."),
    "templates": ("templates", "The Word templates: list, check, fields."),
    "letter": ("letter", "Letters from Word templates, one or five hundred at a time."),
    "summary": ("summary", "Termination summaries."),
    "report": ("report", "Reports: case notes, caseload, coverage, findings, waiting list."),
    "register": ("register", "The register: list, show, export, verify."),
}


@dataclass(frozen=True)
class Desk:
    """What the global options say. as_of: the day that checks count from. quiet: no progress, no advice."""

    office: Path | None
    as_of: dt.date
    quiet: bool

    def workspace(self) -> Workspace:
        """Open the office; nothing of it is read yet."""
        from caseforms.workspace import open_workspace

        return open_workspace(self.office)

    def now(self) -> dt.datetime:
        """Give the as-of day with the time of the clock, as events are dated."""
        return dt.datetime.combine(self.as_of, dt.datetime.now().time().replace(microsecond=0))  # noqa: DTZ005


class _LazyGroup(click.Group):
    """Knows its commands by name and imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"caseforms.cli.{_COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], _COMMANDS, 1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            ctx.fail(f"There is no command '{args[0]}'.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in _COMMANDS.items()])


class Day(click.ParamType[dt.date]):
    """A date on the command line: 2026-03-31 or 03/31/2026."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Read it; anything else is a usage error."""
        if isinstance(value, dt.date):
            return value
        for form in ("%Y-%m-%d", "%m/%d/%Y"):
            try:
                return dt.datetime.strptime(str(value), form).date()  # noqa: DTZ007  a day has no zone
            except ValueError:
                continue
        return self.fail(f"'{value}' is not a date. Write it as 2026-03-31 or 03/31/2026.", param, ctx)


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--office", type=click.Path(path_type=Path, file_okay=False), help="Folder with caseforms.toml.")
@click.option("--as-of", type=Day(), default=None, help="The day checks count from (default: today).")
@click.option("--quiet", is_flag=True, help="No progress and no advice on the screen.")
@click.option("--no-color", is_flag=True, help="No colours (as NO_COLOR in the environment).")
@click.version_option(__version__, prog_name="caseforms")
@click.pass_context
def app(ctx: click.Context, *, office: Path | None, as_of: dt.date | None, quiet: bool, no_color: bool) -> None:
    """Reads filled social-service forms, checks them by written policy and keeps the register."""
    ctx.color = False if no_color or os.environ.get("NO_COLOR") else None  # None: where it is a terminal
    ctx.obj = Desk(office, as_of or dt.date.today(), quiet)  # noqa: DTZ011  agency-local day
