"""How long a packet takes to a leg and back, from its reception reports (RFC 3550 section 6.4.1)."""

from relay.rtcp import ReportBlock, middle_of_ntp

DEFAULT = 0.1
"""Seconds, until the first report."""
LONGEST = 2.0
_KEPT = 64
_DELAY_RATE = 65536


class RoundTrip:
    """`seconds` is smoothed as TCP does it (RFC 6298: 1/8 of each new sample)."""

    __slots__ = ("_sent", "measured", "seconds")

    def __init__(self) -> None:
        self.seconds = DEFAULT
        self.measured = False
        self._sent: dict[tuple[int, int], float] = {}

    def sent(self, ssrc: int, ntp: int, now: float) -> None:
        """A sender report with this NTP time left. Only the last ones are remembered."""
        self._sent[ssrc, middle_of_ntp(ntp)] = now
        if len(self._sent) > _KEPT:
            del self._sent[next(iter(self._sent))]

    def reported(self, block: ReportBlock, now: float) -> None:
        """Takes each of our reports once, so that a repeated block changes nothing."""
        sent = self._sent.pop((block.ssrc, block.last), None)
        if sent is None:
            return
        sample = now - sent - block.delay / _DELAY_RATE
        if not 0 <= sample <= LONGEST:
            return
        self.seconds += (sample - self.seconds) / 8 if self.measured else sample - self.seconds
        self.measured = True
