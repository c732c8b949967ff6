"""The relay's SDP offer: what the browser sends first, then every other slot (RFC 8829, RFC 8843)."""

from dataclasses import dataclass

from aiortc import RTCDtlsFingerprint

from relay.codecs import EXTENSIONS, OPUS, VIDEO, CodecEntry
from relay.commands import Codec
from relay.events import SlotMids
from relay.ice import IceCredentials, host_candidate
from relay.reports import cname

SEND_AUDIO_MID = "0"
SEND_VIDEO_MID = "1"


@dataclass(frozen=True)
class OfferedSlot:
    """Another participant's place, with the SSRCs that its media will have towards this leg."""

    slot: int
    audio_ssrc: int
    video_ssrc: int


@dataclass(frozen=True)
class OfferParts:
    """All that an offer is made of; the same parts give the same text."""

    session_id: int
    revision: int
    codec: Codec
    credentials: IceCredentials
    fingerprint: RTCDtlsFingerprint
    advertised: tuple[str, ...]
    port: int
    start_kbps: int
    slots: tuple[OfferedSlot, ...]


def slot_mids(slots: tuple[OfferedSlot, ...]) -> tuple[SlotMids, ...]:
    """Sections 2 and 3 are the first slot's audio and video, 4 and 5 the second's, and so on."""
    return tuple(
        SlotMids(slot.slot, str(2 + 2 * place), str(3 + 2 * place))
        for place, slot in enumerate(slots)
    )


def build_offer(parts: OfferParts) -> str:
    """Every line ends in CRLF. Sections have no address of their own: the candidates tell."""
    video = VIDEO[parts.codec]
    sections = [
        _section(parts, OPUS, SEND_AUDIO_MID, ["a=recvonly"]),
        _section(parts, video, SEND_VIDEO_MID, ["a=recvonly"]),
    ]
    for slot, mids in zip(parts.slots, slot_mids(parts.slots), strict=True):
        audio = _sending(slot.slot, "audio", slot.audio_ssrc)
        sections.append(_section(parts, OPUS, mids.audio_mid, audio))
        sections.append(
            _section(parts, video, mids.video_mid, _sending(slot.slot, "video", slot.video_ssrc))
        )
    lines = [*_session(parts, len(sections)), *(line for part in sections for line in part)]
    return "\r\n".join(lines) + "\r\n"


def _session(parts: OfferParts, sections: int) -> list[str]:
    return [
        "v=0",
        f"o=- {parts.session_id} {parts.revision} IN IP4 127.0.0.1",
        "s=-",
        "t=0 0",
        "a=ice-lite",
        "a=group:BUNDLE " + " ".join(str(mid) for mid in range(sections)),
        "a=msid-semantic: WMS *",
    ]


def _section(parts: OfferParts, codec: CodecEntry, mid: str, extra: list[str]) -> list[str]:
    return [
        f"m={codec.kind} 9 UDP/TLS/RTP/SAVPF {codec.payload_type}",
        "c=IN IP4 0.0.0.0",
        f"a=mid:{mid}",
        "a=rtcp-mux",
        "a=rtcp-rsize",
        f"a=ice-ufrag:{parts.credentials.ufrag}",
        f"a=ice-pwd:{parts.credentials.password}",
        f"a=fingerprint:{parts.fingerprint.algorithm} {parts.fingerprint.value}",
        "a=setup:actpass",
        *_codec(codec, parts.start_kbps),
        *(f"a=extmap:{number} {uri}" for number, uri in EXTENSIONS.items()),
        *extra,
        # In every section: aiortc keeps those of the last one, browsers those of the first.
        *_candidates(parts),
    ]


def _codec(codec: CodecEntry, start_kbps: int) -> list[str]:
    parameters = [codec.parameters] if codec.parameters else []
    if codec.kind == "video":
        parameters.append(f"x-google-start-bitrate={start_kbps}")
    number = codec.payload_type
    return [
        f"a=rtpmap:{number} {codec.encoding}",
        f"a=fmtp:{number} {';'.join(parameters)}",
        *(f"a=rtcp-fb:{number} {feedback}" for feedback in codec.feedback),
    ]


def _candidates(parts: OfferParts) -> list[str]:
    candidates = [
        f"a={host_candidate(index, ip, parts.port)}" for index, ip in enumerate(parts.advertised)
    ]
    return [*candidates, "a=end-of-candidates"]


def _sending(slot: int, kind: str, ssrc: int) -> list[str]:
    msid = f"slot{slot} slot{slot}-{kind}"
    return [
        "a=sendonly",
        f"a=msid:{msid}",
        f"a=ssrc:{ssrc} cname:{cname(slot)}",
        f"a=ssrc:{ssrc} msid:{msid}",
    ]
