"""Opening hours of the centre as last read from the record, and what they mean now."""

from collections.abc import Mapping
from typing import NamedTuple

from recordings.opening_hours import ModeHours
from recordings.words import Mode
from signaling.errors import WireError
from signaling.opening import Opening, opening

LOOK_AGAIN = 3600.0
"""Seconds after which a state without a next change is looked at again: its horizon has moved."""


class _Decided(NamedTuple):
    """What was decided at `since` holds until `until`."""

    since: float
    until: float
    opening: Opening


class Hours:
    """A mode that nothing is known of is open at all times.

    A decision is kept until the next change: every page that shows `/` asks, and looking a year ahead
    takes milliseconds.
    """

    def __init__(self) -> None:
        self._modes: Mapping[Mode, ModeHours] = {}
        self._decided: dict[Mode, _Decided] = {}

    def use(self, modes: Mapping[Mode, ModeHours]) -> None:
        """Takes what the record says now."""
        self._modes = modes
        self._decided.clear()

    def of(self, mode: Mode) -> ModeHours:
        return self._modes.get(mode) or ModeHours(mode)

    def at(self, mode: Mode, moment: float) -> Opening:
        known = self._decided.get(mode)
        if known is None or not known.since <= moment < known.until:
            found = opening(self.of(mode).rules, moment)
            until = moment + LOOK_AGAIN if found.changes_at is None else found.changes_at
            known = self._decided[mode] = _Decided(moment, until, found)
        return known.opening

    def require_open(self, mode: Mode, moment: float) -> None:
        """Raises WireError `closed_now`."""
        if not self.at(mode, moment).open:
            raise WireError("closed_now")
