"""`rules`: what is checked, why, on whose authority, and the proof that it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from caseforms.cli import screen
from caseforms.cli.app import Desk
from caseforms.cli.work import pass_desk
from caseforms.errors import UsageError
from caseforms.writers.wording import GRADES, counted

if TYPE_CHECKING:
    from caseforms.definitions.rule import Rule


@click.group()
def rules() -> None:
    """The rules: list, explain, test."""


@rules.command("list")
@click.option("--family", default="", metavar="GEN|PER|...", help="Only this family.")
@pass_desk
def list_(desk: Desk, family: str) -> None:
    """List all rules with their grade and source."""
    known = [rule for rule in desk.workspace().rules if rule.code.startswith(family.upper())]
    rows = [(rule.code, _grade(rule), rule.title, rule.source) for rule in known]
    screen.table("", ("Code", "Grade", "What is checked", "Source"), rows)
    click.echo(f"{counted(len(known), 'rule')}. One of them in full: caseforms rules explain CODE")


@rules.command()
@click.argument("code")
@pass_desk
def explain(desk: Desk, code: str) -> None:
    """Explain a rule: what it asks, why, on whose authority, with examples."""
    known = {rule.code: rule for rule in desk.workspace().rules}
    rule = known.get(code.upper())
    if rule is None:
        from caseforms.definitions.mistakes import did_you_mean

        raise UsageError(f"There is no rule {code}{did_you_mean(code.upper(), known)}.", "See: caseforms rules list")
    click.echo(f"{rule.code}  {rule.title}  ({_grade(rule)})")
    for name, words in (
        ("Says", rule.message),
        ("To mend", rule.mend),
        ("Why", rule.why),
        ("Source", rule.source),
        ("Forms", ", ".join(rule.forms) or "every form that asks for it"),
    ):
        click.echo(f"  {name + ':':9} {words}")
    for name, examples in (("Passes", rule.passes), ("Fails", rule.fails)):
        for example in examples:
            said = ", ".join(f"{key} = {_words(value)}" for key, value in example.items()) or "(nothing filled in)"
            click.echo(f"  {name + ':':9} {said}")


@rules.command()
@click.argument("codes", nargs=-1)
@pass_desk
def test(desk: Desk, codes: tuple[str, ...]) -> int:
    """Try every example of every rule (or of the rules named): what passes, what fails."""
    from caseforms.definitions.example import run_examples

    workspace = desk.workspace()
    wanted = {code.upper() for code in codes}
    unknown = wanted - {rule.code for rule in workspace.rules}
    if unknown:
        raise UsageError(f"There is no rule {', '.join(sorted(unknown))}.", "See: caseforms rules list")
    chosen = [rule for rule in workspace.rules if not wanted or rule.code in wanted]
    faults = [fault for rule in chosen for fault in run_examples(rule, workspace.forms)]
    for fault in faults:
        click.echo(fault)
    tried = sum(len(rule.passes) + len(rule.fails) for rule in chosen)
    click.echo(
        f"{counted(len(chosen), 'rule')}, {counted(tried, 'example')}: "
        + (f"{counted(len(faults), 'example')} went otherwise." if faults else "all as they should be.")
    )
    return 1 if faults else 0


def _words(value: object) -> str:
    """Give a value of an example as one would write it."""
    if isinstance(value, Mapping):
        return "(" + ", ".join(f"{key} = {_words(one)}" for key, one in value.items()) + ")"
    if isinstance(value, list | tuple):
        return "; ".join(map(_words, value))
    return "yes" if value is True else "no" if value is False else str(value)


def _grade(rule: Rule) -> str:
    return "off" if rule.off else GRADES[rule.severity]
