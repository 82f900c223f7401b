"""Which merge fields a template asks for, read from its tags by the template language itself, with their scopes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from jinja2 import TemplateSyntaxError, nodes

from caseforms.writers.template_language import FILTERS, language


class KnownField(NamedTuple):
    """What is known of a merge field: its kind (`definitions.merge_fields.Kind`), and its texts if they are fixed."""

    kind: str
    choices: tuple[str, ...] = ()


class Asked(NamedTuple):
    """Something that a template asks for, or gets wrong.

    line: from 1. what: `use` (path is asked for), else what is wrong: `unknown` (there is no such name below `path`),
    `column` (of the list `path`, outside a loop), `whole_group`, `whole_rows` (printed), `no_list` (gone through),
    `part` (of a value), `filter`, `test`, `no_date` (a filter for dates), `always` (a yes/no in `if`), `never`
    (compared with a text it cannot be). said: as the template says it; name: the word that is wrong.
    """

    line: int
    what: str
    path: str
    said: str
    name: str = ""


class _Shape(NamedTuple):
    """What an expression gives. kind: as in KnownField, or `group`, `row`, `grouped` (by a column), `any`."""

    kind: str
    path: str = ""
    said: str = ""


_ANY = _Shape("any")
_LOOP = frozenset(
    "index index0 revindex revindex0 first last length depth depth0 cycle changed previtem nextitem".split()
)
_DATE_FILTERS = frozenset({"short", "weekday", "month"})
_SAME = frozenset("sort reverse unique list select reject selectattr rejectattr blank default d".split())
_ONE_OF = frozenset({"first", "last", "min", "max"})
#: Filter -> the place of its argument that names a column.
_COLUMN = {"selectattr": 0, "rejectattr": 0, "groupby": 0, "map": -1, "sort": -1, "unique": -1, "min": -1,
           "max": -1, "sum": 0, "join": 1}  # fmt: skip
_PARTS = {"date": frozenset({"year", "month", "day"})}


def syntax_fault(source: str) -> str:
    """Say in the language's words what is wrong with a piece of a template, "" when nothing is."""
    try:
        language().parse(source)
    except TemplateSyntaxError as error:
        return error.message or "cannot be understood"
    except RecursionError:
        return "is nested too deeply"
    return ""


def filter_names() -> tuple[str, ...]:
    """Give the names of the filters that templates may use."""
    return tuple(sorted(FILTERS))


def test_names() -> tuple[str, ...]:
    """Give the names of the tests, as in `is defined`."""
    return tuple(name for name in sorted(language().tests) if name.isalpha())


def asked_for(lines: Iterable[str], known: Mapping[str, KnownField]) -> list[Asked]:
    """Give all that a template asks for, in the order of its lines.

    lines: the tags of each paragraph; they hang together. known: the merge fields by path.
    """
    reading = _Reading(known)
    reading.body(language().parse("\n".join(lines)).body)
    return sorted(dict.fromkeys(reading.found), key=lambda asked: asked.line)


