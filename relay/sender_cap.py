"""How much a sender of video may send: what the slowest who reads its signing can take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relay import rtcp
from relay.events import LegCap

if TYPE_CHECKING:
    from relay.leg import Leg
    from relay.source import Source

SIGNING_SLOTS = frozenset((0, 1, 2, 3))
"""Caller, counselor, and the places of interpreters. A listener never lowers the signing."""
LOWER = 0.97
"""A cap this much lower is told at once, as libwebrtc's receivers do; others with the next report."""

TOLD_EVERY = 0.5
TOLD_CHANGE = 0.05


class CapTeller:
    """Tells one leg's cap when it changes by more than `TOLD_CHANGE`, every `TOLD_EVERY` s at most."""

    def __init__(self) -> None:
        self._told = 0
        self._at = float("-inf")

    def check(self, leg: Leg, now: float) -> LegCap | None:
        source = next((s for s in leg.sources.values() if s.gaps is not None), None)
        if source is None or now - self._at < TOLD_EVERY:
            return None
        kbps = allowed_bitrate(source) // 1000
        if abs(kbps - self._told) <= TOLD_CHANGE * self._told:
            return None
        self._told, self._at = kbps, now
        return LegCap(leg.call.call_id, leg.leg_id, kbps)


def downlink_limit(leg: Leg) -> float | None:
    """bit/s that the leg can take, by its REMB and by our estimate; None while neither is known."""
    known = [float(leg.remb_bitrate)] if leg.remb_bitrate is not None else []
    if leg.downlink.heard:
        known.append(leg.downlink.bitrate)
    return min(known) if known else None


def allowed_bitrate(source: Source) -> int:
    """bit/s: the least that any of the viewers that count can take, shared among what it watches."""
    rates = source.leg.call.rates
    caps = [float(rates.highest)]
    for sink in source.sinks:
        if sink.leg.slot in SIGNING_SLOTS:
            limit = downlink_limit(sink.leg)
            if limit is not None:
                caps.append(limit / max(1, watched_videos(sink.leg)))
    return max(rates.lowest, int(min(caps)))


def tell_cap(source: Source, *, only_when_lower: bool = False) -> None:
    """Sends REMB to the sender. It is repeated and raised: browsers obey the last one for ever."""
    bitrate = allowed_bitrate(source)
    if only_when_lower and bitrate > LOWER * source.told_bitrate:
        return
    source.told_bitrate = bitrate
    source.leg.send_rtcp(rtcp.remb(source.leg.reporter_ssrc, bitrate, [source.ssrc]))


def watched_videos(leg: Leg) -> int:
    """How many pictures flow to the leg."""
    watched = [sink.source for sink in leg.sinks.values() if sink.codec.kind == "video"]
    return sum(source is not None and source.flowing for source in watched)
