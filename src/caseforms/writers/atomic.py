"""A file appears whole or not at all: written under a passing name, then renamed."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import uuid
from collections.abc import Iterator
from pathlib import Path

from caseforms.errors import OperatingError


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a name in the target's folder to write to; at the end of the block it becomes the target.

    When the block raises, the target stays as it was and nothing else is left behind. The passing
    name says nothing about the content and keeps the suffix, because some programs go by it.

    Raises:
        OperatingError: the folder is missing or not writable, the disk is full, or the target is
            open in another program (Windows locks it then).
    """
    passing = _passing(target)
    try:
        yield passing
        _flush(passing)
        passing.replace(target)
    except PermissionError as error:
        if passing.name not in str(error.filename):
            raise
        raise _locked(target) from None
    except Exception as error:
        if not _disk_is_full(error):
            raise
        message = f"{target} could not be written: the disk is full."
        raise OperatingError(message, "Make room on the disk and run again.") from None
    finally:
        with contextlib.suppress(OSError):  # it is the target now, or Windows still holds it open
            passing.unlink(missing_ok=True)


def make_sure(target: Path) -> None:
    """Refuse at once what `replacing` would refuse at the end of long work; makes the folder.

    Raises:
        OperatingError: the folder cannot be made or written to, or the target is open in another program.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"The folder {target.parent} cannot be made: {error.strerror}."
        raise OperatingError(message, "Name another folder.") from None
    _passing(target).unlink()
    if target.exists():
        try:
            target.open("rb+").close()
        except OSError:
            raise _locked(target) from None


def _passing(target: Path) -> Path:
    passing = target.with_name(f".{uuid.uuid4().hex}{target.suffix}")
    try:
        passing.touch(exist_ok=False)
    except OSError as error:
        message = f"{target} cannot be written: {error.strerror}."
        raise OperatingError(message, "Check that the folder exists and that you may write to it.") from None
    return passing


def _locked(target: Path) -> OperatingError:
    message = f"{target} cannot be replaced while another program has it open."
    program = {".xlsx": "Excel", ".csv": "Excel", ".docx": "Word"}.get(target.suffix, "the other program")
    return OperatingError(message, f"Close {target.name} in {program} and run again.")


def _flush(path: Path) -> None:
    """Put the content on the disk before its name: a power cut must not leave an empty file."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _disk_is_full(error: BaseException | None) -> bool:
    """Look through the chain, because libraries wrap the system's error in their own."""
    while error is not None:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            return True
        error = error.__cause__ or error.__context__
    return False


def keep_earlier(target: Path) -> Path | None:
    """Rename what an earlier run left to the next free number (`intake-1.xlsx`); give its new name, if any."""
    if not target.exists():
        return None
    numbers = itertools.count(1)
    earlier = next(p for n in numbers if not (p := target.with_name(f"{target.stem}-{n}{target.suffix}")).exists())
    target.rename(earlier)
    return earlier
