"""All that the register holds about one client, found once for a whole run of letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from caseforms.fieldtypes.keys import case_key, name_key
from caseforms.fieldtypes.streets import streets

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
        """Give the streets that must not be printed (`fieldtypes.streets`): of everybody in the case who asked for it.

        One form that says "confidential" protects the address on all forms of the client and the case. Here a person
        of the same name is the client as long as nothing speaks against it: leaving out too much harms nobody.
        """
        around = self._around(entry)
        if not any(one.values.get(_PROTECTED) == "yes" for one in around):
            return ()
        return tuple(dict.fromkeys(street for one in around for street in _streets(one)))

    def _around(self, entry: Entry) -> list[Entry]:
        from caseforms.reports.clients import client_of, same_client

        found = {one.id: one for one in (entry, *self.about(entry))}
        referral = self._by_id.get(str(entry.values.get(_REFERRAL) or "").strip().upper())
        if referral is not None:
            found |= {one.id: one for one in (referral, *self.about(referral))}
        for known in list(found.values()):
            client = client_of(known)
            found |= {one.id: one for one in self._by_name.get(client.key, ()) if same_client(client, client_of(one))}
        more = (one for known in list(found.values()) for one in self.about(known))
        return list((found | {one.id: one for one in more}).values())

    @cached_property
    def _by_id(self) -> Mapping[str, Entry]:
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def _by_name(self) -> Mapping[str, list[Entry]]:
        names: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if key := name_key(str(entry.values.get("client_name") or "")):
                names.setdefault(key, []).append(entry)
        return names


def _ways(entry: Entry) -> Iterator[tuple[str, str]]:
    for kind in ("person", "case"):
        if entry.keys.get(kind):
            yield kind, entry.keys[kind]
    number = str(entry.values.get("client_id_number") or "")
    if number:
        yield "number", case_key(number)


def _streets(entry: Entry) -> Iterator[str]:
    for name in _ADDRESSES:
        yield from streets(str(entry.values.get(name) or ""))
