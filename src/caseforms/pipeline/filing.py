"""Documents as files: a name of its own for each, and a way back when the register does not take it."""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from caseforms.writers.atomic import keep_earlier, replacing

if TYPE_CHECKING:
    from caseforms.register.base import Register

_ENDING = ".docx"


class Written(NamedTuple):
    """A file that was written, and where what stood there before was put (None when nothing did)."""

    path: Path
    earlier: Path | None = None

    def undo(self) -> None:
        """Take the file away again, so that nobody sends it; what stood there before comes back."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)
            if self.earlier is not None:
                self.earlier.rename(self.path)


def write(path: Path, content: bytes, *, keep: bool = False) -> Written:
    """Write a file whole or not at all. keep: what stands there under this name is renamed, unless it is the same.

    Raises:
        OperatingError: the folder refuses; what stood there before is back then.
    """
    same = keep and path.is_file() and path.read_bytes() == content
    written = Written(path, keep_earlier(path) if keep and not same else None)
    try:
        with replacing(path) as passing:
            passing.write_bytes(content)
    except BaseException:
        if written.earlier is not None:
            written.undo()
        raise
    return written


@dataclass
class FileNames:
    """The names of documents' files. Two documents never have the same name, though they are about the same entry."""

    register: Register
    _taken: dict[str, dict[str, tuple[object, ...]]] = field(default_factory=dict)

    def name(self, stem: str, code: str, entries: Collection[str], about: str, recipient: str) -> str:
        """Give the file's name: the stem, or, when that is another document's of this kind, the stem with a number."""
        if code not in self._taken:
            self._taken[code] = {
                one.file.casefold(): _who(one.entries, one.about, one.recipient)
                for one in self.register.documents(code=code)
            }
        taken, who, number = self._taken[code], _who(entries, about, recipient), 1
        name = f"{stem}{_ENDING}"
        while taken.setdefault(name.casefold(), who) != who:
            number += 1
            name = f"{stem}-no{number}{_ENDING}"
        return name


def _who(entries: Collection[str], about: str, recipient: str) -> tuple[object, ...]:
    return tuple(sorted(set(entries))), about, recipient
