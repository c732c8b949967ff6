"""The audit log: who did or looked at what, when, from where. Append-only: nothing here changes a row.

Each entry carries the hash of itself and of all before it in its day (see `audit_hash`, `audit_days`);
`audit_check` finds what was changed past this module.
"""

from datetime import date
from typing import Any

import msgspec
from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    Table,
    delete,
    insert,
    select,
)

from recordings import audit_days, rows
from recordings.audit_hash import entry_hash
from recordings.korea_time import day_end, day_of, day_start
from recordings.schema import Words, metadata, sequence_column, time_column

WEB = "web"
"""The writer of everything that goes over the web server."""
COMMAND = "command"
"""The writer of commands that an operator runs on the machine; `staff_id` is None then."""
NOBODY = "nobody"
"""As `AuditFilter.staff_id`: entries without a signed-in person."""

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
    Column("writer", Words, nullable=False),
    Column("day_number", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("hash", Words, nullable=False),
    Index(None, "centre_id", "seq"),
    Index(None, "centre_id", "at"),
    Index(None, "centre_id", "staff_id", "seq"),
    Index(None, "centre_id", "action", "seq"),
    Index("ix_audit_chain", "centre_id", "writer", "day_number", "position", unique=True),
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
    writer: str = WEB


class StoredAuditEntry(AuditEntry, frozen=True, kw_only=True):
    seq: int


class AuditFilter(msgspec.Struct, frozen=True):
    """None means any. Days are Korea's, both included. `staff_id` may be NOBODY."""

    first_day: date | None = None
    last_day: date | None = None
    staff_id: str | None = None
    action: str | None = None


EVERYTHING = AuditFilter()
_INSERT = insert(audit)


def append(conn: Connection, entry: AuditEntry) -> None:
    """Adds the entry to its writer's chain of the day."""
    day = audit_days.open_for(conn, entry.centre_id, entry.writer, day_of(entry.at))
    position = day.entries + 1
    digest = entry_hash(day.hash, position, entry)
    link = {"day_number": day.number, "position": position, "hash": digest}
    conn.execute(_INSERT, rows.values_of(entry) | link)
    audit_days.advance(conn, day, digest)


def newest(
    conn: Connection,
    centre_id: str,
    limit: int,
    before_seq: int | None = None,
    wanted: AuditFilter = EVERYTHING,
) -> list[StoredAuditEntry]:
    query = select(audit).where(audit.c.centre_id == centre_id, *_conditions(wanted))
    if before_seq is not None:
        query = query.where(audit.c.seq < before_seq)
    return rows.as_structs(
        StoredAuditEntry, conn.execute(query.order_by(audit.c.seq.desc()).limit(limit))
    )


def _conditions(wanted: AuditFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.first_day is not None:
        conditions.append(audit.c.at >= day_start(wanted.first_day))
    if wanted.last_day is not None:
        conditions.append(audit.c.at < day_end(wanted.last_day))
    if wanted.staff_id == NOBODY:
        conditions.append(audit.c.staff_id.is_(None))
    elif wanted.staff_id is not None:
        conditions.append(audit.c.staff_id == wanted.staff_id)
    if wanted.action is not None:
        conditions.append(audit.c.action == wanted.action)
    return conditions


def drop_days_before(conn: Connection, centre_id: str, first_kept: date, now: float) -> int:
    """Deletes the entries of whole days that are older, keeps the days' hashes; how many entries went.

    For retention: the chain still holds afterwards, and says from which day on entries are kept.
    """
    old = [
        day
        for day in audit_days.of_centre(conn, centre_id)
        if day.dropped_at is None and day.day < first_kept.isoformat()
    ]
    gone = 0
    for day in old:
        same = (audit.c.centre_id == centre_id, audit.c.writer == day.writer)
        gone += conn.execute(delete(audit).where(*same, audit.c.day_number == day.number)).rowcount
        audit_days.mark_dropped(conn, day, now)
    return gone
