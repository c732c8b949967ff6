"""The browser's SDP answer, read defensively: bounded, and every fault has a stable code."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from aiortc import RTCDtlsFingerprint
from aiortc.rtcdtlstransport import X509_DIGEST_ALGORITHMS

from relay.codecs import OPUS, VIDEO, CodecEntry
from relay.commands import SLOTS, Codec
from relay.errors import CommandError

MAX_LENGTH = 64 * 1024
MAX_LINES = 4096
SECTIONS = 2 * SLOTS
"""The browser's own audio and video, then both for each of the other slots."""


@dataclass(frozen=True)
class Answer:
    """Who the peer is and what it sends; an SSRC is None where it sends nothing of that kind."""

    fingerprints: tuple[tuple[str, str], ...]
    audio_ssrc: int | None
    video_ssrc: int | None

    def dtls_fingerprints(self) -> list[RTCDtlsFingerprint]:
        return [RTCDtlsFingerprint(algorithm, value) for algorithm, value in self.fingerprints]


@dataclass(frozen=True)
class _Section:
    kind: str
    port: str
    formats: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def sends(self) -> bool:
        return self.port != "0" and "a=sendonly" in self.lines

    def values(self, attribute: str) -> list[str]:
        return _values(self.lines, attribute)


def read_answer(sdp: str, codec: Codec) -> Answer:
    """Raises `CommandError` with the code of what is wrong with the answer."""
    session, sections = _split(sdp)
    _check_sections(sections)
    _check_bundle(session, sections)
    _check_setup(session, sections)
    audio = _sent_ssrc(sections[0], OPUS)
    video = _sent_ssrc(sections[1], VIDEO[codec])
    if audio is not None and audio == video:
        raise CommandError("bad_ssrc")
    return Answer(_fingerprints(session, sections), audio, video)


def _split(sdp: str) -> tuple[tuple[str, ...], list[_Section]]:
    if len(sdp) > MAX_LENGTH:
        raise CommandError("answer_too_long")
    lines = sdp.replace("\r\n", "\n").removesuffix("\n").split("\n")
    if len(lines) > MAX_LINES or lines[0] != "v=0" or any(line[1:2] != "=" for line in lines):
        raise CommandError("broken_sdp")
    starts = [place for place, line in enumerate(lines) if line.startswith("m=")]
    first = starts[0] if starts else len(lines)
    sections = [_section(lines[start:end]) for start, end in pairwise([*starts, len(lines)])]
    return tuple(lines[:first]), sections


def _section(lines: list[str]) -> _Section:
    words = lines[0][2:].split()
    if len(words) < 4:
        raise CommandError("broken_sdp")
    kind, port, _, *formats = words
    return _Section(kind, port, tuple(formats), tuple(lines[1:]))


def _check_sections(sections: list[_Section]) -> None:
    kinds = [section.kind for section in sections]
    if kinds != ["audio", "video"] * (SECTIONS // 2):
        raise CommandError("wrong_sections")
    for place, section in enumerate(sections):
        if section.values("mid") not in ([str(place)], []) or (
            section.port != "0" and not section.values("mid")
        ):
            raise CommandError("wrong_sections")


def _check_bundle(session: tuple[str, ...], sections: list[_Section]) -> None:
    groups = [value.split() for value in _values(session, "group")]
    bundled = next((set(group[1:]) for group in groups if group[:1] == ["BUNDLE"]), set())
    for place, section in enumerate(sections):
        if section.port == "0":
            continue
        if str(place) not in bundled or "a=rtcp-mux" not in section.lines:
            raise CommandError("not_bundled")


def _check_setup(session: tuple[str, ...], sections: list[_Section]) -> None:
    roles = set(_everywhere(session, sections, "setup"))
    if roles != {"active"}:
        raise CommandError("wrong_setup")


def _fingerprints(
    session: tuple[str, ...], sections: list[_Section]
) -> tuple[tuple[str, str], ...]:
    found = set()
    for value in _everywhere(session, sections, "fingerprint"):
        algorithm, _, digest = value.partition(" ")
        if algorithm.lower() in X509_DIGEST_ALGORITHMS and digest.strip():
            found.add((algorithm.lower(), digest.strip().upper()))
    if not found:
        raise CommandError("no_fingerprint")
    return tuple(sorted(found))


def _sent_ssrc(section: _Section, codec: CodecEntry) -> int | None:
    """The first SSRC of a sending section. Others are not signalled to us and stay unknown."""
    if not section.sends:
        return None
    if str(codec.payload_type) not in section.formats:
        raise CommandError("codec_refused")
    text = next((value.partition(" ")[0] for value in section.values("ssrc")), "")
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and 0 < int(text) < 1 << 32):
        raise CommandError("bad_ssrc")
    return int(text)


def _everywhere(
    session: tuple[str, ...], sections: list[_Section], attribute: str
) -> Iterator[str]:
    yield from _values(session, attribute)
    for section in sections:
        if section.port != "0":
            yield from section.values(attribute)


def _values(lines: tuple[str, ...], attribute: str) -> list[str]:
    prefix = f"a={attribute}:"
    return [line[len(prefix) :].strip() for line in lines if line.startswith(prefix)]
