"""Packets missing from a received video stream: what to ask for again, and when to give up."""

from relay.rtcp import MAX_NACKED

REORDERING = 0.005
"""Seconds for which a missing packet may only be late."""
GIVE_UP = 1.0
"""Seconds after which a missing packet is worth nothing any more: a keyframe is asked for."""
MIN_RETRY = 0.02
SLACK = 0.01
"""Seconds over the round trip before a packet is asked for again."""
MAX_MISSING = 256
"""More at once are not repaired one by one."""


class Gaps:
    """Sequence numbers modulo 2^16 of one stream; times are seconds of a monotonic clock."""

    __slots__ = ("_broken", "highest", "missing")

    def __init__(self) -> None:
        self.highest = -1
        self.missing: dict[int, list[float]] = {}
        """When each was noticed, and when it is to be asked for next; the oldest first."""
        self._broken = False

    def take(self, sequence: int, now: float) -> bool:
        """Counts a packet in. False for a duplicate, and for one that was given up."""
        ahead = (sequence - self.highest) & 0xFFFF
        if ahead == 1 or self.highest < 0:
            self.highest = sequence
            return True
        if ahead == 0 or ahead >= 0x8000:
            return self.missing.pop(sequence, None) is not None
        self._open(self.highest + 1, ahead - 1, now)
        self.highest = sequence
        return True

    def due(self, now: float, round_trip: float) -> list[int]:
        """The numbers to ask for now, at most `MAX_NACKED`; the rest at the next look."""
        wanted: list[int] = []
        for sequence, times in list(self.missing.items()):
            if now - times[0] >= GIVE_UP:
                del self.missing[sequence]
                self._broken = True
            elif now >= times[1] and len(wanted) < MAX_NACKED:
                times[1] = now + max(MIN_RETRY, round_trip + SLACK)
                wanted.append(sequence)
        return wanted

    def take_broken(self) -> bool:
        """True once after packets were given up: the pictures after them cannot be decoded."""
        broken, self._broken = self._broken, False
        return broken

    def _open(self, first: int, count: int, now: float) -> None:
        if count + len(self.missing) > MAX_MISSING:
            self.missing.clear()
            self._broken = True
            return
        for sequence in range(first, first + count):
            self.missing[sequence & 0xFFFF] = [now, now + REORDERING]
