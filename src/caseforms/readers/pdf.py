"""PDF: from file to pages of boxes, and the refusal of files in which answers may be missing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from caseforms.errors import UnreadableFileError
from caseforms.model import Box, BoxKind, Page, Remark
from caseforms.readers import pdf_damage
from caseforms.readers.base import Content
from caseforms.readers.pdf_chars import Paper
from caseforms.readers.pdf_text import PrintedText
from caseforms.readers.pdf_typed import with_notes

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
            answers may be missing; `xfa` when it shows nothing outside Acrobat and keeps no answers;
            `scan` when it is a picture. A form that lost its fields has pages without boxes, and its paper.
    """
    from caseforms.readers import pdf_looks

    form = _opened(content, path)
    remarks = [*_damage(form, content), *(Remark("attachment", {"n": name}) for name in form.attachments)]
    printed, paper = PrintedText(content), Paper(content)
    if form.xfa:
        from caseforms.readers import xfa, xfa_packets

        packets = xfa_packets.parse(form.packets)
        if any(box.kind is not BoxKind.SIGNATURE and box.place.page for box in form.boxes):
            boxes, told = xfa.compared(form.boxes, packets)
            form, remarks = form._replace(boxes=boxes), [*remarks, *told]
        elif not xfa.on_paper(packets, printed, len(form.sizes)):
            dynamic = xfa.read(packets, form.boxes, form.title)
            return dynamic._replace(remarks=(*remarks, *dynamic.remarks))
    if not form.boxes and paper.is_scanned(len(form.sizes)):
        raise UnreadableFileError(
            "scan", "The PDF is a scanned picture.", "Ask for the fillable form, or type it into the blank form."
        )
    on_page: dict[int, list[Box]] = {}
    for box in form.boxes:
        on_page.setdefault(box.place.page or 1, []).append(box)
    pages = tuple(Page(number, tuple(on_page.get(number, ())), size=size) for number, size in enumerate(form.sizes, 1))
    if form.noted:
        pages = tuple(with_notes(pages, paper, form.noted))
    looks = partial(pdf_looks.second_look, content, path, form.shown)
    return Content(pages, tuple(remarks), form.title, printed, paper, looks)


def _opened(content: bytes, path: Path | None) -> pdf_form.Form:
    from caseforms.readers import pdf_form

    try:
        return pdf_form.read_form(content, path)
    except pdf_form.PasswordNeeded:
        raise UnreadableFileError(
            "encrypted", "The PDF is locked with a password.", "Ask the sender for a copy without a password."
        ) from None
    except pdf_form.BROKEN:
        raise UnreadableFileError("damaged", "The PDF is damaged and cannot be opened.", _ASK_AGAIN) from None


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
