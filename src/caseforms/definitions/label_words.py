"""Words of labels that name a part of a value, change nothing, or tell of somebody else."""

from __future__ import annotations

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
    "fax signature maiden household member applicant payee".split()
)
