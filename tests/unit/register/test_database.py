from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from caseforms.errors import OperatingError
from caseforms.register import database, migrations
from caseforms.register.store import open_register
from caseforms.register.tables import metadata


def test_a_new_register_is_made_and_opened_again(path: Path):
    open_register(path).close()
    register = open_register(f"sqlite:///{path}")
    assert register.entries() == []
    register.close()


def test_it_is_durable_and_checks_references(path: Path):
    register = open_register(path)
    with register._database.reading() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    register.close()
    assert found == ["wal", 2, 1, 10_000]


def test_the_migrations_make_exactly_the_tables_that_the_queries_use(path: Path):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    open_register(path).close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_the_newest_migration_is_the_one_expected():
    from alembic.script import ScriptDirectory

    assert ScriptDirectory(migrations.__path__[0]).get_current_head() == database.HEAD


def test_a_register_of_a_newer_version_is_left_alone(path: Path):
    open_register(path).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '0999'")
    connection.commit()
    connection.close()
    with pytest.raises(OperatingError, match="made by a newer version") as refused:
        open_register(path)
    assert refused.value.exit_code == 5


def test_another_programs_database_is_left_alone(path: Path):
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(OperatingError, match="belongs to another program"):
        open_register(path)
    assert path.read_bytes()[100:] == before[100:]  # the header's first page may note the write-ahead log


def test_a_file_that_is_no_database_is_named_so(path: Path):
    path.write_text("Dear Sir or Madam, " * 100, encoding="utf-8")
    with pytest.raises(OperatingError, match="not a register"):
        open_register(path)


def test_a_missing_folder_is_named_so(tmp_path: Path):
    with pytest.raises(OperatingError, match="cannot be opened"):
        open_register(tmp_path / "nowhere" / "register.db")


def test_an_address_that_makes_no_sense_is_refused_without_its_password():
    with pytest.raises(OperatingError, match="address") as refused:
        open_register("oracel://ana:secret@host/name")
    assert "secret" not in str(refused.value) + refused.value.mend


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(OperatingError) as refused:
        open_register("postgresql://host/name")
    assert "caseforms[postgres]" in refused.value.mend


def test_a_server_that_does_not_answer_is_named():
    with pytest.raises(OperatingError, match="server cannot be reached"), database._plain_words():
        raise OperationalError("SELECT 1", {}, Exception("connection refused"))
