"""What is told of a leg's media: differences since the last look, on each hop."""

from relay.events import LegQuality
from relay.quality import INTERVAL
from relay.rtcp import ReportBlock
from tests.relay.legs import seal_rtp, two_legs
from tests.relay.support import DELTA, KEYFRAME

ADDRESS_OF_A = ("127.0.0.1", 5000)
LAST_OF_FRAME = 0x80 | 96


async def test_frames_losses_and_rates_since_the_last_look() -> None:
    async with two_legs() as (bench, a, b):
        assert a.quality.measure(a, 0.0) is None
        assert b.quality.measure(b, 0.0) is None
        for number in range(60):
            payload = DELTA if number else KEYFRAME
            if number % 10 != 5:
                packet = seal_rtp(bench, "a", 2, LAST_OF_FRAME, 100 + number, payload)
                bench.put(packet, ADDRESS_OF_A, number / 30)
        sink = b.sinks[0, "video"]
        sink.note_report(ReportBlock(sink.ssrc, 0, 6, 60, 0, 0, 0))
        assert a.quality.measure(a, INTERVAL - 0.01) is None
        seen = a.quality.measure(a, INTERVAL)
        assert isinstance(seen, LegQuality)
        assert seen.frames_per_second == 27.0
        assert (seen.loss_up, seen.loss_down) == (0.1, 0.0)
        assert (seen.round_trip_ms, seen.estimate_down_kbps) == (None, None)
        assert seen.kbps_up > 0
        assert seen.kbps_down == 0
        viewer = b.quality.measure(b, INTERVAL)
        assert isinstance(viewer, LegQuality)
        assert viewer.loss_down == round(6 / 54, 4)
        assert (viewer.kbps_up, viewer.kbps_down) == (0, seen.kbps_up)
        again = a.quality.measure(a, 2 * INTERVAL)
        assert isinstance(again, LegQuality)
        assert (again.frames_per_second, again.loss_up, again.kbps_up) == (0.0, 0.0, 0)


async def test_a_stream_that_ended_gives_no_negative_numbers() -> None:
    async with two_legs() as (bench, a, _):
        bench.put(seal_rtp(bench, "a", 2, LAST_OF_FRAME, 1, KEYFRAME), ADDRESS_OF_A, 0.0)
        a.quality.measure(a, 0.0)
        a.sources = {}
        seen = a.quality.measure(a, 5.0)
        assert isinstance(seen, LegQuality)
        assert (seen.frames_per_second, seen.kbps_up, seen.keyframe_requests) == (0.0, 0, 0)
