"""How much one leg can take: an estimate from its transport-wide feedback (docs/adr/0003)."""

from collections import deque

from relay.departures import Departures
from relay.transport_feedback import TICKS_A_SECOND, Arrival

HIGH_DELAY = 0.07
"""Seconds of queue on the way that call for less. A frame at 30 fps is 33 ms."""
LOW_DELAY = 0.035
"""Below this the rate may grow."""
BASE_WINDOW = 5.0
"""The shortest delay of this and the window before counts as the empty path."""
BACK_OFF = 0.85
"""RFC 8698 and GCC (draft-ietf-rmcat-gcc-02 section 5.5) fall to this share of what arrived."""
AT_LEAST = 0.95
"""Each fall is one, even while a queue that empties makes more arrive than was sent."""
HIGH_LOSS = 0.10
"""GCC section 6: above it, fall by half the loss; random loss below it says nothing of the rate."""
LOSS_WINDOW = 1.0
GROWTH = 0.30
CAREFUL_GROWTH = 0.08
"""Shares a second; careful within `CAREFUL_FOR` after a fall."""
CAREFUL_FOR = 3.0
HOLD = 0.3
"""Seconds, with the round trip, that a fall has to show."""
HEADROOM = 1.5
"""Grows no further than this over what really arrived: nobody has tried more."""
RATE_WINDOW = 0.5
PATIENCE = 1.0
STEADY = 0.02
"""A delay that stays within `STEADY` s for `PATIENCE` s of falls, without loss, is no queue, which
would grow or shrink: the path itself is longer now."""
LITTLE_LOSS = 0.02


class Downlink:
    """`bitrate` in bit/s; times are seconds of the relay's monotonic clock."""

    def __init__(self, start: int, lowest: int, highest: int) -> None:
        self.bitrate = float(start)
        self.heard = False
        self.loss = 0.0
        """Share of packets lost in the last full `LOSS_WINDOW`."""
        self._lowest = lowest
        self._highest = highest
        self._bases = (float("inf"), float("inf"))
        self._base_at = float("-inf")
        self._delivered: deque[tuple[float, int]] = deque()
        self._delivered_bits = 0
        self._counts = [0, 0]
        self._counted_at = float("-inf")
        self._fell_at = float("-inf")
        self._grew_at = float("-inf")
        self._late_since = float("inf")
        self._late_range = (0.0, 0.0)

    def feedback(
        self, arrivals: list[Arrival], sent: Departures, round_trip: float, now: float
    ) -> None:
        """Takes one report in. Each number counts once, whatever is reported about it."""
        shortest, bits, received, lost = float("inf"), 0, 0, 0
        for number, ticks in arrivals:
            if ticks is None:
                lost += 1
                continue
            left, size = sent.take(number)
            if not size:
                continue
            received += 1
            bits += size * 8
            shortest = min(shortest, ticks / TICKS_A_SECOND - left)
        if not received:
            return
        self.heard = True
        self._deliver(bits, now)
        self._count_loss(lost, received, now)
        self._judge(self._queue(shortest, now), round_trip, now)

    def restart(self) -> None:
        """The leg has moved: the delay of the new path is not known."""
        self._bases = (float("inf"), float("inf"))
        self._late_since = float("inf")

    def _deliver(self, bits: int, now: float) -> None:
        self._delivered.append((now, bits))
        self._delivered_bits += bits
        while self._delivered[0][0] < now - RATE_WINDOW:
            self._delivered_bits -= self._delivered.popleft()[1]

    @property
    def delivered(self) -> float:
        """bit/s that arrived in about the last `RATE_WINDOW`, between its first and last report."""
        first, before = self._delivered[0]
        span = max(RATE_WINDOW / 2, self._delivered[-1][0] - first)
        return (self._delivered_bits - before) / span

    def _count_loss(self, lost: int, received: int, now: float) -> None:
        self._counts[0] += lost
        self._counts[1] += received
        if now - self._counted_at < LOSS_WINDOW:
            return
        total = sum(self._counts)
        self.loss = self._counts[0] / total
        self._counts = [0, 0]
        self._counted_at = now
        if self.loss > HIGH_LOSS and total >= 20:
            self._fall(self.bitrate * (1 - 0.5 * self.loss), now)

    def _queue(self, shortest: float, now: float) -> float:
        """Seconds spent in queues: the clocks' unknown distance is in both terms and falls out."""
        if now - self._base_at >= BASE_WINDOW:
            self._bases = (self._bases[1], shortest)
            self._base_at = now
        elif shortest < self._bases[1]:
            self._bases = (self._bases[0], shortest)
        return shortest - min(self._bases)

    def _judge(self, queue: float, round_trip: float, now: float) -> None:
        if queue > HIGH_DELAY:
            if self._is_steady(queue, now):
                self.restart()
            elif now - self._fell_at > HOLD + round_trip:
                self._fall(min(self.bitrate * AT_LEAST, self.delivered * BACK_OFF), now)
            return
        self._late_since = float("inf")
        if queue < LOW_DELAY and self.loss <= HIGH_LOSS:
            self._grow(now)

    def _is_steady(self, queue: float, now: float) -> bool:
        if self._late_since > now:
            self._late_since, self._late_range = now, (queue, queue)
        low, high = self._late_range
        self._late_range = low, high = min(low, queue), max(high, queue)
        if now - self._late_since < PATIENCE:
            return False
        self._late_since = float("inf")
        lossless = max(self.loss, self._counts[0] / max(1, sum(self._counts))) < LITTLE_LOSS
        return lossless and high - low < STEADY

    def _fall(self, bitrate: float, now: float) -> None:
        self.bitrate = max(self._lowest, bitrate)
        self._fell_at = self._grew_at = now

    def _grow(self, now: float) -> None:
        elapsed = min(0.5, max(0.0, now - self._grew_at))
        self._grew_at = now
        rate = CAREFUL_GROWTH if now - self._fell_at < CAREFUL_FOR else GROWTH
        limit = min(self._highest, self.delivered * HEADROOM + 50_000)
        if self.bitrate < limit:
            self.bitrate = min(limit, self.bitrate * (1 + rate * elapsed))
