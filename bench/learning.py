"""Forms that nobody here designed: how long a long blank takes to be learned, and a filled copy to be read by it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pikepdf

from bench.large_form import draw_large, fill_large
from bench.timing import Limit

_CASEFORMS = [sys.executable, "-m", "caseforms"]


def limits(folder: Path, *, quick: bool) -> list[Limit]:
    """Give what may not take longer than so many seconds of CPU, after checking that the answers are read."""
    blank, filled, flat, form = (folder / name for name in ("large.pdf", "filled.pdf", "flat.pdf", "large.toml"))
    draw_large(blank)
    count = fill_large(blank, filled)
    with pikepdf.open(filled) as document:
        document.flatten_annotations("all")
        if "/AcroForm" in document.Root:
            del document.Root["/AcroForm"]
        document.save(flat)
    _learn(blank, form)
    for copy in (filled, flat):
        values = _read(copy, form)
        read = len({number for text in values for number in re.findall(r"Juniper Sample (\d+)", text)})
        if read < count:
            print(f"of {count} texts of the 20-page form only {read} were read from {copy.name}", file=sys.stderr)
    rounds = 1 if quick else 3
    return [
        Limit("learn a 20-page blank (640 boxes), CPU", lambda: _learn(blank, form), rounds, 10.0),
        Limit("read the 20-page form by it, CPU", lambda: _read(filled, form), rounds, 1.0),
        Limit("read its flattened copy by it, CPU", lambda: _read(flat, form), rounds, 1.0),
    ]


def _learn(blank: Path, form: Path) -> None:
    form.write_text(_run("forms", "learn", str(blank)), "utf-8")


def _read(copy: Path, form: Path) -> set[str]:
    """Read a copy with the program as people start it and give the texts as written."""
    lines = _run("read", "--form", str(form), "--format", "jsonl", str(copy)).splitlines()
    return {answer["raw"] for line in lines for answer in json.loads(line)["answers"].values()}


def _run(*arguments: str) -> str:
    done = subprocess.run([*_CASEFORMS, *arguments], capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SystemExit(f"caseforms {' '.join(arguments)} ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout
