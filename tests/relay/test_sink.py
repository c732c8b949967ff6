"""What leaves: each index once, the same ciphertext for each retransmission, never plaintext."""

from hypothesis import given, settings
from hypothesis import strategies as st

from relay.commands import StartCall, StopCall
from tests.relay.legs import Bench, two_legs
from tests.relay.support import RtpHeader, pack_header, read_header

AUDIO_OF_A = 1
ADDRESS_OF_A = ("127.0.0.1", 5000)
ADDRESS_OF_B = ("127.0.0.1", 5001)


def seal(bench: Bench, sequence: int, payload: bytes) -> bytes | None:
    """An SRTP packet from leg "a"; None when its own key would be used twice."""
    from relay.library_internals import lib
    from relay.srtp import PacketBuffer

    buffer = PacketBuffer(2048)
    packet = pack_header(RtpHeader(111, sequence, sequence * 960, AUDIO_OF_A)) + payload
    buffer.view[: len(packet)] = packet
    buffer.length[0] = len(packet)
    if lib.srtp_protect(bench.keys["a"].outbound, buffer.pointer, buffer.length):
        return None
    return bytes(buffer.view[: buffer.length[0]])


def media_to_b(bench: Bench) -> list[bytes]:
    return [d for d, to in bench.wire.sent if to == ADDRESS_OF_B and not 191 < d[1] < 224]


@settings(max_examples=60)
@given(
    steps=st.lists(
        st.one_of(st.integers(1, 40), st.sampled_from(["hold", "late", "repeat"])), max_size=60
    )
)
async def test_no_number_leaves_with_two_ciphertexts(steps: list[int | str]) -> None:
    async with two_legs() as (bench, _a, _b):
        late: list[bytes] = []
        sequence, last = 65500, b""
        for step in steps:
            if step == "hold":
                bench.relay.submit(StopCall("c"))
                bench.relay.submit(StartCall("c"))
            elif step == "late" and late:
                bench.put(late.pop(), ADDRESS_OF_A)
            elif step == "repeat" and last:
                bench.put(last, ADDRESS_OF_A)
            elif isinstance(step, int):
                for _ in range(step):
                    sequence += 1
                    packet = seal(bench, sequence & 0xFFFF, sequence.to_bytes(4, "big"))
                    assert packet is not None
                    late = [*late[-20:], packet]
                last = late.pop()
                bench.put(last, ADDRESS_OF_A)
        sent = media_to_b(bench)
        numbers = {read_header(packet).sequence for packet in sent}
        assert len(numbers) == len(sent) == len(set(sent))


async def test_a_retransmission_is_the_same_ciphertext() -> None:
    async with two_legs() as (bench, _a, b):
        packet = seal(bench, 1, b"payload")
        assert packet is not None
        bench.put(packet, ADDRESS_OF_A)
        (original,) = media_to_b(bench)
        sink = b.sinks[0, "audio"]
        assert sink.resend(read_header(original).sequence)
        assert media_to_b(bench) == [original, original]
        assert b"payload" not in original


async def test_a_full_socket_drops_and_counts() -> None:
    async with two_legs() as (bench, _a, b):

        def full(datagram: object, address: object) -> int:
            raise BlockingIOError

        b.sendto = full
        packet = seal(bench, 1, b"payload")
        assert packet is not None
        bench.put(packet, ADDRESS_OF_A)
        counters = bench.relay.counters()
        assert (counters["dropped_send"], counters["packets_forwarded"]) == (1, 0)


async def test_the_longest_packet_fits() -> None:
    async with two_legs() as (bench, _a, _b):
        packet = seal(bench, 1, bytes(1500 - 12 - 16))
        assert packet is not None
        assert len(packet) == 1500
        bench.put(packet, ADDRESS_OF_A)
        assert [len(d) for d in media_to_b(bench)] == [1500]
