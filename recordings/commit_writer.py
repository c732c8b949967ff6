"""Group commit: one thread stores all changes, many in a transaction, and tells only after the commit."""

import asyncio
import contextlib
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from recordings.errors import RecordError
from recordings.failures import as_record_error, is_lost_connection, retrying

T = TypeVar("T")
Change = Callable[[Connection], T]

# These say that the database is ill, not the change: trying each change alone would not help.
_ILLNESSES = frozenset({"record_unavailable", "record_uncertain", "record_full"})


@dataclass(frozen=True)
class WriterSettings:
    """Seconds and counts. `eager_at` changes waiting end the lingering."""

    linger: float = 0.005
    eager_at: int = 100
    max_batch: int = 1000
    max_waiting: int = 20_000
    retry_seconds: float = 5.0


@dataclass(frozen=True, slots=True)
class _Waiting:
    change: Change[Any]
    future: asyncio.Future[Any]


@dataclass(frozen=True, slots=True)
class _Outcome:
    result: Any = None
    error: Exception | None = None


class CommitWriter:
    """Changes are applied in the order submitted. A batch that fails is run again, each change alone.

    A change may therefore run more than once, always on a state without its earlier effects: it must do
    nothing but use its connection, and must neither commit nor swallow the database's errors.
    """

    def __init__(self, engine: Engine, settings: WriterSettings) -> None:
        self._engine = engine
        self._settings = settings
        self._waiting: deque[_Waiting] = deque()
        self._changed = threading.Condition()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="commit-writer", daemon=True)
        self._thread.start()

    def submit(self, change: Change[T]) -> asyncio.Future[T]:
        """Resolved after the commit. A cancelled future does not take its change back.

        Raises RecordError `record_busy` or `record_closed`.
        """
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        with self._changed:
            if self._closing:
                raise RecordError("record_closed")
            if len(self._waiting) >= self._settings.max_waiting:
                raise RecordError("record_busy")
            self._waiting.append(_Waiting(change, future))
            if len(self._waiting) in (1, self._settings.eager_at):
                self._changed.notify()
        return future

    def close(self) -> None:
        """Takes nothing more, stores what waits, and returns when the thread has ended. Blocks."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        try:
            while batch := self._next_batch():
                outcomes = self._store([waiting.change for waiting in batch])
                self._finish(batch, outcomes)
        finally:
            self._refuse_the_rest()

    def _next_batch(self) -> list[_Waiting]:
        """Empty only when closing and nothing waits. The batch stays in the queue until it is told."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closing)
            self._changed.wait_for(self._is_eager, timeout=self._settings.linger)
            return list(islice(self._waiting, self._settings.max_batch))

    def _finish(self, batch: Sequence[_Waiting], outcomes: Sequence[_Outcome]) -> None:
        with self._changed:
            for _ in batch:
                self._waiting.popleft()
        _tell(batch, outcomes)

    def _is_eager(self) -> bool:
        return self._closing or len(self._waiting) >= self._settings.eager_at

    def _store(self, changes: Sequence[Change[Any]]) -> list[_Outcome]:
        try:
            results = retrying(lambda: self._commit(changes), self._settings.retry_seconds)
            return [_Outcome(result=result) for result in results]
        except Exception as error:
            failure = as_record_error(error)
            if len(changes) == 1 or _is_illness(failure):
                return [_Outcome(error=failure) for _ in changes]
        return [outcome for change in changes for outcome in self._store([change])]

    def _commit(self, changes: Sequence[Change[Any]]) -> list[Any]:
        with self._engine.connect() as conn:
            conn.begin()
            results = [change(conn) for change in changes]
            try:
                conn.commit()
            except DBAPIError as error:
                # The commit may have happened: doing it again could store everything twice.
                if is_lost_connection(error):
                    raise RecordError("record_uncertain") from error
                raise
            return results

    def _refuse_the_rest(self) -> None:
        """Only after a crash of the thread is there a rest: nobody must wait for it for ever."""
        with self._changed:
            self._closing = True
            rest = list(self._waiting)
            self._waiting.clear()
        _tell(rest, [_Outcome(error=RecordError("record_closed")) for _ in rest])


def _is_illness(failure: Exception) -> bool:
    return isinstance(failure, RecordError) and failure.code in _ILLNESSES


def _tell(batch: Sequence[_Waiting], outcomes: Sequence[_Outcome]) -> None:
    """One call into the loop for the whole batch, in order."""
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Any], _Outcome]]] = {}
    for waiting, outcome in zip(batch, outcomes, strict=True):
        by_loop.setdefault(waiting.future.get_loop(), []).append((waiting.future, outcome))
    for loop, told in by_loop.items():
        # A closed loop has nobody left to tell.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(_resolve, told)


def _resolve(told: Sequence[tuple[asyncio.Future[Any], _Outcome]]) -> None:
    for future, outcome in told:
        if future.done():
            continue
        if outcome.error is not None:
            future.set_exception(outcome.error)
        else:
            future.set_result(outcome.result)
