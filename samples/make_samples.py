"""Makes `samples/inbox`, `samples/expected` and `samples/blanks`: the same bytes every time.

Run it as `python samples/make_samples.py [FOLDER]`; without a folder it renews the samples beside this file.
"""

from __future__ import annotations

import json
import shutil
import sys
import zlib
from collections import Counter
from collections.abc import Iterable
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

from making import (
    changes,
    foreign,
    home_based,
    lists,
    notes,
    preventions,
    providers,
    refused,
    releases,
    sheets,
    small_records,
    traps,
    treatment,
    work_lists,
)
from making.blanks import blanks
from making.kit import AS_OF, Sample, in_order

_FAMILIES = (
    treatment, traps, foreign, sheets, lists, home_based, preventions, releases, providers, changes, notes,
    small_records, work_lists, refused,
)  # fmt: skip
_TOOLS = ("pypdf", "pikepdf", "reportlab", "pillow", "openpyxl", "XlsxWriter")
REGISTERED = ("ready", "to_fix")
OUTCOMES = (*REGISTERED, "not_read", "already_known")


def samples() -> list[Sample]:
    """Make all samples, in the order in which a folder is taken in."""
    made = sorted(chain.from_iterable(family.samples() for family in _FAMILIES), key=lambda sample: sample.name)
    twice = [name for name, count in Counter(sample.name for sample in made).items() if count > 1]
    if twice:
        msg = f"two samples of one name: {twice}"
        raise ValueError(msg)
    return made


def tools() -> dict[str, str]:
    """Say what packs the samples; other versions may pack the same samples into other bytes."""
    versions = {tool: version(tool) for tool in _TOOLS}
    return {**versions, "zlib": zlib.ZLIB_RUNTIME_VERSION, "platform": sys.platform}


def intake(made: Iterable[Sample]) -> dict[str, Any]:
    """Say what one intake of the whole inbox must give: counts, and findings that differ from a file's own."""
    made = list(made)
    records = [record for sample in made for record in sample.records]
    counts = Counter(record.outcome for record in records)
    differing = {
        sample.name: [in_order(record.within) for record in sample.records if record.outcome in REGISTERED]
        for sample in made
        if any(record.in_intake is not None for record in sample.records)
    }
    return {
        "as_of": AS_OF.isoformat(),
        "files": len(made),
        "counts": {outcome: counts[outcome] for outcome in OUTCOMES},
        "outcomes": {sample.name: [record.outcome for record in sample.records] for sample in made},
        "findings": differing,
        "made_with": tools(),
    }


def write(folder: Path) -> int:
    """Write inbox, expectations and blanks into a folder; what was in them before goes. Give the number of samples."""
    made = samples()
    inbox, expected, foreign_blanks = folder / "inbox", folder / "expected", folder / "blanks"
    for part in (inbox, expected, foreign_blanks):
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
    for sample in made:
        (inbox / sample.name).write_bytes(sample.content)
        _write_json(expected / f"{sample.name}.json", sample.expected())
    for name, content in blanks():
        (foreign_blanks / name).write_bytes(content)
    _write_json(expected / "intake.json", intake(made))
    return len(made)


def _write_json(target: Path, what: dict[str, Any]) -> None:
    text = json.dumps(what, ensure_ascii=False, indent=1, sort_keys=False) + "\n"
    target.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    print(f"{write(where)} samples in {where / 'inbox'}")
