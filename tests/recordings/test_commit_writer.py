"""The commit writer's answers to a database that fails at the worst moment."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from recordings.commit_writer import CommitWriter, WriterSettings
from recordings.engines import parse_url, writer_engine
from recordings.errors import RecordError


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = writer_engine(parse_url(f"sqlite:///{tmp_path}/a.db"))
    with engine.begin() as conn:
        conn.execute(text("CREATE TABLE t (x INTEGER PRIMARY KEY)"))
    yield engine
    engine.dispose()


def _insert(conn: Connection) -> None:
    conn.execute(text("INSERT INTO t DEFAULT VALUES"))


def _count(engine: Engine) -> int:
    with engine.connect() as conn:
        return int(conn.execute(text("SELECT count(*) FROM t")).scalar_one())


async def test_a_connection_lost_in_the_commit_is_not_tried_again(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    commits = 0
    commit = Connection.commit

    def commit_and_lose_the_connection(conn: Connection) -> None:
        nonlocal commits
        commits += 1
        commit(conn)
        raise DBAPIError("COMMIT", None, Exception("gone"), connection_invalidated=True)

    monkeypatch.setattr(Connection, "commit", commit_and_lose_the_connection)
    writer = CommitWriter(engine, WriterSettings())
    try:
        outcomes = await asyncio.gather(
            writer.submit(_insert), writer.submit(_insert), return_exceptions=True
        )
    finally:
        writer.close()
    assert [getattr(outcome, "code", None) for outcome in outcomes] == ["record_uncertain"] * 2
    assert commits == 1
    assert _count(engine) == 2


async def test_a_connection_lost_before_the_commit_is_tried_again(engine: Engine) -> None:
    tries = 0

    def lose_it_once(conn: Connection) -> None:
        nonlocal tries
        tries += 1
        _insert(conn)
        if tries == 1:
            raise DBAPIError("INSERT", None, Exception("gone"), connection_invalidated=True)

    writer = CommitWriter(engine, WriterSettings())
    try:
        await writer.submit(lose_it_once)
    finally:
        writer.close()
    assert tries == 2
    assert _count(engine) == 1


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
async def test_when_the_thread_dies_nobody_waits_for_ever(engine: Engine) -> None:
    def die(conn: Connection) -> None:
        raise SystemExit

    writer = CommitWriter(engine, WriterSettings())
    try:
        outcomes = await asyncio.gather(
            writer.submit(_insert), writer.submit(die), return_exceptions=True
        )
    finally:
        writer.close()
    assert [getattr(outcome, "code", None) for outcome in outcomes] == ["record_closed"] * 2
    with pytest.raises(RecordError):
        writer.submit(_insert)


async def test_a_bad_change_in_a_long_batch_keeps_the_order(engine: Engine) -> None:
    order: list[int] = []

    def note(conn: Connection, number: int) -> None:
        if number == 3:
            raise ValueError
        conn.execute(text("INSERT INTO t VALUES (:n)"), {"n": number})
        order.append(number)

    writer = CommitWriter(engine, WriterSettings(linger=0.2))
    try:
        futures = [writer.submit(lambda conn, n=n: note(conn, n)) for n in range(6)]  # type: ignore[misc]
        outcomes = await asyncio.gather(*futures, return_exceptions=True)
    finally:
        writer.close()
    assert [isinstance(outcome, ValueError) for outcome in outcomes].index(True) == 3
    assert order[-5:] == [0, 1, 2, 4, 5]
    assert _count(engine) == 5
