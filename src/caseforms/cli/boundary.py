"""Where errors become words and exit codes; the only place that ends the process (DESIGN 3).

No answer of a form may pass here: of an unforeseen error only its type and the lines of code are shown,
never its message, because a message may quote what was read.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from caseforms.errors import CaseformsError, trace
from caseforms.version import __version__

FAULT = 70
_INTERRUPTED = 130


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    # A batch makes millions of small values and no cycles: looking for cycles often would cost a third of its time.
    gc.set_threshold(200_000, 50, 100)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():  # a console shows what it can
            reconfigure(errors="backslashreplace")
        else:  # what is piped is the same everywhere
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    sys.exit(run(args))


def run(args: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    import click

    from caseforms.cli.app import app

    try:
        code = app.main(args=list(args) if args is not None else None, prog_name="caseforms", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        _say("Stopped. What was registered before stays registered; run the command again to go on.")
        return _INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except CaseformsError as error:
        _say(f"Error: {error.message}")
        if error.mend:
            _say(error.mend)
        return error.exit_code
    except (BrokenPipeError, SystemExit):  # whoever reads the output has enough; click tells it by a SystemExit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that the last flush finds a taker
        return 0
    except OSError as error:
        _say(f"Error: {error.strerror or type(error).__name__}: {error.filename or 'a file'}.")
        _say("Check that the disk has room and that you may write there, and run the command again.")
        return 5
    except Exception as error:  # noqa: BLE001  whatever it is, it is our fault and must not show a traceback
        say_fault(trace(error))
        return FAULT
    return code if isinstance(code, int) else 0


def _say(words: str) -> None:
    print(words, file=sys.stderr)  # noqa: T201


def say_fault(lines: Sequence[str]) -> None:
    """Ask for a report of a fault of ours: what kind it is and where, nothing of any form."""
    kind, *frames = lines
    _say("This is a fault in caseforms, not in your form. Please report these lines; they hold no answers:")
    _say(f"  caseforms {__version__}, Python {sys.version.split()[0]}, {sys.platform}, {kind}")
    for frame in frames:
        _say(f"  {frame}")
