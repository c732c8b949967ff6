"""Media over real UDP between two peers: what arrives, what is renumbered, what stays out."""

import asyncio
import itertools

import pytest

from relay import rtcp
from relay.addresses import interface_addresses
from relay.commands import CloseLeg, OpenCall, StartCall, StopCall
from relay.events import LegConnected, LegFlowing
from tests.relay.support import (
    DELTA,
    KEYFRAME,
    OPUS_PACKET,
    Peer,
    RtpHeader,
    connect_peer,
    open_peer,
    running_relay,
    send_and_settle,
    two_peers,
    until,
)


def ipv6_loopback() -> bool:
    return "::1" in interface_addresses()


def is_pli(packet: rtcp.Packet) -> bool:
    return packet.kind == rtcp.PAYLOAD_FEEDBACK and packet.form == rtcp.PLI


async def test_payloads_arrive_unchanged_both_ways() -> None:
    async with two_peers() as (relay, log, a, b):
        relay.submit(StartCall("c"))
        for sender, receiver in ((a, b), (b, a)):
            sender.send("video", KEYFRAME, 100, 5000)
            header, payload = await receiver.rtp()
            assert payload == KEYFRAME
            assert header.payload_type == 96
            sender.send("audio", OPUS_PACKET, 7, 960)
            header, payload = await receiver.rtp()
            assert (header.payload_type, payload) == (111, OPUS_PACKET)
        assert len(log.of(LegFlowing)) == 4
        assert relay.counters()["packets_forwarded"] == 4


async def test_legs_with_different_srtp_profiles_hear_each_other() -> None:
    async with running_relay() as (relay, log):
        relay.submit(OpenCall("c"))
        a = await connect_peer(relay, log, "c", "a", 0)
        client = await open_peer(relay, log, "c", "b", 1)
        client.profiles = (b"SRTP_AES128_CM_SHA1_80",)
        await client.connect()
        await log.wait(LegConnected, "b")
        b = Peer(client)
        relay.submit(StartCall("c"))
        longest = KEYFRAME + bytes(1500 - 12 - 16 - len(KEYFRAME))
        for sender, receiver in ((a, b), (b, a)):
            sender.send("video", longest, 1)
            assert (await receiver.rtp())[1] == longest
            sender.send_rtcp(rtcp.pli(1, 2))
        await until(lambda: relay.counters()["rtcp_received"] == 2)
        assert client.keys is not None
        assert client.keys.profile == "SRTP_AES128_CM_SHA1_80"
        a.client.close()
        client.close()


@pytest.mark.skipif(not ipv6_loopback(), reason="no IPv6 on this machine")
async def test_a_call_over_ipv6() -> None:
    async with two_peers(host="::1", advertised=("::1",)) as (relay, _, a, b):
        relay.submit(StartCall("c"))
        a.send("video", KEYFRAME, 1)
        assert (await b.rtp())[1] == KEYFRAME


async def test_the_ssrc_of_the_offer_is_used_and_numbers_follow_the_source() -> None:
    async with two_peers() as (relay, _, a, b):
        relay.submit(StartCall("c"))
        headers: list[RtpHeader] = []
        for number, payload in enumerate((KEYFRAME, DELTA, DELTA)):
            a.send("video", payload, 65534 + number & 0xFFFF, 3000 * number)
            headers.append((await b.rtp())[0])
        assert len({h.ssrc for h in headers}) == 1
        assert headers[0].ssrc != a.client.ssrcs["video"]
        steps = [(y.sequence - x.sequence) & 0xFFFF for x, y in itertools.pairwise(headers)]
        assert steps == [1, 1]
        assert headers[2].timestamp - headers[0].timestamp == 6000


async def test_nothing_is_forwarded_before_start_and_after_stop() -> None:
    async with two_peers() as (relay, _, a, b):
        await send_and_settle(relay, lambda: a.send("audio", b"before", 1))
        relay.submit(StartCall("c"))
        a.send("audio", b"during", 2)
        assert (await b.rtp())[1] == b"during"
        relay.submit(StopCall("c"))
        await send_and_settle(relay, lambda: a.send("audio", b"held", 3))
        relay.submit(StartCall("c"))
        a.send("audio", b"again", 4)
        assert (await b.rtp())[1] == b"again"
        assert relay.counters()["packets_forwarded"] == 2


async def test_numbers_go_on_without_a_gap_after_a_hold() -> None:
    async with two_peers() as (relay, _, a, b):
        relay.submit(StartCall("c"))
        a.send("audio", b"one", 10, 9600)
        before = (await b.rtp())[0]
        relay.submit(StopCall("c"))
        relay.submit(StartCall("c"))
        a.send("audio", b"two", 5000, 99999999)
        after = (await b.rtp())[0]
        assert (after.sequence - before.sequence) & 0xFFFF == 1
        assert 0 < (after.timestamp - before.timestamp) & 0xFFFFFFFF < 48000 * 15


async def test_video_begins_with_a_keyframe_which_is_asked_for() -> None:
    async with two_peers() as (relay, _, a, b):
        await send_and_settle(relay, lambda: a.send("video", DELTA, 1))
        relay.submit(StartCall("c"))
        assert rtcp.feedback_target((await a.rtcp(is_pli)).body) == a.client.ssrcs["video"]
        a.send("video", DELTA, 2)
        a.send("video", KEYFRAME, 3)
        assert (await b.rtp())[1] == KEYFRAME


