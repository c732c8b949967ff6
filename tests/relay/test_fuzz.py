"""At least 100,000 datagrams, random and damaged, at the door: no exception, nobody else harmed."""

import random
from collections.abc import Callable, Iterator

import pytest

from relay import rtcp
from relay.library_internals import lib
from relay.srtp import PacketBuffer, protect_rtcp
from tests.relay.legs import Bench, two_legs
from tests.relay.support import KEYFRAME, RtpHeader, pack_header, read_header
from tests.relay.test_leg_directory import check, checking_client

DATAGRAMS = 120_000
ADDRESS_OF_A = ("127.0.0.1", 5000)
STRANGER = ("192.0.2.66", 666)
DTLS_HELLO = bytes.fromhex("16fefd0000000000000000003a0100002e0000000000000022fefd") + bytes(40)


def seal_rtp(
    bench: Bench, leg_id: str, ssrc: int, kind: int, sequence: int, payload: bytes
) -> bytes:
    buffer = PacketBuffer(2048)
    packet = pack_header(RtpHeader(kind, sequence, 0, ssrc)) + payload
    buffer.view[: len(packet)] = packet
    buffer.length[0] = len(packet)
    assert lib.srtp_protect(bench.keys[leg_id].outbound, buffer.pointer, buffer.length) == 0
    return bytes(buffer.view[: buffer.length[0]])


def seal_rtcp(bench: Bench, leg_id: str, packet: bytes) -> bytes:
    buffer = PacketBuffer(2048)
    size = protect_rtcp(bench.keys[leg_id].outbound, buffer, packet)
    return bytes(buffer.view[:size])


def damaged(random_: random.Random, datagram: bytes) -> bytes:
    """A copy with bytes changed, and perhaps cut or grown.

    The last 32 bytes of a check are left: FINGERPRINT and the head of MESSAGE-INTEGRITY are not
    authenticated, and with them damaged it would be as good as before.
    """
    data = bytearray(datagram)
    end = len(data) - 32 if data[0] == 0 else len(data)
    for _ in range(random_.randint(1, 6)):
        data[random_.randrange(end)] ^= random_.randrange(1, 256)
    choice = random_.random()
    if choice < 0.2:
        del data[random_.randrange(len(data)) :]
    elif choice < 0.3:
        data += random_.randbytes(random_.randint(1, 200))
    return bytes(data[:2048])


def garbage(random_: random.Random) -> bytes:
    """Random bytes behind each kind of first byte."""
    first = random_.choice((0, 1, 20, 22, 63, 127, 128, 144, 191, 255, random_.randrange(256)))
    return bytes((first,)) + random_.randbytes(random_.choice((0, 3, 12, 19, 20, 60, 400, 1500)))


def datagrams(bench: Bench, random_: random.Random) -> Iterator[bytes]:
    clients = [checking_client(bench, leg_id) for leg_id in ("a", "b")]
    seeds = [check(client) for client in clients] + [DTLS_HELLO]
    seeds += [seal_rtp(bench, "a", 1, 111, 30000 + n, bytes(50)) for n in range(5)]
    seeds += [seal_rtp(bench, "a", 2, 96, 30000 + n, KEYFRAME) for n in range(5)]
    seeds += [seal_rtcp(bench, "a", rtcp.pli(1, 2)), seal_rtcp(bench, "a", rtcp.remb(1, 5, [2]))]
    for client in clients:
        client.close()
    make: list[Callable[[], bytes]] = [
        lambda: damaged(random_, random_.choice(seeds)),
        lambda: garbage(random_),
    ]
    for _ in range(DATAGRAMS):
        yield random_.choice(make)()


@pytest.mark.slow
async def test_generated_datagrams_harm_nobody() -> None:
    random_ = random.Random(20260101)
    async with two_legs() as (bench, a, b):
        for leg_id in ("a", "b"):  # what is damaged below is good when it is whole
            client = checking_client(bench, leg_id)
            bench.put(check(client), a.call.legs[leg_id == "b"].dtls_address)
            client.close()
        assert bench.relay.counters()["stun_ok"] == 2
        state = _state(bench)
        for number, datagram in enumerate(datagrams(bench, random_)):
            # From a stranger, and from the address of the attacking leg itself.
            bench.put(datagram, STRANGER if number % 2 else ADDRESS_OF_A, 1.0 + number / 1000)
        assert _state(bench) == state
        assert bench.relay.counters()["dropped_internal_error"] == 0
        assert {to for _, to in bench.wire.sent} <= {ADDRESS_OF_A, ("127.0.0.1", 5001)}
        _both_ways_still_work(bench)
        assert a.ready
        assert b.ready


@pytest.mark.slow
async def test_generated_rtcp_from_an_authentic_leg_harms_nobody() -> None:
    """The attacker holds keys: what it encrypts is authentic, and still may be anything."""
    random_ = random.Random(20260102)
    async with two_legs() as (bench, _a, b):
        ssrcs = [1, 2, 11, 12, *(sink.ssrc for sink in b.sinks.values())]
        for number in range(20_000):
            body = b"".join(
                random_.choice(ssrcs).to_bytes(4, "big")
                if random_.random() < 0.5
                else random_.randbytes(4)
                for _ in range(random_.randint(1, 12))
            )
            form, kind = random_.choice((1, 4, 15, 0, 31)), random_.randint(200, 207)
            packet = bytes((0x80 | form, kind)) + (len(body) // 4).to_bytes(2, "big") + body
            bench.put(seal_rtcp(bench, "b", packet), ("127.0.0.1", 5001), 1.0 + number / 1000)
        assert bench.relay.counters()["rtcp_received"] == 20_000
        assert bench.relay.counters()["dropped_internal_error"] == 0
        _both_ways_still_work(bench)


def _state(bench: Bench) -> list[object]:
    """All that a datagram without a valid key must not change."""
    legs = bench.relay._handlers.legs
    addresses = {address: leg.leg_id for address, leg in bench.demultiplexer._legs.items()}
    return [
        addresses,
        *(
            (leg.leg_id, leg.destination, leg.heard, leg.media_at, list(leg.sources), leg.revision)
            for leg in legs.values()
        ),
    ]


def _both_ways_still_work(bench: Bench) -> None:
    for leg_id, ssrc, address, other in (
        ("a", 1, ADDRESS_OF_A, ("127.0.0.1", 5001)),
        ("b", 11, ("127.0.0.1", 5001), ADDRESS_OF_A),
    ):
        packet = seal_rtp(bench, leg_id, ssrc, 111, 31000, b"still here")
        bench.put(packet, address, 1000.0)
        datagram, to = bench.wire.sent[-1]
        assert to == other
        assert read_header(datagram).payload_type == 111
        assert len(datagram) == len(packet)
