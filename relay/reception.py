"""What a receiver knows of one stream, and says in its reports (RFC 3550 A.1, A.3, A.8)."""

from relay.rtcp import ReportBlock, SenderInfo, middle_of_ntp

_DLSR_RATE = 65536


class Reception:
    """Counts authenticated packets only; arrival times are seconds of a monotonic clock."""

    __slots__ = (
        "_base",
        "_clock_rate",
        "_expected_before",
        "_highest",
        "_jitter",
        "_received",
        "_received_before",
        "_transit",
        "sender_info",
        "sender_info_at",
    )

    def __init__(self, clock_rate: int) -> None:
        self._clock_rate = clock_rate
        self._base = -1
        self._highest = 0
        self._received = 0
        self._expected_before = 0
        self._received_before = 0
        self._transit = 0
        self._jitter = 0.0
        self.sender_info: SenderInfo | None = None
        self.sender_info_at = 0.0

    def count(self, sequence: int, timestamp: int, now: float) -> bool:
        """Takes one packet in; True when it is newer than all before."""
        self._received += 1
        transit = int(now * self._clock_rate) - timestamp
        if self._base < 0:
            self._base = self._highest = sequence
            self._transit = transit
            return True
        # Timestamps wrap at 2^32, so their difference is taken modulo that, around zero.
        change = ((transit - self._transit + 0x80000000) & 0xFFFFFFFF) - 0x80000000
        self._transit = transit
        self._jitter += ((change if change > 0 else -change) - self._jitter) / 16
        ahead = (sequence - self._highest) & 0xFFFF
        if 0 < ahead < 0x8000:
            self._highest += ahead
            return True
        return False

    def note_sender_info(self, info: SenderInfo, now: float) -> None:
        self.sender_info = info
        self.sender_info_at = now

    def report(self, ssrc: int, now: float) -> ReportBlock | None:
        """The report about the time since the last one; None before the first packet."""
        if self._base < 0:
            return None
        expected = self._highest - self._base + 1
        lost = min(max(expected - self._received, -0x800000), 0x7FFFFF)
        expected_now = expected - self._expected_before
        lost_now = expected_now - (self._received - self._received_before)
        self._expected_before, self._received_before = expected, self._received
        fraction = min(255, (lost_now << 8) // expected_now) if lost_now > 0 else 0
        last, delay = 0, 0
        if self.sender_info is not None:
            last = middle_of_ntp(self.sender_info.ntp)
            delay = int((now - self.sender_info_at) * _DLSR_RATE) & 0xFFFFFFFF
        highest = self._highest & 0xFFFFFFFF
        return ReportBlock(ssrc, fraction, lost, highest, int(self._jitter), last, delay)
