"""RTCP that the relay sends of itself: sender and receiver reports (RFC 3550 section 6.4)."""

from relay import rtcp
from relay.leg import Leg
from relay.rtcp import SenderInfo
from relay.sender_cap import tell_cap
from relay.sink import Sink

REPORT_INTERVAL = 1.0


def send_reports(leg: Leg, now: float) -> None:
    """One compound: what we received from the leg, what we sent to it, how much it may send."""
    blocks = [source.reception.report(ssrc, now) for ssrc, source in leg.sources.items()]
    compound = [rtcp.receiver_report(leg.reporter_ssrc, [b for b in blocks if b is not None])]
    for sink in leg.sinks.values():
        info = sender_info(sink, now)
        if info is not None:
            compound.append(rtcp.sender_report(sink.ssrc, info))
            leg.round_trip.sent(sink.ssrc, info.ntp, now)
            compound.append(rtcp.source_description([sink.ssrc], cname(sink.slot)))
    compound.insert(1, rtcp.source_description([leg.reporter_ssrc], "relay"))
    leg.send_rtcp(b"".join(compound))
    for source in leg.sources.values():
        if source.codec.kind == "video":
            tell_cap(source)


def cname(slot: int) -> str:
    """One name for a slot's audio and video, so that browsers keep them in step."""
    return f"slot{slot}"


def sender_info(sink: Sink, now: float) -> SenderInfo | None:
    """The source's last report, moved on to now and into the sink's numbers.

    The source's NTP clock is kept: audio and video of one person then stay as far apart as they
    were made. None until the source has reported, or while nothing is forwarded.
    """
    source = sink.source
    if source is None or sink.waiting or source.reception.sender_info is None:
        return None
    original = source.reception.sender_info
    elapsed = now - source.reception.sender_info_at
    ntp = (original.ntp + int(elapsed * (1 << 32))) & 0xFFFFFFFFFFFFFFFF
    ticks = original.timestamp + int(elapsed * sink.codec.clock_rate)
    timestamp = (ticks + sink.timeline.timestamp_offset) & 0xFFFFFFFF
    return SenderInfo(ntp, timestamp, sink.packets & 0xFFFFFFFF, sink.octets & 0xFFFFFFFF)
