"""The register's tables as the queries see them; the migrations make them (a test holds the two together).

Times are ISO texts, exactly as hashed. JSON columns are texts for the same reason.
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()

#: One row a received file. The same content comes in only once.
submission = sa.Table(
    "submission",
    metadata,
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

#: One row a form. year, number: of a referral's own number; position: of the form in its file, from 1.
#: content: the whole report (`document`); answered, match_keys: taken out of it for quick lists.
entry = sa.Table(
    "entry",
    metadata,
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

#: What happened, append-only; `previous` is unique, so the chain cannot fork.
event = sa.Table(
    "event",
    metadata,
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

#: One row a document that was made; append-only like events. year, number: of its own number.
#: entries: JSON list of the entries it was made for; same: what `documents.sameness` gives, to find it again.
made = sa.Table(
    "document",
    metadata,
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
