"""Whatever a document says of itself, the register gives it back, finds it, and notices when it is changed."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseforms.model import Answer, Record, Report, State
from caseforms.register.base import NewDocument
from caseforms.register.chain import document_hash
from caseforms.register.documents import sameness
from caseforms.register.store import open_register

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ANY_TEXT = st.text(max_size=40)
STORED = ANY_TEXT.map(lambda text: text.replace("\0", "\N{REPLACEMENT CHARACTER}"))
IDS = [f"R-2026-{n:05}" for n in range(1, 4)]
HASHES = st.text("0123456789abcdef", min_size=64, max_size=64)
DOCUMENTS = st.builds(
    NewDocument,
    code=st.sampled_from(["return", "ack", "fix-list"]),
    title=STORED,
    entries=st.lists(st.sampled_from(IDS), unique=True, max_size=3).map(tuple),
    template=STORED,
    template_sha256=HASHES,
    sha256=HASHES,
    file=STORED,
    about=STORED,
    recipient=st.sampled_from(["", *IDS]),
    due=st.none() | st.dates(),
)
MOMENTS = st.datetimes(dt.datetime(2025, 12, 1), dt.datetime(2027, 2, 1))
_NUMBERS = itertools.count()


@pytest.fixture
def filled(tmp_path: Path):
    """Make a new register with three referrals."""

    def make():
        register = open_register(tmp_path / f"{next(_NUMBERS)}.db")
        answers = {"client_name": Answer("client_name", "Name", "name", State.ANSWERED, "Rowan Testcase")}
        reports = [Report(f"{n}.pdf", f"{n}" * 64, record=Record("x-referral", "1", answers)) for n in range(3)]
        assert register.add(reports, who="Ana Clerk", at=dt.datetime(2026, 3, 31)) == IDS
        return register

    return make


@QUICK
@given(runs=st.lists(st.tuples(MOMENTS, st.lists(DOCUMENTS, max_size=4)), max_size=4), who=STORED)
def test_all_comes_back_numbered_without_gaps(filled, runs: list[tuple[dt.datetime, list[NewDocument]]], who: str):
    register = filled()
    given_, kept = [], []
    for at, new in runs:
        given_ += [(one, at) for one in new]
        kept += register.record_documents(new, who=who, at=at)
    for (one, at), made in zip(given_, kept, strict=True):
        assert {name: getattr(made, name) for name in one._fields} == one._asdict()
        assert (made.made, made.who) == (at, who)
        same = [k for k in kept if (k.code, set(k.entries), k.about, k.recipient)
                == (one.code, set(one.entries), one.about, one.recipient)]  # fmt: skip
        assert register.find_document(one.code, one.entries[::-1], one.about, one.recipient) == max(
            same, key=lambda k: (k.made, int(k.id[-5:]))
        )
    years = Counter(at.year for _, at in given_)
    expected = [f"D-{year}-{n:05}" for year in sorted(years) for n in range(1, years[year] + 1)]
    listed = register.documents()
    assert [made.id for made in listed] == expected
    assert sorted(listed) == sorted(kept, key=lambda k: k.id)
    for id_ in IDS:
        assert {made.id for made in register.documents(id_)} == {made.id for made in kept if id_ in made.entries}
    assert register.verify() == []
    register.close()


@given(first=DOCUMENTS, second=DOCUMENTS)
def test_sameness_tells_apart_what_differs(first: NewDocument, second: NewDocument):
    def told(one: NewDocument) -> tuple[object, ...]:
        return one.code, frozenset(one.entries), one.about, one.recipient

    keys = [sameness(one.code, one.entries, one.about, one.recipient) for one in (first, second)]
    assert (keys[0] == keys[1]) == (told(first) == told(second))


_TEXT_COLUMNS = (
    *("id", "code", "title", "entries", "about", "recipient", "same", "template"),
    *("template_sha256", "sha256", "file", "made", "who"),
)


@given(row=st.fixed_dictionaries(dict.fromkeys(_TEXT_COLUMNS, ANY_TEXT)), column=st.sampled_from(_TEXT_COLUMNS))
def test_the_seal_is_of_every_column_and_of_its_place(row: dict[str, object], column: str):
    row |= {"year": 2026, "number": 1, "due": None}
    sealed = document_hash(row)
    assert document_hash(dict(reversed(row.items()))) == sealed
    assert document_hash(row | {column: f"{row[column]}x"}) != sealed
