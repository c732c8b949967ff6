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
    rtx_payload_type: int | None
    extensions: tuple[str, ...]
    """The `a=extmap` lines, which are all answered."""
    groups: tuple[tuple[int, int], ...]
    """The server's streams here: each video SSRC with that of its retransmissions."""


@dataclass(frozen=True)
class Offered:
    """Where the server listens, its credentials and its sections."""

    address: tuple[str, int]
    credentials: IceCredentials
    fingerprint: RTCDtlsFingerprint
    sections: tuple[OfferedSection, ...]

    @property
    def media_of_rtx(self) -> dict[int, int]:
        return {rtx: media for section in self.sections for media, rtx in section.groups}

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
    """`ssrcs` maps "audio" and "video" to what the client sends; `address` is its own.

    With an SSRC for "rtx", retransmission streams (RFC 4588) are taken in both directions.
    """
    bundle = " ".join(section.mid for section in offered.sections)
    lines = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=ice-lite"]
    lines += [
        f"a=group:BUNDLE {bundle}",
        f"a=fingerprint:{fingerprint.algorithm} {fingerprint.value}",
    ]
    for section in offered.sections:
        rtx = section.rtx_payload_type if "rtx" in ssrcs else None
        lines += [
            f"m={section.kind} 9 UDP/TLS/RTP/SAVPF {section.payload_type} {rtx or ''}".rstrip(),
            "c=IN IP4 0.0.0.0",
            f"a=mid:{section.mid}",
            f"a=ice-ufrag:{credentials.ufrag}",
            f"a=ice-pwd:{credentials.password}",
            "a=setup:active",
            "a=rtcp-mux",
            f"a=rtpmap:{section.payload_type} {section.encoding}",
            *section.extensions,
            f"a={host_candidate(0, *address)}",
            "a=end-of-candidates",
            *_direction(section, ssrcs),
        ]
        if rtx is not None:
            lines += [f"a=rtpmap:{rtx} rtx/90000", f"a=fmtp:{rtx} apt={section.payload_type}"]
    return "\r\n".join(lines) + "\r\n"


def _direction(section: OfferedSection, ssrcs: dict[str, int]) -> list[str]:
    answer = {"recvonly": "sendonly", "sendonly": "recvonly"}.get(section.direction, "sendrecv")
    if answer == "recvonly":
        return ["a=recvonly"]
    own = ssrcs[section.kind]
    lines = [f"a={answer}", f"a=ssrc:{own} cname:load"]
    if section.rtx_payload_type is not None and "rtx" in ssrcs:
        rtx = ssrcs["rtx"]
        lines += [f"a=ssrc-group:FID {own} {rtx}", f"a=ssrc:{rtx} cname:load"]
    return lines


def _section(lines: list[str]) -> OfferedSection:
    kind = lines[0][2:].split()[0]
    wanted = "opus/48000/2" if kind == "audio" else "VP8/90000"
    payload_type = next(
        _value(line).split()[0] for line in lines if line.startswith("a=rtpmap:") and wanted in line
    )
    directions = ("recvonly", "sendonly", "sendrecv")
    direction = next(line[2:] for line in lines if line[2:] in directions)
    apt = f"apt={payload_type}"
    rtx = next((_value(x).split()[0] for x in lines if x.startswith("a=fmtp:") and apt in x), None)
    extensions = tuple(line for line in lines if line.startswith("a=extmap:"))
    groups = tuple(
        (int(x.split()[1]), int(x.split()[2])) for x in lines if x.startswith("a=ssrc-group:FID ")
    )
    return OfferedSection(
        kind,
        _first(lines, "mid"),
        direction,
        int(payload_type),
        wanted,
        int(rtx) if rtx else None,
        extensions,
        groups,
    )


def _candidate(lines: list[str]) -> tuple[str, int]:
    words = _first(lines, "candidate").split()
    return words[4], int(words[5])


def _first(lines: list[str], attribute: str) -> str:
    return next(_value(line) for line in lines if line.startswith(f"a={attribute}:"))


def _value(line: str) -> str:
    return line.partition(":")[2].strip()
