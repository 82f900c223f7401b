"""Which client is meant, and which entries are about the client (domain.md 6, "Duplicate client match")."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from caseforms.errors import UsageError
from caseforms.fieldtypes.dates import to_date
from caseforms.fieldtypes.keys import case_key, matching_keys, name_key
from caseforms.register.base import Entry
from caseforms.reports.base import in_order, of_forms, same_name, text

ROSTER = "caseload-list"
#: Forms that are not about one client.
_OTHERS = frozenset({"coverage-results", "monitoring-findings", "decision", "letter"})


class Client(NamedTuple):
    """A client as all entries together give the person.

    key: of the name (`fieldtypes.keys.name_key`), "" where there is no name.
    """

    name: str = ""
    id_number: str = ""
    case_number: str = ""
    dob: dt.date | None = None
    key: str = ""

    @property
    def short(self) -> str:
        """The number that stands for the client where no name may: the ID, else the case number."""
        return self.id_number or self.case_number


def client_of(entry: Entry) -> Client:
    """Give the client as one entry names the person."""
    keys = matching_keys(entry.values)
    return Client(
        text(entry, "client_name"),
        text(entry, "client_id_number"),
        text(entry, "case_number"),
        to_date(keys["dob"]),
        keys["name"],
    )


def same_client(one: Client, other: Client) -> bool:
    """Say whether two are one person (domain.md 6).

    The ID number decides where both have one. Else names and dates of birth must not differ; where no birth tells,
    nor may the cases. Without a name the case must be the same.
    """
    if one.id_number and other.id_number:
        return case_key(one.id_number) == case_key(other.id_number)
    if (one.key and other.key and one.key != other.key) or (one.dob and other.dob and one.dob != other.dob):
        return False
    cases = {case_key(client.case_number) for client in (one, other) if client.case_number}
    both = bool(one.case_number and other.case_number)
    if one.key and other.key:
        return bool(one.dob and other.dob) or len(cases) < 2 or not both  # noqa: PLR2004
    return both and len(cases) == 1


def find_client(entries: Iterable[Entry], who: str) -> Client:
    """Give the client with this ID number, case number or name.

    Raises:
        UsageError: nobody is, or several are.
    """
    number, name = case_key(who), name_key(who)
    found: dict[str, list[Client]] = {"id": [], "case": [], "name": []}
    people = [client_of(entry) for entry in entries if entry.form not in _OTHERS]
    for client in people:
        if number and number == case_key(client.id_number):
            found["id"].append(client)
        elif number and number == case_key(client.case_number):
            found["case"].append(client)
        elif name and name == client.key:
            found["name"].append(client)
    for how in ("id", "case", "name"):
        if found[how]:
            return _the_one(distinct(found[how]), who, how)
    raise UsageError(
        f'The register knows no client "{who}".',
        "Give the client's ID number, case number or name as the forms have it.",
    )


def _the_one(clients: Sequence[Client], who: str, how: str) -> Client:
    if len(clients) == 1:
        return clients[0]
    what, instead = {
        "case": ("case number", "the client's ID number or name"),
        "name": ("name", "the client's ID number or case number"),
        "id": ("ID number", "the client's name"),
    }[how]
    raise UsageError(f'{len(clients)} clients have the {what} "{who}".', f"Give {instead}.")


def distinct(people: Iterable[Client]) -> list[Client]:
    """Give each person once, with all that is known of the person; who is known best comes first."""
    clients: list[Client] = []
    for person in sorted(people, key=lambda client: -sum(map(bool, client))):
        at = next((at for at, client in enumerate(clients) if same_client(client, person)), None)
        if at is None:
            clients.append(person)
        else:
            clients[at] = _together(clients[at], person)
    return clients


def _together(one: Client, other: Client) -> Client:
    return Client(
        one.name or other.name,
        one.id_number or other.id_number,
        one.case_number or other.case_number,
        one.dob or other.dob,
        one.key or other.key,
    )


def about(entries: Iterable[Entry], client: Client) -> list[Entry]:
    """Give the entries about a client, in the order in which they came."""
    return in_order(entry for entry in entries if entry.form not in _OTHERS and same_client(client, client_of(entry)))


def by_client(entries: Iterable[Entry], clients: Sequence[Client]) -> list[list[Entry]]:
    """Give for each of these clients what `about` gives, in one walk over the entries."""
    meeting: dict[str, list[int]] = {}
    for at, client in enumerate(clients):
        for key in _ways(client):
            meeting.setdefault(key, []).append(at)
    found: list[list[Entry]] = [[] for _ in clients]
    for entry in in_order(entry for entry in entries if entry.form not in _OTHERS):
        person = client_of(entry)
        for at in {at for key in _ways(person) for at in meeting.get(key, ())}:
            if same_client(clients[at], person):
                found[at].append(entry)
    return found


def _ways(client: Client) -> list[str]:
    """Give the keys of which two of one person have at least one in common."""
    keys = (case_key(client.id_number), case_key(client.case_number), client.key)
    return [f"{kind}:{key}" for kind, key in zip(("id", "case", "name"), keys, strict=True) if key]


def clients_of_worker(entries: Iterable[Entry], worker: str) -> list[Client]:
    """Give the clients that any caseload list names for a worker, each once, by name."""
    rows = (entry for entry in of_forms(entries, ROSTER) if same_name(text(entry, "worker_name"), worker))
    return sorted(distinct(map(client_of, rows)), key=lambda client: (client.key, client.name, client.short))
