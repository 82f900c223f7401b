"""The template language: Jinja in its sandbox, and what letters need beside it.

A template may print fields, ask conditions, loop over lists and use the filters of `FILTERS`. It cannot reach the
insides of Python, a file or the network; it can call no function but `range`, `namespace` and those of `loop`; it
cannot define macros, take in other files, switch the escaping off, multiply texts, or loop beyond `docx_words.ROUNDS`.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jinja2 import (
    StrictUndefined,
    Template,
    TemplateError,
    TemplateSyntaxError,
    UndefinedError,
    nodes,
    pass_context,
    pass_environment,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.filters import FILTERS as JINJA_FILTERS
from jinja2.runtime import Context, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from rapidfuzz import fuzz, process

from caseforms.writers import docx_words
from caseforms.writers.docx_words import Printer, TemplateFaultError, worded
from caseforms.writers.merge import Blank, Group
from caseforms.writers.template_guard import rewritten

__all__ = ["FAULTS", "FILTERS", "PRINTER", "Language", "TemplateError", "did_you_mean", "language", "render"]

#: Where the account of a document stands among the values; no template can write this name.
PRINTER = " printer"

_LONGEST = 1_000_000  # of a text put together inside a template, in characters
_BIGGEST = 10**15
_DIGITS = 15
_LONGEST_RANGE = 10_000
_LIKE = 65  # of 100: as near must a name be for "did you mean"
#: Jinja's own filters that letters may use; the others reach into Python, undo the escaping or make endless texts.
_FROM_JINJA = (
    "abs capitalize count first groupby last length list lower map max min reject rejectattr reverse "
    "select selectattr sort sum title trim truncate unique upper wordcount"
).split()
_UNKNOWN_GROUP = re.compile(r'there is no "(\w+)"')


class UnknownField(StrictUndefined):
    """What stands for a name that does not exist; printing it or asking for it says which one was meant."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return str(self._undefined_hint)
        name = str(self._undefined_name)
        if isinstance(self._undefined_obj, Group):
            group = repr(self._undefined_obj)[7:-2]
            return f'there is no "{group}.{name}"' + did_you_mean(name, dir(self._undefined_obj), f"{group}.")
        return f'there is no "{name}"'


