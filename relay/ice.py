"""ICE-lite credentials of a leg (RFC 8445). Checks themselves are in `stun`."""

import secrets
from dataclasses import dataclass, field


@dataclass(frozen=True)
class IceCredentials:
    """At least 24 and 128 bits of randomness are asked for; these have 48 and 144."""

    ufrag: str = field(default_factory=lambda: _ice_chars(6))
    password: str = field(default_factory=lambda: _ice_chars(18))


def _ice_chars(size: int) -> str:
    # ice-char is a letter, a digit, "+" or "/" (RFC 8839 section 5.4).
    return secrets.token_urlsafe(size).replace("-", "+").replace("_", "/")


def host_candidate(index: int, ip: str, port: int) -> str:
    """`a=candidate` for the `index`-th address; earlier ones are preferred (RFC 8445 5.1.2.1)."""
    priority = (126 << 24) | ((65535 - index) << 8) | 255
    return f"candidate:{index + 1} 1 udp {priority} {ip} {port} typ host"
