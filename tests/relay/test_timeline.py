"""Renumbering: bijective while a source lasts, unbroken and never repeating when it changes."""

from hypothesis import given
from hypothesis import strategies as st

from relay.timeline import Timeline

NUMBERS = st.integers(0, 0xFFFF)
STAMPS = st.integers(0, 0xFFFFFFFF)


@st.composite
def arrivals(draw: st.DrawFn) -> list[int]:
    """A source's sequence numbers as they arrive: in order, with gaps and reordering, no repeats."""
    start = draw(st.integers(1 << 16, 1 << 20))
    gaps = draw(st.lists(st.integers(1, 40), min_size=1, max_size=60))
    indexes = [start]
    for gap in gaps:
        indexes.append(indexes[-1] + gap)
    swaps = draw(st.lists(st.integers(0, len(indexes) - 2), max_size=20))
    for place in swaps:
        indexes[place], indexes[place + 1] = indexes[place + 1], indexes[place]
    return indexes


@given(st.lists(arrivals(), min_size=1, max_size=6), st.data())
def test_no_index_is_given_to_two_packets(sources: list[list[int]], data: st.DataObject) -> None:
    timeline = Timeline(90000)
    given: set[int] = set()
    for now, indexes in enumerate(sources):
        timeline.rebase(indexes[0] & 0xFFFF, data.draw(STAMPS), float(now))
        for index in indexes:
            out = timeline.index(index & 0xFFFF, 0, float(now))
            if out >= 0:
                assert out not in given
                given.add(out)


@given(arrivals())
def test_one_source_keeps_its_distances(indexes: list[int]) -> None:
    timeline = Timeline(90000)
    timeline.rebase(indexes[0] & 0xFFFF, 0, 0.0)
    base = timeline.index(indexes[0] & 0xFFFF, 0, 0.0)
    for index in indexes[1:]:
        out = timeline.index(index & 0xFFFF, 0, 0.0)
        assert out == (base + index - indexes[0] if index >= indexes[0] else -1)


@given(arrivals(), arrivals())
def test_a_new_source_follows_the_last_packet(first: list[int], second: list[int]) -> None:
    timeline = Timeline(48000)
    timeline.rebase(first[0] & 0xFFFF, 0, 0.0)
    sent = [timeline.index(index & 0xFFFF, 0, 0.0) for index in first]
    timeline.rebase(second[0] & 0xFFFF, 0, 1.0)
    assert timeline.index(second[0] & 0xFFFF, 0, 1.0) == max(sent) + 1


@given(NUMBERS, STAMPS, NUMBERS, STAMPS, st.floats(0, 3600))
def test_timestamps_move_on_by_the_time_between(
    number: int, stamp: int, next_number: int, next_stamp: int, gap: float
) -> None:
    timeline = Timeline(90000)
    timeline.rebase(number, stamp, 0.0)
    timeline.index(number, stamp, 0.0)
    before = stamp + timeline.timestamp_offset
    timeline.rebase(next_number, next_stamp, gap)
    after = next_stamp + timeline.timestamp_offset
    assert (after - before) & 0xFFFFFFFF == max(1, int(gap * 90000)) & 0xFFFFFFFF


@given(arrivals())
def test_a_viewers_number_leads_back_to_the_source(indexes: list[int]) -> None:
    timeline = Timeline(90000)
    timeline.rebase(indexes[0] & 0xFFFF, 0, 0.0)
    pairs = [(timeline.index(i & 0xFFFF, 0, 0.0), i & 0xFFFF) for i in indexes]
    for out, source in pairs:
        if out >= 0:
            assert timeline.source_sequence(out & 0xFFFF) == source


def test_a_number_from_before_the_source_leads_nowhere() -> None:
    timeline = Timeline(90000)
    timeline.rebase(10, 0, 0.0)
    first = timeline.index(10, 0, 0.0)
    timeline.rebase(900, 0, 1.0)
    timeline.index(900, 0, 1.0)
    assert timeline.source_sequence(first & 0xFFFF) is None
    assert timeline.source_sequence((first + 2) & 0xFFFF) is None


def test_starts_in_the_lower_half() -> None:
    assert all(Timeline(90000)._highest < 1 << 15 for _ in range(50))
