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
    rtx_payload_type: int | None = None
    """Of the retransmission stream (RFC 4588); None where lost packets are not sent again."""


VIDEO_FEEDBACK = ("goog-remb", "transport-cc", "nack", "nack pli", "ccm fir")

OPUS = CodecEntry("audio", 111, "opus/48000/2", 48000, "minptime=10;useinbandfec=1")


def _video(payload_type: int, name: str, parameters: str = "") -> CodecEntry:
    encoding = f"{name}/90000"
    return CodecEntry(
        "video", payload_type, encoding, 90000, parameters, VIDEO_FEEDBACK, payload_type + 1
    )


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

ABS_SEND_TIME = 2
TRANSPORT_NUMBER = 3
TRANSPORT_NUMBER_URI = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"
_ABS_SEND_TIME_URI = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time"

EXTENSIONS: Mapping[Kind, Mapping[int, str]] = MappingProxyType(
    {
        "audio": MappingProxyType({ABS_SEND_TIME: _ABS_SEND_TIME_URI}),
        "video": MappingProxyType(
            {ABS_SEND_TIME: _ABS_SEND_TIME_URI, TRANSPORT_NUMBER: TRANSPORT_NUMBER_URI}
        ),
    }
)
"""abs-send-time passes unchanged; the transport-wide number counts the packets of one hop.

Only video is counted: sound is a few per cent of the bytes and is never made smaller.
"""
