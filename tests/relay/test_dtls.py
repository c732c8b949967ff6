"""The handshake: which profile, whose certificate, how long, and what is left afterwards."""

import asyncio

import pytest
from aiortc import RTCCertificate, RTCDtlsFingerprint, RTCDtlsParameters, RTCDtlsTransport

from relay.dtls import QUEUE_LIMIT, DtlsConnection, HandshakeFailed
from relay.library_internals import restrict_profiles

SERVER = RTCCertificate.generateCertificate()
CLIENT = RTCCertificate.generateCertificate()


class ClientSide:
    """The ICE transport of a DTLS client, wired to a server in memory."""

    role = "controlled"

    def __init__(self) -> None:
        self.incoming: asyncio.Queue[bytes] = asyncio.Queue()
        self.server = DtlsConnection(SERVER, self.incoming.put_nowait)
        self.transport = RTCDtlsTransport(self, [CLIENT])  # type: ignore[arg-type]

    async def _recv(self) -> bytes:
        return await self.incoming.get()

    async def _send(self, datagram: bytes) -> None:
        self.server.push(datagram)

    async def start(self) -> None:
        await self.transport.start(RTCDtlsParameters(SERVER.getFingerprints()))


@pytest.mark.parametrize("profile", ["SRTP_AEAD_AES_256_GCM", "SRTP_AES128_CM_SHA1_80"])
async def test_both_sides_agree_on_a_profile(profile: str) -> None:
    side = ClientSide()
    restrict_profiles(side.transport, (profile.encode(),))
    keys, _ = await asyncio.gather(
        side.server.handshake(CLIENT.getFingerprints(), 10), side.start()
    )
    assert keys.profile == profile
    side.server.close()
    await side.transport.stop()


async def test_another_certificate_than_signalled_fails() -> None:
    side = ClientSide()
    wrong = [RTCDtlsFingerprint("sha-256", ":".join(["00"] * 32))]
    client = asyncio.create_task(side.start())
    with pytest.raises(HandshakeFailed):
        await side.server.handshake(wrong, 10)
    client.cancel()
    await asyncio.gather(client, return_exceptions=True)


async def test_time_runs_from_the_first_datagram() -> None:
    side = ClientSide()
    waiting = asyncio.create_task(side.server.handshake(CLIENT.getFingerprints(), 0.05))
    done, _ = await asyncio.wait([waiting], timeout=0.2)
    assert not done
    side.server.push(b"\x16garbage")
    with pytest.raises(HandshakeFailed, match="timeout"):
        await waiting


def test_the_queue_is_bounded() -> None:
    server = DtlsConnection(SERVER, lambda datagram: None)
    taken = [server.push(b"\x16") for _ in range(QUEUE_LIMIT + 5)]
    assert taken.count(True) == QUEUE_LIMIT


async def test_closing_ends_the_transport_without_a_word() -> None:
    side = ClientSide()
    await asyncio.gather(side.server.handshake(CLIENT.getFingerprints(), 10), side.start())
    while not side.incoming.empty():
        side.incoming.get_nowait()
    for _ in range(QUEUE_LIMIT):
        side.server.push(b"\x17")
    side.server.close()
    async with asyncio.timeout(10):
        while side.server.transport.state != "closed":  # noqa: ASYNC110 (a plain attribute)
            await asyncio.sleep(0)
    assert side.incoming.empty()
    await side.transport.stop()
