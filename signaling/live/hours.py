"""Opening hours of the centre as last read from the record, and what they mean now."""

from collections.abc import Mapping

from recordings.opening_hours import ModeHours
from recordings.words import Mode
from signaling.errors import WireError
from signaling.opening import Opening, opening


class Hours:
    """A mode that nothing is known of is open at all times."""

    def __init__(self) -> None:
        self._modes: Mapping[Mode, ModeHours] = {}

    def use(self, modes: Mapping[Mode, ModeHours]) -> None:
        """Takes what the record says now."""
        self._modes = modes

    def of(self, mode: Mode) -> ModeHours:
        return self._modes.get(mode) or ModeHours(mode)

    def at(self, mode: Mode, moment: float) -> Opening:
        return opening(self.of(mode).rules, moment)

    def require_open(self, mode: Mode, moment: float) -> None:
        """Raises WireError `closed_now`."""
        if not self.at(mode, moment).open:
            raise WireError("closed_now")
