"""RTCP packets: parsing that never raises, and building (RFC 3550, 4585, 5104, REMB draft)."""

from collections.abc import Iterable, Iterator
from struct import Struct
from typing import NamedTuple

SENDER_REPORT = 200
RECEIVER_REPORT = 201
SOURCE_DESCRIPTION = 202
TRANSPORT_FEEDBACK = 205
PAYLOAD_FEEDBACK = 206

NACK = 1  # format of TRANSPORT_FEEDBACK
PLI, FIR, APPLICATION = 1, 4, 15  # formats of PAYLOAD_FEEDBACK

_HEADER = Struct("!BBH")
_SENDER_INFO = Struct("!QIII")
_BLOCK = Struct("!IIIIII")
_TWO_WORDS = Struct("!II")
_NACK_ITEM = Struct("!HH")


class Packet(NamedTuple):
    """One packet of a compound; `form` is the report count or feedback format."""

    kind: int
    form: int
    body: bytes


class SenderInfo(NamedTuple):
    """`ntp` has 32 bits of seconds and 32 of fraction; `timestamp` is in the stream's clock."""

    ntp: int
    timestamp: int
    packets: int
    octets: int


class ReportBlock(NamedTuple):
    """`fraction` in 1/256, `jitter` in the stream's clock, `delay` since `last` in 1/65536 s."""

    ssrc: int
    fraction: int
    lost: int
    highest: int
    jitter: int
    last: int
    delay: int


def middle_of_ntp(ntp: int) -> int:
    return (ntp >> 16) & 0xFFFFFFFF


def packets(data: bytes) -> Iterator[Packet]:
    """The packets of a compound (or reduced-size, RFC 5506) datagram up to the first broken one."""
    position = 0
    while position + 4 <= len(data):
        first, kind, words = _HEADER.unpack_from(data, position)
        end = position + 4 + 4 * words
        if first >> 6 != 2 or end > len(data):
            return
        yield Packet(kind, first & 0x1F, data[position + 4 : end])
        position = end


def sender_info(body: bytes) -> tuple[int, SenderInfo] | None:
    """The sender's SSRC and what it says about its stream."""
    if len(body) < 24:
        return None
    return int.from_bytes(body[:4], "big"), SenderInfo(*_SENDER_INFO.unpack_from(body, 4))


def feedback_target(body: bytes) -> int | None:
    """The media SSRC that a feedback packet is about."""
    return int.from_bytes(body[4:8], "big") if len(body) >= 8 else None


def nack_sequences(body: bytes) -> Iterator[int]:
    """The sequence numbers asked for (RFC 4585 section 6.2.1)."""
    for position in range(8, len(body) - 3, 4):
        first, mask = _NACK_ITEM.unpack_from(body, position)
        yield first
        for bit in range(16):
            if mask >> bit & 1:
                yield (first + bit + 1) & 0xFFFF


def fir_targets(body: bytes) -> Iterator[int]:
    """The SSRCs asked for a full picture (RFC 5104 section 4.3.1)."""
    for position in range(8, len(body) - 7, 8):
        yield int.from_bytes(body[position : position + 4], "big")


def remb_bitrate(body: bytes) -> int | None:
    """bit/s of draft-alvestrand-rmcat-remb-03; None for another application's packet."""
    if len(body) < 16 or body[8:12] != b"REMB":
        return None
    exponent = body[13] >> 2
    mantissa = (body[13] & 3) << 16 | body[14] << 8 | body[15]
    return mantissa << exponent


def sender_report(ssrc: int, info: SenderInfo, blocks: Iterable[ReportBlock] = ()) -> bytes:
    body = ssrc.to_bytes(4, "big") + _SENDER_INFO.pack(*info)
    return _report(SENDER_REPORT, body, list(blocks))


def receiver_report(ssrc: int, blocks: Iterable[ReportBlock]) -> bytes:
    return _report(RECEIVER_REPORT, ssrc.to_bytes(4, "big"), list(blocks))


def source_description(ssrcs: Iterable[int], cname: str) -> bytes:
    """SDES with the CNAME only (RFC 3550 section 6.5.1)."""
    name = cname.encode()
    item = bytes((1, len(name))) + name
    item += bytes(4 - len(item) % 4)
    chunks = [ssrc.to_bytes(4, "big") + item for ssrc in ssrcs]
    return _packet(SOURCE_DESCRIPTION, len(chunks), b"".join(chunks))


def pli(sender: int, media: int) -> bytes:
    return _packet(PAYLOAD_FEEDBACK, PLI, _TWO_WORDS.pack(sender, media))


def nack(sender: int, media: int, sequences: Iterable[int]) -> bytes:
    """One item for each number; `nack_sequences` is the inverse."""
    items = b"".join(_NACK_ITEM.pack(sequence, 0) for sequence in sequences)
    return _packet(TRANSPORT_FEEDBACK, NACK, _TWO_WORDS.pack(sender, media) + items)


def remb(sender: int, bitrate: int, ssrcs: Iterable[int]) -> bytes:
    """`bitrate` in bit/s, rounded down to 18 significant bits."""
    targets = [ssrc.to_bytes(4, "big") for ssrc in ssrcs]
    exponent = max(0, bitrate.bit_length() - 18)
    mantissa = bitrate >> exponent
    rate = bytes((len(targets), exponent << 2 | mantissa >> 16)) + (mantissa & 0xFFFF).to_bytes(
        2, "big"
    )
    body = _TWO_WORDS.pack(sender, 0) + b"REMB" + rate + b"".join(targets)
    return _packet(PAYLOAD_FEEDBACK, APPLICATION, body)


def _report(kind: int, start: bytes, blocks: list[ReportBlock]) -> bytes:
    packed = b"".join(
        _BLOCK.pack(
            b.ssrc, b.fraction << 24 | b.lost & 0xFFFFFF, b.highest, b.jitter, b.last, b.delay
        )
        for b in blocks
    )
    return _packet(kind, len(blocks), start + packed)


def _packet(kind: int, count: int, body: bytes) -> bytes:
    return _HEADER.pack(0x80 | count, kind, len(body) // 4) + body
