"""Lists to choose from: finding the entries that an answer names (domain.md 1, value lists)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from caseforms.fieldtypes.marks import marked
from caseforms.fieldtypes.parsed import BLANK, Parsed, answered, unreadable
from caseforms.fieldtypes.text import fold, one_line

#: Between entries, from the surest sign to the weakest.
_SEPARATORS = (
    re.compile("[;\n\t|\u2022\u00b7\u25aa\u25cf\u2023]+"),
    re.compile(","),
    re.compile(r"\s+and\s+|\s+or\s+|\s*[&/+]\s*", re.IGNORECASE),
)
_OTHER = re.compile(r"other\s*(?:[:(\u2013\u2014-]|\s-)[^;\n\u2022]*", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"([^()]*)\(([^()]+)\)\s*")
_SAID_TWICE = re.compile(r"\s*[()=:]\s*|\s+[\u2013\u2014-]\s+")
#: A number or letter before an entry of a list: "1) Parenting", "b. Drug testing".
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}|[a-z])[.)]\s+", re.IGNORECASE)
#: An entry with more about it in brackets: "Drug testing (random, twice a week)".
_DETAILED = re.compile(r"([^()]+)\(([^()]+)\)\s*")
_TAKEN_BACK = frozenset("no not none never declined refused completed done cancelled withdrawn n/a na".split())
_LEADING_AND = re.compile(r"^(?:and|or)\s+", re.IGNORECASE)
_OPTIONAL_END = re.compile(r"\((e?s)\)")
_GAP = re.compile(r"[^\S\n\t]{2,}")
_LINE_GAP = re.compile(r"\n\s+")
_LONGEST_GUESSED = 80
#: Likeness of the whole, or of the shorter within the longer, from which an entry is suggested (0..100).
_CLOSE = 65.0
_CLOSE_INSIDE = 90.0
_LONG_ENOUGH = 4


class Options:
    """A compiled list: knows its entries by code, label and alias, in any case and punctuation.

    The bracketed abbreviation of a label, and the label without it, name the entry too: "Family Maintenance (FM)".
    Where two entries claim the same words, codes and labels win over aliases, aliases over parts of labels.
    """

    __slots__ = ("_codes", "_labels", "_longest")

    def __init__(self, entries: Iterable[tuple[str, str, Sequence[str]]]) -> None:
        """Compile the entries: (code, label, aliases)."""
        entries = tuple(entries)
        self._labels = {code: label for code, label, _ in entries}
        self._codes: dict[str, str] = {}
        for ways in (_own_ways, _aliases, _parts):
            for code, label, aliases in entries:
                for way in ways(code, label, aliases):
                    if key := fold(way):
                        self._codes.setdefault(key, code)
        written = [way for code, label, aliases in entries for way in (code, label, *aliases)]
        self._longest = max((1 + sum(len(sep.findall(way)) for sep in _SEPARATORS) for way in written), default=1)

    def label(self, code: str) -> str:
        """Give the label shown for a code, the code itself where it is not on the list."""
        return self._labels.get(code, code)

    @property
    def counts(self) -> bool:
        """Whether the entries are numbers, so that zero is no sign for nothing."""
        return any(label.isdigit() for label in self._labels.values())

    def find(self, text: str) -> str | None:
        """Give the code of the one entry that a whole text names, None if it names none."""
        if text in self._labels:
            return text
        found = self._codes.get(fold(text)) or self._codes.get(fold(text.replace(".", "")))
        if found is not None:
            return found
        if "other" in self._labels and _OTHER.fullmatch(text):
            return "other"
        parts = [part for part in _SAID_TWICE.split(one_line(text)) if part]
        codes = {self._codes.get(fold(part)) for part in parts} if len(parts) > 1 else set()
        return codes.pop() if len(codes) == 1 else self._detailed(text)

    def _detailed(self, text: str) -> str | None:
        """Find the entry before brackets whose words name no other entry and take nothing back."""
        found = _DETAILED.fullmatch(text)
        if found is None or _TAKEN_BACK.intersection(found[2].lower().split()):
            return None
        return None if self._split(found[2], 0)[0] else self._codes.get(fold(found[1]))

    def suggest(self, text: str) -> str:
        """Give the label that a text comes close to, "" if none does. It is only ever a question, never taken."""
        from rapidfuzz import fuzz, process

        key = fold(text)
        if not key or len(key) > _LONGEST_GUESSED:
            return ""
        best = process.extractOne(key, self._codes.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE)
        if best is None and len(key) >= _LONG_ENOUGH:
            words = [way for way in self._codes if len(way) >= _LONG_ENOUGH]
            best = process.extractOne(key, words, scorer=fuzz.partial_ratio, score_cutoff=_CLOSE_INSIDE)
        return self._labels[self._codes[best[0]]] if best else ""

    def split(self, text: str) -> tuple[list[str], list[str]]:
        """Give the codes that a text names, each once in its order, and the pieces that name none."""
        text = _LINE_GAP.sub("\n", _GAP.sub(" ", text))
        ticked = marked(text)
        codes: list[str] = []
        unknown: list[str] = []
        for piece in (text,) if ticked is None else ticked:
            found, rest = self._split(piece, 0)
            codes += found
            unknown += rest
        return list(dict.fromkeys(codes)), unknown

    def _split(self, text: str, level: int) -> tuple[list[str], list[str]]:
        found = self.find(text)
        if found is not None:
            return [found], []
        if level == len(_SEPARATORS):
            return [], [one_line(text)]
        codes: list[str] = []
        unknown: list[str] = []
        for piece, code in self._runs(text, level):
            inner = ([code], []) if code else self._split(piece, level + 1)
            codes += inner[0]
            unknown += inner[1]
        # "and" or "/" inside something unknown is part of it, not a sign between two answers.
        weak = level == len(_SEPARATORS) - 1 and not codes
        return codes, [one_line(text)] if weak else unknown

    def _runs(self, text: str, level: int) -> Iterator[tuple[str, str | None]]:
        """Cut a text at one kind of separator, but keep together the longest runs that are one entry."""
        cuts = [(0, 0), *(match.span() for match in _SEPARATORS[level].finditer(text)), (len(text), len(text))]
        at = 0
        while at < len(cuts) - 1:
            for until in range(min(len(cuts) - 1, at + self._longest), at, -1):
                written = _NUMBERED.sub("", text[cuts[at][1] : cuts[until][0]]).strip(" .-*")
                piece = _LEADING_AND.sub("", written)
                code = (self.find(written) or self.find(piece)) if piece else None
                if code is not None or until == at + 1:
                    break
            if piece:
                yield piece, code
            at = until


def _own_ways(code: str, label: str, _aliases: Sequence[str]) -> Iterator[str]:
    yield from (code, label)


def _aliases(_code: str, _label: str, aliases: Sequence[str]) -> Iterator[str]:
    yield from aliases


def _parts(_code: str, label: str, aliases: Sequence[str]) -> Iterator[str]:
    for way in (label, *aliases):
        if _OPTIONAL_END.search(way):
            yield from (_OPTIONAL_END.sub("", way), _OPTIONAL_END.sub(r"\1", way))
        elif found := _IN_BRACKETS.fullmatch(way):
            yield from found.groups()


def read_choice(text: str, options: Options) -> Parsed:
    """Read one entry of a list; the value is its code.

    Unreadable: `two_answers` {a, b} where several entries are named, `not_in_list` {v, s} (s = label that it
    comes close to, or "") otherwise, also where something unknown stands beside an entry.
    """
    found = options.find(text)
    if found is not None:
        return answered(found)
    codes, unknown = options.split(text)
    if len(codes) > 1:
        return unreadable("two_answers", a=options.label(codes[0]), b=options.label(codes[1]))
    if unknown:
        return unreadable("not_in_list", v=text, s=options.label(codes[0]) if codes else options.suggest(text))
    return answered(codes[0]) if codes else BLANK


def read_choices(text: str, options: Options) -> Parsed:
    """Read any entries of a list; the value is the list of their codes.

    Each piece that is not on the list is kept out, with a remark `not_in_list` {v, s}; unreadable if nothing is left.
    """
    codes, unknown = options.split(text)
    remarks = tuple(("not_in_list", {"v": piece, "s": options.suggest(piece)}) for piece in unknown)
    if codes:
        return answered(codes, *remarks)
    return Parsed("unreadable", None, remarks) if remarks else BLANK
