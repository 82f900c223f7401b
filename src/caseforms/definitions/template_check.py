"""Checks Word templates before any letter is made: all that is wrong in all of them, each with its place (LTR001)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from caseforms.definitions.form import FormDefinition
from caseforms.definitions.load import located
from caseforms.definitions.merge_fields import MergeField, catalogue, whole_catalogue
from caseforms.definitions.mistakes import did_you_mean
from caseforms.definitions.template import HOUSE, TemplateDefinition, read_templates, template_files
from caseforms.definitions.template_words import asked_fault, syntax_words
from caseforms.errors import DefinitionError, Mistake
from caseforms.fieldtypes.text import shorten, shown
from caseforms.model import Severity
from caseforms.writers.docx_paragraphs import Paragraph, opened, paragraphs
from caseforms.writers.template_blocks import VERBS, Structure, fragment_lines, fragment_name, structure
from caseforms.writers.template_names import Asked, KnownField, asked_for, syntax_fault
from caseforms.writers.template_tags import Tag, almost_tags, find_tags, tag_faults

_EXCERPT = 90
_LINE = re.compile(r":\d+$")
_ALONE = {"for": "{% endfor %}", "if": "{% endif %}"}


class Fault(NamedTuple):
    """Something wrong with a template, or worth knowing.

    file: path, with the line in a .toml. where: the place and the text of the paragraph. paragraph: the same, for
    `--mark`; None when it is of the whole file.
    """

    severity: Severity
    file: str
    where: str
    what: str
    paragraph: Paragraph | None = None

    def __str__(self) -> str:
        """Give one line."""
        return ": ".join(part for part in (self.file, self.where, self.what) if part)


class _Part(NamedTuple):
    """A part of a Word file that was looked through. asked: what its tags ask for."""

    paragraphs: tuple[Paragraph, ...]
    found: Structure
    asked: tuple[Asked, ...]


class _File(NamedTuple):
    path: Path
    parts: tuple[_Part, ...]
    faults: tuple[Fault, ...]


def check_templates(
    folder: Path, forms: Mapping[str, FormDefinition], codes: Collection[str] = ()
) -> list[Fault]:  # fmt: skip
    """Check the templates of a folder with their .toml, and the house file: everything that is wrong, at once.

    forms: the forms of the office by id. codes: only these templates (and the house file); without any, all.
    """
    definitions, mistakes = read_templates(folder, forms)
    wanted = set(codes)
    faults = [
        Fault(Severity.ERROR, *mistake)
        for mistake in mistakes
        if not wanted or Path(_LINE.sub("", mistake[0])).stem in wanted
    ]
    known = whole_catalogue(forms)
    house = folder / HOUSE
    letterhead = _looked_through(house, known) if house.exists() else None
    if letterhead is not None:
        faults += letterhead.faults
        faults += _wrong_fields(letterhead, known, known)
    for path in template_files(folder):
        if path != house and (not wanted or path.stem in wanted):
            faults += _of_template(path, definitions.get(path.stem), forms, known, letterhead)
    return list(dict.fromkeys(faults))


def refuse_faults(faults: Iterable[Fault]) -> None:
    """Refuse to work with templates that have errors; warnings and notes pass.

    Raises:
        DefinitionError: with every error.
    """
    mistakes = [Mistake(fault.file, fault.where, fault.what) for fault in faults if fault.severity is Severity.ERROR]
    if mistakes:
        raise DefinitionError(mistakes)


def _of_template(
    path: Path,
    definition: TemplateDefinition | None,
    forms: Mapping[str, FormDefinition],
    known: Mapping[str, MergeField],
    house: _File | None,
) -> Iterator[Fault]:
    own = catalogue(forms, definition) if definition is not None else known
    file = _looked_through(path, own)
    faults = [*file.faults, *_wrong_fields(file, own, known)]
    included = list(_included(file, house, faults))
    if definition is not None:
        used = [asked for part in file.parts for asked in part.asked if asked.what == "use"]
        faults += _not_allowed(file, definition)
        faults += _house_not_allowed(included, path, definition)
        printed = {asked.path for asked in [*used, *(one for _, one in included)]}
        if not _has_errors(file.faults):  # a tag that cannot be read may be the one that uses it
            faults += _unused([field for field in definition.fields if field in own], printed, definition, path)
    yield from faults
    if not _has_errors([*faults, *(house.faults if house else ())]):
        yield from _compiled(path, house)


def _has_errors(faults: Iterable[Fault]) -> bool:
    return any(fault.severity is Severity.ERROR for fault in faults)


def _looked_through(path: Path, known: Mapping[str, MergeField]) -> _File:
    """Read the tags of a file, find what is wrong with them as tags, and what they ask for."""
    try:
        found = paragraphs(opened(path))
    except DefinitionError as error:
        return _File(path, (), tuple(Fault(Severity.ERROR, *mistake) for mistake in error.mistakes))
    fields = {name: KnownField(field.kind, field.choices) for name, field in known.items()}
    parts, faults = [], []
    for name in dict.fromkeys(paragraph.part for paragraph in found):
        own = tuple(paragraph for paragraph in found if paragraph.part == name)
        part, wrong = _part(own, path, fields)
        parts.append(part)
        faults += wrong
    return _File(path, tuple(parts), tuple(faults))


def _part(own: tuple[Paragraph, ...], path: Path, fields: Mapping[str, KnownField]) -> tuple[_Part, list[Fault]]:
    tags, wrong = find_tags(own)
    wrong += tag_faults(tags, own)
    told = {one.at for one in wrong if one.grade == "error"}
    wrong += (one for one in almost_tags(tags, own, fields) if one.at not in told)
    sound: list[Tag] = []
    faults: list[Fault] = []
    for tag in tags:
        said = syntax_fault(_alone(tag)) if tag.opener != "{#" and tag.words else ""
        if said:
            faults.append(_fault(path, own[tag.at], syntax_words(tag, said)))
        else:
            sound.append(tag)
    found = structure(sound, own, house=path.name == HOUSE)
    faults += [_fault(path, own[one.at], one.what, Severity(one.grade)) for one in (*wrong, *found.faults)]
    for tag in found.unknown:
        what = f'there is no "{tag.verb}" in the template language{did_you_mean(tag.verb, VERBS)}'
        faults.append(_fault(path, own[tag.at], f"{tag}: {what}"))
    asked = tuple(asked_for(found.lines, fields)) if not syntax_fault("\n".join(found.lines)) else ()
    return _Part(own, found, asked), faults


def _alone(tag: Tag) -> str:
    """Give a tag in a form that the language reads by itself; "" when only its place among others counts."""
    if tag.opener == "{{":
        return f"{{{{ {tag.words} }}}}"
    if tag.verb == "elif":
        return f"{{% if {tag.words.removeprefix('elif')} %}}{{% endif %}}"
    whole = tag.verb in _ALONE or (tag.verb == "set" and "=" in tag.words)
    return f"{{% {tag.words} %}}{_ALONE.get(tag.verb, '')}" if whole else ""


def _fault(path: Path, paragraph: Paragraph, what: str, severity: Severity = Severity.ERROR) -> Fault:
    text = shown(shorten(paragraph.text, _EXCERPT))
    return Fault(severity, str(path), f'{paragraph.place}, "{text}"', what, paragraph)


def _wrong_fields(file: _File, own: Mapping[str, MergeField], known: Mapping[str, MergeField]) -> Iterator[Fault]:
    for part in file.parts:
        for asked in part.asked:
            if asked.what != "use":
                what, severity = asked_fault(asked, own, known)
                yield _fault(file.path, part.paragraphs[asked.line - 1], what, severity)


def _not_allowed(file: _File, definition: TemplateDefinition) -> Iterator[Fault]:
    for part in file.parts:
        for asked in part.asked:
            if asked.what == "use" and not definition.allows(asked.path):
                what = f'"{asked.path}" is not among the fields of {definition.code}.toml; add it there if it may be'
                yield _fault(file.path, part.paragraphs[asked.line - 1], f"{what} printed")


def _included(file: _File, house: _File | None, faults: list[Fault]) -> Iterator[tuple[str, Asked]]:
    """Give what the fragments that a template takes ask for, with the fragment's name; add faults of the taking."""
    names = [name for part in house.parts for name, _, _ in part.found.fragments] if house else []
    for part in file.parts:
        for tag in part.found.includes:
            name = fragment_name(tag)
            if name not in names:
                what = f"there is no {HOUSE} beside the template" if house is None else f'{HOUSE} has no block "{name}"'
                faults.append(_fault(file.path, part.paragraphs[tag.at], f"{what}{did_you_mean(name, names)}"))
            for inner in house.parts if house else ():
                lines = {number for number, _ in fragment_lines(inner.found, name)}
                yield from ((name, one) for one in inner.asked if one.what == "use" and one.line - 1 in lines)


