"""Offers: who gets them, and what happens when they are not answered."""

import pytest

from signaling.desk import Availability, Mode, Party
from signaling.desk import commands as do
from signaling.desk import events as happened
from tests.signaling.desk.driver import BOTH, START, Driver, of

TEXT_ONLY = frozenset({Mode.TEXT})


def test_an_offer_is_made_at_once_and_has_its_time() -> None:
    driver = Driver()
    driver.ready("c")
    offer = of(happened.OfferMade, driver.join("s"))
    assert (offer.session_id, offer.counselor_id) == ("s", "c")
    assert offer.expires_at == START + 20
    assert driver.desk.next_deadline() == START + 20


def test_accepting_connects_and_tells_the_wait() -> None:
    driver = Driver()
    driver.join("s")
    driver.now += 30
    driver.ready("c")
    connected = of(happened.SessionConnected, driver.do(do.AcceptOffer("c", "s")))
    assert connected.waited == 30
    assert driver.desk.next_deadline() is None


@pytest.mark.parametrize("answer", [do.AcceptOffer, do.PassOffer])
def test_an_answer_to_somebody_elses_or_no_offer(
    answer: type[do.AcceptOffer] | type[do.PassOffer],
) -> None:
    driver = Driver()
    driver.ready("c")
    driver.join("s")
    assert driver.refused(answer("d", "s")) == "offer_gone"
    assert driver.refused(answer("c", "nobody")) == "offer_gone"


def test_a_late_answer_counts_until_the_offer_is_taken_away() -> None:
    driver = Driver()
    driver.ready("c")
    driver.join("s")
    driver.now += 25
    assert driver.names(do.AcceptOffer("c", "s")) == ["SessionConnected"]


def test_a_missed_offer_goes_to_the_next_counselor() -> None:
    driver = Driver()
    driver.ready("c")
    driver.now += 1
    driver.ready("d")
    driver.join("s")
    assert driver.offered_to("s") == "c"
    missed = of(happened.OfferMissed, driver.wait(20))
    assert (missed.counselor_id, missed.missed_in_row) == ("c", 1)
    assert driver.offered_to("s") == "d"


def test_three_missed_in_a_row_set_the_counselor_away() -> None:
    driver = Driver()
    driver.ready("c")
    driver.join("s")
    for _ in range(2):
        events = driver.wait(20)
        assert [type(event).__name__ for event in events] == ["OfferMissed", "OfferMade"]
    missed, away, unattended = driver.wait(20)
    assert isinstance(missed, happened.OfferMissed)
    assert isinstance(away, happened.AvailabilityChanged)
    assert isinstance(unattended, happened.QueueUnattended)
    assert (away.availability, away.reason) == (Availability.AWAY, "missed_offers")
    assert driver.names(do.SetAvailability("c", Availability.READY)) == [
        "AvailabilityChanged",
        "OfferMade",
        "QueueAttended",
    ]
    assert driver.desk.state.counselors["c"].missed_in_row == 0


def test_answering_or_passing_breaks_the_row() -> None:
    for answer in (do.AcceptOffer, do.PassOffer):
        driver = Driver()
        driver.ready("c")
        driver.join("s")
        driver.wait(20)
        driver.wait(20)
        driver.do(answer("c", "s"))
        assert driver.desk.state.counselors["c"].missed_in_row == 0


def test_passing_goes_round_and_back_only_when_nobody_else_can() -> None:
    driver = Driver()
    for name in ("c", "d", "e"):
        driver.ready(name)
        driver.now += 1
    driver.join("s")
    asked = []
    for _ in range(6):
        counselor = driver.offered_to("s")
        assert counselor is not None
        asked.append(counselor)
        driver.do(do.PassOffer(counselor, "s"))
    assert asked == ["c", "d", "e", "c", "d", "e"]


@pytest.mark.parametrize(
    "availability", [Availability.ON_BREAK, Availability.AWAY, Availability.OFFLINE]
)
def test_not_ready_any_more_moves_the_offer_on_without_a_miss(
    availability: Availability,
) -> None:
    driver = Driver()
    driver.ready("c")
    driver.now += 1
    driver.ready("d")
    driver.join("s")
    events = driver.do(do.SetAvailability("c", availability))
    assert of(happened.OfferWithdrawn, events).reason == "not_ready"
    assert of(happened.OfferMade, events).counselor_id == "d"
    assert driver.desk.state.counselors["c"].missed_in_row == 0


def test_emergencies_then_returned_then_the_longest_wait() -> None:
    driver = Driver()
    driver.talk("returned", "gone")
    driver.join("normal")
    driver.join("emergency", emergency=True)
    driver.do(do.SignOutCounselor("gone"))
    driver.ready("c")
    order = []
    for _ in range(3):
        (session_id,) = [
            each for each in driver.desk.state.sessions if driver.offered_to(each) == "c"
        ]
        order.append(session_id)
        driver.do(do.LeaveQueue(session_id))
    assert order == ["emergency", "returned", "normal"]


