"""Which entries a letter goes out for: `--where district=North --where status=incomplete`."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from caseforms.errors import UsageError
from caseforms.fieldtypes.text import fold

if TYPE_CHECKING:
    from caseforms.register.base import Entry

#: What is known of every entry beside its answers.
_OWN: Mapping[str, Callable[[Entry], object]] = {
    "id": lambda entry: entry.id,
    "form": lambda entry: entry.form,
    "status": lambda entry: entry.status,
    "received": lambda entry: (entry.received or entry.created).date().isoformat(),
    "sender": lambda entry: entry.sender,
    "file": lambda entry: entry.path,
}


def selected(entries: Iterable[Entry], conditions: Sequence[str], answers: Iterable[str]) -> list[Entry]:
    """Give the entries that fit all conditions, in their order.

    conditions: `FIELD=VALUE` or `FIELD!=VALUE`; case and accents do not matter, `*` stands for any text. A field is
    one of `id, form, status, received, sender, file` or an answer such as `district` or `worker_name`; where an
    answer is a list, one entry of it is enough. answers: names of all fields that forms have.

    Raises:
        UsageError: a condition is not written so, or names a field that nothing has.
    """
    known = sorted({*_OWN, *answers})
    tests = [_test(condition, known) for condition in conditions]
    return [entry for entry in entries if all(test(entry) for test in tests)]


def _test(condition: str, known: Sequence[str]) -> Callable[[Entry], bool]:
    name, found, wanted = condition.partition("=")
    unequal, name = name.endswith("!"), name.rstrip("! ").strip().replace(".", "_")
    if not found or not name:
        raise UsageError(f"'{condition}' is no condition.", "Write it as field=value, such as district=North.")
    if name not in known:
        from caseforms.definitions.mistakes import did_you_mean

        raise UsageError(
            f"There is no field {name}{did_you_mean(name, known)}.",
            f"Beside the answers of forms there are: {', '.join(_OWN)}.",
        )
    pattern = "*".join(fold(part) for part in wanted.split("*"))
    return lambda entry: _fits(entry, name, pattern) is not unequal


def _fits(entry: Entry, name: str, pattern: str) -> bool:
    value = _OWN[name](entry) if name in _OWN else entry.values.get(name)
    parts = value if isinstance(value, list) else [value]
    return any(fnmatch.fnmatchcase(fold("" if part is None else str(part)), pattern) for part in parts)
