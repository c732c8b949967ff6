"""RTCP that the relay sends of itself: sender and receiver reports, REMB (RFC 3550 section 6.4)."""

from relay import rtcp
from relay.leg import Leg
from relay.rtcp import SenderInfo
from relay.sink import Sink
from relay.source import Source

REPORT_INTERVAL = 1.0
LOWER = 0.97
"""A cap this much lower is told at once, as libwebrtc's receivers do; others with the next report."""


def send_reports(leg: Leg, now: float) -> None:
    """One compound: what we received from the leg, what we sent to it, how much it may send."""
    blocks = [source.reception.report(ssrc, now) for ssrc, source in leg.sources.items()]
    compound = [rtcp.receiver_report(leg.reporter_ssrc, [b for b in blocks if b is not None])]
    for sink in leg.sinks.values():
        info = sender_info(sink, now)
        if info is not None:
            compound.append(rtcp.sender_report(sink.ssrc, info))
            compound.append(rtcp.source_description([sink.ssrc], cname(sink.slot)))
    compound.insert(1, rtcp.source_description([leg.reporter_ssrc], "relay"))
    leg.send_rtcp(b"".join(compound))
    for source in leg.sources.values():
        if source.codec.kind == "video":
            tell_bitrate(source)


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


def allowed_bitrate(source: Source) -> int:
    """bit/s: the least that any viewer can take, who shares its own limit among what it watches."""
    caps = [source.leg.call.max_bitrate]
    for sink in source.sinks:
        if sink.leg.remb_bitrate is not None:
            caps.append(sink.leg.remb_bitrate // max(1, _watched_videos(sink.leg)))
    return min(caps)


def tell_bitrate(source: Source, *, only_when_lower: bool = False) -> None:
    """Sends REMB to the sender. It is repeated and raised: browsers obey the last one for ever."""
    bitrate = allowed_bitrate(source)
    if only_when_lower and bitrate > LOWER * source.told_bitrate:
        return
    source.told_bitrate = bitrate
    source.leg.send_rtcp(rtcp.remb(source.leg.reporter_ssrc, bitrate, [source.ssrc]))


def _watched_videos(leg: Leg) -> int:
    watched = [sink.source for sink in leg.sinks.values() if sink.codec.kind == "video"]
    return sum(source is not None and source.flowing for source in watched)
