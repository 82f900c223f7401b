"""Fills our own blanks with other people's tools (pypdf, openpyxl), as senders do."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pikepdf
import pypdf

from caseforms.definitions.blank import blank_of
from caseforms.definitions.load import load_forms
from caseforms.workspace import shipped
from caseforms.writers.blank_pdf import write_blank_pdf
from caseforms.writers.blank_xlsx import write_blank_xlsx
from making.kit import Said, written

AGENCY = "Cedar Valley Department of Human Services"
_WRITERS = {"pdf": write_blank_pdf, "xlsx": write_blank_xlsx}
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first day that a zip knows
_MADE = dt.datetime(2026, 3, 2, 9, 0, 0)  # noqa: DTZ001  a workbook's properties have no zone


@cache
def blank(form_id: str, kind: str) -> bytes:
    """Give one of our blanks."""
    with TemporaryDirectory() as folder:
        target = Path(folder) / f"blank.{kind}"
        _WRITERS[kind](blank_of(_forms()[form_id], AGENCY), target)
        return target.read_bytes()


@cache
def _forms() -> Any:
    return load_forms(shipped("forms"))


def pdf(form_id: str, said: Said) -> bytes:
    """Give our PDF blank, filled and saved small, as web tools save: the viewer draws the answers."""
    writer = _filled(pypdf.PdfWriter(clone_from=io.BytesIO(_small_blank(form_id))), said)
    kept = io.BytesIO()
    with pikepdf.open(_written(writer)) as whole:
        for page in whole.pages:
            for box in page.get("/Annots", ()):
                if box.get("/FT") in {"/Tx", "/Ch"} and "/AP" in box:
                    del box["/AP"]
        whole.Root.AcroForm.NeedAppearances = True
        whole.save(kept, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return kept.getvalue()


@cache
def _small_blank(form_id: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(blank(form_id, "pdf")))
    writer.compress_identical_objects()
    return _written(writer).getvalue()


def pdf_as_saved(form_id: str, said: Said) -> bytes:
    """Give our PDF blank, filled and saved whole by pypdf."""
    return _written(_filled(pypdf.PdfWriter(clone_from=io.BytesIO(blank(form_id, "pdf"))), said)).getvalue()


def pdf_with_revision(form_id: str, said: Said) -> bytes:
    """Give our PDF blank with the answers appended to it, as most viewers save: the blank is still inside."""
    return _written(_filled(pypdf.PdfWriter(io.BytesIO(blank(form_id, "pdf")), incremental=True), said)).getvalue()


def locked_pdf(form_id: str, said: Said, *, reader: str, owner: str) -> bytes:
    """Give a filled PDF with passwords; an empty one for readers lets everybody open it.

    The encryption takes part of its key from chance, so the bytes are kept steady by RC4 (revision 3), which does not.
    """
    with pikepdf.open(io.BytesIO(pdf_as_saved(form_id, said))) as whole:
        kept = io.BytesIO()
        lock = pikepdf.Encryption(owner=owner, user=reader, R=3, aes=False, metadata=False)
        whole.save(kept, encryption=lock, static_id=True)
    return kept.getvalue()


def _filled(writer: pypdf.PdfWriter, said: Said) -> pypdf.PdfWriter:
    boxes = dict(_boxes(written(said)))
    known = set(writer.get_fields() or ())
    if missing := boxes.keys() - known:
        msg = f"no such box: {sorted(missing)}"
        raise KeyError(msg)
    for page in writer.pages:
        writer.update_page_form_field_values(page, boxes, auto_regenerate=False)
    return writer


def _written(writer: pypdf.PdfWriter) -> io.BytesIO:
    kept = io.BytesIO()
    writer.write(kept)
    return kept


def _boxes(texts: dict[str, Any]) -> Any:
    """Give name and content of each box: a tick a choice, a box a cell of a table."""
    for field, text in texts.items():
        if isinstance(text, list):
            for number, each in enumerate(text, 1):
                if isinstance(each, dict):
                    yield from ((f"{field}.{number}.{column}", cell) for column, cell in each.items())
                else:
                    yield f"{field}.{each}", "/Yes"
        else:
            yield field, f"/{text}" if text in {"yes", "no", "unknown"} else text


def xlsx(form_id: str, said: Said) -> bytes:
    """Give our Excel blank, filled by openpyxl."""
    book = openpyxl.load_workbook(io.BytesIO(blank(form_id, "xlsx")))
    sheet = book.worksheets[0]
    for name, text in _boxes(written(said)):
        cell = book.defined_names[f"cf.{name}"].attr_text.rpartition("!")[2].replace("$", "")
        sheet[cell] = {"/Yes": "x", "/yes": "Yes", "/no": "No", "/unknown": "Unknown"}.get(text, text)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """Save a workbook of openpyxl so that it has the same bytes every time."""
    kept = io.BytesIO()
    book.properties.created = _MADE
    book.save(kept)
    return steady(kept.getvalue())


def steady(content: bytes, changes: dict[str, Any] | None = None) -> bytes:
    """Pack a workbook anew without the moment of packing; `changes` replaces, adds or removes (None) parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts: dict[str, Any] = {name: old.read(name) for name in old.namelist()} | (changes or {})
    stamp = _MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, core)
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            if part is not None:
                new.writestr(_entry(name), part)
    return kept.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EARLIEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0  # the same on every system
    return entry
