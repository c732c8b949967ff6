"""The audit's days: one hash chain for each writer and day, its newest (in the end closing) hash kept here.

The hash grows with every entry, so that an entry cut off the end is missed at once. A day of Korea. A
clock that is put back opens the earlier day once more, under the next number: the numbers of a writer
are the order in which its chains follow each other. Rows stay when retention drops a day's entries.
"""

from datetime import date

import msgspec
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    Table,
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
    conn.execute(
        update(audit_days).where(*_is(day)).values(entries=audit_days.c.entries + 1, hash=new_hash)
    )


def of_centre(conn: Connection, centre_id: str) -> list[AuditDay]:
    """Each writer's days in their order."""
    query = select(audit_days).where(audit_days.c.centre_id == centre_id)
    return rows.as_structs(
        AuditDay, conn.execute(query.order_by(audit_days.c.writer, audit_days.c.number))
    )


def mark_dropped(conn: Connection, day: AuditDay, now: float) -> None:
    conn.execute(update(audit_days).where(*_is(day)).values(dropped_at=now))


def _after(last: AuditDay | None, centre_id: str, writer: str, day: str) -> AuditDay:
    number, previous = (1, "") if last is None else (last.number + 1, last.hash)
    opening = opening_hash(centre_id, writer, number, day, previous)
    return AuditDay(centre_id, writer, number, day, previous, 0, opening, None)


def _newest(conn: Connection, centre_id: str, writer: str) -> AuditDay | None:
    same = (audit_days.c.centre_id == centre_id, audit_days.c.writer == writer)
    query = select(audit_days).where(*same).order_by(audit_days.c.number.desc()).limit(1)
    return rows.as_optional(AuditDay, conn.execute(query).one_or_none())


def _lock(conn: Connection, chain: str) -> None:
    """SQLite has one writer at a time anyway."""
    if is_postgresql(conn):
        conn.execute(select(func.pg_advisory_xact_lock(_CHAIN_LOCK, func.hashtext(chain))))


def _is(day: AuditDay) -> tuple[ColumnElement[bool], ...]:
    return (
        audit_days.c.centre_id == day.centre_id,
        audit_days.c.writer == day.writer,
        audit_days.c.number == day.number,
    )
