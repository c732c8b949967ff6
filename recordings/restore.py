"""Putting a backup in the place of the record: checked first, then swapped in one step."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, delete, inspect, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from recordings import audit, backup_file, postgres_tools
from recordings.atomic_file import sync_file, sync_folder
from recordings.audit import AuditEntry
from recordings.backup_file import DatabaseKind, Manifest
from recordings.engines import parse_url, reader_engine, writer_engine
from recordings.errors import RecordError
from recordings.failures import as_record_error
from recordings.migrate import is_known, revision_of, upgrade
from recordings.sign_in_links import sign_in_links
from recordings.staff_sessions import staff_sessions


def restore(url: str, source: Path, folder: Path, entry: AuditEntry) -> Manifest:
    """Replaces the record by the backup, brings it to this version's tables, and writes the entry into it.

    The caller must hold the lock of the data directory, `folder`. Until the swap, and after kill -9 before
    it, the record is as it was. All staff sign in anew. Raises RecordError `backup_damaged`,
    `record_newer`, `backup_other_database`, `record_in_use`, `backup_failed`, `record_cannot_open`.
    """
    parsed = parse_url(url)
    manifest = backup_file.manifest_of(source)
    _require_fitting(parsed, manifest)
    try:
        if parsed.drivername == "sqlite":
            _restore_sqlite(parsed, source, manifest, entry)
        else:
            _restore_postgresql(parsed, source, manifest, folder, entry)
    except (SQLAlchemyError, sqlite3.Error) as error:
        why = as_record_error(error)
        raise RecordError("backup_failed", f"the backup cannot be restored: {why}") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise RecordError("backup_failed", f"the backup cannot be restored: {reason}") from error
    return manifest


def _require_fitting(parsed: URL, manifest: Manifest) -> None:
    kind: DatabaseKind = "sqlite" if parsed.drivername == "sqlite" else "postgresql"
    if manifest.database != kind:
        raise RecordError(
            "backup_other_database", f"the backup is of {manifest.database}, the record is {kind}"
        )
    if not is_known(manifest.schema):
        raise RecordError(
            "record_newer",
            f"the backup is at {manifest.schema}, which this version of Sonmal does not know",
        )


@contextlib.contextmanager
def _unpacked(source: Path, manifest: Manifest, target: Path) -> Iterator[None]:
    """The checked content as a file for its owner only, gone afterwards."""
    try:
        with open(os.open(target, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
            backup_file.unpack(source, manifest, file)
        yield
    finally:
        for left in _files_of(target):
            left.unlink(missing_ok=True)


def _restore_sqlite(parsed: URL, source: Path, manifest: Manifest, entry: AuditEntry) -> None:
    record = Path(parsed.database or "").resolve()
    new = record.with_name(f"{record.name}.restoring")
    for left in _files_of(new)[1:]:  # of a restore that was killed
        left.unlink(missing_ok=True)
    with _unpacked(source, manifest, new):
        _require_whole(new, manifest)
        _finish(parsed.set(database=str(new)), entry)
        _in_one_file(new)
        sync_file(new)
        _give_to_owner(new, record if record.exists() else record.parent)
        _put_away_journal(record)
        os.replace(new, record)
        sync_folder(record.parent)


def _require_whole(path: Path, manifest: Manifest) -> None:
    with contextlib.closing(sqlite3.connect(path)) as conn:
        try:
            found = conn.execute("PRAGMA quick_check(1)").fetchone()[0]
            schema = conn.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise RecordError("backup_damaged", f"the backup holds no record: {error}") from error
    if found != "ok" or schema != manifest.schema:
        raise RecordError("backup_damaged", "the backup does not hold what its manifest says")


def _finish(parsed: URL, entry: AuditEntry) -> None:
    engine = writer_engine(parsed)
    try:
        upgrade(engine)
        with engine.begin() as conn:
            _end_sign_ins(conn)
            audit.append(conn, entry)
    finally:
        engine.dispose()


def _end_sign_ins(conn: Connection) -> None:
    """What was signed out or used up since the backup must not come back to life."""
    conn.execute(delete(staff_sessions))
    conn.execute(delete(sign_in_links))


def _in_one_file(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as conn:
        if conn.execute("PRAGMA journal_mode=DELETE").fetchone()[0] != "delete":
            raise sqlite3.OperationalError("its journal is held open")


def _give_to_owner(new: Path, of: Path) -> None:
    """Restored by root, the record must still belong to the server's account."""
    owner = of.stat()
    if os.geteuid() == 0:
        os.chown(new, owner.st_uid, owner.st_gid)


def _put_away_journal(record: Path) -> None:
    """The old record's journal must not be played into the new one, so it is brought into the old file.

    A record that cannot be opened any more is kept beside, under another name, for whoever can repair it.
    """
    if not record.exists():
        return
    try:
        _in_one_file(record)
    except sqlite3.OperationalError as error:
        raise RecordError("record_in_use", f"the record is in use: {error}") from error
    except sqlite3.DatabaseError:
        damaged = record.with_name(f"{record.name}.damaged")
        for old, kept in zip(_files_of(record), _files_of(damaged), strict=True):
            if old.exists():
                os.replace(old, kept)


def _files_of(database: Path) -> list[Path]:
    return [database, *(database.with_name(database.name + end) for end in ("-wal", "-shm"))]


def _restore_postgresql(
    parsed: URL, source: Path, manifest: Manifest, folder: Path, entry: AuditEntry
) -> None:
    """The new tables replace the old ones in one transaction; migrations and the entry follow in others."""
    dumped = folder / "restoring.pgdump"
    with _unpacked(source, manifest, dumped):
        postgres_tools.load(parsed, dumped, _emptying(parsed))
    _finish(parsed, entry)


def _emptying(parsed: URL) -> list[str]:
    """SQL that drops what is there. Raises RecordError `record_in_use` when others are connected."""
    engine = reader_engine(parsed, 1)
    try:
        with engine.connect() as conn:
            if conn.execute(text(_OTHERS)).scalar_one():
                raise RecordError("record_in_use", "other programs are connected to the database")
            current = revision_of(conn)
            quote = conn.dialect.identifier_preparer.quote
            tables = [f"public.{quote(name)}" for name in inspect(conn).get_table_names("public")]
    finally:
        engine.dispose()
    if tables and current is None:
        raise RecordError("backup_failed", "the database holds tables that are not a record's")
    drop = [f"DROP TABLE {', '.join(tables)} CASCADE;\n"] if tables else []
    return ["SET LOCAL lock_timeout = '10s';\n", *drop]


_OTHERS = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
    AND pid <> pg_backend_pid() AND backend_type = 'client backend'"""
