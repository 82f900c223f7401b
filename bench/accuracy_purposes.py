"""What a field of a blank is for: from the truth where it tells, otherwise guessed from its own name and tooltip."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from bench import accuracy_people as people
from bench.accuracy_boxes import Asked


class Purpose(NamedTuple):
    """kind: what is asked for, such as name, first, date, area; number: which invented one."""

    kind: str
    number: int


#: Kinds of purpose by key of the truth; what is not here is plain words.
_KEYS = {
    "subject_name": "name",
    "child_name": "name",
    "representative_name": "name",
    "referring_worker": "name",
    "petitioner_name": "name",
    "preferred_name": "name",
    "other_names": "name",
    "other_person_name": "name",
    "signature": "name",
    "date_of_birth": "date",
    "child_date_of_birth": "date",
    "signature_date": "date",
    "deadline": "date",
    "phone": "phone",
    "worker_phone": "phone",
    "fax": "phone",
    "ssn": "ssn",
    "case_number": "number",
    "alien_number": "number",
    "email": "email",
    "address": "address",
    "mailing_address": "address",
    "address_city_state": "city_state",
    "address_street": "street",
    "address_unit": "unit",
    "address_city": "city",
    "address_state": "state",
    "address_zip": "zip",
    "age": "age",
    "grade": "age",
    "amount": "amount",
}

#: Parts as the truth writes them, by kind of purpose: what the part asks for.
_PARTS = {
    "first": "first",
    "middle": "middle",
    "middle_initial": "initial",
    "last": "last",
    "month": "month",
    "day": "day",
    "year": "year",
    "area": "area",
    "prefix": "exchange",
    "exchange": "exchange",
    "number": "seven",
    "suffix": "line",
    "last4": "line",
    "3": "ssn3",
    "2": "ssn2",
    "4": "ssn4",
    "zip5": "zip",
    "zip4": "zip4",
    "line1": "mailbox",
    "line2": "domain",
}

#: What names and tooltips say, the first that fits: only for realism, a wrong guess is still a value.
_WORDS = (
    (r"\b(mm|month|mes)$", "month"),
    (r"\b(dd|day|d[ií]a)$", "day"),
    (r"\b(yyyy|yy|year|año)$", "year"),
    (r"\barea code\b|first three numbers phone", "area"),
    (r"\b(phone|telephone).*(second three|prefix)|^prefix\b", "exchange"),
    (r"\b(phone|telephone).*last four|^suffix\b", "line"),
    (r"\b(date|dob|birth|fecha|mm ?dd|expires?)\b", "date"),
    (r"\b(phone|tel|telephone|fax|cell|mobile|tel[eé]fono)\b", "phone"),
    (r"\be ?mail\b|correo", "email"),
    (r"\b(ssn|social security)\b|\bss ?#", "ssn"),
    (r"\b(zip|postal)\b", "zip"),
    (r"\b(state|estado)\b", "state"),
    (r"\b(city|town|ciudad)\b", "city"),
    (r"\b(street|address|direcci[oó]n|domicilio)\b", "street"),
    (r"\b(apt|unit|suite|ste)\b", "unit"),
    (r"\b(first|given)\b.*\bname|^first\b", "first"),
    (r"\b(last|family)\b.*\bname|surname", "last"),
    (r"\b(middle|m ?i|initial)\b", "initial"),
    (r"\b(name|nombre|signature|firma)\b", "name"),
    (r"\b(amount|income|pay|wages?|rent|total|balance|\$)\b", "amount"),
    (r"\b(age|edad|how many|number of)\b", "age"),
    (r"\b(number|no|num|id|#)\b", "number"),
)


def truth_purposes(truth: Mapping[str, Any], start: int) -> dict[str, Purpose]:
    """Give the purposes of the fields that the truth names; what is asked twice is answered alike."""
    found: dict[str, Purpose] = {}
    others = {key: {"fields": fields} for key, fields in truth.get("other_people", {}).items() if len(fields) == 1}
    for at, (key, slot) in enumerate({**truth.get("canonical", {}), **others}.items()):
        fields = slot.get("fields", [])
        if key == "address" and "address_street" in truth["canonical"]:
            key = "address_city_state"  # noqa: PLW2901  the rest of it in one box
        elif key == "address" and "address_city" in truth["canonical"]:
            key = "address_street"  # noqa: PLW2901
        kinds = _kinds(key, slot.get("parts") or [], len(fields))
        number = start + 3 + at * 11
        for name, kind in zip(fields, kinds, strict=True):
            found.setdefault(name, Purpose(kind, number))
        for name, kind in zip(slot.get("repeats", []), kinds, strict=False):
            found.setdefault(name, Purpose(kind, number))
        second = slot.get("alternates", [])
        again = kinds * (len(second) // max(len(kinds), 1) + 1)
        for more, (name, kind) in enumerate(zip(second, again, strict=False)):
            found.setdefault(name, Purpose(kind, number + 200 + more // max(len(kinds), 1)))
    return found


def _kinds(key: str, parts: list[str], count: int) -> list[str]:
    kind = _KEYS.get(key) or next((v for k, v in _KEYS.items() if key.endswith(k.removeprefix("subject"))), "words")
    if len(parts) != count:
        return [kind] * count
    return [f"{kind}.{part[5:]}" if part.startswith("digit") else _PARTS.get(part, "words") for part in parts]


def purpose_of(field: Asked, number: int) -> Purpose:
    """Guess what a field is for from its format, its name and its tooltip."""
    kind, _, _ = field.format.partition(" ")
    if kind:
        return Purpose("amount" if kind == "number" else kind, number)
    last = field.name.rpartition(".")[2]
    for said in (last, field.tooltip):
        text = re.sub(r"[\W_\d]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", said)).casefold().strip()
        if found := next((kind for pattern, kind in _WORDS if re.search(pattern, text)), ""):
            return Purpose(found, number)
    return Purpose("words", number)


def ways(purpose: Purpose, field: Asked) -> list[str]:
    """Give what can be written for a purpose, the best first; the last is the shortest."""
    kind, _, digit = purpose.kind.partition(".")
    number = purpose.number
    if digit:
        all_digits = people.ssn(number) if kind == "ssn" else f"{number * 7919:010}"
        return [all_digits[(int(digit) - 1) % len(all_digits)]]
    if kind == "number":
        return _numbers(number, field)
    if kind == "date":
        return _dates(number, field)
    made = (_of_people(number) | _of_places(number)).get(kind, [])
    if not made:
        made = [f"{people.words(number, 2)} {number}", f"{people.words(number, 1)} {number}", f"{number}"]
    return made if kind in {"initial", "state", "area"} else [*made, f"{number % 90 + 10}", "ABCDEFGHJKLM"[number % 12]]


def _of_people(number: int) -> dict[str, list[str]]:
    who, phone, ssn = people.person(number), people.phone(number), people.ssn(number)
    seven = f"{phone[3:6]}-{phone[6:]}"
    return {
        "name": [who.name, f"{who.first[0]}. {who.last}", who.last, who.first, who.first[0]],
        "first": [who.first, who.first[0]],
        "middle": [who.middle, who.middle[0]],
        "initial": [who.middle[0]],
        "last": [who.last, who.last.split()[0], who.last[0]],
        "month": [f"{people.day(number):%m}"],
        "day": [f"{people.day(number):%d}"],
        "year": [f"{people.day(number):%Y}", f"{people.day(number):%y}"],
        "phone": [f"({phone[:3]}) {seven}", f"{phone[:3]}-{seven}", phone, seven, phone[6:], phone[:3]],
        "area": [phone[:3]],
        "exchange": [phone[3:6]],
        "seven": [seven, phone[3:]],
        "line": [phone[6:]],
        "ssn": [f"{ssn[:3]}-{ssn[3:5]}-{ssn[5:]}", ssn, ssn[5:], ssn[:3], ssn[3:5]],
        "ssn3": [ssn[:3]],
        "ssn2": [ssn[3:5]],
        "ssn4": [ssn[5:]],
        "email": [people.email(number), f"{number}@example.org", f"{number}"],
        "mailbox": [f"{people.words(number, 1)}{number}"],
        "domain": ["@example.org"],
    }


def _of_places(number: int) -> dict[str, list[str]]:
    street, house = people.street(number), f"{10 + number * 13 % 890}"
    city, state, post_code = people.city(number), people.state(number), people.post_code(number)
    amount = number * 37 % 900
    return {
        "address": [f"{street}, {city}, {state} {post_code}", street, house],
        "street": [street, house],
        "unit": [f"{number % 90 + 10}{'ABCDE'[number % 5]}", f"{number % 10}"],
        "city": [city, state],
        "city_state": [f"{city}, {state}", city],
        "state": [state],
        "zip": [post_code],
        "zip4": [f"{1000 + number * 71 % 9000}"],
        "age": [f"{10 + number % 80}", f"{1 + number % 9}"],
        "amount": [f"{1000 + amount:,}.{number % 90 + 10}", f"{amount + 10}", f"{1 + number % 9}"],
    }


def _numbers(number: int, field: Asked) -> list[str]:
    if field.comb or 0 < field.longest < 11:
        return [f"{number * 7_919_337 % 10 ** (field.longest or 9):0{field.longest or 9}}"]
    return [f"CW-2026-{number:04}", f"{number * 379 % 1_000_000:06}", f"{number}", f"{number % 10}"]


def _dates(number: int, field: Asked) -> list[str]:
    day = people.day(number)
    asked = field.format.partition(" ")[2].casefold()
    ways_ = [f"{day:%m/%d/%Y}", f"{day:%m/%d/%y}"]
    if asked:
        written = re.sub(r"y{3,4}", f"{day:%Y}", asked)
        written = re.sub(r"(?<!\d)yy(?!\d)", f"{day:%y}", written)
        written = re.sub(r"m{3,4}", "\0", written)
        written = re.sub(r"mm?", f"{day:%m}", written)
        written = re.sub(r"dd?", f"{day:%d}", written).replace("\0", f"{day:%b}")
        ways_.insert(0, written)
    if field.comb or 0 < field.longest < 10:
        ways_ = [f"{day:%m%d%Y}", f"{day:%m%d%y}", *ways_, f"{day:%Y}", f"{day:%d}", f"{day.day % 10}"]
        return [one for one in ways_ if not field.longest or len(one) <= field.longest] or [f"{day.day % 10}"]
    return [*ways_, f"{day:%m/%d}", f"{day:%d}"]
