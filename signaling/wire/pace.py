"""How fast one client may talk: a token bucket."""

BURST = 120.0
PER_SECOND = 30.0


class Pace:
    """`allow` is False while the client is over `PER_SECOND` with its `BURST` used up."""

    def __init__(self, now: float) -> None:
        self._tokens = BURST
        self._at = now

    def allow(self, now: float) -> bool:
        self._tokens = min(BURST, self._tokens + max(0.0, now - self._at) * PER_SECOND)
        self._at = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True
