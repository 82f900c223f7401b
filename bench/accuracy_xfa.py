"""The XFA half of a hybrid form: its data packet written anew with the invented values, or taken out.

The names and the places of the data follow the XFA specification 3.3 ("Basic data binding"), walked here on our own
terms: the template once through, one instance of everything.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
from lxml import etree

from bench.accuracy_values import Put

_DATA = "http://www.xfa.org/schema/xfa-data/1.0/"
_SEEN_THROUGH = {"area", "subformSet"}


@dataclass(slots=True)
class _Level:
    """A step of the full name, and the element under which its data stand.

    names, classes: counted so far. shared: values of the fields that are bound globally, by name.
    """

    path: str
    data: etree._Element
    names: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    shared: dict[str, list[str]] = field(default_factory=dict)


def has_xfa(path: Path) -> bool:
    """Whether a PDF carries an XFA form beside its fields."""
    with pikepdf.open(path) as document:
        form = document.Root.get("/AcroForm")
        return form is not None and "/XFA" in form and isinstance(form["/XFA"], pikepdf.Array)


def drop_xfa(path: Path) -> None:
    """Take the XFA form out of a file."""
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        del document.Root.AcroForm["/XFA"]
        document.save(path)


def update_xfa(path: Path, puts: Mapping[str, Put]) -> None:
    """Write the values into the data packet of a file."""
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        packets = document.Root.AcroForm["/XFA"]
        parts = {str(packets[at]): packets[at + 1] for at in range(0, len(packets), 2)}
        template = _tree(parts["template"].read_bytes())
        root = etree.Element(f"{{{_DATA}}}datasets", nsmap={"xfa": _DATA})
        data = etree.SubElement(root, f"{{{_DATA}}}data")
        shared: dict[str, list[str]] = {}
        _walk(template, _Level("", data, shared=shared), puts)
        record = data[0] if len(data) else data
        for name, values in shared.items():
            if len(set(values)) == 1:  # otherwise the fields say different things, which Acrobat does not let happen
                etree.SubElement(record, name).text = values[0]
        packet = document.make_stream(etree.tostring(root))
        for at in range(0, len(packets), 2):
            if str(packets[at]) == "datasets":
                packets[at + 1] = packet
        document.save(path)


def _tree(content: bytes) -> etree._Element:
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, huge_tree=True, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(content, parser)


def _kind(node: etree._Element) -> str:
    return str(etree.QName(node).localname)


def _kids(node: etree._Element, *kinds: str) -> Iterator[etree._Element]:
    return (kid for kid in node if isinstance(kid.tag, str) and (not kinds or _kind(kid) in kinds))


def _walk(node: etree._Element, level: _Level, puts: Mapping[str, Put]) -> None:
    for kid in _kids(node):
        kind = _kind(kid)
        if kind in _SEEN_THROUGH:
            _walk(kid, level, puts)
        elif kind == "subform":
            _subform(kid, level, puts)
        elif kind in {"field", "exclGroup"}:
            _field(kid, level, puts)


def _step(node: etree._Element, level: _Level) -> str:
    name, kind = node.get("name") or "", _kind(node)
    count = level.classes[kind]
    level.classes[kind] += 1
    if name:
        count = level.names[name]
        level.names[name] += 1
    step = f"{name or f'#{kind}'}[{count}]"
    return f"{level.path}.{step}" if level.path else step


def _unbound(node: etree._Element) -> bool:
    return any(bind.get("match") == "none" for bind in _kids(node, "bind"))


def _subform(node: etree._Element, level: _Level, puts: Mapping[str, Put]) -> None:
    path = _step(node, level)
    if not node.get("name"):
        _walk(node, _Level(path, level.data, level.names, Counter(), level.shared), puts)
        return
    data = level.data if _unbound(node) else etree.SubElement(level.data, node.get("name") or "")
    _walk(node, _Level(path, data, shared=level.shared), puts)


def _field(node: etree._Element, level: _Level, puts: Mapping[str, Put]) -> None:
    name, path = node.get("name"), _step(node, level)
    put = puts.get(path)
    if not name or put is None or _unbound(node):
        return
    if any(bind.get("match") == "global" for bind in _kids(node, "bind")):
        if put.kind != "tick" or put.ticked:
            level.shared.setdefault(name, []).append(_stored(node, put))
        return
    ref = next((bind.get("ref") or "" for bind in _kids(node, "bind") if bind.get("match") == "dataRef"), "")
    steps = [step.partition("[")[0] for step in ref.split(".") if step not in {"", "$", "$record"}] or [name]
    place = level.data
    for step in steps[:-1]:
        known = place.find(step)
        place = known if known is not None else etree.SubElement(place, step)
    etree.SubElement(place, steps[-1]).text = _stored(node, put)


def _stored(node: etree._Element, put: Put) -> str:
    if put.kind == "tick":
        items = [item.text or "" for group in _kids(node, "items") for item in _kids(group)]
        return (items[0] if items else put.stored) if put.ticked else (items[1] if len(items) > 1 else "0")
    is_date = any(_kind(kid) == "date" for value in _kids(node, "value") for kid in _kids(value))
    if is_date:
        try:
            return dt.datetime.strptime(put.stored, "%m/%d/%Y").replace(tzinfo=dt.UTC).date().isoformat()
        except ValueError:
            return put.stored
    return put.stored
