"""Free-text annotations typed over a page, drawn as viewers draw them: what people do with a form without fields."""

from __future__ import annotations

from pathlib import Path

import pikepdf
from reportlab.pdfbase.pdfmetrics import stringWidth

from bench.accuracy_boxes import Asked, Spot
from bench.accuracy_values import Put, size_of

_LINE = 1.2  # of the size
_LARGEST = 11.0  # points


def type_over(path: Path, fields: tuple[Asked, ...], puts: dict[str, Put]) -> None:
    """Type the answers over the pages of a file without fields; an X over each box that is ticked."""
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )  # fmt: skip
        fonts = pikepdf.Dictionary(Font=pikepdf.Dictionary(Helv=document.make_indirect(font)))
        for field in fields:
            put = puts.get(field.name, Put(""))
            for spot in field.spots:
                text = _typed(put, spot)
                if text:
                    note = _note(document, fonts, field, spot, text)
                    page = document.pages[spot.page - 1].obj
                    page["/Annots"] = pikepdf.Array([*page.get("/Annots", ()), note])
        document.save(path)


def _typed(put: Put, spot: Spot) -> str:
    if put.kind in {"tick", "radio"}:
        return "X" if put.ticked and put.stored in spot.states else ""
    return put.text


def _note(document: pikepdf.Pdf, fonts: pikepdf.Dictionary, field: Asked, spot: Spot, text: str) -> pikepdf.Dictionary:
    left, bottom, right, top = spot.box
    width, height = right - left, top - bottom
    size = min(size_of(field), _LARGEST, height * 0.9)
    if spot.states:
        x, y, lines = (width - stringWidth(text, "Helvetica", size)) / 2, (height - 0.72 * size) / 2, [text]
    else:
        lines = _lines(text, width - 4, size) if field.multiline else [" ".join(text.split())]
        x, y = 2.0, height - 0.9 * size - 2 if field.multiline else (height - 0.7 * size) / 2
    shown = " ".join(f"<{line.encode('cp1252', 'replace').hex()}> Tj 0 {-_LINE * size:.2f} Td" for line in lines)
    stream = document.make_stream(f"BT /Helv {size:.2f} Tf {x:.2f} {y:.2f} Td {shown} ET".encode())
    stream.Type, stream.Subtype, stream.Resources = pikepdf.Name.XObject, pikepdf.Name.Form, fonts
    wide = max(width, *(stringWidth(line, "Helvetica", size) + 4 for line in lines))  # the annotation grows with it
    stream.BBox = pikepdf.Array([0, 0, wide, height])
    return document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[left, bottom, left + wide, top], F=4,
            Contents=pikepdf.String(text), DA=pikepdf.String(f"0 g /Helv {size:g} Tf"),
            AP=pikepdf.Dictionary(N=stream), BS=pikepdf.Dictionary(W=0),
        )
    )  # fmt: skip


def _lines(text: str, width: float, size: float) -> list[str]:
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for word in part.split():
            longer = f"{line} {word}".strip()
            if line and stringWidth(longer, "Helvetica", size) > width:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines
