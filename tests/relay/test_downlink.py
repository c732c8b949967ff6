"""The estimate against a simulated way: a bottleneck with a queue, random loss, a longer path."""

import random
from collections import deque

from relay.departures import Departures
from relay.downlink import Downlink
from relay.transport_feedback import TICKS_A_SECOND, Arrival

SIZE = 1000
INTERVAL = 0.1


class Way:
    """Sends frames as fast as the estimate (or `most`) says, through `capacity` bit/s."""

    def __init__(self, capacity: float, *, loss: float = 0.0, most: float = 2.5e6) -> None:
        self.capacity, self.loss, self.most = capacity, loss, most
        self.delay = 0.02
        self.link = Downlink(1_000_000, 100_000, 2_500_000)
        self.queue = 0.0
        self._sent = Departures()
        self._now = 1000.0
        self._free_at = 0.0
        self._under_way: deque[tuple[float, Arrival]] = deque()
        self._random = random.Random(1)
        self._report_at = self._now
        self._credit = 0.0

    def run(self, seconds: float) -> float:
        """The estimate in kbit/s after that."""
        end = self._now + seconds
        while self._now < end:
            self._now += 1 / 30
            self._credit += min(self.link.bitrate, self.most) / 30 / 8
            while self._credit >= SIZE:
                self._credit -= SIZE
                self._send()
            if self._now >= self._report_at:
                self._report_at = self._now + INTERVAL
                self._report()
        return self.link.bitrate / 1000

    def _send(self) -> None:
        number = self._sent.note(SIZE, self._now)
        self._free_at = max(self._free_at, self._now) + SIZE * 8 / self.capacity
        self.queue = self._free_at - self._now
        arrived = self._free_at + self.delay
        if self.queue > 0.5 or self._random.random() < self.loss:
            self._free_at -= SIZE * 8 / self.capacity
            self._under_way.append((arrived, Arrival(number, None)))
        else:
            ticks = int((arrived + 77) * TICKS_A_SECOND)
            self._under_way.append((arrived, Arrival(number, ticks)))

    def _report(self) -> None:
        arrivals = []
        while self._under_way and self._under_way[0][0] + self.delay <= self._now:
            arrivals.append(self._under_way.popleft()[1])
        self.link.feedback(arrivals, self._sent, 0.05, self._now)


def test_a_free_way_is_used_to_the_setting() -> None:
    assert Way(20e6).run(10) == 2500


def test_it_settles_below_a_bottleneck_with_a_short_queue() -> None:
    way = Way(800e3)
    way.run(10)
    rates = []
    queues = []
    for _ in range(100):
        rates.append(way.run(0.1))
        queues.append(way.queue)
    assert 500 < sum(rates) / len(rates) < 900
    assert sorted(queues)[50] < 0.12


def test_random_loss_of_five_per_cent_costs_nothing() -> None:
    assert Way(20e6, loss=0.05).run(10) > 2300


def test_heavy_loss_does() -> None:
    assert Way(20e6, loss=0.25).run(10) < 600


def test_a_squeeze_is_followed_within_two_seconds_and_left_within_fifteen() -> None:
    way = Way(5e6)
    way.run(10)
    way.capacity = 300e3
    assert way.run(2) < 400
    way.run(28)
    assert way.queue < 0.25
    way.capacity = 5e6
    assert way.run(15) > 2000


def test_a_way_that_became_longer_is_not_a_queue_for_ever() -> None:
    way = Way(20e6)
    way.run(5)
    way.delay = 0.15
    way.run(10)
    assert way.run(15) > 2000


def test_a_sender_of_little_does_not_raise_it_far() -> None:
    assert Way(20e6, most=200e3).run(20) <= 1000


def test_forged_reports_count_each_packet_once_and_stay_within_the_settings() -> None:
    link, sent = Downlink(1_000_000, 100_000, 2_500_000), Departures()
    number = sent.note(1200, 1.0)
    for turn in range(100):
        link.feedback([Arrival(number, turn * -99999)] * 50, sent, 0.1, 1.0 + turn / 100)
    assert link.delivered <= 1200 * 8 / 0.5
    assert 100_000 <= link.bitrate <= 2_500_000
