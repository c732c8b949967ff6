"""Who only listens (supervisor, guest) has its pictures paused when its path cannot carry them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relay.sender_cap import SIGNING_SLOTS, downlink_limit

if TYPE_CHECKING:
    from relay.leg import Leg

CANNOT_KEEP_UP = 0.7
"""Share of the pictures' rate that the path must carry."""
PATIENCE = 1.0
FIRST_PAUSE = 5.0
LONGEST_PAUSE = 40.0
"""Seconds until the pictures are tried again; twice as long if that was less than a minute ago."""
WENT_WELL = 60.0


class ListenerPause:
    """Of one leg; times are seconds of a monotonic clock."""

    def __init__(self) -> None:
        self.paused = False
        self._pause = FIRST_PAUSE
        self._too_slow_since = float("inf")
        self._changed_at = float("-inf")

    def check(self, leg: Leg, now: float) -> bool:
        """True when `paused` changed: then the call is to be wired again."""
        if self.paused:
            return self._resume(leg, now)
        if leg.slot in SIGNING_SLOTS or not self._too_slow(leg):
            self._too_slow_since = float("inf")
            return False
        self._too_slow_since = min(self._too_slow_since, now)
        if now - self._too_slow_since < PATIENCE:
            return False
        went_well = now - self._changed_at > WENT_WELL
        self._pause = FIRST_PAUSE if went_well else min(LONGEST_PAUSE, 2 * self._pause)
        self._change(now, paused=True)
        return True

    def _resume(self, leg: Leg, now: float) -> bool:
        if now - self._changed_at < self._pause:
            return False
        # Nothing was sent, so nothing was learned: the estimate starts anew.
        leg.forget_downlink()
        self._change(now, paused=False)
        return True

    def _change(self, now: float, *, paused: bool) -> None:
        self.paused = paused
        self._changed_at = now
        self._too_slow_since = float("inf")

    def _too_slow(self, leg: Leg) -> bool:
        watched = [sink.source for sink in leg.sinks.values() if sink.codec.kind == "video"]
        rate = sum(source.bitrate for source in watched if source is not None)
        limit = downlink_limit(leg)
        return limit is not None and limit < CANNOT_KEEP_UP * rate
