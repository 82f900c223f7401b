"""Timing two things in turn."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from typing import NamedTuple


class Pair(NamedTuple):
    """Two things to time in turn. at_most: the highest ratio A/B that is good enough, None for information only.

    wall: compare wall time instead of CPU time.
    """

    what: str
    a: Callable[[], object]
    b: Callable[[], object]
    rounds: int
    at_most: float | None
    wall: bool = False


class Limit(NamedTuple):
    """One thing that may take at most so many seconds of CPU on the machine at hand."""

    what: str
    work: Callable[[], object]
    rounds: int
    seconds: float


class Row(NamedTuple):
    """A line of the table."""

    what: str
    a: str
    b: str
    ratio: float
    at_most: str
    verdict: str


def ratio_row(pair: Pair) -> Row:
    """Run A B A B ... after one warm-up of each and give the median ratio."""
    clock = time.perf_counter if pair.wall else _cpu
    pair.a(), pair.b()
    times = [(_timed(pair.a, clock), _timed(pair.b, clock)) for _ in range(pair.rounds)]
    ratio = statistics.median(a / b for a, b in times)
    a, b = (statistics.median(side) for side in zip(*times, strict=True))
    limit = "" if pair.at_most is None else f"{pair.at_most:.2f}"
    verdict = "" if pair.at_most is None else "ok" if ratio <= pair.at_most else "OVER"
    return Row(pair.what, f"{a * 1e3:,.1f} ms", f"{b * 1e3:,.1f} ms", ratio, limit, verdict)


def limit_row(limit: Limit) -> Row:
    """Run the work after a warm-up and hold its median against the seconds allowed."""
    limit.work()
    used = statistics.median(_timed(limit.work, _cpu) for _ in range(limit.rounds))
    verdict = "ok" if used <= limit.seconds else "OVER"
    return Row(
        limit.what, f"{used * 1e3:,.1f} ms", f"{limit.seconds * 1e3:,.0f} ms", used / limit.seconds, "1.00", verdict
    )


def _timed(work: Callable[[], object], clock: Callable[[], float]) -> float:
    start = clock()
    work()
    return clock() - start


def _cpu() -> float:
    """Give the CPU seconds of this process and of its children that have ended."""
    try:
        import resource
    except ImportError:  # Windows: coarser
        times = os.times()
        return times.user + times.system + times.children_user + times.children_system
    usage = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in usage)
