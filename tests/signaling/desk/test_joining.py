"""Into and out of the queue."""

import pytest

from signaling.desk import DeskError, Mode, Party, Priority, SessionState
from signaling.desk import commands as do
from signaling.desk import events as happened
from tests.signaling.desk.driver import Driver, of


def test_places_follow_priority_and_arrival() -> None:
    driver = Driver()
    for name in ("a", "b"):
        driver.join(name)
    driver.join("x", emergency=True)
    driver.join("t", Mode.TEXT)
    assert driver.desk.places(Mode.VIDEO) == {"x": 1, "a": 2, "b": 3}
    assert driver.desk.places(Mode.TEXT) == {"t": 1}
    assert [driver.desk.place(name) for name in ("x", "a", "b", "t")] == [1, 2, 3, 1]


def test_the_event_tells_the_place_at_arrival() -> None:
    driver = Driver()
    driver.join("a")
    assert of(happened.SessionQueued, driver.join("b")).place == 2
    assert of(happened.SessionQueued, driver.join("x", emergency=True)).place == 1


def test_a_clock_that_goes_back_lets_nobody_overtake() -> None:
    driver = Driver()
    driver.join("a")
    driver.now -= 3600
    driver.join("b")
    assert driver.desk.places(Mode.VIDEO) == {"a": 1, "b": 2}


def test_an_offered_session_keeps_its_place() -> None:
    driver = Driver()
    driver.join("a")
    driver.join("b")
    driver.ready("c")
    assert driver.offered_to("a") == "c"
    assert driver.desk.places(Mode.VIDEO) == {"a": 1, "b": 2}


def test_place_of_somebody_who_does_not_wait() -> None:
    driver = Driver()
    driver.talk("s", "c")
    with pytest.raises(DeskError, match="wrong_state"):
        driver.desk.place("s")
    with pytest.raises(DeskError, match="unknown_session"):
        driver.desk.place("nobody")


def test_a_caller_waits_once() -> None:
    driver = Driver()
    driver.join("s")
    again = do.JoinQueue("seoul", "s2", "caller-s", "inquiry-s", Mode.TEXT)
    assert driver.refused(again) == "caller_busy"
    assert driver.refused(do.JoinQueue("seoul", "s", "other", "i", Mode.TEXT)) == "session_exists"


def test_leaving_while_offered_tells_the_counselor_first() -> None:
    driver = Driver()
    driver.ready("c")
    driver.join("s")
    driver.now += 7
    withdrawn, gone = driver.do(do.LeaveQueue("s"))[:2]
    assert isinstance(withdrawn, happened.OfferWithdrawn)
    assert isinstance(gone, happened.SessionAbandoned)
    assert (gone.reason, gone.waited) == ("left", 7)
    assert not driver.desk.state.sessions
    assert driver.desk.state.counselors["c"].offered is None


def test_reconnect_goes_straight_back_to_the_same_counselor() -> None:
    driver = Driver()
    driver.wrap_up("s", "c")
    driver.now += 59
    assert driver.names(do.Reconnect("s", "s2")) == ["SessionReconnected"]
    session = driver.desk.state.sessions["s"]
    assert (session.state, session.counselor_id) == (SessionState.CONNECTED, "c")
    assert session.reconnect_until is None


def test_reconnect_after_wrap_up_makes_a_session_in_front() -> None:
    driver = Driver()
    driver.wrap_up("s", "c")
    driver.join("a")
    driver.do(do.FinishWrapUp("c", "s"))
    driver.join("b")
    assert driver.offered_to("a") == "c"
    queued = of(happened.SessionQueued, driver.do(do.Reconnect("s", "s2")))
    assert (queued.session_id, queued.inquiry_id) == ("s2", "inquiry-s")
    assert (queued.continues, queued.priority) == ("s", Priority.RETURNED)
    assert driver.desk.places(Mode.VIDEO) == {"s2": 1, "a": 2, "b": 3}


def test_reconnect_when_the_counselor_has_lost_the_connection() -> None:
    driver = Driver()
    driver.wrap_up("s", "c")
    driver.do(do.CounselorLost("c"))
    assert "SessionQueued" in driver.names(do.Reconnect("s", "s2"))
    assert driver.desk.state.sessions["s"].state is SessionState.WRAP_UP


def test_the_end_is_taken_back_once_and_in_time() -> None:
    driver = Driver()
    driver.wrap_up("s", "c")
    driver.do(do.SignOutCounselor("c"))
    driver.do(do.Reconnect("s", "s2"))
    driver.do(do.LeaveQueue("s2"))
    assert driver.refused(do.Reconnect("s", "s3")) == "wrong_state"
    driver.wrap_up("t", "d")
    driver.now += 61
    assert driver.refused(do.Reconnect("t", "t2")) == "reconnect_expired"


def test_a_caller_who_joined_anew_cannot_also_reconnect() -> None:
    driver = Driver()
    driver.wrap_up("s", "c")
    driver.do(do.JoinQueue("seoul", "s2", "caller-s", "inquiry-2", Mode.TEXT))
    assert driver.refused(do.Reconnect("s", "s3")) == "caller_busy"


def test_an_emergency_stays_one() -> None:
    driver = Driver()
    driver.ready("c")
    driver.join("s", emergency=True)
    driver.do(do.AcceptOffer("c", "s"))
    driver.do(do.EndSession("s", Party.CALLER))
    driver.do(do.SignOutCounselor("c"))
    queued = of(happened.SessionQueued, driver.do(do.Reconnect("s", "s2")))
    assert queued.priority is Priority.EMERGENCY


def test_closed_sessions_are_forgotten_after_the_time_to_reconnect() -> None:
    driver = Driver()
    for number in range(5):
        driver.wrap_up(f"s{number}", "c")
        driver.do(do.FinishWrapUp("c", f"s{number}"))
        driver.now += 61
    assert list(driver.desk.state.closed) == ["s4"]
    assert not driver.desk.state.sessions
