"""Word to PDF, by LibreOffice without a window.

LibreOffice is a program of its own and not a must: without it the Word documents are still made.
Many files go into one call, because starting the program takes ten times as long as one letter.
"""

from __future__ import annotations

import shutil
import tempfile
import uuid
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from caseforms.errors import OperatingError
from caseforms.writers.atomic import make_sure, replacing
from caseforms.writers.office_program import Hung, convert_in, find_program

_CHUNK = 40  # files a call: more save nothing, and what a call leaves out is repeated file by file
_HANGS = 4  # calls in a row without an answer: then LibreOffice itself is ill, not the files

_NAMESAKE = "Another document of this run has the same file name."
_NOT_WORD = "It is not a Word document, or it is damaged."
_NOT_MADE = "LibreOffice could not open it or made no whole PDF of it."
_NO_ANSWER = "LibreOffice did not finish in time."


class Converted(NamedTuple):
    """What became of the files: the PDFs that are new, and each file without a new one, with the reason."""

    done: tuple[Path, ...]
    failed: tuple[tuple[Path, str], ...]


def convert(
    files: Sequence[Path], folder: Path, *, seconds_per_file: float = 60.0, tick: Callable[[], None] = lambda: None
) -> Converted:
    """Turn Word documents into PDFs: `NAME.docx` becomes `folder/NAME.pdf`.

    The PDFs are tagged, for people who have them read aloud, and have bookmarks for the headings. Each appears whole
    or not at all. A file that fails stops no other; an older PDF of its name stays as it was.
    The same document twice gives the same pages but not the same bytes: LibreOffice writes the time into a PDF.

    LibreOffice works on copies whose names are numbers, with settings of its own: it may be open on the desk,
    or run twice at the same time. It runs no macro and fetches nothing.

    seconds_per_file: how long LibreOffice may take for one file before it is stopped; the files that are missing
    then are tried one by one. tick: called once for each file, when it is done or has failed.

    Raises:
        OperatingError: LibreOffice is not installed or cannot be started, or the folder cannot be written to.
    """
    program = find_program()
    make_sure(folder / f".{uuid.uuid4().hex}.pdf")
    failed: dict[Path, str] = {}
    good: dict[str, Path] = {}
    for file in dict.fromkeys(files):
        if why := _NAMESAKE if file.stem.casefold() in good else _refusal(file):
            failed[file] = why
            tick()
        else:
            good[file.stem.casefold()] = file
    run = _Run(program, folder, seconds_per_file, tick, failed)
    for start in range(0, len(good), _CHUNK):
        run.chunk(list(good.values())[start : start + _CHUNK])
    done = tuple(_pdf_of(file, folder) for file in good.values() if file not in failed)
    return Converted(done, tuple((file, failed[file]) for file in dict.fromkeys(files) if file in failed))


def _pdf_of(file: Path, folder: Path) -> Path:
    return folder / f"{file.stem}.pdf"


def _refusal(file: Path) -> str:
    """Say why a file is not given to LibreOffice, which would print any other file as plain text; "" when it is."""
    try:
        with zipfile.ZipFile(file) as parts:
            return "" if "[Content_Types].xml" in parts.namelist() else _NOT_WORD
    except OSError as error:
        return f"It cannot be read: {error.strerror}."
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError):
        return _NOT_WORD


class _Run:
    """One conversion of many files; `failed` is filled as it goes."""

    def __init__(
        self, program: Path, folder: Path, seconds: float, tick: Callable[[], None], failed: dict[Path, str]
    ) -> None:
        self._program = program
        self._folder = folder
        self._seconds = seconds
        self._tick = tick
        self._failed = failed
        self._hangs = 0
        self._ticked = 0

    def chunk(self, files: Sequence[Path]) -> None:
        """Convert some files in one call, then those that are missing one by one, and put the PDFs in their places."""
        self._ticked = 0
        with self._passing_folder() as name:
            work = Path(name)
            copies = {file: work / f"{number}.docx" for number, file in enumerate(files, 1)}
            for file, copy in copies.items():
                try:
                    shutil.copyfile(file, copy)
                except OSError as error:
                    self._failed[file] = f"It cannot be copied: {error.strerror}."
            self._call(work, [copy for file, copy in copies.items() if file not in self._failed])
            for file, copy in copies.items():
                if file not in self._failed and (why := self._put(copy, _pdf_of(file, self._folder))):
                    self._failed[file] = why
        self._tick_up_to(len(files))

    def _passing_folder(self) -> tempfile.TemporaryDirectory[str]:
        """Make it where the PDFs go: a file can be renamed on one disk only."""
        try:
            return tempfile.TemporaryDirectory(prefix=".", dir=self._folder, ignore_cleanup_errors=True)
        except OSError as error:
            message = f"No PDF can be made in {self._folder}: {error.strerror}."
            raise OperatingError(message, "Make room on the disk or name another folder.") from None

    def _call(self, work: Path, copies: Sequence[Path]) -> bool:
        """Give files to LibreOffice; say whether it ended by itself."""
        names = [copy.name for copy in copies if self._hangs < _HANGS]
        if not names:
            return not copies
        try:
            convert_in(work, names, program=self._program, seconds=self._seconds, seen=self._tick_up_to)
        except Hung:
            made = any(copy.with_suffix(".pdf").exists() for copy in copies)
            self._hangs = 0 if made else self._hangs + 1
            return False
        self._hangs = 0
        return True

    def _put(self, copy: Path, target: Path) -> str:
        """Put the PDF of a copy in its place, made by a call of its own if need be; say why when there is none."""
        made = copy.with_suffix(".pdf")
        if not _is_whole(made):
            made.unlink(missing_ok=True)
            if not self._call(copy.parent, [copy]):
                return _NO_ANSWER
            if not _is_whole(made):
                return _NOT_MADE
        try:
            with replacing(target) as passing:
                made.replace(passing)
        except OperatingError as error:
            return f"{error.message} {error.mend}"
        except OSError as error:
            return f"Its PDF cannot be written: {error.strerror}."
        return ""

    def _tick_up_to(self, count: int) -> None:
        while self._ticked < count:
            self._ticked += 1
            self._tick()


def _is_whole(path: Path) -> bool:
    """Tell whether a PDF is there, from its first letters to its last line. The folder was empty before the call."""
    if not path.exists():
        return False
    content = path.read_bytes()
    return content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")
