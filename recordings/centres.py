"""Centres: each has its own queues, staff and hours."""

import msgspec
from sqlalchemy import Column, Connection, Table, insert, select

from recordings import rows
from recordings.schema import Words, id_column, metadata, time_column

DEFAULT_CENTRE_ID = "default"

centres = Table(
    "centres",
    metadata,
    id_column(),
    Column("name_ko", Words, nullable=False),
    Column("name_en", Words, nullable=False),
    time_column("created_at"),
)


class Centre(msgspec.Struct, frozen=True):
    id: str
    name_ko: str
    name_en: str
    created_at: float


def create(conn: Connection, centre: Centre) -> None:
    conn.execute(insert(centres).values(rows.values_of(centre)))


def get(conn: Connection, centre_id: str) -> Centre | None:
    row = conn.execute(select(centres).where(centres.c.id == centre_id)).one_or_none()
    return rows.as_optional(Centre, row)


def any_exists(conn: Connection) -> bool:
    return conn.execute(select(centres.c.id).limit(1)).first() is not None
