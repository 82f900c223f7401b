"""The one module that knows docxtpl: it prepares the XML, and renders what only it can place."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from docxtpl.template import DocxTemplate

from caseforms.writers.docx_words import Printer
from caseforms.writers.docx_zip import Member, members
from caseforms.writers.template_language import PRINTER, language

__all__ = ["needs_docxtpl", "prepared", "rendered_by_docxtpl"]

_TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
_OF_COLUMNS = re.compile(r"(colspan|hm)\b")


def needs_docxtpl(level: str, words: str) -> bool:
    """Tell whether a tag changes the columns of a table: docxtpl then mends the table."""
    return level == "tc" or _OF_COLUMNS.match(words) is not None


def prepared(xml: str) -> str:
    """Give a part's XML as Jinja takes it: rows, paragraphs and runs that are only tags are taken away."""
    document: Any = DocxTemplate(io.BytesIO())
    return _TAG.sub(lambda match: match[0].replace("&amp;", "&"), document.patch_xml(xml))


def rendered_by_docxtpl(whole: bytes, context: Mapping[str, object], printer: Printer) -> dict[str, Member]:
    """Render a prepared file with docxtpl; give the members of the document.

    Raises:
        TemplateError, TemplateFaultError: as `template_language.FAULTS`.
    """
    document: Any = DocxTemplate(io.BytesIO(whole))  # one is never rendered twice
    printer.document = document
    document.render({**context, PRINTER: printer}, language())
    saved = io.BytesIO()
    document.save(saved)
    return members(saved.getvalue())
