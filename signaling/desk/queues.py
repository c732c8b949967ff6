"""An ordered queue for each mode of each centre."""

from bisect import bisect_left, insort
from dataclasses import dataclass, field
from typing import NamedTuple

from signaling.desk.words import Mode


class QueueName(NamedTuple):
    """Which queue."""

    centre_id: str
    mode: Mode


class QueueKey(NamedTuple):
    """A position: by priority, then by arrival.

    Arrivals are numbered, not compared by time: when the clock goes backwards nobody overtakes.
    """

    rank: int
    order: int
    session_id: str


@dataclass(slots=True)
class Queue:
    """Sorted keys, so that a place is found in O(log n)."""

    everyone: list[QueueKey] = field(default_factory=list)
    """Waiting and offered."""
    open: list[QueueKey] = field(default_factory=list)
    """Those of them who can be offered now: waiting, and the caller is there."""

    def add(self, key: QueueKey, can_be_offered: bool) -> None:
        """Put a session in."""
        insort(self.everyone, key)
        if can_be_offered:
            insort(self.open, key)

    def remove(self, key: QueueKey) -> None:
        """Take a session out if it is in."""
        for keys in (self.everyone, self.open):
            at = bisect_left(keys, key)
            if at < len(keys) and keys[at] == key:
                del keys[at]

    def place(self, key: QueueKey) -> int:
        """The place (1 is first) that the key has, or would have."""
        return bisect_left(self.everyone, key) + 1
