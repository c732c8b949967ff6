"""Which URLs are taken, and what each connection is set to."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from recordings.engines import parse_url, reader_engine, writer_engine
from recordings.errors import RecordError


@pytest.mark.parametrize(
    "url",
    ["", "no url", "sqlite://", "sqlite:///:memory:", "mysql://x/y", "postgresql+asyncpg://x/y"],
)
def test_other_urls_are_refused_in_one_line(url: str) -> None:
    with pytest.raises(RecordError) as caught:
        parse_url(url)
    assert caught.value.code == "record_cannot_open"
    assert "\n" not in str(caught.value)


def test_plain_postgresql_means_psycopg() -> None:
    assert parse_url("postgresql://h/d").drivername == "postgresql+psycopg"


def test_sqlite_writes_safely(tmp_path: Path) -> None:
    engine = writer_engine(parse_url(f"sqlite:///{tmp_path}/a.db"))
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    with engine.connect() as conn:
        found = {name: conn.execute(text(f"PRAGMA {name}")).scalar() for name in wanted}
    engine.dispose()
    assert found == wanted


def test_a_second_sqlite_writer_waits_at_begin_not_at_the_first_insert(tmp_path: Path) -> None:
    url = parse_url(f"sqlite:///{tmp_path}/a.db")
    first, second = writer_engine(url), writer_engine(url)
    try:
        with (
            first.begin(),
            second.connect() as waiting,
            pytest.raises(OperationalError, match="locked"),
        ):
            waiting.begin()
    finally:
        first.dispose()
        second.dispose()


def test_a_sqlite_reader_refuses_to_write(tmp_path: Path) -> None:
    url = parse_url(f"sqlite:///{tmp_path}/a.db")
    writer, reader = writer_engine(url), reader_engine(url, 1)
    try:
        with writer.begin() as conn:
            conn.execute(text("CREATE TABLE t (x)"))
        with reader.connect() as conn, pytest.raises(OperationalError, match="readonly"):
            conn.execute(text("INSERT INTO t VALUES (1)"))
    finally:
        writer.dispose()
        reader.dispose()
