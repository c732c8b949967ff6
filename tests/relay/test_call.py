"""Who takes what, as legs, sources and the call's state change."""

from relay import command_handlers
from relay.answer import Answer
from relay.commands import CloseLeg, StopCall
from relay.leg import Leg
from tests.relay.legs import two_legs


def taken(leg: Leg) -> set[tuple[int, str]]:
    """The places in which `leg` gets something."""
    return {place for place, sink in leg.sinks.items() if sink.source is not None}


async def test_each_leg_takes_the_others_streams_and_never_its_own() -> None:
    async with two_legs() as (bench, a, b):
        assert taken(a) == {(1, "audio"), (1, "video")}
        assert taken(b) == {(0, "audio"), (0, "video")}
        third = bench.open("third", 4)
        assert taken(third) == {(0, "audio"), (0, "video"), (1, "audio"), (1, "video")}
        assert taken(a) == {(1, "audio"), (1, "video"), (4, "audio"), (4, "video")}


async def test_a_stopped_call_takes_nothing() -> None:
    async with two_legs() as (bench, a, b):
        bench.relay.submit(StopCall("c"))
        assert taken(a) == taken(b) == set()
        assert all(source.sinks == [] for leg in (a, b) for source in leg.sources.values())


async def test_a_closed_leg_is_taken_by_nobody() -> None:
    async with two_legs() as (bench, _a, b):
        bench.relay.submit(CloseLeg("a"))
        assert taken(b) == set()


async def test_a_stream_that_is_no_longer_signalled_is_taken_by_nobody() -> None:
    async with two_legs() as (_, a, b):
        kept = a.sources[1]
        command_handlers._set_sources(a, Answer((), 1, None))
        a.call.wire()
        assert taken(b) == {(0, "audio")}
        assert a.sources == {1: kept}


async def test_the_next_leg_in_a_slot_takes_the_same_place() -> None:
    async with two_legs() as (bench, _a, b):
        sink = b.sinks[0, "video"]
        bench.relay.submit(CloseLeg("a"))
        again = bench.open("again", 0)
        assert sink.source is again.sources[2]
        assert sink.waiting


async def test_a_leg_without_an_address_is_left_out() -> None:
    async with two_legs() as (_, a, b):
        b.lose_destination()
        assert taken(b) == set()
        assert taken(a) == set()
        b.move(("127.0.0.1", 5001))
        assert taken(b) == {(0, "audio"), (0, "video")}
