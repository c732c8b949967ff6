"""Deadlines, clocks that jump, and restarts."""

from signaling.desk import Desk, DeskSettings, Mode, SessionState
from signaling.desk import commands as do
from signaling.desk import events as happened
from tests.signaling.desk.driver import START, Driver, of


def test_a_tick_before_anything_is_due_says_nothing() -> None:
    driver = Driver()
    driver.ready("c")
    driver.join("s")
    assert driver.wait(19.9) == []


def test_one_tick_runs_everything_that_is_due() -> None:
    driver = Driver()
    driver.join("s")
    driver.do(do.CallerLost("s"))
    driver.talk("t", "c")
    driver.do(do.CounselorLost("c"))
    names = [type(event).__name__ for event in driver.wait(5000)]
    assert names == [
        "CounselorSignedOut",
        "SessionRequeued",
        "SessionAbandoned",
        "QueueUnattended",
    ]


def test_a_clock_that_goes_back_runs_nothing_early() -> None:
    driver = Driver()
    driver.ready("c")
    driver.join("s")
    driver.now -= 100
    assert driver.do(do.Tick()) == []
    assert driver.offered_to("s") == "c"
    driver.now = START + 20
    assert of(happened.OfferMissed, driver.do(do.Tick()))


def test_waits_are_never_negative() -> None:
    driver = Driver()
    driver.ready("c")
    driver.join("s")
    driver.now -= 100
    assert of(happened.SessionConnected, driver.do(do.AcceptOffer("c", "s"))).waited == 0


def test_restart_makes_everybody_lost_and_takes_offers_back() -> None:
    driver = Driver()
    driver.talk("talk", "c")
    driver.wrap_up("wrap", "d")
    driver.ready("e")
    driver.join("offered")
    assert driver.offered_to("offered") == "e"
    driver.now += 600
    events = driver.do(do.Restart(600))
    assert of(happened.DeadlineShifted, events).by == 600
    assert of(happened.OfferWithdrawn, events).reason == "restart"
    state = driver.desk.state
    assert not any(each.present for each in state.counselors.values())
    assert not state.sessions["talk"].caller_present
    assert state.sessions["wrap"].state is SessionState.WRAP_UP
    assert driver.desk.next_deadline() == driver.now + 60


def test_restart_gives_back_the_time_that_was_left() -> None:
    driver = Driver()
    driver.talk("s", "c", Mode.TEXT)
    driver.join("t")
    driver.do(do.CallerLost("t"))
    driver.wrap_up("w", "d")
    driver.now += 1000
    driver.do(do.Restart(990))
    assert driver.desk.state.sessions["t"].caller_deadline == START + 1800 + 990
    assert driver.desk.state.sessions["w"].reconnect_until == START + 60 + 990


def test_restart_with_a_clock_behind_shifts_nothing() -> None:
    driver = Driver()
    assert of(happened.DeadlineShifted, driver.do(do.Restart(-5))).by == 0


def test_after_a_restart_everybody_can_come_back() -> None:
    driver = Driver()
    driver.talk("s", "c")
    driver.join("t")
    desk = Desk.replay(DeskSettings(), lambda: "offer", driver.journal)
    assert desk.state == driver.desk.state
    driver.desk = desk
    driver.do(do.Restart(5))
    driver.do(do.CallerReturned("s"))
    driver.do(do.CounselorReturned("c"))
    driver.do(do.CallerReturned("t"))
    assert driver.desk.next_deadline() is None
    assert driver.desk.state.sessions["s"].state is SessionState.CONNECTED


def test_finished_sessions_may_be_left_out_of_a_replay() -> None:
    driver = Driver()
    driver.wrap_up("old", "c")
    driver.do(do.FinishWrapUp("c", "old"))
    driver.talk("s", "c")
    driver.join("t")
    unfinished = [each for each in driver.journal if getattr(each, "session_id", "") != "old"]
    state = Desk.replay(DeskSettings(), lambda: "", unfinished).state
    assert state.sessions == driver.desk.state.sessions
    assert state.queues == driver.desk.state.queues
    assert state.counselors["c"].sessions == ["s"]


def test_a_replay_without_the_counselors_sign_in_keeps_the_session_theirs() -> None:
    driver = Driver()
    driver.talk("s", "c")
    journal = [each for each in driver.journal if getattr(each, "session_id", None) == "s"]
    driver.desk = Desk.replay(DeskSettings(), lambda: "", journal)
    driver.ready("c")
    driver.join("t")
    assert driver.offered_to("t") is None


def test_restart_also_shifts_the_time_to_reconnect_after_wrap_up() -> None:
    driver = Driver()
    driver.wrap_up("s", "c")
    driver.do(do.FinishWrapUp("c", "s"))
    driver.now += 1000
    driver.do(do.Restart(990))
    assert "SessionQueued" in driver.names(do.Reconnect("s", "s2"))
