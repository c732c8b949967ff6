"""RTCP that a leg sends: reports about its streams, and requests about those it watches."""

from relay import rtcp
from relay.leg import Leg
from relay.reports import tell_bitrate
from relay.sink import Sink

MAX_NACKED = 64
"""Packets that one NACK may ask for; the rest is repaired by a keyframe."""


def handle_rtcp(leg: Leg, data: bytes, now: float) -> None:
    """`data` is an authenticated compound from `leg`. Broken parts are ignored."""
    for packet in rtcp.packets(data):
        if packet.kind == rtcp.SENDER_REPORT:
            _sender_report(leg, packet.body, now)
        elif packet.kind == rtcp.PAYLOAD_FEEDBACK:
            _payload_feedback(leg, packet, now)
        elif packet.kind == rtcp.TRANSPORT_FEEDBACK and packet.form == rtcp.NACK:
            _nack(leg, packet.body, now)


def _sender_report(leg: Leg, body: bytes, now: float) -> None:
    parsed = rtcp.sender_info(body)
    source = leg.sources.get(parsed[0]) if parsed else None
    if parsed and source:
        source.reception.note_sender_info(parsed[1], now)


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
            tell_bitrate(sink.source, only_when_lower=True)


def _nack(leg: Leg, body: bytes, now: float) -> None:
    sink = _watched(leg, rtcp.feedback_target(body))
    if sink is None or sink.source is None:
        return
    missing = []
    for sequence, _ in zip(rtcp.nack_sequences(body), range(MAX_NACKED), strict=False):
        if not leg.resends.take(now):
            break
        if not sink.resend(sequence):
            missing.append(sink.timeline.source_sequence(sequence))
    wanted = [sequence for sequence in missing if sequence is not None]
    if wanted:
        sink.source.request_packets(wanted)


def _watched(leg: Leg, ssrc: int | None) -> Sink | None:
    return leg.sinks_by_ssrc.get(ssrc) if ssrc is not None else None
