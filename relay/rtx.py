"""Retransmission streams (RFC 4588): a lost packet travels again under an SSRC of its own.

The payload begins with the original sequence number; all else is the original packet.
"""

from struct import Struct

from relay.rtp_header import header_length

_NUMBERS = Struct("!HII").pack_into  # sequence number, timestamp, SSRC
_PADDING = 0x20


def unwrap(packet: memoryview, size: int, payload_type: int, ssrc: int) -> int:
    """Restores the original packet in place; its size, or 0 when nothing is in it (padding).

    `payload_type` and `ssrc` are those of the original stream.
    """
    if packet[0] & _PADDING:
        size -= packet[size - 1]
        packet[0] &= ~_PADDING & 0xFF
    header = header_length(packet, size)
    if not header or size - header < 3:
        return 0
    packet[2:4] = packet[header : header + 2]
    packet[1] = packet[1] & 0x80 | payload_type
    packet[8:12] = ssrc.to_bytes(4, "big")
    packet[header : size - 2] = bytes(packet[header + 2 : size])
    return size - 2


def wrap(
    into: memoryview, original: memoryview, payload_type: int, numbers: tuple[int, int, int, int]
) -> int:
    """Writes the retransmission of `original` to `into`; its size, or 0 for a broken original.

    `numbers`: the lost packet's sequence number as the receiver knows it, then sequence number,
    timestamp and SSRC of the retransmission.
    """
    size = len(original)
    header = header_length(original, size)
    if not header:
        return 0
    lost, sequence, timestamp, ssrc = numbers
    into[:header] = original[:header]
    into[header : header + 2] = lost.to_bytes(2, "big")
    into[header + 2 : size + 2] = original[header:]
    into[1] = original[1] & 0x80 | payload_type
    _NUMBERS(into, 2, sequence, timestamp, ssrc)
    return size + 2
