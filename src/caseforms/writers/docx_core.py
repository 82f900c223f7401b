"""Who wrote a document, when, and its title: the core properties (ECMA-376 part 2, section 11)."""

from __future__ import annotations

import copy
import datetime as dt

from lxml import etree

from caseforms.writers.docx_package import Element, Package, serialised
from caseforms.writers.docx_words import in_one_line

__all__ = ["CORE_PART", "CoreProperties"]

CORE_PART = "docProps/core.xml"

_CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NSMAP = {"cp": _CP, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI}
_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
#: What is kept of the template's own; the rest tells who edited the template and how often.
_KEPT = (f"{{{_DC}}}language", f"{{{_DC}}}subject", f"{{{_CP}}}category")


class CoreProperties:
    """The properties of all documents of one template."""

    def __init__(self, package: Package) -> None:
        """Keep the template's language; see that the package has the part."""
        self.part = next(package.related("", "core-properties"), "")
        kept: list[Element] = []
        if self.part:
            kept = [copy.deepcopy(one) for one in package.tree(self.part) if one.tag in _KEPT and one.text]
        else:
            self.part = CORE_PART
            package.relate("", _RELATION, self.part)
        self._root = etree.Element(f"{{{_CP}}}coreProperties", nsmap=_NSMAP)
        self._root.extend(kept)
        package.add_tree(self.part, copy.deepcopy(self._root), _TYPE)

    def written(self, title: str, author: str, at: dt.date) -> bytes:
        """Give the part's bytes."""
        root = copy.deepcopy(self._root)
        day = f"{at:%Y-%m-%d}T00:00:00Z"
        for name, text in (
            (f"{{{_DC}}}title", in_one_line(title)),
            (f"{{{_DC}}}creator", in_one_line(author)),
            (f"{{{_CP}}}lastModifiedBy", in_one_line(author)),
            (f"{{{_TERMS}}}created", day),
            (f"{{{_TERMS}}}modified", day),
        ):
            one = etree.SubElement(root, name)
            one.text = text
            if name.startswith(f"{{{_TERMS}}}"):
                one.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
        return serialised(root)
