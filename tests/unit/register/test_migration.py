"""A register of the first version (`register-0001.sql`, dumped from one) becomes one of this version in place."""

from __future__ import annotations

import datetime as dt
import io
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import OperationalError

from caseforms.register import documents
from caseforms.register.base import NewDocument
from caseforms.register.migrations.versions import v0002_documents
from caseforms.register.store import open_register

FIRST = Path(__file__).with_name("register-0001.sql")


@pytest.fixture
def old(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FIRST.read_text(encoding="utf-8"))
    return path


def tables(path: Path) -> dict[str, list[tuple]]:
    with closing(sqlite3.connect(path)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in names}  # noqa: S608


def test_nothing_is_lost_and_all_is_sound(old: Path):
    before = tables(old)
    register = open_register(old)
    assert register.verify() == []
    assert [(entry.id, entry.status) for entry in register.entries()] == [
        ("R-2025-00001", "incomplete"),
        ("S-2025-00002-1", "received"),
        ("R-2025-00002", "screening"),
        ("R-2026-00001", "screening"),
    ]
    assert register.entry("R-2026-00001").record.value("client_name") == "Émile O'Fabrica"
    assert register.documents() == []
    assert register.history().find("dob", "2012-03-04")[0].letters == ()
    register.close()
    after = tables(old)
    assert {name: after[name] for name in before if name != "alembic_version"} == {
        name: rows for name, rows in before.items() if name != "alembic_version"
    }
    assert (before["alembic_version"], after["alembic_version"]) == ([("0001",)], [("0002",)])


def test_work_goes_on_in_it(old: Path, report):
    register = open_register(old)
    at = dt.datetime(2026, 3, 31, 10)
    new = NewDocument("return", "Return", ("R-2025-00001",), "return.docx", "e" * 64, "f" * 64, "x.docx")
    assert register.record_document(new, who="Ana Clerk", at=at, move_to="returned").id == "D-2026-00001"
    assert register.add([report("z.pdf")], who="Ana Clerk", at=at) == ["R-2026-00002"]
    register.close()
    register = open_register(old)
    assert register.entry("R-2025-00001").entry.status == "returned"
    assert register.verify() == []
    register.close()


def test_a_fault_in_the_middle_leaves_it_as_it_was(old: Path):
    with closing(sqlite3.connect(old)) as connection:  # the migration's last trigger, taken
        connection.execute("CREATE TRIGGER document_no_delete BEFORE INSERT ON entry BEGIN SELECT 1; END")
        connection.commit()
    before = tables(old)
    with pytest.raises(OperationalError, match="document_no_delete"):
        open_register(old)
    assert tables(old) == before
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("DROP TRIGGER document_no_delete")
        connection.commit()
    register = open_register(old)
    assert register.verify() == []
    register.close()


def test_what_was_changed_in_it_before_is_still_found(old: Path):
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("UPDATE submission SET sender = 'other@example.org' WHERE id = 'S-2026-00001'")
        connection.commit()
    register = open_register(old)
    assert register.verify() == ["Entry R-2026-00001 was changed after it was registered."]
    register.close()


def test_postgresql_gets_the_table_and_a_trigger_in_its_own_words():
    written = io.StringIO()
    context = MigrationContext.configure(
        dialect_name="postgresql", opts={"as_sql": True, "output_buffer": written, "target_metadata": None}
    )
    with Operations.context(context):
        v0002_documents.upgrade()
    said = written.getvalue()
    assert "CREATE TABLE document" in said
    assert "CREATE INDEX ix_document_same ON document (same)" in said
    assert "BEFORE UPDATE OR DELETE ON document" in said
    assert "RAISE(ABORT" not in said


@pytest.mark.parametrize("query", [documents.found("R-2026-00001", "return"), documents.newest("f" * 64)])
def test_the_questions_are_those_of_any_database(query):
    said = str(query.compile(dialect=postgresql.dialect()))
    assert "FROM document" in said
    assert "json" not in said.lower()
