"""Pairs the tags that begin and end something, and gives the text by which the template engine reads the fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from caseforms.writers.docx_paragraphs import Paragraph
from caseforms.writers.template_tags import Tag, TagFault

#: Opening word -> words that may stand between, and its end.
_BLOCKS = {
    "for": (("else",), "endfor"),
    "if": (("elif", "else"), "endif"),
    "set": ((), "endset"),
    "with": ((), "endwith"),
    "macro": ((), "endmacro"),
    "call": ((), "endcall"),
    "filter": ((), "endfilter"),
    "block": ((), "endblock"),
}
#: Blocks that the template language reads; of the others only what stands in them counts.
_READ = frozenset({"for", "if"})
_ENDS = {end: verb for verb, (_, end) in _BLOCKS.items()}
#: Words of Word's own tags: width and colour of cells, cells that grow together.
_OF_CELLS = frozenset({"colspan", "cellbg", "vm", "hm"})
#: Words that the template language has elsewhere, but not in letters.
_REFUSED = frozenset({"import", "from", "extends", "raw", "endraw", "autoescape", "endautoescape"})
_REFUSED_BLOCKS = frozenset({"macro", "call", "filter", "with"})
#: All words that may begin a {% tag, for "did you mean".
VERBS = tuple(
    word
    for word in (*_BLOCKS, *_ENDS, "else", "elif", "include", *sorted(_OF_CELLS))
    if word.removeprefix("end") not in _REFUSED_BLOCKS and word != "endset"
)


class Structure(NamedTuple):
    """The tags of a part, paired. faults: what is wrong; unknown: tags with a word that does not exist.

    lines: for each paragraph what the engine has to read, such that all lines together hang together. includes: the
    tags that take a fragment of the house file. fragments: (name, first, last line) of the blocks there.
    """

    faults: tuple[TagFault, ...]
    unknown: tuple[Tag, ...]
    lines: tuple[str, ...]
    includes: tuple[Tag, ...]
    fragments: tuple[tuple[str, int, int], ...]


class _Open(NamedTuple):
    tag: Tag
    seen: tuple[Tag, ...] = ()


def structure(tags: Sequence[Tag], paragraphs: Sequence[Paragraph], *, house: bool = False) -> Structure:
    """Pair the tags of one part; those that parse alone are given.

    house: it is the house file, whose `{%p block NAME %}` are its fragments.
    """
    return _Pairing(paragraphs, house=house).run(tags)


class _Pairing:
    def __init__(self, paragraphs: Sequence[Paragraph], *, house: bool) -> None:
        self.paragraphs, self.house = paragraphs, house
        self.faults: list[TagFault] = []
        self.unknown: list[Tag] = []
        self.lines = ["" for _ in paragraphs]
        self.includes: list[Tag] = []
        self.fragments: list[tuple[str, int, int]] = []
        self.stack: list[_Open] = []

    def run(self, tags: Sequence[Tag]) -> Structure:
        for tag in tags:
            if tag.opener == "{{":
                self._keep(tag, f"{{{{ {tag.words} }}}}")
            elif tag.opener == "{%":
                self._statement(tag)
        while self.stack:
            tag = self.stack[-1].tag
            self._fault(tag, f"{tag} has no end; write {self._end_of(tag)} where it ends")
            self._close(len(self.paragraphs) - 1)
        return Structure(
            tuple(self.faults), tuple(self.unknown), tuple(self.lines), tuple(self.includes), tuple(self.fragments)
        )

    def _keep(self, tag: Tag, text: str) -> None:
        self.lines[tag.at] += text

    def _fault(self, tag: Tag, what: str, grade: str = "error") -> None:
        self.faults.append(TagFault(tag.at, what, grade))

    def _statement(self, tag: Tag) -> None:
        verb = tag.verb
        if verb in _BLOCKS:
            self._begin(tag)
        elif verb in _ENDS:
            self._end(tag)
        elif verb in {"else", "elif"}:
            self._between(tag)
        elif verb == "include":
            self._include(tag)
        elif verb in _OF_CELLS:
            if not self.paragraphs[tag.at].cell.row:
                self._fault(tag, f"{tag} stands outside a table")
            words = tag.words.removeprefix(verb).strip()
            self._keep(tag, f"{{{{ ({words}) | string }}}}" if words else "")
        elif verb in _REFUSED:
            self._fault(tag, f"{tag} cannot be used in a letter")
        elif not tag.words:
            self._fault(tag, f"{tag} is empty")
        else:
            self.unknown.append(tag)

    def _begin(self, tag: Tag) -> None:
        if tag.verb == "set" and "=" in tag.words:
            self._keep(tag, f"{{% {tag.words} %}}")
            return
        if tag.verb in _REFUSED_BLOCKS or tag.verb == "set":
            self._fault(tag, f"{tag} cannot be used in a letter" + ("" if tag.verb != "set" else " without ="))
        if tag.verb == "block" and not self.house:
            self._fault(tag, f"{tag}: only the house file has blocks; write {{%p include ... %}} to take one")
        if tag.verb == "block" and self.house:
            self._fragment(tag)
        self.stack.append(_Open(tag))
        self._keep(tag, self._as_read(tag))

    def _as_read(self, tag: Tag) -> str:
        return f"{{% {tag.words} %}}" if tag.verb in _READ else "{% if true %}"

    def _fragment(self, tag: Tag) -> None:
        if tag.marker != "p":
            self._fault(tag, f"{tag} must stand in a paragraph of its own: {{%p {tag.words} %}}")
        if self.stack:
            self._fault(tag, f"{tag} stands inside {self.stack[-1].tag}; blocks stand one after another")
        if any(name == _name(tag) for name, _, _ in self.fragments):
            self._fault(tag, f"{tag}: there is another block of this name")

    def _between(self, tag: Tag) -> None:
        opened = self.stack[-1] if self.stack else None
        if opened is None or tag.verb not in _BLOCKS[opened.tag.verb][0]:
            inside = f"; it stands inside {opened.tag}" if opened else ""
            what = "for or if" if tag.verb == "else" else "if"
            self._fault(tag, f"{tag} belongs to no {what}{inside}")
            return
        if any(other.verb == "else" for other in opened.seen):
            self._fault(tag, f"{tag} comes after the else of {opened.tag}")
            return
        self._aligned(opened.tag, tag)
        self.stack[-1] = opened._replace(seen=(*opened.seen, tag))
        self._keep(tag, f"{{% {tag.words} %}}")

    def _end(self, tag: Tag) -> None:
        verb = _ENDS[tag.verb]
        if all(opened.tag.verb != verb for opened in self.stack):
            self._fault(tag, f"{tag} ends nothing; there is no {verb} before it")
            return
        while self.stack[-1].tag.verb != verb:
            inner = self.stack[-1].tag
            self._fault(inner, f"{inner} has no end; write {self._end_of(inner)} before {tag}")
            self._close(tag.at)
        self._aligned(self.stack[-1].tag, tag)
        self._close(tag.at)

    def _close(self, at: int) -> None:
        opened = self.stack.pop().tag
        if opened.verb == "block" and self.house:
            self.fragments.append((_name(opened), opened.at, at))
        end = _BLOCKS[opened.verb][1] if opened.verb in _READ else "endif"
        if self.lines:
            self.lines[at] += f"{{% {end} %}}"

    def _end_of(self, tag: Tag) -> str:
        return f"{{%{tag.marker} {_BLOCKS[tag.verb][1]} %}}"

    def _include(self, tag: Tag) -> None:
        self.includes.append(tag)
        if tag.marker != "p":
            self._fault(tag, f"{tag} must stand in a paragraph of its own: {{%p {tag.words} %}}")
        if self.house:
            self._fault(tag, f"{tag}: the house file cannot take blocks itself")

    def _aligned(self, first: Tag, last: Tag) -> None:
        """Find out whether what stands between two tags is whole rows, whole paragraphs, or text of one."""
        one, two = self.paragraphs[first.at], self.paragraphs[last.at]
        if first.marker != last.marker:
            wanted = f"{{%{first.marker} {last.words} %}}"
            self._fault(last, f"{last} belongs to {first}; both begin alike: write {wanted}")
        elif first.marker == "tr":
            if one.cell.table != two.cell.table:
                self._fault(last, f"{last} stands in another table than {first}")
        elif first.marker == "tc":
            if one.cell.row != two.cell.row:
                self._fault(last, f"{last} stands in another row than {first}")
        elif one.cell.box != two.cell.box:
            wanted = "" if not (one.cell.row and one.cell.table == two.cell.table) else "; use {%tr ... %} for rows"
            self._fault(last, f"{last} stands in another table cell or text box than {first}{wanted}")
        elif first.marker == "" and first.at != last.at:
            what = f"{first} goes over several paragraphs and leaves empty lines"
            self._fault(first, f"{what}; write {{%p {first.words} %}} in a paragraph of its own", "warning")
        elif first.marker == "" and _inside(one, first) != _inside(two, last):
            self._fault(last, f"{last} stands inside a link or a tracked change, {first} does not; retype them")


def _inside(paragraph: Paragraph, tag: Tag) -> tuple[int, ...]:
    return next((run.inside for run in paragraph.runs if run.start <= tag.start < run.end), ())


def _name(tag: Tag) -> str:
    return tag.words.removeprefix(tag.verb).strip().strip("\"'")


def fragment_name(tag: Tag) -> str:
    """Give the name that an include or a block says."""
    return _name(tag)


def fragment_lines(found: Structure, name: str) -> Iterator[tuple[int, str]]:
    """Give the numbered lines of one fragment of the house file."""
    for known, first, last in found.fragments:
        if known == name:
            yield from ((number, found.lines[number]) for number in range(first, last + 1))
