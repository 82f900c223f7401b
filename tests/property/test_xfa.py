"""Whatever the fields, however nested and repeated: every value put into an XFA form comes out with its name."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from xml.sax.saxutils import escape

from builders_xfa import a_field, boxes_of, datasets, items, said, template, xfa_pdf
from hypothesis import given, settings
from hypothesis import strategies as st

from caseforms.errors import UnreadableFileError
from caseforms.readers.pdf import read

NAMES = st.sampled_from(["Name", "DOB", "Phone", "a.b", "Row", "T"])
WORDS = st.text(st.characters(exclude_categories=["C"], include_characters="\n"), max_size=20).map(str.strip)

LEAF = st.tuples(st.just("field"), NAMES, st.sampled_from(["text", "tick", "choice"]))
TREE = st.recursive(
    LEAF,
    lambda kids: st.tuples(
        st.sampled_from(["named", "unnamed", "repeated", "area"]),
        NAMES,
        st.lists(kids, max_size=4),
    ),
    max_leaves=12,
)


class Writer:
    """Writes template and data of a tree, and the values that must come out, by their names."""

    def __init__(self, draw) -> None:
        self.draw = draw
        self.expected: dict[str, str] = {}
        self.own: dict[int, str] = {}  # names that nothing beside them has

    def inside(self, trees, path, names, classes, most) -> tuple[str, str]:
        """Template and data of the kids of a container; what is counted goes on across unnamed ones."""
        made = [self.one(tree, path, names, classes, most) for tree in trees]
        return "".join(body for body, _ in made), "".join(data for _, data in made)

    def one(self, tree, path, names, classes, most) -> tuple[str, str]:
        kind, name, rest = tree
        if kind == "field":
            return self.field(name, rest, path, names)
        if kind in {"unnamed", "area"}:
            tag = "subform" if kind == "unnamed" else "area"
            here = f"{path}.#{tag}[{classes[tag]}]"
            classes[tag] += 1
            own = (names, classes) if kind == "unnamed" else (Counter(), Counter())
            body, data = self.inside(rest, here, *own, most)
            return f"<{tag}>{body}</{tag}>", data
        bodies, data = [], ""
        name = self.own.setdefault(id(tree), f"Repeated{len(self.own)}") if kind == "repeated" else f"{name}s"
        for _ in range(self.draw(st.integers(1, most)) if kind == "repeated" else 1):
            here = f"{path}.{name.replace('.', chr(92) + '.')}[{names[name]}]"
            names[name] += 1
            classes["subform"] += 1
            body, inner = self.inside(rest, here, Counter(), Counter(), 1)
            bodies.append(body)
            data += (
                f'<{name} xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/" xfa:dataNode="dataGroup">{inner}</{name}>'
            )
        occur = '<occur min="1" max="-1"/>' if kind == "repeated" else ""
        return f'<subform name="{name}">{occur}{bodies[0]}</subform>', data

    def field(self, name, sort, path, names) -> tuple[str, str]:
        here = f"{path}.{name.replace('.', chr(92) + '.')}[{names[name]}]"
        names[name] += 1
        if sort == "tick":
            on = self.draw(st.booleans())
            if on:
                self.expected[here] = "1"
            return a_field(name, items("1", "0"), "checkButton"), f"<{name}>{int(on)}</{name}>"
        if sort == "choice":
            code = self.draw(st.sampled_from(["", "7", "8"]))
            if code:
                self.expected[here] = {"7": "Mother", "8": "Father"}[code]
            field = a_field(name, items("Mother", "Father") + items("7", "8", save="1"), "choiceList")
            return field, f"<{name}>{code}</{name}>"
        word = self.draw(WORDS)
        if word:
            self.expected[here] = word
        return a_field(name), f"<{name}>{escape(word)}</{name}>"


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_every_value_comes_out_with_its_name(data):
    writer = Writer(data.draw)
    trees = data.draw(st.lists(TREE, min_size=1, max_size=5))
    body, values = writer.inside(trees, "form1[0]", Counter(), Counter(), 3)
    content = read(xfa_pdf({"template": template(body), "datasets": datasets(f"<form1>{values}</form1>")}))
    assert said(content) == writer.expected
    assert not any(box.hidden for box in boxes_of(content).values())
    assert content.remarks == ()


WHOLE = datasets("<form1><Name>Rowan &amp; Sons</Name><P><DOB>1990-07-04</DOB></P></form1>")


@settings(max_examples=80, deadline=None)
@given(st.integers(0, len(WHOLE)), st.integers(0, 40), st.text(max_size=10))
def test_data_damaged_anywhere_give_an_account(at, length, put):
    damaged = WHOLE[:at] + put + WHOLE[at + length :]
    fields = template(a_field("Name") + f'<subform name="P">{a_field("DOB")}</subform>')
    with suppress(UnreadableFileError):
        assert read(xfa_pdf({"template": fields, "datasets": damaged.encode("utf-8", "replace")})).pages


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 400), st.integers(0, 40), st.text(max_size=10))
def test_a_damaged_template_loses_no_value(at, length, put):
    whole = template(a_field("Name", caption="Name") + f'<subform name="P">{a_field("DOB")}</subform>')
    damaged = whole[:at] + put + whole[at + length :]
    content = read(xfa_pdf({"template": damaged.encode("utf-8", "replace"), "datasets": WHOLE}))
    assert {"Rowan & Sons", "1990-07-04"} <= set(said(content).values())
