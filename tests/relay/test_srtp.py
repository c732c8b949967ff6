"""In-place SRTP with every profile, and the rule that no index is used twice."""

import os
from struct import Struct

import pytest
from aiortc.rtcdtlstransport import SRTP_PROFILES, SRTPProtectionProfile

from relay.library_internals import lib
from relay.srtp import PacketBuffer, SrtpKeys, protect_rtcp, unprotect_rtcp

HEADER = Struct("!BBHII")
PROFILES = pytest.mark.parametrize(
    "profile", SRTP_PROFILES, ids=lambda profile: profile.openssl_profile.decode()
)


def pair(profile: SRTPProtectionProfile) -> tuple[SrtpKeys, SrtpKeys]:
    material = os.urandom(2 * (profile.key_length + profile.salt_length))
    return SrtpKeys(profile, material), SrtpKeys(profile, material, server=False)


def protect(keys: SrtpKeys, buffer: PacketBuffer, sequence: int, payload: bytes) -> int:
    packet = HEADER.pack(0x80, 96, sequence, 0, 7) + payload
    buffer.view[: len(packet)] = packet
    buffer.length[0] = len(packet)
    return int(lib.srtp_protect(keys.outbound, buffer.pointer, buffer.length))


@PROFILES
def test_a_packet_comes_back(profile: SRTPProtectionProfile) -> None:
    server, client = pair(profile)
    buffer = PacketBuffer(2048)
    assert protect(server, buffer, 1, b"payload") == 0
    assert bytes(buffer.view[12:19]) != b"payload"
    assert lib.srtp_unprotect(client.inbound, buffer.pointer, buffer.length) == 0
    assert bytes(buffer.view[12 : buffer.length[0]]) == b"payload"
    assert server.profile == profile.openssl_profile.decode()


@PROFILES
def test_no_index_is_protected_twice(profile: SRTPProtectionProfile) -> None:
    server, _ = pair(profile)
    buffer = PacketBuffer(2048)
    assert protect(server, buffer, 5, b"first") == 0
    assert protect(server, buffer, 6, b"second") == 0
    assert protect(server, buffer, 5, b"other bytes") != 0


@PROFILES
def test_rtcp_comes_back_once(profile: SRTPProtectionProfile) -> None:
    server, client = pair(profile)
    buffer, packet = PacketBuffer(2048), bytes((0x80, 201, 0, 1, 0, 0, 0, 9))
    size = protect_rtcp(client.outbound, buffer, packet)
    sealed = bytes(buffer.view[:size])
    assert unprotect_rtcp(server.inbound, buffer, size) == len(packet)
    assert bytes(buffer.view[: len(packet)]) == packet
    buffer.view[:size] = sealed
    assert unprotect_rtcp(server.inbound, buffer, size) == 0


def test_a_changed_rtcp_packet_is_refused() -> None:
    server, client = pair(SRTP_PROFILES[0])
    buffer = PacketBuffer(2048)
    size = protect_rtcp(client.outbound, buffer, bytes((0x80, 201, 0, 1, 0, 0, 0, 9)))
    buffer.memory[6] ^= 1
    assert unprotect_rtcp(server.inbound, buffer, size) == 0
