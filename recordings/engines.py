"""Connections: one that writes, a few that read. SQLite's settings are made here."""

from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from recordings.errors import RecordError

CONNECT_SECONDS = 5
BUSY_MILLISECONDS = 1000

# A commit survives a power cut (FULL); deleted text is overwritten, not only unlinked (secure_delete).
_SQLITE_WRITER = {
    "busy_timeout": str(BUSY_MILLISECONDS),
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "secure_delete": "ON",
}
_SQLITE_READER = {"busy_timeout": str(BUSY_MILLISECONDS), "query_only": "ON"}


def parse_url(text: str) -> URL:
    """Raises RecordError `record_cannot_open` unless it names an SQLite file or a PostgreSQL database."""
    try:
        url = make_url(text)
    except ArgumentError:
        raise RecordError("record_cannot_open", "the database URL cannot be understood") from None
    if url.drivername == "sqlite" and url.database not in (None, "", ":memory:"):
        return url
    if url.drivername in ("postgresql", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    raise RecordError(
        "record_cannot_open",
        "the database URL must be sqlite:////path/to/file or postgresql+psycopg://…",
    )


def writer_engine(url: URL) -> Engine:
    """One connection. SQLite takes the write lock at BEGIN, so no change fails half-way for want of it."""
    if url.drivername == "sqlite":
        return _sqlite_engine(url, 1, _SQLITE_WRITER, "BEGIN IMMEDIATE")
    return _postgresql_engine(url, 1)


def reader_engine(url: URL, connections: int) -> Engine:
    """Connections that refuse to write."""
    if url.drivername == "sqlite":
        return _sqlite_engine(url, connections, _SQLITE_READER, "BEGIN")
    return _postgresql_engine(url, connections).execution_options(postgresql_readonly=True)


def _postgresql_engine(url: URL, connections: int) -> Engine:
    return create_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        connect_args={"connect_timeout": CONNECT_SECONDS},
    )


def _sqlite_engine(url: URL, connections: int, pragmas: dict[str, str], begin: str) -> Engine:
    engine = create_engine(url, poolclass=QueuePool, pool_size=connections, max_overflow=0)

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        # The driver must not begin transactions by itself: it would do so late, and not for reads.
        connection.isolation_level = None
        for name, value in pragmas.items():
            connection.execute(f"PRAGMA {name}={value}")

    @event.listens_for(engine, "begin")
    def begin_transaction(conn: Any) -> None:
        conn.exec_driver_sql(begin)

    return engine
