"""Keyframe requests of one source: merged, put off, repeated while somebody waits."""

from relay.source import KEYFRAME_INTERVAL
from tests.relay.legs import two_legs


async def test_requests_within_half_a_second_are_one_now_and_one_later() -> None:
    async with two_legs() as (bench, a, b):
        source = a.sources[2]
        source.flowing = True
        b.sinks[0, "video"].waiting = False
        for now in (100.0, 100.1, 100.2):
            source.want_keyframe(now)
        assert bench.relay.counters()["keyframe_requests"] == 1
        source.request_keyframe_if_due(100.0 + KEYFRAME_INTERVAL - 0.01)
        assert bench.relay.counters()["keyframe_requests"] == 1
        source.request_keyframe_if_due(100.0 + KEYFRAME_INTERVAL)
        source.request_keyframe_if_due(200.0)
        assert bench.relay.counters()["keyframe_requests"] == 2


async def test_a_join_does_not_wait() -> None:
    async with two_legs() as (bench, a, b):
        source = a.sources[2]
        source.flowing = True
        b.sinks[0, "video"].waiting = False
        source.want_keyframe(100.0)
        source.want_keyframe(100.1, at_once=True)
        assert bench.relay.counters()["keyframe_requests"] == 2


async def test_it_asks_again_while_a_viewer_waits() -> None:
    async with two_legs() as (bench, a, b):
        source = a.sources[2]
        source.flowing = True
        assert b.sinks[0, "video"].waiting
        for now in (100.0, 100.6, 101.2):
            source.request_keyframe_if_due(now)
        assert bench.relay.counters()["keyframe_requests"] == 3


async def test_a_source_that_never_sent_is_not_asked() -> None:
    async with two_legs() as (bench, a, _):
        a.sources[2].request_keyframe_if_due(100.0)
        assert bench.relay.counters()["keyframe_requests"] == 0
        a.sources[2].flowing = True
        a.sources[2].request_keyframe_if_due(100.0)
        assert bench.relay.counters()["keyframe_requests"] == 1


async def test_audio_has_no_keyframes() -> None:
    async with two_legs() as (bench, a, _):
        a.sources[1].flowing = True
        a.sources[1].request_keyframe_if_due(100.0)
        assert bench.relay.counters()["keyframe_requests"] == 0
