"""The title of a form: the line near the top that calls it an application, a referral, a request."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from caseforms.definitions.learn_page import Phrase, Sheet
from caseforms.fieldtypes.text import fold, one_line, shorten

_LONGEST, _MOST_WORDS = 80, 14  # letters and words of a title
_UPPER = 0.55  # of the height of a page: the title stands above
_FEWEST = 5  # letters of a title
_LINES = 3  # of a title, at most
_LEADING = 1.0  # of the type's height: the room between its lines
_SAME = 0.93  # type that is as large as the line before
_KIND, _BOLD, _CAPITALS, _FIRST, _ASKS, _LONG = 2.0, 0.5, 0.4, 0.6, 1.5, 1.0  # what counts for a title, and against
_NO_TITLE = re.compile(r"microsoft word|untitled|^adobe|\.(docx?|pdf|indd|rtf|xlsx?|p65)$|^document\d*$", re.IGNORECASE)
_EMPTY = re.compile(r"\b(?:form|rev(?:ised|ision)?|no|omb|page|edition|ver(?:sion)?)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"^(?:section|part|step|item|page|seccion|parte|paso|pagina)\s+([ivx]+|\d+)\b", re.IGNORECASE)
#: What forms call themselves, English and Spanish, on folded words.
_KINDS = re.compile(
    r"\b(?:forms?|applications?|authorizations?|authorisations?|referrals?|requests?|petitions?|consents?|claims?|"
    r"waivers?|worksheets?|releases?|questionnaires?|intakes?|registrations?|declarations?|affidavits?|complaints?|"
    r"appeals?|assessments?|reports?|statements?|agreements?|records?|screenings?|orders?|notices?|evaluations?|"
    r"formularios?|solicitud(?:es)?|autorizacion|peticion|consentimiento|declaracion|remision|registro|reclamo)\b"
)


def title_of(own: str, sheets: Sequence[Sheet], asked: Container[str], file: str) -> str:
    """Give the title of a form.

    own: what the file says of itself; it counts where it is words, says what the form is, or is printed, too.
    asked: the labels of its questions, folded, which are no titles. file: its name, where nothing else tells.
    """
    own = "" if _NO_TITLE.search(one_line(own)) else one_line(own)
    first = next((sheet for sheet in sheets if sheet.spots), sheets[0] if sheets else None)
    printed = [*_titles(sheets[0]), *(_titles(first) if first is not sheets[0] and first is not None else ())]
    best = max((one for one in printed if fold(one[1]) not in asked), default=(0.0, ""), key=lambda one: one[0])
    if _is_title(own):
        here = fold(own) in fold(" ".join(p.text for sheet in sheets for p in sheet.phrases))
        if _KINDS.search(fold(own)) or (here and not _KINDS.search(fold(best[1]))):
            return shorten(own, _LONGEST)
    return shorten(best[1] or own or _of_file(file), _LONGEST)


def _of_file(file: str) -> str:
    words = fold(file.rpartition(".")[0].replace("_", " ").replace("-", " "))
    return words.capitalize() or "Form"


def _is_title(text: str) -> bool:
    """Whether a text says in words what something is: "Form I-17 (Rev. 5)" does not."""
    words = [word for word in _EMPTY.sub(" ", text).split() if sum(map(str.isalpha, word)) > 1]
    return len(words) > 1


def _titles(sheet: Sheet) -> Iterator[tuple[float, str]]:
    """Give what may be the title, with how much speaks for it."""
    top = max((phrase.box[3] for phrase in sheet.phrases), default=0.0)
    lowest = top - (sheet.size[1] or 792.0) * _UPPER
    upper = sorted((p for p in sheet.phrases if p.box[1] > lowest), key=lambda p: (-p.box[3], p.box[0]))
    for number, phrase in enumerate(upper):
        if sum(map(str.isalpha, phrase.text)) < _FEWEST:
            continue
        lines = [phrase]
        for other in upper[number + 1 :]:
            if len(lines) < _LINES and _goes_on(lines[-1], other):
                lines.append(other)
        text = one_line(" ".join(line.text for line in lines)).strip(" *:_")
        yield _worth(sheet, phrase, text) - _FIRST * (top - phrase.box[3]) / max(top - lowest, 1.0), text


def _goes_on(line: Phrase, other: Phrase) -> bool:
    gap = line.box[1] - other.box[3]
    across = min(line.box[2], other.box[2]) - max(line.box[0], other.box[0])
    alike = min(line.size, other.size) >= _SAME * max(line.size, other.size) and line.bold == other.bold
    return alike and -line.size / 2 <= gap <= _LEADING * line.size and across > 0 and other.box[3] < line.box[3]


def _worth(sheet: Sheet, phrase: Phrase, text: str) -> float:
    letters = [sign for sign in phrase.text if sign.isalpha()]
    worth = phrase.size / (sheet.plain or phrase.size)
    worth += _BOLD if phrase.bold else 0.0
    worth += _CAPITALS if all(map(str.isupper, letters)) else 0.0
    worth += _KIND if _KINDS.search(fold(text)) and _is_title(text) else 0.0
    worth -= _ASKS if phrase.text.rstrip().endswith((":", "?", ".")) or _NUMBERED.match(phrase.text) else 0.0
    worth -= _LONG if len(text.split()) > _MOST_WORDS else 0.0
    return worth - (_LONG if len(letters) * 2 < len(phrase.text) or not _is_title(text) else 0.0)
