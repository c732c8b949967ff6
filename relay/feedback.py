"""RTCP that a leg sends: reports about its streams, and requests about those it watches."""

from relay import rtcp, transport_feedback
from relay.leg import Leg
from relay.sender_cap import tell_cap
from relay.sink import Sink


def handle_rtcp(leg: Leg, data: bytes, now: float) -> None:
    """`data` is an authenticated compound from `leg`. Broken parts are ignored."""
    for packet in rtcp.packets(data):
        if packet.kind in (rtcp.SENDER_REPORT, rtcp.RECEIVER_REPORT):
            _report(leg, packet, now)
        elif packet.kind == rtcp.PAYLOAD_FEEDBACK:
            _payload_feedback(leg, packet, now)
        elif packet.kind == rtcp.TRANSPORT_FEEDBACK and packet.form == rtcp.NACK:
            _nack(leg, packet.body, now)
        elif packet.kind == rtcp.TRANSPORT_FEEDBACK and packet.form == rtcp.TRANSPORT_WIDE:
            _transport_wide(leg, packet.body, now)


def _report(leg: Leg, packet: rtcp.Packet, now: float) -> None:
    if packet.kind == rtcp.SENDER_REPORT:
        parsed = rtcp.sender_info(packet.body)
        source = leg.sources.get(parsed[0]) if parsed else None
        if parsed and source:
            source.reception.note_sender_info(parsed[1], now)
    for block in rtcp.report_blocks(packet):
        sink = leg.sinks_by_ssrc.get(block.ssrc)
        if sink is not None:
            leg.round_trip.reported(block, now)
            sink.note_report(block)


def _payload_feedback(leg: Leg, packet: rtcp.Packet, now: float) -> None:
    if packet.form == rtcp.PLI:
        _want_keyframe(_watched(leg, rtcp.feedback_target(packet.body)), now)
    elif packet.form == rtcp.FIR:
        for ssrc in rtcp.fir_targets(packet.body):
            _want_keyframe(_watched(leg, ssrc), now)
    elif packet.form == rtcp.APPLICATION:
        bitrate = rtcp.remb_bitrate(packet.body)
        if bitrate is not None:
            leg.remb_bitrate = bitrate
            _spread_bitrate(leg)


def _want_keyframe(sink: Sink | None, now: float) -> None:
    if sink is not None and sink.source is not None:
        sink.source.want_keyframe(now)


def _spread_bitrate(leg: Leg) -> None:
    for sink in leg.sinks.values():
        if sink.source is not None and sink.codec.kind == "video":
            tell_cap(sink.source, only_when_lower=True)


def _nack(leg: Leg, body: bytes, now: float) -> None:
    """Answered from what is kept, or not at all: what the relay misses, it asks for by itself."""
    sink = _watched(leg, rtcp.feedback_target(body))
    if sink is None or sink.resender is None or not leg.feedbacks.take(now):
        return
    for sequence, _ in zip(rtcp.nack_sequences(body), range(rtcp.MAX_NACKED), strict=False):
        if not leg.resends.take(now):
            break
        sink.resender.resend(sequence, now)


def _transport_wide(leg: Leg, body: bytes, now: float) -> None:
    if leg.feedbacks.take(now):
        before = leg.downlink.bitrate
        arrivals = transport_feedback.read(body)
        leg.downlink.feedback(arrivals, leg.departures, leg.round_trip.seconds, now)
        if leg.downlink.bitrate < before:  # what grows is told with the next report
            _spread_bitrate(leg)


def _watched(leg: Leg, ssrc: int | None) -> Sink | None:
    return leg.sinks_by_ssrc.get(ssrc) if ssrc is not None else None
