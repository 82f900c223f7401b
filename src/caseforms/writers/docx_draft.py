"""The word DRAFT at the head of every page."""

from __future__ import annotations

from caseforms.writers.docx_package import Element, Package, R, element, w

__all__ = ["mark_draft", "sections"]

_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_PAGES = ("default", "first", "even")


def sections(root: Element) -> list[Element]:
    """Give the settings of all sections of a document; one is made where the document has none."""
    found = list(root.iter(w("sectPr")))
    body = root.find(w("body"))
    if not found or found[-1].getparent() is not body:
        body.append(element("sectPr"))
        found.append(body[-1])
    return found


def mark_draft(package: Package) -> None:
    """Put DRAFT at the top of every header, and give each kind of page that has no header one."""
    for part in package.related(package.main, "header"):
        package.tree(part).insert(0, _mark())
    name = package.free_name("word/header-draft{}.xml")
    header = element("hdr")
    header.append(_mark())
    package.add_tree(name, header, _HEADER_TYPE)
    inherited = dict.fromkeys(_PAGES, package.relate(package.main, "header", name))
    for section in sections(package.tree(package.main)):
        own = {one.get(w("type")): one.get(f"{R}id") for one in section.findall(w("headerReference"))}
        for page in reversed(_PAGES):
            if page not in own:
                reference = element("headerReference", type=page)
                reference.set(f"{R}id", inherited[page])
                section.insert(0, reference)
        inherited |= {page: identity for page, identity in own.items() if page in inherited}


def _mark() -> Element:
    paragraph, about, run, look, text = (element(name) for name in ("p", "pPr", "r", "rPr", "t"))
    text.text = "DRAFT"
    about.append(element("jc", val="center"))
    look.extend([element("b"), element("color", val="9C0006"), element("sz", val="28"), element("szCs", val="28")])
    run.extend([look, text])
    paragraph.extend([about, run])
    return paragraph
