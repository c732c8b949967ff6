"""Which payloads begin a keyframe, with real VP8 and by the letter of the other formats."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay.bench.media import packetize_vp8
from relay.commands import Codec
from relay.keyframes import STARTS_KEYFRAME, av1, h264, rtp_payload, vp8, vp9


def encoded_vp8() -> list[bytes]:
    import av

    codec = av.CodecContext.create("libvpx", "w")
    codec.width, codec.height, codec.pix_fmt = 64, 48, "yuv420p"
    codec.options = {"deadline": "realtime", "lag-in-frames": "0"}
    frames = []
    for number in range(3):
        frame = av.VideoFrame(64, 48, "yuv420p")
        frame.pts = number
        frames += [bytes(packet) for packet in codec.encode(frame)]
    return frames


def test_real_vp8_begins_with_a_keyframe_and_goes_on_without() -> None:
    first, *rest = encoded_vp8()
    assert vp8(packetize_vp8(first, 0)[0])
    assert rest
    assert not any(vp8(packetize_vp8(frame, 1)[0]) for frame in rest)


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (b"\x10\x00\x00\x00", True),  # no extension
        (b"\x90\x80\x11\x00", True),  # 7-bit picture id
        (b"\x90\x80\x91\x22\x00", True),  # 15-bit picture id
        (b"\x90\xf0\x91\x22\x01\x02\x00", True),  # picture id, TL0PICIDX, TID and KEYIDX
        (b"\x10\x01\x00\x00", False),  # P = 1
        (b"\x00\x00\x00\x00", False),  # goes on in the middle of a partition
        (b"\x11\x00\x00\x00", False),  # begins the second partition
        (b"\x90\x80\x91\x22", False),  # cut short
    ],
)
def test_vp8_descriptors(payload: bytes, expected: bool) -> None:
    assert vp8(payload) is expected


def test_vp9_wants_the_beginning_of_an_unpredicted_frame() -> None:
    assert vp9(b"\x88\x00")
    assert not vp9(b"\xc8\x00")
    assert not vp9(b"\x80\x00")


def test_h264_knows_idr_parameter_sets_and_both_packetizations() -> None:
    assert h264(b"\x65\x00\x00\x00")
    assert h264(b"\x67\x42\x00\x1f")
    assert h264(b"\x78\x00\x10\x67")
    assert h264(b"\x7c\x85\x00\x00")
    assert not h264(b"\x7c\x05\x00\x00")
    assert not h264(b"\x61\x00\x00\x00")


def test_av1_wants_a_new_sequence() -> None:
    assert av1(b"\x18\x0a")
    assert not av1(b"\x10\x0a")
    assert not av1(b"\x98\x0a")


def test_the_payload_follows_csrcs_and_extension() -> None:
    fixed = bytes(11)
    assert rtp_payload(b"\x80" + fixed + b"payload") == b"payload"
    assert rtp_payload(b"\x82" + fixed + bytes(8) + b"payload") == b"payload"
    assert rtp_payload(b"\x90" + fixed + b"\xbe\xde\x00\x01" + bytes(4) + b"payload") == b"payload"


@given(st.sampled_from(["VP8", "VP9", "H264", "AV1"]), st.binary(min_size=12, max_size=40))
def test_anything_is_read_without_an_exception(codec: Codec, packet: bytes) -> None:
    STARTS_KEYFRAME[codec](rtp_payload(packet))
    STARTS_KEYFRAME[codec](packet)
