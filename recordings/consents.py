"""Consents: what a caller was asked, in which wording, and what the answer was."""

from collections.abc import Collection

import msgspec
from sqlalchemy import Boolean, Column, Connection, ForeignKey, Index, Table, insert, select

from recordings import rows
from recordings.schema import Words, metadata, sequence_column, time_column

consents = Table(
    "consents",
    metadata,
    sequence_column("seq"),
    Column("centre_id", Words, ForeignKey("centres.id"), nullable=False),
    Column("session_id", Words, ForeignKey("sessions.id"), nullable=False),
    Column("kind", Words, nullable=False),
    Column("text_version", Words, nullable=False),
    Column("language", Words, nullable=False),
    Column("agreed", Boolean, nullable=False),
    time_column("at"),
    Index(None, "session_id", "seq"),
    sqlite_autoincrement=True,
)


class Consent(msgspec.Struct, frozen=True):
    """`kind` is what is agreed to, for instance `record`. A refusal is a row too; rows never change."""

    centre_id: str
    session_id: str
    kind: str
    text_version: str
    language: str
    agreed: bool
    at: float


def add(conn: Connection, consent: Consent) -> None:
    conn.execute(insert(consents).values(rows.values_of(consent)))


def of_sessions(conn: Connection, session_ids: Collection[str]) -> list[Consent]:
    query = select(consents).where(consents.c.session_id.in_(session_ids))
    return rows.as_structs(Consent, conn.execute(query.order_by(consents.c.seq)))
