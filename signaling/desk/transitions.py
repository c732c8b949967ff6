"""The one table of allowed transitions: which event may move a session from where to where."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from signaling.desk import events as happened
from signaling.desk.errors import DeskError
from signaling.desk.events import Event
from signaling.desk.words import SessionState as S


class Transition(NamedTuple):
    """`sources` is empty for an event that makes the session."""

    sources: frozenset[S]
    target: S


_TALKING = (S.CONNECTED, S.ON_HOLD)


def _move(*sources: S, to: S) -> Transition:
    return Transition(frozenset(sources), to)


TRANSITIONS: Mapping[type[Event], Transition] = MappingProxyType(
    {
        happened.SessionQueued: _move(to=S.WAITING),
        happened.OfferMade: _move(S.WAITING, to=S.OFFERED),
        happened.OfferMissed: _move(S.OFFERED, to=S.WAITING),
        happened.OfferPassed: _move(S.OFFERED, to=S.WAITING),
        happened.OfferWithdrawn: _move(S.OFFERED, to=S.WAITING),
        happened.SessionConnected: _move(S.OFFERED, to=S.CONNECTED),
        happened.SessionHeld: _move(S.CONNECTED, to=S.ON_HOLD),
        happened.SessionResumed: _move(S.ON_HOLD, to=S.CONNECTED),
        happened.SessionRequeued: _move(*_TALKING, to=S.WAITING),
        happened.SessionEnded: _move(*_TALKING, to=S.WRAP_UP),
        happened.SessionReconnected: _move(S.WRAP_UP, to=S.CONNECTED),
        happened.SessionClosed: _move(S.WRAP_UP, to=S.CLOSED),
        happened.SessionAbandoned: _move(S.WAITING, to=S.ABANDONED),
    }
)
"""Events that are not named leave the state as it is. `inviting` is kept for outbound sessions:
nothing leads there yet."""


def require(state: S, event: type[Event]) -> None:
    """Raises `DeskError("wrong_state")` unless `event` may happen to a session in `state`."""
    if state not in TRANSITIONS[event].sources:
        raise DeskError("wrong_state")