def _house_not_allowed(
    included: Sequence[tuple[str, Asked]], path: Path, definition: TemplateDefinition
) -> Iterator[Fault]:
    for name, asked in included:
        if not definition.allows(asked.path):
            what = f'the block "{name}" of {HOUSE} prints "{asked.path}", which is not among the fields of'
            yield Fault(Severity.ERROR, str(path), "", f"{what} {definition.code}.toml; add it there if it may")


def _unused(
    fields: Iterable[str], used: Collection[str], definition: TemplateDefinition, path: Path
) -> Iterator[Fault]:
    file = str(path.with_suffix(".toml"))
    for field in fields:
        if field not in used and not any(one.startswith(f"{field}.") for one in used):
            at = ("fields", definition.fields.index(field))
            place, where, what = located(file, "fields", f'"{field}" is never used; take it away', at)
            yield Fault(Severity.WARNING, place, where, what)


def _compiled(path: Path, house: _File | None) -> Iterator[Fault]:
    """Let the engine itself have the last word on a template in which nothing wrong was found."""
    from caseforms.writers.docx_template import compiled

    try:
        compiled(path, house.path if house else None)
    except DefinitionError as error:
        yield from (Fault(Severity.ERROR, *mistake) for mistake in error.mistakes)


def remarks(faults: Iterable[Fault]) -> dict[Path, dict[Paragraph | None, str]]:
    """Sort faults for comments: by Word file, then by paragraph.

    What is said of a .toml belongs to its Word file as a whole. A file that cannot be opened takes no comments.
    """
    sorted_: dict[Path, dict[Paragraph | None, str]] = {}
    for fault in faults:
        file = Path(_LINE.sub("", fault.file))
        word = file.with_suffix(".docx")
        if not word.is_file() or (fault.paragraph is None and not _opens(word)):
            continue
        said = fault.what if file == word else f"{file.name}: {fault.what}"
        marks = sorted_.setdefault(word, {})
        marks[fault.paragraph] = "\n".join(filter(None, [marks.get(fault.paragraph, ""), said]))
    return sorted_


def _opens(path: Path) -> bool:
    try:
        opened(path)
    except DefinitionError:
        return False
    return True
