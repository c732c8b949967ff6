"""STUN binding checks for an ICE-lite agent (RFC 8489, RFC 8445): bytes in, bytes out.

`aioice.stun` parses and builds the messages. What it costs (about 100 us an answer) is spent
only after `username` has named a leg and the rate limits have agreed.
"""

from aioice import stun
from aioice.stun import Message

BINDING = stun.Method.BINDING
REQUEST = stun.Class.REQUEST

__all__ = [
    "BINDING",
    "REQUEST",
    "Message",
    "authenticated_request",
    "local_ufrag",
    "success_response",
]

COOKIE = stun.COOKIE.to_bytes(4, "big")
USERNAME = 0x0006
MAX_LENGTH = 548
"""No honest check is longer: RFC 8489 section 6.1 keeps messages under the smallest path MTU."""


def local_ufrag(data: bytes) -> str | None:
    """The receiver's half of USERNAME in a binding request, found without parsing the rest."""
    if not 20 <= len(data) <= MAX_LENGTH or data[:2] != b"\x00\x01" or data[4:8] != COOKIE:
        return None
    position = 20
    while position + 4 <= len(data):
        kind = int.from_bytes(data[position : position + 2], "big")
        length = int.from_bytes(data[position + 2 : position + 4], "big")
        if kind == USERNAME:
            name = data[position + 4 : position + 4 + length]
            return name.partition(b":")[0].decode("ascii", "replace")
        position += 4 + length + -length % 4
    return None


def authenticated_request(data: bytes, password: str) -> Message | None:
    """The binding request in `data` if its MESSAGE-INTEGRITY is made with `password`, else None."""
    try:
        message = stun.parse_message(data)
        authentic = message.check_message_integrity(password.encode())
    except Exception:  # the parser raises ValueError, struct.error, UnicodeDecodeError and others
        return None
    return message if authentic else None


def success_response(request: Message, address: tuple[str, int], password: str) -> bytes:
    """The answer to `request`, telling the peer the address that it was seen at."""
    response = Message(
        message_method=stun.Method.BINDING,
        message_class=stun.Class.RESPONSE,
        transaction_id=request.transaction_id,
        attributes={"XOR-MAPPED-ADDRESS": address},
    )
    response.add_message_integrity(password.encode())
    return bytes(response)
