"""Stored before told: order, one bad change among good ones, cancellation, closing, going and coming back."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from sqlalchemy import Connection, event, insert, select, text
from sqlalchemy.exc import SQLAlchemyError

from recordings import heartbeat, messages, staff
from recordings.commit_writer import WriterSettings
from recordings.database import Database
from recordings.errors import RecordError
from recordings.heartbeat import heartbeats
from recordings.messages import Appended
from tests.contracts.builders import add_contact, add_counselor, say
from tests.contracts.postgres_server import PostgresServer

# Long enough to gather all that a test submits at once into one batch.
GATHER = WriterSettings(linger=0.2, eager_at=10_000)


@pytest.fixture
async def gathering(url: str) -> AsyncIterator[Database]:
    opened = Database.open(url, GATHER)
    try:
        await opened.write(add_contact)
        yield opened
    finally:
        await opened.close()


def _say(text_: str, client_id: str) -> Callable[[Connection], Appended]:
    return lambda conn: say(conn, text_, client_id)


def _break_a_constraint(conn: Connection) -> None:
    conn.execute(insert(heartbeats), [{"name": "twice", "at": 1.0}, {"name": "twice", "at": 2.0}])


def _count_commits(database: Database) -> list[int]:
    commits: list[int] = []
    event.listen(database._engines[0], "commit", lambda conn: commits.append(1))
    return commits


async def test_a_write_returns_its_result_and_can_be_read(database: Database) -> None:
    member = await database.write(add_counselor)
    assert await database.read(lambda conn: staff.get(conn, "kim")) == member


async def test_a_result_is_told_only_after_the_commit(url: str, database: Database) -> None:
    other = Database.open(url)
    try:
        for n in range(20):
            await database.write(lambda conn, n=n: heartbeat.beat(conn, float(n)))  # type: ignore[misc]
            assert await other.read(heartbeat.last) == float(n)
    finally:
        await other.close()


async def test_changes_are_applied_and_told_in_the_order_submitted(gathering: Database) -> None:
    told: list[int] = []
    futures = [gathering.submit(_say(str(n), f"m{n}")) for n in range(300)]
    for n, future in enumerate(futures):
        future.add_done_callback(lambda _, n=n: told.append(n))  # type: ignore[misc]
    results = await asyncio.gather(*futures)
    assert [result.message.seq for result in results] == list(range(1, 301))
    assert told == list(range(300))


async def test_many_changes_share_one_commit(gathering: Database) -> None:
    commits = _count_commits(gathering)
    await asyncio.gather(*(gathering.submit(_say(str(n), f"m{n}")) for n in range(100)))
    assert len(commits) == 1


async def test_one_bad_change_fails_alone(gathering: Database) -> None:
    changes = [_say("가", "m1"), _break_a_constraint, _say("나", "m2"), _say("다", "m1")]
    outcomes = await asyncio.gather(
        *(gathering.submit(change) for change in changes), return_exceptions=True
    )
    first, broken, second, reused = outcomes
    assert isinstance(first, Appended)
    assert isinstance(second, Appended)
    assert isinstance(broken, RecordError)
    assert isinstance(reused, RecordError)
    assert (broken.code, reused.code) == ("record_conflict", "client_id_reused")
    stored = await gathering.read(lambda conn: messages.of_session(conn, "s1"))
    assert [(message.seq, message.text) for message in stored] == [(1, "가"), (2, "나")]


async def test_a_changes_own_exception_reaches_its_submitter(database: Database) -> None:
    def fail(conn: Connection) -> None:
        heartbeat.beat(conn, 7.0)
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        await database.write(fail)
    assert await database.read(heartbeat.last) is None


async def test_an_error_of_the_database_tells_no_statement_or_text(database: Database) -> None:
    with pytest.raises(RecordError) as caught:
        await database.write(lambda conn: conn.execute(text("SELECT '비밀' FROM nowhere")))
    assert caught.value.code == "record_failed"
    assert "비밀" not in str(caught.value)
    assert isinstance(caught.value.__cause__, SQLAlchemyError)


async def test_a_caller_who_stops_waiting_takes_nothing_back(gathering: Database) -> None:
    waiting = asyncio.create_task(gathering.write(_say("먼저", "m1")))
    await asyncio.sleep(0)
    waiting.cancel()
    later = await gathering.write(_say("나중", "m2"))
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert later.message.seq == 2


async def test_too_much_waiting_is_refused_at_once(url: str) -> None:
    gate = threading.Event()
    database = Database.open(url, WriterSettings(max_waiting=2))
    try:
        held = [database.submit(lambda conn: gate.wait(30)) for _ in range(2)]
        with pytest.raises(RecordError) as caught:
            database.submit(lambda conn: heartbeat.beat(conn, 1.0))
        assert caught.value.code == "record_busy"
        gate.set()
        await asyncio.gather(*held)
        await database.write(lambda conn: heartbeat.beat(conn, 2.0))
    finally:
        gate.set()
        await database.close()


async def test_closing_stores_what_was_submitted_and_takes_no_more(url: str) -> None:
    database = Database.open(url, GATHER)
    futures: list[asyncio.Future[Any]] = [database.submit(add_contact)]
    futures += [database.submit(_say(str(n), f"m{n}")) for n in range(50)]
    await database.close()
    assert all(future.done() and future.exception() is None for future in futures)
    with pytest.raises(RecordError) as caught:
        database.submit(add_contact)
    assert caught.value.code == "record_closed"
    await database.close()
    reopened = Database.open(url)
    try:
        stored = await reopened.read(lambda conn: messages.of_session(conn, "s1"))
        assert len(stored) == 50
    finally:
        await reopened.close()


async def test_a_read_cannot_write(database: Database) -> None:
    with pytest.raises(RecordError) as caught:
        await database.read(lambda conn: heartbeat.beat(conn, 1.0))
    assert caught.value.code == "record_failed"
    assert await database.read(heartbeat.last) is None


async def test_readers_do_not_wait_for_a_running_write(database: Database) -> None:
    begun, gate = threading.Event(), threading.Event()

    def hold(conn: Connection) -> None:
        heartbeat.beat(conn, 5.0)
        begun.set()
        gate.wait(30)

    held = database.submit(hold)
    try:
        assert await asyncio.to_thread(begun.wait, 30)
        assert await database.read(heartbeat.last) is None
    finally:
        gate.set()
        await held
    assert await database.read(heartbeat.last) == 5.0


@pytest.mark.postgres
async def test_a_server_that_went_away_and_came_back_is_used_again(
    postgres: PostgresServer, make_database: Callable[..., str], migrated_template: str
) -> None:
    database = Database.open(make_database(migrated_template), WriterSettings(retry_seconds=60.0))
    try:
        await database.write(add_contact)
        await database.read(lambda conn: conn.execute(select(1)).all())
        await asyncio.to_thread(postgres.stop)
        waiting = database.submit(_say("잃지 않는 말", "m1"))
        await asyncio.to_thread(postgres.start)
        assert (await waiting).message.seq == 1
        stored = await database.read(lambda conn: messages.of_session(conn, "s1"))
        assert [message.text for message in stored] == ["잃지 않는 말"]
    finally:
        await database.close()


@pytest.mark.postgres
async def test_a_server_that_stays_away_is_told_and_nothing_is_stored(
    postgres: PostgresServer, make_database: Callable[..., str], migrated_template: str
) -> None:
    database = Database.open(make_database(migrated_template), WriterSettings(retry_seconds=0.1))
    try:
        await database.write(add_contact)
        await asyncio.to_thread(postgres.stop)
        try:
            with pytest.raises(RecordError) as caught:
                await database.write(_say("가", "m1"))
            assert caught.value.code == "record_unavailable"
        finally:
            await asyncio.to_thread(postgres.start)
        assert (await database.write(_say("가", "m1"))).new
    finally:
        await database.close()
