"""RTCP through the relay: keyframes, lost packets, bandwidth, reports."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from relay import rtcp
from relay.commands import StartCall
from relay.feedback import handle_rtcp
from tests.relay.support import (
    DELTA,
    KEYFRAME,
    Peer,
    connect_peer,
    send_and_settle,
    two_peers,
    until,
)


def is_pli(packet: rtcp.Packet) -> bool:
    return packet.kind == rtcp.PAYLOAD_FEEDBACK and packet.form == rtcp.PLI


def is_nack(packet: rtcp.Packet) -> bool:
    return packet.kind == rtcp.TRANSPORT_FEEDBACK and packet.form == rtcp.NACK


def remb_of(packet: rtcp.Packet) -> int:
    if packet.kind == rtcp.PAYLOAD_FEEDBACK and packet.form == rtcp.APPLICATION:
        return rtcp.remb_bitrate(packet.body) or 0
    return 0


async def watching(a: Peer, b: Peer) -> int:
    """Sends a keyframe from `a`; the SSRC under which `b` sees the video."""
    a.send("video", KEYFRAME, 100)
    return (await b.rtp())[0].ssrc


async def test_a_viewers_pli_reaches_the_source_with_its_own_ssrc() -> None:
    async with two_peers() as (relay, _, a, b):
        relay.submit(StartCall("c"))
        ssrc = await watching(a, b)
        requests = relay.counters()["keyframe_requests"]
        b.send_rtcp(rtcp.pli(1, ssrc))
        await until(lambda: relay.counters()["keyframe_requests"] > requests)
        packet = await a.rtcp(is_pli)
        assert rtcp.feedback_target(packet.body) == a.client.ssrcs["video"]


async def test_many_requests_become_one_in_half_a_second() -> None:
    async with two_peers() as (relay, _, a, b):
        relay.submit(StartCall("c"))
        ssrc = await watching(a, b)
        started = asyncio.get_running_loop().time()
        requests = relay.counters()["keyframe_requests"]
        for _ in range(50):
            await send_and_settle(relay, lambda: b.send_rtcp(rtcp.pli(1, ssrc)))
        took = asyncio.get_running_loop().time() - started
        assert relay.counters()["keyframe_requests"] - requests <= 1 + took / 0.5


async def test_a_fir_is_a_keyframe_request() -> None:
    async with two_peers() as (relay, _, a, b):
        relay.submit(StartCall("c"))
        ssrc = await watching(a, b)
        requests = relay.counters()["keyframe_requests"]
        body = bytes(8) + ssrc.to_bytes(4, "big") + bytes(4)
        header = bytes((0x80 | rtcp.FIR, rtcp.PAYLOAD_FEEDBACK, 0, len(body) // 4))
        b.send_rtcp(header + body)
        await until(lambda: relay.counters()["keyframe_requests"] > requests)


async def test_a_joining_leg_brings_a_keyframe_request_at_once() -> None:
    async with two_peers() as (relay, log, a, b):
        relay.submit(StartCall("c"))
        await watching(a, b)
        requests = relay.counters()["keyframe_requests"]
        third = await connect_peer(relay, log, "c", "third", 2)
        assert relay.counters()["keyframe_requests"] > requests
        a.send("video", KEYFRAME, 101)
        assert (await third.rtp())[1] == KEYFRAME
        third.client.close()


async def test_a_lost_packet_is_sent_again_with_identical_bytes() -> None:
    async with two_peers() as (relay, _, a, b):
        relay.submit(StartCall("c"))
        ssrc = await watching(a, b)
        a.send("video", DELTA, 101)
        original = await b.encrypted_rtp()
        sequence = int.from_bytes(original[2:4], "big")
        b.send_rtcp(rtcp.nack(1, ssrc, [sequence]))
        assert await b.encrypted_rtp() == original
        assert relay.counters()["packets_retransmitted"] == 1


async def test_what_the_relay_never_had_is_asked_of_the_source_in_its_numbers() -> None:
    async with two_peers() as (relay, _, a, b):
        relay.submit(StartCall("c"))
        ssrc = await watching(a, b)  # 100
        a.send("video", DELTA, 103)  # 101 and 102 are lost on the way up
        header, _payload = await b.rtp()
        missing = [header.sequence - 2, header.sequence - 1]
        b.send_rtcp(rtcp.nack(1, ssrc, [number & 0xFFFF for number in missing]))
        packet = await a.rtcp(is_nack)
        assert rtcp.feedback_target(packet.body) == a.client.ssrcs["video"]
        assert list(rtcp.nack_sequences(packet.body)) == [101, 102]
        a.send("video", b"\x80\x80\x80\x02\x01late", 101)
        late, payload = await b.rtp()
        assert late.sequence == missing[0] & 0xFFFF
        assert payload.endswith(b"late")


async def test_one_nack_asks_for_a_bounded_number() -> None:
    async with two_peers() as (relay, _, a, b):
        relay.submit(StartCall("c"))
        ssrc = await watching(a, b)
        everything = rtcp.nack(1, ssrc, range(250))
        before = relay.counters()["packets_retransmitted"]
        await send_and_settle(relay, lambda: b.send_rtcp(everything))
        assert relay.counters()["packets_retransmitted"] - before <= 64


async def test_the_lowest_viewer_is_what_the_sender_is_told() -> None:
    async with two_peers() as (relay, log, a, b):
        third = await connect_peer(relay, log, "c", "third", 2)
        relay.submit(StartCall("c"))
        await watching(a, b)
        third.send_rtcp(rtcp.remb(1, 900_000, [1]))
        b.send_rtcp(rtcp.remb(1, 400_000, [1]))
        await a.rtcp(lambda packet: remb_of(packet) == 400_000)
        b.send_rtcp(rtcp.remb(1, 4_000_000, [1]))
        await a.rtcp(lambda packet: remb_of(packet) == 900_000)
        third.client.close()


async def test_a_viewer_of_two_videos_shares_its_limit() -> None:
    async with two_peers() as (relay, log, a, b):
        third = await connect_peer(relay, log, "c", "third", 2)
        relay.submit(StartCall("c"))
        a.send("video", KEYFRAME, 1)
        b.send("video", KEYFRAME, 1)
        await until(lambda: relay.counters()["packets_forwarded"] == 4)
        third.send_rtcp(rtcp.remb(1, 800_000, [1]))
        await a.rtcp(lambda packet: remb_of(packet) == 400_000)
        third.client.close()


async def test_without_a_viewers_limit_the_setting_counts() -> None:
    async with two_peers(max_kbps=1234) as (relay, _, a, b):
        relay.submit(StartCall("c"))
        await watching(a, b)
        told = await a.rtcp(lambda packet: remb_of(packet) > 0)
        assert 1_233_000 < remb_of(told) <= 1_234_000


async def test_the_sender_gets_our_receiver_report() -> None:
    async with two_peers() as (relay, _, a, b):
        relay.submit(StartCall("c"))
        await watching(a, b)
        a.send("video", DELTA, 103)
        packet = await a.rtcp(
            lambda p: p.kind == rtcp.RECEIVER_REPORT and p.form > 0 and bool(p.body[11])
        )
        block = packet.body[4:28]
        assert int.from_bytes(block[0:4], "big") == a.client.ssrcs["video"]
        assert int.from_bytes(block[5:8], "big") == 2  # lost since the start
        assert int.from_bytes(block[8:12], "big") == 103


async def test_the_viewer_gets_a_sender_report_in_its_own_numbers() -> None:
    async with two_peers() as (relay, _, a, b):
        relay.submit(StartCall("c"))
        a.send("audio", b"first", 1, 5000)
        header, _payload = await b.rtp()
        info = rtcp.SenderInfo(1000 << 32, 5000, 1, 5)
        a.send_rtcp(rtcp.sender_report(a.client.ssrcs["audio"], info))
        packet = await b.rtcp(lambda p: p.kind == rtcp.SENDER_REPORT)
        told = rtcp.sender_info(packet.body)
        assert told is not None
        ssrc, mapped = told
        assert ssrc == header.ssrc
        elapsed = (mapped.ntp - info.ntp) / (1 << 32)
        assert elapsed >= 0
        ticks = (mapped.timestamp - header.timestamp) & 0xFFFFFFFF
        assert abs(ticks - elapsed * 48000) < 2
        assert (mapped.packets, mapped.octets) == (1, 5)


@given(data=st.binary(max_size=400))
async def test_any_rtcp_from_an_authentic_leg_is_survived(data: bytes) -> None:
    from tests.relay.legs import two_legs

    async with two_legs() as (_, a, b):
        for packet in (data, bytes((0x81, 206)) + data, bytes((0x81, 205, 0, 8)) + data):
            handle_rtcp(a, packet, 1.0)
        assert b.sources
