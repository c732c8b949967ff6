"""What an inquiry is about: a tree that administrators edit, so it is data, not code."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import Boolean, Column, Connection, ForeignKey, Integer, Table, insert, select

from recordings import rows
from recordings.schema import Words, metadata

categories = Table(
    "categories",
    metadata,
    Column("centre_id", Words, ForeignKey("centres.id"), primary_key=True),
    Column("key", Words, primary_key=True),
    Column("parent", Words),
    Column("ko", Words, nullable=False),
    Column("en", Words, nullable=False),
    Column("position", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)


class Category(msgspec.Struct, frozen=True):
    """`parent` is the key of another category. One in use is never deleted, only made inactive."""

    centre_id: str
    key: str
    ko: str
    en: str
    position: int
    parent: str | None = None
    active: bool = True
    version: int = 1


def add(conn: Connection, new: Iterable[Category]) -> None:
    conn.execute(insert(categories), [rows.values_of(category) for category in new])


def of_centre(conn: Connection, centre_id: str) -> list[Category]:
    """In the order shown; inactive ones too, as old inquiries need their names."""
    query = select(categories).where(categories.c.centre_id == centre_id)
    return rows.as_structs(Category, conn.execute(query.order_by(categories.c.position)))


def exists(conn: Connection, centre_id: str, key: str) -> bool:
    same = (categories.c.centre_id == centre_id, categories.c.key == key)
    return conn.execute(select(categories.c.key).where(*same)).first() is not None
