"""Where things are in the RTP packet at the start of a buffer (RFC 3550 section 5.1, RFC 8285)."""

from relay.codecs import ABS_SEND_TIME, TRANSPORT_NUMBER

_NUMBER_TAG = TRANSPORT_NUMBER << 4 | 1  # two bytes
_TIME_TAG = ABS_SEND_TIME << 4 | 2  # three bytes


def header_length(packet: bytes | bytearray | memoryview, size: int) -> int:
    """Bytes before the payload; 0 when the packet of `size` bytes is too short for its header."""
    if size < 12:
        return 0
    length = 12 + 4 * (packet[0] & 0x0F)
    if packet[0] & 0x10:
        if length + 4 > size:
            return 0
        length += 4 + 4 * (packet[length + 2] << 8 | packet[length + 3])
    return length if length <= size else 0


def transport_number_at(packet: bytes | bytearray | memoryview, size: int) -> int:
    """Where the transport-wide number's two bytes begin; 0 when the packet carries none.

    Looks first where browsers put it: alone, or behind abs-send-time.
    """
    if packet[0] & 0x1F != 0x10 or packet[12] != 0xBE or packet[13] != 0xDE:
        return 0
    first = packet[16]
    end = 16 + 4 * (packet[14] << 8 | packet[15])
    if end > size or end < 20:
        return 0
    if first == _NUMBER_TAG:
        return 17
    if first == _TIME_TAG and end >= 24 and packet[20] == _NUMBER_TAG:
        return 21
    return _search(packet, end)


def _search(packet: bytes | bytearray | memoryview, end: int) -> int:
    position = 16
    while position + 2 < end:
        tag = packet[position]
        if tag == _NUMBER_TAG:
            return position + 1
        if tag >> 4 == 15:  # reserved: the rest must be ignored
            return 0
        position += 2 + (tag & 0x0F) if tag else 1
    return 0
