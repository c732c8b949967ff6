"""The only place that touches private names of aiortc and pylibsrtp.

`tests/relay/test_library_internals.py` fails loudly when one of them changes.
"""

from typing import Any

from aiortc import RTCDtlsTransport
from aiortc.rtcdtlstransport import SRTP_PROFILES, SRTPProtectionProfile
from pylibsrtp import Session
from pylibsrtp._binding import ffi, lib

__all__ = ["exported_keys", "ffi", "lib", "restrict_profiles", "session_handle"]


def exported_keys(transport: RTCDtlsTransport) -> tuple[SRTPProtectionProfile, bytes]:
    """The negotiated profile and the keying material of RFC 5764 section 4.2.

    Raises `ValueError` when no SRTP profile was negotiated.
    """
    connection = transport._ssl
    if connection is None:
        raise ValueError("no DTLS connection")
    name = connection.get_selected_srtp_profile()
    for profile in SRTP_PROFILES:
        if profile.openssl_profile == name:
            length = 2 * (profile.key_length + profile.salt_length)
            return profile, connection.export_keying_material(b"EXTRACTOR-dtls_srtp", length)
    raise ValueError("no SRTP profile was negotiated")


def restrict_profiles(transport: RTCDtlsTransport, names: tuple[bytes, ...]) -> None:
    """Offers only the named profiles (OpenSSL's names) in the handshake to come."""
    transport._srtp_profiles = [p for p in SRTP_PROFILES if p.openssl_profile in names]


def session_handle(session: Session) -> Any:
    """The `srtp_t` of a session, for libsrtp's own functions. Valid while `session` lives."""
    return session._srtp[0]
