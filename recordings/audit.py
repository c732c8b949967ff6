"""The audit log: who did or looked at what, when, from where. Append-only: nothing here changes a row."""

from typing import Any

import msgspec
from sqlalchemy import JSON, Column, Connection, Index, Table, insert, select

from recordings import rows
from recordings.schema import Words, metadata, sequence_column, time_column

# No foreign keys: an entry must be written even about a row that is gone.
audit = Table(
    "audit",
    metadata,
    sequence_column("seq"),
    Column("centre_id", Words, nullable=False),
    time_column("at"),
    Column("staff_id", Words),
    Column("address", Words, nullable=False),
    Column("action", Words, nullable=False),
    Column("object_kind", Words, nullable=False),
    Column("object_id", Words),
    Column("detail", JSON, nullable=False),
    Index(None, "centre_id", "seq"),
    sqlite_autoincrement=True,
)


class AuditEntry(msgspec.Struct, frozen=True):
    """`staff_id` is None for somebody not signed in (a failed sign-in). `detail` holds no secrets."""

    centre_id: str
    at: float
    staff_id: str | None
    address: str
    action: str
    object_kind: str
    object_id: str | None
    detail: dict[str, Any] = {}


class StoredAuditEntry(AuditEntry, frozen=True, kw_only=True):
    seq: int


def append(conn: Connection, entry: AuditEntry) -> None:
    conn.execute(insert(audit).values(rows.values_of(entry)))


def newest(
    conn: Connection, centre_id: str, limit: int, before_seq: int | None = None
) -> list[StoredAuditEntry]:
    query = select(audit).where(audit.c.centre_id == centre_id)
    if before_seq is not None:
        query = query.where(audit.c.seq < before_seq)
    return rows.as_structs(
        StoredAuditEntry, conn.execute(query.order_by(audit.c.seq.desc()).limit(limit))
    )
