"""A lost connection is not a hang-up."""

from signaling.desk import Availability, Mode, Party, Priority, SessionState
from signaling.desk import commands as do
from signaling.desk import events as happened
from tests.signaling.desk.driver import Driver, of


def test_a_lost_waiting_caller_keeps_the_place_and_is_passed_over() -> None:
    driver = Driver()
    driver.join("s")
    driver.join("t")
    driver.do(do.CallerLost("s"))
    driver.ready("c")
    assert (driver.offered_to("s"), driver.offered_to("t")) == (None, "c")
    assert driver.desk.place("s") == 1
    driver.do(do.AcceptOffer("c", "t"))
    driver.ready("d")
    assert driver.offered_to("s") is None
    assert driver.names(do.CallerReturned("s")) == ["PartyReturned", "OfferMade"]


def test_a_lost_waiting_caller_is_abandoned_after_half_an_hour() -> None:
    driver = Driver()
    driver.join("s")
    driver.do(do.CallerLost("s"))
    assert driver.wait(1799) == []
    gone = of(happened.SessionAbandoned, driver.wait(1))
    assert (gone.reason, gone.waited) == ("caller_lost", 1800)


def test_an_offered_caller_who_is_lost_frees_the_counselor() -> None:
    driver = Driver()
    driver.ready("c")
    driver.join("s")
    driver.join("t")
    events = driver.do(do.CallerLost("s"))
    assert [type(event).__name__ for event in events] == [
        "PartyLost",
        "OfferWithdrawn",
        "OfferMade",
    ]
    assert driver.offered_to("t") == "c"


def test_a_talking_caller_goes_on_as_text_and_then_ends() -> None:
    driver = Driver()
    driver.talk("s", "c")
    driver.do(do.CallerLost("s"))
    dropped = of(happened.VideoDropped, driver.wait(60))
    assert dropped.resumable_until == driver.now + 1800
    assert driver.desk.state.sessions["s"].mode is Mode.TEXT
    ended = of(happened.SessionEnded, driver.wait(1800))
    assert (ended.by, ended.reason) == (None, "caller_lost")
    assert driver.desk.next_deadline() is None


def test_a_talking_caller_who_comes_back_goes_on() -> None:
    driver = Driver()
    driver.talk("s", "c")
    driver.do(do.CallerLost("s"))
    driver.now += 59
    assert driver.names(do.CallerReturned("s")) == ["PartyReturned"]
    assert driver.wait(10_000) == []
    assert driver.desk.state.sessions["s"].mode is Mode.VIDEO


def test_a_lost_text_caller_has_all_of_the_time_at_once() -> None:
    driver = Driver()
    driver.talk("s", "c", Mode.TEXT)
    driver.do(do.CallerLost("s"))
    assert driver.wait(1859) == []
    assert of(happened.SessionEnded, driver.wait(1)).reason == "caller_lost"


def test_while_video_is_dropped_the_counselor_can_take_text() -> None:
    driver = Driver()
    driver.talk("s", "c")
    driver.do(do.CallerLost("s"))
    driver.join("t", Mode.TEXT)
    assert driver.offered_to("t") is None
    driver.wait(60)
    assert driver.offered_to("t") == "c"


def test_a_lost_counselors_sessions_go_to_the_front_after_the_grace() -> None:
    driver = Driver()
    driver.talk("s", "c")
    driver.join("t")
    lost = of(happened.PartyLost, driver.do(do.CounselorLost("c")))
    assert (lost.party, lost.session_id, lost.counselor_id) == (Party.COUNSELOR, "s", "c")
    assert driver.wait(59) == []
    requeued = of(happened.SessionRequeued, driver.wait(1))
    assert (requeued.priority, requeued.reason) == (Priority.RETURNED, "connection_lost")
    assert driver.desk.places(Mode.VIDEO) == {"s": 1, "t": 2}
    assert not driver.desk.state.counselors["c"].signed_in
    assert driver.refused(do.CounselorReturned("c")) == "not_signed_in"


def test_a_lost_counselor_who_returns_keeps_the_session() -> None:
    driver = Driver()
    driver.talk("s", "c")
    driver.do(do.CounselorLost("c"))
    driver.now += 59
    assert driver.names(do.CounselorReturned("c")) == ["PartyReturned"]
    assert driver.wait(1000) == []
    assert driver.desk.state.counselors["c"].availability is Availability.READY


def test_opening_the_console_again_is_a_return() -> None:
    driver = Driver()
    driver.talk("s", "c")
    driver.do(do.CounselorLost("c"))
    opened = do.SignInCounselor("seoul", "c", frozenset(Mode), 3)
    assert driver.names(opened) == ["PartyReturned"]
    assert driver.names(opened) == []


def test_a_lost_counselors_offer_moves_on_at_once() -> None:
    driver = Driver()
    driver.ready("c")
    driver.now += 1
    driver.ready("d")
    driver.join("s")
    events = driver.do(do.CounselorLost("c"))
    assert of(happened.OfferWithdrawn, events).counselor_id == "c"
    assert of(happened.OfferMade, events).counselor_id == "d"


def test_a_loss_is_told_to_each_session_of_the_counselor() -> None:
    driver = Driver()
    driver.talk("s", "c", Mode.TEXT)
    driver.talk("t", "c", Mode.TEXT)
    lost = driver.do(do.CounselorLost("c"))
    assert [getattr(event, "session_id", None) for event in lost] == ["s", "t"]
    driver.ready("d")
    assert [getattr(event, "session_id", "-") for event in driver.do(do.CounselorLost("d"))] == [
        None
    ]


def test_wrap_up_stays_with_a_counselor_who_is_lost_for_long() -> None:
    driver = Driver()
    driver.wrap_up("s", "c")
    driver.do(do.CounselorLost("c"))
    driver.wait(100_000)
    assert driver.desk.state.sessions["s"].state is SessionState.WRAP_UP
    driver.ready("c")
    driver.join("t")
    assert driver.offered_to("t") is None
    driver.do(do.FinishWrapUp("c", "s"))
    assert driver.offered_to("t") == "c"


def test_both_lost_the_place_is_kept_for_the_caller() -> None:
    driver = Driver()
    driver.talk("s", "c")
    driver.do(do.CounselorLost("c"))
    driver.now += 30
    driver.do(do.CallerLost("s"))
    driver.wait(30)
    assert driver.desk.next_deadline() == driver.now + 1800
    assert of(happened.SessionAbandoned, driver.wait(1800)).reason == "caller_lost"


def test_repeated_losses_and_returns_say_nothing() -> None:
    driver = Driver()
    driver.talk("s", "c")
    for lost, back in (
        (do.CallerLost("s"), do.CallerReturned("s")),
        (do.CounselorLost("c"), do.CounselorReturned("c")),
    ):
        assert driver.do(back) == []
        driver.do(lost)
        assert driver.do(lost) == []
        driver.do(back)


def test_a_caller_in_wrap_up_may_come_and_go() -> None:
    driver = Driver()
    driver.wrap_up("s", "c")
    assert driver.do(do.CallerLost("s")) == []
    assert driver.do(do.CallerReturned("s")) == []


def test_the_wait_of_a_session_that_came_back_is_measured_from_then() -> None:
    driver = Driver()
    driver.talk("s", "c")
    driver.now += 500
    driver.do(do.SignOutCounselor("c"))
    driver.now += 7
    driver.ready("d")
    assert of(happened.SessionConnected, driver.do(do.AcceptOffer("d", "s"))).waited == 7
