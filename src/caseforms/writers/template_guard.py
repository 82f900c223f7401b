"""What a template may not do, seen in its syntax tree; and how all it prints and loops over comes to account.

Every `{{ }}` goes through the filter " printed", every loop through " rounds", every `~` through " together"
(`template_language`): names that nobody can write in a template.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from jinja2 import TemplateSyntaxError, nodes
from jinja2.visitor import NodeTransformer

__all__ = ["rewritten"]

_REFUSED: Mapping[type[nodes.Node], str] = {
    nodes.Macro: "macro",
    nodes.CallBlock: "call",
    nodes.FilterBlock: "filter",
    nodes.AssignBlock: "set without =",
    nodes.Block: "block",
    nodes.Extends: "extends",
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "from",
    nodes.ScopedEvalContextModifier: "autoescape",
    nodes.Pow: "**",
}
_CALLABLE = {"range", "namespace", "loop.cycle", "loop.changed"}


def rewritten(tree: nodes.Template) -> nodes.Template:
    """Lead all printing, looping and joining of a template through the document's account.

    Raises:
        TemplateSyntaxError: it does what templates may not do.
    """
    return cast("nodes.Template", _Rewriting().visit(tree))


class _Rewriting(NodeTransformer):
    """The walk through one template."""

    def __init__(self) -> None:
        self._rows: dict[str, str] = {}  # loop variable -> the list it comes from

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
        if (word := _REFUSED.get(type(node))) is not None:
            _refuse(f'"{word}" cannot be used in a template', node)
        return super().generic_visit(node, *args, **kwargs)

    def visit_Output(self, node: nodes.Output) -> nodes.Node:  # noqa: N802  # Jinja's way of naming
        node.nodes = [self._printed(child) for child in node.nodes]
        return node

    def _printed(self, child: nodes.Expr) -> nodes.Expr:
        if isinstance(child, nodes.TemplateData):
            return child
        name = self._name(child)
        return _filtered(cast("nodes.Expr", self.visit(child)), " printed", nodes.Const(name))

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        if node.recursive:
            _refuse('a loop cannot be "recursive"', node)
        name = self._name(node.iter)
        before = dict(self._rows)
        if isinstance(node.target, nodes.Name) and name:
            self._rows[node.target.name] = name
        self.generic_visit(node)
        self._rows = before
        node.iter = _filtered(
            cast("nodes.Expr", node.iter), " rounds", nodes.Const(name), nodes.Const(bool(node.else_))
        )
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), " together")

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802
        if (name := _path(node.node)) not in _CALLABLE:
            _refuse(
                f"a template cannot call {name or 'this'}(...); use a filter, as in {{{{ client.name|upper }}}}", node
            )
        return self.generic_visit(node)

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802
        if node.attr.startswith("_"):
            _refuse(f'"{node.attr}": names that begin with _ are not for templates', node)
        return self.generic_visit(node)

    def _name(self, node: nodes.Node) -> str:
        """Name the merge field that an expression prints, "" when there is not one."""
        while isinstance(node, nodes.Filter) and node.node is not None:
            node = node.node
        first, dot, rest = _path(node).partition(".")
        return f"{self._rows.get(first, first)}{dot}{rest}"


def _refuse(what: str, node: nodes.Node) -> None:
    raise TemplateSyntaxError(what, node.lineno)


def _filtered(node: nodes.Expr, name: str, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, list(arguments), [], None, None, lineno=node.lineno)


def _path(node: nodes.Node) -> str:
    """Give `client.name` for such an expression, else ""."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr) and (inner := _path(node.node)):
        return f"{inner}.{node.attr}"
    return ""
