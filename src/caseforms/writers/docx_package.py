"""The parts of a Word file and how they point to each other (ECMA-376, parts 1 and 2)."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import unquote

from lxml import etree

from caseforms.writers.docx_zip import Member, members, packed, unpacked

__all__ = ["Element", "NotWordError", "Package", "R", "Relationship", "W", "element", "parsed", "serialised", "w"]

#: An XML element of lxml.
Element = Any

#: Namespaces: WordprocessingML, and the attributes that name relationships.
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_DAMAGED = "is damaged inside; open it in Word and save it again"
_TYPE_PART = "[Content_Types].xml"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
_DEFAULT: Any = {None: _RELATIONS[1:-1]}
_NSMAP = {"w": W[1:-1], "r": R[1:-1]}


class NotWordError(Exception):
    """The content is no Word file, or a damaged one; the text says how to mend it."""


class Relationship(NamedTuple):
    """One part points to another. kind: the last word of its type; target: a part's name, or an address outside."""

    id: str
    kind: str
    target: str
    external: bool


def w(name: str) -> str:
    """Give the full name of a WordprocessingML element or attribute."""
    return W + name


def element(name: str, **attributes: str) -> Element:
    """Make an element, its attributes in the same namespace."""
    return etree.Element(w(name), {w(key): value for key, value in attributes.items()}, nsmap=_NSMAP)


def parsed(xml: bytes | str) -> Element:
    """Parse XML, taking nothing from outside.

    Raises:
        NotWordError: it is not well-formed.
    """
    try:
        return etree.fromstring(xml, _PARSER)
    except (etree.XMLSyntaxError, ValueError):
        raise NotWordError(_DAMAGED) from None


def serialised(root: Element) -> bytes:
    """Give an element as a part's bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


class Package:
    """A Word file taken apart. Trees that were asked for are written back by `finished`."""

    def __init__(self, content: bytes) -> None:
        """Take it apart.

        Raises:
            NotWordError: it is no Word file.
        """
        msg = "is not a Word document (.docx), or is damaged or protected by a password; save it again in Word"
        try:
            self._members = members(content)
        except (zipfile.BadZipFile, NotImplementedError, EOFError, UnicodeDecodeError):
            raise NotWordError(msg) from None
        self._trees: dict[str, Element] = {}
        if _TYPE_PART not in self._members:
            raise NotWordError(msg)
        main = [one.target for one in self.relationships("") if one.kind == "officeDocument"]
        if not main or main[0] not in self._members or self.tree(main[0]).tag != w("document"):
            raise NotWordError(msg)
        self.main = main[0]

    def check(self) -> None:
        """See that no member is damaged.

        Raises:
            NotWordError: one is.
        """
        for member in self._members.values():
            _content(member)

    def __contains__(self, part: str) -> bool:
        return part in self._members or part in self._trees

    def member(self, part: str) -> Member:
        """Give a part as it stands in the file."""
        return self._members[part]

    def put(self, member: Member, content_type: str = "") -> None:
        """Add a part, or put another in its place."""
        self._members[member.name] = member
        self._trees.pop(member.name, None)
        if content_type:
            self._declare(member.name, content_type)

    def tree(self, part: str) -> Element:
        """Give the root element of a part, to read or to change.

        Raises:
            NotWordError: it is damaged.
        """
        if part not in self._trees:
            self._trees[part] = parsed(_content(self._members[part]))
        return self._trees[part]

    def add_tree(self, part: str, root: Element, content_type: str) -> None:
        """Add a part of XML."""
        self._trees[part] = root
        self._declare(part, content_type)

    def relationships(self, part: str) -> list[Relationship]:
        """Give what a part points to; "" is the whole file."""
        name = _relations_of(part)
        return [_relationship(one, part) for one in self.tree(name)] if name in self else []

    def related(self, part: str, *kinds: str) -> Iterator[str]:
        """Give the parts inside the file that a part points to, of some kinds, in the order of the kinds."""
        found = self.relationships(part)
        for kind in kinds:
            yield from (one.target for one in found if one.kind == kind and not one.external and one.target in self)

    def relate(self, part: str, kind: str, target: str, *, external: bool = False) -> str:
        """Let a part point to another; give the relationship's name. kind: its last word, or a whole type."""
        name = _relations_of(part)
        if name not in self:
            self._trees[name] = etree.Element(f"{_RELATIONS}Relationships", nsmap=_DEFAULT)
        root = self.tree(name)
        taken = {one.get("Id") for one in root}
        identity = next(f"rIdC{number}" for number in range(1, len(taken) + 2) if f"rIdC{number}" not in taken)
        about = {"Id": identity, "Type": kind if ":" in kind else _KINDS + kind}
        about["Target"] = target if external else "/" + target
        etree.SubElement(root, f"{_RELATIONS}Relationship", about | ({"TargetMode": "External"} if external else {}))
        return identity

    def content_type(self, part: str) -> str:
        """Give the declared type of a part, "" when there is none."""
        ending = PurePosixPath(part).suffix[1:].lower()
        by_ending = ""
        for one in self.tree(_TYPE_PART):
            if one.get("PartName", "").lower() == f"/{part}".lower():
                return str(one.get("ContentType", ""))
            if one.tag == f"{_TYPES}Default" and one.get("Extension", "").lower() == ending:
                by_ending = one.get("ContentType", "")
        return by_ending

    def free_name(self, pattern: str) -> str:
        """Give a name for a new part: `word/media/house{}.png` with the first number that is free."""
        return next(name for number in range(1, 100_000) if (name := pattern.format(number)) not in self)

    def finished(self) -> dict[str, Member]:
        """Give all members, the list of content types first."""
        for part, root in self._trees.items():
            self._members[part] = packed(part, serialised(root))
        return {_TYPE_PART: self._members[_TYPE_PART]} | self._members

    def _declare(self, part: str, content_type: str) -> None:
        if self.content_type(part) != content_type:
            about = {"PartName": f"/{part}", "ContentType": content_type}
            etree.SubElement(self.tree(_TYPE_PART), f"{_TYPES}Override", about)


def _content(member: Member) -> bytes:
    try:
        return unpacked(member)
    except zipfile.BadZipFile:
        raise NotWordError(_DAMAGED) from None


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relationship(one: Mapping[str, str], part: str) -> Relationship:
    target = one.get("Target", "")
    external = one.get("TargetMode") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), unquote(target))).lstrip("/")
    return Relationship(one.get("Id", ""), one.get("Type", "").rpartition("/")[2], target, external)
