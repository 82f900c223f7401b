"""Fillable PDF: from file to pages of boxes, and the refusal of files in which answers may be missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from caseforms.errors import UnreadableFileError
from caseforms.model import Box, BoxKind, Page, Remark
from caseforms.readers import pdf_damage
from caseforms.readers.base import Content
from caseforms.readers.pdf_text import PrintedText

if TYPE_CHECKING:
    from caseforms.readers import pdf_form

_ASK_AGAIN = "Ask the sender for a new copy of the file."


def read(content: bytes, path: Path | None = None) -> Content:
    """Read a PDF.

    Args:
        content: the whole file.
        path: the same file on disk, where there is one; opening it there is quicker.

    Raises:
        UnreadableFileError: `encrypted` when it needs a password; `damaged` when it cannot be opened or
            answers may be missing; `xfa` when it shows nothing outside Acrobat; `scan` and `flat`
            when it has no form fields.
    """
    from caseforms.readers import pdf_form

    try:
        form = pdf_form.read_form(content, path)
    except pdf_form.PasswordNeeded:
        raise UnreadableFileError(
            "encrypted", "The PDF is locked with a password.", "Ask the sender for a copy without a password."
        ) from None
    except pdf_form.BROKEN:
        raise UnreadableFileError("damaged", "The PDF is damaged and cannot be opened.", _ASK_AGAIN) from None
    remarks = [*_damage(form, content), *(Remark("attachment", {"n": name}) for name in form.attachments)]
    printed = PrintedText(content)
    if not form.boxes or (form.xfa and all(box.kind is BoxKind.SIGNATURE for box in form.boxes)):
        _refuse(printed, len(form.sizes), xfa=form.xfa)
    on_page: dict[int, list[Box]] = {}
    for box in form.boxes:
        on_page.setdefault(box.place.page or 1, []).append(box)
    pages = tuple(Page(number, tuple(on_page.get(number, ())), size=size) for number, size in enumerate(form.sizes, 1))
    return Content(pages, tuple(remarks), form.title, printed)


def _damage(form: pdf_form.Form, content: bytes) -> Iterator[Remark]:
    """Tell a repaired file; refuse one in which answers may be missing.

    A file that ends too early, and not merely in its cross-reference table, has lost objects: what is
    left may be the blank form of an earlier revision, or half of the answers (DESIGN 6, silent loss).
    """
    cut = pdf_damage.is_cut(content)
    shifted = not content.startswith(b"%PDF-")
    if not (cut or form.warned or shifted):
        return
    torn = cut and pdf_damage.is_torn(content)
    if torn or (cut and form.dangling) or not form.sizes:
        raise UnreadableFileError("damaged", "The PDF is damaged: its end is missing, answers may be lost.", _ASK_AGAIN)
    if form.rebuilt and (form.dangling or form.broken or pdf_damage.has_lost(content, form.numbers)):
        raise UnreadableFileError("damaged", "The PDF is damaged: parts of it are missing, maybe answers.", _ASK_AGAIN)
    if (cut or form.rebuilt) and form.boxes and not any(box.filled for box in form.boxes):
        raise UnreadableFileError("damaged", "The PDF is damaged: no answer in it can be read.", _ASK_AGAIN)
    how = (
        "its end was missing" if cut else "its inner table was broken" if form.warned else "other text stood before it"
    )
    yield Remark("repaired", {"how": how})


def _refuse(printed: PrintedText, pages: int, *, xfa: bool) -> None:
    """Say in words why a PDF without form fields gives no answers."""
    if xfa:
        raise UnreadableFileError(
            "xfa",
            "This kind of PDF form (XFA) shows nothing outside Adobe Acrobat.",
            "Open it in Acrobat and print it to PDF, or ask for the fillable form.",
        )
    if any(printed(number) for number in range(1, min(pages, 3) + 1)):
        raise UnreadableFileError(
            "flat",
            "The PDF was saved without its form fields (printed or flattened).",
            "Ask for the fillable form itself, or type it into the blank form.",
        )
    raise UnreadableFileError(
        "scan", "The PDF is a scanned picture.", "Ask for the fillable form, or type it into the blank form."
    )
