"""Statistics of a received stream against RFC 3550's definitions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay.reception import Reception
from relay.rtcp import ReportBlock, SenderInfo


def report(reception: Reception, now: float = 0.0) -> ReportBlock:
    block = reception.report(7, now)
    assert block is not None
    return block


def test_nothing_is_reported_before_the_first_packet() -> None:
    assert Reception(90000).report(7, 0.0) is None


def test_loss_is_counted_since_the_start_and_since_the_last_report() -> None:
    reception = Reception(90000)
    for sequence in (10, 11, 14, 15):
        reception.count(sequence, 0, 0.0)
    first = report(reception)
    assert (first.lost, first.fraction, first.highest) == (2, 256 * 2 // 6, 15)
    reception.count(16, 0, 0.0)
    second = report(reception)
    assert (second.lost, second.fraction) == (2, 0)


def test_a_late_packet_is_not_lost() -> None:
    reception = Reception(90000)
    newest = [reception.count(sequence, 0, 0.0) for sequence in (1, 3, 2)]
    assert newest == [True, True, False]
    assert report(reception).lost == 0


def test_roll_overs_are_counted_in_the_highest_number() -> None:
    reception = Reception(90000)
    for sequence in (65534, 65535, 0, 1):
        reception.count(sequence, 0, 0.0)
    assert report(reception).highest == (1 << 16) + 1
    assert report(reception).lost == 0


def test_an_even_stream_has_no_jitter_even_when_timestamps_wrap() -> None:
    reception = Reception(8000)
    start = 0xFFFFFFFF - 400
    for number in range(50):
        reception.count(number, (start + 160 * number) & 0xFFFFFFFF, 100 + number * 0.02)
    assert report(reception).jitter <= 1


def test_jitter_follows_the_formula() -> None:
    reception = Reception(1000)
    expected, before = 0.0, None
    for number, arrival in enumerate((0.0, 0.025, 0.039, 0.062, 0.081)):
        reception.count(number, 20 * number, arrival)
        transit = int(arrival * 1000) - 20 * number
        if before is not None:
            expected += (abs(transit - before) - expected) / 16
        before = transit
    assert report(reception).jitter == int(expected)


def test_the_last_sender_report_is_named_with_the_delay_since() -> None:
    reception = Reception(90000)
    reception.count(1, 0, 0.0)
    assert (report(reception).last, report(reception).delay) == (0, 0)
    reception.note_sender_info(SenderInfo(0x11112222_33334444, 0, 0, 0), 10.0)
    block = report(reception, 10.5)
    assert (block.last, block.delay) == (0x22223333, 32768)


@given(st.lists(st.integers(0, 0xFFFF), min_size=1), st.floats(0, 1e6))
def test_any_numbers_give_a_report_that_fits_its_fields(sequences: list[int], now: float) -> None:
    reception = Reception(90000)
    for sequence in sequences:
        reception.count(sequence, sequence * 7, now)
    block = report(reception, now)
    assert 0 <= block.fraction <= 255
    assert -0x800000 <= block.lost <= 0x7FFFFF
    assert 0 <= block.jitter <= 0xFFFFFFFF


@pytest.mark.parametrize("clock_rate", [48000, 90000])
def test_duplicates_make_loss_negative_not_wrong(clock_rate: int) -> None:
    reception = Reception(clock_rate)
    for sequence in (1, 1, 1):
        reception.count(sequence, 0, 0.0)
    assert report(reception).lost == -2
