"""Lost packets on either hop, with retransmission streams; and that no key stream is used twice."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from relay import rtcp
from relay.commands import StartCall, StopCall
from relay.events import LegOffer
from tests.relay.legs import Bench, seal_rtcp, seal_rtp, two_legs
from tests.relay.support import DELTA, KEYFRAME, read_header, two_peers, until

VIDEO_OF_A = 2
RTX_OF_A = 3
ADDRESS_OF_A = ("127.0.0.1", 5000)
ADDRESS_OF_B = ("127.0.0.1", 5001)


def is_nack(packet: rtcp.Packet) -> bool:
    return packet.kind == rtcp.TRANSPORT_FEEDBACK and packet.form == rtcp.NACK


def sent_to_b(bench: Bench) -> Iterator[bytes]:
    return (d for d, to in bench.wire.sent if to == ADDRESS_OF_B and not 191 < d[1] < 224)


async def test_a_viewers_lost_packet_comes_in_the_retransmission_stream() -> None:
    async with two_peers(rtx=True) as (relay, log, a, b):
        relay.submit(StartCall("c"))
        a.send("video", KEYFRAME, 100, 3000)
        first, _ = await b.rtp()
        a.send("video", DELTA, 101, 6000)
        lost, _ = await b.rtp()
        b.send_rtcp(rtcp.nack(1, lost.ssrc, [lost.sequence]))
        again, payload = await b.rtp()
        assert payload == lost.sequence.to_bytes(2, "big") + DELTA
        assert (again.payload_type, again.timestamp) == (97, lost.timestamp)
        assert again.ssrc not in (first.ssrc, lost.ssrc)
        offer = log.of(LegOffer, "b")[0].sdp
        assert f"a=ssrc-group:FID {first.ssrc} {again.ssrc}" in offer


async def test_a_packet_lost_on_the_way_up_is_asked_for_and_takes_its_place() -> None:
    async with two_peers(rtx=True) as (relay, _, a, b):
        relay.submit(StartCall("c"))
        a.send("video", KEYFRAME, 100)
        first, _ = await b.rtp()
        a.send("video", DELTA, 102)
        await b.rtp()
        asked = await a.rtcp(is_nack)
        assert list(rtcp.nack_sequences(asked.body)) == [101]
        a.send("rtx", (101).to_bytes(2, "big") + DELTA, 1)
        repaired, payload = await b.rtp()
        assert payload == DELTA
        assert repaired.sequence == (first.sequence + 1) & 0xFFFF
        assert (repaired.ssrc, repaired.payload_type) == (first.ssrc, 96)
        counters = relay.counters()
        assert (counters["packets_repaired"], counters["duplicates"]) == (1, 0)


async def test_padding_and_what_is_there_already_is_not_forwarded() -> None:
    async with two_peers(rtx=True) as (relay, _, a, b):
        relay.submit(StartCall("c"))
        a.send("video", KEYFRAME, 100)
        await b.rtp()
        a.send("rtx", (100).to_bytes(2, "big") + KEYFRAME, 1)
        a.send("rtx", b"", 2)
        await until(lambda: relay.counters()["duplicates"] == 1)
        a.send("video", DELTA, 101)
        assert (await b.rtp())[1] == DELTA


async def test_a_repair_and_its_late_original_pass_once() -> None:
    async with two_legs(rtx=True) as (bench, _, _b):
        late = seal_rtp(bench, "a", VIDEO_OF_A, 96, 11, DELTA)
        bench.put(seal_rtp(bench, "a", VIDEO_OF_A, 96, 10, KEYFRAME), ADDRESS_OF_A)
        bench.put(seal_rtp(bench, "a", VIDEO_OF_A, 96, 12, DELTA), ADDRESS_OF_A)
        osn = (11).to_bytes(2, "big")
        bench.put(seal_rtp(bench, "a", RTX_OF_A, 97, 1, osn + DELTA), ADDRESS_OF_A)
        assert len(list(sent_to_b(bench))) == 3
        bench.put(late, ADDRESS_OF_A)
        assert len(list(sent_to_b(bench))) == 3
        assert bench.relay.counters()["dropped_srtp"] == 0


async def test_what_is_not_repaired_in_time_is_a_keyframe() -> None:
    async with two_legs(rtx=True) as (bench, a, _):
        bench.put(seal_rtp(bench, "a", VIDEO_OF_A, 96, 10, KEYFRAME), ADDRESS_OF_A)
        bench.put(seal_rtp(bench, "a", VIDEO_OF_A, 96, 12, DELTA), ADDRESS_OF_A)
        requests = bench.relay.counters()["keyframe_requests"]
        a.sources[VIDEO_OF_A].repair(1.05)
        assert bench.relay.counters()["nacks_sent"] == 1
        a.sources[VIDEO_OF_A].repair(2.5)
        assert bench.relay.counters()["keyframe_requests"] == requests + 1
        a.sources[VIDEO_OF_A].repair(5.0)
        assert bench.relay.counters()["nacks_sent"] == 1


async def test_a_storm_of_nacks_is_answered_within_bounds() -> None:
    async with two_legs(rtx=True) as (bench, _, b):
        for number in range(200):
            payload = DELTA if number else KEYFRAME
            bench.put(seal_rtp(bench, "a", VIDEO_OF_A, 96, 1000 + number, payload), ADDRESS_OF_A)
        ssrc = b.sinks[0, "video"].ssrc
        first = read_header(next(sent_to_b(bench))).sequence
        everything = [(first + number) & 0xFFFF for number in range(200)]
        for turn in range(1000):
            storm = rtcp.nack(1, ssrc, everything[turn % 100 :])
            bench.put(seal_rtcp(bench, "b", storm), ADDRESS_OF_B, 1.0 + turn / 1000)
        # One second: the leg's own limit, plus the burst that it starts with.
        assert 64 <= bench.relay.counters()["packets_retransmitted"] <= 1000
        assert sum(1 for d in sent_to_b(bench) if len(d) < 20) == 0


@settings(max_examples=40)
@given(
    steps=st.lists(
        st.one_of(
            st.integers(1, 40), st.sampled_from(["hold", "lose", "repair", "late", "nack", "nack"])
        ),
        max_size=60,
    ),
    rtx=st.booleans(),
)
async def test_no_number_of_any_stream_leaves_with_two_ciphertexts(
    steps: list[int | str], rtx: bool
) -> None:
    """SSRC and sequence number name the key stream (fewer than 2^16 packets: no roll-over)."""
    async with two_legs(rtx=rtx) as (bench, _, b):
        world = _World(bench, b.sinks[0, "video"].ssrc)
        for step in steps:
            world.do(step)
        seen: dict[tuple[int, int], bytes] = {}
        for packet in sent_to_b(bench):
            header = read_header(packet)
            assert seen.setdefault((header.ssrc, header.sequence), packet) == packet
        if rtx:
            assert len(seen) == len(list(sent_to_b(bench)))


class _World:
    """A sender that loses, repairs and delays packets, and a viewer that asks for them again."""

    def __init__(self, bench: Bench, viewed: int) -> None:
        self._bench = bench
        self._viewed = viewed
        self._sequence, self._rtx, self._now = 65500, 0, 1.0
        self._lost: list[tuple[int, bytes]] = []

    def do(self, step: int | str) -> None:
        self._now += 0.05
        if isinstance(step, int):
            for number in range(step):
                self._put(self._next(KEYFRAME if number == 0 else DELTA)[1])
        else:
            getattr(self, f"_{step}")()

    def _next(self, payload: bytes) -> tuple[int, bytes]:
        self._sequence = (self._sequence + 1) & 0xFFFF
        return self._sequence, seal_rtp(self._bench, "a", 2, 96, self._sequence, payload)

    def _put(self, packet: bytes, address: object = ADDRESS_OF_A) -> None:
        self._bench.put(packet, address, self._now)

    def _hold(self) -> None:
        self._bench.relay.submit(StopCall("c"))
        self._bench.relay.submit(StartCall("c"))

    def _lose(self) -> None:
        self._lost.append(self._next(DELTA))

    def _repair(self) -> None:
        if self._lost:
            self._rtx += 1
            payload = self._lost[-1][0].to_bytes(2, "big") + DELTA
            self._put(seal_rtp(self._bench, "a", RTX_OF_A, 97, self._rtx, payload))

    def _late(self) -> None:
        if self._lost:
            self._put(self._lost.pop()[1])

    def _nack(self) -> None:
        numbers = [read_header(packet).sequence for packet in sent_to_b(self._bench)][-20:]
        asked = rtcp.nack(1, self._viewed, numbers)
        self._put(seal_rtcp(self._bench, "b", asked), ADDRESS_OF_B)
