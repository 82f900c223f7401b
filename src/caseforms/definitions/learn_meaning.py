"""What a text means: a label, a tooltip or the words of a field's name, as concept, part, kind and person."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from caseforms.definitions.learn_people import PEOPLE
from caseforms.definitions.learn_words import CONCEPTS, FILLERS, compiled
from caseforms.fieldtypes.text import fold, split_name_tokens

_CONCEPTS = compiled(CONCEPTS)
_PEOPLE = compiled(PEOPLE)
_ASKS_WHO = re.compile(r"(?:requested|referred|prepared|completed|submitted) by\b")
_SAID_BESIDE = 0.8  # strength of what only a remark in brackets tells
_LONG = 14  # words: a longer text is a sentence, whose meaning is doubtful
_NUMBERED = re.compile(
    r"^\W*(?:(?:part|section|item|question|line|page|step)\b[\s\w]{0,6}?[.:]\s*)?\(?(?:\d{1,3}[a-z]?|[a-z]|[ivx]+)[.):]\s+",
    re.IGNORECASE,
)
_FORMATS = re.compile(
    r"\(?\b(?:mm?|dd?|yy)(?:\s*[/.-]\s*(?:mm?|dd?|yy(?:yy)?)){1,2}\b\)?|\(?\bmonth[ ,/]+day[ ,/]+year\b\)?",
    re.IGNORECASE,
)
_INCLUDING = re.compile(r"\(?\b(?:include|including|with|incl\.?)(?: the)? area code\b\)?", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_UNDERSIGNED = re.compile(r"\W*I\s*,\W*")  # "I, ____, authorize"
_RESIDENT = re.compile(r",\s*(?:a resident )?of:?")  # "..., born ____, of ____"
_SENTENCE = re.compile(r"(?<=[a-z)\]][.?!:;])\s+(?=[A-Z(])")


class Meaning(NamedTuple):
    """What a text asks.

    concept: name, birth_date, phone ...; "" where no word of it is known. part: of a name, date, phone, address.
    person: whose, "" where it does not say. strength: 0..1, the share of the text that was understood.
    """

    concept: str = ""
    part: str = ""
    person: str = ""
    strength: float = 0.0
    words: str = ""


NOTHING = Meaning()


def prepared(text: str) -> str:
    """Fold a printed text for the patterns: `Parent/Guardian's SSN #` -> `parent or guardians ssn number`."""
    text = text.replace("(s)", "s")
    if not _FORMATS.fullmatch(text.strip()):
        text = _FORMATS.sub(" ", text)
    text = _INCLUDING.sub(" ", text)
    text = text.replace("/", " or ").replace("#", " number ")
    text = re.sub(r"[_.]{3,}", " ", text)
    return fold(re.sub(r"(?<=[a-zé])(?=[A-Z][a-z])", " ", text))


def prepared_name(name: str) -> str:
    """Fold a program's name: `form1[0].sfOtherParent[0].NameLast[0]` -> `sf other parent name last`."""
    name = re.sub(r"\[\d+\]", "", name)
    return fold(split_name_tokens(name.replace("/", " or ")))


@lru_cache(maxsize=8192)
def meaning(text: str) -> Meaning:
    """Find what a folded text means."""
    words = text.split()
    if not words:
        return NOTHING
    found = [
        (len(match[0]), -rank, concept, part, match.span())
        for rank, ((concept, part), pattern) in enumerate(_CONCEPTS)
        for match in pattern.finditer(text)
        if match[0]
    ]
    best = max(found, default=None, key=lambda f: f[:2])
    if best is not None and best[2] == "name":
        best = next((f for f in found if f[2] == "signature"), best)
    people = persons(text)
    if best is None or (best[2] == "relationship" and _ASKS_WHO.match(text)):
        rest = text
        for _, start, end in people:
            rest = rest.replace(text[start:end], " ", 1)
        asked = _ASKS_WHO.match(text) or (people and not [w for w in rest.split() if w not in FILLERS])
        if asked and people and people[0][0] != "subject":
            return Meaning("name", "", people[0][0], 0.8, text)
        return Meaning("", "", whose(text, people, None), 0.0, text)
    _, _, concept, part, span = best
    rest = text[: span[0]] + " " + text[span[1] :]
    for _, start, end in people:
        if end <= span[0] or start >= span[1]:
            rest = rest.replace(text[start:end], " ", 1)
    left = [word for word in rest.split() if word not in FILLERS and not word.isdigit()]
    known = len(text[span[0] : span[1]].split())
    strength = known / (known + len(left))
    part = _part(concept, part, found)
    strength = 0.45 + 0.55 * strength if len(words) <= _LONG else 0.25 + 0.35 * strength
    return Meaning(concept, part, whose(text, people, span), round(strength, 3), text[span[0] : span[1]])


_DATES = frozenset({"birth_date", "signature_date"})


