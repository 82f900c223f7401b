"""The text of a Word document as a person sees it."""

from __future__ import annotations

from collections.abc import Iterator

from caseforms.writers.docx_draft import sections
from caseforms.writers.docx_package import Element, Package, R, w

__all__ = ["printed_text"]

_MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PLAIN = {w("tab"): "\t", w("ptab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_INSIDE_A_CELL = " / "


def printed_text(content: bytes) -> str:
    """Give all text of a .docx that a person sees, a line a paragraph: the headers, the body, notes, the footers.

    The cells of a table's row stand in one line, separated by " | ", and their paragraphs by " / ".

    Raises:
        NotWordError: it is no Word file.
    """
    package = Package(content)
    notes = package.related(package.main, "footnotes", "endnotes")
    parts = (*_shown(package, "header"), package.main, *notes, *_shown(package, "footer"))
    return "\n".join(line for part in parts for line in _blocks(package.tree(part)))


def _shown(package: Package, kind: str) -> list[str]:
    """Give the headers or footers that some page shows, in the order first, default, even of each section."""
    even = any(
        one.get(w("val"), "true") not in {"0", "false", "off"}
        for part in package.related(package.main, "settings")
        for one in package.tree(part).iter(w("evenAndOddHeaders"))
    )
    targets = {one.id: one.target for one in package.relationships(package.main)}
    current: dict[str, str] = {}
    found: dict[str, None] = {}
    for section in sections(package.tree(package.main)):
        for one in section.findall(w(f"{kind}Reference")):
            current[one.get(w("type"), "default")] = targets.get(one.get(f"{R}id"), "")
        first = section.find(w("titlePg"))
        has_first = first is not None and first.get(w("val"), "true") not in {"0", "false", "off"}
        pages = (("first", has_first), ("default", True), ("even", even))
        found |= {current[page]: None for page, shown in pages if shown and current.get(page, "") in package}
    return list(found)


def _blocks(parent: Element) -> Iterator[str]:
    """Give the lines of what stands in a body, a header, a cell or a text box."""
    for child in parent:
        if child.tag == w("p"):
            yield from _paragraph(child)
        elif child.tag == w("tbl"):
            yield from _rows(child)
        elif child.tag not in {w("sectPr"), w("tcPr")}:
            yield from _blocks(child)


def _paragraph(paragraph: Element) -> Iterator[str]:
    boxes: list[Element] = []
    yield "".join(_inline(paragraph, boxes))
    for box in boxes:
        yield from _blocks(box)


def _inline(parent: Element, boxes: list[Element]) -> Iterator[str]:
    for child in parent:
        tag = child.tag
        if tag == w("t"):
            yield child.text or ""
        elif tag in _PLAIN and parent.tag == w("r"):
            yield _PLAIN[tag]
        elif tag == w("txbxContent"):
            boxes.append(child)
        elif tag == w("r"):
            if not _hidden(child):
                yield from _inline(child, boxes)
        elif tag not in {w("pPr"), w("rPr"), w("del"), w("moveFrom"), _MC_FALLBACK}:
            yield from _inline(child, boxes)


def _hidden(run: Element) -> bool:
    vanish = run.find(f"{w('rPr')}/{w('vanish')}")
    return vanish is not None and vanish.get(w("val"), "true") not in {"0", "false", "off"}


def _rows(table: Element) -> Iterator[str]:
    for row in table.iter(w("tr")):
        if next(row.iterancestors(w("tbl"))) is not table:
            continue
        cells = (cell for cell in row.iter(w("tc")) if next(cell.iterancestors(w("tr"))) is row)
        lines = (_INSIDE_A_CELL.join(line for text in _blocks(cell) for line in text.split("\n")) for cell in cells)
        yield " | ".join(lines)
