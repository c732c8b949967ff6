"""The running service: one desk, its record, its connections and its calls, held together."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import structlog

from recordings import heartbeat
from recordings.connection import Connection
from recordings.database import Database
from recordings.errors import RecordError
from relay.commands import CallCommand
from relay.events import CallEvent
from signaling.desk import DeskError, DeskState
from signaling.desk import events as desk_events
from signaling.desk.commands import Command, Restart, SignOutCounselor
from signaling.errors import WireError
from signaling.live.desk_runner import DeskRunner
from signaling.live.hours import Hours
from signaling.live.hub import Hub, SignIn
from signaling.live.live_session import LiveSession
from signaling.live.loading import Lists, load_desk, load_lists
from signaling.live.media_rooms import MediaRooms
from signaling.live.queue_news import QueueNews
from signaling.live.remember import remember
from signaling.live.summary import centre_summary, gauges
from signaling.live.tell import Teller
from signaling.live.texts import Texts
from signaling.protocol.close_codes import GOING_AWAY, RESTARTING
from signaling.protocol.to_client import ClosingEvent
from signaling.protocol.views import Me
from signaling.settings import Settings

log = structlog.get_logger()

HEARTBEAT = 5.0
"""Seconds between two signs of life in the record: how exactly a restart knows its downtime."""
RELOAD_PAUSE = 0.5
"""Seconds between two tries to load the record again."""


class Live:
    """Serves between `start` and `close`. `do` is the only way to change the desk.

    `ready` is false while the desk is being loaded: requests are refused then, as what they would
    change is about to be replaced.
    """

    def __init__(self, settings: Settings, database: Database, centre_id: str) -> None:
        self.settings = settings
        self.database = database
        self.centre_id = centre_id
        self.hub = Hub()
        self.sessions: dict[str, LiveSession] = {}
        self.names: dict[str, str] = {}
        self.staff: dict[str, Me] = {}
        self.lists = Lists([], [], {})
        self.hours = Hours()
        self.ready = False
        self.texts = Texts(database, self.hub, lambda: self.state)
        self.teller = Teller(lambda: self.state, self.sessions, self.hub, self.me)
        self._reloading: asyncio.Task[None] | None = None
        self._beating: asyncio.Task[None] | None = None

    async def start(self, submit: Callable[[CallCommand], None]) -> None:
        """Loads the record's unfinished sessions and begins; `submit` drives the relay.

        Raises:
            RecordError, WireError: the record cannot be read or written; nothing is left running.
        """
        await self._load()
        self.media = MediaRooms(submit, self.hub, lambda: self.state)
        self.news = QueueNews(lambda: self.state, self.hub, self.sessions, self.names)
        self._beating = asyncio.create_task(self._beat(), name="heartbeat")

    @property
    def state(self) -> DeskState:
        return self.runner.desk.state

    async def do(
        self, command: Command, also: Callable[[Connection], None] | None = None
    ) -> list[desk_events.Event]:
        """Hands a command to the desk; see `DeskRunner.do`."""
        return await self.runner.do(command, also)

    def require_ready(self) -> None:
        """Raises WireError `record_failed` while the desk is being loaded."""
        if not self.ready:
            raise WireError("record_failed")

    def on_relay_event(self, event: CallEvent) -> None:
        self.media.on_relay_event(event)

    async def _load(self) -> None:
        loaded = await load_desk(self.database, self.centre_id, self.settings)
        await self.reload_lists()
        self.sessions.clear()
        self.sessions.update(loaded.sessions)
        self.names.update(loaded.names)
        self.runner = DeskRunner(
            loaded.desk, self.database, self.centre_id, self._decided, self._lost_decision
        )
        try:
            await self.runner.do(Restart(loaded.downtime))
        except BaseException:
            await self.runner.close()
            raise
        self.ready = True

    async def reload_lists(self) -> None:
        """Takes over what an administrator has changed."""
        self.lists = await load_lists(self.database, self.centre_id)
        self.hours.use(self.lists.hours)

    def _decided(self, events: Sequence[desk_events.Event], now: float) -> Callable[[], None]:
        for event in events:
            remember(event, self.sessions, self.names)
        deliveries = self.teller.compose(events, now)

        def tell() -> None:
            for event in events:
                if isinstance(event, desk_events.SessionQueued) and event.continues:
                    self.hub.move_caller(event.continues, event.session_id)
            self.teller.deliver(deliveries)
            if not self.ready:
                return  # nobody is connected yet, and no call is open
            for session_id in dict.fromkeys(_sessions_of(events)):
                self.media.reconcile(session_id)
            self.news.touch(events)

        return tell

    def _lost_decision(self) -> None:
        """The desk knows more than the record: forget it, load the record, let clients resume."""
        self.ready = False
        started = self._beating is not None
        if started and (self._reloading is None or self._reloading.done()):
            self._reloading = asyncio.create_task(self._reload(), name="reload")

    async def _reload(self) -> None:
        self.media.close_all()
        self.hub.close_all(RESTARTING, ClosingEvent())
        await self.runner.close()
        while not self.ready:
            # What was submitted before is stored or refused before the record is read.
            with contextlib.suppress(RecordError):
                await self.database.write(lambda conn: None)
            try:
                await self._load()
            except (RecordError, DeskError, WireError) as error:
                log.warning("reload_failed", error=str(error))
                await asyncio.sleep(RELOAD_PAUSE)

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
        return centre_summary(self.state, self.centre_id, self.hours, time.time())

    def gauges(self) -> Mapping[str, float]:
        """For /metrics."""
        return gauges(self.state, len(self.media.open_rooms))

    async def staff_dismissed(self, staff_id: str) -> None:
        """Disabled, or with a new role or password: every page is closed, running sessions go back."""
        await self._leave_desk(staff_id)
        self.hub.drop_staff(staff_id)

    async def signed_out(self, sign_in: SignIn) -> None:
        """Closes the pages of one sign-in; where the console is one of them it is an explicit leave."""
        if self.hub.console_sign_in(sign_in.staff_id) == sign_in:
            await self._leave_desk(sign_in.staff_id)
        self.hub.drop_sign_in(sign_in)

    async def _leave_desk(self, staff_id: str) -> None:
        counselor = self.state.counselors.get(staff_id)
        if counselor is not None and counselor.signed_in:
            with contextlib.suppress(DeskError, WireError):
                await self.do(SignOutCounselor(staff_id))

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

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            self.forget_ended()
            with contextlib.suppress(RecordError):
                await self.database.write(lambda conn: heartbeat.beat(conn, time.time()))

    async def close(self) -> None:
        """Tells every page, closes calls; the record stays open for whoever opened it. May be repeated."""
        self.ready = False
        self.hub.close_all(GOING_AWAY, ClosingEvent())
        self.media.close_all()
        tasks = [task for task in (self._beating, self._reloading) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.runner.close()
        await self.news.close()
        with contextlib.suppress(RecordError):
            await self.database.write(lambda conn: heartbeat.beat(conn, time.time()))


def _sessions_of(events: Sequence[desk_events.Event]) -> list[str]:
    return [found for event in events if (found := getattr(event, "session_id", None))]
