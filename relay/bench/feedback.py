"""RTCP of a client of the load, both ways, at the rates of browsers."""

from __future__ import annotations

from relay import rtcp
from relay.bench.client import Client
from relay.bench.media import BIT_RATE

REMB = BIT_RATE
"""What a viewer asks for: the rate of the load itself, so that a peer that encodes again matches it."""


def send_report(client: Client, now: float) -> None:
    """A sender report for each stream with what was received, and for peers without RTX the REMB."""
    compound, blocks = b"", client.received.blocks(now)
    for stream in client.sent.values():
        info = rtcp.SenderInfo(
            int(now * (1 << 32)), stream.timestamp, stream.packets, stream.octets
        )
        compound += rtcp.sender_report(stream.ssrc, info, blocks)
        compound += rtcp.source_description([stream.ssrc], "load")
        blocks = []
    if not client.rtx:
        ssrcs = sorted(client.received.ssrcs)[:4]
        compound += rtcp.remb(client.sent["video"].ssrc, REMB, ssrcs)
    client.send_rtcp(compound)


def send_feedback(client: Client, now: float) -> None:
    """The arrival times since the last feedback, where the server numbers its packets."""
    report = client.received.arrivals.report(now)
    if report is not None:
        sender = client.sent["video"].ssrc
        media = next(iter(client.received.gaps), 0)
        client.send_rtcp(rtcp.transport_wide(sender, media, report))


def ask_for_lost(client: Client, now: float) -> None:
    if client.rtx:
        compound = client.received.nacks(client.sent["video"].ssrc, now)
        if compound:
            client.send_rtcp(compound)


def take_rtcp(client: Client, data: bytes, now: float) -> None:
    """Answers NACKs and keyframe requests; remembers sender reports for our own reports."""
    for packet in rtcp.packets(data):
        if packet.kind == rtcp.SENDER_REPORT:
            _take_report(client, packet.body, now)
        elif packet.kind == rtcp.TRANSPORT_FEEDBACK and packet.form == rtcp.NACK:
            _resend(client, packet.body)
        elif packet.kind == rtcp.PAYLOAD_FEEDBACK and packet.form in (rtcp.PLI, rtcp.FIR):
            client.sent["video"].begin_again()


def _take_report(client: Client, body: bytes, now: float) -> None:
    parsed = rtcp.sender_info(body)
    reception = client.received.receptions.get(parsed[0]) if parsed else None
    if parsed and reception:
        reception.note_sender_info(parsed[1], now)


def _resend(client: Client, body: bytes) -> None:
    video = client.sent["video"]
    payload_type = client.offered.sending("video").rtx_payload_type
    if rtcp.feedback_target(body) == video.ssrc and client.rtx and payload_type:
        for sequence in rtcp.nack_sequences(body):
            video.resend(sequence, payload_type, client.ssrcs["rtx"])
