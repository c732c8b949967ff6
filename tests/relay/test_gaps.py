"""Missing packets: noticed, asked for again by the round trip, given up; duplicates refused."""

from hypothesis import given
from hypothesis import strategies as st

from relay.gaps import GIVE_UP, MAX_MISSING, REORDERING, Gaps
from relay.rtcp import MAX_NACKED


def after(*sequences: int) -> Gaps:
    gaps = Gaps()
    for sequence in sequences:
        assert gaps.take(sequence, 0.0)
    return gaps


def test_packets_in_order_leave_no_gap() -> None:
    assert after(65534, 65535, 0, 1).missing == {}


def test_a_gap_is_asked_for_after_the_time_of_a_reordering() -> None:
    gaps = after(65534, 1)
    assert gaps.due(REORDERING / 2, 0.05) == []
    assert gaps.due(REORDERING, 0.05) == [65535, 0]


def test_a_late_packet_is_taken_once_and_not_asked_for() -> None:
    gaps = after(1, 3)
    assert gaps.take(2, 0.001)
    assert not gaps.take(2, 0.001)
    assert gaps.due(1.5, 0.05) == []
    assert not gaps.take_broken()


def test_it_asks_again_after_a_round_trip_and_not_before() -> None:
    gaps = after(1, 3)
    assert gaps.due(0.01, 0.1) == [2]
    assert gaps.due(0.11, 0.1) == []
    assert gaps.due(0.13, 0.1) == [2]


def test_what_never_comes_is_given_up_and_told_once() -> None:
    gaps = after(1, 3)
    assert gaps.due(GIVE_UP, 0.1) == []
    assert gaps.take_broken()
    assert not gaps.take_broken()
    assert not gaps.take(2, GIVE_UP)


def test_one_look_asks_for_a_bounded_number() -> None:
    gaps = after(1, 200)
    assert len(gaps.due(0.01, 0.1)) == MAX_NACKED
    assert len(gaps.due(0.02, 0.1)) == MAX_NACKED


def test_a_hole_too_large_is_a_keyframe_at_once() -> None:
    gaps = after(1, 3, 4 + MAX_MISSING)
    assert gaps.missing == {}
    assert gaps.take_broken()


@given(st.lists(st.integers(0, 0xFFFF), max_size=200))
def test_whatever_comes_memory_is_bounded_and_no_number_passes_twice_in_a_window(
    sequences: list[int],
) -> None:
    gaps = Gaps()
    passed: list[int] = []
    for sequence in sequences:
        if gaps.take(sequence, 0.0):
            if gaps.highest == sequence:
                passed = passed[-100:]
            passed.append(sequence)
        assert len(gaps.missing) <= MAX_MISSING
        assert gaps.highest not in gaps.missing
