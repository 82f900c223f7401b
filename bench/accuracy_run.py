"""One form through the mill: its blank learned, its copies made, each copy read by two definitions, all judged."""

from __future__ import annotations

import contextlib
import json
import logging
import subprocess
import sys
import tempfile
import tomllib
import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import tomlkit

from bench.accuracy_boxes import asked
from bench.accuracy_copies import KINDS, Kind, Work
from bench.accuracy_fill import MissingError, empty
from bench.accuracy_judge import Reading, Verdict, field_verdicts, slot_verdicts
from bench.accuracy_paper import not_on_paper, ticks_not_on_paper
from bench.accuracy_truth import confirmed
from bench.accuracy_values import values_for

_AS_OF = "2026-03-31"
_MINUTES = 300.0  # seconds for the copies of one form
#: Copies of which the paper is looked at in the flattened copy that they are made from.
_FROM_FLAT = {"scaled", "rotated", "cover-page"}


class Outcome(NamedTuple):
    """What was measured on one form. verdicts: by definition (draft, confirmed) and kind; skipped: reason by kind."""

    form: str
    verdicts: Mapping[tuple[str, str], Sequence[Verdict]]
    skipped: Mapping[str, str]
    failure: str = ""


class ProductError(Exception):
    """The product itself did not do what was asked; says what it said."""


def caseforms(*arguments: object) -> str:
    """Run the program as people do and give what it printed; findings and unread files are no failure.

    Raises:
        ProductError: wrong use, a mistake in a definition, a fault of ours, or too slow.
    """
    command = [sys.executable, "-m", "caseforms", "--as-of", _AS_OF, "--quiet", *map(str, arguments)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_MINUTES)
    except subprocess.TimeoutExpired:
        raise ProductError(f"more than {_MINUTES:.0f} seconds") from None
    if done.returncode not in {0, 1, 3}:
        raise ProductError(f"exit code {done.returncode}: {' '.join(done.stderr.split())[:400]}")
    return done.stdout


def measure(source: Path, truth: Mapping[str, Any], kinds: Sequence[str]) -> Outcome:
    """Measure one form."""
    warnings.simplefilter("ignore")
    logging.disable(logging.ERROR)
    form = source.stem
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        blank = folder / "blank.pdf"
        empty(source, blank, filled="expected_values" in truth)
        fields = tuple(asked(blank))
        work = Work(folder, blank, fields, values_for(form, fields, truth))
        try:
            draft = learned(blank, folder)
        except ProductError as error:
            return Outcome(form, {}, {}, f"forms learn: {error}")
        copies, skipped = _copies(work, [kind for kind in KINDS if _chosen(kind, kinds)])
        failures: list[str] = []
        verdicts: dict[tuple[str, str], list[Verdict]] = {}
        for which, definition in (("draft", draft), ("confirmed", confirmed(draft, truth))):
            try:
                verdicts.update(_judged(which, definition, work, copies, truth))
            except ProductError as error:
                failures.append(f"check with the {which} definition: {error}")
        return Outcome(form, verdicts, skipped, "; ".join(failures))


def learned(blank: Path, folder: Path) -> dict[str, Any]:
    """Learn a blank by the command and give the definition as it was written.

    Raises:
        ProductError: the command failed, or what it wrote is no TOML.
    """
    text = caseforms("forms", "learn", blank)
    (folder / "draft.toml").write_text(text, "utf-8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProductError(f"no TOML: {error}") from None


def _chosen(kind: Kind, kinds: Sequence[str]) -> bool:
    return not kinds or any(kind.name.startswith(one) or kind.group.startswith(one) for one in kinds)


def _copies(work: Work, kinds: Iterable[Kind]) -> tuple[dict[str, Path], dict[str, str]]:
    made: dict[str, Path] = {}
    skipped: dict[str, str] = {}
    for kind in kinds:
        target = work.folder / f"{kind.name}.pdf"
        try:
            kind.make(work, target)
            made[kind.name] = target
        except MissingError as error:
            if str(error):
                skipped[kind.name] = str(error)
        except Exception as error:  # noqa: BLE001  a tool that breaks on a form makes no copy of it; the reason is shown
            skipped[kind.name] = f"the tool broke: {type(error).__name__}"
    return made, skipped


def _judged(
    which: str, definition: Mapping[str, Any], work: Work, copies: Mapping[str, Path], truth: Mapping[str, Any]
) -> dict[tuple[str, str], list[Verdict]]:
    path = work.folder / f"{which}.toml"
    path.write_text(tomlkit.dumps(definition), "utf-8")
    if not copies:
        return {}
    reports = json.loads(caseforms("check", "--form", path, "--format", "json", *copies.values()))
    found: dict[tuple[str, str], list[Verdict]] = {}
    known = {one.name: one for one in work.fields}
    for name, copy in copies.items():
        mine = [report for report in reports if Path(report["file"]).name == copy.name]
        report = mine[0] if mine else {"answers": {}, "findings": [], "failure": {"kind": "nothing"}, "unplaced": []}
        reading = Reading(report, definition["field"], known, work.puts, _lost(name, copy, work))
        verdicts = [*slot_verdicts(reading, truth), *field_verdicts(reading)]
        if report["failure"]:
            verdicts.append(Verdict("refused", "flagged", report["failure"]["kind"]))
        found[which, name] = verdicts
    return found


def _lost(name: str, copy: Path, work: Work) -> frozenset[str]:
    kind = next(kind for kind in KINDS if kind.name == name)
    too_long = frozenset(field for field, put in work.puts.items() if put.too_long)
    if not kind.flat or name == "free-text":
        return frozenset()
    with contextlib.suppress(Exception):
        paper = work.flat() if name in _FROM_FLAT else copy
        ticks = ticks_not_on_paper(paper, work.blank, work.fields, work.puts)
        return too_long | not_on_paper(paper, work.fields, work.puts) | ticks
    return too_long
