"""How fast one client may talk."""

from signaling.wire.pace import BURST, PER_SECOND, Pace


def test_a_burst_is_allowed_and_then_the_steady_pace() -> None:
    pace = Pace(100.0)
    assert [pace.allow(100.0) for _ in range(int(BURST))] == [True] * int(BURST)
    assert not pace.allow(100.0)
    assert pace.allow(100.0 + 1.01 / PER_SECOND)
    assert not pace.allow(100.0 + 1.02 / PER_SECOND)


def test_a_pause_fills_the_burst_and_no_more() -> None:
    pace = Pace(0.0)
    while pace.allow(0.0):
        pass
    assert sum(pace.allow(1e6) for _ in range(1000)) == int(BURST)


def test_a_clock_that_goes_back_gives_nothing() -> None:
    pace = Pace(100.0)
    while pace.allow(100.0):
        pass
    assert not pace.allow(50.0)
