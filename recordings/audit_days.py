"""The audit's days: one hash chain for each writer and day, its newest (in the end closing) hash kept here.

The hash grows with every entry, so that an entry cut off the end is missed at once. A day of Korea. A
clock that is put back opens the earlier day once more, under the next number: the numbers of a writer
are the order in which its chains follow each other. Rows stay when retention drops a day's entries.
"""

from datetime import date

import msgspec
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    Table,
    bindparam,
    func,
    insert,
    select,
    update,
)

from recordings import rows
from recordings.audit_hash import opening_hash
from recordings.rows import is_postgresql
from recordings.schema import Words, metadata, time_column

# No foreign keys, as in the audit.
audit_days = Table(
    "audit_days",
    metadata,
    Column("centre_id", Words, primary_key=True),
    Column("writer", Words, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("day", Words, nullable=False),
    Column("previous", Words, nullable=False),
    Column("entries", Integer, nullable=False),
    Column("hash", Words, nullable=False),
    time_column("dropped_at", nullable=True),
)

# Built once: each entry of the log needs them, and building took longer than running them.
_OF_WRITER = (
    audit_days.c.centre_id == bindparam("of_centre"),
    audit_days.c.writer == bindparam("of_writer"),
)
_ONE = update(audit_days).where(*_OF_WRITER, audit_days.c.number == bindparam("of_number"))
_ADVANCE = _ONE.values(entries=audit_days.c.entries + 1, hash=bindparam("new_hash"))
_MARK_DROPPED = _ONE.values(dropped_at=bindparam("now"))
_NEWEST = select(audit_days).where(*_OF_WRITER).order_by(audit_days.c.number.desc()).limit(1)

# Any constant will do, as long as all Sonmal processes use the same.
_CHAIN_LOCK = 765367


class AuditDay(msgspec.Struct, frozen=True):
    """`number` counts a writer's days from 1; `previous` is the hash of the one before, "" for the first.

    `dropped_at`: when retention dropped the entries; None while they are kept.
    """

    centre_id: str
    writer: str
    number: int
    day: str
    previous: str
    entries: int
    hash: str
    dropped_at: float | None


def open_for(conn: Connection, centre_id: str, writer: str, day: date) -> AuditDay:
    """The day to append to, begun if need be. Nobody else can append to it before this transaction ends."""
    _lock(conn, f"{centre_id} {writer}")
    newest = _newest(conn, centre_id, writer)
    if newest is not None and newest.day == day.isoformat():
        return newest
    begun = _after(newest, centre_id, writer, day.isoformat())
    conn.execute(insert(audit_days).values(rows.values_of(begun)))
    return begun


def advance(conn: Connection, day: AuditDay, new_hash: str) -> None:
    """One entry more, of this hash."""
    conn.execute(_ADVANCE, _key(day) | {"new_hash": new_hash})


def of_centre(conn: Connection, centre_id: str) -> list[AuditDay]:
    """Each writer's days in their order."""
    query = select(audit_days).where(audit_days.c.centre_id == centre_id)
    return rows.as_structs(
        AuditDay, conn.execute(query.order_by(audit_days.c.writer, audit_days.c.number))
    )


def mark_dropped(conn: Connection, day: AuditDay, now: float) -> None:
    conn.execute(_MARK_DROPPED, _key(day) | {"now": now})


def _after(last: AuditDay | None, centre_id: str, writer: str, day: str) -> AuditDay:
    number, previous = (1, "") if last is None else (last.number + 1, last.hash)
    opening = opening_hash(centre_id, writer, number, day, previous)
    return AuditDay(centre_id, writer, number, day, previous, 0, opening, None)


def _newest(conn: Connection, centre_id: str, writer: str) -> AuditDay | None:
    row = conn.execute(_NEWEST, {"of_centre": centre_id, "of_writer": writer}).one_or_none()
    return rows.as_optional(AuditDay, row)


def _lock(conn: Connection, chain: str) -> None:
    """SQLite has one writer at a time anyway."""
    if is_postgresql(conn):
        conn.execute(select(func.pg_advisory_xact_lock(_CHAIN_LOCK, func.hashtext(chain))))


def _key(day: AuditDay) -> dict[str, object]:
    return {"of_centre": day.centre_id, "of_writer": day.writer, "of_number": day.number}
