"""Counselors come, go and take breaks."""

import pytest

from signaling.desk import Availability, Mode, SessionState
from signaling.desk import commands as do
from signaling.desk import events as happened
from tests.signaling.desk.driver import BOTH, Driver, of


def test_signing_in_is_not_yet_ready() -> None:
    driver = Driver()
    driver.join("s")
    signed_in = of(happened.CounselorSignedIn, driver.do(do.SignInCounselor("seoul", "c", BOTH, 3)))
    assert signed_in.modes == BOTH
    assert driver.offered_to("s") is None


def test_signing_in_again_with_other_skills_keeps_the_availability() -> None:
    driver = Driver()
    driver.ready("c")
    driver.join("s")
    events = driver.do(do.SignInCounselor("seoul", "c", frozenset({Mode.TEXT}), 1))
    assert [type(event).__name__ for event in events] == [
        "CounselorSignedIn",
        "OfferWithdrawn",
        "QueueUnattended",
    ]
    counselor = driver.desk.state.counselors["c"]
    assert (counselor.availability, counselor.max_text) == (Availability.READY, 1)


def test_new_skills_that_fit_leave_the_offer() -> None:
    driver = Driver()
    driver.ready("c")
    driver.join("s", Mode.TEXT)
    driver.do(do.SignInCounselor("seoul", "c", frozenset({Mode.TEXT}), 1))
    assert driver.offered_to("s") == "c"


def test_signing_out_puts_the_sessions_in_front_at_once() -> None:
    driver = Driver()
    driver.talk("s", "c")
    driver.join("t")
    driver.ready("d")
    assert driver.offered_to("t") == "d"
    assert driver.names(do.SignOutCounselor("c")) == ["CounselorSignedOut", "SessionRequeued"]
    assert driver.desk.places(Mode.VIDEO) == {"s": 1, "t": 2}
    driver.do(do.PassOffer("d", "t"))
    assert driver.offered_to("s") == "d"


def test_signing_out_takes_the_offer_back_and_keeps_wrap_up() -> None:
    driver = Driver()
    driver.wrap_up("s", "c", Mode.TEXT)
    driver.join("t", Mode.TEXT)
    events = driver.do(do.SignOutCounselor("c"))
    assert of(happened.OfferWithdrawn, events).reason == "signed_out"
    assert driver.desk.state.sessions["s"].state is SessionState.WRAP_UP
    assert driver.refused(do.SetAvailability("c", Availability.READY)) == "not_signed_in"
    driver.do(do.CloseWrapUp("s", "admin"))
    assert driver.desk.state.counselors["c"].sessions == []


def test_a_counselor_with_sessions_does_not_change_centre() -> None:
    driver = Driver()
    driver.wrap_up("s", "c")
    driver.do(do.SignOutCounselor("c"))
    elsewhere = do.SignInCounselor("busan", "c", BOTH, 3)
    assert driver.refused(elsewhere) == "other_centre"
    driver.do(do.FinishWrapUp("c", "s"))
    assert driver.names(elsewhere) == ["CounselorSignedIn"]


@pytest.mark.parametrize("availability", [Availability.ON_BREAK, Availability.AWAY])
def test_sessions_that_run_stay_on_a_break(availability: Availability) -> None:
    driver = Driver()
    driver.talk("s", "c")
    driver.do(do.SetAvailability("c", availability, "lunch"))
    assert driver.desk.state.sessions["s"].state is SessionState.CONNECTED
    assert driver.wait(100_000) == []


def test_a_reason_is_a_code() -> None:
    driver = Driver()
    driver.ready("c")
    for reason in ("I am hungry", "x" * 33, "점심", "a\n"):
        wrong = do.SetAvailability("c", Availability.ON_BREAK, reason)
        assert driver.refused(wrong) == "bad_reason"


def test_saying_the_same_again_says_nothing() -> None:
    driver = Driver()
    driver.ready("c")
    assert driver.do(do.SetAvailability("c", Availability.READY)) == []
