"""Reads a server's offer and answers it, as a browser would (only what the load needs)."""

from dataclasses import dataclass

from aiortc import RTCDtlsFingerprint

from relay.ice import IceCredentials, host_candidate


@dataclass(frozen=True)
class OfferedSection:
    kind: str
    mid: str
    direction: str
    payload_type: int
    encoding: str


@dataclass(frozen=True)
class Offered:
    """Where the server listens, its credentials and its sections."""

    address: tuple[str, int]
    credentials: IceCredentials
    fingerprint: RTCDtlsFingerprint
    sections: tuple[OfferedSection, ...]

    def sending(self, kind: str) -> OfferedSection:
        """The section in which the client sends `kind`."""
        return next(
            s for s in self.sections if s.kind == kind and s.direction in ("recvonly", "sendrecv")
        )


def read_offer(sdp: str) -> Offered:
    """Takes the first candidate and, in each section, the first payload type that we speak."""
    lines = sdp.splitlines()
    starts = [place for place, line in enumerate(lines) if line.startswith("m=")]
    ends = [*starts[1:], len(lines)]
    sections = [_section(lines[start:end]) for start, end in zip(starts, ends, strict=True)]
    algorithm, value = next(
        _value(line).split() for line in lines if line.startswith("a=fingerprint:sha-256")
    )
    return Offered(
        _candidate(lines),
        IceCredentials(_first(lines, "ice-ufrag"), _first(lines, "ice-pwd")),
        RTCDtlsFingerprint(algorithm, value),
        tuple(sections),
    )


def build_answer(
    offered: Offered,
    credentials: IceCredentials,
    fingerprint: RTCDtlsFingerprint,
    ssrcs: dict[str, int],
    address: tuple[str, int],
) -> str:
    """`ssrcs` maps "audio" and "video" to what the client sends; `address` is its own."""
    bundle = " ".join(section.mid for section in offered.sections)
    lines = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=ice-lite"]
    lines += [
        f"a=group:BUNDLE {bundle}",
        f"a=fingerprint:{fingerprint.algorithm} {fingerprint.value}",
    ]
    for section in offered.sections:
        lines += [
            f"m={section.kind} 9 UDP/TLS/RTP/SAVPF {section.payload_type}",
            "c=IN IP4 0.0.0.0",
            f"a=mid:{section.mid}",
            f"a=ice-ufrag:{credentials.ufrag}",
            f"a=ice-pwd:{credentials.password}",
            "a=setup:active",
            "a=rtcp-mux",
            f"a=rtpmap:{section.payload_type} {section.encoding}",
            f"a={host_candidate(0, *address)}",
            "a=end-of-candidates",
            *_direction(section, ssrcs),
        ]
    return "\r\n".join(lines) + "\r\n"


def _direction(section: OfferedSection, ssrcs: dict[str, int]) -> list[str]:
    answer = {"recvonly": "sendonly", "sendonly": "recvonly"}.get(section.direction, "sendrecv")
    if answer == "recvonly":
        return ["a=recvonly"]
    return [f"a={answer}", f"a=ssrc:{ssrcs[section.kind]} cname:load"]


def _section(lines: list[str]) -> OfferedSection:
    kind = lines[0][2:].split()[0]
    wanted = "opus/48000/2" if kind == "audio" else "VP8/90000"
    payload_type = next(
        _value(line).split()[0] for line in lines if line.startswith("a=rtpmap:") and wanted in line
    )
    directions = ("recvonly", "sendonly", "sendrecv")
    direction = next(line[2:] for line in lines if line[2:] in directions)
    return OfferedSection(kind, _first(lines, "mid"), direction, int(payload_type), wanted)


def _candidate(lines: list[str]) -> tuple[str, int]:
    words = _first(lines, "candidate").split()
    return words[4], int(words[5])


def _first(lines: list[str], attribute: str) -> str:
    return next(_value(line) for line in lines if line.startswith(f"a={attribute}:"))


def _value(line: str) -> str:
    return line.partition(":")[2].strip()
