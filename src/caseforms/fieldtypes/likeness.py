"""How much of one note stands in another: the finding of cut and paste (domain.md 6, "Near-duplicate")."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

#: What a date, a time or a number becomes, so that a copied note with new dates is still seen.
NUMBER = "#"
#: Notes with fewer words are too alike by nature: only the very same text counts.
LEAST_WORDS = 20
#: Words in a row that are compared with each other.
_SHINGLE = 4

_HEADINGS_TEXT = (
    "adjustment; case note; case plan; case plan progress; comments; concerns; contact; date; disciplinary; earned "
    "credit level; eligibility; entry; facility; housing; location; misconduct; monthly review; narrative; note; "
    "orientation; overall adjustment; packet; plan progress; problems; progress; progress made; progress review; "
    "recent developments; reentry; remarks; subject; summary; time; topic; topics; type"
)
#: The words printed on note forms, which every note repeats (labels of domain.md 4.6 and 4.8).
HEADINGS = frozenset(_HEADINGS_TEXT.split("; "))

_NOTHING_TEXT = (
    "as above; as before; continue; continue as is; ditto; no change; no change from last month; no change since last "
    "month; no change this month; no changes; no new information; none; nothing new; nothing to report; same; same as "
    "above; same as before; same as last month; same as last note; same as previous; same as previous month; see "
    "above; see last month; see last months note; see last note; see previous; see previous month; see previous note; "
    "unchanged"
)
#: Whole notes that say nothing of the month (NOT013).
NOTHING_SAID = frozenset(_NOTHING_TEXT.split("; "))

_APOSTROPHES = str.maketrans("", "", "'\u2018\u2019\u02bc`\u00b4")
_HEADING = re.compile(r"^[^\w\n]*([^\W\d_][\w /-]*?)[ \t]*:(?=\s|$)", re.MULTILINE)
_MONTHS = "january february march april may june july august september october november december"
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_SHORT_MONTH = r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
_SHORT_DAY = r"(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b\.?"
#: A short name of a month or of a day beside a number; alone "mar", "sat" and "sun" are words.
_SHORT_NAMES = re.compile(
    rf"\b{_SHORT_DAY},?(?=\s+(?:\d|{_SHORT_MONTH}\s*\d))|\b{_SHORT_MONTH}(?=\s*\d)|(?<=\d)[\s-]*{_SHORT_MONTH}(?=[\s,-]|$)"
)
_CLOCK = re.compile(r"(?<=\d)\s*[ap]\.?\s?m\b\.?")
_NUMBERS = re.compile(r"\$?\d(?:[\d.,:/\u2010-\u2015-]*\d)?(?:st|nd|rd|th|x\d+)?\b%?")
_LONG_NAMES = re.compile(rf"\b(?:{'|'.join((*_MONTHS.split(), *_DAYS.split()))})\b")
_WORDS = re.compile(r"[^\W_]+|#")
_SENTENCES = re.compile(r"[.;!\n]+")


class Likeness(NamedTuple):
    """How two texts compare.

    share: of the shorter one's runs of four words, the part that the other has, too: 0 to 1.
    same: word for word the same. short: one is under the least number of words; then share is 1 or 0.
    """

    share: float
    same: bool
    short: bool

    @property
    def percent(self) -> int:
        """The share in whole percent, rounded down: 80 is never shown for less."""
        return int(self.share * 100 + 1e-9)


@lru_cache(maxsize=4096)
def note_words(text: str, names: tuple[str, ...] = (), headings: frozenset[str] = HEADINGS) -> tuple[str, ...]:
    """Give the words of a note as they are compared (domain.md 6, "Near-duplicate").

    NFKC and lower case; each date, time or number, or run of them, is one `#`; punctuation goes; so do the words of
    the client's names, also as "Rowan's", and headings of the form before a colon at the start of a line.

    Args:
        text: of the note.
        names: names of the client, in any order of their parts.
        headings: words printed on the form, in lower case.
    """
    plain = _lower(text).replace(NUMBER, " ")
    plain = _HEADING.sub(lambda found: "\n" if _joined(found[1]) in headings else found[0], plain)
    for pattern, by in ((_SHORT_NAMES, NUMBER), (_CLOCK, " "), (_NUMBERS, f" {NUMBER} "), (_LONG_NAMES, NUMBER)):
        plain = pattern.sub(by, plain)
    dropped = {way for name in names for word in _split(_lower(name)) if len(word) > 1 for way in (word, f"{word}s")}
    return tuple(_without_runs(word for word in _split(plain) if word not in dropped))


def _lower(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def _split(text: str) -> list[str]:
    return _WORDS.findall(text.translate(_APOSTROPHES))


def _joined(text: str) -> str:
    return " ".join(text.split())


def _without_runs(words: Iterator[str]) -> Iterator[str]:
    """Give one `#` for many: "March 12, 2026" and "03/12/2026" are the same."""
    last = ""
    for word in words:
        if not word == last == NUMBER:
            yield word
        last = word


def shingles(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """Give all runs of four words; none where there are fewer."""
    return frozenset(tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1))


def compare(new: Sequence[str], old: Sequence[str], least: int = LEAST_WORDS) -> Likeness:
    """Compare two texts by their words (`note_words`): |A & B| / min(|A|, |B|) of their runs of four words.

    Args:
        new: words of the one.
        old: words of the other.
        least: number of words under which only the very same text counts.
    """
    same = bool(new) and tuple(new) == tuple(old)
    if min(len(new), len(old)) < max(least, _SHINGLE):
        return Likeness(float(same), same, short=True)
    ours, theirs = shingles(new), shingles(old)
    return Likeness(len(ours & theirs) / min(len(ours), len(theirs)), same, short=False)


def says_nothing(text: str) -> bool:
    """Say whether a whole note only points elsewhere or says "no change", whatever its punctuation (NOT013)."""
    phrases = [" ".join(words) for piece in _SENTENCES.split(_lower(text)) if (words := _split(piece))]
    return bool(phrases) and NOTHING_SAID.issuperset(phrases)
