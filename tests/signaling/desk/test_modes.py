"""Going on as text, and back to video."""

from signaling.desk import Mode, Party, SessionState
from signaling.desk import commands as do
from signaling.desk import events as happened
from tests.signaling.desk.driver import Driver, of


def test_a_waiting_session_keeps_its_place_in_the_other_queue() -> None:
    driver = Driver()
    driver.join("s")
    driver.join("t", Mode.TEXT)
    driver.do(do.SwitchMode("s", Mode.TEXT, Party.CALLER))
    assert driver.desk.places(Mode.TEXT) == {"s": 1, "t": 2}
    assert driver.desk.places(Mode.VIDEO) == {}


def test_only_the_caller_switches_while_waiting() -> None:
    driver = Driver()
    driver.join("s")
    assert driver.refused(do.SwitchMode("s", Mode.TEXT, Party.COUNSELOR)) == "not_allowed"
    assert driver.refused(do.SwitchMode("s", Mode.VIDEO, Party.CALLER)) == "mode_unchanged"


def test_an_offer_stays_when_the_counselor_can_take_the_other_mode() -> None:
    driver = Driver()
    driver.ready("c")
    driver.join("s")
    assert driver.names(do.SwitchMode("s", Mode.TEXT, Party.CALLER)) == ["ModeSwitched"]
    assert driver.offered_to("s") == "c"


def test_an_offer_goes_when_the_counselor_cannot() -> None:
    driver = Driver()
    driver.ready("c", frozenset({Mode.VIDEO}))
    driver.join("s")
    events = driver.do(do.SwitchMode("s", Mode.TEXT, Party.CALLER))
    assert [type(event).__name__ for event in events] == [
        "ModeSwitched",
        "OfferWithdrawn",
        "QueueUnattended",
    ]
    assert driver.desk.state.sessions["s"].state is SessionState.WAITING


def test_a_talk_goes_on_as_text_and_back() -> None:
    driver = Driver()
    driver.talk("s", "c")
    driver.do(do.SwitchMode("s", Mode.TEXT, Party.COUNSELOR))
    driver.do(do.SwitchMode("s", Mode.VIDEO, Party.CALLER))
    session = driver.desk.state.sessions["s"]
    assert (session.mode, session.state, session.counselor_id) == (
        Mode.VIDEO,
        SessionState.CONNECTED,
        "c",
    )


def test_back_to_video_takes_a_counselor_with_nobody_else() -> None:
    driver = Driver()
    driver.talk("s", "c", Mode.TEXT)
    driver.talk("t", "c", Mode.TEXT)
    assert driver.refused(do.SwitchMode("s", Mode.VIDEO, Party.CALLER)) == "mode_not_possible"


def test_back_to_video_takes_back_the_offer_of_another_session() -> None:
    driver = Driver()
    driver.talk("s", "c", Mode.TEXT)
    driver.join("t", Mode.TEXT)
    assert driver.offered_to("t") == "c"
    events = driver.do(do.SwitchMode("s", Mode.VIDEO, Party.CALLER))
    assert of(happened.OfferWithdrawn, events).reason == "counselor_busy"


def test_back_to_video_takes_both_sides_present() -> None:
    for lost in (do.CallerLost("s"), do.CounselorLost("c")):
        driver = Driver()
        driver.talk("s", "c", Mode.TEXT)
        driver.do(lost)
        back = do.SwitchMode("s", Mode.VIDEO, Party.COUNSELOR)
        assert driver.refused(back) == "mode_not_possible"


def test_to_text_while_the_caller_is_lost_gives_the_grace_of_text() -> None:
    driver = Driver()
    driver.talk("s", "c")
    driver.do(do.CallerLost("s"))
    driver.now += 10
    driver.do(do.SwitchMode("s", Mode.TEXT, Party.COUNSELOR))
    assert driver.desk.next_deadline() == driver.now + 60 + 1800


def test_not_after_the_end() -> None:
    driver = Driver()
    driver.wrap_up("s", "c")
    assert driver.refused(do.SwitchMode("s", Mode.TEXT, Party.CALLER)) == "wrong_state"
