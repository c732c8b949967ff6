"""How an inquiry ended: a list that administrators edit, so it is data, not code."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import Boolean, Column, Connection, ForeignKey, Integer, Table, insert, select

from recordings import rows
from recordings.schema import Words, metadata

ABANDONED = "abandoned"

outcomes = Table(
    "outcomes",
    metadata,
    Column("centre_id", Words, ForeignKey("centres.id"), primary_key=True),
    Column("key", Words, primary_key=True),
    Column("ko", Words, nullable=False),
    Column("en", Words, nullable=False),
    Column("position", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)


class Outcome(msgspec.Struct, frozen=True):
    """One in use is never deleted, only made inactive."""

    centre_id: str
    key: str
    ko: str
    en: str
    position: int
    active: bool = True
    version: int = 1


def add(conn: Connection, new: Iterable[Outcome]) -> None:
    conn.execute(insert(outcomes), [rows.values_of(outcome) for outcome in new])


def of_centre(conn: Connection, centre_id: str) -> list[Outcome]:
    """In the order shown; inactive ones too, as old inquiries need their names."""
    query = select(outcomes).where(outcomes.c.centre_id == centre_id)
    return rows.as_structs(Outcome, conn.execute(query.order_by(outcomes.c.position)))


def exists(conn: Connection, centre_id: str, key: str) -> bool:
    same = (outcomes.c.centre_id == centre_id, outcomes.c.key == key)
    return conn.execute(select(outcomes.c.key).where(*same)).first() is not None
