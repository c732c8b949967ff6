"""The benchmark runs from end to end, and its numbers hang together (their size is not tested)."""

import argparse
import json
from pathlib import Path

import pytest

from relay.bench import cli, media
from relay.bench.load import LoadRun
from relay.bench.offered import build_answer, read_offer
from relay.ice import IceCredentials
from relay.keyframes import vp8
from relay.offer import build_offer
from tests.relay.test_offer import parts

NEEDED = {
    "calls",
    "seconds",
    "valid",
    "cpu_us_per_packet",
    "packets_forwarded",
    "packets_lost",
    "delay_ms_p50",
    "delay_ms_p99",
    "calls_per_core",
    "extrapolated",
    "profile",
}


def run(*options: str) -> int:
    parser = argparse.ArgumentParser()
    cli.add_arguments(parser)
    return cli.run(parser.parse_args(options))


@pytest.mark.slow
def test_two_calls_for_two_seconds(tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    code = run("--calls", "2", "--seconds", "2", "--json", str(file))
    result = json.loads(file.read_text())
    assert set(result) >= NEEDED
    assert code == (0 if result["valid"] else 1)
    assert result["profile"] == "SRTP_AEAD_AES_256_GCM"
    assert result["packets_broken"] == 0
    assert result["packets_sent"] == result["packets_lost"] + result["packets_received"]
    # 50 audio packets a second and at least one packet a frame, each way
    assert result["packets_sent"] >= 2 * 2 * 2 * (50 + 30)
    assert result["packets_received"] > 0.5 * result["packets_sent"]


def test_no_calls_are_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--calls", "0") == 2
    assert "at least 1 call" in capsys.readouterr().err


def test_a_late_or_blocked_generator_makes_the_run_invalid() -> None:
    assert LoadRun([0.1] * 1000).valid
    assert not LoadRun([50.0] * 1000).valid
    assert not LoadRun([0.1] * 1000, unsent=1).valid


def test_a_frame_is_cut_into_payloads_of_one_picture() -> None:
    frame = bytes(range(256)) * 10
    payloads = media.packetize_vp8(frame, 5)
    assert b"".join(payload[4:] for payload in payloads) == frame
    assert {payload[2:4] for payload in payloads} == {b"\x80\x05"}
    assert [payload[0] & 0x10 for payload in payloads] == [0x10, 0, 0]
    assert vp8(payloads[0])


def test_our_answer_to_an_offer_is_one_that_the_relay_takes() -> None:
    from relay.answer import read_answer

    offered = read_offer(build_offer(parts()))
    assert offered.address == ("192.0.2.1", 40120)
    ssrcs = {"audio": 5, "video": 6}
    sdp = build_answer(offered, IceCredentials(), offered.fingerprint, ssrcs, ("127.0.0.1", 9))
    read = read_answer(sdp, "VP8")
    assert (read.audio_ssrc, read.video_ssrc) == (5, 6)
