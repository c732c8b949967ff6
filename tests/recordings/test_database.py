"""What goes wrong on one machine with SQLite: places that cannot be opened, locks, a full disk."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, text

from recordings import heartbeat
from recordings.commit_writer import WriterSettings
from recordings.database import Database
from recordings.errors import CODES, RecordError


def _url(path: Path) -> str:
    return f"sqlite:///{path}"


def _open_error(url: str) -> RecordError:
    with pytest.raises(RecordError) as caught:
        Database.open(url)
    assert "\n" not in str(caught.value)
    assert caught.value.code in CODES
    return caught.value


def test_a_missing_folder_is_said_in_one_line(tmp_path: Path) -> None:
    error = _open_error(_url(tmp_path / "nowhere" / "a.db"))
    assert error.code == "record_cannot_open"
    assert "nowhere" in str(error)


def test_a_folder_in_place_of_the_file_is_said_in_one_line(tmp_path: Path) -> None:
    assert _open_error(_url(tmp_path)).code == "record_cannot_open"


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_text("a letter to a friend " * 100)
    assert _open_error(_url(path)).code == "record_cannot_open"
    assert path.read_text().startswith("a letter")


def test_no_server_is_said_without_the_password() -> None:
    error = _open_error("postgresql+psycopg://u:hunter2@127.0.0.1:1/d")
    assert error.code == "record_cannot_open"
    assert "hunter2" not in str(error)


async def test_a_second_start_keeps_everything(tmp_path: Path) -> None:
    for expected in (None, 5.0):
        database = Database.open(_url(tmp_path / "a.db"))
        try:
            assert await database.read(heartbeat.last) == expected
            await database.write(lambda conn: heartbeat.beat(conn, 5.0))
        finally:
            await database.close()


async def test_a_lock_that_goes_is_waited_for(tmp_path: Path) -> None:
    database = Database.open(_url(tmp_path / "a.db"), WriterSettings(retry_seconds=60.0))
    other = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        waiting = database.submit(lambda conn: heartbeat.beat(conn, 5.0))
        done, _ = await asyncio.wait([waiting], timeout=0.1)
        assert not done
        other.execute("COMMIT")
        await waiting
        assert await database.read(heartbeat.last) == 5.0
    finally:
        other.close()
        await database.close()


async def test_a_lock_that_stays_is_told_and_nothing_is_stored(tmp_path: Path) -> None:
    database = Database.open(_url(tmp_path / "a.db"), WriterSettings(retry_seconds=0.0))
    other = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordError) as caught:
            await database.write(lambda conn: heartbeat.beat(conn, 5.0))
        assert caught.value.code == "record_unavailable"
        other.execute("COMMIT")
        assert await database.read(heartbeat.last) is None
    finally:
        other.close()
        await database.close()


def _write_much(conn: Connection) -> None:
    heartbeat.beat(conn, 7.0)
    conn.execute(text("CREATE TABLE big AS SELECT randomblob(10000000) AS x"))


async def test_a_full_disk_is_told_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    database = Database.open(_url(tmp_path / "a.db"))
    writer = database._engines[0]

    @event.listens_for(writer, "begin")
    def limit(conn: Connection) -> None:
        conn.exec_driver_sql("PRAGMA max_page_count=300")

    try:
        await database.write(lambda conn: heartbeat.beat(conn, 1.0))
        with pytest.raises(RecordError) as caught:
            await database.write(_write_much)
        assert caught.value.code == "record_full"
        assert await database.read(heartbeat.last) == 1.0
        await database.write(lambda conn: heartbeat.beat(conn, 2.0))
        assert await database.read(heartbeat.last) == 2.0
    finally:
        await database.close()