async def test_a_keyframe_is_asked_for_again_until_it_comes() -> None:
    async with two_peers() as (relay, _, a, _b):
        a.send("video", DELTA, 1)
        relay.submit(StartCall("c"))
        await a.rtcp(is_pli)
        a.send("video", DELTA, 2)
        await a.rtcp(is_pli)


async def test_a_duplicate_and_a_replayed_packet_pass_once() -> None:
    async with two_peers() as (relay, _, a, b):
        relay.submit(StartCall("c"))
        packet = a.send("audio", b"once", 1)
        a.client.socket.send(packet)
        a.client.socket.send(packet)
        a.send("audio", b"next", 2)
        assert [(await b.rtp())[1], (await b.rtp())[1]] == [b"once", b"next"]
        assert relay.counters()["dropped_srtp"] == 2


async def test_an_unsignalled_ssrc_is_dropped_before_decryption() -> None:
    async with two_peers() as (relay, _, a, b):
        relay.submit(StartCall("c"))
        signalled = a.client.ssrcs["audio"]
        a.client.ssrcs["audio"] = signalled + 1
        a.send("audio", b"stranger", 1)
        a.client.ssrcs["audio"] = signalled
        a.send("audio", b"known", 1)
        assert (await b.rtp())[1] == b"known"
        assert relay.counters()["dropped_unknown_ssrc"] == 1


async def test_a_changed_packet_is_dropped() -> None:
    async with two_peers() as (relay, _, a, b):
        relay.submit(StartCall("c"))
        packet = bytearray(a.protect("audio", b"original", 1))
        packet[-1] ^= 1
        a.client.socket.send(packet)
        a.send("audio", b"good", 2)
        assert (await b.rtp())[1] == b"good"
        assert relay.counters()["dropped_srtp"] == 1


async def test_packets_too_long_or_too_short_are_dropped() -> None:
    async with two_peers() as (relay, _, a, b):
        relay.submit(StartCall("c"))
        a.client.socket.send(b"\x80" + bytes(1600))
        a.client.socket.send(b"\x80\x6f")
        a.send("audio", b"good", 2)
        assert (await b.rtp())[1] == b"good"
        counters = relay.counters()
        assert (counters["dropped_too_long"], counters["dropped_malformed"]) == (1, 1)


async def test_a_closed_leg_sends_and_gets_nothing_more() -> None:
    async with two_peers() as (relay, _, a, b):
        relay.submit(StartCall("c"))
        a.send("audio", b"one", 1)
        await b.rtp()
        relay.submit(CloseLeg("b"))
        dropped = relay.counters()["dropped_unknown_address"]
        forwarded = relay.counters()["packets_forwarded"]
        b.send("audio", b"from the dead", 1)
        await until(lambda: relay.counters()["dropped_unknown_address"] > dropped)
        await send_and_settle(relay, lambda: a.send("audio", b"to the dead", 2))
        assert relay.counters()["packets_forwarded"] == forwarded


async def test_late_packets_from_before_a_hold_stay_out() -> None:
    async with two_peers() as (relay, _, a, b):
        relay.submit(StartCall("c"))
        a.send("audio", b"1", 1)
        await b.rtp()
        late = a.protect("audio", b"2, late", 2)
        relay.submit(StopCall("c"))
        relay.submit(StartCall("c"))
        a.send("audio", b"3", 3)
        a.client.socket.send(late)
        a.send("audio", b"4", 4)
        assert [(await b.rtp())[1], (await b.rtp())[1]] == [b"3", b"4"]


@pytest.mark.parametrize("moved", ["audio", "video"])
async def test_media_moves_with_the_first_fresh_packet_from_a_checked_address(moved: str) -> None:
    async with two_peers() as (relay, _, a, b):
        relay.submit(StartCall("c"))
        a.send("audio", b"before", 1)
        assert (await b.rtp())[1] == b"before"
        old = await _rebind(b)
        try:
            b.send(moved, KEYFRAME, 1)
            await a.rtp()
            a.send("audio", b"after", 2)
            assert (await b.rtp())[1] == b"after"
        finally:
            old.close()


async def test_a_replayed_check_from_another_address_moves_nothing() -> None:
    """The victim's address passes a check (replayed), but no fresh packet comes from it."""
    async with two_peers() as (relay, _, a, b):
        relay.submit(StartCall("c"))
        packet = b.send("audio", b"mine", 1)
        await a.rtp()
        victim = await _rebind(b)  # b.client.socket is the new address, `victim` the live one
        b.client.socket.send(packet)  # a replayed packet is not fresh
        await until(lambda: relay.counters()["dropped_srtp"] == 1)
        a.send("audio", b"to the old address", 2)
        async with asyncio.timeout(10):
            data = await asyncio.get_running_loop().sock_recv(victim, 2048)
            while not 127 < data[0] < 192 or 191 < data[1] < 224:
                data = await asyncio.get_running_loop().sock_recv(victim, 2048)
        assert b.decrypt(data)[1] == b"to the old address"
        victim.close()


async def _rebind(peer: Peer):  # type: ignore[no-untyped-def]
    """Gives the peer a new local address that passes a check; returns the old socket."""
    import socket

    old = peer.client.socket
    new = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    new.setblocking(False)
    new.bind(("127.0.0.1", 0))
    new.connect(peer.client.offered.address)
    peer.client.socket = new
    peer.client.check()
    async with asyncio.timeout(10):
        data = await asyncio.get_running_loop().sock_recv(new, 2048)
    assert data[:2] == b"\x01\x01"
    return old
