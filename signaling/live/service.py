"""The running service: one desk, its record, its connections and its calls, held together."""

import asyncio
import contextlib
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import structlog

from recordings import categories, heartbeat, outcomes, sessions
from recordings.categories import Category
from recordings.close_out import close_out
from recordings.connection import Connection
from recordings.database import Database
from recordings.errors import RecordError
from recordings.outcomes import Outcome
from relay.commands import CallCommand
from relay.events import CallEvent
from signaling.desk import CounselorView, Desk, DeskError, DeskSettings, DeskState, Mode, QueueName
from signaling.desk import events as desk_events
from signaling.desk.commands import Command, Restart, SignOutCounselor
from signaling.live import present
from signaling.live.desk_runner import DeskRunner
from signaling.live.hub import Hub
from signaling.live.live_session import LiveSession
from signaling.live.media_rooms import MediaRooms
from signaling.live.queue_news import QueueNews
from signaling.live.remember import remember
from signaling.live.restore import restore
from signaling.live.tell import Teller
from signaling.live.texts import Texts
from signaling.protocol.to_client import ClosingEvent
from signaling.protocol.views import Me
from signaling.settings import Settings
from signaling.wire.outbox import GOING_AWAY, RESTARTING

log = structlog.get_logger()

HEARTBEAT = 5.0
"""Seconds between two signs of life in the record: how exactly a restart knows its downtime."""


