"""Which files are meant: folders recursively, single files, patterns, each file once and in a fixed order."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from caseforms.errors import UsageError

#: Files that programs leave in folders and nobody hands in.
_LEFT_BEHIND = frozenset({"thumbs.db", "desktop.ini"})


def given_files(paths: Iterable[str], leave_out: Path | None = None) -> list[Path]:
    """Give the files that the words on a command line mean, in the order given, a folder's by name.

    Hidden files and folders in a folder, and what programs leave there, are not meant.

    Args:
        paths: files, folders (looked through with all their subfolders) and patterns (`inbox/*.pdf`).
        leave_out: a folder not to look into: the one that results are written to.

    Raises:
        UsageError: a word names nothing. The files of all words that name something are not lost: nothing
            was started.
    """
    found: dict[str, Path] = {}
    for word in paths:
        files = list(_meant(word, leave_out))
        if not files and not _is_folder(Path(word)):
            raise UsageError(f"There is no file or folder {word}.", "Check the name; a pattern needs quotes.")
        for file in files:
            found.setdefault(_one_name(file), file)
    return list(found.values())


def _one_name(file: Path) -> str:
    """Give the name under which a.pdf, ./a.pdf and /inbox/a.pdf are one; a link to a file is a file of its own."""
    return os.path.normcase(os.path.join(os.path.realpath(file.parent), file.name))  # noqa: PTH118  normcase is of os


def _meant(word: str, leave_out: Path | None) -> Iterator[Path]:
    path = Path(word)
    if _is_folder(path):
        yield from _inside(path, leave_out)
    elif path.exists():
        yield path
    elif glob.has_magic(word):
        for match in sorted(glob.glob(word, recursive=True)):  # noqa: PTH207  the pattern may be absolute
            if not _left_behind(Path(match)):
                yield from _meant(match, leave_out)


def _inside(folder: Path, leave_out: Path | None) -> Iterator[Path]:
    """Walk a folder by name, through links too, each folder once.

    A folder that cannot be looked into and a link that leads nowhere are given like files: reading them fails, so
    that they are listed with the reason and not passed over.
    """
    seen = {os.path.realpath(leave_out)} if leave_out is not None else set()
    seen.discard(os.path.realpath(folder))
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if not _is_folder(path):
            if path.is_file() or not os.path.exists(path):  # noqa: PTH110  a pipe or a device is no file, as above
                yield path
            continue
        real = os.path.realpath(path)
        if real in seen:
            continue
        seen.add(real)
        try:
            entries = sorted(path.iterdir(), key=lambda entry: entry.name, reverse=True)
        except OSError:
            yield path
            continue
        waiting += [entry for entry in entries if not _left_behind(entry)]


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112  Path.is_dir raises where a folder above may not be looked into


def _left_behind(path: Path) -> bool:
    name = path.name.lower()
    return name.startswith((".", "~$")) or name in _LEFT_BEHIND
