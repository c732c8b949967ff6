"""One outgoing stream's sequence numbers and timestamps, unbroken while its source changes."""

import secrets

_FULL = 0x10000
_HALF = 0x8000
_TIMESTAMP_MASK = 0xFFFFFFFF


class Timeline:
    """Maps a source's numbers to the stream's own.

    Invariants: an index (sequence number with its roll-overs) is given to one packet only, as long
    as the source's own numbers are not repeated; and after `rebase` nothing from before it passes.
    """

    __slots__ = (
        "_clock_rate",
        "_floor",
        "_highest",
        "_moved_at",
        "_timestamp",
        "sequence_offset",
        "timestamp_offset",
    )

    def __init__(self, clock_rate: int) -> None:
        """`clock_rate` in Hz. Starts below 2^15, as RFC 3711 section 3.3.1 advises."""
        self._clock_rate = clock_rate
        self._highest = self._floor = secrets.randbelow(_HALF - 1)
        self._timestamp = 0
        self._moved_at = float("nan")
        self.sequence_offset = 0
        self.timestamp_offset = 0

    def rebase(self, sequence: int, timestamp: int, now: float) -> None:
        """The packet given next is the first of a new source; it follows what was sent before."""
        self._floor = self._highest + 1
        self.sequence_offset = (self._floor - sequence) % _FULL
        if self._moved_at == self._moved_at:  # not the first source
            elapsed = max(1, int((now - self._moved_at) * self._clock_rate))
            self.timestamp_offset = (self._timestamp + elapsed - timestamp) & _TIMESTAMP_MASK

    def index(self, sequence: int, timestamp: int, now: float) -> int:
        """The index under which a packet leaves, or -1 when it is older than the last `rebase`.

        Its timestamp leaves as `timestamp + timestamp_offset` modulo 2^32.
        """
        highest = self._highest
        ahead = (sequence + self.sequence_offset - highest) & 0xFFFF
        if ahead < _HALF:
            highest += ahead
            self._highest = highest
            self._timestamp = timestamp + self.timestamp_offset
            self._moved_at = now
            return highest
        index = highest + ahead - _FULL
        return index if index >= self._floor else -1

    def source_sequence(self, sequence: int) -> int | None:
        """The source's number of an outgoing packet; None when another source sent it, or nobody."""
        behind = (self._highest - sequence) & 0xFFFF
        if self._highest - behind < self._floor:
            return None
        return (sequence - self.sequence_offset) & 0xFFFF