def test_fewest_sessions_then_idle_longest() -> None:
    driver = Driver()
    for name in ("c", "d", "e"):
        driver.ready(name, TEXT_ONLY)
        driver.now += 1
    driver.join("s1", Mode.TEXT)
    assert driver.offered_to("s1") == "c"
    driver.do(do.AcceptOffer("c", "s1"))
    driver.join("s2", Mode.TEXT)
    assert driver.offered_to("s2") == "d"
    driver.do(do.AcceptOffer("d", "s2"))
    driver.join("s3", Mode.TEXT)
    assert driver.offered_to("s3") == "e"


def test_one_offer_at_a_time_and_slots_up_to_the_limit() -> None:
    driver = Driver()
    driver.ready("c", TEXT_ONLY, max_text=2)
    for name in ("a", "b", "c1"):
        driver.join(name, Mode.TEXT)
    assert [driver.offered_to(name) for name in ("a", "b", "c1")] == ["c", None, None]
    driver.do(do.AcceptOffer("c", "a"))
    assert driver.offered_to("b") == "c"
    driver.do(do.AcceptOffer("c", "b"))
    assert driver.offered_to("c1") is None


def test_the_desks_limit_of_text_sessions_is_above_the_counselors() -> None:
    driver = Driver()
    driver.ready("c", TEXT_ONLY, max_text=99)
    assert driver.desk.state.counselors["c"].max_text == 3


def test_video_is_for_somebody_without_sessions_and_takes_all_slots() -> None:
    driver = Driver()
    driver.talk("text", "c", Mode.TEXT)
    driver.join("video")
    assert driver.offered_to("video") is None
    driver.ready("d")
    driver.do(do.AcceptOffer("d", "video"))
    driver.join("video2")
    driver.join("text2", Mode.TEXT)
    assert (driver.offered_to("video2"), driver.offered_to("text2")) == (None, None)
    driver.do(do.EndSession("video", Party.CALLER))
    assert driver.offered_to("video2") is None


def test_a_waiting_video_caller_is_not_starved_by_a_stream_of_text() -> None:
    driver = Driver()
    driver.talk("t1", "c", Mode.TEXT)
    driver.join("video")
    driver.join("t2", Mode.TEXT)
    assert driver.offered_to("t2") is None
    driver.ready("d", TEXT_ONLY)
    assert driver.offered_to("t2") == "d"
    driver.do(do.EndSession("t1", Party.CALLER))
    driver.do(do.FinishWrapUp("c", "t1"))
    assert driver.offered_to("video") == "c"


def test_centres_do_not_share_queues_or_counselors() -> None:
    driver = Driver()
    driver.do(do.JoinQueue("busan", "b", "caller-b", "inquiry-b", Mode.VIDEO))
    driver.join("s")
    assert driver.desk.places(Mode.VIDEO) == {"b": 1, "s": 1}
    driver.ready("c", BOTH)
    assert (driver.offered_to("s"), driver.offered_to("b")) == ("c", None)


def test_a_queue_that_nobody_attends_is_told_once() -> None:
    driver = Driver()
    assert of(happened.QueueUnattended, driver.join("s")).mode is Mode.VIDEO
    assert [type(event).__name__ for event in driver.join("t")] == ["SessionQueued"]
    driver.do(do.LeaveQueue("s"))
    assert driver.names(do.LeaveQueue("t")) == ["SessionAbandoned", "QueueAttended"]


def test_busy_counselors_attend_their_queue() -> None:
    driver = Driver()
    driver.talk("s", "c")
    assert [type(event).__name__ for event in driver.join("t")] == ["SessionQueued"]


def test_after_a_talk_the_counselor_has_been_idle_the_shortest() -> None:
    driver = Driver()
    driver.ready("c")
    driver.now += 1
    driver.ready("d")
    driver.join("s")
    driver.do(do.AcceptOffer("c", "s"))
    driver.do(do.EndSession("s", Party.CALLER))
    driver.now += 1
    driver.do(do.FinishWrapUp("c", "s"))
    driver.join("t")
    assert driver.offered_to("t") == "d"


def test_who_passed_before_a_talk_may_be_asked_first_after_it() -> None:
    driver = Driver()
    driver.ready("c")
    driver.now += 1
    driver.ready("d")
    driver.join("s")
    driver.do(do.PassOffer("c", "s"))
    driver.do(do.AcceptOffer("d", "s"))
    driver.now += 1
    driver.ready("e")
    driver.do(do.SignOutCounselor("d"))
    assert driver.offered_to("s") == "c"
