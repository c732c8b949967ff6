"""A backup of the whole record into one file, while a server may be running."""

import contextlib
import os
import sqlite3
from pathlib import Path
from typing import IO

import msgspec
from sqlalchemy import Connection
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from recordings import audit, backup_file, postgres_tools
from recordings.atomic_file import replacing
from recordings.audit import AuditEntry
from recordings.backup_file import CHUNK, Manifest, Measured
from recordings.engines import reader_engine, writer_engine
from recordings.errors import RecordError
from recordings.failures import as_record_error
from recordings.migrate import is_known, newest_revision, revision_of
from recordings.reading import existing


class Backup(msgspec.Struct, frozen=True):
    """`written_down` is False for a record of an older version, whose audit log this one cannot write."""

    manifest: Manifest
    written_down: bool


def make_backup(url: str, target: Path, entry: AuditEntry) -> Backup:
    """Writes the entry into the audit log, then the record as it is into `target`, whole or not at all.

    Raises RecordError `record_cannot_open`, `record_newer`, `backup_failed`.
    """
    parsed = existing(url)
    try:
        schema = _schema(parsed)
        written_down = _write_down(parsed, schema, entry)
        with replacing(target) as file:
            if parsed.drivername == "sqlite":
                made = _of_sqlite(parsed, target, file, schema, entry.at)
            else:
                made = backup_file.write(
                    file,
                    "postgresql",
                    schema,
                    entry.at,
                    lambda to: postgres_tools.dump(parsed, to.write),
                )
    except (SQLAlchemyError, sqlite3.Error) as error:
        why = as_record_error(error)
        raise RecordError("backup_failed", f"the record cannot be read: {why}") from error
    except OSError as error:
        raise RecordError("backup_failed", f"cannot write {target}: {error.strerror}") from error
    return Backup(made, written_down)


def _schema(parsed: URL) -> str:
    engine = reader_engine(parsed, 1)
    try:
        with engine.connect() as conn:
            return _known_schema(conn)
    finally:
        engine.dispose()


def _known_schema(conn: Connection) -> str:
    found = revision_of(conn)
    if found is None:
        raise RecordError("record_cannot_open", "the database holds no record")
    if not is_known(found):
        raise RecordError("record_newer")
    return found


def _write_down(parsed: URL, schema: str, entry: AuditEntry) -> bool:
    if schema != newest_revision():
        return False
    engine = writer_engine(parsed)
    try:
        with engine.begin() as conn:
            audit.append(conn, entry)
    finally:
        engine.dispose()
    return True


def _of_sqlite(
    parsed: URL, target: Path, file: IO[bytes], schema: str, created_at: float
) -> Manifest:
    """SQLite's online backup copies one moment into a file, which is then packed."""
    copy = target.with_name(f"{target.name}.part-copy")
    os.close(os.open(copy, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
    try:
        _copy_online(parsed.database or "", copy)

        def fill(content: Measured) -> None:
            with open(copy, "rb") as source:
                while piece := source.read(CHUNK):
                    content.write(piece)

        return backup_file.write(file, "sqlite", schema, created_at, fill)
    finally:
        copy.unlink(missing_ok=True)


def _copy_online(source: str, target: Path) -> None:
    """In one step: it reads one moment (WAL), and the server goes on writing meanwhile."""
    with (
        contextlib.closing(sqlite3.connect(source)) as reading,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        reading.execute("PRAGMA query_only=ON")
        copy.execute("PRAGMA journal_mode=OFF")
        reading.backup(copy, pages=-1)
