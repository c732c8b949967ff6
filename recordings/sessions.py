"""Sessions: one contact each. The desk decides; these rows say what it decided, for lists and reports."""

from typing import Any

import msgspec
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Table,
    func,
    insert,
    select,
    update,
)

from recordings import rows
from recordings.errors import RecordError
from recordings.inquiries import inquiries
from recordings.schema import Words, id_column, metadata, time_column
from recordings.words import Mode, SessionState

sessions = Table(
    "sessions",
    metadata,
    id_column(),
    Column("centre_id", Words, ForeignKey("centres.id"), nullable=False),
    Column("inquiry_id", Words, ForeignKey("inquiries.id"), nullable=False),
    Column("mode", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("emergency", Boolean, nullable=False),
    Column("keeps_record", Boolean, nullable=False),
    Column("caller_id", Words, nullable=False),
    Column("caller_name", Words),
    Column("language", Words, nullable=False),
    Column("counselor_id", Words, ForeignKey("staff.id")),
    time_column("joined_at"),
    time_column("answered_at", nullable=True),
    time_column("ended_at", nullable=True),
    time_column("closed_at", nullable=True),
    Column("end_reason", Words),
    Index(None, "inquiry_id", "joined_at"),
    Index(None, "counselor_id", "inquiry_id"),
    CheckConstraint("mode IN ('video', 'text')", name="mode"),
)

unfinished = sessions.c.closed_at.is_(None)
Index("ix_sessions_unfinished", sessions.c.id, sqlite_where=unfinished, postgresql_where=unfinished)


class NewSession(msgspec.Struct, frozen=True):
    """`caller_id` is made anew for each visit, so that it leads to no person.

    `caller_name` is stored only when `keeps_record`. `language` is the page's: `ko` or `en`.
    """

    id: str
    centre_id: str
    inquiry_id: str
    mode: Mode
    caller_id: str
    joined_at: float
    keeps_record: bool
    language: str = "ko"
    emergency: bool = False
    caller_name: str | None = None


class Session(msgspec.Struct, frozen=True):
    """`mode` and `counselor_id` are the last ones; the events tell the rest."""

    id: str
    centre_id: str
    inquiry_id: str
    mode: Mode
    state: SessionState
    emergency: bool
    keeps_record: bool
    caller_id: str
    caller_name: str | None
    language: str
    counselor_id: str | None
    joined_at: float
    answered_at: float | None
    ended_at: float | None
    closed_at: float | None
    end_reason: str | None


class SessionTimes(msgspec.Struct, frozen=True):
    """Seconds. None: not so far, or never."""

    waited: float | None
    talked: float | None
    wrapped_up: float | None


def create(conn: Connection, new: NewSession) -> Session:
    """The session, waiting. Its inquiry is open (again) from now on."""
    values = rows.values_of(new) | {"state": "waiting"}
    if not new.keeps_record:
        values["caller_name"] = None
    row = conn.execute(insert(sessions).values(values).returning(*sessions.c)).one()
    conn.execute(update(inquiries).where(inquiries.c.id == new.inquiry_id).values(closed_at=None))
    return rows.as_struct(Session, row)


def get(conn: Connection, session_id: str) -> Session:
    """Raises RecordError `not_found`."""
    row = conn.execute(select(sessions).where(sessions.c.id == session_id)).one_or_none()
    return rows.as_found(Session, row)


def of_inquiry(conn: Connection, inquiry_id: str) -> list[Session]:
    query = select(sessions).where(sessions.c.inquiry_id == inquiry_id)
    order = (sessions.c.joined_at, sessions.c.id)
    return rows.as_structs(Session, conn.execute(query.order_by(*order)))


def of_unfinished(conn: Connection) -> list[Session]:
    """Those not closed out, in the order in which they joined."""
    query = select(sessions).where(unfinished).order_by(sessions.c.joined_at, sessions.c.id)
    return rows.as_structs(Session, conn.execute(query))


def set_state(conn: Connection, session_id: str, state: SessionState) -> None:
    """Raises RecordError `not_found`, as do the functions below."""
    _set(conn, session_id, state=state)


def set_mode(conn: Connection, session_id: str, mode: Mode) -> None:
    _set(conn, session_id, mode=mode)


def answered(conn: Connection, session_id: str, counselor_id: str, at: float) -> None:
    """A counselor took it. The wait counts to the first answer, also when it comes back to the queue."""
    first = func.coalesce(sessions.c.answered_at, at)
    _set(conn, session_id, state="connected", counselor_id=counselor_id, answered_at=first)


def ended(conn: Connection, session_id: str, at: float, reason: str) -> None:
    """The talk is over, the wrap-up begins. `reason` is the desk's code."""
    _set(conn, session_id, state="wrap_up", ended_at=at, end_reason=reason)


def abandoned(conn: Connection, session_id: str, at: float, reason: str) -> None:
    """It ended without a wrap-up. Close it out next."""
    _set(conn, session_id, state="abandoned", ended_at=at, end_reason=reason)


def reconnected(conn: Connection, session_id: str) -> None:
    """Taken up again while it was being wrapped up."""
    _set(conn, session_id, state="connected", ended_at=None, end_reason=None)


def times(session: Session) -> SessionTimes:
    waited_until = session.ended_at if session.answered_at is None else session.answered_at
    return SessionTimes(
        waited=_seconds(session.joined_at, waited_until),
        talked=_seconds(session.answered_at, session.ended_at),
        wrapped_up=_seconds(session.ended_at, session.closed_at),
    )


def _seconds(start: float | None, end: float | None) -> float | None:
    return None if start is None or end is None else max(0.0, end - start)


def _set(conn: Connection, session_id: str, **values: Any) -> None:
    changed = conn.execute(update(sessions).where(sessions.c.id == session_id).values(values))
    if changed.rowcount == 0:
        raise RecordError("not_found", "no such Session")
