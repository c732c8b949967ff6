"""How one session, and its counselor's slots, change with each event.

The state of the session has been set already, from the table of transitions.
"""

from signaling.desk import events as happened
from signaling.desk.estimate import remember_wait
from signaling.desk.events import Event
from signaling.desk.state import DeskState
from signaling.desk.views import CounselorView, Offer, SessionView
from signaling.desk.words import Mode


def unchanged(state: DeskState, session: SessionView, event: Event) -> None:
    """Nothing but the state."""


def offer_made(state: DeskState, session: SessionView, event: happened.OfferMade) -> None:
    """The counselor is asked."""
    session.offer = Offer(event.offer_id, event.counselor_id, event.expires_at)
    counselor_of(state, session, event.counselor_id).offered = session.session_id


def offer_missed(state: DeskState, session: SessionView, event: happened.OfferMissed) -> None:
    """Somebody else first, next time."""
    counselor = _clear_offer(state, session, event.counselor_id)
    counselor.missed_in_row = event.missed_in_row
    _note_declined(session, event.counselor_id)


def offer_passed(state: DeskState, session: SessionView, event: happened.OfferPassed) -> None:
    """Somebody else first, next time; whoever passes is at the desk, so misses start anew."""
    counselor = _clear_offer(state, session, event.counselor_id)
    counselor.missed_in_row = 0
    _note_declined(session, event.counselor_id)


def offer_withdrawn(state: DeskState, session: SessionView, event: happened.OfferWithdrawn) -> None:
    """As if it had not been made."""
    _clear_offer(state, session, event.counselor_id)


def connected(state: DeskState, session: SessionView, event: happened.SessionConnected) -> None:
    """A slot is taken, and the wait becomes a sample."""
    counselor = _clear_offer(state, session, event.counselor_id)
    counselor.missed_in_row = 0
    counselor.sessions.append(session.session_id)
    session.counselor_id = event.counselor_id
    session.connected_at = event.at
    session.declined_by.clear()
    remember_wait(state, session, event.at, event.waited)


def mode_switched(state: DeskState, session: SessionView, event: happened.ModeSwitched) -> None:
    """The place is kept; the wait is no longer comparable."""
    session.mode = event.mode
    session.joined_place = None
    if event.caller_deadline is not None:
        session.caller_deadline = event.caller_deadline


def requeued(state: DeskState, session: SessionView, event: happened.SessionRequeued) -> None:
    """Back to wait, with a new wait that is measured from now."""
    _free_slot(state, session, event.counselor_id, event.at)
    session.counselor_id = None
    session.connected_at = None
    session.priority = event.priority
    session.waiting_since = event.at
    session.joined_place = None
    session.caller_deadline = event.caller_deadline


def video_dropped(state: DeskState, session: SessionView, event: happened.VideoDropped) -> None:
    """A text session from here on."""
    session.mode = Mode.TEXT
    session.caller_deadline = event.resumable_until


def ended(state: DeskState, session: SessionView, event: happened.SessionEnded) -> None:
    """The slot stays taken; the caller's presence no longer matters."""
    session.ended_at = event.at
    session.reconnect_until = event.reconnect_until
    session.caller_deadline = None


def reconnected(state: DeskState, session: SessionView, event: happened.SessionReconnected) -> None:
    """As before the end."""
    session.ended_at = None
    session.reconnect_until = None
    session.caller_present = True


def abandoned(state: DeskState, session: SessionView, event: happened.SessionAbandoned) -> None:
    """Forgotten."""
    del state.sessions[session.session_id]


def closed(state: DeskState, session: SessionView, event: happened.SessionClosed) -> None:
    """Forgotten, but for the time in which the end can be taken back."""
    _free_slot(state, session, event.counselor_id, event.at)
    del state.sessions[session.session_id]
    state.closed[session.session_id] = session
    for session_id, each in list(state.closed.items()):
        if each.reconnect_until is None or each.reconnect_until < event.at:
            del state.closed[session_id]


def counselor_of(state: DeskState, session: SessionView, counselor_id: str) -> CounselorView:
    """The counselor; made up when a partial journal has left their sign-in out."""
    return state.counselors.setdefault(
        counselor_id, CounselorView(counselor_id=counselor_id, centre_id=session.centre_id)
    )


def _clear_offer(state: DeskState, session: SessionView, counselor_id: str) -> CounselorView:
    counselor = counselor_of(state, session, counselor_id)
    counselor.offered = None
    session.offer = None
    return counselor


def _note_declined(session: SessionView, counselor_id: str) -> None:
    if counselor_id in session.declined_by:
        session.declined_by.remove(counselor_id)
    session.declined_by.append(counselor_id)


def _free_slot(state: DeskState, session: SessionView, counselor_id: str, at: float) -> None:
    counselor = counselor_of(state, session, counselor_id)
    if session.session_id in counselor.sessions:
        counselor.sessions.remove(session.session_id)
    counselor.idle_since = at
