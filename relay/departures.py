"""When each transport-wide number left to a leg, until its feedback comes."""

KEPT = 1024
"""Numbers remembered: about 3 s at 2.5 Mbit/s. A power of two."""

_MASK = KEPT - 1


class Departures:
    __slots__ = ("_sizes", "_times", "last")

    def __init__(self) -> None:
        self.last = 0
        self._times = [0.0] * KEPT
        self._sizes = [0] * KEPT

    def note(self, size: int, now: float) -> int:
        """The number for a packet of `size` bytes that leaves at `now` (s, monotonic)."""
        self.last = number = (self.last + 1) & 0xFFFF
        slot = number & _MASK
        self._times[slot] = now
        self._sizes[slot] = size
        return number

    def take(self, number: int) -> tuple[float, int]:
        """When the packet left and its size, once: what is unknown or was taken has the size 0."""
        slot = number & _MASK
        size = self._sizes[slot]
        if not size or (self.last - number) & 0xFFFF >= KEPT:
            return 0.0, 0
        self._sizes[slot] = 0
        return self._times[slot], size
