"""Random commands, right and wrong, with a clock that also runs backwards."""

from copy import deepcopy
from itertools import count

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from signaling.desk import (
    Availability,
    Desk,
    DeskError,
    DeskSettings,
    Mode,
    Party,
    event_from_dict,
    event_to_dict,
)
from signaling.desk import commands as do
from signaling.desk.commands import Command
from signaling.desk.events import Event
from tests.signaling.desk.driver import START
from tests.signaling.desk.invariants import check_journal, check_state

NOBODY = "nobody"
CENTRES = st.sampled_from(["seoul", "seoul", "seoul", "busan"])
COUNSELORS = st.sampled_from(["c1", "c2", "c3", NOBODY])
CALLERS = st.sampled_from([f"p{number}" for number in range(8)])
MODES = st.sampled_from(Mode)
SKILLS = st.frozensets(MODES)
PARTIES = st.sampled_from(Party)
STEPS = st.one_of(
    st.floats(0, 30), st.sampled_from([20.0, 60.0, 1800.0, 5000.0]), st.floats(-5000, 0)
)
PICK = st.integers(0, 30)


class DeskMachine(RuleBasedStateMachine):
    """Each rule gives one command; the invariants look after each."""

    def __init__(self) -> None:
        super().__init__()
        self.offers = count()
        self.names = count()
        self.settings = DeskSettings()
        self.desk = Desk(self.settings, self.new_id)
        self.now = START
        self.journal: list[Event] = []
        self.checked = 0
        self.seen: list[str] = [NOBODY]

    def new_id(self) -> str:
        return f"offer-{next(self.offers)}"

    def new_session(self) -> str:
        self.seen.append(f"s{next(self.names)}")
        return self.seen[-1]

    def session(self, pick: int) -> str:
        """Mostly one that lives, now and then one that is over or never was."""
        alive = list(self.desk.state.sessions)
        return alive[pick % len(alive)] if alive and pick < 25 else self.seen[pick % len(self.seen)]

    def give(self, command: Command) -> None:
        before = deepcopy(self.desk.state)
        try:
            self.journal += self.desk.handle(command, self.now)
        except DeskError:
            assert self.desk.state == before

    @rule(step=STEPS)
    def clock(self, step: float) -> None:
        self.now += step
        self.give(do.Tick())
        deadline = self.desk.next_deadline()
        assert deadline is None or deadline > self.now

    @rule(step=st.floats(-100, 5))
    def clock_moves_before_the_tick(self, step: float) -> None:
        self.now += step

    @rule(centre=CENTRES, caller=CALLERS, mode=MODES, emergency=st.booleans())
    def join(self, centre: str, caller: str, mode: Mode, emergency: bool) -> None:
        self.give(do.JoinQueue(centre, self.new_session(), caller, "i", mode, emergency))

    @rule(pick=PICK, caller=CALLERS)
    def join_with_a_used_id(self, pick: int, caller: str) -> None:
        if self.session(pick) in self.desk.state.sessions:
            self.give(do.JoinQueue("seoul", self.session(pick), caller, "i", Mode.TEXT))

    @rule(pick=PICK)
    def leave(self, pick: int) -> None:
        self.give(do.LeaveQueue(self.session(pick)))

    @rule(pick=PICK, mode=MODES, by=PARTIES)
    def switch(self, pick: int, mode: Mode, by: Party) -> None:
        self.give(do.SwitchMode(self.session(pick), mode, by))

    @rule(pick=PICK, by=PARTIES)
    def end(self, pick: int, by: Party) -> None:
        self.give(do.EndSession(self.session(pick), by))

    @rule(pick=PICK)
    def reconnect(self, pick: int) -> None:
        self.give(do.Reconnect(self.seen[-1 - pick % len(self.seen)], self.new_session()))

    @rule(pick=PICK)
    def reconnect_a_living_one(self, pick: int) -> None:
        self.give(do.Reconnect(self.session(pick), self.new_session()))

    @rule(pick=PICK, kind=st.sampled_from([do.CallerLost, do.CallerReturned]))
    def caller(self, pick: int, kind: type[do.CallerLost] | type[do.CallerReturned]) -> None:
        self.give(kind(self.session(pick)))

    @rule(name=COUNSELORS, kind=st.sampled_from([do.CounselorLost, do.CounselorReturned]))
    def counselor(
        self, name: str, kind: type[do.CounselorLost] | type[do.CounselorReturned]
    ) -> None:
        self.give(kind(name))

    @rule(centre=CENTRES, name=COUNSELORS, modes=SKILLS, max_text=st.integers(-1, 5))
    def sign_in(self, centre: str, name: str, modes: frozenset[Mode], max_text: int) -> None:
        if name != NOBODY:
            self.give(do.SignInCounselor(centre, name, modes, max_text))

    @rule(name=COUNSELORS)
    def ready(self, name: str) -> None:
        if name != NOBODY:
            self.give(do.SignInCounselor("seoul", name, frozenset(Mode), 3))
            self.give(do.SetAvailability(name, Availability.READY))

    @rule(name=COUNSELORS)
    def sign_out(self, name: str) -> None:
        self.give(do.SignOutCounselor(name))

    @rule(
        name=COUNSELORS,
        to=st.sampled_from(Availability),
        reason=st.sampled_from(["", "lunch", "?"]),
    )
    def availability(self, name: str, to: Availability, reason: str) -> None:
        self.give(do.SetAvailability(name, to, reason))

    @rule(pick=PICK, kind=st.sampled_from([do.AcceptOffer, do.AcceptOffer, do.PassOffer]))
    def answer_an_open_offer(
        self, pick: int, kind: type[do.AcceptOffer] | type[do.PassOffer]
    ) -> None:
        offers = [each for each in self.desk.state.sessions.values() if each.offer]
        if offers:
            session = offers[pick % len(offers)]
            assert session.offer
            self.give(kind(session.offer.counselor_id, session.session_id))

    @rule(
        pick=PICK,
        name=COUNSELORS,
        kind=st.sampled_from([do.AcceptOffer, do.PassOffer, do.Hold, do.Resume, do.FinishWrapUp]),
    )
    def any_act_of_a_counselor(self, pick: int, name: str, kind: type[do.Hold]) -> None:
        self.give(kind(name, self.session(pick)))

    @rule(pick=PICK, kind=st.sampled_from([do.Hold, do.Resume, do.FinishWrapUp]))
    def act_of_the_right_counselor(self, pick: int, kind: type[do.Hold]) -> None:
        session = self.desk.state.sessions.get(self.session(pick))
        if session and session.counselor_id:
            self.give(kind(session.counselor_id, session.session_id))

    @rule(pick=PICK)
    def close_wrap_up(self, pick: int) -> None:
        self.give(do.CloseWrapUp(self.session(pick), "admin"))

    @rule(downtime=st.floats(-10, 10_000))
    def restart(self, downtime: float) -> None:
        """The state comes from the journal alone."""
        self.desk = Desk.replay(self.settings, self.new_id, self.journal)
        self.give(do.Restart(downtime))

    @invariant()
    def the_state_is_sound(self) -> None:
        check_state(self.desk.state)

    @invariant()
    def settled(self) -> None:
        """Nothing more can be offered, and everything has been told."""
        state, offers = deepcopy(self.desk.state), self.offers
        assert Desk(self.settings, lambda: "x", state).handle(do.Settle(), self.now) == []
        assert self.offers is offers

    @invariant()
    def every_event_goes_through_the_journal(self) -> None:
        for event in self.journal[self.checked :]:
            assert event_from_dict(event_to_dict(event)) == event
        self.checked = len(self.journal)

    def teardown(self) -> None:
        check_journal(self.journal, self.desk.state)
        replayed = Desk.replay(self.settings, self.new_id, self.journal)
        assert replayed.state == self.desk.state
        assert replayed.next_deadline() == self.desk.next_deadline()


TestDesk = DeskMachine.TestCase
TestDesk.settings = settings(
    max_examples=40,
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
