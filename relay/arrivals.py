"""When the packets of one hop arrived, by their transport-wide numbers, until it is reported."""

from relay import transport_feedback

INTERVAL = 0.1
"""Seconds between two reports; libwebrtc's receivers report every 50 to 250 ms."""
MAX_WAITING = 512
"""Packets in one report; more in one interval are not reported."""
_HALF = 0x8000


class Arrivals:
    __slots__ = ("_interval", "_next", "_reports", "_waiting", "due")

    def __init__(self, interval: float = INTERVAL) -> None:
        self._interval = interval
        self.due = 0.0
        self._waiting: list[tuple[int, float]] = []
        self._next = -1
        self._reports = 0

    def note(self, number: int, now: float) -> None:
        """A packet with this number arrived at `now` (s, monotonic)."""
        if len(self._waiting) < MAX_WAITING:
            self._waiting.append((number, now))

    def report(self, now: float) -> bytes | None:
        """The report since the last one; None while it is not due or nothing came."""
        if not self._waiting or now < self.due:
            return None
        self.due = now + self._interval
        waiting, self._waiting = self._waiting, []
        reference = self._next if self._next >= 0 else waiting[0][0]
        offsets = [((number - reference + _HALF) & 0xFFFF) - _HALF for number, _ in waiting]
        low, high = min(0, *offsets), max(offsets)
        if high - low >= transport_feedback.MAX_STATUSES:  # the sender began anew
            reference, low, high = waiting[-1][0], 0, 0
            waiting = waiting[-1:]
        self._next = (reference + max(high + 1, 0)) & 0xFFFF
        self._reports += 1
        rate = transport_feedback.TICKS_A_SECOND
        ticks: dict[int, int] = {}
        for number, arrived in waiting:
            ticks.setdefault(number, int(arrived * rate))
        first = (reference + low) & 0xFFFF
        try:
            return transport_feedback.build(first, self._reports - 1, list(ticks.items()))
        except ValueError:
            return None
