"""What can be seen of a leg's media from the relay, every two seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relay.events import LegQuality

if TYPE_CHECKING:
    from relay.leg import Leg

INTERVAL = 2.0


class QualityMeter:
    """Remembers one leg's totals, so that the next look tells what came in between."""

    def __init__(self) -> None:
        self._at = float("-inf")
        self._before: dict[str, int] = {}

    def measure(self, leg: Leg, now: float) -> LegQuality | None:
        """None while it is not due; the first look only remembers."""
        elapsed = now - self._at
        if elapsed < INTERVAL:
            return None
        totals = _totals(leg)
        change = {name: total - self._before.get(name, 0) for name, total in totals.items()}
        first = not self._before
        self._at, self._before = now, totals
        if first:
            return None
        _note_bitrates(leg, elapsed)
        trip = leg.round_trip
        return LegQuality(
            leg.call.call_id,
            leg.leg_id,
            frames_per_second=max(0.0, round(change["frames"] / elapsed, 1)),
            loss_up=_share(change["lost_up"], change["expected_up"]),
            loss_down=_share(change["lost_down"], change["expected_down"]),
            round_trip_ms=round(trip.seconds * 1000, 1) if trip.measured else None,
            jitter_ms=round(1000 * max(_jitters(leg), default=0.0), 1),
            kbps_up=max(0, round(change["octets_up"] * 8 / elapsed / 1000)),
            kbps_down=max(0, round(change["octets_down"] * 8 / elapsed / 1000)),
            estimate_down_kbps=round(leg.downlink.bitrate / 1000) if leg.downlink.heard else None,
            keyframe_requests=max(0, change["keyframe_requests"]),
        )


def _totals(leg: Leg) -> dict[str, int]:
    sources, sinks = leg.sources.values(), leg.sinks.values()
    receptions = [source.reception for source in sources]
    return {
        "frames": sum(source.frames for source in sources),
        "expected_up": sum(reception.expected for reception in receptions),
        "lost_up": sum(reception.lost for reception in receptions),
        "expected_down": sum(sink.reported_expected for sink in sinks),
        "lost_down": sum(sink.reported_lost for sink in sinks),
        "octets_up": sum(source.octets for source in sources),
        "octets_down": sum(s.octets + 12 * s.packets + s.octets_resent for s in sinks),
        "keyframe_requests": sum(source.keyframe_requests for source in sources),
    }


def _note_bitrates(leg: Leg, elapsed: float) -> None:
    for source in leg.sources.values():
        source.bitrate = round((source.octets - source.octets_before) * 8 / elapsed)
        source.octets_before = source.octets


def _jitters(leg: Leg) -> list[float]:
    return [source.reception.jitter_seconds for source in leg.sources.values() if source.flowing]


def _share(lost: int, expected: int) -> float:
    """Between 0 and 1; duplicates can make fewer than none lost."""
    return round(min(1.0, max(0.0, lost / expected)), 4) if expected > 0 else 0.0
