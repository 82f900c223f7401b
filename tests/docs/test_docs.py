"""The documentation is true: its commands are run, its screens compared, its tables held against the program."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md"), *ROOT.glob("*/README.md")])
GUIDES = ("tutorial", "add-a-form", "learn-a-form", "add-a-rule", "add-a-letter", "reading")
FOLLOWED = [ROOT / "README.md", *(DOCS / f"{name}.md" for name in GUIDES)]


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FOLLOWED, ids=lambda path: path.stem)
def test_page_does_what_it_says(path: Path, tmp_path: Path, console: ModuleType) -> None:
    wrong = [
        f"{path.name}:{line}\n{real}"
        for line, shown, real in console.follow(path.read_text(encoding="utf-8"), tmp_path)
        if not console.matches(shown, real)
    ]
    assert not wrong, "\n".join(["python docs/console.py refreshes a page.", *wrong])


def test_every_console_block_is_followed() -> None:
    others = [path for path in PAGES if path not in FOLLOWED]
    assert [path for path in others if "```console" in path.read_text(encoding="utf-8")] == []


def test_dots_stand_for_anything_and_nothing_else_does(console: ModuleType) -> None:
    assert console.matches("a\n...\nz", "a\nb\nc\nz")
    assert not console.matches("a.z", "abz")
    assert not console.matches("a", "a\nb")


def test_a_page_is_refreshed_where_it_differs(tmp_path: Path, console: ModuleType) -> None:
    page = "# A\n\n```console\n$ caseforms --version\ncaseforms 0.0.0\n```\n\nEnd.\n"
    fresh = console.refreshed(page, tmp_path)
    assert "0.0.0" not in fresh
    assert fresh == console.refreshed(fresh, tmp_path)


def test_filling_names_the_box_that_is_not_there(tmp_path: Path, console: ModuleType) -> None:
    with contextlib.chdir(tmp_path):
        console._caseforms(["forms", "blank", "provider-contact-page"])
    blank = tmp_path / "provider-contact-page.pdf"
    with pytest.raises(ValueError, match="no box for Shoe size"):
        console.fill(blank, tmp_path / "filled.pdf", [("Shoe size", "43")])


def test_messages_are_those_of_the_program(make_messages: ModuleType) -> None:
    assert make_messages.page() == _text("docs/messages.md"), "make docs writes it anew"


def test_messages_hold_every_rule_failure_and_family(make_messages: ModuleType) -> None:
    from caseforms.workspace import Workspace

    rules = Workspace(None).rules
    page = _text("docs/messages.md")
    assert [rule.code for rule in rules if f"\n### {rule.code} " not in page] == []
    assert {rule.code[:3] for rule in rules} == set(make_messages.FAMILIES)
    kinds = {kind for rule in rules if rule.kind == "failure" for kind in rule.condition.kinds}  # type: ignore[attr-defined]
    assert set(make_messages.FAILURES) == kinds
    assert set(make_messages.sentences()) == kinds


def test_messages_hold_every_exit_code(make_messages: ModuleType) -> None:
    from caseforms import errors

    told = {code for code, _, _ in make_messages.EXITS}
    assert {each.exit_code for each in vars(errors).values() if hasattr(each, "exit_code")} <= told


def test_links_lead_somewhere(make_messages: ModuleType) -> None:
    broken = []
    for path in PAGES:
        page = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)\s]+)\)", page):
            if re.match(r"https?:", target):
                continue
            file, _, anchor = target.partition("#")
            there = (path.parent / file) if file else path
            if not there.exists() or (anchor and anchor not in _anchors(there, make_messages)):
                broken.append(f"{path.relative_to(ROOT)}: {target}")
    assert broken == []


def _anchors(path: Path, make_messages: ModuleType) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {make_messages._anchor(heading.replace("`", "")) for heading in headings}


def test_files_that_are_named_exist(console: ModuleType) -> None:
    """A name with a folder of the repository in front is a file of it; `out/`, `inbox/` are the reader's own."""
    missing = []
    folders = "src|docs|forms|rules|templates|tests|bench|samples"
    for path in PAGES:
        page = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        own = {
            name for way in (console._SAVE, console._SETTLE) for name in way.findall(path.read_text(encoding="utf-8"))
        }
        names = re.findall(rf"`((?:{folders})/[\w./-]*)`", page)
        missing += [
            f"{path.relative_to(ROOT)}: {name}" for name in names if not (name in own or (ROOT / name).exists())
        ]
    assert missing == []


def test_no_page_names_a_folder_of_this_machine() -> None:
    pages = {path: path.read_text(encoding="utf-8") for path in PAGES}
    assert [path.name for path, page in pages.items() if re.search(r"(?<![\w.])/(?:home|tmp|work|Users)/", page)] == []


def _commands() -> Iterator[tuple[str, Any]]:
    """Give every command with its words, and its click object."""
    import click

    from caseforms.cli.app import app

    context = click.Context(app)
    yield "", app
    for name in app.list_commands(context):
        command = app.get_command(context, name)
        if isinstance(command, click.Group):
            yield from ((f"{name} {sub}", each) for sub, each in command.commands.items())
        else:
            yield name, command


def test_readme_tells_every_command_and_no_other(console: ModuleType) -> None:
    told = {
        re.sub(r" [^a-z].*", "", row[0].strip("`").removeprefix("caseforms "))
        for row in console.table(_readme(), "Command")
    }
    assert told == {name for name, _ in _commands() if name}


def _readme() -> str:
    return _text("README.md")


def test_readme_tells_every_option() -> None:
    options = {
        option
        for _, command in _commands()
        for parameter in command.params
        for option in parameter.opts
        if option.startswith("--")
    }
    assert sorted(option for option in options if not re.search(rf"`[^`]*{option}\b", _readme())) == []


def test_tutorial_names_the_sheets_of_the_workbook(tmp_path: Path, console: ModuleType) -> None:
    from openpyxl import load_workbook

    list(console.follow(_text("docs/tutorial.md"), tmp_path))
    book = load_workbook(tmp_path / "office" / "out" / "intake.xlsx")
    assert book.sheetnames == [row[0].strip("`") for row in console.table(_text("docs/tutorial.md"), "Sheet")]


def test_changelog_knows_this_version() -> None:
    from caseforms.version import __version__

    assert f"## [{__version__}]" in _text("CHANGELOG.md")


def test_make_targets_that_are_named_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", _text("Makefile"), flags=re.MULTILINE))
    pages = "\n".join(path.read_text(encoding="utf-8") for path in PAGES)
    assert set(re.findall(r"(?:^|[`$] ?)make ([a-z]+)", pages, flags=re.MULTILINE)) <= targets


def test_readme_shows_a_real_run_and_the_line_for_users() -> None:
    readme = _text("README.md")
    assert "$ make run\nIntake of " in readme
    assert {"make run", "make test", "pipx install ."} <= {line.partition("  ")[0] for line in readme.splitlines()}
