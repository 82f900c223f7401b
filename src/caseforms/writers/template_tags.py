"""Finds the tags in a template's paragraphs, and what is wrong with them as tags: not closed, cut, misplaced."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from caseforms.writers.docx_paragraphs import PICTURE, Paragraph

_MARKS = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_CLOSE = {"{{": "}}", "{%": "%}", "{#": "#}"}
_MARKER = re.compile(r"(tr|tc|p|r)\s+")
_APART = re.compile(r"\s+(tr|tc|p|r)\s+\w")
_WORD = re.compile(r"\w+")
#: A field in other marks than ours: one brace too few, a gap between two, brackets, the signs of Word's own mail merge.
_ALMOST = re.compile(
    r"(?:\{\s*\{?|\[|<<|\u00ab)\s*([a-z_]+\.[a-z_.]+)\s*(?:\|[^{}\[\]<>\u00bb]*)?(?:\}\s*\}?|\]|>>|\u00bb)"
)
_EXCERPT = 60
#: What {%tr, {%tc, {%p take away with themselves, in words.
TAKES = {"tr": "row", "tc": "cell", "p": "paragraph"}
#: Quotation marks that the engine makes straight, as Word writes them.
_CURLY = str.maketrans("\u201c\u201d\u2018\u2019", "\"\"''")


class Tag(NamedTuple):
    """A tag. at: the number of its paragraph in the list; start, end: in its text. opener: {{, {% or {#.

    marker: tr, tc, p, r or "". words: what stands in it. verb: the first word of a {% tag.
    """

    at: int
    start: int
    end: int
    opener: str
    marker: str
    words: str
    verb: str

    def __str__(self) -> str:
        """Give it as a person writes it."""
        space = " " if self.words else ""
        return f"{self.opener}{self.marker} {self.words}{space}{_CLOSE[self.opener]}"


class TagFault(NamedTuple):
    """Something wrong with a tag. at: number of its paragraph; grave: it will not work; note: it works."""

    at: int
    what: str
    grade: str = "error"


def find_tags(paragraphs: Sequence[Paragraph]) -> tuple[list[Tag], list[TagFault]]:
    """Find the tags of the paragraphs of one part, and what is wrong with their marks."""
    tags: list[Tag] = []
    faults: list[TagFault] = []
    running = ""  # the mark that a tag cut in the paragraphs before still waits for
    for at, paragraph in enumerate(paragraphs):
        begun: tuple[str, int] | None = None
        for mark in _MARKS.finditer(paragraph.text):
            if mark[0] in _CLOSE:
                if begun:
                    faults.append(TagFault(at, _unclosed(begun[0])))
                begun, running = (mark[0], mark.start()), ""
            elif begun and mark[0] == _CLOSE[begun[0]]:
                tags.append(_tag(at, paragraph.text, begun[0], begun[1], mark.end()))
                begun = None
            elif not begun and running == mark[0]:
                running = ""
            elif not begun and mark[0] != "#}":
                faults.append(TagFault(at, f'"{mark[0]}" stands here without its beginning; write the tag in one go'))
        if begun:
            running = _CLOSE[begun[0]] if _goes_on(paragraphs[at + 1 :], _CLOSE[begun[0]]) else ""
            faults.append(TagFault(at, _cut(begun[0]) if running else _unclosed(begun[0])))
    return tags, faults


def _goes_on(later: Sequence[Paragraph], close: str) -> bool:
    """Say whether a later paragraph ends a tag before another one begins."""
    marks = (mark[0] for paragraph in later for mark in _MARKS.finditer(paragraph.text))
    return next(marks, "") == close


def _unclosed(opener: str) -> str:
    return f'"{opener}" has no end; write "{_CLOSE[opener]}" behind it'


def _cut(opener: str) -> str:
    return (
        f'"{opener}" begins here and ends in another paragraph or table cell; that does not work: '
        "retype the whole tag in one paragraph"
    )


def _tag(at: int, text: str, opener: str, start: int, end: int) -> Tag:
    inner = text[start + 2 : end - 2]
    marker = _MARKER.match(inner) if opener != "{#" or inner[:1] != " " else None
    words = inner[marker.end() :] if marker else inner
    words = " ".join(words.translate(_CURLY).lstrip("-+").removesuffix("-").split())
    verb = _WORD.match(words) if opener == "{%" else None
    return Tag(at, start, end, opener, marker[1] if marker else "", words, verb[0] if verb else "")


def tag_faults(tags: Sequence[Tag], paragraphs: Sequence[Paragraph]) -> Iterator[TagFault]:
    """Give what is wrong with tags where they stand: cut by Word, in the wrong place, beside what is lost."""
    for tag in tags:
        paragraph = paragraphs[tag.at]
        yield from _pieces(tag, paragraph)
        yield from _quotes(tag, paragraph)
        yield from _marker(tag, paragraph)
    yield from _company(tags, paragraphs)


def almost_tags(tags: Sequence[Tag], paragraphs: Sequence[Paragraph], fields: Collection[str]) -> Iterator[TagFault]:
    """Give the fields that stand in other marks than `{{ }}`: a letter would show their names to the family."""
    for at, paragraph in enumerate(paragraphs):
        inside = [(tag.start, tag.end) for tag in tags if tag.at == at]
        for found in _ALMOST.finditer(paragraph.text):
            if found[1] in fields and not any(found.start() < end and start < found.end() for start, end in inside):
                yield TagFault(at, f'"{found[0]}" is no tag and would be printed as it is; write {{{{ {found[1]} }}}}')


def _pieces(tag: Tag, paragraph: Paragraph) -> Iterator[TagFault]:
    runs = [run for run in paragraph.runs if run.start < tag.end and run.end > tag.start]
    if PICTURE in paragraph.text[tag.start : tag.end]:
        yield TagFault(tag.at, f"a picture stands inside {tag}; it would be lost: move it out of the tag")
    if len(runs) == 1:
        return
    if runs[0].inside != runs[-1].inside:
        what = "is partly inside a link, a tracked change or a content control; what it prints goes where it begins"
        yield TagFault(tag.at, f"{tag} {what}: retype the tag in one go", "warning")
    elif len({run.look for run in runs}) > 1:
        what = "is formatted in parts; only the formatting of its first sign counts: retype the tag in one go"
        yield TagFault(tag.at, f"{tag} {what}", "warning")
    else:
        yield TagFault(tag.at, f"Word keeps {tag} in {len(runs)} pieces; it works as it is", "note")


def _quotes(tag: Tag, paragraph: Paragraph) -> Iterator[TagFault]:
    text = paragraph.text[tag.start : tag.end]
    if tag.opener != "{#" and text != text.translate(_CURLY):
        yield TagFault(tag.at, f"{tag} has curly quotation marks; it works as it is", "note")


def _marker(tag: Tag, paragraph: Paragraph) -> Iterator[TagFault]:
    inner = paragraph.text[tag.start + 2 : tag.end - 2]
    apart = _APART.match(inner) if tag.opener == "{%" else None
    if apart:
        yield TagFault(tag.at, f"{tag}: write {{%{apart[1]} without a blank between")
    if not tag.marker:
        return
    if tag.opener == "{{":
        what = f"{tag} does not work for texts; write {{{{ {tag.words} }}}}"
        yield TagFault(tag.at, what)
    elif tag.marker in {"tr", "tc"} and not paragraph.cell.row:
        yield TagFault(tag.at, f"{tag} stands outside a table; write it into a table row of its own, or use {{%p")
    elif tag.opener == "{%" and re.search(r"[%}]", tag.words):
        yield TagFault(tag.at, f"{tag}: a tag with {{%{tag.marker} cannot hold the signs % and }}")


def _company(tags: Sequence[Tag], paragraphs: Sequence[Paragraph]) -> Iterator[TagFault]:
    """Give what would be lost: {%tr takes its whole row away, {%tc its cell, {%p its paragraph."""
    for tag in tags:
        if tag.marker not in TAKES or tag.opener == "{{":
            continue
        mates = [n for n, other in enumerate(paragraphs) if _together(tag, paragraphs[tag.at], other)]
        first = next(other for other in tags if other.at in mates and other.marker == tag.marker)
        if first is not tag:
            what = TAKES[tag.marker]
            yield TagFault(tag.at, f"{tag} stands in the same {what} as {first}; give each a {what} of its own")
            continue
        rest = " ".join(
            text for n in mates if (text := _without(paragraphs[n].text, [one for one in tags if one.at == n], tag))
        )
        if rest:
            what = f'{tag} takes its whole {TAKES[tag.marker]} away; what else stands there is lost: "{_short(rest)}"'
            yield TagFault(tag.at, f"{what}; give the tag a {TAKES[tag.marker]} of its own")


def _together(tag: Tag, own: Paragraph, other: Paragraph) -> bool:
    if tag.marker == "p" or not own.cell.row:
        return own is other
    return other.cell.row == own.cell.row if tag.marker == "tr" else other.cell.box == own.cell.box


def _without(text: str, tags: Sequence[Tag], taken: Tag) -> str:
    """Give the text of a paragraph without the tags that take something away themselves."""
    for tag in reversed(tags):
        if tag.marker == taken.marker or tag.opener == "{#":
            text = text[: tag.start] + text[tag.end :]
    return text.strip()


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 3] + "..."
