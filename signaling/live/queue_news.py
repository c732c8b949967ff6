"""Tells places in the queue and the queue itself, at most once a second and in small portions."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterable, Mapping

from signaling.desk import DeskState
from signaling.desk import events as desk
from signaling.live import present
from signaling.live.hub import Hub
from signaling.live.live_session import LiveSession
from signaling.protocol.to_client import CentreEvent, PlaceEvent, QueueEvent
from signaling.protocol.views import Place

INTERVAL = 1.0
PORTION = 200
"""Places sent before others get their turn, so that an offer never waits behind them."""


class QueueNews:
    """Woken by `touch`; remembers what each caller was told last and says only what is new."""

    def __init__(
        self,
        state: Callable[[], DeskState],
        hub: Hub,
        sessions: Mapping[str, LiveSession],
        names: Mapping[str, str],
    ) -> None:
        self._state = state
        self._hub = hub
        self._sessions = sessions
        self._names = names
        self._told: dict[str, Place] = {}
        self._changed = asyncio.Event()
        self._task = asyncio.create_task(self._run(), name="queue-news")

    def touch(self, events: Iterable[desk.Event] = ()) -> None:
        """Something that the queue or the live view shows has changed."""
        for event in events:
            if isinstance(event, desk.SessionConnected | desk.SessionAbandoned):
                self._told.pop(event.session_id, None)
        self._changed.set()

    async def _run(self) -> None:
        while True:
            await self._changed.wait()
            self._changed.clear()
            self._hub.to_counselors(QueueEvent(queue=present.queue(self._state())))
            if self._hub.watchers:
                view = present.centre(self._state(), self._sessions, self._names)
                self._hub.to_watchers(CentreEvent(centre=view))
            await self._tell_places()
            await asyncio.sleep(INTERVAL)

    async def _tell_places(self) -> None:
        state, now = self._state(), time.time()
        for name, queue in list(state.queues.items()):
            for at, key in enumerate(list(queue.everyone), start=1):
                if at % PORTION == 0:
                    await asyncio.sleep(0)
                if self._hub.caller_here(key.session_id):
                    self._tell(key.session_id, present.place_at(state, name, at, now))

    def _tell(self, session_id: str, place: Place) -> None:
        if self._told.get(session_id) != place:
            self._told[session_id] = place
            self._hub.to_caller(session_id, PlaceEvent(place=place))

    def forget(self, session_id: str) -> None:
        self._told.pop(session_id, None)

    async def close(self) -> None:
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task
