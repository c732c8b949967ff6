"""The relay's own reports: every number once, gaps told, never more than its share."""

from relay.arrivals import INTERVAL, MAX_WAITING, Arrivals
from relay.transport_feedback import read

SSRCS = bytes(8)


def told(arrivals: Arrivals, now: float) -> list[tuple[int, bool]]:
    report = arrivals.report(now)
    assert report is not None
    return [(number, ticks is not None) for number, ticks in read(SSRCS + report)]


def test_nothing_is_told_of_nothing() -> None:
    assert Arrivals().report(1.0) is None


def test_a_report_is_due_after_the_interval() -> None:
    arrivals = Arrivals()
    arrivals.note(1, 1.0)
    assert arrivals.report(1.0)
    arrivals.note(2, 1.01)
    assert arrivals.report(1.01) is None
    assert arrivals.report(1.0 + INTERVAL)


def test_losses_between_two_reports_are_told() -> None:
    arrivals = Arrivals()
    arrivals.note(65534, 1.0)
    assert told(arrivals, 1.0) == [(65534, True)]
    arrivals.note(0, 1.1)
    arrivals.note(1, 1.1)
    assert told(arrivals, 2.0) == [(65535, False), (0, True), (1, True)]


def test_a_late_packet_is_told_in_the_next_report() -> None:
    arrivals = Arrivals()
    arrivals.note(5, 1.0)
    arrivals.note(7, 1.0)
    told(arrivals, 1.0)
    arrivals.note(6, 1.05)
    arrivals.note(8, 1.06)
    assert told(arrivals, 2.0) == [(6, True), (7, False), (8, True)]


def test_packets_out_of_order_are_told_in_order() -> None:
    arrivals = Arrivals()
    for number, now in ((3, 1.0), (5, 1.001), (4, 1.002), (4, 1.003)):
        arrivals.note(number, now)
    assert told(arrivals, 2.0) == [(3, True), (4, True), (5, True)]


def test_a_flood_and_a_jump_are_bounded() -> None:
    arrivals = Arrivals()
    for number in range(5000):
        arrivals.note(number & 0xFFFF, 1.0)
    assert len(told(arrivals, 1.0)) == MAX_WAITING
    arrivals.note(40000, 1.2)
    assert told(arrivals, 2.0) == [(40000, True)]
    arrivals.note(40001, 1.2)
    arrivals.note(40002, 100.0)
    assert arrivals.report(200.0) is None  # 8 s apart cannot be written
    arrivals.note(40003, 201.0)
    assert told(arrivals, 202.0) == [(40003, True)]
