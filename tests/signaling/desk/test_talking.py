"""Hold, end and wrap-up."""

from signaling.desk import Party, SessionState
from signaling.desk import commands as do
from signaling.desk import events as happened
from tests.signaling.desk.driver import Driver, of


def test_hold_and_resume_by_the_sessions_counselor() -> None:
    driver = Driver()
    driver.talk("s", "c")
    assert driver.refused(do.Hold("d", "s")) == "not_your_session"
    assert driver.names(do.Hold("c", "s")) == ["SessionHeld"]
    assert driver.names(do.Resume("c", "s")) == ["SessionResumed"]


def test_the_end_begins_wrap_up_and_the_time_to_reconnect() -> None:
    driver = Driver()
    driver.talk("s", "c")
    driver.do(do.Hold("c", "s"))
    ended = of(happened.SessionEnded, driver.do(do.EndSession("s", Party.CALLER)))
    assert (ended.by, ended.counselor_id) == (Party.CALLER, "c")
    assert ended.reconnect_until == driver.now + 60
    assert driver.desk.state.sessions["s"].state is SessionState.WRAP_UP


def test_ending_stops_the_grace_of_a_lost_caller() -> None:
    driver = Driver()
    driver.talk("s", "c")
    driver.do(do.CallerLost("s"))
    driver.do(do.EndSession("s", Party.COUNSELOR))
    assert driver.desk.next_deadline() is None


def test_wrap_up_holds_the_slot_and_is_never_forced() -> None:
    driver = Driver()
    driver.wrap_up("s", "c")
    driver.join("t")
    assert driver.wait(1_000_000) == []
    assert driver.refused(do.FinishWrapUp("d", "s")) == "not_your_session"
    assert driver.names(do.FinishWrapUp("c", "s")) == ["SessionClosed", "OfferMade"]


def test_an_administrator_closes_a_wrap_up() -> None:
    driver = Driver()
    driver.wrap_up("s", "c")
    closed = of(happened.SessionClosed, driver.do(do.CloseWrapUp("s", "admin")))
    assert (closed.counselor_id, closed.closed_by) == ("c", "admin")
    assert driver.refused(do.FinishWrapUp("c", "s")) == "unknown_session"
