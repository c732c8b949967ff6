"""What all tables share. Each noun's module adds its own tables to `metadata`.

Ids are opaque text made by the caller of the function; times are seconds since 1970 in UTC, as double.
"""

import re
from typing import Any

from sqlalchemy import BigInteger, Column, Double, Integer, MetaData, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from recordings.errors import RecordError

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


_NOT_STORABLE = re.compile("[\0\ud800-\udfff]")


class Words(TypeDecorator[str]):
    """Text that both databases can hold: PostgreSQL has no NUL, UTF-8 no lone surrogate.

    Raises RecordError `bad_text`.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is not None and not is_storable(value):
            raise RecordError("bad_text")
        return value


def is_storable(text: str) -> bool:
    return _NOT_STORABLE.search(text) is None


def id_column(name: str = "id") -> Column[Any]:
    return Column(name, Words, primary_key=True)


def sequence_column(name: str) -> Column[Any]:
    """A 64-bit number that the database counts up and never uses twice."""
    number = BigInteger().with_variant(Integer, "sqlite")
    return Column(name, number, primary_key=True, autoincrement=True)


def time_column(name: str, *, nullable: bool = False) -> Column[Any]:
    """Seconds since 1970, UTC."""
    return Column(name, Double, nullable=nullable)
