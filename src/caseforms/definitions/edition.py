"""The edition that a blank prints about itself: "Rev. 01/26", "(2-2026)", "Effective March 2026"."""

from __future__ import annotations

import re
from collections import Counter

from caseforms.definitions.learned import Blank

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?:19|20)\d\d"
_DATE = (
    rf"{_MONTH}\s+(?:\d{{1,2}},\s*)?{_YEAR}"
    rf"|(?:\d{{1,2}}\s*[-/.]\s*){{1,2}}(?:{_YEAR}|\d\d)(?!\d)"
    rf"|{_YEAR}-\d\d(?:-\d\d)?(?!\d)"
)
_WORD = r"(?:rev(?:is(?:ed|ion))?|edition|edn?|version|ver|v|effective|eff|updated|issued?|form\s+date)"
#: What stands behind a word such as "Rev." is sure; a bare date in brackets is told only without one.
_SAID = re.compile(rf"\b{_WORD}\.?\s*(?:date|no|number)?[.:]?\s*[(\[]?\s*({_DATE}|\d+\.\d+|{_YEAR})", re.IGNORECASE)
_BARE = re.compile(rf"\(\s*({_DATE})\s*\)", re.IGNORECASE)


def printed_edition(blank: Blank | None) -> str:
    """Give the edition as the blank prints it, such as `01/26`; "" where it does not say. The most repeated wins."""
    if blank is None:
        return ""
    text = "\n".join(page.print for page in blank.page)
    for pattern in (_SAID, _BARE):
        found = Counter(re.sub(r"\s*([-/.])\s*(?=\d)", r"\1", match[1]).strip() for match in pattern.finditer(text))
        if found:
            return max(found, key=lambda one: found[one])
    return ""
