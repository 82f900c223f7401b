"""LibreOffice as a program: where it is, one call of it without a window, and its end when it hangs."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from caseforms.errors import OperatingError

VARIABLE = "CASEFORMS_SOFFICE"

_USUAL = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "~/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "${ProgramW6432}/LibreOffice/program/soffice.exe",
    "${ProgramFiles}/LibreOffice/program/soffice.exe",
    "${ProgramFiles(x86)}/LibreOffice/program/soffice.exe",
    "/usr/lib/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
)
_START = 60.0  # seconds more for the first file of a call: a cold disk, a virus scanner

_OPTIONS = "--headless --invisible --norestore --nologo --nodefault --nolockcheck --nofirststartwizard".split()

#: Of its own profile: (where, what, value). Without a window it asks nobody anyway; this holds if that ever changes.
_SETTINGS = (
    ("Common/Filter/PDF/Export", "UseTaggedPDF", "true"),
    ("Common/Filter/PDF/Export", "ExportBookmarks", "true"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),  # a template's pictures on the web
    ("Common/Misc", "FirstRun", "false"),
    ("Recovery/AutoSave", "Enabled", "false"),
    ("Recovery/RecoveryInfo", "Enabled", "false"),
    ("Jobs/Jobs/org.openoffice.Office.Jobs:Job['UpdateCheck']/Arguments", "AutoCheckEnabled", "false"),
)


def find_program() -> Path:
    """Find LibreOffice: the variable CASEFORMS_SOFFICE, then the search path, then the usual places.

    Raises:
        OperatingError: it is not there, or the variable names a file that is not there.
    """
    if named := os.environ.get(VARIABLE):
        if found := shutil.which(named):
            return Path(found)
        message = f"The variable {VARIABLE} names a program that is not there: {named}."
        raise OperatingError(message, "Set it to the full name of the program soffice, or remove it.")
    usual = (str(Path(os.path.expandvars(place)).expanduser()) for place in _USUAL)
    for place in ("soffice", "libreoffice", *usual):
        if found := shutil.which(place):
            return Path(found)
    raise OperatingError(
        "LibreOffice is not installed, so no PDF was made.",
        "The .docx files are there; open and print them in Word. For PDFs install LibreOffice (on Debian and Ubuntu "
        f"the package libreoffice-writer), or set {VARIABLE} to the full name of its program soffice.",
    )


class Hung(Exception):  # noqa: N818  named after what happened
    """LibreOffice gave no new PDF within the time limit and was stopped."""


def convert_in(
    folder: Path, names: Sequence[str], *, program: Path, seconds: float, seen: Callable[[int], None]
) -> None:
    """Turn the Word documents of these names in a folder into PDFs beside them, in one call, as far as it can.

    seconds: for one file. seen: called while it works, with the number of PDFs that are there.

    Raises:
        Hung: no new PDF within the time limit; LibreOffice and all it started are stopped.
        OperatingError: the program cannot be started.
    """
    with tempfile.TemporaryDirectory(prefix="caseforms-", ignore_cleanup_errors=True) as own:
        passing = _profile(Path(own) / "profile").parent / "passing"
        passing.mkdir()
        profile = (Path(own) / "profile").resolve().as_uri()
        command = [str(program), f"-env:UserInstallation={profile}", *_OPTIONS, "--convert-to", "pdf:writer_pdf_Export"]
        places = dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(passing))
        with _started([*command, "--outdir", ".", *names], folder, os.environ | places) as process:
            _watch(process, folder, seconds, seen)


def _watch(process: subprocess.Popen[bytes], folder: Path, seconds: float, seen: Callable[[int], None]) -> None:
    """Wait for the end as long as PDFs keep coming."""
    count, limit = 0, time.monotonic() + _START + seconds
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
            return
        seen(now := len(list(folder.glob("*.pdf"))))
        if now > count:
            count, limit = now, time.monotonic() + seconds
        if time.monotonic() > limit:
            raise Hung


def _profile(folder: Path) -> Path:
    """Write a profile with our settings."""
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{where}"><prop oor:name="{what}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>\n"
        for where, what, value in _SETTINGS
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n{items}</oor:items>\n',
        encoding="utf-8",
    )
    return folder


@contextlib.contextmanager
def _started(command: Sequence[str], folder: Path, variables: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program in a group of its own; whatever ends the block, the whole group has ended then."""
    silent = subprocess.DEVNULL
    try:
        process = subprocess.Popen(  # noqa: S603  the program is LibreOffice, the names are our own numbers
            command, cwd=folder, env=variables, stdin=silent, stdout=silent, stderr=silent,
            start_new_session=True, creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except OSError as error:
        message = f"LibreOffice cannot be started: {error.strerror}."
        raise OperatingError(message, f"Look at the program {command[0]}, or install LibreOffice again.") from None
    try:
        yield process
    finally:
        if process.poll() is None:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stop a program that does not end, with all that it started: soffice is only a script around another program."""
    if sys.platform == "win32":
        tree = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(tree, capture_output=True, check=False)  # noqa: S603
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
