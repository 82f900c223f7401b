"""Runs what a page of the documentation tells its reader to do, and shows where page and program differ.

    python docs/console.py docs/tutorial.md     # puts the real output in place of what differs

A page is followed from top to bottom in an empty folder:

- a `console` block runs its `$` lines (`caseforms`, `make run`, `mkdir`, `cd`, `cp`) and compares what
  they print; `...` stands for anything, such as a time;
- a block behind "Save this as `FILE`" is written to that file, behind "In `FILE`, change these lines" replaces
  the lines with these keys (in the part that a `[part]` before them names), behind "at the end of `FILE`" is added
  there;
- a table behind "Open `BLANK`, ... save it as `FILE`" is typed into the boxes of that PDF;
- a table behind "In `FILE`, settle these questions" gives the questions with these labels their names and types, and
  takes their `confirm = true` out.

The folder `samples` lies in the current folder as soon as a page names it.
"""

# ruff: noqa: INP001

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from unittest import mock

ROOT = Path(__file__).resolve().parent.parent
_WIDTH = "100"  # columns of the screen that the pages show
_ENVIRONMENT = {"COLUMNS": _WIDTH, "LOGNAME": "clerk"}
_NAME = r"`([^`]+)`"
_SAVE = re.compile(rf"Save (?:this|it) as {_NAME}")
_CHANGE = re.compile(rf"In {_NAME}, change these lines")
_ADD = re.compile(rf"at the end of {_NAME}")
_CLOCK = re.compile(r"(\d\d/\d\d/\d{4}) \d\d:\d\d")
_SETTLE = re.compile(rf"In {_NAME}, settle these questions")
_FILL = re.compile(rf"Open {_NAME}.* save it as {_NAME}", re.DOTALL)


class Step(NamedTuple):
    """A block of a page. lead: the paragraph before it; lang: of the fence, `table` for a table; first: its line."""

    lead: str
    lang: str
    lines: tuple[str, ...]
    first: int


def steps(page: str) -> Iterator[Step]:
    """Give the fenced blocks and tables of a page in their order."""
    lead: list[str] = []
    lines = page.splitlines()
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.startswith(("```", "|")):
            fenced = line.startswith("```")
            first = at + fenced
            at = first
            while at < len(lines) and (not lines[at].startswith("```") if fenced else lines[at].startswith("|")):
                at += 1
            yield Step("\n".join(lead), line[3:].strip() if fenced else "table", tuple(lines[first:at]), first)
            lead = []
            at += fenced
            continue
        if line.strip():
            fresh = at == 0 or not lines[at - 1].strip()
            lead = [line] if fresh else [*lead, line]
        at += 1


def follow(page: str, folder: Path) -> Iterator[tuple[int, str, str]]:
    """Do what a page says in a folder; give (line, shown, real) for each command, with what it printed."""
    where = folder
    with mock.patch.dict(os.environ, _ENVIRONMENT):
        for step in steps(page):
            if step.lang == "console":
                for line, command, shown in _commands(step):
                    with contextlib.chdir(where):
                        real, where = _run(command)
                    yield line, shown, real
            else:
                with contextlib.chdir(where):
                    _edit(step)


def matches(shown: str, real: str) -> bool:
    """Say whether a page shows what the program prints; `...` stands for anything."""
    pattern = re.escape(shown).replace(re.escape("..."), ".*?")
    return re.fullmatch(pattern, real, re.DOTALL) is not None


def refreshed(page: str, folder: Path) -> str:
    """Give the page with the real output wherever it shows something else; what ends in `...` stays as short."""
    lines = page.splitlines()
    for line, shown, real in reversed(list(follow(page, folder))):
        if not matches(shown, real):
            fresh = _CLOCK.sub(r"\1 ...", real).split("\n\n")
            if shown.endswith("\n\n..."):
                fresh = [*fresh[: shown.count("\n\n")], "..."]
            lines[line : line + len(shown.splitlines())] = "\n\n".join(fresh).splitlines()
    return "\n".join(lines) + "\n"


def table(page: str, heading: str) -> list[list[str]]:
    """Give the cells of the first table of a page whose first column has this heading, a list a row."""
    tables = (step.lines for step in steps(page) if step.lang == "table")
    lines = next(lines for lines in tables if _cells(lines[0])[0] == heading)
    return [_cells(line) for line in lines[2:]]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _commands(step: Step) -> Iterator[tuple[int, str, str]]:
    """Give each command of a block with the line behind it and the output it shows."""
    starts = [n for n, line in enumerate(step.lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(step.lines)], strict=True):
        yield step.first + start + 1, step.lines[start][2:], _trimmed("\n".join(step.lines[start + 1 : end]))


def _trimmed(text: str) -> str:
    """Take off the white space that no reader sees."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")


def _run(command: str) -> tuple[str, Path]:
    """Run a command in the current folder; give what it prints and the folder afterwards."""
    program, *words = shlex.split(command)
    said = ""
    if any(word.startswith("samples/") for word in words):
        _samples()
    if program == "mkdir":
        Path(words[0]).mkdir()
    elif program == "cp":
        shutil.copy(words[0], words[1])
    elif program == "cd":
        return "", Path(words[0]).resolve()
    elif command == "make run":
        said = _caseforms(_recipe("run"))
    elif program == "caseforms":
        said = _caseforms(words)
    else:
        msg = f"a page may not say: {command}"
        raise ValueError(msg)
    return said, Path.cwd()


def _caseforms(words: list[str]) -> str:
    from caseforms.cli.boundary import run

    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        run(words)
    return _trimmed(printed.getvalue())


def _recipe(target: str) -> list[str]:
    """Give the words behind `caseforms` of a target of the Makefile; samples lie in the current folder then."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = makefile.partition(f"\n{target}:")[2].partition("\n\n")[0]
    _samples()
    return shlex.split(recipe.partition("$(BIN)/caseforms ")[2].splitlines()[0])


