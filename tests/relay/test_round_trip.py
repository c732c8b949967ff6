import pytest

from relay.round_trip import DEFAULT, RoundTrip
from relay.rtcp import ReportBlock


def block(ntp: int, delay: float) -> ReportBlock:
    return ReportBlock(7, 0, 0, 0, 0, (ntp >> 16) & 0xFFFFFFFF, int(delay * 65536))


def test_the_time_at_the_other_end_is_taken_off_and_samples_are_smoothed() -> None:
    trip = RoundTrip()
    assert trip.seconds == DEFAULT
    trip.sent(7, 1 << 32, 10.0)
    trip.reported(block(1 << 32, 0.5), 10.58)
    assert trip.seconds == pytest.approx(0.08, abs=1e-4)
    trip.sent(7, 2 << 32, 11.0)
    trip.reported(block(2 << 32, 0), 11.16)
    assert trip.seconds == pytest.approx(0.09, abs=1e-4)


def test_a_repeated_an_unknown_and_an_impossible_report_change_nothing() -> None:
    trip = RoundTrip()
    trip.sent(7, 1 << 32, 10.0)
    trip.reported(block(1 << 32, 0), 10.05)
    for ntp, delay in ((1 << 32, 0.0), (9 << 32, 0.0)):
        trip.reported(block(ntp, delay), 12.0)
    trip.sent(7, 3 << 32, 20.0)
    trip.reported(block(3 << 32, 5.0), 20.1)
    assert trip.seconds == pytest.approx(0.05, abs=1e-4)
