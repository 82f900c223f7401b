"""The tags of a Word template: whole again where Word split them, and the mistakes in them.

Word cuts a tag into several runs whenever somebody edits it. Here each tag moves into the run in which it begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from caseforms.writers.docx_package import Element, R, W, w

__all__ = [
    "Tag",
    "join_tags",
    "misplaced",
    "paragraph_text",
    "paragraphs",
    "plain_xml",
    "same_home",
    "shortened",
    "tags",
]

_TAG = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}|\{#(.*?)#\}", re.DOTALL)
_LOOSE = re.compile(r"\{\{|\{%|\{#|%\}|\}\}")
_LEVEL = re.compile(r"(tr|tc|p|r)\s")
_QUOTES = str.maketrans("\u201c\u201d\u2018\u2019\xa0\t\n", "\"\"''   ")
_SEEN = {w("t"), w("tab"), w("br"), w("cr"), w("noBreakHyphen")}
_NOT_KEPT = [
    w(name)
    for name in (
        "proofErr lastRenderedPageBreak del moveFrom sectPrChange pPrChange rPrChange tblPrChange trPrChange tcPrChange"
    ).split()
]
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_LONGEST_PLACE = 90  # of a paragraph's text, as the place of a mistake


class Tag(NamedTuple):
    """One tag. kind: `{`, `%` or `#`; level: what docxtpl takes away with it, "" for nothing; words: what it says."""

    kind: str
    level: str
    words: str
    text: Element
    paragraph: Element

    @property
    def place(self) -> str:
        """Give the paragraph's text."""
        return paragraph_text(self.paragraph)


def paragraphs(root: Element) -> Iterator[Element]:
    """Give all paragraphs in their order."""
    yield from root.iter(w("p"))


def paragraph_text(paragraph: Element) -> str:
    """Give a paragraph's text, shortened, as the place of a mistake."""
    return shortened("".join(one.text or "" if one.tag == w("t") else " " for one in _own(paragraph)))


def shortened(text: str) -> str:
    """Give a text as the place of a mistake."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_PLACE else text[: _LONGEST_PLACE - 1] + "\N{HORIZONTAL ELLIPSIS}"


def join_tags(root: Element) -> None:
    """Make tags whole; take away what Word only keeps for itself (marks of spelling, of editing, deleted text)."""
    for gone in list(root.iter(*_NOT_KEPT)):
        if gone.getparent().tag not in {w("rPr"), w("trPr")}:  # there it is a mark, not a text
            gone.getparent().remove(gone)
    for one in root.iter(w("p"), w("r"), w("tr"), w("sectPr")):
        for name in [name for name in one.keys() if name.startswith((f"{W}rsid", _W14))]:  # noqa: SIM118  # lxml
            del one.attrib[name]
    for paragraph in paragraphs(root):
        _join(paragraph)


def _join(paragraph: Element) -> None:
    texts = list(_own(paragraph))
    whole = "".join(_text(one) for one in texts)
    if "{" not in whole:
        return
    ends: list[int] = []
    for one in texts:
        ends.append((ends[-1] if ends else 0) + len(_text(one)))
    owner = [index for index, one in enumerate(texts) for _ in _text(one)]
    shares: list[list[str]] = [[] for _ in texts]
    at = 0
    touched: set[int] = set()
    for match in _TAG.finditer(whole):
        for index in range(at, match.start()):
            shares[owner[index]].append(whole[index])
        first = owner[match.start()]
        shares[first].append(match[0].translate(_QUOTES))
        touched.update(owner[match.start() : match.end()])
        at = match.end()
    for index in range(at, len(whole)):
        shares[owner[index]].append(whole[index])
    for index in touched:
        _write(texts[index], "".join(shares[index]))


def _write(one: Element, text: str) -> None:
    if one.tag == w("t"):
        one.text = text
    elif not text:  # a tab or a line break inside a tag
        one.getparent().remove(one)


def _text(one: Element) -> str:
    if one.tag == w("t"):
        return one.text or ""
    return "-" if one.tag == w("noBreakHyphen") else "\t"


def _own(paragraph: Element) -> Iterator[Element]:
    """Give the elements that hold the paragraph's own text, not that of text boxes inside it."""
    for one in paragraph.iter(*_SEEN):
        if one.getparent().tag == w("r") and next(one.iterancestors(w("p"))) is paragraph:
            yield one


