"""All mistakes in the tags of one part of a template, not just the first: each tag is tried by itself."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from caseforms.writers.docx_tags import Tag, same_home
from caseforms.writers.docx_words import TemplateFaultError
from caseforms.writers.template_language import TemplateError, did_you_mean, language

__all__ = ["syntax_mistakes"]

_WORDS = ("if", "elif", "else", "endif", "for", "endfor", "set", "with", "endwith", "include")
_OF_DOCXTPL = ("colspan", "cellbg", "vm", "hm")  # its own words for cells
_ASIDE = {"include", "block", "endblock"}  # read by `docx_fragments`
_NO_NAME = re.compile(r"No (filter|test) named '([^']*)'")


def syntax_mistakes(tags: Sequence[Tag]) -> Iterator[tuple[str, str]]:
    """Give (paragraph's text, what is wrong) for every tag that is wrong by itself or has no partner."""
    opened: list[Tag] = []
    for tag in tags:
        word = tag.words.partition(" ")[0].partition("(")[0]
        if tag.kind == "#" or (tag.kind == "%" and word in _ASIDE):
            continue
        if tag.kind == "{":
            yield from _tried(tag, f"{{{{ {tag.words} }}}}")
        elif word in _OF_DOCXTPL:
            rest = tag.words.removeprefix(word)
            yield from _tried(tag, f"{{{{ {rest} }}}}" if rest.strip() else "")
        elif word not in _WORDS:
            known = did_you_mean(word, _WORDS)
            yield tag.place, f'a tag cannot begin with "{word}"{known}' if word else "an empty tag"
        else:
            yield from _statement(tag, word, opened)
    for tag in opened:
        yield tag.place, f"{{% {tag.words} %}} has no {{% end{tag.words.split()[0]} %}}"


def _statement(tag: Tag, word: str, opened: list[Tag]) -> Iterator[tuple[str, str]]:
    if word in {"if", "for", "with"}:
        yield from _tried(tag, f"{{% {tag.words} %}}{{% end{word} %}}")
        opened.append(tag)
    elif word == "set" and "=" not in tag.words:
        yield tag.place, "write {% set NAME = VALUE %}"
    elif word == "set":
        yield from _tried(tag, f"{{% {tag.words} %}}")
    elif not opened:
        yield tag.place, f"{{% {tag.words} %}} has nothing before it that it belongs to"
    else:
        last = opened[-1]
        begun = last.words.split()[0]
        fits = word == f"end{begun}" or (word == "else" and begun != "with") or (word == "elif" and begun == "if")
        if not fits:
            yield tag.place, f"{{% {tag.words} %}} comes where {{% end{begun} %}} of {{% {last.words} %}} is due"
        elif not same_home(last, tag):
            what = f"{{%{last.level} {last.words} %}} and {{%{tag.level} {tag.words} %}}"
            yield tag.place, f"{what} must be of one kind and stand in the same cell, table or paragraph"
        if word == "elif":
            yield from _tried(tag, f"{{% if 1 %}}{{% {tag.words} %}}{{% endif %}}")
        if word.startswith("end"):
            opened.pop()


def _tried(tag: Tag, source: str) -> Iterator[tuple[str, str]]:
    if what := _fault(source):
        yield tag.place, what


@functools.lru_cache(maxsize=5_000)
def _fault(source: str) -> str:
    try:
        language().compile(source, raw=True)
    except (TemplateError, RecursionError) as error:
        return worded_mistake(error)
    return ""


def worded_mistake(error: BaseException) -> str:
    """Put an error of a template into words; none of them quotes a value."""
    if isinstance(error, RecursionError):
        return "is nested too deeply"
    if isinstance(error, TemplateFaultError):
        return str(error)
    if not isinstance(error, TemplateError):
        return "compares or reckons with values of different kinds, such as a text and a number"
    said = error.message or str(error)
    if (match := _NO_NAME.match(said)) is not None:
        known = language().filters if match[1] == "filter" else language().tests
        names = [name for name in known if not name.startswith(" ")]
        return f'there is no {match[1]} "{match[2]}"{did_you_mean(match[2], names)}'
    return said[:1].lower() + said[1:].rstrip(".")
