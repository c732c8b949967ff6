"""DTLS of one leg: aiortc's `RTCDtlsTransport` over a queue of datagrams (RFC 5764)."""

import asyncio
from collections.abc import Callable

from aiortc import RTCCertificate, RTCDtlsFingerprint, RTCDtlsParameters, RTCDtlsTransport

from relay.library_internals import exported_keys
from relay.srtp import SrtpKeys

QUEUE_LIMIT = 16


class HandshakeFailed(Exception):
    """Time ran out, the peer broke off, or its certificate is not the one it signalled."""


class DtlsConnection:
    """Plays the part of aiortc's ICE transport: `role`, `_recv()` and `_send()` are its names."""

    role = "controlling"  # aiortc takes the DTLS server's part for this ICE role

    def __init__(self, certificate: RTCCertificate, send: Callable[[bytes], None]) -> None:
        self._send_datagram = send
        self._queue: asyncio.Queue[bytes | None] = asyncio.Queue(QUEUE_LIMIT)
        self._begun = asyncio.Event()
        self.transport = RTCDtlsTransport(self, [certificate])  # type: ignore[arg-type]

    def push(self, datagram: bytes) -> bool:
        """Takes one received datagram; False when the queue is full and it was dropped."""
        if self._queue.full():
            return False
        self._queue.put_nowait(datagram)
        self._begun.set()
        return True

    async def handshake(self, fingerprints: list[RTCDtlsFingerprint], limit: float) -> SrtpKeys:
        """Waits for the peer's first datagram as long as it takes, then for the rest of the handshake.

        Raises `HandshakeFailed`, at most `limit` s after the first datagram.
        """
        await self._begun.wait()
        try:
            async with asyncio.timeout(limit):
                await self.transport.start(RTCDtlsParameters(fingerprints))
        except TimeoutError:
            raise HandshakeFailed("timeout") from None
        if self.transport.state != "connected":
            raise HandshakeFailed(self.transport.state)
        try:
            return SrtpKeys(*exported_keys(self.transport))
        except ValueError as error:
            raise HandshakeFailed(str(error)) from None

    def close(self) -> None:
        """Ends aiortc's reading task without a word to the peer."""
        while not self._queue.empty():
            self._queue.get_nowait()
        self._queue.put_nowait(None)

    async def _recv(self) -> bytes:
        datagram = await self._queue.get()
        if datagram is None:
            raise ConnectionError
        return datagram

    async def _send(self, datagram: bytes) -> None:
        self._send_datagram(datagram)