def tags(root: Element) -> Iterator[Tag]:
    """Give the tags of a part, in order, once `join_tags` has made them whole."""
    for paragraph in paragraphs(root):
        for one in _own(paragraph):
            if one.tag == w("t") and one.text and "{" in one.text:
                for match in _TAG.finditer(one.text):
                    yield _tag(match, one, paragraph)


def _tag(match: re.Match[str], text: Element, paragraph: Element) -> Tag:
    kind = match[0][1]
    words = match[0][2:-2]
    level = _LEVEL.match(words)
    return Tag(kind, level[1] if level else "", words[level.end() if level else 0 :].strip("-+ "), text, paragraph)


def misplaced(root: Element) -> Iterator[tuple[str, str]]:
    """Give (place, what) for half tags, for tags where no text stands, and for text that a tag would take away."""
    for paragraph in paragraphs(root):
        rest = _TAG.sub("", "".join(map(_text, _own(paragraph))))
        if (loose := _LOOSE.search(rest)) is not None:
            yield (
                paragraph_text(paragraph),
                f'"{loose[0]}" without its other half; write the whole tag in one paragraph',
            )
    for one in root.iter():
        if one.tag == w("instrText") and _TAG.search(one.text or ""):
            yield (one.text or "").strip(), "a tag cannot stand inside one of Word's own fields; write it as plain text"
        for name, value in one.items():
            if "{" in value and _TAG.search(value) and not name.startswith(R):
                yield value, "a tag can stand in text only, not in the description or the name of something"
    yield from _taking_away(root)


def _taking_away(root: Element) -> Iterator[tuple[str, str]]:
    seen: set[Element] = set()
    for tag in tags(root):
        if tag.level not in {"p", "tr"}:
            continue
        box = tag.paragraph if tag.level == "p" else next(tag.paragraph.iterancestors(w("tr")), None)
        name = "paragraph" if tag.level == "p" else "row"
        if box is None:
            yield tag.place, "{%tr ...%} must stand in the row of a table"
        elif box in seen:
            yield tag.place, f"two tags of one {name}; give each {{%{tag.level} ...%}} a {name} of its own"
        elif _has_more(box):
            yield tag.place, f"{{%{tag.level} ...%}} must stand alone in its {name}: the rest of it would be lost"
        seen |= {box} if box is not None else set()


def _has_more(box: Element) -> bool:
    own = "".join(one.text or "" for one in box.iter(w("t")))
    return bool(_TAG.sub("", own).strip()) or next(box.iter(w("drawing"), w("pict"), w("sectPr")), None) is not None


def same_home(opening: Tag, closing: Tag) -> bool:
    """Tell whether what stands between two tags can be left out or repeated and leave whole XML."""
    if opening.level != closing.level:
        return False
    return _home(opening, closing) is _home(closing, opening)


def _home(tag: Tag, other: Tag) -> Element:
    """Give what the tag's piece stands in: the cell of its paragraph, the table of its row, what holds its run."""
    if tag.level in {"tr", "tc"}:
        return next(tag.paragraph.iterancestors(w("tbl" if tag.level == "tr" else "tr")), None)
    run = tag.text.getparent()
    if tag.level == "p" or (tag.paragraph is not other.paragraph and run.getparent() is tag.paragraph):
        return tag.paragraph.getparent()
    return run.getparent()


def plain_xml(root: Element) -> str:
    """Give a part's XML as docxtpl wants it."""
    return etree.tostring(root, encoding="unicode")
