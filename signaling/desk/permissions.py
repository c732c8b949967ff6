"""Who may write text in which session."""

from signaling.desk.state import DeskState
from signaling.desk.words import Party


def may_write(state: DeskState, session_id: str, party: Party, person_id: str) -> bool:
    """The caller from the queue on, the counselor while they talk; nobody after the end."""
    session = state.sessions.get(session_id)
    if session is None:
        return False
    if party is Party.CALLER:
        return session.caller_id == person_id and (session.queued or session.talking)
    return session.counselor_id == person_id and session.talking
