"""Drives the desk: decide, store, then tell. The order of decisions is the order in the record."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence

import structlog

from recordings.connection import Connection
from recordings.database import Database
from recordings.errors import RecordError
from signaling.desk import Desk, DeskError
from signaling.desk.commands import Command, Tick
from signaling.desk.events import Event
from signaling.errors import WireError
from signaling.live.journal import write_down

log = structlog.get_logger()

TIMER = 0.25
"""Seconds between looks at the clock: deadlines are wall times, so a jump must not be slept through."""

Told = Callable[[], None]


class DeskRunner:
    """Single writer of the desk.

    `on_decided` is called right after a decision, before it is stored, and returns what to do once it
    is. `on_lost` is called when a decision could not be stored: the state is then ahead of the record
    and must be loaded again.
    """

    def __init__(
        self,
        desk: Desk,
        database: Database,
        centre_id: str,
        on_decided: Callable[[Sequence[Event], float], Told],
        on_lost: Callable[[], None],
    ) -> None:
        self.desk = desk
        self._database = database
        self._centre_id = centre_id
        self._on_decided = on_decided
        self._on_lost = on_lost
        self.broken = False
        self._decisions = 0
        self._failed: int | None = None
        self._timer = asyncio.create_task(self._run_timer(), name="desk-timer")

    async def do(
        self, command: Command, also: Callable[[Connection], None] | None = None
    ) -> list[Event]:
        """Returns the events once they are stored and told. `also` is stored before them, with them.

        Raises:
            DeskError: the desk refuses; nothing has changed.
            WireError: `record_failed`; nothing has changed for anybody.
        """
        if self.broken:
            raise WireError("record_failed")
        now = time.time()
        try:
            events = self.desk.handle(command, now)
        except DeskError:
            raise
        except Exception as error:
            self._lose(error)
            raise
        if events or also is not None:
            await self._store(events, now, also)
        return events

    async def _store(
        self, events: Sequence[Event], now: float, also: Callable[[Connection], None] | None
    ) -> None:
        # No await between deciding and submitting: the record keeps the order of decisions.
        try:
            tell = self._on_decided(events, now)
            stored = self._submit(events, also)
            stored.add_done_callback(lambda future: self._settle(future, tell))
            await asyncio.shield(stored)
        except RecordError as error:
            self._lose(error)
            raise WireError("record_failed") from error
        except Exception as error:
            self._lose(error)
            raise

    def _settle(self, stored: asyncio.Future[None], tell: Told) -> None:
        """A callback, not the waiting task: a client that is gone must not keep others untold."""
        error = None if stored.cancelled() else stored.exception()
        if error is not None:
            self._lose(error)
        elif not stored.cancelled():
            tell()

    def _submit(
        self, events: Sequence[Event], also: Callable[[Connection], None] | None
    ) -> asyncio.Future[None]:
        self._decisions += 1
        number = self._decisions

        def change(conn: Connection) -> None:
            """Runs in the writer's thread, in the order of decisions, and again when a commit is retried.

            A later decision stands on the earlier ones: it must not be stored without them.
            """
            if self.broken or (self._failed is not None and self._failed < number):
                raise RecordError("record_failed")
            self._failed = number
            if also is not None:
                also(conn)
            write_down(conn, self._centre_id, events)
            self._failed = None

        return self._database.submit(change)

    def _lose(self, error: BaseException) -> None:
        if not self.broken:
            log.error("decision_not_stored", error=type(error).__name__)
            self.broken = True
            self._on_lost()

    async def _run_timer(self) -> None:
        while not self.broken:
            await asyncio.sleep(TIMER)
            due = self.desk.next_deadline()
            if due is not None and due <= time.time():
                try:
                    await self.do(Tick())
                except WireError:
                    return
                except Exception:
                    log.exception("tick_failed")

    async def close(self) -> None:
        self._timer.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._timer
