"""The offer as browsers need it: order, directions, one table, fixed SSRCs, no MID extension."""

from aiortc import RTCDtlsFingerprint
from aiortc.sdp import SessionDescription

from relay.commands import Codec
from relay.ice import IceCredentials
from relay.offer import OfferedSlot, OfferParts, build_offer, slot_mids

SLOTS = tuple(OfferedSlot(slot, 100 + slot, 200 + slot) for slot in (0, 2, 3, 4, 5))


def parts(codec: Codec = "VP8", revision: int = 1) -> OfferParts:
    return OfferParts(
        session_id=42,
        revision=revision,
        codec=codec,
        credentials=IceCredentials("ufrag123", "a password of more than 22 characters"),
        fingerprint=RTCDtlsFingerprint("sha-256", "AA:BB"),
        advertised=("192.0.2.1", "2001:db8::1"),
        port=40120,
        start_kbps=1000,
        slots=SLOTS,
    )


def test_the_browsers_sections_come_first_then_every_slot() -> None:
    media = SessionDescription.parse(build_offer(parts())).media
    assert [m.kind for m in media] == ["audio", "video"] * 6
    assert [m.direction for m in media] == ["recvonly"] * 2 + ["sendonly"] * 10
    assert [m.rtp.muxId for m in media] == [str(mid) for mid in range(12)]


def test_slots_are_found_by_their_mids_and_have_their_ssrcs() -> None:
    media = SessionDescription.parse(build_offer(parts())).media
    for slot, mids in zip(SLOTS, slot_mids(SLOTS), strict=True):
        assert mids.slot == slot.slot
        audio, video = media[int(mids.audio_mid)], media[int(mids.video_mid)]
        assert [s.ssrc for s in audio.ssrc] == [slot.audio_ssrc]
        assert [s.ssrc for s in video.ssrc] == [slot.video_ssrc]
        assert audio.ssrc[0].cname == video.ssrc[0].cname == f"slot{slot.slot}"
        assert audio.msid == f"slot{slot.slot} slot{slot.slot}-audio"


def test_every_section_is_bundled_and_carries_the_transport() -> None:
    description = SessionDescription.parse(build_offer(parts()))
    assert description.group[0].items == [str(mid) for mid in range(12)]
    for media in description.media:
        assert media.rtcp_mux
        assert media.ice is not None
        assert media.ice.iceLite
        assert media.ice.usernameFragment == "ufrag123"
        assert media.dtls is not None
        assert media.dtls.role == "auto"
        assert [c.ip for c in media.ice_candidates] == ["192.0.2.1", "2001:db8::1"]
        assert {c.port for c in media.ice_candidates} == {40120}


def test_earlier_addresses_are_preferred() -> None:
    candidates = SessionDescription.parse(build_offer(parts())).media[0].ice_candidates
    assert candidates[0].priority > candidates[1].priority


def test_one_table_of_payload_types_and_extensions() -> None:
    for codec, number, name in (("VP8", 96, "VP8"), ("VP9", 98, "VP9"), ("H264", 102, "H264")):
        media = SessionDescription.parse(build_offer(parts(codec))).media  # type: ignore[arg-type]
        assert {tuple(m.fmt) for m in media} == {(111,), (number,)}
        assert media[1].rtp.codecs[0].mimeType == f"video/{name}"
        feedback = {(f.type, f.parameter) for f in media[1].rtp.codecs[0].rtcpFeedback}
        assert feedback == {("goog-remb", None), ("nack", None), ("nack", "pli"), ("ccm", "fir")}
        assert {
            (e.id, e.uri.rpartition("/")[2]) for m in media for e in m.rtp.headerExtensions
        } == {(2, "abs-send-time")}


def test_opus_repairs_itself_and_chromium_starts_high() -> None:
    text = build_offer(parts())
    assert "a=fmtp:111 minptime=10;useinbandfec=1\r\n" in text
    assert "a=fmtp:96 x-google-start-bitrate=1000\r\n" in text


def test_what_would_tie_a_packet_to_a_section_is_not_offered() -> None:
    for word in ("sdes:mid", "video-orientation", "transport-cc", "rtx"):
        assert word not in build_offer(parts())


def test_the_revision_is_the_session_version() -> None:
    assert "o=- 42 7 IN IP4" in build_offer(parts(revision=7))
