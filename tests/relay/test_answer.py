"""Answers: what is read, and which code each fault has."""

import contextlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay.answer import MAX_LENGTH, read_answer
from relay.errors import CommandError

FINGERPRINT = "a=fingerprint:sha-256 " + ":".join(["AB"] * 32)


def section(place: int) -> list[str]:
    kind, number = ("audio", 111) if place % 2 == 0 else ("video", 96)
    lines = [
        f"m={kind} 9 UDP/TLS/RTP/SAVPF {number}",
        "c=IN IP4 0.0.0.0",
        f"a=mid:{place}",
        "a=rtcp-mux",
        "a=setup:active",
        FINGERPRINT,
    ]
    if place < 2:
        return [
            *lines,
            "a=sendonly",
            f"a=ssrc:{1000 + place} cname:x",
            f"a=ssrc:{1000 + place} msid:- y",
        ]
    return [*lines, "a=recvonly"]


def answer(change: Callable[[str], str] = lambda text: text) -> str:
    lines = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0"]
    lines.append("a=group:BUNDLE " + " ".join(str(mid) for mid in range(12)))
    for place in range(12):
        lines += section(place)
    return change("\r\n".join(lines) + "\r\n")


def code_of(sdp: str) -> str:
    with pytest.raises(CommandError) as raised:
        read_answer(sdp, "VP8")
    return raised.value.code


def test_a_good_answer_tells_who_and_what() -> None:
    read = read_answer(answer(), "VP8")
    assert (read.audio_ssrc, read.video_ssrc) == (1000, 1001)
    assert [(f.algorithm, f.value) for f in read.dtls_fingerprints()] == [
        ("sha-256", ":".join(["AB"] * 32))
    ]


def test_bare_line_feeds_are_read_as_well() -> None:
    assert read_answer(answer(lambda t: t.replace("\r\n", "\n")), "VP8").audio_ssrc == 1000


def test_a_leg_may_send_nothing() -> None:
    read = read_answer(answer(lambda t: t.replace("a=sendonly", "a=inactive")), "VP8")
    assert (read.audio_ssrc, read.video_ssrc) == (None, None)


def test_a_rejected_section_sends_nothing() -> None:
    sdp = answer(lambda t: t.replace("m=video 9", "m=video 0", 1))
    assert read_answer(sdp, "VP8").video_ssrc is None


def test_session_level_fingerprint_and_setup_count() -> None:
    def move(text: str) -> str:
        text = text.replace(FINGERPRINT + "\r\n", "").replace("a=setup:active\r\n", "")
        return text.replace("t=0 0\r\n", f"t=0 0\r\na=setup:active\r\n{FINGERPRINT}\r\n")

    assert read_answer(answer(move), "VP8").fingerprints


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("answer_too_long", lambda t: t + "a=x:" + "y" * MAX_LENGTH),
        ("broken_sdp", lambda t: ""),
        ("broken_sdp", lambda t: "hello"),
        ("broken_sdp", lambda t: t.replace("v=0", "v=1")),
        ("broken_sdp", lambda t: t + "no equals sign\r\n"),
        ("broken_sdp", lambda t: t + "a=x\r\n" * 5000),
        ("broken_sdp", lambda t: t.replace("m=audio 9 UDP/TLS/RTP/SAVPF 111", "m=audio", 1)),
        ("wrong_sections", lambda t: t[: t.rindex("m=video")]),
        ("wrong_sections", lambda t: t.replace("m=audio", "m=application", 1)),
        ("wrong_sections", lambda t: t.replace("a=mid:3", "a=mid:4")),
        ("wrong_sections", lambda t: t.replace("a=mid:3\r\n", "")),
        ("not_bundled", lambda t: t.replace("BUNDLE 0", "BUNDLE", 1)),
        ("not_bundled", lambda t: t.replace("a=rtcp-mux\r\n", "", 1)),
        ("wrong_setup", lambda t: t.replace("setup:active", "setup:passive")),
        ("wrong_setup", lambda t: t.replace("setup:active", "setup:actpass", 1)),
        ("wrong_setup", lambda t: t.replace("a=setup:active\r\n", "")),
        ("no_fingerprint", lambda t: t.replace(FINGERPRINT + "\r\n", "")),
        ("no_fingerprint", lambda t: t.replace("sha-256", "md5")),
        ("codec_refused", lambda t: t.replace("SAVPF 96", "SAVPF 97", 1)),
        ("bad_ssrc", lambda t: t.replace("a=ssrc:1000", "a=ssrc:4294967296")),
        ("bad_ssrc", lambda t: t.replace("a=ssrc:1000", "a=ssrc:-1")),
        ("bad_ssrc", lambda t: t.replace("a=ssrc:1000", "a=ssrc:\u0661")),
        ("bad_ssrc", lambda t: t.replace("a=ssrc:1000", "a=other:1000")),
        ("bad_ssrc", lambda t: t.replace("a=ssrc:1000", "a=ssrc:1001")),
    ],
)
def test_every_fault_has_its_code(code: str, change: Callable[[str], str]) -> None:
    assert code_of(answer(change)) == code


@given(st.text(max_size=300))
def test_any_text_is_an_answer_or_an_error_with_a_code(text: str) -> None:
    for sdp in (text, "v=0\r\n" + text):
        with pytest.raises(CommandError):
            read_answer(sdp, "VP8")


@given(st.integers(0, 10_000), st.text(max_size=8), st.integers(0, 30))
def test_a_damaged_answer_is_read_or_refused(place: int, insert: str, cut: int) -> None:
    good = answer()
    at = place % len(good)
    with contextlib.suppress(CommandError):
        read_answer(good[:at] + insert + good[at + cut :], "VP8")
