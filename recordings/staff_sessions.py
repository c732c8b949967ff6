"""Who is signed in. The token itself is never stored, only its hash."""

import msgspec
from sqlalchemy import Column, Connection, ForeignKey, Table, delete, insert, select, update

from recordings import rows
from recordings.schema import Words, id_column, metadata, time_column
from recordings.staff import PUBLIC_COLUMNS, StaffMember, staff

staff_sessions = Table(
    "staff_sessions",
    metadata,
    id_column("token_hash"),
    Column("centre_id", Words, ForeignKey("centres.id"), nullable=False),
    Column("staff_id", Words, ForeignKey("staff.id"), nullable=False, index=True),
    Column("csrf_token", Words, nullable=False),
    Column("address", Words, nullable=False),
    Column("user_agent", Words, nullable=False),
    time_column("created_at"),
    time_column("last_seen_at"),
    time_column("expires_at"),
)


class StaffSession(msgspec.Struct, frozen=True):
    token_hash: str
    centre_id: str
    staff_id: str
    csrf_token: str
    address: str
    user_agent: str
    created_at: float
    last_seen_at: float
    expires_at: float


class SignedIn(msgspec.Struct, frozen=True):
    session: StaffSession
    member: StaffMember


def create(conn: Connection, session: StaffSession) -> None:
    conn.execute(insert(staff_sessions).values(rows.values_of(session)))


def find(conn: Connection, token_hash: str, now: float) -> SignedIn | None:
    """None when unknown, past its time, or when the member is disabled."""
    query = (
        select(staff_sessions)
        .join(staff, staff.c.id == staff_sessions.c.staff_id)
        .add_columns(*(column.label(f"member_{column.name}") for column in PUBLIC_COLUMNS))
        .where(staff_sessions.c.token_hash == token_hash)
        .where(staff_sessions.c.expires_at > now, staff.c.disabled.is_(False))
    )
    row = conn.execute(query).one_or_none()
    if row is None:
        return None
    member = rows.as_struct(StaffMember, row, prefix="member_")
    return SignedIn(rows.as_struct(StaffSession, row), member)


def seen(conn: Connection, token_hash: str, at: float, expires_at: float) -> None:
    conn.execute(
        update(staff_sessions)
        .where(staff_sessions.c.token_hash == token_hash)
        .values(last_seen_at=at, expires_at=expires_at)
    )


def end(conn: Connection, token_hash: str) -> None:
    conn.execute(delete(staff_sessions).where(staff_sessions.c.token_hash == token_hash))


def end_all_of(conn: Connection, staff_id: str) -> int:
    """For a member who was disabled or given a new password. How many were ended."""
    ended = conn.execute(delete(staff_sessions).where(staff_sessions.c.staff_id == staff_id))
    return ended.rowcount


def delete_expired(conn: Connection, now: float) -> int:
    gone = conn.execute(delete(staff_sessions).where(staff_sessions.c.expires_at <= now))
    return gone.rowcount
