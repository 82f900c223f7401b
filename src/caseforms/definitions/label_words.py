"""Words of labels that name a part of a value, change nothing, or tell of somebody else."""

from __future__ import annotations

import re
from functools import lru_cache

#: Words that name a part of a value, by field type.
PARTS: dict[str, dict[str, str]] = {
    "name": {
        "first": "first", "first name": "first", "given": "first", "given name": "first", "fname": "first",
        "middle": "middle", "middle name": "middle", "middle initial": "middle", "mi": "middle", "m i": "middle",
        "initial": "middle", "last": "last", "last name": "last", "surname": "last", "family name": "last",
        "lname": "last", "suffix": "suffix",
    },
    "date": {
        "month": "month", "mm": "month", "mo": "month", "day": "day", "dd": "day", "year": "year", "yyyy": "year",
        "yy": "year", "yr": "year",
    },
    "phone": {
        "area": "area", "area code": "area", "prefix": "prefix", "exchange": "prefix", "line": "line",
        "ext": "ext", "extension": "ext",
    },
    "address": {
        "street": "street", "street address": "street", "address": "street", "line 1": "street", "1": "street",
        "line 2": "unit", "2": "unit", "apt": "unit", "apartment": "unit", "unit": "unit", "city": "city",
        "town": "city", "city / town": "city", "city town": "city", "state": "state", "zip": "zip",
        "zip code": "zip", "zipcode": "zip", "postal code": "zip",
    },
}  # fmt: skip
PARTS["birth_date"] = PARTS["date"]


def part_of(kind: str, words: str) -> str | None:
    """Give the part of a value of a type that words name; None if they name none.

    Words that name several parts ("last first mi", "month day year") name the whole, which is read as one;
    of an address ("city state zip") they name the first of the parts, which the others follow.
    """
    parts = PARTS.get(kind, {})
    if words in parts:
        return parts[words]
    named: list[str] = []
    tokens = words.split()
    while tokens:
        size = next((size for size in (2, 1) if " ".join(tokens[:size]) in parts), 0)
        if not size:
            return None
        named.append(parts[" ".join(tokens[:size])])
        tokens = tokens[size:]
    if len(set(named)) <= 1:
        return None
    return named[0] if kind == "address" else ""


#: Words around an alias that change nothing.
BENIGN = frozenset(  # a text is easier to read and to add to than a list
    "please print type full legal the of your a an required optional if any enter write here this for in or and is "
    "mm dd yyyy yy m d y month day year first last mi middle initial name date number s client clients applicable "
    "known include with known form field text txt box fld input area code current complete own".split()
)
#: Words that make a label somebody else's or something else's; only an alias that has them itself may match.
OTHERS = frozenset(
    "court docket cause worker supervisor mother mothers father fathers parent parents spouse partner emergency "
    "contact provider agency guardian child childs sibling attorney doctor physician employer school previous prior "
    "former other alternate second secondary representative witness relative friend insurance insured work office "
    "fax signature maiden household member applicant payee foster stepparent stepmother stepfather grandmother "
    "grandfather grandparent aunt uncle brother sister son daughter boyfriend girlfriend roommate landlord judge gal "
    "therapist counselor probation parole perpetrator victim".split()
)
#: Those of them that name somebody: what follows on the line is that person's.
PEOPLE = OTHERS - frozenset(
    "court docket cause previous prior former other alternate second secondary work office fax signature maiden "
    "household member contact school insurance".split()
)
#: Words that ask for something of a person, not for the person.
ATTRIBUTES = frozenset(
    "phone telephone cell mobile fax email address street city state zip dob birth birthdate date number ext extension "
    "title unit relationship signature signed initials age sex gender race income".split()
)
#: Types of answers that belong to one person.
PERSONAL = frozenset({"name", "birth_date", "phone", "email", "address"})

#: Words that add nothing to a label, wherever they stand in it.
_FILLERS = frozenset(
    "please print enter write full legal the a an your this here below being list all that apply check mark "
    "select choose circle each current primary main requesting referring assigned required optional is are "
    "mmddyyyy mmddyy".split()
)
_ONE = {
    f"{word}s": word
    for word in "client worker caseworker supervisor provider caregiver guardian individual patient participant "
    "specialist signer person parent".split()
} | {"telephone": "phone", "sw": "social worker"}
_BY = re.compile(r" (?:making|submitting|completing|filling out) (?:this |the )?(?:referral|request|form)\b")
_FORMAT = re.compile(r"\bmm(?: /)? dd(?: /)? yy(?:yy)?\b")
_NUMBER_OF = re.compile(r"\b(phone|fax|cell|mobile) number\b")
_WITH = re.compile(r" (?:/ ext(?:ension)?|(?:with|include|including) area code)$")


@lru_cache(maxsize=16384)
def plainly(norm: str) -> str:
    """Reword a normalised label plainly, so that labels that ask the same in other words are equal.

    "enter the clients full legal name" -> "client name"; "name of social worker" -> "social worker name".
    """
    words = _FORMAT.sub("", _BY.sub("", norm)).split()
    if len(words) > 1 and words[0].isdigit() and len(words[0]) <= len("12"):  # "1. Client's name"
        words = words[1:]
    text = " ".join(_ONE.get(word, word) for word in words if word not in _FILLERS).strip(" /")
    text = _WITH.sub("", _NUMBER_OF.sub(r"\1", text)).strip(" /")
    what, of, whose = text.partition(" of ")
    if of and " of " not in whose and "/" not in text:
        text = f"{whose} {what}"
    return text.removesuffix(" being requested")


_BRACKETS = re.compile(r"\s*[(\[]\s*([^()\[\]]*)[)\]]")


def without_brackets(label: str) -> str:
    """Leave out what a label only explains: "Phone (day or evening)", "Case No. (not the court's)".

    What says whose or which it is stays: "Name (child)", "Phone (work)", "Date (of birth)".
    """
    for found in _BRACKETS.finditer(label):
        inside = found[1].lower().split()
        told = OTHERS.intersection(re.findall(r"[a-z]+", found[1].lower())) - {"household", "member"}
        if inside[:1] != ["not"] and (inside[:1] == ["of"] or told):
            return label
    rest = _BRACKETS.sub("", label).strip()
    return rest if any(map(str.isalpha, rest)) else label
