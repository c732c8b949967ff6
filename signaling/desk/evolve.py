"""From state and event to the next state. The only code that changes it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from signaling.desk import events as happened
from signaling.desk import evolve_desk as desk
from signaling.desk import evolve_session as session_changes
from signaling.desk.events import Event
from signaling.desk.state import DeskState
from signaling.desk.transitions import TRANSITIONS
from signaling.desk.views import SessionView

_SESSION: Mapping[type[Event], Callable[[DeskState, SessionView, Any], None]] = MappingProxyType(
    {
        happened.OfferMade: session_changes.offer_made,
        happened.OfferMissed: session_changes.offer_missed,
        happened.OfferPassed: session_changes.offer_passed,
        happened.OfferWithdrawn: session_changes.offer_withdrawn,
        happened.SessionConnected: session_changes.connected,
        happened.SessionHeld: session_changes.unchanged,
        happened.SessionResumed: session_changes.unchanged,
        happened.ModeSwitched: session_changes.mode_switched,
        happened.SessionRequeued: session_changes.requeued,
        happened.VideoDropped: session_changes.video_dropped,
        happened.SessionEnded: session_changes.ended,
        happened.SessionReconnected: session_changes.reconnected,
        happened.SessionAbandoned: session_changes.abandoned,
        happened.SessionClosed: session_changes.closed,
    }
)

_DESK: Mapping[type[Event], Callable[[DeskState, Any], None]] = MappingProxyType(
    {
        happened.SessionQueued: desk.queued,
        happened.PartyLost: desk.party_lost,
        happened.PartyReturned: desk.party_returned,
        happened.CounselorSignedIn: desk.signed_in,
        happened.CounselorSignedOut: desk.signed_out,
        happened.AvailabilityChanged: desk.availability_changed,
        happened.QueueUnattended: desk.unattended,
        happened.QueueAttended: desk.attended,
        happened.DeadlineShifted: desk.deadlines_shifted,
    }
)

HANDLED = frozenset(_SESSION) | frozenset(_DESK)
"""Every event that `evolve` knows."""


def evolve(state: DeskState, event: Event) -> None:
    """Change `state` in place as the event says.

    An event of a session that the state does not know is passed over, so a journal from which
    finished sessions were left out can be replayed.
    """
    session_id = getattr(event, "session_id", None)
    counselor_id = getattr(event, "counselor_id", None)
    _unindex(state, session_id, counselor_id)
    if type(event) in _DESK:
        _DESK[type(event)](state, event)
    elif session_id in state.sessions:
        session = state.sessions[session_id]
        if type(event) in TRANSITIONS:
            session.state = TRANSITIONS[type(event)].target
        _SESSION[type(event)](state, session, event)
    _index(state, session_id, counselor_id)


def _unindex(state: DeskState, session_id: str | None, counselor_id: str | None) -> None:
    """Around every change, so that no change can forget the indexes."""
    if session_id in state.sessions:
        state.unindex_session(state.sessions[session_id])
    if counselor_id in state.counselors:
        state.unindex_counselor(state.counselors[counselor_id])


def _index(state: DeskState, session_id: str | None, counselor_id: str | None) -> None:
    if session_id in state.sessions:
        state.index_session(state.sessions[session_id])
    if counselor_id in state.counselors:
        state.index_counselor(state.counselors[counselor_id])
