"""When somebody last had the audit log checked, and what came out."""

import msgspec
from sqlalchemy import Column, Connection, ForeignKey, Integer, Table, insert, select

from recordings import rows
from recordings.schema import Words, metadata, sequence_column, time_column

audit_checks = Table(
    "audit_checks",
    metadata,
    sequence_column("seq"),
    Column("centre_id", Words, ForeignKey("centres.id"), nullable=False),
    time_column("at"),
    Column("staff_id", Words, ForeignKey("staff.id"), nullable=False),
    Column("entries", Integer, nullable=False),
    time_column("until", nullable=True),
    Column("code", Words),
    Column("broken_day", Words),
    Column("broken_seq", Integer),
    sqlite_autoincrement=True,
)


class StoredCheck(msgspec.Struct, frozen=True):
    """`code` is an `audit_check.BreakCode`; None when everything held."""

    centre_id: str
    at: float
    staff_id: str
    entries: int
    until: float | None
    code: str | None
    broken_day: str | None
    broken_seq: int | None


def add(conn: Connection, done: StoredCheck) -> None:
    conn.execute(insert(audit_checks).values(rows.values_of(done)))


def last(conn: Connection, centre_id: str) -> StoredCheck | None:
    query = select(audit_checks).where(audit_checks.c.centre_id == centre_id)
    row = conn.execute(query.order_by(audit_checks.c.seq.desc()).limit(1)).one_or_none()
    return rows.as_optional(StoredCheck, row)
