"""What is wrong with a tag of a template, in words that whoever edits letters understands."""

from __future__ import annotations

import re
from collections.abc import Mapping

from caseforms.definitions.likely_path import likely_path
from caseforms.definitions.merge_fields import MergeField, row_name
from caseforms.definitions.mistakes import did_you_mean
from caseforms.definitions.template import likely_of, not_supplied
from caseforms.fieldtypes.text import shorten
from caseforms.model import Severity
from caseforms.writers.template_names import Asked, filter_names, test_names
from caseforms.writers.template_tags import Tag

_TAG = 90  # letters of a tag in a message
#: What the language says -> what we say; {1}, {2} are its words.
_SYNTAX = (
    (r"unexpected char '(.+)' at \d+", 'the sign "{1}" cannot stand here'),
    (r"expected token 'end of print statement', got '(.+)'",
     'not understood from "{1}" on; a field is written without blanks, as in client.name'),
    (r"expected token 'end of statement block', got '(.+)'", 'not understood from "{1}" on'),
    (r"Expected an expression, got 'end of (?:print statement|statement block)'", "something is missing at its end"),
    (r"expected token '(.+)', got 'end of (?:print statement|statement block)'", '"{1}" is missing at its end'),
    (r"expected token '(.+)', got '(.+)'", '"{1}" should stand where "{2}" stands'),
    (r"unexpected '.+', expected '(.+)'", '"{1}" is missing'),
    (r"unexpected 'end of .+'", "something is missing at its end"),
    (r"unexpected '(.+)'", '"{1}" cannot stand here'),
    (r"No filter named '(.+)'\.?", 'there is no filter "{1}"'),
)  # fmt: skip


def syntax_words(tag: Tag, said: str) -> str:
    """Say what the language has against a tag. said: its own words."""
    for pattern, words in _SYNTAX:
        if match := re.fullmatch(pattern, said):
            said = re.sub(r"\{(\d)\}", lambda place, match=match: match[int(place[1])], words)  # type: ignore[misc]
            break
    return f"{shorten(str(tag), _TAG)}: {said}"


def asked_fault(
    asked: Asked, own: Mapping[str, MergeField], known: Mapping[str, MergeField]
) -> tuple[str, Severity]:  # fmt: skip
    """Say what is wrong with something that a template asks for, and how grave it is.

    own: the merge fields of this template; known: those of any.
    """
    says = f'"{asked.said}"'
    if asked.what == "unknown":
        return f"there is no {says}{_meant(asked, own, known)}", Severity.ERROR
    if asked.what == "filter":
        return f'there is no filter "{asked.name}"{did_you_mean(asked.name, filter_names())}', Severity.ERROR
    if asked.what == "test":
        return f'there is no test "is {asked.name}"{did_you_mean(asked.name, test_names())}', Severity.ERROR
    row = row_name(asked.path)
    through = f"go through it: {{%p for {row} in {asked.path} %}}"
    field = own.get(asked.path)
    names = _quoted(field.choices if field else ())
    words = {
        "column": f'"{asked.path}" is a list; {through}, then {row}.{asked.name}',
        "whole_group": f"{says} is a group of fields; say which one, such as {_first(asked.path, own, asked.said)}",
        "whole_rows": f"{says} is a list of rows; {through}",
        "no_list": f"{says} is no list; nothing to go through",
        "part": f'{says}: "{asked.path}" has no parts',
        "no_date": f'the filter "{asked.name}" is for dates; {says} is none',
        "always": f'{says} is a text: "No" counts as true; write {asked.said} == "Yes"',
        "never": f'{says} is never "{asked.name}"{did_you_mean(asked.name, field.choices if field else ())} ({names})',
    }
    return words[asked.what], Severity.WARNING if asked.what in {"always", "never"} else Severity.ERROR


def _meant(asked: Asked, own: Mapping[str, MergeField], known: Mapping[str, MergeField]) -> str:
    """Say what was meant by a name that does not exist; in the words of the template, in which `problem` is a row."""
    if asked.path == "loop":
        return " in a loop; there are loop.index, loop.first, loop.last, loop.length"
    written = f"{asked.path}.{asked.name}" if asked.path else asked.name
    elsewhere = not_supplied(written, own, known)
    path = "" if written in known else likely_path(written, own)
    if not path:
        groups = {field.partition(".")[0] for field in own}
        return elsewhere or (did_you_mean(asked.name, groups) if not asked.path else "")
    if asked.path and path.startswith(f"{asked.path}."):
        path = asked.said[: -len(asked.name)] + path.removeprefix(f"{asked.path}.")
    return f', did you mean "{path}"?'


def _first(group: str, own: Mapping[str, MergeField], said: str) -> str:
    inside = [path for path in own if path.startswith(f"{group}.")]
    return said + likely_of(inside).removeprefix(group) if inside else said


def _quoted(choices: tuple[str, ...]) -> str:
    few = 6
    return ", ".join(choices[:few]) + (" ..." if len(choices) > few else "")
