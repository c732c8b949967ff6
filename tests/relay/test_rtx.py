"""RTX packets: the original comes out as it went in; padding and broken packets give nothing."""

from hypothesis import given
from hypothesis import strategies as st

from relay import rtx
from relay.rtp_header import header_length
from tests.relay.support import RtpHeader, pack_header, read_header

EXTENDED = bytes((0x90, 0x80 | 96, 0, 7)) + bytes(8) + b"\xbe\xde\x00\x01\x31\x12\x34\x00"


def wrapped(original: bytes) -> tuple[memoryview, int]:
    memory = memoryview(bytearray(2048))
    size = rtx.wrap(memory, memoryview(original), 97, (0xABCD, 5, 6, 0xFFFF0000))
    return memory, size


def test_an_rtx_packet_names_the_lost_number_and_has_its_own() -> None:
    memory, size = wrapped(pack_header(RtpHeader(0x80 | 96, 7, 8, 9)) + b"payload")
    packet = bytes(memory[:size])
    assert read_header(packet) == (0x80 | 97, 5, 6, 0xFFFF0000)
    assert packet[12:] == b"\xab\xcdpayload"


def test_a_header_extension_stays_in_the_header() -> None:
    memory, size = wrapped(EXTENDED + b"payload")
    assert bytes(memory[12:20]) == EXTENDED[12:]
    assert bytes(memory[20:size]) == b"\xab\xcdpayload"


@given(st.binary(min_size=1, max_size=1400), st.booleans())
def test_unwrapping_gives_the_payload_back(payload: bytes, extended: bool) -> None:
    head = EXTENDED if extended else pack_header(RtpHeader(96, 7, 8, 9))
    memory, size = wrapped(head + payload)
    size = rtx.unwrap(memory, size, 96, 77)
    packet = bytes(memory[:size])
    header = read_header(packet)
    assert (header.payload_type & 0x7F, header.sequence, header.ssrc) == (96, 0xABCD, 77)
    assert packet[header_length(packet, size) :] == payload


def test_padding_alone_is_nothing() -> None:
    for payload in (b"", b"\x00\x01", b"\x00\x00\x00\x04", b"\x01\x00\x00\xff"):
        packet = bytearray(pack_header(RtpHeader(97, 7, 8, 9)) + payload)
        if len(payload) == 4:
            packet[0] |= 0x20
        assert rtx.unwrap(memoryview(packet), len(packet), 96, 77) == 0


@given(st.binary(min_size=12, max_size=100))
def test_any_bytes_give_a_packet_or_nothing(data: bytes) -> None:
    memory = memoryview(bytearray(data) + bytearray(100))
    size = rtx.unwrap(memory, len(data), 96, 77)
    assert 0 <= size <= len(data)
    if header_length(data, len(data)):
        assert rtx.wrap(memory, memoryview(data), 97, (1, 2, 3, 4)) == len(data) + 2
