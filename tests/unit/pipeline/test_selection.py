"""Which entries a letter goes out for."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from caseforms.errors import UsageError
from caseforms.pipeline.selection import selected


def entry(id_: str, status: str = "incomplete", **values: object) -> Any:
    return SimpleNamespace(id=id_, form="treatment-referral", status=status, sender="", path="in/a.pdf", values=values)


ENTRIES = [
    entry("R-1", district="North", worker_name="Émile O'Fabrica Jr.", services_requested=["visitation", "other"]),
    entry("R-2", "in_service", district="South"),
    entry("R-3", district=None),
]


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        ([], ["R-1", "R-2", "R-3"]),
        (["district=north"], ["R-1"]),
        (["district!=North"], ["R-2", "R-3"]),
        (["district="], ["R-3"]),
        (["status=in service"], ["R-2"]),
        (["status=in_service"], ["R-2"]),
        (["worker_name=emile*"], ["R-1"]),
        (["worker.name=Emile O\N{RIGHT SINGLE QUOTATION MARK}Fabrica Jr"], ["R-1"]),
        (["services_requested=visitation"], ["R-1"]),
        (["file=*a.pdf", "id=R-2"], ["R-2"]),
        (["district=North", "status=in_service"], []),
    ],
)
def test_conditions(conditions: list[str], found: list[str]):
    names = ("district", "worker_name", "services_requested")
    assert [one.id for one in selected(ENTRIES, conditions, names)] == found


@pytest.mark.parametrize("condition", ["district", "=North", "!=North", "distrikt=North"])
def test_what_is_no_condition_is_said(condition: str):
    with pytest.raises(UsageError):
        selected(ENTRIES, [condition], ("district",))
