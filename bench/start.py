"""How long the program takes to start: `caseforms --help` against a Python that only imports click."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bench.timing import Pair


def pairs(_folder: Path, *, quick: bool) -> list[Pair]:
    """Give the pair; the help must be there before it is timed."""
    helped = [sys.executable, "-m", "caseforms", "--help"]
    assert "intake" in subprocess.run(helped, capture_output=True, text=True, check=True).stdout  # noqa: S101
    clicked = [sys.executable, "-c", "import click"]
    rounds = 5 if quick else 15
    return [
        Pair(
            "caseforms --help / python with click",
            lambda: subprocess.run(helped, capture_output=True, check=True),
            lambda: subprocess.run(clicked, capture_output=True, check=True),
            rounds,
            1.5,
        )
    ]
