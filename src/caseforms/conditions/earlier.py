"""Which earlier forms are about the same person. Not a kind of check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from caseforms.fieldtypes.keys import case_key, matching_keys
from caseforms.model import Facts, Known, Record


def keys_of(record: Record) -> Mapping[str, str]:
    """Give the record's matching keys, as the register keeps them for earlier forms."""
    return matching_keys({name: answer.value for name, answer in record.answers.items() if answer.value is not None})


def known(facts: Facts, kind: str, key: str | None) -> Iterator[Known]:
    """Walk the earlier forms with a key, without those of the very file that is checked."""
    return (known for known in facts.history.find(kind, key) if known.sha256 != facts.sha256 or not known.sha256)


def latest(forms: Sequence[Known]) -> Known:
    """Give the form received last; of several of one day the one registered last."""
    last = forms[0]
    for form in forms:
        last = form if form.received >= last.received else last
    return last


def of_client(record: Record, facts: Facts) -> Iterator[Known]:
    """Walk the earlier forms about the record's client (domain.md 6, duplicate client match).

    The name and the date of birth, the case or the client's number agree; another date of birth is another person
    (Jr. and Sr.).
    """
    own = keys_of(record)
    number = _number(record.value("client_id_number"))
    for known_ in known(facts, "name", own.get("name")):
        births = {own.get("dob"), known_.keys.get("dob")} - {None, ""}
        same_case = bool(own.get("case")) and own.get("case") == known_.keys.get("case")
        same_birth = bool(own.get("dob")) and own.get("dob") == known_.keys.get("dob")
        same_number = bool(number) and number == _number(known_.values.get("client_id_number"))
        if len(births) < 2 and (same_birth or same_case or same_number):  # noqa: PLR2004
            yield known_


def _number(value: object) -> str:
    return case_key(value) if isinstance(value, str) else ""