class Live:
    """Made by `start`. `runner.do` is the only way to change the desk."""

    def __init__(self, settings: Settings, database: Database, centre_id: str) -> None:
        self.settings = settings
        self.database = database
        self.centre_id = centre_id
        self.hub = Hub()
        self.sessions: dict[str, LiveSession] = {}
        self.names: dict[str, str] = {}
        self.staff: dict[str, Me] = {}
        self.categories: list[Category] = []
        self.outcomes: list[Outcome] = []
        self.ready = False
        self.texts = Texts(database, self.hub, lambda: self.state)
        self.teller = Teller(lambda: self.state, self.sessions, self.hub, self.me)
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self, submit: Callable[[CallCommand], None]) -> None:
        """Loads the record's unfinished sessions and begins; `submit` drives the relay."""
        self.media = MediaRooms(submit, self.hub, lambda: self.state)
        self.news = QueueNews(lambda: self.state, self.hub, self.names)
        await self._load()
        self._tasks.append(asyncio.create_task(self._beat(), name="heartbeat"))

    @property
    def state(self) -> DeskState:
        return self.runner.desk.state

    async def do(
        self, command: Command, also: Callable[[Connection], None] | None = None
    ) -> list[desk_events.Event]:
        """Hands a command to the desk; see `DeskRunner.do`."""
        return await self.runner.do(command, also)

    def on_relay_event(self, event: CallEvent) -> None:
        self.media.on_relay_event(event)

    async def _load(self) -> None:
        found = await self.database.read(lambda conn: restore(conn, self.centre_id))
        self.sessions.clear()
        self.sessions.update(found.sessions)
        self.names.update(found.names)
        desk = Desk.replay(_desk_settings(self.settings), lambda: uuid.uuid4().hex, found.events)
        self.runner = DeskRunner(
            desk, self.database, self.centre_id, self._decided, self._lost_decision
        )
        await self._close_undecided(desk)
        await self._load_lists()
        now = time.time()
        downtime = max(0.0, now - found.last_alive) if found.last_alive else 0.0
        await self.runner.do(Restart(downtime))
        self.ready = True

    async def _close_undecided(self, desk: Desk) -> None:
        """Rows whose session the desk never decided on: the server died between the two."""
        for session_id in self.sessions.keys() - desk.state.sessions.keys():
            del self.sessions[session_id]
            await self.database.write(lambda conn, gone=session_id: _close(conn, gone))  # type: ignore[misc]

    async def _load_lists(self) -> None:
        self.categories = await self.database.read(
            lambda conn: categories.of_centre(conn, self.centre_id)
        )
        self.outcomes = await self.database.read(
            lambda conn: outcomes.of_centre(conn, self.centre_id)
        )

    def _decided(self, events: Sequence[desk_events.Event], now: float) -> Callable[[], None]:
        for event in events:
            remember(event, self.sessions, self.names)
        deliveries = self.teller.compose(events, now)

        def tell() -> None:
            for send, whom, message in deliveries:
                send(whom, message)
            for session_id in dict.fromkeys(_sessions_of(events)):
                self.media.reconcile(session_id)
            self.news.touch(events)

        return tell

    def _lost_decision(self) -> None:
        """The desk knows more than the record: forget it, load the record, let clients resume."""
        self.ready = False
        self._tasks.append(asyncio.create_task(self._reload(), name="reload"))

    async def _reload(self) -> None:
        self.media.close_all()
        self.hub.close_all(RESTARTING, ClosingEvent())
        await self.runner.close()
        while True:
            try:
                await self._load()
            except (RecordError, DeskError):
                log.warning("reload_failed")
                await asyncio.sleep(1)
            else:
                return

    def me(self, staff_id: str) -> Me | None:
        """A counselor's own view, with what the desk says of them now."""
        known = self.staff.get(staff_id)
        if known is None:
            return None
        counselor = self.state.counselors.get(staff_id)
        here = counselor if counselor and counselor.signed_in else None
        return Me(
            staff_id=known.staff_id,
            name=known.name,
            role=known.role,
            modes=known.modes,
            max_text=known.max_text,
            availability=here.availability.value if here else "offline",
            reason=here.reason if here else "",
        )

    def centre_summary(self) -> dict[str, Any]:
        """What is open now, for the page that a caller sees first."""
        return {mode.value: self._mode_summary(mode) for mode in Mode}

    def _mode_summary(self, mode: Mode) -> dict[str, Any]:
        name = QueueName(self.centre_id, mode)
        queue = self.state.queues.get(name)
        waiting = len(queue.everyone) if queue else 0
        place = present.place_at(self.state, name, waiting + 1, time.time())
        signers = [each for each in self.state.counselors.values() if _works(each, mode)]
        estimate = place.estimate
        return {
            "open": True,
            "signers_ready": len(signers),
            "waiting": waiting,
            "estimate": {"low": estimate.low, "high": estimate.high} if estimate else None,
        }

    async def staff_disabled(self, staff_id: str) -> None:
        """Ends a member's work at once; their sessions go back to the front of the queue."""
        counselor = self.state.counselors.get(staff_id)
        if counselor is not None and counselor.signed_in:
            with contextlib.suppress(DeskError):
                await self.do(SignOutCounselor(staff_id))
        self.hub.drop_counselor(staff_id)

    def forget_ended(self) -> None:
        """Drops what is kept only for a reconnect that is no longer possible."""
        known = {**self.state.sessions, **self.state.closed}
        horizon = time.time() - 2 * self.settings.reconnect_seconds
        for session_id, live in list(self.sessions.items()):
            if session_id not in known and (live.ended_at or live.joined_at) < horizon:
                del self.sessions[session_id]
                self.news.forget(session_id)

    async def record_answers(self) -> bool:
        try:
            await self.database.read(heartbeat.last)
        except RecordError:
            return False
        return True

    def gauges(self) -> Mapping[str, float]:
        """For /metrics."""
        state = self.state
        waiting = {name.mode: len(queue.everyone) for name, queue in state.queues.items()}
        return {
            "sessions": len(state.sessions),
            "waiting_video": waiting.get(Mode.VIDEO, 0),
            "waiting_text": waiting.get(Mode.TEXT, 0),
            "counselors_signed_in": sum(each.signed_in for each in state.counselors.values()),
            "calls_open": len(self.media.open_rooms),
        }

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            self.forget_ended()
            with contextlib.suppress(RecordError):
                await self.database.write(lambda conn: heartbeat.beat(conn, time.time()))

    async def close(self) -> None:
        """Tells every page, closes calls; the record stays open for whoever opened it."""
        self.ready = False
        self.hub.close_all(GOING_AWAY, ClosingEvent())
        self.media.close_all()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.runner.close()
        await self.news.close()
        with contextlib.suppress(RecordError):
            await self.database.write(lambda conn: heartbeat.beat(conn, time.time()))


def _close(conn: Connection, session_id: str) -> None:
    sessions.abandoned(conn, session_id, time.time(), "left")
    close_out(conn, session_id, time.time())


def _works(counselor: CounselorView, mode: Mode) -> bool:
    return counselor.signed_in and mode in counselor.modes and counselor.availability == "ready"


def _sessions_of(events: Sequence[desk_events.Event]) -> list[str]:
    return [found for event in events if (found := getattr(event, "session_id", None))]


def _desk_settings(settings: Settings) -> DeskSettings:
    return DeskSettings(
        offer_seconds=settings.offer_seconds,
        missed_offers_until_away=settings.missed_offers,
        counselor_grace=settings.counselor_grace,
        caller_grace=settings.caller_grace,
        resumable=settings.resumable,
        waiting_grace=settings.waiting_grace,
        reconnect_seconds=settings.reconnect_seconds,
        max_text_sessions=settings.max_text_sessions,
    )
