"""What the relay says of itself: mapped sender reports and the rate a sender may use."""

from relay.reports import allowed_bitrate, cname, sender_info
from relay.rtcp import SenderInfo
from tests.relay.legs import two_legs


async def test_no_report_before_the_source_has_reported_or_media_flows() -> None:
    async with two_legs() as (_, a, b):
        sink = b.sinks[0, "audio"]
        assert sender_info(sink, 1.0) is None
        a.sources[1].reception.note_sender_info(SenderInfo(1, 2, 3, 4), 1.0)
        assert sender_info(sink, 1.0) is None
        sink.begin(1, 0, 1.0)
        assert sender_info(sink, 1.0) is not None


async def test_time_goes_on_in_the_sources_clock_and_the_sinks_numbers() -> None:
    async with two_legs() as (_, a, b):
        sink = b.sinks[0, "audio"]
        a.sources[1].reception.note_sender_info(SenderInfo(5 << 32, 48000, 0, 0), 10.0)
        sink.begin(1, 0, 10.0)
        sink.timeline.timestamp_offset = 0xFFFFFFFF
        sink.packets, sink.octets = 7, 900
        assert sender_info(sink, 11.5) == SenderInfo(
            (5 << 32) + (3 << 31), 48000 + 72000 - 1, 7, 900
        )


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


def test_sound_and_picture_of_a_slot_have_one_name() -> None:
    assert cname(3) == "slot3"
