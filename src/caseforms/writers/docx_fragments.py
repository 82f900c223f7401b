"""The shared pieces of `house.docx` (letterhead, footer, signature), set in where a template includes them.

A fragment takes with it the pictures and links it points to and the styles that the template lacks.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

from lxml import etree

from caseforms.writers.docx_package import Element, Package, R, element, w
from caseforms.writers.docx_syntax import syntax_mistakes
from caseforms.writers.docx_tags import Tag, misplaced, paragraph_text, tags

__all__ = ["INCLUDE", "Fragments"]

#: What an include says, its name in group 1.
INCLUDE = re.compile(r"""include\s+["']([^"']*)["']$""")

_BEGIN = re.compile(r"block\s+([A-Za-z_][\w-]*)$")
_END = re.compile(r"endblock(\s+\S+)?$")
_STYLES = (w("pStyle"), w("rStyle"), w("tblStyle"))
_DRAWING_ID = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_FIRST_DRAWING = 50_000  # numbers of pictures that come from the house file


class Fragments:
    """The fragments of a house file, by name. mistakes: (place, what) of the house file itself."""

    def __init__(self, house: Package) -> None:
        """Find the fragments; the tags must be whole."""
        self._house = house
        self.mistakes: list[tuple[str, str]] = []
        self.elements: dict[str, list[Element]] = {}
        self._drawings = _FIRST_DRAWING
        self._find()

    def _find(self) -> None:
        name = ""
        marks = {tag.paragraph: tag for tag in tags(self._house.tree(self._house.main)) if tag.level == "p"}
        body = self._house.tree(self._house.main).find(w("body"))
        opened: Tag | None = None
        for child in body:
            tag = marks.get(child)
            begin, end = (pattern.match(tag.words) if tag else None for pattern in (_BEGIN, _END))
            if tag and begin:
                if opened:
                    self.mistakes.append((tag.place, f'fragment "{name}" has no {{%p endblock %}} before this one'))
                if begin[1] in self.elements:
                    self.mistakes.append((tag.place, f'there are two fragments "{begin[1]}"'))
                name, opened = begin[1], tag
                self.elements.setdefault(name, [])
            elif tag and end:
                if not opened:
                    self.mistakes.append((tag.place, "no {%p block NAME %} before it"))
                opened = None
            elif opened and child.tag != w("sectPr"):
                self.elements[name].append(child)
        if opened:
            self.mistakes.append((opened.place, f'fragment "{name}" has no {{%p endblock %}} after it'))
        for kept in self.elements.values():
            self.mistakes += self._unfit(kept)

    def _unfit(self, kept: list[Element]) -> Iterator[tuple[str, str]]:
        for tag in (tag for child in kept for tag in tags(child)):
            if INCLUDE.match(tag.words):
                yield tag.place, "a fragment cannot include another one"
        styles = _styles(self._house)
        numbered = {
            one.get(w("styleId"))
            for one in (() if styles is None else styles.iter(w("style")))
            if next(one.iter(w("numPr")), None) is not None
        }
        for paragraph in (one for child in kept for one in child.iter(w("p"))):
            about = paragraph.find(w("pPr"))
            for one in () if about is None else about:
                if one.tag == w("sectPr"):
                    yield paragraph_text(paragraph), "a fragment cannot hold a section break"
                elif one.tag == w("numPr") or (one.tag == w("pStyle") and one.get(w("val")) in numbered):
                    yield paragraph_text(paragraph), "a fragment cannot hold an automatic list"

    def all_mistakes(self) -> list[tuple[str, str]]:
        """Give (paragraph's text, what) for every mistake in the house file."""
        found = [*self.mistakes, *misplaced(self._house.tree(self._house.main))]
        for kept in self.elements.values():
            found += syntax_mistakes([tag for child in kept for tag in tags(child)])
        return found

    def set_in(self, package: Package, part: str, tag: Tag, name: str) -> None:
        """Put a fragment in the place of the paragraph that includes it."""
        place = tag.paragraph
        parent = place.getparent()
        moved: dict[str, str] = {}
        for child in self.elements[name]:
            ours = copy.deepcopy(child)
            ours.tail = None
            place.addprevious(ours)
            self._carry(package, part, ours, moved)
        if parent[-1] is place and (len(parent) == 1 or place.getprevious().tag == w("tbl")):
            place.addprevious(element("p"))  # a cell or a header must end in a paragraph
        parent.remove(place)
        self._carry_styles(package, parent)

    def _carry(self, package: Package, part: str, ours: Element, moved: dict[str, str]) -> None:
        """Give the piece relationships of its new part, and take along what they point to."""
        house, main = self._house, self._house.main
        known = {one.id: one for one in house.relationships(main)}
        for one in ours.iter(etree.Element):
            if one.tag == _DRAWING_ID:
                self._drawings += 1
                one.set("id", str(self._drawings))
            for key, value in one.items():
                if not key.startswith(R) or value not in known:
                    continue
                if value not in moved:
                    old = known[value]
                    target = old.target if old.external else self._carried(package, old.target)
                    moved[value] = package.relate(part, old.kind, target, external=old.external)
                one.set(key, moved[value])

    def _carried(self, package: Package, old: str) -> str:
        """Copy a part of the house file into the package, once; give its name there."""
        folder, _, name = old.rpartition("/")
        target = f"{folder}/house-{name}"
        if target not in package:
            package.put(self._house.member(old)._replace(name=target), self._house.content_type(old))
        return target

    def _carry_styles(self, package: Package, parent: Element) -> None:
        ours = _styles(package)
        theirs = _styles(self._house)
        if ours is None or theirs is None:
            return
        there = {one.get(w("styleId")) for one in ours}
        offered = {one.get(w("styleId")): one for one in theirs.iter(w("style"))}
        wanted = [one.get(w("val")) for one in parent.iter(*_STYLES)]
        while wanted:
            name = wanted.pop()
            if name in there or name not in offered:
                continue
            there.add(name)
            style = copy.deepcopy(offered[name])
            style.attrib.pop(w("default"), None)
            for numbered in list(style.iter(w("numPr"))):
                numbered.getparent().remove(numbered)
            ours.append(style)
            wanted += [one.get(w("val")) for one in style.iter(w("basedOn"), w("link"), w("next"))]


def _styles(package: Package) -> Element | None:
    return next((package.tree(part) for part in package.related(package.main, "styles")), None)
