"""Who writes a letter, who gets it, and who gets a copy: from the form first, then from the office's settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from caseforms.fieldtypes.keys import name_key
from caseforms.fieldtypes.phones import shown_phone
from caseforms.pipeline.merging import Fields

if TYPE_CHECKING:
    from caseforms.definitions.settings import Settings, Signer, Worker

#: What a party of a letter is made of; every party has all of it, filled or not.
PARTY = ("name", "title", "organization", "address", "email", "phone")
SENDER = ("name", "title", "phone", "email", "unit", "hours", "supervisor", "supervisor_phone", "supervisor_email")
_WORKER = (
    "name", "title", "phone", "email", "unit", "address", "hours", "best_time", "returns_calls", "backup",
    "backup_phone", "out_of_office", "supervisor", "supervisor_phone", "supervisor_email",
)  # fmt: skip
_SUPERVISOR = ("name", "title", "phone", "email")
#: Who signs for somebody else, as a release says it.
_FOR_THE_CLIENT = ("Parent", "Guardian", "Legal custodian", "Personal representative")
_ADDRESSED = ("worker", "supervisor", "client", "family", "provider", "contractor", "receiver")

Party = dict[str, object]


def profile(settings: Settings, name: object) -> Worker | None:
    """Find a worker of the office by name; None when nobody, or more than one, is called so."""
    wanted = name_key(str(name or ""))
    found = [worker for worker in settings.worker if wanted and name_key(worker.name) == wanted]
    return found[0] if len(found) == 1 else None


def complete_workers(fields: Fields, settings: Settings) -> None:
    """Add the groups `worker`, `supervisor` and `new_worker`; what the form leaves open the settings fill in."""
    worker = _filled(fields.get("worker", {}), _WORKER)
    worker["name"] = worker["name"] or fields.get("form", {}).get("caseworker_name")
    _fill(worker, _of(profile(settings, worker["name"])))
    fields["worker"] = worker
    supervisor = _filled(fields.get("supervisor", {}), _SUPERVISOR)
    same = not supervisor["name"] or name_key(str(supervisor["name"])) == name_key(str(worker["supervisor"] or ""))
    if same:
        _fill(supervisor, {name: worker["supervisor" if name == "name" else f"supervisor_{name}"]
                           for name in ("name", "phone", "email")})  # fmt: skip
    fields["supervisor"] = supervisor
    form = fields.get("form", {})
    new = _filled({"name": form.get("to_worker"), "phone": form.get("to_worker_phone")}, _WORKER)
    _fill(new, _of(profile(settings, new["name"])))
    fields["new_worker"] = new


def worker_group(settings: Settings, name: str) -> Party:
    """Give the profile of a worker as the group `worker`; only the name when the settings do not know the worker."""
    group = _filled({"name": name}, _WORKER)
    _fill(group, _of(profile(settings, name)))
    return group


def sender(fields: Fields, settings: Settings, who: str) -> Party:
    """Give who signs: the office's signer, or the worker of the case (the new one where the case changes hands).

    who: `office` or `worker`. Without a signer in the settings, or a worker on the form, the agency's phone stands in.
    """
    if who == "worker":
        source: Mapping[str, object] = fields.get("worker", {})
        signer: Mapping[str, object] = source if source.get("name") else {}
    else:
        signer = _of(settings.signer)
    return _filled(signer, SENDER)


def recipient(fields: Fields, settings: Settings, to: str, page: Fields | None = None) -> Party:
    """Give who gets the letter, by the word the template uses: `worker`, `client`, `provider` ...; blank for `file`.

    page: the answers of the provider's contact page, for letters to a provider.
    """
    if to not in _ADDRESSED:
        return _filled({}, PARTY)
    ways: Mapping[str, Callable[[], Mapping[str, object]]] = {
        "worker": lambda: fields.get("worker", {}),
        "supervisor": lambda: fields.get("supervisor", {}),
        "client": lambda: _client(fields),
        "family": lambda: _family(fields),
        "provider": lambda: _provider(page or fields),
        "contractor": lambda: _contractor(fields),
        "receiver": lambda: _receiver(fields),
    }
    party = _filled(ways[to](), PARTY)
    if not party["name"]:
        party["name"], party["organization"] = party["organization"], None
    if to in {"worker", "supervisor"} and party["name"]:
        party["organization"] = settings.agency.name or None
    return party


def copies(fields: Fields, settings: Settings, cc: tuple[str, ...]) -> list[str]:
    """Give the lines of "cc": the name and the part the person has; who is not known is left out."""
    lines = []
    for to in cc:
        name = "File" if to == "file" else recipient(fields, settings, to)["name"]
        if name:
            lines.append("File" if to == "file" else f"{name}, {to}")
    return lines


def addressee(name: str, address: str) -> Fields:
    """Give a provider who is named on the command line as a contact page would give the provider."""
    return {"provider": {"name": name}, "form": {"mailing_address": address or None}}


def _client(fields: Fields) -> Mapping[str, object]:
    """The person whom a letter about a client goes to: who signed for the client, the guardian, or the client."""
    client, form, guardian = (fields.get(group, {}) for group in ("client", "form", "guardian"))
    if form.get("signer_role") in _FOR_THE_CLIENT and form.get("signer_name"):
        return {**client, "name": form["signer_name"]}
    if guardian.get("name"):
        return {**client, "name": guardian["name"], "phone": guardian.get("phone") or client.get("phone")}
    return client


def _family(fields: Fields) -> Mapping[str, object]:
    client = _client(fields)
    case_name = fields.get("case", {}).get("name")
    return {**client, "name": client.get("name") or case_name}


def _provider(page: Fields) -> Mapping[str, object]:
    provider, form = page.get("provider", {}), page.get("form", {})
    return {**provider, "organization": form.get("agency_name"), "address": form.get("mailing_address")}


def _contractor(fields: Fields) -> Mapping[str, object]:
    decision = fields.get("decision", {})
    return {"name": decision.get("contractor"), "phone": decision.get("contractor_phone")}


def _receiver(fields: Fields) -> Mapping[str, object]:
    form, new = fields.get("form", {}), fields.get("new_worker", {})
    if new.get("name"):
        return new
    place = form.get("receiving_office") or form.get("to_facility")
    return {"name": form.get("receiving_officer"), "organization": place}


def _of(person: Signer | None) -> dict[str, object]:
    if person is None:
        return {}
    return {key: shown_phone(value) if "phone" in key else value for key, value in person.model_dump().items()}


def _filled(source: Mapping[str, object], names: tuple[str, ...]) -> Party:
    return {name: source.get(name) or None for name in names}


def _fill(party: Party, more: Mapping[str, object]) -> None:
    """Fill what is open."""
    for name, value in more.items():
        if name in party and not party[name]:
            party[name] = value or None
