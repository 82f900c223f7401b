"""The paragraphs of a Word file with their runs: where a tag stands, and whether Word cut it into pieces."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import BadZipFile

from caseforms.errors import DefinitionError, Mistake

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: What is kept twice, or was deleted, or is no text.
_PASSED_OVER = frozenset({_FALLBACK, f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr"})
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_PICTURES = frozenset({f"{_W}drawing", f"{_W}pict", f"{_W}object"})
PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"
#: What of a run's formatting a reader sees.
_SEEN = frozenset(
    f"{_W}{name}" for name in ("b", "i", "u", "strike", "caps", "smallCaps", "color", "sz", "highlight", "vertAlign")
)
_REGIONS = {"header": "header", "footer": "footer", "footnotes": "footnote", "endnotes": "endnote"}


class Run(NamedTuple):
    """A piece of a paragraph's text that Word keeps as one.

    inside: what it stands in (a link, a tracked change, a content control), outermost first; look: its formatting.
    """

    start: int
    end: int
    inside: tuple[int, ...]
    look: frozenset[str]


class Cell(NamedTuple):
    """Where in nested tables and text boxes a paragraph stands; numbers within the part, 0 for none.

    box: the cell or text box (or the page) that holds it directly.
    """

    table: int = 0
    row: int = 0
    box: int = 0


class Paragraph(NamedTuple):
    """A paragraph. part: name of the file's part; number: from 0 within it, in reading order.

    region: body, header, footer, footnote or endnote. text: tabs and line breaks as such, a picture as one sign.
    """

    part: str
    number: int
    region: str
    text: str
    runs: tuple[Run, ...]
    cell: Cell

    @property
    def place(self) -> str:
        """Where it is, in a word: body, table, header, footer."""
        return "table" if self.region == "body" and self.cell.row else self.region


def opened(path: Path) -> Document:
    """Open a Word file.

    Raises:
        DefinitionError: it cannot be read, or is none.
    """
    import docx
    from docx.opc.exceptions import OpcError

    try:
        return docx.Document(io.BytesIO(path.read_bytes()))
    except OSError as error:
        what = f"cannot be read: {error.strerror or 'unknown reason'}"
    except (OpcError, BadZipFile, KeyError, ValueError, SyntaxError, AttributeError):
        what = "is no Word file (.docx), or is damaged; open it in Word and save it again"
    raise DefinitionError([Mistake(str(path), "", what)])


def paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """Give the paragraphs of the body, then of headers, footers and notes, each part in reading order."""
    return tuple(
        paragraph
        for name, region, root in _parts(document)
        for paragraph in numbered(root, name, region)
    )  # fmt: skip


def _parts(document: Document) -> Iterator[tuple[str, str, Any]]:
    from docx.oxml.parser import parse_xml

    yield str(document.part.partname), "body", document.element.body
    found = {}
    for relation in document.part.rels.values():
        region = _REGIONS.get(relation.reltype.rpartition("/")[2])
        if region and not relation.is_external:
            found[str(relation.target_part.partname)] = region, relation.target_part
    order = list(_REGIONS.values())
    for name, (region, part) in sorted(found.items(), key=lambda one: (order.index(one[1][0]), one[0])):
        yield name, region, parse_xml(part.blob)


def numbered(root: Any, part: str, region: str) -> Iterator[Paragraph]:
    """Give the paragraphs below an element in reading order."""
    for number, (element, cell) in enumerate(elements(root)):
        text, runs = _text(element)
        yield Paragraph(part, number, region, text, runs, cell)


def elements(root: Any) -> Iterator[tuple[Any, Cell]]:
    """Give the paragraph elements below an element, each with its place in tables, in the same order."""
    numbers = iter(range(1, 1_000_000_000))

    def walk(element: Any, cell: Cell) -> Iterator[tuple[Any, Cell]]:
        for child in element.iterchildren():
            tag = child.tag
            if tag == _FALLBACK:
                continue
            if tag == f"{_W}p":
                yield child, cell
                yield from walk(child, cell)
            elif tag == f"{_W}tbl":
                yield from walk(child, Cell(next(numbers), 0, cell.box))
            elif tag == f"{_W}tr":
                yield from walk(child, cell._replace(row=next(numbers)))
            elif tag == f"{_W}tc":
                yield from walk(child, cell._replace(box=next(numbers)))
            elif tag == f"{_W}txbxContent":
                yield from walk(child, Cell(box=next(numbers)))
            else:
                yield from walk(child, cell)

    return walk(root, Cell())


def _text(paragraph: Any) -> tuple[str, tuple[Run, ...]]:
    """Give the text of a paragraph and its runs, without the text boxes that hang on it."""
    text = ""
    runs: list[Run] = []
    for run, inside in _runs(paragraph, ()):
        said = "".join(_said(child) for child in run.iterchildren())
        if said:
            runs.append(Run(len(text), len(text) + len(said), inside, _look(run)))
            text += said
    return text, tuple(runs)


def _runs(element: Any, inside: tuple[int, ...]) -> Iterator[tuple[Any, tuple[int, ...]]]:
    for number, child in enumerate(element.iterchildren()):
        if child.tag == f"{_W}r":
            yield child, inside
        elif child.tag not in _PASSED_OVER and child.tag != f"{_W}p":
            yield from _runs(child, (*inside, number))


def _said(child: Any) -> str:
    if child.tag == f"{_W}t":
        return child.text or ""
    return PICTURE if child.tag in _PICTURES else _SIGNS.get(child.tag, "")


def _look(run: Any) -> frozenset[str]:
    properties = run.find(f"{_W}rPr")
    found = () if properties is None else properties.iterchildren()
    return frozenset(f"{child.tag} {sorted(child.attrib.items())}" for child in found if child.tag in _SEEN)
