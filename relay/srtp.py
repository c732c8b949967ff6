"""SRTP in place: libsrtp works directly in our buffers (RFC 3711, RFC 7714).

`lib.srtp_protect(handle, pointer, length)` and its siblings are called by the hot path itself;
they return 0 or an error and update `length[0]`.
"""

from typing import Any

from aiortc.rtcdtlstransport import SRTPProtectionProfile
from pylibsrtp import Policy, Session

from relay.library_internals import ffi, lib, session_handle

REPLAY_WINDOW = 1024
"""Packets behind the newest that are still accepted once."""

MAX_OVERHEAD = 16 + 4
"""Bytes by which protecting grows a packet: the GCM tag, and the SRTCP index word."""


class PacketBuffer:
    """Fixed memory that Python, the socket and libsrtp share."""

    __slots__ = ("length", "memory", "pointer", "view")

    def __init__(self, size: int) -> None:
        self.memory = bytearray(size)
        self.view = memoryview(self.memory)
        self.pointer: Any = ffi.from_buffer("char[]", self.memory)
        self.length: Any = ffi.new("int *")


class SrtpKeys:
    """Both directions of one leg, derived from its DTLS handshake. We are the DTLS server."""

    __slots__ = ("_inbound", "_outbound", "inbound", "outbound", "profile")

    def __init__(
        self, profile: SRTPProtectionProfile, material: bytes, *, server: bool = True
    ) -> None:
        """`material` as exported by RFC 5764 section 4.2: both keys, then both salts."""
        client, served = (profile.get_key_and_salt(material, side) for side in (0, 1))
        sending, receiving = (served, client) if server else (client, served)
        self.profile = profile.openssl_profile.decode()
        self._inbound = _session(profile, receiving, Policy.SSRC_ANY_INBOUND)
        self._outbound = _session(profile, sending, Policy.SSRC_ANY_OUTBOUND)
        self.inbound: Any = session_handle(self._inbound)
        self.outbound: Any = session_handle(self._outbound)


def _session(profile: SRTPProtectionProfile, key: bytes, ssrc_type: int) -> Session:
    policy = Policy(key=key, ssrc_type=ssrc_type, srtp_profile=profile.libsrtp_profile)
    policy.window_size = REPLAY_WINDOW
    # Invariant: no (SSRC, index) is ever protected twice. libsrtp itself refuses it then.
    policy.allow_repeat_tx = False
    return Session(policy)


def unprotect_rtcp(handle: Any, buffer: PacketBuffer, size: int) -> int:
    """Decrypts the SRTCP packet in `buffer`; its new length, or 0 when it is not authentic."""
    buffer.length[0] = size
    if lib.srtp_unprotect_rtcp(handle, buffer.pointer, buffer.length):
        return 0
    return int(buffer.length[0])


def protect_rtcp(handle: Any, buffer: PacketBuffer, packet: bytes) -> int:
    """Puts `packet` into `buffer` and encrypts it there; the length to send, or 0."""
    size = len(packet)
    buffer.view[:size] = packet
    buffer.length[0] = size
    if lib.srtp_protect_rtcp(handle, buffer.pointer, buffer.length):
        return 0
    return int(buffer.length[0])
