"""Steps of the workflow, taken in the database: the new status and its event, in the writer's transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import sqlalchemy as sa

from caseforms.errors import OperatingError, UsageError
from caseforms.register import workflow
from caseforms.register.chain import Links
from caseforms.register.tables import entry, event

_AT_ONCE = 500  # numbers asked for in one query: databases limit them


def statuses(connection: sa.Connection, ids: Collection[str]) -> dict[str, str]:
    """Give the status of each of these entries.

    Raises:
        UsageError: the register has no entry of one of the numbers.
    """
    found: dict[str, str] = {}
    for some in _portions(list(ids)):
        rows = connection.execute(sa.select(entry.c.id, entry.c.status).where(entry.c.id.in_(some)))
        found.update((row.id, row.status) for row in rows)
    missing = next((id_ for id_ in ids if id_ not in found), None)
    if missing is not None:
        message = f"The register has no entry of this number: {missing}."
        raise UsageError(message, "List them with: caseforms register list")
    return found


def _portions(ids: list[str]) -> Iterator[list[str]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


def plan(links: Links, id_: str, before: str, after: str, role: str, **more: str) -> dict[str, Any]:
    """Make the event of an entry's step, if the workflow has the step; nothing is written yet.

    Raises:
        OperatingError: the workflow has no such step (REG001), or not for this role; names the entry.
    """
    try:
        workflow.step(before, after, role)
    except OperatingError as refused:
        raise OperatingError(f"{id_}: {refused.message}", refused.mend) from None
    return links.add(id_, before, after, role, **more)


def write(connection: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """Write events in their order; an entry's status is what its last event says."""
    moved = {row["entity"]: row["to_status"] for row in rows if row["from_status"] != workflow.NEW}
    if moved:
        change = entry.update().where(entry.c.id == sa.bindparam("of")).values(status=sa.bindparam("to"))
        connection.execute(change, [{"of": id_, "to": status} for id_, status in moved.items()])
    connection.execute(event.insert(), rows)
