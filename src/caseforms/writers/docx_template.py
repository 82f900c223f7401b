"""Word templates: compiled once, then each document costs only the parts that hold tags.

What does not depend on the data is done by `compiled`: the file is taken apart, the house's fragments are set in,
docxtpl prepares the XML, Jinja compiles it, and the other members of the zip are kept as they are compressed.
Pictures and rich text among the values, and tags that change the columns of a table, are rendered by docxtpl itself.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from caseforms.errors import DefinitionError, Mistake
from caseforms.writers.docx_compile import Compiled, Source, compile_parts
from caseforms.writers.docx_words import NeedsDocxtplError, Printer
from caseforms.writers.docx_zip import packed
from caseforms.writers.merge import Blank, is_blank

__all__ = ["Rendered", "Template", "compiled"]


class Rendered(NamedTuple):
    """A document and what is to be said of it.

    missing, protected: merge fields without a value, or whose value may not be printed, each once, in order of
    appearance; unprintable: fields with characters that no Word file can hold (U+FFFD stands for them).
    """

    content: bytes
    missing: tuple[str, ...]
    protected: tuple[str, ...]
    unprintable: tuple[str, ...]


class Template:
    """A template ready to be rendered, as often as there are letters."""

    def __init__(self, source: Source, sha256: str) -> None:
        """Compile it.

        Raises:
            DefinitionError: with all mistakes.
        """
        self.sha256 = sha256
        self._source = source
        self._made: dict[bool, Compiled] = {False: compile_parts(source, draft=False)}

    def render(
        self, fields: Mapping[str, object], *, title: str, author: str, at: dt.date, draft: bool = False
    ) -> Rendered:
        """Make one document. at: the day in its properties; draft: DRAFT at the head of every page.

        Raises:
            DefinitionError: the template asks for a field that does not exist, or does what it must not.
        """
        if draft not in self._made:
            self._made[draft] = compile_parts(self._source, draft=draft)
        made = self._made[draft]
        context = {name: Blank(name) if is_blank(value) else value for name, value in fields.items()}
        core = packed(made.core.part, made.core.written(title, author, at))
        if not made.needs_docxtpl:
            printer = Printer()
            try:
                changed = [packed(part.name, part.render(context, printer)) for part in made.parts]
            except NeedsDocxtplError:
                pass
            else:
                return _rendered(made.zipped.with_members((*changed, core)), printer)
        printer = Printer()
        return _rendered(made.by_docxtpl(context, printer, core), printer)


def compiled(path: Path, house: Path | None) -> Template:
    """Read and compile a template. house: the file with the shared fragments.

    Raises:
        DefinitionError: it is no Word file, or there are mistakes in its tags; with all of them.
    """
    content = _read(path)
    shared = _read(house) if house else b""
    source = Source(str(path), content, str(house or ""), shared)
    return Template(source, hashlib.sha256(content + shared).hexdigest())


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DefinitionError(
            [Mistake(str(path), "", f"cannot be read: {error.strerror or 'unknown reason'}")]
        ) from None


def _rendered(content: bytes, printer: Printer) -> Rendered:
    return Rendered(content, tuple(printer.missing), tuple(printer.protected), tuple(printer.unprintable))
