"""The rate a sender may use: the slowest of those who read its signing decides."""

from relay.events import LegCap
from relay.sender_cap import allowed_bitrate
from relay.transport_feedback import Arrival
from tests.relay.legs import two_legs


async def test_the_slowest_viewer_decides_and_the_setting_is_the_most() -> None:
    async with two_legs() as (bench, a, b):
        source = a.sources[2]
        source.flowing = True
        assert allowed_bitrate(source) == 2_500_000
        b.remb_bitrate = 700_000
        assert allowed_bitrate(source) == 700_000
        third = bench.open("third", 2)
        third.remb_bitrate = 300_000
        assert allowed_bitrate(source) == 300_000
        third.remb_bitrate = 9_000_000
        assert allowed_bitrate(source) == 700_000


async def test_a_leg_that_watches_nothing_limits_nobody() -> None:
    async with two_legs() as (_, a, b):
        b.remb_bitrate = 100_000
        b.lose_destination()
        assert allowed_bitrate(a.sources[2]) == 2_500_000


async def test_a_listener_never_lowers_the_signing() -> None:
    async with two_legs() as (bench, a, _):
        a.sources[2].flowing = True
        for slot in (4, 5):
            bench.open(f"listener{slot}", slot).remb_bitrate = 50_000
        assert allowed_bitrate(a.sources[2]) == 2_500_000


async def test_nobody_is_asked_for_less_than_the_setting() -> None:
    async with two_legs() as (_, a, b):
        a.sources[2].flowing = True
        b.remb_bitrate = 1
        assert allowed_bitrate(a.sources[2]) == 100_000


async def test_our_own_estimate_counts_once_the_viewer_has_reported() -> None:
    async with two_legs() as (_, a, b):
        a.sources[2].flowing = True
        b.downlink.bitrate = 400_000.0
        assert allowed_bitrate(a.sources[2]) == 2_500_000
        number = b.departures.note(1000, 1.0)
        b.downlink.feedback([Arrival(number, 5000)], b.departures, 0.1, 1.1)
        assert 400_000 <= allowed_bitrate(a.sources[2]) < 500_000


async def test_a_cap_is_told_when_it_changes_and_not_too_often() -> None:
    async with two_legs() as (_, a, b):
        a.sources[2].flowing = True
        assert a.cap.check(a, 10.0) == LegCap("c", "a", 2500)
        b.remb_bitrate = 700_000
        assert a.cap.check(a, 10.4) is None
        assert a.cap.check(a, 10.5) == LegCap("c", "a", 700)
        b.remb_bitrate = 680_000
        assert a.cap.check(a, 12.0) is None
        b.remb_bitrate = 900_000
        assert a.cap.check(a, 12.1) == LegCap("c", "a", 900)


async def test_a_leg_without_a_camera_has_no_cap() -> None:
    async with two_legs() as (_, a, _b):
        del a.sources[2]
        assert a.cap.check(a, 10.0) is None
