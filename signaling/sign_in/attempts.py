"""Limits on sign-in attempts, by login and by address, in memory."""

from collections import OrderedDict, deque
from collections.abc import Mapping

WINDOW = 300.0
"""Seconds that an attempt counts."""
LARGEST = 10_000
"""Names remembered at once; the oldest are forgotten first."""


class Attempts:
    """Attempts by name (a login, an address) within `WINDOW`. Those that succeed are taken back."""

    def __init__(self) -> None:
        self._at: OrderedDict[str, deque[float]] = OrderedDict()

    def begin(self, limits: Mapping[str, int], now: float) -> bool:
        """Counts an attempt by each name, or returns False when one of them has none left.

        `limits` are names with the attempts allowed to each.
        """
        if any(self._recent(name, now) >= allowed for name, allowed in limits.items()):
            return False
        for name in limits:
            self._at.setdefault(name, deque()).append(now)
            self._at.move_to_end(name)
        while len(self._at) > LARGEST:
            self._at.popitem(last=False)
        return True

    def succeeded(self, limits: Mapping[str, int]) -> None:
        """The attempt that `begin` counted was no failure."""
        for name in limits:
            if attempts := self._at.get(name):
                attempts.pop()

    def _recent(self, name: str, now: float) -> int:
        attempts = self._at.get(name)
        while attempts and attempts[0] <= now - WINDOW:
            attempts.popleft()
        return len(attempts) if attempts else 0
