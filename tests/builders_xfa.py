"""XFA forms that tests make: packets as text, put into a PDF with or without widgets of its own."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

from builders import form_pdf

from caseforms.model import Box
from caseforms.readers.base import Content
from caseforms.readers.pdf import read

TEMPLATE = "http://www.xfa.org/schema/xfa-template/3.3/"
DATA = "http://www.xfa.org/schema/xfa-data/1.0/"


def template(body: str, attributes: str = 'name="form1" layout="tb"') -> str:
    """A template packet around what stands inside the outermost subform."""
    return f'<template xmlns="{TEMPLATE}"><subform {attributes}>{body}</subform></template>'


def datasets(body: str, beside: str = "") -> str:
    """A data packet around the data of the form; `beside` them stand lists and descriptions."""
    return f'<xfa:datasets xmlns:xfa="{DATA}">{beside}<xfa:data>{body}</xfa:data></xfa:datasets>'


def a_field(name: str, inside: str = "", ui: str = "textEdit", caption: str = "", attributes: str = "") -> str:
    """A field of a template."""
    words = f"<caption><value><text>{escape(caption)}</text></value></caption>" if caption else ""
    return f'<field name="{name}" {attributes}><ui><{ui}/></ui>{words}{inside}</field>'


def items(*texts: str, save: str = "") -> str:
    """A list of choices."""
    listed = "".join(f"<text>{escape(text)}</text>" for text in texts)
    return f'<items save="{save}">{listed}</items>' if save else f"<items>{listed}</items>"


def a_draw(text: str, attributes: str = "") -> str:
    """A printed text of a template."""
    return f"<draw {attributes}><value><text>{escape(text)}</text></value></draw>"


def stream(content: str | bytes) -> bytes:
    """The body of a stream object."""
    data = content.encode() if isinstance(content, str) else content
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def xfa_pdf(packets: Mapping[str, str | bytes], *widgets: str | bytes) -> bytes:
    """A PDF with these packets; a packet without a name is the whole document in one stream."""
    own = range(4, 4 + len(widgets))
    first = 4 + len(widgets)
    named = [f"({name}) {first + number} 0 R" for number, name in enumerate(packets)]
    xfa = f"/XFA {first} 0 R" if "" in packets else f"/XFA [{' '.join(named)}]"
    streams = [stream(content) for content in packets.values()]
    return form_pdf(*widgets, *streams, annots=own, fields=own, acroform=xfa, page="/MediaBox [0 0 612 792]")


def dynamic(body: str, data: str = "", **more: str | bytes) -> Content:
    """What is read of a dynamic form with this template and these data."""
    return read(xfa_pdf({"template": template(body), "datasets": datasets(data), **more}))


def boxes_of(content: Content) -> dict[str, Box]:
    """The boxes by name."""
    return {box.name: box for page in content.pages for box in page.boxes}


def said(content: Content) -> dict[str, str]:
    """The texts of the filled boxes by name; of a tick what it stores."""
    return {name: box.text or box.raw or "" for name, box in boxes_of(content).items() if box.filled}
