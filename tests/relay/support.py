"""A relay under test, its events, and peers that speak real ICE, DTLS and SRTP to it over UDP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from struct import Struct
from typing import NamedTuple, TypeVar

from aiortc import RTCCertificate

from relay import rtcp
from relay.bench.client import Client, client_for
from relay.commands import AnswerLeg, OpenCall, OpenLeg
from relay.events import CallEvent, CommandFailed, LegConnected, LegOffer
from relay.library_internals import lib
from relay.service import Relay
from relay.settings import RelaySettings
from relay.srtp import PacketBuffer, unprotect_rtcp

E = TypeVar("E")
WAIT = 15.0
KEYFRAME = bytes((0x90, 0x80, 0x80, 0x01, 0x00)) + bytes(range(200))
"""A VP8 payload that begins a keyframe (RFC 7741: S = 1, partition 0, P = 0)."""
DELTA = bytes((0x90, 0x80, 0x80, 0x02, 0x01)) + bytes(range(100))
OPUS_PACKET = bytes((0x78,)) + bytes(range(60))
PAYLOAD_TYPES = {"audio": 111, "video": 96}


_HEADER = Struct("!BBHII")


class RtpHeader(NamedTuple):
    """Version 2, no padding, extension or CSRC."""

    payload_type: int
    sequence: int
    timestamp: int
    ssrc: int


def pack_header(header: RtpHeader) -> bytes:
    return _HEADER.pack(0x80, *header)


def read_header(packet: bytes) -> RtpHeader:
    return RtpHeader(*_HEADER.unpack_from(packet)[1:])


class EventLog:
    """Everything a relay has told, and waiting for more."""

    def __init__(self) -> None:
        self.events: list[CallEvent] = []
        self._news = asyncio.Event()

    def __call__(self, event: CallEvent) -> None:
        self.events.append(event)
        self._news.set()

    def of(self, kind: type[E], leg_id: str | None = None) -> list[E]:
        return [
            event
            for event in self.events
            if isinstance(event, kind) and leg_id in (None, getattr(event, "leg_id", None))
        ]

    async def wait(self, kind: type[E], leg_id: str | None = None, count: int = 1) -> E:
        """The `count`-th event of this kind (about this leg), when it is there."""
        async with asyncio.timeout(WAIT):
            while len(found := self.of(kind, leg_id)) < count:
                self._news.clear()
                await self._news.wait()
        return found[count - 1]

    @property
    def failures(self) -> list[str]:
        return [event.code for event in self.of(CommandFailed)]


class Peer:
    """One connected leg: sends and receives single packets."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.buffer = PacketBuffer(2048)

    @property
    def leg_id(self) -> str:
        return self.client.leg_id

    def protect(self, kind: str, payload: bytes, sequence: int, timestamp: int = 0) -> bytes:
        """An SRTP packet of this leg."""
        assert self.client.keys is not None
        header = RtpHeader(PAYLOAD_TYPES[kind], sequence, timestamp, self.client.ssrcs[kind])
        packet = pack_header(header) + payload
        self.buffer.view[: len(packet)] = packet
        self.buffer.length[0] = len(packet)
        code = lib.srtp_protect(self.client.keys.outbound, self.buffer.pointer, self.buffer.length)
        assert code == 0
        return bytes(self.buffer.view[: self.buffer.length[0]])

    def send(self, kind: str, payload: bytes, sequence: int, timestamp: int = 0) -> bytes:
        packet = self.protect(kind, payload, sequence, timestamp)
        self.client.socket.send(packet)
        return packet

    async def datagram(self) -> bytes:
        """The next SRTP or SRTCP datagram, still encrypted."""
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(WAIT):
            while True:
                data = await loop.sock_recv(self.client.socket, 2048)
                if 127 < data[0] < 192:
                    return data
                if data[0] < 4:
                    self.client.take_stun(data)

    async def rtp(self) -> tuple[RtpHeader, bytes]:
        """The next RTP packet, decrypted: header and payload."""
        while True:
            data = await self.datagram()
            if not 191 < data[1] < 224:
                return self.decrypt(data)

    async def encrypted_rtp(self) -> bytes:
        while True:
            data = await self.datagram()
            if not 191 < data[1] < 224:
                return data

    def decrypt(self, data: bytes) -> tuple[RtpHeader, bytes]:
        assert self.client.keys is not None
        self.buffer.view[: len(data)] = data
        self.buffer.length[0] = len(data)
        code = lib.srtp_unprotect(self.client.keys.inbound, self.buffer.pointer, self.buffer.length)
        assert code == 0, f"srtp_unprotect: {code}"
        plain = bytes(self.buffer.view[: self.buffer.length[0]])
        return read_header(plain), plain[12:]

    async def rtcp(self, wanted: Callable[[rtcp.Packet], bool]) -> rtcp.Packet:
        """The next RTCP packet that is `wanted`; media in between is passed over."""
        assert self.client.keys is not None
        while True:
            data = await self.datagram()
            if 191 < data[1] < 224:
                self.buffer.view[: len(data)] = data
                size = unprotect_rtcp(self.client.keys.inbound, self.buffer, len(data))
                for packet in rtcp.packets(bytes(self.buffer.view[:size])):
                    if wanted(packet):
                        return packet

    def send_rtcp(self, packet: bytes) -> None:
        self.client.send_rtcp(packet)


@asynccontextmanager
async def running_relay(**settings: object) -> AsyncIterator[tuple[Relay, EventLog]]:
    log = EventLog()
    relay = await Relay.start(RelaySettings(port=0, **settings), log)  # type: ignore[arg-type]
    try:
        yield relay, log
    finally:
        await relay.close()


CERTIFICATE = RTCCertificate.generateCertificate()


async def open_peer(relay: Relay, log: EventLog, call_id: str, leg_id: str, slot: int) -> Client:
    """A leg whose answer is in, not yet connected."""
    relay.submit(OpenLeg(call_id, leg_id, slot))
    offer = await log.wait(LegOffer, leg_id)
    client = client_for(leg_id, offer.sdp, CERTIFICATE)
    relay.submit(AnswerLeg(leg_id, offer.revision, client.answer()))
    return client


async def connect_peer(relay: Relay, log: EventLog, call_id: str, leg_id: str, slot: int) -> Peer:
    client = await open_peer(relay, log, call_id, leg_id, slot)
    await client.connect()
    await log.wait(LegConnected, leg_id)
    return Peer(client)


@asynccontextmanager
async def two_peers(**settings: object) -> AsyncIterator[tuple[Relay, EventLog, Peer, Peer]]:
    """A call "c" of the connected legs "a" (slot 0) and "b" (slot 1), not started."""
    async with running_relay(**settings) as (relay, log):
        relay.submit(OpenCall("c"))
        peers = [await connect_peer(relay, log, "c", leg, slot) for slot, leg in enumerate("ab")]
        try:
            yield relay, log, peers[0], peers[1]
        finally:
            for peer in peers:
                peer.client.close()


async def until(condition: Callable[[], bool]) -> None:
    """Waits until `condition` holds."""
    async with asyncio.timeout(WAIT):
        while not condition():  # noqa: ASYNC110 (nothing to be notified by)
            await asyncio.sleep(0.01)


async def send_and_settle(relay: Relay, send: Callable[[], object]) -> None:
    """Calls `send` and waits until the relay has taken a datagram."""
    received = relay.counters()["packets_received"]
    send()
    await until(lambda: relay.counters()["packets_received"] > received)
