"""The one table of payload types and header extensions that every offer uses.

The same numbers in every leg let a packet pass from leg to leg without a new payload type.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from relay.commands import Codec
from relay.events import Kind


@dataclass(frozen=True)
class CodecEntry:
    """How one codec stands in SDP; `clock_rate` is in Hz."""

    kind: Kind
    payload_type: int
    encoding: str
    clock_rate: int
    parameters: str
    feedback: tuple[str, ...] = ()


VIDEO_FEEDBACK = ("goog-remb", "nack", "nack pli", "ccm fir")

OPUS = CodecEntry("audio", 111, "opus/48000/2", 48000, "minptime=10;useinbandfec=1")


def _video(payload_type: int, name: str, parameters: str = "") -> CodecEntry:
    return CodecEntry("video", payload_type, f"{name}/90000", 90000, parameters, VIDEO_FEEDBACK)


VIDEO: Mapping[Codec, CodecEntry] = MappingProxyType(
    {
        "VP8": _video(96, "VP8"),
        "VP9": _video(98, "VP9", "profile-id=0"),
        "H264": _video(
            102,
            "H264",
            "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
        ),
        "AV1": _video(45, "AV1"),
    }
)

EXTENSIONS: Mapping[int, str] = MappingProxyType(
    {2: "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time"}
)
"""abs-send-time passes unchanged: a viewer's REMB then judges the way from the sender to itself."""
