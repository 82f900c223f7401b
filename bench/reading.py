"""Reading fillable PDFs: our reader against the bare pikepdf walk over the same fields, and against pypdf."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import pikepdf
import pypdf

from bench.material import answers, fill_pdfs
from bench.small_form import draw
from bench.timing import Pair
from caseforms.readers import pdf


def pairs(folder: Path, *, quick: bool) -> list[Pair]:
    """Give the pairs, after comparing what the three read."""
    inbox = folder / "reading"
    inbox.mkdir()
    large = fill_pdfs(inbox, 10 if quick else 40)
    small = [inbox / f"small-{number}.pdf" for number in range(20 if quick else 80)]
    for number, path in enumerate(small):
        draw(path, answers(number))
    rounds = 5 if quick else 11
    found: list[Pair] = []
    for what, files in (("small PDF forms (17 fields)", small), ("our blanks (99 widgets)", large)):
        for path in files[:5]:
            ours = our_values([path])
            assert ours == walked([path]) == peer_values([path]), path.name  # noqa: S101
        found += [
            Pair(f"read {what} / bare pikepdf walk", partial(read, files), partial(walked, files), rounds, 1.3),
            Pair(f"read {what} / pypdf get_fields", partial(read, files), partial(peer_values, files), rounds, 0.2),
        ]
    return found


def read(files: Sequence[Path]) -> None:
    """Read the files as the product does."""
    for path in files:
        pdf.read(path.read_bytes(), path)


def our_values(files: Sequence[Path]) -> Mapping[str, str]:
    """Give the filled values by field name."""
    contents = [pdf.read(path.read_bytes(), path) for path in files]
    boxes = [box for content in contents for page in content.pages for box in page.boxes]
    return {box.name: box.raw or box.text for box in boxes if box.filled}


def walked(files: Sequence[Path]) -> Mapping[str, str]:
    """Walk fields and page annotations with pikepdf, taking name, type, value, state, tooltip, flags and place."""
    values: dict[str, str] = {}
    for path in files:
        with pikepdf.open(path) as document:
            for page in document.pages:
                for widget in page.obj.get("/Annots", ()):
                    if widget.get("/Subtype") == "/Widget":
                        _take(widget, values)
            for field in document.Root.AcroForm.Fields:
                field.get("/T")
    return values


def _take(widget: pikepdf.Object, values: dict[str, str]) -> None:
    names: list[str] = []
    value = kind = tip = None
    node: pikepdf.Object | None = widget
    while node is not None:
        if (name := node.get("/T")) is not None:
            names.append(str(name))
        value = node.get("/V") if value is None else value
        kind = node.get("/FT") if kind is None else kind
        tip = node.get("/TU") if tip is None else tip
        node = node.get("/Parent")
    [float(edge) for edge in widget.Rect]
    str(tip), widget.get("/F"), widget.get("/AS")
    text = str(value).removeprefix("/") if value is not None else ""
    if text and text != "Off":
        values[".".join(reversed(names))] = text


def peer_values(files: Sequence[Path]) -> Mapping[str, str]:
    """Give the same with pypdf."""
    values: dict[str, str] = {}
    for path in files:
        for name, field in (pypdf.PdfReader(path).get_fields() or {}).items():
            text = str(field.get("/V", "")).removeprefix("/")
            if text and text != "Off" and "/FT" in field:
                values[name] = text
    return values
