"""One stream that a leg sends: its statistics, who takes it, when it was last asked for a keyframe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relay import rtcp
from relay.codecs import CodecEntry
from relay.reception import Reception

if TYPE_CHECKING:
    from relay.leg import Leg
    from relay.sink import Sink

KEYFRAME_INTERVAL = 0.5
"""Seconds between two keyframe requests to one source, except for joins."""


class Source:
    __slots__ = (
        "_keyframe_wanted",
        "_requested_at",
        "codec",
        "flowing",
        "leg",
        "reception",
        "sinks",
        "ssrc",
        "told_bitrate",
    )

    def __init__(self, leg: Leg, codec: CodecEntry, ssrc: int) -> None:
        self.leg = leg
        self.codec = codec
        self.ssrc = ssrc
        self.flowing = False
        self.reception = Reception(codec.clock_rate)
        self.sinks: list[Sink] = []
        self.told_bitrate = 0
        self._keyframe_wanted = False
        self._requested_at = float("-inf")

    def end(self) -> None:
        """Nobody takes it any more; `Call.wire` then frees the sinks."""
        self.sinks = []

    def want_keyframe(self, now: float, *, at_once: bool = False) -> None:
        """Asks the sender for a keyframe; requests within `KEYFRAME_INTERVAL` become one later."""
        self._keyframe_wanted = True
        if at_once:
            self._requested_at = float("-inf")
        self.request_keyframe_if_due(now)

    def request_keyframe_if_due(self, now: float) -> None:
        """Sends what `want_keyframe` put off, and asks again while a viewer still waits for one."""
        waiting = self.codec.kind == "video" and any(sink.waiting for sink in self.sinks)
        if not (self.flowing and (self._keyframe_wanted or waiting)):
            return
        if now - self._requested_at < KEYFRAME_INTERVAL or not self.leg.ready:
            return
        self._requested_at = now
        self._keyframe_wanted = False
        self.leg.counters.keyframe_requests += 1
        self.leg.send_rtcp(rtcp.pli(self.leg.reporter_ssrc, self.ssrc))

    def request_packets(self, sequences: list[int]) -> None:
        """Passes a viewer's NACK on, already in this source's numbers."""
        self.leg.send_rtcp(rtcp.nack(self.leg.reporter_ssrc, self.ssrc, sequences))
