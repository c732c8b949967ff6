"""Text messages of a session, numbered from 1 in the order in which they were stored."""

from collections.abc import Collection
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Integer,
    Table,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningInsert

from recordings import rows
from recordings.errors import RecordError
from recordings.schema import Words, metadata, time_column
from recordings.sessions import sessions, unfinished
from recordings.words import Party, Sender

messages = Table(
    "messages",
    metadata,
    Column("session_id", Words, ForeignKey("sessions.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("centre_id", Words, ForeignKey("centres.id"), nullable=False),
    Column("client_id", Words, nullable=False),
    Column("sender", Words, nullable=False),
    Column("sender_id", Words),
    Column("text", Words, nullable=False),
    Column("kept", Boolean, nullable=False),
    time_column("at"),
    time_column("delivered_at", nullable=True),
    UniqueConstraint("session_id", "client_id"),
    CheckConstraint("sender IN ('caller', 'counselor', 'system')", name="sender"),
)


class NewMessage(msgspec.Struct, frozen=True):
    """`client_id` is made by the sender's page and names the message for ever: a repeat changes nothing.

    `sender_id` is the counselor's or caller's id, None for the system. Not `kept`: gone at the close.
    """

    session_id: str
    client_id: str
    sender: Sender
    sender_id: str | None
    text: str
    at: float
    kept: bool


class Message(msgspec.Struct, frozen=True):
    session_id: str
    seq: int
    client_id: str
    sender: Sender
    sender_id: str | None
    text: str
    at: float
    kept: bool
    delivered_at: float | None


class Appended(msgspec.Struct, frozen=True):
    """`new` is False for a repeat: acknowledge it again, send it to nobody."""

    message: Message
    new: bool


def append(conn: Connection, new: NewMessage) -> Appended:
    """Stores the message once. Raises RecordError `client_id_reused` or `session_closed`."""
    row = conn.execute(_insert(conn.dialect.name), rows.values_of(new)).first()
    if row is not None:
        return Appended(rows.as_struct(Message, row), True)
    return Appended(_repeated(conn, new), False)


def of_session(conn: Connection, session_id: str, after_seq: int = 0) -> list[Message]:
    query = select(messages).where(messages.c.session_id == session_id, messages.c.seq > after_seq)
    return rows.as_structs(Message, conn.execute(query.order_by(messages.c.seq)))


def of_sessions(conn: Connection, session_ids: Collection[str]) -> list[Message]:
    query = select(messages).where(messages.c.session_id.in_(session_ids))
    return rows.as_structs(
        Message, conn.execute(query.order_by(messages.c.session_id, messages.c.seq))
    )


def mark_delivered(
    conn: Connection, session_id: str, up_to_seq: int, to_party: Party, at: float
) -> list[int]:
    """What the other party sent, up to this number, has reached `to_party`. The numbers newly marked."""
    sender = "counselor" if to_party == "caller" else "caller"
    marked = conn.execute(
        update(messages)
        .where(messages.c.session_id == session_id, messages.c.seq <= up_to_seq)
        .where(messages.c.sender == sender, messages.c.delivered_at.is_(None))
        .values(delivered_at=at)
        .returning(messages.c.seq)
    )
    return sorted(marked.scalars())


def delete_unkept(conn: Connection, session_id: str) -> None:
    conn.execute(
        delete(messages).where(messages.c.session_id == session_id, messages.c.kept.is_(False))
    )


def delete_all(conn: Connection, session_id: str) -> None:
    conn.execute(delete(messages).where(messages.c.session_id == session_id))


_GIVEN = ("client_id", "sender", "sender_id", "text", "at", "kept")


@cache
def _insert(dialect: str) -> ReturningInsert[Any]:
    """Built once, as that takes longer than running it.

    One statement numbers, checks that the session is not closed out, and leaves repeats alone."""
    seq = (
        select(func.coalesce(func.max(messages.c.seq), 0) + 1)
        .where(messages.c.session_id == sessions.c.id)
        .correlate(sessions)
        .scalar_subquery()
    )
    given = [bindparam(name, type_=messages.c[name].type).label(name) for name in _GIVEN]
    source = select(sessions.c.id, sessions.c.centre_id, seq, *given).where(
        sessions.c.id == bindparam("session_id"), unfinished
    )
    return (
        rows.insert_of(messages, dialect)
        .from_select(["session_id", "centre_id", "seq", *_GIVEN], source)
        .on_conflict_do_nothing(index_elements=["session_id", "client_id"])
        .returning(*messages.c)
    )


def _repeated(conn: Connection, new: NewMessage) -> Message:
    query = select(messages).where(
        messages.c.session_id == new.session_id, messages.c.client_id == new.client_id
    )
    row = conn.execute(query).one_or_none()
    if row is None:
        raise RecordError("session_closed")
    if (row.text, row.sender, row.sender_id) != (new.text, new.sender, new.sender_id):
        raise RecordError("client_id_reused")
    return rows.as_struct(Message, row)
