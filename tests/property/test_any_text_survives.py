"""Whatever a family writes, the register and the lists give it back letter by letter."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseforms.model import Answer, Finding, Place, Record, Remark, Report, Severity, State, Unplaced
from caseforms.register.base import Filters
from caseforms.register.store import Store, open_register
from caseforms.writers.table import write_rows

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ANY_TEXT = st.text(max_size=60)
JSON_VALUES = st.recursive(
    ANY_TEXT | st.integers() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=5,
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=32)
PLACES = st.builds(
    Place,
    page=st.none() | st.integers(1, 500),
    box=st.none() | st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS),
    sheet=st.none() | ANY_TEXT,
    cell=st.none() | ANY_TEXT,
)
REMARKS = st.lists(st.builds(Remark, ANY_TEXT, st.dictionaries(ANY_TEXT, ANY_TEXT, max_size=2), PLACES), max_size=2)


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Answer]:
    fields = draw(st.lists(st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True), unique=True, max_size=4))
    return {
        field: Answer(
            field=field,
            label=draw(ANY_TEXT),
            kind="text",
            state=draw(st.sampled_from(State)),
            value=draw(st.none() | JSON_VALUES),
            raw=draw(ANY_TEXT),
            place=draw(PLACES),
            confidence=draw(st.floats(0, 1)),
            source=draw(ANY_TEXT),
            remarks=tuple(draw(REMARKS)),
            needed=draw(st.booleans()),
            sensitive=draw(st.booleans()),
            also=tuple(draw(st.lists(PLACES, max_size=2))),
        )
        for field in fields
    }


FINDINGS = st.builds(
    Finding,
    code=st.just("PER001"),
    severity=st.sampled_from(Severity),
    message=ANY_TEXT,
    mend=ANY_TEXT,
    field=st.none() | ANY_TEXT,
    label=ANY_TEXT,
    place=PLACES,
    source=ANY_TEXT,
    names=st.tuples(ANY_TEXT),
)
RECORDS = st.builds(
    Record,
    form=st.sampled_from(["treatment-referral", "release-of-information"]),
    edition=ANY_TEXT,
    answers=answers(),
    unplaced=st.lists(st.builds(Unplaced, ANY_TEXT, ANY_TEXT, ANY_TEXT, PLACES), max_size=2, unique=True).map(tuple),
    remarks=REMARKS.map(tuple),
    confidence=st.floats(0, 1),
    part=ANY_TEXT.map(lambda text: text.replace("\0", "")),
    received=st.none() | st.dates(),
)
COUNT = itertools.count()


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_register(tmp_path_factory.mktemp("register") / "register.db")
    yield opened
    opened.close()


@QUICK
@given(record=RECORDS, findings=st.lists(FINDINGS, max_size=2).map(tuple))
def test_through_the_register(register: Store, record: Record, findings: tuple[Finding, ...]):
    report = Report("a.pdf", f"{next(COUNT):064}", record=record, findings=findings)
    [id_] = register.add([report], who="Ana Clerk", at=dt.datetime(2026, 3, 31))
    full = register.entry(id_)
    assert full.record == record
    assert full.findings == findings
    assert full.entry.values == {
        name: answer.value for name, answer in record.answers.items() if answer.state is State.ANSWERED
    }
    assert full.entry.part == record.part
    assert register.verify() == []


@QUICK
@given(text=st.text(min_size=1, max_size=30))
def test_found_by_its_own_words(register: Store, text: str):
    sha256 = f"{next(COUNT):064}"
    record = Record("release-of-information", "1", {"a": Answer("a", "A", "text", State.ANSWERED, text)})
    [id_] = register.add([Report("a.pdf", sha256, record=record)], who="Ana Clerk", at=dt.datetime(2026, 3, 31))
    assert id_ in [entry.id for entry in register.entries(Filters(text=text))]


@QUICK
@given(texts=st.lists(ANY_TEXT, min_size=1, max_size=4))
def test_through_json(tmp_path: Path, texts: list[str]):
    rows = [{"a": text} for text in texts]
    write_rows(rows, [("a", "A")], "json", tmp_path / "list.json")
    assert json.loads((tmp_path / "list.json").read_bytes()) == rows
    stream = io.StringIO()
    write_rows(rows, [("a", "A")], "jsonl", stream)
    assert [json.loads(line) for line in stream.getvalue().split("\n") if line] == rows


@QUICK
@given(texts=st.lists(ANY_TEXT | st.from_regex(r"'?[=+\-@\t\r\n].*", fullmatch=True), min_size=1, max_size=4))
def test_through_csv_but_for_the_apostrophe(tmp_path: Path, texts: list[str]):
    write_rows([{"a": text, "b": "x"} for text in texts], [("a", "A"), ("b", "B")], "csv", tmp_path / "list.csv")
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as stream:
        [_, *rows] = csv.reader(stream)
    for text, (cell, _) in zip(texts, rows, strict=True):
        assert cell in (text, f"'{text}")
        assert not cell.startswith(("=", "@", "\t", "\r", "\n"))
        assert not cell.startswith(("+", "-")) or cell[1:].replace(".", "").replace(",", "").isdigit()
