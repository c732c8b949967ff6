"""A listener that cannot keep up loses its pictures for a while, and nobody else anything."""

from relay.listeners import FIRST_PAUSE, PATIENCE
from relay.sender_cap import allowed_bitrate
from tests.relay.legs import two_legs

SUPERVISOR = 4


async def test_a_slow_listener_is_paused_and_gets_a_keyframe_when_it_is_back() -> None:
    async with two_legs() as (bench, a, b):
        listener = bench.open("listener", SUPERVISOR)
        source = a.sources[2]
        source.flowing, source.bitrate = True, 1_000_000
        listener.remb_bitrate = 300_000
        assert not listener.listening.check(listener, 100.0)
        assert listener.listening.check(listener, 100.0 + PATIENCE)
        a.call.wire()
        assert listener.sinks[0, "video"].source is None
        assert listener.sinks[0, "audio"].source is a.sources[1]
        assert b.sinks[0, "video"].source is source
        assert allowed_bitrate(source) == 2_500_000
        again = 100.0 + PATIENCE + 2 * FIRST_PAUSE
        assert listener.listening.check(listener, again)
        requests = bench.relay.counters()["keyframe_requests"]
        a.call.wire()
        assert listener.sinks[0, "video"].waiting
        assert bench.relay.counters()["keyframe_requests"] == requests + 1
        assert not listener.listening.check(listener, again + 1)


async def test_signers_are_never_paused() -> None:
    async with two_legs() as (_, a, b):
        a.sources[2].flowing, a.sources[2].bitrate = True, 1_000_000
        b.remb_bitrate = 10_000
        assert not any(b.listening.check(b, 100.0 + second) for second in range(10))
