"""Is a leg still there? Judged by authenticated packets of any kind."""

from relay.events import LegBack, LegSilent
from relay.leg import Leg

FLOWING = 1.0
"""Media counts as flowing until the end when it is at most this much (s) older than the last sign."""


def check_silence(
    leg: Leg, silent_after: float, quiet_silent_after: float, now: float
) -> LegSilent | LegBack | None:
    """What there is to tell about a connected leg, once for each change. Times are seconds."""
    if leg.silent_since is not None:
        if leg.heard <= leg.silent_since:
            return None
        leg.silent_since = None
        return LegBack(leg.call.call_id, leg.leg_id)
    media_flowed = leg.heard - leg.media_at <= FLOWING
    limit = silent_after if media_flowed else quiet_silent_after
    if now - leg.heard <= limit:
        return None
    leg.silent_since = leg.heard
    return LegSilent(leg.call.call_id, leg.leg_id, now - leg.heard)
