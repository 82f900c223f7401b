"""Keys under which records of the same person, case or provider meet (domain.md 6, duplicate client match)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from caseforms.fieldtypes.names import is_placeholder, split_name, two_people
from caseforms.fieldtypes.text import fold, plain

_SAME_SUFFIX = {"2nd": "ii", "3rd": "iii"}
_GAPS = re.compile(r"[\s_-]+")


@lru_cache(maxsize=16384)
def name_key(name: str) -> str:
    """Give the folded `last|first|suffix` of a person's name, "" for none, a placeholder or two people.

    The same for any case, accent, apostrophe, hyphen and order ("Last, First"); middle names do not count,
    Jr and Sr do.
    """
    if not name or is_placeholder(name) or two_people(name):
        return ""
    parts = split_name(name)
    last, first, suffix = fold(parts.last), fold(parts.first), fold(parts.suffix)
    return f"{last}|{first}|{_SAME_SUFFIX.get(suffix, suffix)}" if last or first else ""


def case_key(number: str) -> str:
    """Give a case number without spaces and hyphens, in upper case (domain.md 3, "Case number")."""
    return _GAPS.sub("", plain(number)).upper()


def matching_keys(values: Mapping[str, Any]) -> dict[str, str]:
    """Give a record's keys: name, surname, dob, person (name and dob), case, provider; "" where there is none.

    Args:
        values: the record's values by field name (client_name, client_dob, case_number, provider_name, agency_name).
    """
    client = _text(values, "client_name")
    name, dob = name_key(client), _text(values, "client_dob")
    return {
        "name": name,
        "surname": name.partition("|")[0],
        "dob": dob,
        "person": f"{name}|{dob}" if name and dob else "",
        "case": case_key(_text(values, "case_number")),
        "provider": fold(_text(values, "provider_name") or _text(values, "agency_name")),
    }


def _text(values: Mapping[str, Any], field: str) -> str:
    value = values.get(field)
    return value if isinstance(value, str) else ""
