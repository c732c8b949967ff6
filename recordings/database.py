"""The door of the record: reads in a few threads, writes through the one commit writer."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Self, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from recordings.commit_writer import Change, CommitWriter, WriterSettings
from recordings.default_centre import ensure_default_centre
from recordings.engines import parse_url, reader_engine, writer_engine
from recordings.errors import RecordError
from recordings.failures import as_record_error, retrying
from recordings.migrate import upgrade

T = TypeVar("T")
Query = Callable[[Connection], T]

READERS = 4
READ_RETRY_SECONDS = 2.0


class Database:
    """An open record. Made by `open`; `close` it at the end."""

    def __init__(self, writer: Engine, reader: Engine, settings: WriterSettings) -> None:
        self._engines = (writer, reader)
        self._reader = reader
        self._read_threads = ThreadPoolExecutor(READERS, thread_name_prefix="record-reader")
        self._writer = CommitWriter(writer, settings)

    @classmethod
    def open(cls, url: str, settings: WriterSettings | None = None) -> Self:
        """`sqlite:////absolute/path.db` or `postgresql+psycopg://…`. Blocks.

        Runs pending migrations; a new database gets the default centre. Raises RecordError
        `record_cannot_open` or `record_newer`, each with one line that says why.
        """
        parsed = parse_url(url)
        writer = writer_engine(parsed)
        try:
            _prepare(writer)
        except BaseException as error:
            writer.dispose()
            if isinstance(error, SQLAlchemyError):
                where = parsed.render_as_string(hide_password=True)
                why = as_record_error(error)
                raise RecordError("record_cannot_open", f"cannot open {where}: {why}") from error
            raise
        return cls(writer, reader_engine(parsed, READERS), settings or WriterSettings())

    async def read(self, query: Query[T]) -> T:
        """What the query returns, from the last committed state. It must only read.

        Raises RecordError `record_unavailable` or `record_failed`, and whatever the query raises.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._read_threads, self._read, query)

    async def write(self, change: Change[T]) -> T:
        """What the change returns, after the COMMIT: stored before told.

        Raises RecordError `record_busy`, `record_conflict`, `record_unavailable`, `record_uncertain`,
        `record_full`, `record_failed`, `record_closed`, and whatever the change raises; after each of
        them but `record_uncertain` nothing of the change is stored.
        """
        return await self.submit(change)

    def submit(self, change: Change[T]) -> asyncio.Future[T]:
        """As `write`; changes are applied in the order in which they were submitted.

        Raises RecordError `record_busy` or `record_closed` at once, all else through the future.
        """
        return self._writer.submit(change)

    async def close(self) -> None:
        """Stores what was submitted, then lets the database go. A second call does nothing."""
        try:
            await asyncio.to_thread(self._writer.close)
            await asyncio.to_thread(self._read_threads.shutdown)
        finally:
            for engine in self._engines:
                engine.dispose()

    def _read(self, query: Query[T]) -> T:
        try:
            return retrying(lambda: self._read_once(query), READ_RETRY_SECONDS)
        except SQLAlchemyError as error:
            raise as_record_error(error) from error

    def _read_once(self, query: Query[T]) -> T:
        with self._reader.connect() as conn:
            return query(conn)


def _prepare(writer: Engine) -> None:
    upgrade(writer)
    with writer.begin() as conn:
        ensure_default_centre(conn, time.time())
