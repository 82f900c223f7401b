"""The data of an XFA form: groups and values, and the expressions by which a template points into them (SOM).

Source: XFA specification 3.3, chapters "Exchanging data between an external application and a basic XFA form" and
"Scripting object model".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from caseforms.readers.xfa_packets import Element, elements, flat, is_rich, local

_DATA_NODE = "{http://www.xfa.org/schema/xfa-data/1.0/}dataNode"
_STEP = re.compile(r"(\.{0,2})((?:\\.|[^.\[\]\\])+)(?:\[([^\]]*)\])?")


@dataclass(slots=True, eq=False)
class Data:
    """A group of values, or one value. used: some field of the template shows it."""

    name: str
    text: str = ""
    kids: list[Data] = field(default_factory=list)
    above: Data | None = None
    group: bool = False
    attributes: dict[str, str] = field(default_factory=dict)
    used: bool = False

    def add(self, name: str, text: str = "") -> Data:
        """Hang a value below."""
        kid = Data(name, text, above=self)
        self.kids.append(kid)
        return kid

    def leaves(self) -> Iterator[Data]:
        """Walk the values below, in their order."""
        if not self.group:
            yield self
        for kid in self.kids:
            yield from kid.leaves()

    @property
    def said(self) -> list[str]:
        """What stands in a value; several texts where one may choose several."""
        if self.kids:
            return [kid.text for kid in self.kids if kid.text.strip()]
        return [self.text] if self.text.strip() else []

    @property
    def path(self) -> str:
        """Name it as a field would be named: `form1[0].Person[1].Phone[0]`."""
        steps: list[str] = []
        here: Data | None = self
        while here is not None and here.above is not None and here.name != "data":
            alike = [kid for kid in here.above.kids if kid.name == here.name]
            steps.append(f"{escaped(here.name)}[{next(i for i, kid in enumerate(alike) if kid is here)}]")
            here = here.above
        return ".".join(reversed(steps))


def escaped(name: str) -> str:
    """Write a name as it stands in a path: a dot inside it is no separator."""
    return name.replace(".", "\\.")


def data_of(element: Element, above: Data | None = None) -> Data:
    """Make data of XML."""
    kids = [kid for kid in elements(element) if not is_rich(kid)]
    kind = element.get(_DATA_NODE)
    group = kind == "dataGroup" or (bool(kids) and kind != "dataValue")
    attributes = {key: value for key, value in element.attrib.items() if not key.startswith("{")}
    text = (element.text or "").strip() if kids else flat(element)
    made = Data(local(element), "" if group and not text else text, [], above, group, attributes)
    made.kids = [data_of(kid, made) for kid in kids]
    return made


def resolve(path: str, here: Data, datasets: Data, record: Data) -> list[Data]:
    """Give what an expression points to, all instances where it names none; [] for what cannot be told."""
    steps = _STEP.findall(path.strip().replace("#data.", ""))
    if not steps:
        return []
    first, found = steps[0][1].strip(), [here]
    if first.startswith("!"):
        steps[0] = ("", first[1:], steps[0][2])
        found = [datasets]
    elif first in {"$", "this"}:
        steps = steps[1:]
    elif first in {"$data", "$record"}:
        root = next((kid for kid in datasets.kids if kid.name == "data"), datasets)
        steps, found = steps[1:], [root if first == "$data" else record]
    elif first in {"xfa", "$xfa"}:
        steps, found = steps[1:], [Data("xfa", kids=[datasets])]
    else:
        found = _near(first, here)
    for dots, name, index in steps:
        wanted = name.replace("\\.", ".").strip()
        found = [match for one in found for match in _inside(one, wanted, index.strip(), deep=dots == "..")]
    return found


def _near(name: str, here: Data) -> list[Data]:
    """Give the nearest group, from here outwards, that has something of this name."""
    group: Data | None = here
    while group is not None:
        if any(kid.name == name for kid in group.kids):
            return [group]
        group = group.above
    return []


def _inside(group: Data, name: str, index: str, *, deep: bool) -> list[Data]:
    pool = list(_below(group)) if deep else group.kids
    found = [kid for kid in pool if name in {kid.name, "*"}]
    if not found and name in group.attributes:
        found = [Data(name, group.attributes[name], above=group)]
    if index.isdigit():
        return found[int(index) : int(index) + 1]
    return found if index in {"", "*"} else []


def _below(group: Data) -> Iterator[Data]:
    for kid in group.kids:
        yield kid
        yield from _below(kid)