class _Reading:
    """Walks the tree of a template. scopes: the names set by loops and `set`, innermost last."""

    def __init__(self, known: Mapping[str, KnownField]) -> None:
        self.known = known
        self.below: dict[str, set[str]] = {}
        for path in known:
            parts = path.split(".")
            for end in range(len(parts)):
                self.below.setdefault(".".join(parts[:end]), set()).add(parts[end])
        self.found: list[Asked] = []
        self.scopes: list[dict[str, _Shape]] = [dict.fromkeys(("range", "namespace"), _ANY)]

    def _say(self, node: nodes.Node, what: str, path: str, said: str, name: str = "") -> _Shape:
        self.found.append(Asked(node.lineno, what, path, said, name))
        return _ANY

    def body(self, statements: Iterable[nodes.Node]) -> None:
        for node in statements:
            self.shape(node)

    def shape(self, node: nodes.Node) -> _Shape:
        """Walk one node, and give what it is."""
        visit = getattr(self, f"_{type(node).__name__.lower()}", None)
        if visit is not None:
            shape: _Shape = visit(node)
            return shape
        for child in node.iter_child_nodes():
            self.shape(child)
        return _ANY

    # Names and fields

    def _name(self, node: nodes.Name) -> _Shape:
        for scope in reversed(self.scopes):
            if node.name in scope:
                return scope[node.name]._replace(said=node.name)
        if not self._there(node.name):
            return self._say(node, "unknown", "", node.name, node.name)
        return self._at(node, node.name, node.name)

    def _there(self, name: str) -> bool:
        return name in self.below[""] or any(name in scope for scope in self.scopes)

    def _at(self, node: nodes.Node, path: str, said: str) -> _Shape:
        field = self.known.get(path)
        if field is None:
            return _Shape("group", path, said)
        self._say(node, "use", path, said)
        return _Shape(field.kind, path, said)

    def _getattr(self, node: nodes.Getattr) -> _Shape:
        written = _dotted(node)
        if written and not self._there(written.partition(".")[0]):
            return self._say(node, "unknown", "", written, written)
        return self._part(node, self.shape(node.node), node.attr)

    def _getitem(self, node: nodes.Getitem) -> _Shape:
        of, key = self.shape(node.node), node.arg
        if not isinstance(key, nodes.Const):
            self.shape(key)
            return of if isinstance(key, nodes.Slice) else _ANY
        return self._part(node, of, key.value) if isinstance(key.value, str) else _item(of)

    def _part(self, node: nodes.Node, of: _Shape, name: str) -> _Shape:
        said = f"{of.said}.{name}"
        if of.kind == "any":
            return _ANY
        if of.kind == "loop":
            fits = name in _LOOP
            return _ANY if fits else self._say(node, "unknown", "loop", said, name)
        if of.kind == "grouped":
            return _Shape("rows", of.path, said) if name == "list" else _ANY
        if of.kind in {"group", "row"}:
            if name in self.below.get(of.path, ()):
                return self._at(node, f"{of.path}.{name}", said)
            return self._say(node, "unknown", of.path, said, name)
        if of.kind == "rows":
            return self._say(node, "column", of.path, said, name)
        return _ANY if name in _PARTS.get(of.kind, ()) else self._say(node, "part", of.path, said, name)

    # Printing, asking, going through

    def _output(self, node: nodes.Output) -> _Shape:
        for child in node.nodes:
            shape = self.shape(child)
            if shape.kind in {"group", "row"}:
                self._say(child, "whole_group", shape.path, shape.said)
            elif shape.kind in {"rows", "groups"}:
                self._say(child, "whole_rows", shape.path, shape.said)
        return _ANY

    def _if(self, node: nodes.If) -> _Shape:
        self._condition(node.test)
        for branch in (node.body, node.elif_, node.else_):
            self.body(branch)
        return _ANY

    def _condexpr(self, node: nodes.CondExpr) -> _Shape:
        self._condition(node.test)
        shapes = [self.shape(branch) for branch in (node.expr1, node.expr2) if branch is not None]
        return shapes[0]

    def _condition(self, test: nodes.Node) -> None:
        if isinstance(test, nodes.And | nodes.Or):
            self._condition(test.left)
            self._condition(test.right)
        elif isinstance(test, nodes.Not):
            self._condition(test.node)
        elif (shape := self.shape(test)).kind == "yes/no":
            self._say(test, "always", shape.path, shape.said)

    def _compare(self, node: nodes.Compare) -> _Shape:
        left = self.shape(node.expr)
        for operand in node.ops:
            self.shape(operand.expr)
            choices = self.known[left.path].choices if left.path in self.known else ()
            for text in _texts(operand.expr) if choices and operand.op in {"eq", "ne", "in", "notin"} else ():
                if text not in choices:
                    self._say(node, "never", left.path, left.said, text)
        return _ANY

    def _for(self, node: nodes.For) -> _Shape:
        of = self.shape(node.iter)
        if of.kind not in {"rows", "list", "any", "groups"}:
            self._say(node, "no_list", of.path, of.said)
        self.scopes.append({"loop": _Shape("loop", said="loop")})
        self._bind(node.target, _item(of))
        if node.test is not None:
            self._condition(node.test)
        self.body(node.body)
        self.scopes.pop()
        self.body(node.else_)
        return _ANY

    def _bind(self, target: nodes.Node, shape: _Shape) -> None:
        if isinstance(target, nodes.Name):
            self.scopes[-1][target.name] = shape
        elif isinstance(target, nodes.Tuple):
            shapes = [_ANY, _Shape("rows", shape.path)] if shape.kind == "grouped" else [_ANY] * len(target.items)
            for part, one in zip(target.items, shapes, strict=False):
                self._bind(part, one)

    def _assign(self, node: nodes.Assign) -> _Shape:
        self._bind(node.target, self.shape(node.node))
        return _ANY

    # Filters and tests

    def _filter(self, node: nodes.Filter) -> _Shape:
        of = self.shape(node.node) if node.node is not None else _ANY
        for argument in (*node.args, *(pair.value for pair in node.kwargs)):
            self.shape(argument)
        if node.name.startswith(" "):  # the language's own, around what is printed or gone through
            return _ANY if node.name == " together" else of
        if node.name not in FILTERS:
            return self._say(node, "filter", of.path, of.said, node.name)
        if node.name in _DATE_FILTERS and of.kind not in {"date", "any"}:
            return self._say(node, "no_date", of.path, of.said, node.name)
        if of.kind == "rows" and (column := _column(node)):
            self._part(node, _Shape("row", of.path, of.said), column)
        if node.name == "groupby" and of.kind == "rows":
            return _Shape("groups", of.path, of.said)
        if node.name in _ONE_OF:
            return _item(of)
        return of if node.name in _SAME else _ANY

    def _test(self, node: nodes.Test) -> _Shape:
        shape = self.shape(node.node)
        for argument in node.args:
            self.shape(argument)
        if node.name not in language().tests:
            return self._say(node, "test", shape.path, shape.said, node.name)
        return _ANY


def _dotted(node: nodes.Node) -> str:
    """Give `client.name` for such an expression, else ""."""
    if isinstance(node, nodes.Getattr):
        inner = _dotted(node.node)
        return f"{inner}.{node.attr}" if inner else ""
    return node.name if isinstance(node, nodes.Name) else ""


def _item(of: _Shape) -> _Shape:
    kinds = {"rows": "row", "groups": "grouped", "list": "text"}
    return _Shape(kinds[of.kind], of.path, of.said) if of.kind in kinds else _ANY


def _column(node: nodes.Filter) -> str:
    """Give the column that a filter names, "" for none."""
    named: Any = next((pair.value for pair in node.kwargs if pair.key == "attribute"), None)
    place = _COLUMN.get(node.name, -1)
    if named is None and 0 <= place < len(node.args):
        named = node.args[place]
    return named.value if isinstance(named, nodes.Const) and isinstance(named.value, str) else ""


def _texts(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, nodes.List | nodes.Tuple):
        for item in node.items:
            yield from _texts(item)
