"""How arrivals, connections, counselors and deadlines change the state."""

from signaling.desk import events as happened
from signaling.desk.queues import QueueName
from signaling.desk.state import DeskState
from signaling.desk.views import CounselorView, SessionView
from signaling.desk.words import Availability, Party


def queued(state: DeskState, event: happened.SessionQueued) -> None:
    """A new session. The one that it continues cannot be taken up a second time."""
    state.sessions[event.session_id] = SessionView(
        session_id=event.session_id,
        centre_id=event.centre_id,
        caller_id=event.caller_id,
        inquiry_id=event.inquiry_id,
        mode=event.mode,
        priority=event.priority,
        keeps_record=event.keeps_record,
        queued_at=event.at,
        order=event.order,
        waiting_since=event.at,
        joined_place=event.place,
    )
    state.last_order = max(state.last_order, event.order)
    if event.continues in state.sessions:
        state.sessions[event.continues].reconnect_until = None
    state.closed.pop(event.continues or "", None)


def party_lost(state: DeskState, event: happened.PartyLost) -> None:
    """Repeating it for a counselor's other sessions changes nothing more."""
    if event.party is Party.CALLER:
        _caller_present(state, event.session_id, present=False, deadline=event.deadline)
    else:
        _counselor_present(state, event.counselor_id, present=False, deadline=event.deadline)


def party_returned(state: DeskState, event: happened.PartyReturned) -> None:
    """The grace is over, and all is as before."""
    if event.party is Party.CALLER:
        _caller_present(state, event.session_id, present=True, deadline=None)
    else:
        _counselor_present(state, event.counselor_id, present=True, deadline=None)


def _caller_present(
    state: DeskState, session_id: str | None, *, present: bool, deadline: float | None
) -> None:
    session = state.sessions.get(session_id or "")
    if session is not None:
        session.caller_present = present
        session.caller_deadline = deadline


def _counselor_present(
    state: DeskState, counselor_id: str | None, *, present: bool, deadline: float | None
) -> None:
    counselor = state.counselors.get(counselor_id or "")
    if counselor is not None:
        counselor.present = present
        counselor.lost_deadline = deadline


def signed_in(state: DeskState, event: happened.CounselorSignedIn) -> None:
    """Whoever was signed in already keeps their availability."""
    counselor = state.counselors.setdefault(
        event.counselor_id, CounselorView(event.counselor_id, event.centre_id)
    )
    if not counselor.signed_in:
        counselor.missed_in_row = 0
        counselor.idle_since = event.at
    counselor.centre_id = event.centre_id
    counselor.modes = event.modes
    counselor.max_text = event.max_text
    counselor.signed_in = True
    counselor.present = True
    counselor.lost_deadline = None


def signed_out(state: DeskState, event: happened.CounselorSignedOut) -> None:
    """The slots are freed by the events of their sessions."""
    counselor = state.counselors.get(event.counselor_id)
    if counselor is None:
        return
    counselor.signed_in = False
    counselor.present = False
    counselor.lost_deadline = None
    counselor.availability = Availability.OFFLINE
    counselor.reason = event.reason.value


def availability_changed(state: DeskState, event: happened.AvailabilityChanged) -> None:
    """Ready means idle from now on, and misses start anew."""
    counselor = state.counselors.get(event.counselor_id)
    if counselor is None:
        return
    counselor.availability = event.availability
    counselor.reason = event.reason
    if event.availability is Availability.READY:
        counselor.missed_in_row = 0
        counselor.idle_since = event.at


def unattended(state: DeskState, event: happened.QueueUnattended) -> None:
    """Said, and not to be said again."""
    state.unattended.add(QueueName(event.centre_id, event.mode))


def attended(state: DeskState, event: happened.QueueAttended) -> None:
    """All is well again."""
    state.unattended.discard(QueueName(event.centre_id, event.mode))


def deadlines_shifted(state: DeskState, event: happened.DeadlineShifted) -> None:
    """Every deadline, and the time in which an end can be taken back."""
    for session in state.sessions.values():
        state.unindex_session(session)
        _shift_session(session, event.by)
        state.index_session(session)
    for session in state.closed.values():
        _shift_session(session, event.by)
    for counselor in state.counselors.values():
        state.unindex_counselor(counselor)
        if counselor.lost_deadline is not None:
            counselor.lost_deadline += event.by
        state.index_counselor(counselor)


def _shift_session(session: SessionView, by: float) -> None:
    if session.offer is not None:
        session.offer = session.offer._replace(expires_at=session.offer.expires_at + by)
    if session.caller_deadline is not None:
        session.caller_deadline += by
    if session.reconnect_until is not None:
        session.reconnect_until += by