def _part(concept: str, part: str, found: list[tuple[int, int, str, str, tuple[int, int]]]) -> str:
    """Tell the part that a text asks for: "mailing address: city" the city, "address (street, city)" the whole."""
    if concept in _DATES:
        parts = {f[3] for f in found if f[2] == "date" and f[3]}
        return parts.pop() if len(parts) == 1 else ""
    if concept == "phone" and not part and any(f[3] == "area" for f in found):
        return ""
    parts = {f[3] for f in found if f[2] == concept and f[3]}
    if concept == "name":
        words = next((f for f in found if f[3] == "all"), None)
        return _name_part(words, parts - {"all"}) if words else part or "".join(sorted(parts)[:1])
    if concept != "address":
        return part
    if part == "city_state_zip":
        inner = next(f[4] for f in found if f[3] == part)
        outside = {f[3] for f in found if f[2] == "address" and (f[4][1] <= inner[0] or f[4][0] >= inner[1])}
        return "" if outside & {"", "street"} else part
    parts.discard("city_state_zip")
    if len(parts) <= 1:
        return parts.pop() if parts else ""
    if "street" in parts:
        return ""
    return "city_state_zip" if len(parts & {"city", "state", "zip"}) > 1 else part or min(parts)


def _name_part(words: tuple[int, int, str, str, tuple[int, int]], parts: set[str]) -> str:
    """Tell the part that several words for one part name ("Family name (last name)"), "" for the whole name."""
    return parts.pop() if len(parts) == 1 and words else ""


def _of_sentence(text: str) -> Meaning:
    """Find what a sentence means; what stands in brackets only explains the rest."""
    whole = meaning(prepared(text))
    bare = _BRACKETS.sub("", text).strip()
    if bare == text.strip() or not any(map(str.isalpha, bare)):
        return whole
    found = meaning(prepared(bare))
    if not found.concept:
        return whole._replace(strength=round(0.6 * whole.strength, 3))
    part = whole.part if whole.concept == found.concept == "name" else found.part
    return found._replace(person=found.person or whole.person, part=part)


@lru_cache(maxsize=8192)
def meaning_of_print(text: str) -> Meaning:
    """Find what a printed text or a tooltip means: the sentence of it that says most, the later the better."""
    text = _NUMBERED.sub("", text.strip())
    if _UNDERSIGNED.fullmatch(text):
        return Meaning("name", "", "subject", 0.8, "I")
    if _RESIDENT.fullmatch(text):
        return Meaning("address", "", "", 0.7, fold(text))
    pieces = [piece for piece in _SENTENCE.split(text) if piece.strip()] or [text]
    whole = meaning(prepared(text))
    best, at = NOTHING, 0
    for number, piece in enumerate(pieces):
        found = _of_sentence(_NUMBERED.sub("", piece))
        if found.concept and found.strength >= best.strength:
            best, at = found, number
    if not best.concept:
        if _INCLUDING.search(text):  # only a telephone number has one
            return whole._replace(concept="phone", strength=_SAID_BESIDE, words="area code")
        return whole
    if not best.person:
        before = prepared(" ".join(pieces[:at]))
        person = whose(before, persons(before), None) or whole.person
        best = best._replace(person=person)
    return best


def persons(text: str) -> list[tuple[str, int, int]]:
    """Find the people a folded text speaks of: who, start, end; longer names of people win over shorter ones."""
    found: list[tuple[str, int, int]] = []
    for (who,), pattern in _PEOPLE:
        found += [(who, match.start(), match.end()) for match in pattern.finditer(text) if match[0]]
    found.sort(key=lambda f: (f[1] - f[2], f[1]))
    kept: list[tuple[str, int, int]] = []
    for one in found:
        if all(one[2] <= other[1] or one[1] >= other[2] for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda f: f[1])


def whose(text: str, people: list[tuple[str, int, int]], asked: tuple[int, int] | None) -> str:
    """Tell whose it is: in "child's doctor's name" the doctor's, in "name of the child's doctor" the doctor's too."""
    if not people:
        return ""
    told = next((who for who, start, _ in people if text[start:].startswith("if ")), "")
    if told:
        return told
    if asked is None:
        real = [p for p in people if p[0] != "subject"]
        at = people.index(real[0]) if real else 0
        return people[_chain(text, people, at)][0]
    before = [p for p in people if p[2] <= asked[0]]
    after = [p for p in people if p[1] >= asked[1]]
    inside = [p for p in people if p[1] < asked[1] and p[2] > asked[0]]
    if before:
        at = len(before) - 1
        if at and before[at - 1][0] == "other" and not text[before[at - 1][2] : before[at][1]].strip():
            return "other"  # the other parent's father
        return before[_chain(text, before, at)][0]
    if inside:
        return inside[-1][0]
    at = 0
    while at + 1 < len(after) and not text[after[at][2] : after[at + 1][1]].strip():
        at += 1
    return after[at][0] if after else ""


def _chain(text: str, people: list[tuple[str, int, int]], at: int) -> int:
    """Go back to the first of several people of whom any may be meant: "patient or representative"."""
    while at and text[people[at - 1][2] : people[at][1]].strip() in {"or", "and", "or his", "or legal"}:
        at -= 1
    return at
