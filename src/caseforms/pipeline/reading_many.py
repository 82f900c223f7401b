"""Many files at once: several processes read, because reading is most of the work and knows of no other file.

The answers come back in the order given. A file over which a process dies (out of memory, a fault in a
library) is refused alone; what was read before and what comes after is not touched.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path

from caseforms.model import Report
from caseforms.pipeline.faults import faulty
from caseforms.pipeline.reading import Reader, ReadingDesk, sha256_of

_POOL_FROM = 200  # files: below, starting processes costs more than they save (DESIGN 6)
_CHUNK = 20  # files a process takes at a time
_MOST = 61  # processes that Windows lets one wait for

_READER: Reader | None = None  # of a worker process, made once


def _start(desk: ReadingDesk) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the process at the desk; here it would show tracebacks
    global _READER  # noqa: PLW0603  a worker process has no other place for what it is started with
    _READER = Reader(desk)


def _read_chunk(paths: Sequence[Path]) -> list[list[Report]]:
    assert _READER is not None  # noqa: S101  set by _start
    return [_READER.file(path) for path in paths]


def read_files(
    paths: Sequence[Path],
    desk: ReadingDesk,
    *,
    tick: Callable[[], None] = lambda: None,
    jobs: int | None = None,
) -> Iterator[list[Report]]:
    """Give the reports of each file, in the order given.

    Args:
        paths: the files.
        desk: the forms and the as-of date.
        tick: called after every file, for a progress bar.
        jobs: processes to use; by default one for few files, one a core for many.
    """
    jobs = jobs if jobs is not None else (os.cpu_count() or 1) if len(paths) > _POOL_FROM else 1
    jobs = min(jobs, _MOST, -(-len(paths) // _CHUNK))
    for reports in _here(paths, desk) if jobs <= 1 else _by_many(paths, desk, jobs):
        yield reports
        tick()


def _here(paths: Sequence[Path], desk: ReadingDesk) -> Iterator[list[Report]]:
    reader = Reader(desk)
    return (reader.file(path) for path in paths)


def _by_many(paths: Sequence[Path], desk: ReadingDesk, jobs: int) -> Iterator[list[Report]]:
    done = 0
    try:
        with ProcessPoolExecutor(jobs, initializer=_start, initargs=(desk,)) as pool:
            try:
                for chunk in _in_order(pool, _chunks(paths), 4 * jobs):
                    for reports in chunk:
                        yield reports
                        done += 1
            finally:  # who stops does not wait for what was handed out ahead
                pool.shutdown(wait=False, cancel_futures=True)
    except BrokenProcessPool:  # a process died over one of the next files: each gets a process of its own
        for path in paths[done:]:
            yield _alone(path, desk)


def _alone(path: Path, desk: ReadingDesk) -> list[Report]:
    """Read one file in a process of its own, which may die of it."""
    try:
        with ProcessPoolExecutor(1, initializer=_start, initargs=(desk,)) as pool:
            return pool.submit(_read_chunk, [path]).result()[0]
    except BrokenProcessPool as error:
        return [faulty(Report(path.as_posix(), sha256_of(path)), error)]


def _in_order(pool: Executor, chunks: Iterator[Sequence[Path]], ahead: int) -> Iterator[list[list[Report]]]:
    """Hand out a few chunks ahead and give their results in order, so that a long batch needs little memory."""
    waiting = [pool.submit(_read_chunk, chunk) for chunk in islice(chunks, ahead)]
    while waiting:
        yield waiting.pop(0).result()
        waiting += [pool.submit(_read_chunk, chunk) for chunk in islice(chunks, 1)]


def _chunks(paths: Iterable[Path]) -> Iterator[Sequence[Path]]:
    rest = iter(paths)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk
