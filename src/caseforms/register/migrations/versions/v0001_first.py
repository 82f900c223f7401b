"""The first register: submissions, entries, events.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_NO_UPDATE = """
    CREATE TRIGGER event_no_update BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'events are never changed'); END"""
_NO_DELETE = """
    CREATE TRIGGER event_no_delete BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END"""
_REFUSE = """
    CREATE FUNCTION event_is_final() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'events are never changed or deleted'; END $$"""
_FINAL = """
    CREATE TRIGGER event_final BEFORE UPDATE OR DELETE ON event
    FOR EACH ROW EXECUTE FUNCTION event_is_final()"""

# For staff who ask the database themselves: a row an answer, a row a finding, taken out of the entries' documents.
_PLACE = ("page", "box", "sheet", "cell")
_ANSWER = ("label", "kind", "state", "value", "raw", "source", "confidence", *_PLACE)  # no confidence = 1
_FINDING = ("code", "severity", "message", "mend", "field", "label", "source", *_PLACE)


def _view(name: str, columns: tuple[str, ...], *more: str) -> str:
    taken = (f"json_extract(item.value, '$.{column}') AS {column}" for column in columns)
    selected = ", ".join(("entry.id AS entry", *more, *taken))
    rows = f"entry, json_each(entry.content, '$.{name}s') AS item"
    return f"CREATE VIEW {name} AS SELECT {selected} FROM {rows}"  # noqa: S608  # made of the names above only


_STATEMENTS = {
    "sqlite": (_NO_UPDATE, _NO_DELETE, _view("answer", _ANSWER, "item.key AS field"), _view("finding", _FINDING)),
    "postgresql": (_REFUSE, _FINAL),
}


def upgrade() -> None:
    """Make the tables, the triggers that keep events as they are, and the views."""
    op.create_table(
        "submission",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("received", sa.String(40)),
        sa.Column("sender", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.UniqueConstraint("year", "number"),
    )
    op.create_table(
        "entry",
        sa.Column("id", sa.String(30), primary_key=True),
        sa.Column("submission", sa.String(20), sa.ForeignKey("submission.id"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("year", sa.Integer),
        sa.Column("number", sa.Integer),
        sa.Column("form", sa.String(100), nullable=False),
        sa.Column("edition", sa.Text, nullable=False),
        sa.Column("part", sa.Text, nullable=False),
        sa.Column("created", sa.String(40), nullable=False),
        sa.Column("errors", sa.Integer, nullable=False),
        sa.Column("warnings", sa.Integer, nullable=False),
        sa.Column("notes", sa.Integer, nullable=False),
        sa.Column("status", sa.String(30), nullable=False),
        sa.Column("match_keys", sa.Text, nullable=False),
        sa.Column("answered", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.UniqueConstraint("submission", "position"),
        sa.UniqueConstraint("kind", "year", "number"),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("entity", sa.String(30), nullable=False, index=True),
        sa.Column("from_status", sa.String(30), nullable=False),
        sa.Column("to_status", sa.String(30), nullable=False),
        sa.Column("reason_code", sa.String(50), nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False, unique=True),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    for statement in _STATEMENTS.get(op.get_bind().dialect.name, ()):
        op.execute(statement)
