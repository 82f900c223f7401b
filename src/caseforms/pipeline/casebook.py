"""All that the register holds about one client, found once for a whole run of letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from caseforms.fieldtypes.keys import case_key
from caseforms.fieldtypes.text import fold

if TYPE_CHECKING:
    from caseforms.register.base import Entry, FullEntry, Register

#: Answers that hold where a person lives.
_ADDRESSES = ("client_address",)
_PROTECTED = "address_protected"
_REFERRAL = "referral_id"


class Casebook:
    """The register's entries, indexed the ways letters look them up."""

    def __init__(self, register: Register) -> None:
        """Read the register when it is first asked."""
        self._register = register
        self._full: dict[str, FullEntry] = {}

    @cached_property
    def entries(self) -> list[Entry]:
        """All entries in the order they came."""
        return self._register.entries()

    def full(self, id_: str) -> FullEntry:
        """Give one entry whole; UsageError when there is none of this number."""
        if id_ not in self._full:
            self._full[id_] = self._register.entry(id_)
        return self._full[id_]

    def linked(self, id_: str, form: str) -> Entry | None:
        """Give the newest record of this form that quotes the entry's number."""
        return self._quoting.get((form, id_))

    @cached_property
    def _quoting(self) -> Mapping[tuple[str, str], Entry]:
        return {
            (entry.form, str(entry.values[_REFERRAL]).strip().upper()): entry
            for entry in self.entries
            if entry.values.get(_REFERRAL)
        }

    def about(self, entry: Entry) -> list[Entry]:
        """Give everything registered about the same client or case, the entry itself too, in the order it came."""
        found = {id(one): one for key in _ways(entry) for one in self._by_way.get(key, ())}
        return sorted(found.values(), key=lambda one: self._order[one.id])

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {entry.id: place for place, entry in enumerate(self.entries)}

    @cached_property
    def _by_way(self) -> Mapping[tuple[str, str], list[Entry]]:
        ways: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.entries:
            for way in _ways(entry):
                ways.setdefault(way, []).append(entry)
        return ways

    def protected(self, entry: Entry) -> tuple[str, ...]:
        """Give the addresses that must not be printed, as folded texts: of everybody in the case who asked for it.

        One form that says "confidential" protects the address on all forms of the client and the case.
        """
        around = self.about(entry)
        if not any(one.values.get(_PROTECTED) == "yes" for one in around):
            return ()
        return tuple(dict.fromkeys(address for one in around for address in _addresses(one)))


def _ways(entry: Entry) -> Iterator[tuple[str, str]]:
    for kind in ("person", "case"):
        if entry.keys.get(kind):
            yield kind, entry.keys[kind]
    number = str(entry.values.get("client_id_number") or "")
    if number:
        yield "number", case_key(number)


def _addresses(entry: Entry) -> Iterator[str]:
    for name in _ADDRESSES:
        address = str(entry.values.get(name) or "")
        street = fold(address.replace("\n", ",").partition(",")[0])
        if any(character.isdigit() for character in street) and len(street) > len("1 a st"):
            yield street
