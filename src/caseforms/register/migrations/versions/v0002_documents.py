"""Documents made from Word templates, append-only like events.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NO_UPDATE = """
    CREATE TRIGGER document_no_update BEFORE UPDATE ON document
    BEGIN SELECT RAISE(ABORT, 'documents are never changed'); END"""
_NO_DELETE = """
    CREATE TRIGGER document_no_delete BEFORE DELETE ON document
    BEGIN SELECT RAISE(ABORT, 'documents are never deleted'); END"""
_REFUSE = """
    CREATE FUNCTION document_is_final() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'documents are never changed or deleted'; END $$"""
_FINAL = """
    CREATE TRIGGER document_final BEFORE UPDATE OR DELETE ON document
    FOR EACH ROW EXECUTE FUNCTION document_is_final()"""

_STATEMENTS = {"sqlite": (_NO_UPDATE, _NO_DELETE), "postgresql": (_REFUSE, _FINAL)}


def upgrade() -> None:
    """Make the table and the triggers that keep its rows as they are; what is there stays untouched."""
    op.create_table(
        "document",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("code", sa.String(100), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("entries", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("recipient", sa.String(30), nullable=False),
        sa.Column("same", sa.String(64), nullable=False, index=True),
        sa.Column("template", sa.Text, nullable=False),
        sa.Column("template_sha256", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("made", sa.String(40), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("due", sa.String(10)),
        sa.UniqueConstraint("year", "number"),
    )
    for statement in _STATEMENTS.get(op.get_context().dialect.name, ()):
        op.execute(statement)
