"""The table of transitions, against what the commands really do."""

import pytest

from signaling.desk import DeskError, Party, SessionState
from signaling.desk import commands as do
from signaling.desk.events import Event
from signaling.desk.transitions import TRANSITIONS, require
from signaling.desk.words import Mode
from tests.signaling.desk.driver import Driver

S = SessionState

TABLE = {
    "SessionQueued": (set(), S.WAITING),
    "OfferMade": ({S.WAITING}, S.OFFERED),
    "OfferMissed": ({S.OFFERED}, S.WAITING),
    "OfferPassed": ({S.OFFERED}, S.WAITING),
    "OfferWithdrawn": ({S.OFFERED}, S.WAITING),
    "SessionConnected": ({S.OFFERED}, S.CONNECTED),
    "SessionHeld": ({S.CONNECTED}, S.ON_HOLD),
    "SessionResumed": ({S.ON_HOLD}, S.CONNECTED),
    "SessionRequeued": ({S.CONNECTED, S.ON_HOLD}, S.WAITING),
    "SessionEnded": ({S.CONNECTED, S.ON_HOLD}, S.WRAP_UP),
    "SessionReconnected": ({S.WRAP_UP}, S.CONNECTED),
    "SessionClosed": ({S.WRAP_UP}, S.CLOSED),
    "SessionAbandoned": ({S.WAITING}, S.ABANDONED),
}
REACHED = [S.WAITING, S.OFFERED, S.CONNECTED, S.ON_HOLD, S.WRAP_UP]


def test_the_table_is_the_one_of_the_design() -> None:
    found = {
        event.__name__: (set(move.sources), move.target) for event, move in TRANSITIONS.items()
    }
    assert found == TABLE


@pytest.mark.parametrize("event", TRANSITIONS, ids=lambda event: event.__name__)
@pytest.mark.parametrize("state", SessionState)
def test_require_follows_the_table(event: type[Event], state: SessionState) -> None:
    if state in TABLE[event.__name__][0]:
        require(state, event)
    else:
        with pytest.raises(DeskError, match="wrong_state"):
            require(state, event)


def in_state(state: SessionState) -> Driver:
    """A desk whose session "s" stands where it is wanted; "c" is its counselor."""
    driver = Driver()
    driver.join("s")
    if state is S.WAITING:
        return driver
    driver.ready("c")
    if state is S.OFFERED:
        return driver
    driver.do(do.AcceptOffer("c", "s"))
    if state is S.ON_HOLD:
        driver.do(do.Hold("c", "s"))
    if state is S.WRAP_UP:
        driver.do(do.EndSession("s", Party.COUNSELOR))
    return driver


ALLOWED = [
    (do.LeaveQueue("s"), {S.WAITING, S.OFFERED}),
    (do.SwitchMode("s", Mode.TEXT, Party.CALLER), {S.WAITING, S.OFFERED, S.CONNECTED, S.ON_HOLD}),
    (do.AcceptOffer("c", "s"), {S.OFFERED}),
    (do.PassOffer("c", "s"), {S.OFFERED}),
    (do.Hold("c", "s"), {S.CONNECTED}),
    (do.Resume("c", "s"), {S.ON_HOLD}),
    (do.EndSession("s", Party.CALLER), {S.CONNECTED, S.ON_HOLD}),
    (do.Reconnect("s", "s2"), {S.WRAP_UP}),
    (do.FinishWrapUp("c", "s"), {S.WRAP_UP}),
    (do.CloseWrapUp("s", "admin"), {S.WRAP_UP}),
]


@pytest.mark.parametrize("state", REACHED)
@pytest.mark.parametrize(("command", "allowed"), ALLOWED, ids=lambda v: type(v).__name__)
def test_each_command_in_each_state(
    command: do.Command, allowed: set[SessionState], state: SessionState
) -> None:
    driver = in_state(state)
    assert driver.desk.state.sessions["s"].state is state
    if state in allowed:
        assert driver.do(command)
    else:
        code = driver.refused(command)
        assert code in {"wrong_state", "offer_gone", "not_your_session"}
        assert driver.desk.state.sessions["s"].state is state
