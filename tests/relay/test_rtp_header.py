"""Where the header ends, and where the transport-wide number is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay.rtp_header import header_length, transport_number_at

PLAIN = bytes((0x80, 96)) + bytes(10)


def extended(*elements: bytes, profile: bytes = b"\xbe\xde") -> bytes:
    content = b"".join(elements)
    content += bytes(-len(content) % 4)
    words = (len(content) // 4).to_bytes(2, "big")
    return bytes((0x90,)) + PLAIN[1:] + profile + words + content


NUMBER = b"\x31\x12\x34"
TIME = b"\x22\x31\x31\x31"


@pytest.mark.parametrize(
    ("packet", "length"),
    [
        (PLAIN, 12),
        (bytes((0x82,)) + PLAIN[1:] + bytes(8), 20),
        (extended(NUMBER), 20),
        (PLAIN[:11], 0),
        (bytes((0x90,)) + PLAIN[1:], 0),
        (bytes((0x81,)) + PLAIN[1:], 0),
    ],
)
def test_the_payload_begins_after_csrcs_and_extension(packet: bytes, length: int) -> None:
    assert header_length(packet, len(packet)) == length


@pytest.mark.parametrize(
    "packet",
    [
        extended(NUMBER),
        extended(TIME, NUMBER),
        extended(NUMBER, TIME),
        extended(b"\x40\x31", NUMBER),
        extended(b"\x00\x00", NUMBER),
    ],
)
def test_the_number_is_found_wherever_it_stands(packet: bytes) -> None:
    at = transport_number_at(packet, len(packet))
    assert packet[at : at + 2] == b"\x12\x34"


@pytest.mark.parametrize(
    "packet",
    [
        PLAIN + bytes(20),
        extended(TIME),
        extended(NUMBER, profile=b"\x10\x00"),
        extended(b"\xf0\x00", NUMBER),
        extended(b"\x40\x31", b"\x41\x31\x31"),
        extended(NUMBER)[:18],
        extended() + bytes(20),
    ],
)
def test_other_bytes_are_not_taken_for_it(packet: bytes) -> None:
    assert transport_number_at(packet + bytes(0), len(packet)) == 0


@given(st.binary(min_size=20, max_size=80))
def test_any_packet_is_survived(data: bytes) -> None:
    packet = bytes((0x90,)) + data[1:12] + b"\xbe\xde" + data[14:]
    at = transport_number_at(packet, len(packet))
    assert at == 0 or 16 < at < len(packet) - 1