class _PlainOutput(CodeGenerator):
    """Writes what " printed" gives as it is: it is escaped already, each and every value goes through it."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if isinstance(node, nodes.Filter) and node.name == " printed":
            self.write("(")
        else:
            super()._output_child_pre(node, frame, finalize)


class Language(ImmutableSandboxedEnvironment):
    """The environment in which all templates are compiled."""

    code_generator_class = _PlainOutput
    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%"})

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        return rewritten(tree)

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        for kind, known in ((nodes.Filter, self.filters), (nodes.Test, self.tests)):
            for node in source.find_all(kind):
                if node.name not in known:  # Jinja itself says so only when a condition comes to it
                    raise TemplateSyntaxError(f"No {kind.__name__.lower()} named '{node.name}'", node.lineno)
        return super()._generate(source, *args, **kwargs)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Give a field of a group; a blank gives itself."""
        if type(obj) is Group:
            try:
                return obj[attribute]
            except KeyError:
                return self.undefined(obj=obj, name=attribute)
        if type(obj) is Blank:
            return obj
        return super().getattr(obj, attribute)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Reckon; a blank stays blank.

        Raises:
            TemplateFaultError: texts multiplied or filled in, or a result beyond all need.
        """
        for side in (left, right):
            if isinstance(side, Blank):
                return side
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if operator in {"*", "%"} and not numbers:
            msg = f"{operator} works with numbers only"
            raise TemplateFaultError(msg)
        return _bounded(super().call_binop(context, operator, left, right))


def did_you_mean(word: str, candidates: Any, start: str = "") -> str:
    """Give `, did you mean "x"?` for the candidate most like the word, or "" when none is like it."""
    best = process.extractOne(word, list(candidates), scorer=fuzz.ratio, processor=str.lower, score_cutoff=_LIKE)
    return f', did you mean "{start}{best[0]}"?' if best else ""


@pass_context
def _printed(context: Context, value: Any, name: str) -> Any:
    if isinstance(value, Undefined):
        return str(value)  # raises
    return context.parent[PRINTER].text(value, name)


@pass_context
def _rounds(context: Context, value: Any, name: str, otherwise: bool) -> Any:  # noqa: FBT001  # called by templates
    if isinstance(value, Undefined):
        return iter(value)  # raises
    return context.parent[PRINTER].rounds(value, name, otherwise=otherwise)


def _together(parts: list[Any]) -> Any:
    for part in parts:
        if isinstance(part, Blank):
            return part
    texts = [_worded(part) for part in parts]
    _enough(sum(map(len, texts)))
    return "".join(texts)


def _worded(value: Any) -> str:
    return str(value) if isinstance(value, Undefined) else worded(value)


def _enough(length: int) -> None:
    if length > _LONGEST:
        msg = f"puts together more than {_LONGEST:,} characters"
        raise TemplateFaultError(msg)


def _bounded(value: Any) -> Any:
    if isinstance(value, str | list):
        _enough(len(value))
    if isinstance(value, int | float) and abs(value) > _BIGGEST:
        msg = "reckons with numbers beyond all need"
        raise TemplateFaultError(msg)
    return value


@pass_environment
def _join(environment: Language, value: Any, d: str = "", attribute: str | None = None) -> Any:
    """Put the parts of a list together; a blank among them makes the whole blank."""
    parts = [value] if isinstance(value, str) else list(value)
    if attribute is not None:
        parts = [environment.getattr(part, attribute) for part in parts]
    between = (part for index, one in enumerate(parts) for part in ((d, one) if index else (one,)))
    return _together(list(between))


def _replace(value: Any, old: str, new: str) -> str:
    text = worded(value)
    _enough(len(text) + text.count(old) * len(new))
    return text.replace(old, new)


def _round(value: Any, precision: int = 0) -> float:
    if abs(precision) > _DIGITS:
        msg = "rounds to more digits than a number has"
        raise TemplateFaultError(msg)
    return round(float(value), precision)


def _range(*numbers: int) -> range:
    """Give numbers for a loop, such as lines to fill in by hand."""
    found = range(*numbers)
    if found[_LONGEST_RANGE:]:
        msg = f"range(...) gives {_LONGEST_RANGE:,} numbers at most"
        raise TemplateFaultError(msg)
    return found


def _of_day(write: Callable[[dt.date], str], name: str) -> Callable[[Any], str]:
    def written(value: Any) -> str:
        if not isinstance(value, dt.date):
            msg = f'the filter "{name}" is for dates'
            raise TemplateFaultError(msg)
        return write(value)

    return written


def _default(value: Any, text: Any = "", boolean: bool = False) -> Any:  # noqa: FBT001, FBT002  # Jinja's own
    """Put a text in the place of a blank; with `true` also of what is false."""
    return text if isinstance(value, Blank) or (boolean and not value) else value


def _passing_blanks(work: Callable[..., Any]) -> Callable[..., Any]:
    """Let a filter give a blank as it is, and a list where Jinja's own gives what can be read once only."""
    first = 1 if hasattr(work, "jinja_pass_arg") else 0

    @functools.wraps(work)
    def filtered(*args: Any, **kwargs: Any) -> Any:
        value = args[first]
        if isinstance(value, Blank):
            return value
        if isinstance(value, Undefined):
            return str(value)  # raises
        result = work(*args, **kwargs)
        return list(result) if isinstance(result, Iterator) else result

    return filtered


#: The filters of templates by name.
FILTERS: Mapping[str, Callable[..., Any]] = {
    **{name: _passing_blanks(JINJA_FILTERS[name]) for name in _FROM_JINJA},
    "join": _passing_blanks(_join),
    "replace": _passing_blanks(_replace),
    "round": _passing_blanks(_round),
    "short": _passing_blanks(_of_day(docx_words.short, "short")),
    "weekday": _passing_blanks(_of_day(docx_words.weekday, "weekday")),
    "month": _passing_blanks(_of_day(docx_words.month, "month")),
    "blank": _default,
    "default": _default,
    "d": _default,
}


#: What may go wrong in a template while it renders.
FAULTS = (TemplateError, TemplateFaultError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError)


@functools.cache
def language() -> Language:
    """Give the environment; it is made once."""
    environment = Language(autoescape=True, undefined=UnknownField, keep_trailing_newline=True)
    environment.filters = {**FILTERS, " printed": _printed, " rounds": _rounds, " together": _together}
    environment.globals = {"range": _range, "namespace": environment.globals["namespace"]}
    return environment


def render(template: Template, fields: Mapping[str, object], printer: Printer) -> str:
    """Give the text that the template makes of the fields.

    Raises:
        TemplateError: an unknown field, something refused.
        TemplateFaultError: something that cannot be printed, an endless loop.
    """
    try:
        return template.render({**fields, PRINTER: printer})
    except UndefinedError as error:
        if (match := _UNKNOWN_GROUP.fullmatch(error.message or "")) is not None:
            error.args = (error.args[0] + did_you_mean(match[1], fields),)
        raise
