"""From a template's bytes to compiled parts, done once per template."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from caseforms.errors import DefinitionError, Mistake
from caseforms.writers import template_language
from caseforms.writers.docx_core import CoreProperties
from caseforms.writers.docx_docxtpl import needs_docxtpl, prepared, rendered_by_docxtpl
from caseforms.writers.docx_draft import mark_draft
from caseforms.writers.docx_fragments import INCLUDE, Fragments
from caseforms.writers.docx_mending import is_loose, mended
from caseforms.writers.docx_package import Element, NotWordError, Package
from caseforms.writers.docx_syntax import syntax_mistakes, worded_mistake
from caseforms.writers.docx_tags import Tag, join_tags, misplaced, plain_xml, shortened, tags
from caseforms.writers.docx_words import Printer
from caseforms.writers.docx_zip import Member, Zipped, packed, unpacked
from caseforms.writers.template_language import TemplateError, did_you_mean, language

__all__ = ["Compiled", "CompiledPart", "Source", "compile_parts"]

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARAGRAPH = re.compile(r"<w:p(?=[ >])")
_MARKUP = re.compile(r"<[^>]*>")


class Source(NamedTuple):
    """A template and the house file: how messages name them, and their bytes."""

    file: str
    content: bytes
    house_file: str
    house: bytes


class Compiled(NamedTuple):
    """A template ready to be rendered. zipped: the members that never change; whole: the prepared file, for docxtpl."""

    file: str
    parts: tuple[CompiledPart, ...]
    core: CoreProperties
    zipped: Zipped
    whole: bytes
    needs_docxtpl: bool

    def by_docxtpl(self, context: Mapping[str, object], printer: Printer, core: Member) -> bytes:
        """Let docxtpl render; the result is mended and zipped as ours.

        Raises:
            DefinitionError: as `CompiledPart.render`.
        """
        try:
            found = rendered_by_docxtpl(self.whole, context, printer)
        except template_language.FAULTS as error:
            raise DefinitionError([Mistake(self.file, "", worded_mistake(error))]) from None
        for part in self.parts:
            xml = unpacked(found[part.name]).decode()
            found[part.name] = packed(part.name, mended(xml, loose=part.loose).encode())
        return Zipped((found | {core.name: core}).values()).with_members(())


class CompiledPart:
    """One part with tags."""

    def __init__(self, file: str, name: str, root: Element) -> None:
        """Compile it.

        Raises:
            DefinitionError: a mistake that only shows in the whole.
        """
        self.name = name
        self._file = file
        self.loose = is_loose(root)
        # A line is a paragraph, so that a fault has a place.
        self._lines = _PARAGRAPH.sub("\n<w:p", prepared(plain_xml(root))).split("\n")
        try:
            self._template = language().from_string("\n".join(self._lines))
        except (TemplateError, RecursionError) as error:
            raise DefinitionError([self._mistake(error)]) from None

    def render(self, context: Mapping[str, object], printer: Printer) -> bytes:
        """Give the part's bytes.

        Raises:
            DefinitionError: an unknown field, something that cannot be printed, an endless loop.
        """
        try:
            xml = template_language.render(self._template, context, printer)
        except template_language.FAULTS as error:
            raise DefinitionError([self._mistake(error)]) from None
        return (_DECLARATION + mended(xml, loose=self.loose)).encode()

    def _mistake(self, error: BaseException) -> Mistake:
        line, trace = getattr(error, "lineno", None) or 0, error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == "<template>":
                line = trace.tb_lineno
            trace = trace.tb_next
        text = _MARKUP.sub("", self._lines[line - 1]) if 0 < line <= len(self._lines) else ""
        return Mistake(self._file, shortened(text), worded_mistake(error))


def compile_parts(source: Source, *, draft: bool) -> Compiled:
    """Compile a template.

    Raises:
        DefinitionError: it is no Word file, or there are mistakes in its tags; with all of them.
    """
    package = _opened(source.file, source.content)
    house = _opened(source.house_file, source.house) if source.house else None
    for one in filter(None, (package, house)):
        for part in _printing(one):
            join_tags(one.tree(part))
    fragments = Fragments(house) if house else None
    mistakes = [Mistake(source.file, *found) for found in _mistakes(package, fragments)]
    if fragments:
        mistakes += [Mistake(source.house_file, *found) for found in fragments.all_mistakes()]
    if mistakes:
        raise DefinitionError(list(dict.fromkeys(mistakes)))
    _include(package, fragments)
    if draft:
        mark_draft(package)
    return _compiled(source.file, package)


def _opened(file: str, content: bytes) -> Package:
    try:
        package = Package(content)
        package.check()
        package.content_type(package.main)
        for part in _printing(package):
            package.tree(part)
    except NotWordError as error:
        raise DefinitionError([Mistake(file, "", str(error))]) from None
    return package


def _printing(package: Package) -> list[str]:
    """Give the parts that may hold tags, in the order in which their fields are accounted for."""
    first = package.related(package.main, "header")
    return list(
        dict.fromkeys((*first, package.main, *package.related(package.main, "footer", "footnotes", "endnotes")))
    )


def _mistakes(package: Package, fragments: Fragments | None) -> Iterator[tuple[str, str]]:
    for part in _printing(package):
        root = package.tree(part)
        yield from misplaced(root)
        found = list(tags(root))
        yield from syntax_mistakes(found)
        for tag in found:
            yield from _include_mistakes(tag, fragments)


def _include_mistakes(tag: Tag, fragments: Fragments | None) -> Iterator[tuple[str, str]]:
    word = tag.words.partition(" ")[0]
    if tag.kind != "%" or word not in {"include", "block", "endblock"}:
        return
    match = INCLUDE.match(tag.words)
    if word != "include":
        yield tag.place, f'"{word}" is for the house file only'
    elif match is None or tag.level != "p":
        yield tag.place, 'write it as {%p include "NAME" %}, in a paragraph of its own'
    elif fragments is None:
        yield tag.place, "there is no house.docx beside the templates, so nothing can be included"
    elif match[1] not in fragments.elements:
        known = did_you_mean(match[1], fragments.elements)
        yield tag.place, f'house.docx has no fragment "{match[1]}"{known}'


def _include(package: Package, fragments: Fragments | None) -> None:
    for part in _printing(package) if fragments else ():
        for tag in list(tags(package.tree(part))):
            if tag.kind == "%" and fragments and (match := INCLUDE.match(tag.words)):
                fragments.set_in(package, part, tag, match[1])


def _compiled(file: str, package: Package) -> Compiled:
    found = {part: list(tags(package.tree(part))) for part in _printing(package)}
    parts = tuple(CompiledPart(file, part, package.tree(part)) for part, held in found.items() if held)
    core = CoreProperties(package)
    members = package.finished()
    changing = {core.part, *(part.name for part in parts)}
    return Compiled(
        file,
        parts,
        core,
        Zipped(member for name, member in members.items() if name not in changing),
        Zipped(members.values()).with_members(()),
        any(needs_docxtpl(tag.level, tag.words) for held in found.values() for tag in held),
    )
