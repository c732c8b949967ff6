"""Limits on sign-in attempts, by login and by address, in memory."""

from collections import OrderedDict, deque

WINDOW = 300.0
"""Seconds that a failed attempt counts."""
LARGEST = 10_000
"""Names remembered at once; the oldest are forgotten first."""


class Attempts:
    """Failures by name (a login or an address) within `WINDOW`."""

    def __init__(self, allowed: int) -> None:
        self._allowed = allowed
        self._failures: OrderedDict[str, deque[float]] = OrderedDict()

    def blocked(self, name: str, now: float) -> bool:
        failures = self._failures.get(name)
        if failures is None:
            return False
        while failures and failures[0] <= now - WINDOW:
            failures.popleft()
        return len(failures) >= self._allowed

    def failed(self, name: str, now: float) -> None:
        failures = self._failures.setdefault(name, deque(maxlen=self._allowed))
        failures.append(now)
        self._failures.move_to_end(name)
        while len(self._failures) > LARGEST:
            self._failures.popitem(last=False)

    def succeeded(self, name: str) -> None:
        self._failures.pop(name, None)
