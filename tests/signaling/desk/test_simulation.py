"""A long day at the desk: busy, unlucky and mostly right commands."""

from collections import Counter
from itertools import count
from random import Random

import pytest

from signaling.desk import Availability, Desk, DeskError, DeskSettings, Mode, Party, SessionState
from signaling.desk import commands as do
from signaling.desk.commands import Command
from signaling.desk.event_codec import EVENT_TYPES
from signaling.desk.events import Event
from signaling.desk.views import SessionView
from tests.signaling.desk.driver import BOTH, START
from tests.signaling.desk.invariants import check_journal, check_state

STAFF = tuple(f"c{number}" for number in range(12))
SKILLS = (BOTH, frozenset({Mode.TEXT}), frozenset({Mode.VIDEO}))


class Day:
    """Random people, each doing what somebody in their place might do."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.numbers = count()
        self.desk = Desk(DeskSettings(), self.new_id)
        self.now = START
        self.journal: list[Event] = []
        self.refused: set[tuple[str, str]] = set()
        """Names of commands, with the codes that they were refused with."""

    def new_id(self) -> str:
        return f"id-{next(self.numbers)}"

    def step(self) -> None:
        self.pass_time()
        command = self.random.choices(
            [self.arrival, self.caller, self.counselor, self.staff], [2, 3, 6, 2]
        )[0]()
        if command is not None:
            self.give(command)

    def pass_time(self) -> None:
        self.now += self.random.expovariate(1)
        if self.random.random() < 0.0005:
            self.now += self.random.uniform(-600, 600)
        deadline = self.desk.next_deadline()
        if deadline is not None and deadline <= self.now:
            self.give(do.Tick())
        if self.random.random() < 0.001:
            self.give(do.Restart(self.random.uniform(0, 100)))

    def give(self, command: Command) -> None:
        try:
            self.journal += self.desk.handle(command, self.now)
        except DeskError as error:
            self.refused.add((type(command).__name__, error.code))

    def some_session(self) -> SessionView | None:
        """Offers are answered sooner than anything else happens."""
        sessions = list(self.desk.state.sessions.values())
        offered = [each for each in sessions if each.offer]
        if offered and self.random.random() < 0.3:
            return self.random.choice(offered)
        return self.random.choice(sessions) if sessions else None

    def arrival(self) -> Command | None:
        if len(self.desk.state.sessions) > 60:
            return None
        session_id, mode = self.new_id(), self.random.choice(list(Mode))
        emergency = self.random.random() < 0.05
        return do.JoinQueue("seoul", session_id, f"by-{session_id}", "i", mode, emergency)

    def caller(self) -> Command | None:
        session = self.some_session()
        if session is None:
            return None
        session_id = session.session_id
        if not session.caller_present and self.random.random() < 0.3:
            return do.CallerReturned(session_id)
        choices: list[Command] = [
            do.LeaveQueue(session_id),
            do.CallerLost(session_id),
            do.SwitchMode(session_id, self.random.choice(list(Mode)), Party.CALLER),
            do.EndSession(session_id, Party.CALLER),
            do.Reconnect(session_id, self.new_id()),
        ]
        return self.random.choices(choices, [1, 2, 2, 2, 2])[0]

    def counselor(self) -> Command | None:
        session = self.some_session()
        if session is None:
            return None
        session_id, name = session.session_id, session.counselor_id or self.random.choice(STAFF)
        if session.offer and self.random.random() < 0.7:
            answer = do.PassOffer if self.random.random() < 0.2 else do.AcceptOffer
            return answer(session.offer.counselor_id, session_id)
        if session.state is SessionState.WRAP_UP and self.random.random() < 0.1:
            return do.CloseWrapUp(session_id, "admin")
        choices: list[Command] = [
            do.Hold(name, session_id),
            do.Resume(name, session_id),
            do.EndSession(session_id, Party.COUNSELOR),
            do.FinishWrapUp(name, session_id),
        ]
        return self.random.choices(choices, [1, 2, 1, 3])[0]

    def staff(self) -> Command:
        name = self.random.choice(STAFF)
        known = self.desk.state.counselors.get(name)
        if known is None or not known.signed_in:
            return do.SignInCounselor("seoul", name, self.random.choice(SKILLS), 3)
        if not known.present:
            return do.CounselorReturned(name)
        if known.availability is not Availability.READY:
            return do.SetAvailability(name, Availability.READY)
        choices: list[Command] = [
            do.CounselorLost(name),
            do.SignOutCounselor(name),
            do.SetAvailability(name, Availability.ON_BREAK, "lunch"),
        ]
        return self.random.choices(choices, [4, 1, 2])[0]


def run(seed: int, steps: int) -> Day:
    day = Day(seed)
    for number in range(steps):
        day.step()
        if number % 20 == 0:
            check_state(day.desk.state)
    check_journal(day.journal, day.desk.state)
    assert Desk.replay(DeskSettings(), day.new_id, day.journal).state == day.desk.state
    return day


def test_a_day_sees_every_event() -> None:
    day = run(seed=1, steps=6_000)
    seen = Counter(type(event).__name__ for event in day.journal)
    assert set(seen) == set(EVENT_TYPES)


def test_the_same_commands_give_the_same_events() -> None:
    assert run(seed=2, steps=1_000).journal == run(seed=2, steps=1_000).journal


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10, 16))
def test_many_days(seed: int) -> None:
    run(seed, steps=60_000)
