"""When a leg counts as silent, by what it was doing before."""

from relay.events import LegBack, LegSilent
from relay.leg import Leg
from relay.liveness import check_silence
from tests.relay.legs import two_legs


def check(leg: Leg, now: float) -> LegSilent | LegBack | None:
    return check_silence(leg, 2.0, 8.0, now)


async def test_a_leg_with_media_is_silent_after_two_seconds() -> None:
    async with two_legs() as (_, a, _b):
        a.heard = a.media_at = 100.0
        assert check(a, 102.0) is None
        assert check(a, 102.5) == LegSilent("c", "a", 2.5)
        assert check(a, 103.0) is None


async def test_a_leg_without_media_has_the_time_of_two_consent_checks() -> None:
    async with two_legs() as (_, a, _b):
        a.media_at, a.heard = 50.0, 100.0
        assert check(a, 107.9) is None
        assert check(a, 108.5) == LegSilent("c", "a", 8.5)


async def test_a_leg_that_never_sent_media_is_quiet() -> None:
    async with two_legs() as (_, a, _b):
        a.heard = 100.0
        assert check(a, 105.0) is None


async def test_any_sign_brings_it_back_once() -> None:
    async with two_legs() as (_, a, _b):
        a.heard = a.media_at = 100.0
        assert check(a, 103.0) is not None
        a.heard = 103.5
        assert check(a, 103.6) == LegBack("c", "a")
        assert check(a, 103.7) is None
