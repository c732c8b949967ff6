"""Events: what the desk decided, append-only, the truth from which sessions are explained and restored.

The table has no foreign keys: it is a log that must take whatever the desk decided, and outlive the rest.
"""

from collections.abc import Collection, Iterable
from typing import Any

import msgspec
from sqlalchemy import JSON, Column, ColumnElement, Connection, Index, Table, func, insert, select

from recordings import rows
from recordings.schema import Words, metadata, sequence_column, time_column
from recordings.sessions import sessions, unfinished

events = Table(
    "events",
    metadata,
    sequence_column("seq"),
    Column("centre_id", Words, nullable=False),
    Column("session_id", Words),
    Column("counselor_id", Words),
    Column("type", Words, nullable=False),
    time_column("at"),
    Column("data", JSON, nullable=False),
    Index(None, "session_id", "seq"),
    sqlite_autoincrement=True,
)

_of_counselors = events.c.session_id.is_(None) & events.c.counselor_id.is_not(None)
Index(
    "ix_events_of_counselors",
    events.c.counselor_id,
    events.c.type,
    events.c.seq,
    sqlite_where=_of_counselors,
    postgresql_where=_of_counselors,
)


class EventRow(msgspec.Struct, frozen=True):
    """`data` holds ids, numbers and words of the desk, never free text or contact details."""

    type: str
    at: float
    centre_id: str
    session_id: str | None = None
    counselor_id: str | None = None
    data: dict[str, Any] = {}


class StoredEvent(EventRow, frozen=True, kw_only=True):
    """`seq` counts up through the whole record."""

    seq: int


def append(conn: Connection, new: Iterable[EventRow]) -> None:
    values = [rows.values_of(event) for event in new]
    if values:
        conn.execute(insert(events), values)


def of_session(conn: Connection, session_id: str) -> list[StoredEvent]:
    return _ordered(conn, events.c.session_id == session_id)


def of_sessions(conn: Connection, session_ids: Collection[str]) -> list[StoredEvent]:
    return _ordered(conn, events.c.session_id.in_(session_ids))


def of_unfinished_sessions(conn: Connection) -> list[StoredEvent]:
    """Every event of the sessions that are not closed out, in order."""
    return _ordered(conn, events.c.session_id.in_(select(sessions.c.id).where(unfinished)))


def last_of_counselors(
    conn: Connection, types: Collection[str], before_seq: int | None = None
) -> list[StoredEvent]:
    """For each counselor the last event of each of these types (without a session), in order."""
    last = (
        select(func.max(events.c.seq))
        .where(_of_counselors, events.c.type.in_(types))
        .group_by(events.c.counselor_id, events.c.type)
    )
    if before_seq is not None:
        last = last.where(events.c.seq < before_seq)
    return _ordered(conn, events.c.seq.in_(last))


def for_restart(conn: Connection, types: Collection[str]) -> list[StoredEvent]:
    """What a restarted desk replays, in order.

    The events of unfinished sessions; all events of these types without a session (of counselors, or of
    the whole centre) since the first of those; and before it the last one of each counselor and type,
    so that a session's counselor is known when the session needs them.
    """
    of_calls = of_unfinished_sessions(conn)
    if not of_calls:
        return last_of_counselors(conn, types)
    first = of_calls[0].seq
    before = last_of_counselors(conn, types, before_seq=first)
    meanwhile = _ordered(
        conn,
        events.c.session_id.is_(None) & events.c.type.in_(types) & (events.c.seq > first),
    )
    return before + sorted(of_calls + meanwhile, key=lambda event: event.seq)


def _ordered(conn: Connection, condition: ColumnElement[bool]) -> list[StoredEvent]:
    query = select(events).where(condition).order_by(events.c.seq)
    return rows.as_structs(StoredEvent, conn.execute(query))
