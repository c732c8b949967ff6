"""Resume tokens of callers: good for one session each. Only hashes are stored."""

import msgspec
from sqlalchemy import Column, Connection, ForeignKey, Table, delete, insert, select, update

from recordings import rows
from recordings.errors import RecordError
from recordings.schema import Words, id_column, metadata, time_column
from recordings.sessions import sessions

caller_tokens = Table(
    "caller_tokens",
    metadata,
    id_column("token_hash"),
    Column("centre_id", Words, ForeignKey("centres.id"), nullable=False),
    Column("session_id", Words, ForeignKey("sessions.id"), nullable=False, index=True),
    Column("caller_id", Words, nullable=False),
    time_column("created_at"),
)


class CallerToken(msgspec.Struct, frozen=True):
    token_hash: str
    centre_id: str
    session_id: str
    caller_id: str
    created_at: float


def create(conn: Connection, token: CallerToken) -> None:
    conn.execute(insert(caller_tokens).values(rows.values_of(token)))


def find(conn: Connection, token_hash: str) -> CallerToken | None:
    query = select(caller_tokens).where(caller_tokens.c.token_hash == token_hash)
    return rows.as_optional(CallerToken, conn.execute(query).one_or_none())


def move(conn: Connection, token_hash: str, session_id: str) -> None:
    """The caller reconnected as a new session: the token is good for that one now, and only for it.

    Raises RecordError `not_found`.
    """
    moved = conn.execute(
        update(caller_tokens)
        .where(caller_tokens.c.token_hash == token_hash)
        .values(session_id=session_id)
    )
    if moved.rowcount == 0:
        raise RecordError("not_found", "no such CallerToken")


def delete_closed_before(conn: Connection, closed_before: float) -> int:
    """Forgets the tokens of sessions closed before this time. How many."""
    old = select(sessions.c.id).where(sessions.c.closed_at < closed_before)
    return conn.execute(delete(caller_tokens).where(caller_tokens.c.session_id.in_(old))).rowcount
