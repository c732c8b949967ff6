"""Database rows as frozen structs."""

from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Row, Table
from sqlalchemy.dialects import postgresql, sqlite

from recordings.errors import RecordError

S = TypeVar("S", bound=msgspec.Struct)


def as_struct(struct: type[S], row: Row[Any], prefix: str = "") -> S:
    """Each field from the column of its name (after `prefix`). Other columns are left out."""
    fields = {name: row._mapping[prefix + name] for name in struct.__struct_fields__}
    return msgspec.convert(fields, struct)


def as_optional(struct: type[S], row: Row[Any] | None) -> S | None:
    return None if row is None else as_struct(struct, row)


def as_found(struct: type[S], row: Row[Any] | None) -> S:
    """Raises RecordError `not_found`."""
    if row is None:
        raise RecordError("not_found", f"no such {struct.__name__}")
    return as_struct(struct, row)


def as_structs(struct: type[S], rows: Iterable[Row[Any]]) -> list[S]:
    return [as_struct(struct, row) for row in rows]


def values_of(struct: msgspec.Struct) -> dict[str, Any]:
    """What an insert takes. Tuples become lists, as JSON columns want them."""
    return {name: _plain(value) for name, value in msgspec.structs.asdict(struct).items()}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def insert_or(conn: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An insert that knows ON CONFLICT, which both databases spell alike."""
    return insert_of(table, conn.dialect.name)


def insert_of(table: Table, dialect: str) -> sqlite.Insert | postgresql.Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def is_postgresql(conn: Connection) -> bool:
    return conn.dialect.name == "postgresql"
