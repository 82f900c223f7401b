"""The XML packets of an XFA form: parsed safely, mended where that loses nothing, searched without a namespace.

Source: XFA specification 3.3, chapter "XDP". The content comes from strangers: no entity is expanded, nothing outside
the file is fetched, and no packet may be larger than `LARGEST`. The only XFA module that knows lxml.
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from lxml import etree

#: The most bytes of one packet; a larger one is no form.
LARGEST = 64_000_000
#: An XML element; only this module knows the library it comes from.
Element = Any

_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_PARSER = etree.XMLParser(**_SAFE)
_FORGIVING = etree.XMLParser(**_SAFE, recover=True)
#: What was wrong with a packet: signs that could be mended, or more.
STRAY = "its XFA data had stray signs"
BROKEN = "its XFA data are broken, answers may be missing"
_WANTED = ("template", "datasets", "form")
_DECLARATION = re.compile(r"^\s*(?:<\?xml[^>]*\?>\s*)?")
_PREFIX = re.compile(r"""\bxmlns:[\w.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*')""")
_USUAL = {
    "xfa": "http://www.xfa.org/schema/xfa-data/1.0/",
    "xdp": "http://ns.adobe.com/xdp/",
    "dd": "http://ns.adobe.com/data-description/",
}
_STRAY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(?:(\w{2,31});)?")
_NAMED = {"&amp;": "&#38;", "&lt;": "&#60;", "&gt;": "&#62;", "&quot;": "&#34;", "&apos;": "&#39;"}
_OPEN = re.compile(r"<(?![A-Za-z_/!?])")  # begins no tag
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HTML = "http://www.w3.org/1999/xhtml"
_OWN_LINE = {"p", "div", "li", "br", "tr"}


class Packets(NamedTuple):
    """The packets that matter, None where missing or beyond repair. repaired: how, if one was damaged, else ""."""

    template: Element | None
    datasets: Element | None
    form: Element | None
    repaired: str


def parse(packets: Sequence[tuple[str, bytes]]) -> Packets:
    """Parse the packets of a form, given by name; one packet without a name holds the whole document (XDP)."""
    text = {name: _decoded(content[: LARGEST + 1]) for name, content in packets if len(content) <= LARGEST}
    prefixes = " ".join(dict.fromkeys(found for part in text.values() for found in _PREFIX.findall(part[:2000])))
    whole, repaired = _parsed(text[""], prefixes) if "" in text else (None, "")
    found: dict[str, Element] = {}
    for name in _WANTED:
        root = whole
        if root is None and name in text:
            root, mended = _parsed(text[name], prefixes)
            repaired = mended if mended and name != "form" else repaired
        packet = next((e for e in root.iter(etree.Element) if local(e) == name), None) if root is not None else None
        if packet is not None:
            found[name] = packet
    return Packets(found.get("template"), found.get("datasets"), found.get("form"), repaired)


def _decoded(content: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _parsed(text: str, prefixes: str) -> tuple[Element | None, str]:
    """Parse XML as it is; else with its stray signs mended; else what is there. Give it and what was wrong."""
    text = _DECLARATION.sub("", text, count=1)
    known = {found.partition("=")[0].strip() for found in _PREFIX.findall(prefixes)}
    usual = " ".join(f'xmlns:{key}="{value}"' for key, value in _USUAL.items() if f"xmlns:{key}" not in known)
    start, end = f"<packet {usual} {_once(prefixes)}>", "</packet>"
    mended = _mended(text)
    for body, parser, wrong in ((text, _PARSER, ""), (mended, _PARSER, STRAY), (mended, _FORGIVING, BROKEN)):
        try:
            root = etree.fromstring(f"{start}{body}{end if parser is _PARSER else ''}", parser)
        except (etree.XMLSyntaxError, ValueError):
            continue
        if root is not None and root.getroottree().docinfo.internalDTD is None:
            return root, wrong
    return None, BROKEN


def _mended(text: str) -> str:
    """Write stray signs as XML wants them.

    All entities become numbers: a forgiving parser drops `&amp;` behind the first error.
    """
    text = _OPEN.sub("&#60;", _NO_XML.sub("", _STRAY.sub(_named, text)))
    return re.sub(r"&\w{2,4};", lambda found: _NAMED.get(found[0], found[0]), text)


def _once(prefixes: str) -> str:
    """Declare each prefix once."""
    return " ".join({found.partition("=")[0].strip(): found for found in _PREFIX.findall(prefixes)}.values())


def _named(stray: re.Match[str]) -> str:
    """Write an entity of HTML as its letter, and any other stray ampersand as one."""
    letter = html.entities.html5.get(f"{stray[1]};") if stray[1] else None
    return "".join(f"&#{ord(char)};" for char in letter) if letter else f"&#38;{stray[0][1:]}"


def local(element: Element) -> str:
    """Give an element's name without its namespace (each version of XFA has its own)."""
    name: str = element.tag
    return name.rpartition("}")[2]


def elements(element: Element) -> Iterator[Element]:
    """Walk the elements inside an element."""
    return (kid for kid in element if isinstance(kid.tag, str))


def child(element: Element | None, name: str) -> Element | None:
    """Give the first element of a name inside another, None for none."""
    return next((kid for kid in elements(element) if local(kid) == name), None) if element is not None else None


def is_rich(element: Element) -> bool:
    """Whether an element is text with markup (XHTML)."""
    return bool(element.tag.startswith(f"{{{_HTML}}}"))


def flat(element: Element) -> str:
    """Give the text inside an element; of text with markup the words, a paragraph a line."""
    rich = any(is_rich(kid) for kid in elements(element)) or is_rich(element)
    if not rich:
        return "".join(element.itertext())
    pieces: list[str] = []
    _collect(element, pieces)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _collect(element: Element, pieces: list[str]) -> None:
    own_line = local(element) in _OWN_LINE
    pieces.append("\n" if own_line else "")
    pieces.append(re.sub(r"\s+", " ", element.text or ""))
    for kid in elements(element):
        _collect(kid, pieces)
        pieces.append(re.sub(r"\s+", " ", kid.tail or ""))
    pieces.append("\n" if own_line else "")
