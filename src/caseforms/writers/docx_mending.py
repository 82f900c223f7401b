"""What the data can leave behind that Word does not open: a cell, a header or a table with nothing in it."""

from __future__ import annotations

import itertools
import re

from caseforms.writers.docx_package import Element, w
from caseforms.writers.docx_tags import tags

__all__ = ["is_loose", "mended"]

_EMPTY_TABLE = "</w:tblGrid></w:tbl>"
_CELL_ENDS = ("</w:tcPr></w:tc>", "<w:tcPr/></w:tc>", "<w:tc></w:tc>", "</w:tbl></w:tc>")
_DRAWING = re.compile(r'(<wp:docPr\b[^>]*? id=")\d+"')


def is_loose(root: Element) -> bool:
    """Tell whether the data decide if cells have paragraphs and tables have rows, or how often a picture stands."""
    if next(root.iter(w("drawing")), None) is not None:
        return True
    return any(tag.level == "tr" or (tag.level == "p" and _in_cell(tag.paragraph)) for tag in tags(root))


def _in_cell(paragraph: Element) -> bool:
    return next(paragraph.iterancestors(w("tc")), None) is not None


def mended(xml: str, *, loose: bool) -> str:
    """Give a rendered part that Word opens. loose: as `is_loose` says of its template."""
    if "<w:p" not in xml:
        xml = xml.replace("</w:hdr>", "<w:p/></w:hdr>").replace("</w:ftr>", "<w:p/></w:ftr>")
    if not loose:
        return xml
    while (end := xml.find(_EMPTY_TABLE)) >= 0:
        xml = xml[: xml.rindex("<w:tbl>", 0, end)] + xml[end + len(_EMPTY_TABLE) :]
    for ending in _CELL_ENDS:
        xml = xml.replace(ending, ending.removesuffix("</w:tc>") + "<w:p/></w:tc>")
    if xml.count("<wp:docPr") > 1:
        numbers = itertools.count(1)
        xml = _DRAWING.sub(lambda match: f'{match[1]}{next(numbers)}"', xml)
    return xml
