"""What counts as not filled in (domain.md 3, "Blank means")."""

from __future__ import annotations

import re

from caseforms.fieldtypes.text import clean, one_line

#: Words that say "not written here", whatever was asked.
_FILLERS = frozenset(
    {"tbd", "t.b.d", "pending", "see attached", "see attachment", "see attachments", "same", "same as above"}
)
_NOT_APPLICABLE = frozenset({"n/a", "na", "n.a", "n / a", "n\\a", "not applicable"})
#: In a free text "none", "N/A" or "not known" says something (a family's tribe may be not known).
_IN_TEXT = _FILLERS | {"na", "unk"}
_IN_YES_NO = _FILLERS | _NOT_APPLICABLE
_IN_IDENTITY = (
    _FILLERS
    | _NOT_APPLICABLE
    | {"none", "unknown", "unk", "not known", "mm/dd/yyyy", "mm/dd/yy", "mm-dd-yyyy", "m/d/yyyy", "yyyy-mm-dd"}
)
_WORDS = {"text": _IN_TEXT, "narrative": _IN_TEXT, "yes_no": _IN_YES_NO}

_PUNCTUATION_ONLY = re.compile(r"[-\u2010-\u2015_.,:;?*/\\~|()\s\u2026]+")
_CROSSED_OUT = re.compile(r"(?=.*xx)[x/.() -]+", re.DOTALL)
#: What a blank shows where nobody wrote or chose anything: "Click or tap here to enter text.", "-- Select One --".
_PROMPT = re.compile(
    r"[-\u2013\u2014<>\[(.\s]*(?:"
    r"(?:please )?(?:click|tap)(?: or (?:click|tap))?(?: here)? to (?:enter|add|select|choose|type)\b.{0,24}"
    r"|(?:please )?(?:select|choose|pick)(?: (?:an? |one )?(?:item|option|one|value|date|from (?:the )?list|below))?"
    r"|(?:please )?(?:enter|type) (?:text )?here|enter (?:text|date|(?:your |the )?(?:\w+ )?(?:name|number|date|phone))"
    r"|last(?: name)?, ?first(?: name)?(?:,? (?:mi|middle)(?: name| initial)?)?|first and last name"
    r")[-\u2013\u2014<>\]).\s\u2026]*",
    re.IGNORECASE,
)
_ZEROS = re.compile(r"(?=.*0)[0/.()+ -]+")
_LONGEST_WORD = 32


def is_blank(kind: str, text: str) -> bool:
    """Say whether a text leaves a question of this type unanswered (domain.md 3, "Blank means").

    Dashes, question marks, `xxx`, TBD, pending, see attached, same leave every question open; none, N/A,
    unknown and all zeros only those that ask who, when or which one. "None", "N/A" and "unknown" are answers in
    text and narratives; "unknown" is an answer to a yes/no question.
    """
    text = clean(text)
    if not text:
        return True
    if _PUNCTUATION_ONLY.fullmatch(text) or _PROMPT.fullmatch(text):
        return True
    if len(text) > _LONGEST_WORD:
        return False
    low = text.lower()
    words = _WORDS.get(kind, _IN_IDENTITY)
    if low in words or (one_line(low).strip(" .,;:!()[]*\"'") in words) or _CROSSED_OUT.fullmatch(low):
        return True
    return words is _IN_IDENTITY and _ZEROS.fullmatch(low) is not None
