"""Does this RTP payload begin a keyframe? One function a codec, over the bytes of a payload."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from relay.commands import Codec


def vp8(payload: bytes) -> bool:
    """RFC 7741 section 4.2: start of partition 0, and P = 0 in the payload header."""
    if len(payload) < 4 or payload[0] & 0x17 != 0x10:
        return False
    position = 1
    if payload[0] & 0x80:
        position = 2 + _vp8_extension(payload)
    return position < len(payload) and not payload[position] & 0x01


def _vp8_extension(payload: bytes) -> int:
    flags = payload[1]
    picture_id = 0 if not flags & 0x80 else 2 if payload[2] & 0x80 else 1
    return picture_id + bool(flags & 0x40) + bool(flags & 0x30)


def vp9(payload: bytes) -> bool:
    """RFC 9628 section 4.2: start of a frame (B) that predicts from no other frame (not P)."""
    return len(payload) > 1 and payload[0] & 0x48 == 0x08


def h264(payload: bytes) -> bool:
    """RFC 6184: an IDR slice or the parameter sets before it, alone, in STAP-A or opening FU-A."""
    if len(payload) < 4:
        return False
    kind = payload[0] & 0x1F
    if kind == 24:
        return payload[3] & 0x1F in (5, 7)
    if kind == 28:
        return bool(payload[1] & 0x80) and payload[1] & 0x1F in (5, 7)
    return kind in (5, 7)


def av1(payload: bytes) -> bool:
    """AV1 RTP specification section 4.4: N marks the first packet of a coded video sequence."""
    return len(payload) > 1 and payload[0] & 0x88 == 0x08


STARTS_KEYFRAME: Mapping[Codec, Callable[[bytes], bool]] = MappingProxyType(
    {"VP8": vp8, "VP9": vp9, "H264": h264, "AV1": av1}
)


def rtp_payload(packet: bytes) -> bytes:
    """The payload of a decrypted RTP packet (RFC 3550 section 5.1); empty when it is broken."""
    position = 12 + 4 * (packet[0] & 0x0F)
    if packet[0] & 0x10:
        words = packet[position + 2 : position + 4]
        position += 4 + 4 * int.from_bytes(words, "big")
    return packet[position:]
