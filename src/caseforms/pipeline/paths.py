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
        if not files and not Path(word).is_dir():
            raise UsageError(f"There is no file or folder {word}.", "Check the name; a pattern needs quotes.")
        for file in files:
            found.setdefault(os.path.normcase(file.absolute()), file)  # a.pdf, ./a.pdf and /inbox/a.pdf are one
    return list(found.values())


def _meant(word: str, leave_out: Path | None) -> Iterator[Path]:
    path = Path(word)
    if path.is_dir():
        yield from _inside(path, leave_out)
    elif path.exists():
        yield path
    elif glob.has_magic(word):
        for match in sorted(glob.glob(word, recursive=True)):  # noqa: PTH207  the pattern may be absolute
            if not _left_behind(Path(match)):
                yield from _meant(match, leave_out)


def _inside(folder: Path, leave_out: Path | None) -> Iterator[Path]:
    skip = leave_out.resolve() if leave_out is not None else None
    for path in sorted(folder.rglob("*"), key=lambda p: p.parts):
        if _left_behind(path) or not path.is_file():
            continue
        if skip is not None and skip != folder.resolve() and skip in path.resolve().parents:
            continue
        yield path


def _left_behind(path: Path) -> bool:
    name = path.name.lower()
    return name.startswith((".", "~$")) or name in _LEFT_BEHIND
