"""One leg of the load: an ICE, DTLS and SRTP client with a socket of its own."""

from __future__ import annotations

import asyncio
import secrets
import socket
from dataclasses import dataclass, field

from aiortc import RTCCertificate, RTCDtlsParameters, RTCDtlsTransport

from relay import stun
from relay.bench.offered import Offered, build_answer, read_offer
from relay.bench.streams import ReceivedStreams, SentStream
from relay.ice import IceCredentials
from relay.library_internals import exported_keys, restrict_profiles
from relay.srtp import PacketBuffer, SrtpKeys, protect_rtcp

CHECK_INTERVAL = 0.05
CONNECT_LIMIT = 20.0
SOCKET_BUFFER = 1 << 20


@dataclass
class Client:
    """`connect` once, then `send`/`receive` of its streams by the load loop."""

    leg_id: str
    offered: Offered
    certificate: RTCCertificate
    role: str = "controlled"  # aiortc takes the DTLS client's part for this ICE role
    profiles: tuple[bytes, ...] = ()
    """OpenSSL's names of the only SRTP profiles to offer; all when empty."""
    credentials: IceCredentials = field(default_factory=IceCredentials)

    def __post_init__(self) -> None:
        ipv6 = ":" in self.offered.address[0]
        family = socket.AF_INET6 if ipv6 else socket.AF_INET
        self.socket = socket.socket(family, socket.SOCK_DGRAM)
        self.socket.setblocking(False)
        for option in (socket.SO_RCVBUF, socket.SO_SNDBUF):
            self.socket.setsockopt(socket.SOL_SOCKET, option, SOCKET_BUFFER)
        self.socket.bind(("::1" if ipv6 else "127.0.0.1", 0))
        self.socket.connect(self.offered.address)
        self.ssrcs = {kind: secrets.randbelow(1 << 31) + 1 for kind in ("audio", "video")}
        self.keys: SrtpKeys | None = None
        self.sent: dict[str, SentStream] = {}
        self._scratch = PacketBuffer(2048)
        self.received = ReceivedStreams()
        self._dtls_in: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._checked = asyncio.Event()

    def answer(self) -> str:
        address = self.socket.getsockname()[:2]
        fingerprint = self.certificate.getFingerprints()[0]
        return build_answer(self.offered, self.credentials, fingerprint, self.ssrcs, address)

    async def connect(self) -> None:
        """ICE, then DTLS. Raises `TimeoutError` or `ConnectionError`."""
        loop = asyncio.get_running_loop()
        loop.add_reader(self.socket.fileno(), self._readable)
        try:
            async with asyncio.timeout(CONNECT_LIMIT):
                while not self._checked.is_set():
                    self.check()
                    await asyncio.sleep(CHECK_INTERVAL)
                transport = RTCDtlsTransport(self, [self.certificate])  # type: ignore[arg-type]
                if self.profiles:
                    restrict_profiles(transport, self.profiles)
                await transport.start(RTCDtlsParameters([self.offered.fingerprint]))
        finally:
            loop.remove_reader(self.socket.fileno())
        if transport.state != "connected":
            raise ConnectionError(f"DTLS {transport.state}")
        self.keys = SrtpKeys(*exported_keys(transport), server=False)
        self._transport = transport

    def check(self) -> None:
        """A binding request, as browsers send for connectivity and consent (RFC 7675)."""
        request = stun.Message(
            message_method=stun.BINDING,
            message_class=stun.REQUEST,
            attributes={
                "USERNAME": f"{self.offered.credentials.ufrag}:{self.credentials.ufrag}",
                "PRIORITY": 1845494271,
                "ICE-CONTROLLING": 1,
                "USE-CANDIDATE": None,
            },
        )
        request.add_message_integrity(self.offered.credentials.password.encode())
        self.socket.send(bytes(request))

    def take_stun(self, data: bytes) -> None:
        """A response to our check, or a check of a full ICE agent, which wants an answer."""
        if data[0] == 1:
            self._checked.set()
            return
        request = stun.authenticated_request(data, self.credentials.password)
        if request is not None:
            address = self.offered.address
            self.socket.send(stun.success_response(request, address, self.credentials.password))

    def send_rtcp(self, compound: bytes) -> None:
        assert self.keys is not None
        size = protect_rtcp(self.keys.outbound, self._scratch, compound)
        self.socket.send(self._scratch.view[:size])

    def close(self) -> None:
        """Ends aiortc's reading task, too, at the event loop's next turn."""
        self._dtls_in.put_nowait(None)
        self.socket.close()

    def _readable(self) -> None:
        try:
            data = self.socket.recv(2048)
        except OSError:  # an ICMP error of a server that is not up yet
            return
        if data and data[0] < 4:
            self.take_stun(data)
        elif data and 19 < data[0] < 64:
            self._dtls_in.put_nowait(data)

    async def _recv(self) -> bytes:
        datagram = await self._dtls_in.get()
        if datagram is None:
            raise ConnectionError
        return datagram

    async def _send(self, data: bytes) -> None:
        self.socket.send(data)


def client_for(leg_id: str, sdp: str, certificate: RTCCertificate) -> Client:
    return Client(leg_id, read_offer(sdp), certificate)
