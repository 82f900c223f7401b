"""The way to the register's database: one writer at a time, nothing lost in a power cut, plain words for its errors."""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.engine import make_url

from caseforms.errors import OperatingError

#: The revision of the tables that this version works with: the last of `migrations/versions`.
HEAD = "0002"

_AGAIN = "Try again in a minute; if it stays so, tell whoever looks after the computers."
_RESTORE = "Restore the newest backup, and keep the damaged file."
_SENTENCES = {  # by SQLite's name of the error
    "SQLITE_BUSY": ("The register is in use by someone else; try again in a minute.", ""),
    "SQLITE_LOCKED": ("The register is in use by someone else; try again in a minute.", ""),
    "SQLITE_FULL": ("The disk of the register is full; nothing was registered.", "Make room on it and run again."),
    "SQLITE_READONLY": ("The register may not be written to.", "Ask for write access to its file and folder."),
    "SQLITE_CANTOPEN": ("The register cannot be opened.", "Check that its folder exists and may be written to."),
    "SQLITE_CORRUPT": ("The register's file is damaged.", _RESTORE),
    "SQLITE_NOTADB": ("The register's file is not a register.", "Name another file, or restore the newest backup."),
    "SQLITE_IOERR": ("The disk of the register cannot be read or written.", _AGAIN),
}


class Database:
    """An opened database with the register's tables in it, of the version this program knows.

    target: path of an SQLite file (made when missing), or the URL of a database.
    wait: how many seconds to wait for another writer.

    Raises:
        OperatingError: it cannot be reached, is damaged or in use, belongs to another program, or was
            made by a newer version.
    """

    def __init__(self, target: str | Path, *, wait: float = 10.0) -> None:
        """Connect, and make or mend the tables."""
        self._engine = _engine(target, wait)
        self._writer = self._engine.execution_options(writing=True)
        try:
            self._bring_up_to_date()
        except BaseException:
            self.close()
            raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection that sees one unchanging state of the register."""
        with _plain_words(), self._engine.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give the connection of the only writer; all is kept at the end of the block, or, on an error, nothing."""
        with _plain_words(), self._writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    def _bring_up_to_date(self) -> None:
        with self.reading() as connection:
            if _revision(connection) == HEAD:
                return
        with self.writing() as connection:
            _migrate(connection, _revision(connection))  # again: somebody else may have been quicker


def _engine(target: str | Path, wait: float) -> sa.Engine:
    try:
        url = make_url(target) if isinstance(target, str) and "://" in target else _sqlite(Path(target))
        if url.drivername == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
        if url.get_backend_name() != "sqlite":
            engine = sa.create_engine(url, hide_parameters=True)
        else:
            engine = sa.create_engine(url, hide_parameters=True, connect_args={"timeout": wait})
            sa.event.listen(engine, "connect", _set_up_sqlite)
    except exc.ArgumentError:
        message = "The register's address is not understood."
        raise OperatingError(message, "Write a path, or an address such as postgresql://host/name.") from None
    except ModuleNotFoundError:
        message = "A register on PostgreSQL needs a program that is not installed."
        raise OperatingError(message, "Install it with: pip install caseforms[postgres]") from None
    sa.event.listen(engine, "begin", _begin)
    return engine


def _sqlite(path: Path) -> sa.URL:
    return sa.URL.create("sqlite", database=str(path))


def _set_up_sqlite(connection: Any, _record: object) -> None:
    """Durability first: write-ahead log, flushed at every commit; transactions begin where `_begin` says."""
    connection.isolation_level = None
    for setting in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {setting}").close()


def _begin(connection: sa.Connection) -> None:
    """Start a transaction; a writer waits here for its turn, not halfway through its work."""
    writing = connection.get_execution_options().get("writing", False)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
    elif writing and connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('caseforms register'))")


def _revision(connection: sa.Connection) -> str | None:
    """Give the revision of the tables, None for an empty database."""
    tables = sa.inspect(connection).get_table_names()
    if "alembic_version" in tables:
        return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    if tables:
        message = "The database named as the register belongs to another program."
        raise OperatingError(message, "Name another file or database for the register.")
    return None


def _migrate(connection: sa.Connection, revision: str | None) -> None:
    """Run the missing migrations, if any, inside the connection's transaction."""
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    folder = importlib.import_module("caseforms.register.migrations").__path__[0]
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", folder.replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision is not None and revision not in known:
        message = "The register was made by a newer version of caseforms."
        raise OperatingError(message, "Install the newest version of caseforms on this computer.")
    command.upgrade(config, "head")


@contextlib.contextmanager
def _plain_words() -> Iterator[None]:
    """Say what the person at the desk can mend about it; other errors of the database are faults of ours."""
    try:
        yield
    except exc.DBAPIError as error:
        name = getattr(error.orig, "sqlite_errorname", "")
        sentences = _SENTENCES.get("_".join(name.split("_")[:2]))
        if sentences is None and isinstance(error, exc.OperationalError) and not name:
            sentences = ("The register's server cannot be reached.", _AGAIN)
        if sentences is None:
            raise
        raise OperatingError(*sentences) from None
