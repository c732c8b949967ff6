"""Clients of Janus's EchoTest: there the client offers."""

from __future__ import annotations

import asyncio
import secrets
from typing import Protocol

from aiortc import RTCCertificate

from relay.bench.client import Client
from relay.bench.offered import read_offer
from relay.codecs import EXTENSIONS, OPUS, VIDEO, CodecEntry
from relay.ice import IceCredentials


class EchoServer(Protocol):
    def echo(self, offer: str) -> str: ...


async def connect(server: EchoServer, count: int, loss: float) -> list[Client]:
    """Raises `TimeoutError` or `ConnectionError`; then no client is left open."""
    certificate = RTCCertificate.generateCertificate()
    clients: list[Client] = []
    try:
        for number in range(count):
            clients.append(_client(server, f"leg{number}", certificate, loss))
            await asyncio.gather(clients[-1].connect())
    except BaseException:
        for client in clients:
            client.close()
        raise
    return clients


def _client(server: EchoServer, name: str, certificate: RTCCertificate, loss: float) -> Client:
    credentials = IceCredentials()
    ssrcs = {kind: secrets.randbelow(1 << 31) + 1 for kind in ("audio", "video", "rtx")}
    answer = server.echo(_offer(credentials, certificate, ssrcs))
    client = Client(
        name, read_offer(answer), certificate, credentials=credentials, rtx=True, loss=loss
    )
    client.ssrcs = ssrcs
    return client


def _offer(credentials: IceCredentials, certificate: RTCCertificate, ssrcs: dict[str, int]) -> str:
    fingerprint = certificate.getFingerprints()[0]
    lines = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=group:BUNDLE 0 1"]
    for mid, codec in enumerate((OPUS, VIDEO["VP8"])):
        lines += [
            *_codec(codec),
            f"a=mid:{mid}",
            f"a=ice-ufrag:{credentials.ufrag}",
            f"a=ice-pwd:{credentials.password}",
            f"a=fingerprint:{fingerprint.algorithm} {fingerprint.value}",
            "a=setup:active",
            "a=rtcp-mux",
            "a=sendrecv",
            *(f"a=extmap:{number} {uri}" for number, uri in EXTENSIONS[codec.kind].items()),
            *_ssrcs(codec, ssrcs),
        ]
    return "\r\n".join(lines) + "\r\n"


def _codec(codec: CodecEntry) -> list[str]:
    number, rtx = codec.payload_type, codec.rtx_payload_type
    lines = [
        f"m={codec.kind} 9 UDP/TLS/RTP/SAVPF {number} {rtx or ''}".rstrip(),
        "c=IN IP4 0.0.0.0",
        f"a=rtpmap:{number} {codec.encoding}",
        *(f"a=rtcp-fb:{number} {feedback}" for feedback in codec.feedback),
    ]
    if rtx is not None:
        lines += [f"a=rtpmap:{rtx} rtx/90000", f"a=fmtp:{rtx} apt={number}"]
    return lines


def _ssrcs(codec: CodecEntry, ssrcs: dict[str, int]) -> list[str]:
    own = ssrcs[codec.kind]
    if codec.kind == "audio":
        return [f"a=ssrc:{own} cname:load"]
    group = f"a=ssrc-group:FID {own} {ssrcs['rtx']}"
    return [group, f"a=ssrc:{own} cname:load", f"a=ssrc:{ssrcs['rtx']} cname:load"]
