"""Transport-wide feedback against itself, and against a report laid out by hand."""

from hypothesis import given
from hypothesis import strategies as st

from relay.transport_feedback import MAX_STATUSES, Arrival, build, read

SSRCS = bytes(8)


@given(
    first=st.integers(0, 0xFFFF),
    start=st.integers(0, 1 << 31),
    steps=st.lists(st.tuples(st.integers(1, 20), st.integers(-1000, 5000)), max_size=40),
)
def test_what_is_built_is_read(first: int, start: int, steps: list[tuple[int, int]]) -> None:
    arrivals, number, ticks = [(first, start)], first, start
    for skip, wait in steps:
        number, ticks = (number + skip) & 0xFFFF, ticks + wait
        arrivals.append((number, ticks))
    told = read(SSRCS + build(first, 3, arrivals))
    shift = start // 256 // (1 << 24) * (1 << 24) * 256
    assert [(n, t + shift) for n, t in told if t is not None] == arrivals
    assert [n for n, _ in told] == [(first + i) & 0xFFFF for i in range(len(told))]


def test_the_layout_is_the_drafts() -> None:
    body = build(1, 7, [(1, 256), (3, 300), (4, 700)])
    # first 1, four statuses, reference 1 x 64 ms, report 7; small, lost, small, large
    assert (
        body.hex()
        == "0001" + "0004" + "000001" + "07" + "d180"[:0] + _chunk() + "002c0190" + "0000"
    )


def _chunk() -> str:
    word = 0b11
    for symbol in (1, 0, 1, 2, 0, 0, 0):
        word = word << 2 | symbol
    return f"{word:04x}"


def test_runs_and_both_vectors_are_read() -> None:
    run = bytes.fromhex("000a 0003 00000100 2003 010203 00".replace(" ", ""))
    assert read(SSRCS + run) == [Arrival(10, 257), Arrival(11, 259), Arrival(12, 262)]
    one_bit = bytes.fromhex("000a 0003 00000000 a800 0105 0000".replace(" ", ""))
    assert read(SSRCS + one_bit) == [Arrival(10, 1), Arrival(11, None), Arrival(12, 6)]


def test_a_report_about_too_many_packets_is_not_read() -> None:
    def lost(count: int) -> bytes:
        return b"\0\1" + count.to_bytes(2, "big") + bytes(4) + count.to_bytes(2, "big") + bytes(2)

    assert len(read(SSRCS + lost(MAX_STATUSES))) == MAX_STATUSES
    assert read(SSRCS + lost(MAX_STATUSES + 1)) == []


@given(st.binary(max_size=200))
def test_any_bytes_give_a_bounded_list(data: bytes) -> None:
    assert len(read(data)) <= MAX_STATUSES
    assert len(read(SSRCS + b"\0\1\x03\xff" + data)) <= MAX_STATUSES
