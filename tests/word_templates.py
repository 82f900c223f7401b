"""Word templates as people make them, for tests: paragraphs, tables, headers, and the pieces Word cuts tags into."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.text.paragraph import Paragraph

TOML = {
    "title": '"Return for correction"',
    "about": '"What is missing on a request"',
    "kind": '"letter"',
    "forms": '["treatment-referral"]',
    "to": '"worker"',
    "from": '"office"',
    "audience": '"specialist"',
}


def toml(fields: Iterable[str] = (), **changes: str | None) -> str:
    """The text of a template definition; None leaves a key out."""
    listed = ", ".join(f'"{field}"' for field in fields)
    keys = {**TOML, "fields": f"[{listed}]", **changes}
    return "".join(f"{key.rstrip('_')} = {value}\n" for key, value in keys.items() if value is not None)


def template(
    folder: Path, *texts: str, fields: Iterable[str] = (), code: str = "return", **changes: str | None
) -> Path:
    """A template with these paragraphs and its .toml."""
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    (folder / f"{code}.toml").write_text(toml(fields, **changes), encoding="utf-8")
    return saved(document, folder, code)


def saved(document: Document, folder: Path, code: str = "return") -> Path:
    path = folder / f"{code}.docx"
    document.save(str(path))
    return path


def pieces(paragraph: Paragraph, *texts: str, bold: int = -1, spelling: bool = False) -> Paragraph:
    """A paragraph in as many runs as texts; bold: which one is; spelling: with Word's marks between them."""
    for number, text in enumerate(texts):
        run = paragraph.add_run(text)
        run.bold = number == bold or None
        if spelling:
            mark = OxmlElement("w:proofErr")
            mark.set(docx.oxml.ns.qn("w:type"), "spellStart")
            run._r.addprevious(mark)
    return paragraph


def linked(paragraph: Paragraph, before: str, text: str) -> None:
    """A run, then a link whose text is another."""
    paragraph.add_run(before)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    link = parse_xml(
        f'<w:hyperlink {space} w:anchor="a"><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:hyperlink>'
    )
    paragraph._p.append(link)
