"""Pre-encoded media: four seconds of real VP8 and Opus, cut into RTP payloads once."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

WIDTH, HEIGHT, FRAME_RATE = 640, 480, 30
BIT_RATE = 1_000_000
SECONDS = 4
MAX_PAYLOAD = 1100
SAMPLE_RATE = 48000
AUDIO_RATE = 50  # packets a second
AUDIO_BIT_RATE = 32_000


@dataclass(frozen=True)
class EncodedMedia:
    """`video` holds the RTP payloads of each frame, in order; the first frame is a keyframe."""

    video: list[list[bytes]]
    audio: list[bytes]


def encode() -> EncodedMedia:
    """Takes about two seconds of CPU. Needs PyAV with libvpx and libopus."""
    frames = [packetize_vp8(frame, number) for number, frame in enumerate(_encoded_video())]
    return EncodedMedia(frames, list(_encoded_audio()))


def packetize_vp8(frame: bytes, picture_id: int) -> list[bytes]:
    """Payloads with the descriptor of RFC 7741 section 4.2 (X, I, 15-bit picture id)."""
    picture = (0x8000 | picture_id & 0x7FFF).to_bytes(2, "big")
    parts = [frame[start : start + MAX_PAYLOAD] for start in range(0, len(frame), MAX_PAYLOAD)]
    return [
        bytes((0x90 if number == 0 else 0x80, 0x80)) + picture + part
        for number, part in enumerate(parts)
    ]


def _encoded_video() -> Iterator[bytes]:
    import av

    codec: Any = av.CodecContext.create("libvpx", "w")
    codec.width, codec.height, codec.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    codec.bit_rate, codec.time_base = BIT_RATE, Fraction(1, FRAME_RATE)
    codec.options = {"deadline": "realtime", "cpu-used": "16", "lag-in-frames": "0"}
    codec.options |= {"minrate": str(BIT_RATE), "maxrate": str(BIT_RATE), "g": "10000"}
    for number, picture in enumerate(_moving_pictures()):
        frame = av.VideoFrame.from_ndarray(picture, format="yuv420p")
        frame.pts = number
        for packet in codec.encode(frame):
            yield bytes(packet)


def _moving_pictures() -> Iterator[np.ndarray[Any, Any]]:
    """YUV planes: a bright shape over a gradient, with camera noise; about as hard as a signer."""
    random = np.random.default_rng(1)
    noise = random.integers(-6, 7, (8, HEIGHT, WIDTH), dtype=np.int16)
    columns, rows = np.meshgrid(np.arange(WIDTH), np.arange(HEIGHT))
    ground = (16 + (columns + rows) // 8).astype(np.int16)
    for number in range(SECONDS * FRAME_RATE):
        angle = 2 * np.pi * number / FRAME_RATE
        x, y = int(WIDTH / 2 + 200 * np.cos(angle)), int(HEIGHT / 2 + 120 * np.sin(2 * angle))
        picture = ground + noise[number % len(noise)]
        picture[y - 60 : y + 60, x - 60 : x + 60] += 60
        planes = np.full((HEIGHT * 3 // 2, WIDTH), 128, np.uint8)
        planes[:HEIGHT] = picture
        yield planes


def _encoded_audio() -> Iterator[bytes]:
    import av

    codec: Any = av.CodecContext.create("libopus", "w")
    codec.sample_rate, codec.layout, codec.format = SAMPLE_RATE, "stereo", "s16"
    codec.bit_rate, codec.time_base = AUDIO_BIT_RATE, Fraction(1, SAMPLE_RATE)
    samples = SAMPLE_RATE // AUDIO_RATE
    for number in range(SECONDS * AUDIO_RATE):
        times = (number * samples + np.arange(samples)) / SAMPLE_RATE
        tone = (8000 * np.sin(2 * np.pi * 440 * times)).astype(np.int16)
        stereo = np.repeat(tone, 2)[None]
        frame = av.AudioFrame.from_ndarray(stereo, format="s16", layout="stereo")
        frame.sample_rate, frame.pts = SAMPLE_RATE, number * samples
        for packet in codec.encode(frame):
            yield bytes(packet)
