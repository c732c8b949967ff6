"""The desk itself: decide, then evolve."""

from collections.abc import Callable, Iterable
from typing import Self

from signaling.desk.commands import Command, Settle, Tick
from signaling.desk.decide import decide
from signaling.desk.errors import DeskError
from signaling.desk.events import Event
from signaling.desk.evolve import evolve
from signaling.desk.settings import DeskSettings
from signaling.desk.state import DeskState
from signaling.desk.words import Mode


class Desk:
    """The single writer of live state. Not safe for several threads.

    `new_id` gives a fresh id at each call, used for offers. A given `state` is taken over.
    """

    def __init__(
        self,
        settings: DeskSettings,
        new_id: Callable[[], str],
        state: DeskState | None = None,
    ) -> None:
        self.state = state if state is not None else DeskState()
        self.state.settings = settings
        self._new_id = new_id

    @classmethod
    def replay(
        cls, settings: DeskSettings, new_id: Callable[[], str], events: Iterable[Event]
    ) -> Self:
        """A desk with the state that the events led to. Give `Restart` to it next."""
        desk = cls(settings, new_id)
        for event in events:
            evolve(desk.state, event)
        return desk

    def handle(self, command: Command, now: float) -> list[Event]:
        """What happened, in causal order, with the offers that became possible.

        `now` is wall time in seconds; it may go backwards. Raises `DeskError` and then nothing has
        changed.
        """
        events = self._step(command, now)
        if isinstance(command, Tick):
            events += self._repeat(command, now) if events else []
        return events + self._repeat(Settle(), now)

    def next_deadline(self) -> float | None:
        """The earliest wall time at which `Tick` has something to do."""
        first = self.state.deadlines.first()
        return first.at if first else None

    def place(self, session_id: str) -> int:
        """The place in the queue, 1 is first.

        Raises `DeskError`: `unknown_session`, or `wrong_state` when it does not wait.
        """
        session = self.state.sessions.get(session_id)
        if session is None:
            raise DeskError("unknown_session")
        if not session.queued:
            raise DeskError("wrong_state")
        return self.state.queues[session.queue_name].place(session.queue_key)

    def places(self, mode: Mode) -> dict[str, int]:
        """The place of everybody who waits for `mode`, each in their centre's queue; O(n)."""
        return {
            key.session_id: place
            for name, queue in self.state.queues.items()
            if name.mode is mode
            for place, key in enumerate(queue.everyone, start=1)
        }

    def _repeat(self, command: Command, now: float) -> list[Event]:
        events: list[Event] = []
        while more := self._step(command, now):
            events += more
        return events

    def _step(self, command: Command, now: float) -> list[Event]:
        events = decide(self.state, command, now, self._new_id)
        for event in events:
            evolve(self.state, event)
        return events
