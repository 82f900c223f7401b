"""Programs that some tests need and that are no Python packages; `make programs` installs them where it can.

A test that needs one says so: `@programs.office`, `@programs.pdftotext`.
"""

from __future__ import annotations

import shutil

import pytest

from caseforms.errors import OperatingError
from caseforms.writers.office_program import find_program


def _office() -> bool:
    try:
        find_program()
    except OperatingError:
        return False
    return True


def _needs(name: str, there: bool, package: str) -> pytest.MarkDecorator:  # noqa: FBT001
    return pytest.mark.skipif(not there, reason=f"needs the program {name} (Debian and Ubuntu: package {package})")


office = _needs("soffice of LibreOffice", _office(), "libreoffice-writer")
pdftotext = _needs("pdftotext", shutil.which("pdftotext") is not None, "poppler-utils")
pdftoppm = _needs("pdftoppm", shutil.which("pdftoppm") is not None, "poppler-utils")
pdftk = _needs("pdftk", shutil.which("pdftk") is not None, "pdftk-java")
