"""Template and data of an XFA form become one: each field with its full name and what was written into it.

Source: XFA specification 3.3, chapter "Basic data binding to produce the XFA form DOM", for data that exist already:
containers take data of their own name in document order; what finds nothing where it stands looks outwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from caseforms.readers.xfa_packets import Element, child, elements, flat, local
from caseforms.readers.xfa_template import TRANSPARENT, Node, items_of
from caseforms.readers.xfa_values import Data, escaped, resolve

_SHOWN = "visible"
_DEEPEST = 60  # levels of subforms; a template is a tree, so this is only a guard
_MOST_ITEMS = 50_000  # fields and texts of one form


@dataclass(slots=True, eq=False)
class Item:
    """One instance of a part of the template.

    name: as AcroForm writes it, `form1[0].Page1[0].DOB[0]`. data: what it shows, None where nothing belongs to it.
    kept: what the form packet stores for a field without data. others: what other ticks store in the same data.
    where: the group in which its data would stand.
    """

    node: Node
    name: str
    where: Data
    data: Data | None = None
    kept: str | None = None
    kids: list[Item] = field(default_factory=list)
    hidden: bool = False
    shown: tuple[str, ...] = ()
    saved: tuple[str, ...] = ()
    others: frozenset[str] = frozenset()

    @property
    def said(self) -> list[str]:
        """What somebody wrote into it."""
        if self.data is not None:
            return self.data.said
        return [self.kept] if self.kept and self.kept.strip() else []

    def walk(self) -> Iterator[Item]:
        """Walk it and all it holds, in the order of the template."""
        yield self
        for kid in self.kids:
            yield from kid.walk()


@dataclass(slots=True)
class _Scope:
    """What a name is counted among: unnamed subforms count with their surroundings."""

    path: str = ""
    names: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)

    def step(self, node: Node) -> str:
        """Give the full name of the next part."""
        number = self.classes[node.kind]
        self.classes[node.kind] += 1
        if node.name:
            number = self.names[node.name]
            self.names[node.name] += 1
        step = f"{escaped(node.name) if node.name else f'#{node.kind}'}[{number}]"
        return f"{self.path}.{step}" if self.path else step


class _Deltas:
    """What the form packet changed in one container: the nth part of a kind and a name."""

    def __init__(self, element: Element | None) -> None:
        self._parts: dict[tuple[str, str], list[Element]] = {}
        for kid in elements(element) if element is not None else ():
            self._parts.setdefault((local(kid), kid.get("name") or ""), []).append(kid)
        self._met: Counter[tuple[str, str]] = Counter()

    def next(self, node: Node) -> Element | None:
        """Give what was changed in the next part of this kind and name."""
        key = (node.kind, node.name)
        number = self._met[key]
        self._met[key] += 1
        parts = self._parts.get(key, ())
        return parts[number] if number < len(parts) else None


class Merge:
    """Joins a template with data. items: the form; `left` afterwards: values that no field shows."""

    def __init__(self, template: Node, datasets: Data, form: Element | None) -> None:
        """Join them."""
        self._datasets = datasets
        self._count = 0
        self._root = next((kid for kid in datasets.kids if kid.name == "data"), datasets)
        self._record = next((kid for kid in self._root.kids if kid.group), self._root)
        self._open: list[Item] = []
        self._global: dict[str, Data] = {}
        scope = _Scope()
        self.items = list(self._inside(template, self._root, scope, _Deltas(form), hidden=False, depth=0))
        for item in self._open:
            self._outwards(item)
        _tell_others([item for top in self.items for item in top.walk()])

    @property
    def left(self) -> list[Data]:
        """Give the filled values that no field shows."""
        return [leaf for leaf in self._root.leaves() if leaf.text.strip() and not leaf.used]

    def _inside(
        self, node: Node, where: Data, scope: _Scope, deltas: _Deltas, *, hidden: bool, depth: int
    ) -> Iterator[Item]:
        if depth > _DEEPEST:
            return
        for kid in node.kids:
            for group in self._groups(kid, where, top=depth == 0):
                self._count += 1
                if self._count > _MOST_ITEMS:
                    return
                yield self._item(kid, group, scope, deltas.next(kid), hidden=hidden, depth=depth)

    def _groups(self, node: Node, where: Data, *, top: bool) -> list[Data]:
        """Give the group of each instance of a part; a part that is no subform of its own stays where it is."""
        if node.kind != "subform" or node.bind == "none" or not (node.name or node.ref):
            return [where]
        if node.bind == "dataRef":
            found = resolve(node.ref, where, self._datasets, self._record)
        else:
            found = [kid for kid in where.kids if kid.name == node.name]
        found = [group for group in found if not group.used and (group.group or not group.text.strip())][: node.most]
        if not found and top and self._record is not self._root:  # the outermost subform shows the record, whatever
            found = [self._record]  # either is called
        for group in found:
            group.used = True
        missing = max(min(node.least, node.most) - len(found), 0)
        return found + [Data(node.name, above=where, group=True) for _ in range(missing)]

    def _item(self, node: Node, where: Data, scope: _Scope, delta: Element | None, *, hidden: bool, depth: int) -> Item:
        presence = delta.get("presence") if delta is not None else None
        unseen = node.unseen if presence is None else presence != _SHOWN
        item = Item(node, scope.step(node), where, hidden=hidden or unseen)
        if node.kind == "field":
            self._bind(item)
            self._choices(item, delta)
            return item
        if node.kind == "exclGroup" and node.name:
            self._bind(item)
        if item.kept is None and delta is not None and item.data is None:
            item.kept = _kept(delta)
        inner = scope if node.kind == "subform" and not node.name else _Scope()
        inner = _Scope(item.name, inner.names, inner.classes)
        below = item.data if item.data is not None and item.data.group else where
        item.kids = list(
            self._inside(node, below, inner, _Deltas(delta), hidden=item.hidden, depth=depth + 1)
            if node.kind in TRANSPARENT | {"subform", "exclGroup"}
            else ()
        )
        return item

    def _bind(self, item: Item) -> None:
        """Find the data of a field or of a group of radio buttons."""
        node = item.node
        if node.bind == "none" or (node.bind != "dataRef" and not node.name):
            return
        if node.bind == "global":
            item.data = self._anywhere(node.name)
        else:
            found = (
                resolve(node.ref, item.where, self._datasets, self._record)
                if node.bind == "dataRef"
                else [kid for kid in item.where.kids if kid.name == node.name]
            )
            fit = [data for data in found if _is_value(data)]
            shared = fit[:1] if node.bind == "dataRef" else []  # two fields may point to one value
            item.data = next((data for data in fit if not data.used), shared[0] if shared else None)
        if item.data is None and node.name in item.where.attributes:
            item.data = Data(node.name, item.where.attributes[node.name])
        if item.data is None:
            self._open.append(item)
        else:
            _use(item.data)

    def _anywhere(self, name: str) -> Data | None:
        """Find a global value: every field of its name shows the same."""
        if name not in self._global:
            fit = [leaf for leaf in self._record.leaves() if leaf.name == name]
            if not fit:
                return None
            self._global[name] = next((leaf for leaf in fit if leaf.text.strip()), fit[0])
        return self._global[name]

    def _outwards(self, item: Item) -> None:
        """Find the data of a field in the groups around its own."""
        group = item.where.above
        while group is not None and item.data is None:
            fit = (kid for kid in group.kids if kid.name == item.node.name and _is_value(kid) and not kid.used)
            item.data = next(fit, None)
            group = group.above
        if item.data is not None:
            _use(item.data)

    def _choices(self, item: Item, delta: Element | None) -> None:
        """Give a field its choices: those that the form packet has, else a list among the data, else the template's."""
        node = item.node
        item.shown, item.saved = node.shown, node.saved
        if node.listed is not None:
            ref, label, value = node.listed
            rows = resolve(ref, item.where, self._datasets, self._record)
            told = [(self._cell(row, label), self._cell(row, value)) for row in rows]
            if told:
                item.shown, item.saved = tuple(pair[0] for pair in told), tuple(pair[1] for pair in told)
        if delta is None:
            return
        shown, saved = items_of(delta)
        if shown and len(shown) == len(saved):
            item.shown, item.saved = shown, saved
        if item.data is None:
            item.kept = _kept(delta)

    def _cell(self, row: Data, path: str) -> str:
        found = resolve(path, row, self._datasets, self._record)
        return found[0].text if found else row.attributes.get(path.lstrip("@"), "")


def _tell_others(items: list[Item]) -> None:
    """Tell ticks that share one value what the others store in it: that is no answer of theirs, they are off then."""
    of_data: dict[int, list[Item]] = {}
    for item in items:
        if item.node.kind == "field" and item.node.ui == "checkButton" and item.data is not None:
            of_data.setdefault(id(item.data), []).append(item)
    for sharing in of_data.values():
        states = {item.saved[0] for item in sharing if item.saved}
        for item in sharing if len(sharing) > 1 else ():
            item.others = frozenset(states - set(item.saved[:1]))


def _is_value(data: Data) -> bool:
    """Whether it is a value, or the several values of one field."""
    return not data.group or bool(data.kids and all(not kid.kids and kid.name == "value" for kid in data.kids))


def _use(data: Data) -> None:
    data.used = True
    for kid in data.kids:
        kid.used = True


def _kept(delta: Element) -> str | None:
    value = child(delta, "value")
    return flat(value).strip() if value is not None else None
