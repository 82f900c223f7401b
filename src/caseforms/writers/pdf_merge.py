"""All letters in one PDF, for the printer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from caseforms.errors import UnreadableFileError, UsageError
from caseforms.writers.atomic import replacing

if TYPE_CHECKING:
    from pypdf import PdfWriter


def merge(files: Sequence[Path], target: Path, *, title: str = "Letters to print", two_sided: bool = True) -> int:
    """Write one PDF of many, in their order, and give its number of pages.

    two_sided: each letter begins on a fresh sheet: a blank page follows an odd number of pages, but not the last
    letter; and the file asks the printer for both sides. Each letter has a bookmark, its file name without the ending.
    The file appears whole or not at all. The same files give the same bytes. The tags of the single PDFs, for reading
    aloud, are not carried over: this file is for paper.

    Raises:
        UsageError: there is nothing to merge.
        UnreadableFileError: a file is missing, damaged, encrypted or has no page.
        OperatingError: the target cannot be written.
    """
    from pypdf import PdfWriter
    from pypdf.generic import DictionaryObject, NameObject

    if not files:
        message = "There is no letter to print."
        raise UsageError(message, "Make PDFs of the letters first.")
    writer = PdfWriter()
    for number, file in enumerate(files, 1):
        _append(writer, file)
        if two_sided and len(writer.pages) % 2 and number < len(files):
            writer.add_blank_page()  # as large as the page before it
    writer.add_metadata({"/Title": title})
    writer.page_mode = "/UseOutlines"
    if two_sided:
        both_sides = DictionaryObject({NameObject("/Duplex"): NameObject("/DuplexFlipLongEdge")})
        writer.root_object[NameObject("/ViewerPreferences")] = both_sides
    with replacing(target) as passing, passing.open("wb") as stream:
        writer.write(stream)
    return len(writer.pages)


def _append(writer: PdfWriter, file: Path) -> None:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(file, strict=True)  # not strict, it repairs in silence what is lost
        if not reader.is_encrypted and reader.pages:
            writer.append(reader, outline_item=file.stem, import_outline=False)
            return
        what = "is protected by a password" if reader.is_encrypted else "has no page"
    except FileNotFoundError:
        what = "is missing"
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        what = "is damaged"
    kind = {"is missing": "missing", "is protected by a password": "encrypted"}.get(what, "damaged")
    raise UnreadableFileError(kind, f"{file} {what}.", "Make this PDF again, then merge.")
