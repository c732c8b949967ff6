"""Records to back up: some inquiries, and what tells one record from another."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from recordings import audit_check, inquiries
from recordings.audit import COMMAND, AuditEntry
from recordings.backup import Backup, make_backup
from recordings.database import Database
from recordings.engines import parse_url, writer_engine
from recordings.restore import restore
from tests.contracts.builders import CENTRE


def entry(action: str) -> AuditEntry:
    return AuditEntry(CENTRE, 1_795_000_000.0, None, "", action, "record", None, {}, COMMAND)


def back_up(url: str, target: Path) -> Backup:
    return make_backup(url, target, entry("record.backup"))


def put_back(url: str, source: Path, folder: Path) -> None:
    restore(url, source, folder, entry("record.restore"))


async def add_inquiries(url: str, *ids: str) -> None:
    def store(conn: Connection) -> None:
        for each in ids:
            inquiries.create(conn, each, CENTRE, 100.0, keeps_record=True)

    database = Database.open(url)
    try:
        await database.write(store)
    finally:
        await database.close()


def inquiry_ids(url: str) -> set[str]:
    """Of a record that must be whole, its audit log too."""
    engine = writer_engine(parse_url(url))
    try:
        with engine.begin() as conn:
            assert audit_check.check(conn, CENTRE).broken is None
            if conn.dialect.name == "sqlite":
                assert conn.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
            return set(conn.execute(text("SELECT id FROM inquiries")).scalars())
    finally:
        engine.dispose()


def run(url: str, statement: str) -> None:
    engine = writer_engine(parse_url(url))
    try:
        with engine.begin() as conn:
            conn.execute(text(statement))
    finally:
        engine.dispose()


def column(url: str, query: str) -> list[Any]:
    """The first column of what a query finds."""
    engine = writer_engine(parse_url(url))
    try:
        with engine.begin() as conn:
            return list(conn.execute(text(query)).scalars())
    finally:
        engine.dispose()


def actions(url: str) -> list[str]:
    return column(url, "SELECT action FROM audit ORDER BY seq")
