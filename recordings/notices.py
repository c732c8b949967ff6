"""Dated notices from administrators to counselors, and who has read them."""

import msgspec
from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Table,
    insert,
    select,
    update,
)

from recordings import rows
from recordings.errors import VersionConflict
from recordings.schema import Words, id_column, metadata, time_column

notices = Table(
    "notices",
    metadata,
    id_column(),
    Column("centre_id", Words, ForeignKey("centres.id"), nullable=False),
    Column("title", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("urgent", Boolean, nullable=False),
    time_column("valid_from"),
    time_column("valid_until"),
    Column("created_by", Words, ForeignKey("staff.id"), nullable=False),
    time_column("created_at"),
    Column("version", Integer, nullable=False),
    Index(None, "centre_id", "valid_until"),
)

notice_reads = Table(
    "notice_reads",
    metadata,
    Column("notice_id", Words, ForeignKey("notices.id"), primary_key=True),
    Column("staff_id", Words, ForeignKey("staff.id"), primary_key=True),
    Column("centre_id", Words, ForeignKey("centres.id"), nullable=False),
    Column("version", Integer, nullable=False),
    time_column("at"),
)

NEWEST = 200


class NoticeContent(msgspec.Struct, frozen=True):
    """Shown from `valid_from` until just before `valid_until` (seconds since 1970, UTC)."""

    title: str
    text: str
    urgent: bool
    valid_from: float
    valid_until: float


class Notice(NoticeContent, frozen=True, kw_only=True):
    id: str
    centre_id: str
    created_by: str
    created_at: float
    version: int


class Read(msgspec.Struct, frozen=True):
    """Somebody has read this version of a notice."""

    notice_id: str
    staff_id: str
    version: int
    at: float


def add(
    conn: Connection,
    notice_id: str,
    centre_id: str,
    content: NoticeContent,
    author: str,
    now: float,
) -> Notice:
    values = rows.values_of(content) | {
        "id": notice_id,
        "centre_id": centre_id,
        "created_by": author,
        "created_at": now,
        "version": 1,
    }
    return rows.as_struct(
        Notice, conn.execute(insert(notices).values(values).returning(notices)).one()
    )


def get(conn: Connection, centre_id: str, notice_id: str) -> Notice:
    """Raises RecordError `not_found`."""
    query = select(notices).where(*_is(centre_id, notice_id))
    return rows.as_found(Notice, conn.execute(query).one_or_none())


def save(
    conn: Connection, centre_id: str, notice_id: str, version: int, content: NoticeContent
) -> Notice:
    """A changed notice is unread again. Raises VersionConflict with the current Notice, or `not_found`."""
    current = get(conn, centre_id, notice_id)
    row = conn.execute(
        update(notices)
        .where(*_is(centre_id, notice_id), notices.c.version == version)
        .values(rows.values_of(content) | {"version": version + 1})
        .returning(notices)
    ).one_or_none()
    if row is None:
        raise VersionConflict(current)
    return rows.as_struct(Notice, row)


def end(conn: Connection, centre_id: str, notice_id: str, now: float) -> Notice:
    """No longer shown from now on; what has ended already stays as it was. Raises `not_found`."""
    current = get(conn, centre_id, notice_id)
    if current.valid_until <= now:
        return current
    values = {
        "valid_from": min(current.valid_from, now),
        "valid_until": now,
        "version": current.version + 1,
    }
    ended = update(notices).where(*_is(centre_id, notice_id)).values(values)
    return rows.as_struct(Notice, conn.execute(ended.returning(notices)).one())


def of_centre(conn: Connection, centre_id: str) -> list[Notice]:
    """The newest ones, those that have ended too: what administrators look through."""
    query = select(notices).where(notices.c.centre_id == centre_id)
    order = (notices.c.created_at.desc(), notices.c.id)
    return rows.as_structs(Notice, conn.execute(query.order_by(*order).limit(NEWEST)))


def not_ended(conn: Connection, centre_id: str, now: float) -> list[Notice]:
    """Shown now or later: urgent ones first, then the newest."""
    query = select(notices).where(notices.c.centre_id == centre_id, notices.c.valid_until > now)
    order = (notices.c.urgent.desc(), notices.c.valid_from.desc(), notices.c.id)
    return rows.as_structs(Notice, conn.execute(query.order_by(*order).limit(NEWEST)))


def mark_read(conn: Connection, centre_id: str, notice_id: str, staff_id: str, now: float) -> Read:
    """The first reading of a version counts, a repeat changes nothing. Raises RecordError `not_found`."""
    notice = get(conn, centre_id, notice_id)
    values = {
        "notice_id": notice_id,
        "staff_id": staff_id,
        "centre_id": centre_id,
        "version": notice.version,
        "at": now,
    }
    statement = rows.insert_or(conn, notice_reads).values(values)
    conn.execute(
        statement.on_conflict_do_update(
            index_elements=["notice_id", "staff_id"],
            set_={"version": statement.excluded.version, "at": statement.excluded.at},
            where=notice_reads.c.version < statement.excluded.version,
        )
    )
    mine = (notice_reads.c.notice_id == notice_id, notice_reads.c.staff_id == staff_id)
    return rows.as_struct(Read, conn.execute(select(notice_reads).where(*mine)).one())


def current_reads(conn: Connection, centre_id: str) -> list[Read]:
    """Who has read which notice as it is now, the first reader first."""
    query = (
        select(notice_reads)
        .join(notices, notices.c.id == notice_reads.c.notice_id)
        .where(notice_reads.c.centre_id == centre_id)
        .where(notice_reads.c.version == notices.c.version)
        .order_by(notice_reads.c.at)
    )
    return rows.as_structs(Read, conn.execute(query))


def _is(centre_id: str, notice_id: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return notices.c.centre_id == centre_id, notices.c.id == notice_id
