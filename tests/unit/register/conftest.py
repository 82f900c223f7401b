"""A register in a folder of its own, and reports to put into it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from caseforms.model import Answer, Finding, Place, Record, Report, Severity, State
from caseforms.register.store import Store, open_register

MakeReport = Callable[..., Report]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register.db"


@pytest.fixture
def register(path: Path) -> Iterator[Store]:
    opened = open_register(path)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def report() -> MakeReport:
    def make(
        name: str = "a.pdf",
        *,
        sha256: str = "",
        form: str = "treatment-referral",
        part: str = "",
        severities: tuple[Severity, ...] = (),
        **values: Any,
    ) -> Report:
        values = values or {"client_name": "Rowan Testcase", "client_dob": "2012-03-04"}
        place = Place(1, (72.0, 110.5, 300.0, 124.0))
        answers = {
            field: Answer(field, field, "text", State.ANSWERED, value, str(value), place, 0.9, f"widget:{field}")
            for field, value in values.items()
        }
        answers["parent_phone"] = Answer("parent_phone", "Phone", "phone", State.BLANK, needed=True)
        answers["gender"] = Answer("gender", "Gender", "text", State.ABSENT)
        answers["request_date"] = Answer("request_date", "Date", "date", State.UNREADABLE, raw="soon", place=place)
        findings = tuple(Finding(f"PER00{i}", grade, "What.", "Mend.", "gender") for i, grade in enumerate(severities))
        record = Record(form, "2026-01", answers, part=part)
        received = dt.datetime(2026, 3, 30, 9, 15)
        return Report(
            name, sha256 or name.ljust(64, "0"), "application/pdf", received, record=record, findings=findings
        )

    return make


@pytest.fixture
def at() -> dt.datetime:
    return dt.datetime(2026, 3, 31, 10, 0)
