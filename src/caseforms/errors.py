"""The errors that stop a file or a run, each with its exit code (DESIGN 3).

Problems with what a form says are findings, not exceptions. Only `cli.boundary` turns these into words
on the screen. No message carries an answer of a form.
"""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Self


class CaseformsError(Exception):
    """Base of all errors that caseforms raises on purpose.

    message: what is wrong, in one sentence for the person at the desk; mend: what to do about it.
    """

    exit_code = 70

    def __init__(self, message: str, mend: str = "") -> None:
        """Keep the two sentences."""
        super().__init__(message)
        self.message = message
        self.mend = mend

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        """Travel between processes whole."""
        return type(self), (self.message, self.mend)


class UsageError(CaseformsError):
    """The command line asks for something that does not exist."""

    exit_code = 2


class UnreadableFileError(CaseformsError):
    """A file gives no form: empty, damaged, encrypted, not a form at all.

    kind: a fixed word that programs may rely on (`empty`, `damaged`, `encrypted`, `not_a_form`,
    `wrong_type`, `no_attachment`, `scan`, `flat`, `xfa`, `unknown_form`, `ambiguous_form`, `missing`, `too_large`,
    `fault` for an error of the program itself).
    """

    exit_code = 3

    def __init__(self, kind: str, message: str, mend: str) -> None:
        """Keep the kind beside the two sentences."""
        super().__init__(message, mend)
        self.kind = kind

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        """Travel between processes whole."""
        return type(self), (self.kind, self.message, self.mend)


class Mistake(tuple[str, str, str]):
    """One mistake in a definition file: (file, where in it, what is wrong and how to mend it)."""

    __slots__ = ()

    def __new__(cls, file: str, where: str, what: str) -> Self:
        """Build from the three parts."""
        return super().__new__(cls, (file, where, what))

    def __str__(self) -> str:
        """Give one line: `forms/x.toml: field 3 (client_nmae): ...`."""
        return ": ".join(part for part in self if part)


class DefinitionError(CaseformsError):
    """Forms, rules, templates or settings are wrong; carries every mistake found, not just the first."""

    exit_code = 4

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        """Keep all mistakes; the message lists them a line each."""
        super().__init__("\n".join(str(mistake) for mistake in mistakes), "Mend the file and run the command again.")
        self.mistakes = tuple(mistakes)

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        """Travel between processes whole."""
        return type(self), (self.mistakes,)


class OperatingError(CaseformsError):
    """The surroundings refuse: register locked or too new, output exists, a program is missing."""

    exit_code = 5


_FRAMES = 8  # of a fault: enough to find it


def trace(error: BaseException) -> tuple[str, ...]:
    """Give the type of an unforeseen error and the lines of code that led to it, the nearest last.

    Not its message, which may quote what was read, nor the folders above the code, which name a user.
    """
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    lines = (f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno} {frame.name}" for frame in frames)
    return (type(error).__name__, *lines)
