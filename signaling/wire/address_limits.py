"""How many callers may wait or talk from one network address."""

from collections import defaultdict
from collections.abc import Callable

from signaling.errors import WireError

TIDY_AT = 1000
"""Addresses remembered before the first look for those that can be forgotten."""


class AddressLimits:
    """Many people share an address (an office, a mobile network), so the limit is generous.

    Sessions are counted, not connections: closing a page and joining again gains nothing.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._sessions: defaultdict[str, set[str]] = defaultdict(set)
        self._joining: set[str] = set()
        self._tidy_at = TIDY_AT

    def enter(self, address: str, session_id: str, runs: Callable[[str], bool]) -> None:
        """Counts a session that is about to join; `joined` says when it has, or has failed to.

        `runs` tells whether a session waits or talks.

        Raises:
            WireError: `too_many_sessions`.
        """
        self._tidy(runs)
        here = {each for each in self._sessions[address] if each in self._joining or runs(each)}
        self._sessions[address] = here
        if len(here) >= self._most:
            raise WireError("too_many_sessions")
        here.add(session_id)
        self._joining.add(session_id)

    def joined(self, session_id: str) -> None:
        self._joining.discard(session_id)

    def resumed(self, address: str, session_id: str) -> None:
        """A session of before a restart, or of another address, goes on from here."""
        self._sessions[address].add(session_id)

    def _tidy(self, runs: Callable[[str], bool]) -> None:
        """Lets go of addresses from which nobody waits or talks, when there are twice as many as last time."""
        if len(self._sessions) < self._tidy_at:
            return
        for address, sessions in list(self._sessions.items()):
            if not any(each in self._joining or runs(each) for each in sessions):
                del self._sessions[address]
        self._tidy_at = max(TIDY_AT, 2 * len(self._sessions))

    @property
    def addresses(self) -> int:
        return len(self._sessions)
