from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from caseforms.conditions.base import BaseCondition, Problem
from caseforms.fieldtypes.keys import matching_keys
from caseforms.model import Agency, Answer, Facts, History, Known, Record, State

TODAY = dt.date(2026, 3, 31)


def _answer(name: str, given: Any, kind: str) -> Answer:
    label = name.replace("_", " ").capitalize()
    if isinstance(given, State):
        raw = "scribble" if given is State.UNREADABLE else ""
        return Answer(name, label, kind, given, raw=raw)
    raw = "; ".join(map(str, given)) if isinstance(given, list) else str(given)
    return Answer(name, label, kind, State.ANSWERED, given, raw)


@pytest.fixture
def record() -> Callable[..., Record]:
    """Build a record: a value is an answer, a State is that state; `kinds` gives field types."""

    def build(*, received: dt.date | None = None, kinds: dict[str, str] | None = None, **values: Any) -> Record:
        answers = {name: _answer(name, given, (kinds or {}).get(name, "text")) for name, given in values.items()}
        return Record("some-form", "2026-01", answers, received=received)

    return build


@pytest.fixture
def known() -> Callable[..., Known]:
    """Build an earlier form."""

    def build(*, number: int = 1, form: str = "treatment-referral", **values: Any) -> Known:
        received = values.pop("received", TODAY - dt.timedelta(days=30))
        status, sha256 = values.pop("status", "received"), values.pop("sha256", f"earlier-{number}")
        return Known(f"S-{number}", form, "e.pdf", sha256, received, status, matching_keys(values), values)

    return build


@pytest.fixture
def facts() -> Callable[..., Facts]:
    """Build the facts around a record."""

    def build(*earlier: Known, today: dt.date = TODAY, sha256: str = "this", **settings: Any) -> Facts:
        history = History()
        for form in earlier:
            history.add(form)
        return Facts(today, history, Agency(**settings), sha256=sha256)

    return build


@pytest.fixture
def check(facts: Callable[..., Facts]) -> Callable[..., list[Problem]]:
    """Run a condition; without facts, on March 31, 2026 with nothing known."""

    def run(condition: BaseCondition, record: Record, around: Facts | None = None) -> list[Problem]:
        return list(condition.check(record, around or facts()))

    return run