def _samples() -> None:
    if not Path("samples").exists():
        shutil.copytree(ROOT / "samples", "samples", ignore=shutil.ignore_patterns("register.sqlite3*"))


def _settle(path: Path, questions: list[list[str]]) -> None:
    """Give questions of a definition, told by their labels, their names and types, and take out what asks for that."""
    blocks = path.read_text(encoding="utf-8").split("[[field]]\n")
    for label, name, kind in questions:
        at = next(n for n, block in enumerate(blocks) if f'\nlabel = "{label}"\n' in block)
        block = re.sub(r"^name = .*$", f"name = {name.strip('`')}", blocks[at], count=1, flags=re.MULTILINE)
        block = re.sub(r"^type = .*\n", "", block, count=1, flags=re.MULTILINE)
        block = block.replace(f'label = "{label}"\n', f'label = "{label}"\ntype = {kind.strip("`")}\n', 1)
        blocks[at] = re.sub(r"^confirm = true.*\n", "", block, count=1, flags=re.MULTILINE)
    path.write_text("[[field]]\n".join(blocks), encoding="utf-8", newline="\n")


def _edit(step: Step) -> None:
    text = "\n".join(step.lines) + "\n"
    if step.lang == "table" and (found := _SETTLE.search(step.lead)):
        _settle(Path(found[1]), [_cells(line) for line in step.lines[2:]])
    elif step.lang == "table":
        if found := _FILL.search(step.lead):
            answers = [_cells(line) for line in step.lines[2:]]
            fill(Path(found[1]), Path(found[2]), [(label, answer) for label, answer in answers])
    elif found := _SAVE.search(step.lead):
        Path(found[1]).parent.mkdir(exist_ok=True)
        Path(found[1]).write_text(text, encoding="utf-8", newline="\n")
    elif found := _CHANGE.search(step.lead):
        old = Path(found[1]).read_text(encoding="utf-8")
        at = 0
        for line in filter(None, step.lines):
            if line.startswith("["):  # the part of the file in which the next lines stand
                at = old.index(f"\n{line}\n")
                continue
            key = line.partition("=")[0].strip()
            rest, times = re.subn(rf"^{key} *=.*$", lambda _, line=line: line, old[at:], count=1, flags=re.MULTILINE)
            if not times:
                msg = f"{found[1]} has no line {key} = ..."
                raise ValueError(msg)
            old = old[:at] + rest
        Path(found[1]).write_text(old, encoding="utf-8", newline="\n")
    elif found := _ADD.search(step.lead):
        with Path(found[1]).open("a", encoding="utf-8", newline="\n") as file:
            file.write("\n" + text)


def fill(blank: Path, target: Path, answers: list[tuple[str, str]]) -> None:
    """Type answers into a fillable PDF as a person does, told by the label of each box.

    Raises:
        ValueError: the form has no box with this label.
    """
    from pypdf import PdfWriter
    from pypdf.generic import NameObject

    writer = PdfWriter(clone_from=blank)
    left = dict.fromkeys(answers)
    texts: dict[str, str] = {}
    for page in writer.pages:
        for reference in page.get("/Annots", ()):
            box = reference.get_object()
            above = box["/Parent"].get_object() if "/Parent" in box else box
            tip = box.get("/TU") or above.get("/TU", "")
            for label, answer in answers:
                if tip not in {label, f"{label}: {answer}"} and not tip.startswith(f"{label} ("):
                    continue
                if (box.get("/FT") or above.get("/FT")) != "/Btn":
                    texts[box["/T"]] = answer
                elif state := _on_state(box, answer, chosen=tip.endswith(f": {answer}")):
                    box[NameObject("/AS")] = NameObject(state)
                    (box if "/FT" in box else above)[NameObject("/V")] = NameObject(state)
                else:
                    continue
                left.pop((label, answer), None)
    if left:
        msg = f"{blank.name} has no box for {', '.join(label for label, _ in left)}"
        raise ValueError(msg)
    writer.update_page_form_field_values(None, texts, auto_regenerate=False)
    target.parent.mkdir(exist_ok=True)
    writer.write(target)


def _on_state(box: dict, answer: str, *, chosen: bool) -> str:  # type: ignore[type-arg]
    """Give the state that ticks a box: its only one for a check box, for a radio button if it stands for the answer."""
    states = [state for state in box["/AP"]["/N"] if state != "/Off"]
    return next((state for state in states if chosen or state[1:].lower() == answer.lower()), "")


def main() -> None:
    """Refresh the pages named on the command line."""
    for name in sys.argv[1:]:
        path = Path(name)
        with tempfile.TemporaryDirectory() as folder:
            page = refreshed(path.read_text(encoding="utf-8"), Path(folder))
        path.write_text(page, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
