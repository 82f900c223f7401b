"""Every way in which a filled form comes back: a copy of each kind, made by tools that are not ours."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pypdf
import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from bench.accuracy_boxes import Asked
from bench.accuracy_fill import MissingError, run, with_pdftk, with_pikepdf, with_pypdf
from bench.accuracy_typed import type_over
from bench.accuracy_values import Put
from bench.accuracy_xfa import drop_xfa, has_xfa, update_xfa

_SCALE = 0.97
_SHIFT = (9.0, 12.0)  # points by which the printed page is off


class Work(NamedTuple):
    """What the makers of copies work with. folder: their own; blank: saved without a password."""

    folder: Path
    blank: Path
    fields: tuple[Asked, ...]
    puts: Mapping[str, Put]

    def filled(self) -> Path:
        """Give the fillable copy that looks best, made once: pdftk's where it is there, otherwise pypdf's."""
        target = self.folder / "source.pdf"
        if not target.exists():
            try:
                with_pdftk(self.blank, self.puts, target)
            except MissingError:
                with_pypdf(self.blank, self.puts, target)
        return target

    def flat(self) -> Path:
        """Give the flattened copy from which worse ones are made."""
        target = self.folder / "source-flat.pdf"
        if not target.exists():
            _flatten_qpdf(self.filled(), target)
        return target


def _pypdf(work: Work, target: Path) -> None:
    with_pypdf(work.blank, work.puts, target)


def _pikepdf(work: Work, target: Path) -> None:
    with_pikepdf(work.blank, work.puts, target)


def _xfa_updated(work: Work, target: Path) -> None:
    _needs_xfa(work)
    with_pikepdf(work.blank, work.puts, target)
    update_xfa(target, work.puts)


def _xfa_dropped(work: Work, target: Path) -> None:
    _needs_xfa(work)
    with_pikepdf(work.blank, work.puts, target)
    drop_xfa(target)


def _needs_xfa(work: Work) -> None:
    if not has_xfa(work.blank):
        raise MissingError("")


def _flat_qpdf(work: Work, target: Path) -> None:
    with_pikepdf(work.blank, work.puts, target)
    _flatten_qpdf(target, target)


def _flatten_qpdf(source: Path, target: Path) -> None:
    with pikepdf.open(source, allow_overwriting_input=True) as document:
        if "/AcroForm" in document.Root:  # qpdf leaves the fields of a form alone that still asks for appearances
            document.Root.AcroForm["/NeedAppearances"] = False
        document.flatten_annotations("all")
        _forget_widgets(document)  # qpdf leaves those that nothing was drawn for
        document.save(target)


def _forget_widgets(document: pikepdf.Pdf) -> None:
    for page in document.pages:
        if "/Annots" in page.obj:
            notes = [note for note in page.obj["/Annots"] if note.get("/Subtype") != "/Widget"]
            page.obj["/Annots"] = pikepdf.Array(notes)
    _forget_form(document)


def _forget_form(document: pikepdf.Pdf) -> None:
    if "/AcroForm" in document.Root:
        del document.Root["/AcroForm"]


def _flat_pdftk(work: Work, target: Path) -> None:
    with_pdftk(work.blank, work.puts, target, flatten=True)


def _flat_pdfium(work: Work, target: Path) -> None:
    document = pypdfium2.PdfDocument(work.filled())
    document.init_forms()
    for number in range(len(document)):
        page = document[number]
        if pypdfium2.raw.FPDFPage_Flatten(page.raw, pypdfium2.raw.FLAT_NORMALDISPLAY) == 0:
            raise MissingError("pdfium could not flatten a page")
        page.close()
    document.save(str(target))
    document.close()


def _cairo(work: Work, target: Path) -> None:
    run("pdftocairo", "-pdf", work.filled(), target)


def _ghostscript(work: Work, target: Path) -> None:
    run("gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-dPrinted", "-sDEVICE=pdfwrite", f"-sOutputFile={target}",
        work.filled())  # fmt: skip


def _office(work: Work, target: Path) -> None:
    folder = work.folder / "office"
    profile = f"-env:UserInstallation={(work.folder / 'profile').as_uri()}"
    run("soffice", profile, "--headless", "--infilter=draw_pdf_import", "--convert-to", "pdf:draw_pdf_Export",
        "--outdir", folder, work.filled())  # fmt: skip
    made = folder / work.filled().name
    if not made.exists():
        raise MissingError("soffice cannot open PDF files (apt package libreoffice-draw)")
    made.replace(target)


def _scaled(work: Work, target: Path) -> None:
    source = pypdf.PdfReader(work.flat())
    writer = pypdf.PdfWriter()
    for page in source.pages:
        sheet = writer.add_blank_page(float(page.mediabox.width), float(page.mediabox.height))
        move = pypdf.Transformation().translate(-float(page.mediabox.left), -float(page.mediabox.bottom))
        sheet.merge_transformed_page(page, move.scale(_SCALE).translate(*_SHIFT))
        if page.rotation:
            sheet.rotate(page.rotation)
    writer.write(str(target))


def _rotated(work: Work, target: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=str(work.flat()))
    for page in writer.pages:
        page.rotate(90)
    writer.write(str(target))


def _covered(work: Work, target: Path) -> None:
    paper = io.BytesIO()
    canvas = Canvas(paper, pagesize=(612, 792), invariant=1)
    for line, text in enumerate(
        ("FAX", "To: Cedar Valley Department of Human Services", "From: J. Sample", "Pages: all")
    ):
        canvas.drawString(90, 680 - 30 * line, text)
    canvas.save()
    writer = pypdf.PdfWriter()
    writer.append(paper)
    writer.append(str(work.flat()))
    writer.write(str(target))


def _typed_over(work: Work, target: Path) -> None:
    with pikepdf.open(work.blank) as document:
        _forget_widgets(document)
        document.save(target)
    type_over(target, work.fields, dict(work.puts))


class Kind(NamedTuple):
    """A kind of copy. group: the row of the short table; flat: nothing of the form's fields is left in it."""

    name: str
    group: str
    make: Callable[[Work, Path], None]
    flat: bool = True


KINDS = (
    Kind("fillable-pypdf", "fillable", _pypdf, flat=False),
    Kind("fillable-pikepdf", "fillable", _pikepdf, flat=False),
    Kind("xfa-updated", "XFA", _xfa_updated, flat=False),
    Kind("xfa-dropped", "XFA", _xfa_dropped, flat=False),
    Kind("flat-qpdf", "flattened", _flat_qpdf),
    Kind("flat-pdftk", "flattened", _flat_pdftk),
    Kind("flat-pdfium", "flattened", _flat_pdfium),
    Kind("printed-cairo", "printed", _cairo),
    Kind("printed-ghostscript", "printed", _ghostscript),
    Kind("printed-office", "printed", _office),
    Kind("scaled", "scaled 97 %", _scaled),
    Kind("rotated", "rotated 90", _rotated),
    Kind("cover-page", "cover page", _covered),
    Kind("free-text", "free text", _typed_over),
)
