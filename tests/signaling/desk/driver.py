"""A desk with a clock that the test turns, and a journal of all that happened."""

from itertools import count
from typing import TypeVar

import pytest

from signaling.desk import Availability, Desk, DeskError, DeskSettings, Mode, Party
from signaling.desk import commands as do
from signaling.desk.commands import Command
from signaling.desk.events import Event

T = TypeVar("T", bound=Event)
BOTH = frozenset(Mode)
START = 1_700_000_000.0


class Driver:
    """Short words for what most tests do."""

    def __init__(self, settings: DeskSettings | None = None) -> None:
        numbers = count(1)
        self.desk = Desk(settings or DeskSettings(), lambda: f"offer-{next(numbers)}")
        self.now = START
        self.journal: list[Event] = []

    def do(self, command: Command) -> list[Event]:
        events = self.desk.handle(command, self.now)
        self.journal += events
        return events

    def names(self, command: Command) -> list[str]:
        return [type(event).__name__ for event in self.do(command)]

    def refused(self, command: Command) -> str:
        with pytest.raises(DeskError) as caught:
            self.desk.handle(command, self.now)
        return caught.value.code

    def wait(self, seconds: float) -> list[Event]:
        self.now += seconds
        return self.do(do.Tick())

    def join(self, name: str, mode: Mode = Mode.VIDEO, *, emergency: bool = False) -> list[Event]:
        return self.do(
            do.JoinQueue("seoul", name, f"caller-{name}", f"inquiry-{name}", mode, emergency)
        )

    def ready(self, name: str, modes: frozenset[Mode] = BOTH, max_text: int = 3) -> list[Event]:
        self.do(do.SignInCounselor("seoul", name, modes, max_text))
        return self.do(do.SetAvailability(name, Availability.READY))

    def talk(self, session: str, counselor: str, mode: Mode = Mode.VIDEO) -> None:
        """A new session, answered by a counselor who is ready already or is now."""
        self.ready(counselor)
        self.join(session, mode)
        self.do(do.AcceptOffer(counselor, session))

    def wrap_up(self, session: str, counselor: str, mode: Mode = Mode.VIDEO) -> None:
        self.talk(session, counselor, mode)
        self.do(do.EndSession(session, Party.CALLER))

    def offered_to(self, session: str) -> str | None:
        offer = self.desk.state.sessions[session].offer
        return offer.counselor_id if offer else None


def of(kind: type[T], events: list[Event]) -> T:
    """The only event of a kind."""
    (found,) = (event for event in events if isinstance(event, kind))
    return found
