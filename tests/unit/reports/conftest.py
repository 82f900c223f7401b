"""Register entries out of nothing but their answers."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from typing import Any

import pytest

from caseforms.fieldtypes.keys import matching_keys
from caseforms.register.base import Entry
from caseforms.register.workflow import kind_of

_NUMBERS = itertools.count(1)


def make_entry(
    form: str,
    *,
    id_: str = "",
    status: str = "received",
    came: str = "2026-03-31",
    errors: int = 0,
    **values: Any,
) -> Entry:
    number = next(_NUMBERS)
    created = dt.datetime.fromisoformat(f"{came}T10:00:00")
    given = {name: value for name, value in values.items() if value is not None}
    return Entry(
        id=id_ or f"S-2026-{number:05d}-1",
        submission=f"S-2026-{number:05d}",
        kind=kind_of(form),
        form=form,
        edition="2026-01",
        part="",
        path="a.pdf",
        sha256=f"{number:064d}",
        media_type="application/pdf",
        received=created,
        sender="",
        subject="",
        status=status,
        keys=matching_keys(given),
        values=given,
        errors=errors,
        warnings=0,
        notes=0,
        created=created,
    )


@pytest.fixture(scope="session")
def entry() -> Callable[..., Entry]:
    return make_entry
