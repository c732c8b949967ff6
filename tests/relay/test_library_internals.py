"""Fails loudly when aiortc or pylibsrtp change what `library_internals` relies on."""

import inspect

import pytest
from aiortc import RTCCertificate, RTCDtlsTransport
from aiortc.rtcdtlstransport import SRTP_PROFILES
from pylibsrtp import Policy, Session

from relay.dtls import DtlsConnection
from relay.library_internals import exported_keys, ffi, lib, restrict_profiles, session_handle

FUNCTIONS = ("srtp_protect", "srtp_unprotect", "srtp_protect_rtcp", "srtp_unprotect_rtcp")


def transport() -> RTCDtlsTransport:
    certificate = RTCCertificate.generateCertificate()
    return DtlsConnection(certificate, lambda datagram: None).transport


@pytest.mark.parametrize("name", FUNCTIONS)
def test_libsrtp_functions_take_a_session_a_buffer_and_a_length(name: str) -> None:
    kind = ffi.typeof(getattr(lib, name))
    assert [argument.kind for argument in kind.args] == ["pointer", "pointer", "pointer"]
    assert kind.result.kind in ("enum", "primitive")


def test_a_session_has_a_handle_that_protects() -> None:
    profile = Policy.SRTP_PROFILE_AEAD_AES_256_GCM
    session = Session(Policy(bytes(44), Policy.SSRC_ANY_OUTBOUND, srtp_profile=profile))
    packet = bytearray(b"\x80\x60\x00\x01" + bytes(8) + b"payload" + bytes(64))
    length = ffi.new("int *", 19)
    assert lib.srtp_protect(session_handle(session), ffi.from_buffer("char[]", packet), length) == 0
    assert length[0] == 19 + 16


def test_the_transport_has_a_connection_to_export_from() -> None:
    assert transport()._ssl is None
    with pytest.raises(ValueError):
        exported_keys(transport())


def test_the_profiles_are_read_when_the_handshake_starts() -> None:
    limited = transport()
    restrict_profiles(limited, (b"SRTP_AES128_CM_SHA1_80",))
    assert [p.openssl_profile for p in limited._srtp_profiles] == [b"SRTP_AES128_CM_SHA1_80"]
    assert "self._srtp_profiles" in inspect.getsource(RTCDtlsTransport.start)


def test_the_best_profile_comes_first() -> None:
    names = [profile.openssl_profile for profile in SRTP_PROFILES]
    assert names[0] == b"SRTP_AEAD_AES_256_GCM"
    assert b"SRTP_AES128_CM_SHA1_80" in names


def test_the_ice_role_decides_the_dtls_role() -> None:
    source = inspect.getsource(RTCDtlsTransport.start)
    assert 'self.transport.role == "controlling"' in source
    assert "self.transport._recv()" in inspect.getsource(RTCDtlsTransport)
    assert "self.transport._send(" in inspect.getsource(RTCDtlsTransport)
