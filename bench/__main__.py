"""`python -m bench [--quick]`: every figure is a ratio of two things run in turn, A B A B ...

The last rows hold seconds of CPU against what the program may take.
Before anything is timed the answers of both sides are compared; a side that answers wrongly is not timed.
CPU seconds include those of child processes; wall seconds are printed beside them. Medians are printed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import intake, learning, letters, office, reading, start
from bench.timing import Pair, Row, limit_row, ratio_row


def main() -> int:
    """Run all benchmarks and print one table."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the files, fewer rounds")
    quick: bool = parser.parse_args().quick
    with tempfile.TemporaryDirectory() as folder:
        rows: list[Row] = []
        for measure in (start.pairs, reading.pairs, intake.pairs, letters.pairs, office.pairs):
            rows += [ratio_row(pair) for pair in _announced(measure, Path(folder), quick=quick)]
        print("preparing learning ...", file=sys.stderr)
        rows += [limit_row(limit) for limit in learning.limits(Path(folder), quick=quick)]
    width = max(len(row.what) for row in rows)
    print(f"\n{'A / B':{width}}  {'A':>10}  {'B':>10}  {'ratio':>6}  {'at most':>7}")
    for row in rows:
        print(f"{row.what:{width}}  {row.a:>10}  {row.b:>10}  {row.ratio:>6.2f}  {row.at_most:>7}  {row.verdict}")
    print("\nratio = median of A/B, pair by pair. Times are medians.")
    return 0 if all(row.verdict != "OVER" for row in rows) else 1


def _announced(measure: Callable[..., list[Pair]], folder: Path, *, quick: bool) -> list[Pair]:
    print(f"preparing {measure.__module__.rpartition('.')[2]} ...", file=sys.stderr)
    return measure(folder, quick=quick)


if __name__ == "__main__":
    sys.exit(main())
